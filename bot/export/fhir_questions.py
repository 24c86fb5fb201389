"""The questionnaire of the content as FHIR: each question, its options, and when it is asked.

Rule: linkId = id of the question; `.left`, `.right`, `.from` and `.until` are parts of one answer.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.export.fhir_sheet import OUR_CODES, OUR_QUESTIONS, UCUM, Json, Sheet, extension
from content.load import Content
from content.schema import Condition, Question, Test
from flows.effects import Text
from flows.parts import t

NONE = "none"
"""In the place of an option: none of these."""
UNITS = {"q_sit_hours": "h/d", "q_ftf": "cm", "q_days": "d/wk", "q_breaks": "/d"}
"""In UCUM, where the content names a unit."""
LEGS = ("left", "right")
HOURS = ("from", "until")
PARTS = {"lr": LEGS, "time_range": HOURS}
ASKED_FIRST = (1, 2)
"""Parts without which nothing can be made of the answers; the set-up comes later."""
SCALE = (0, 10)
DISPLAY = "http://hl7.org/fhir/questionnaire-display-category"
IS = {"==", "in", "has"}
"""Tests of a condition that name options."""


def add_questions(sheet: Sheet) -> None:
    sheet.add(
        "Questionnaire", "questions", "none",
        language=sheet.language,
        url=OUR_QUESTIONS,
        version=sheet.content.version,
        name="UnhamstrungQuestions",
        title=sheet.said(t("fhir-questions")),
        status="active",
        subjectType=["Patient"],
        item=[_item(question, sheet) for question in sheet.content.questions.values()],
    )  # fmt: skip


def must_be_told(question: Question) -> bool:
    return question.part in ASKED_FIRST and not question.skippable


def option_codes(question: Question, content: Content) -> Iterator[tuple[str, str, Text]]:
    """Each option with its code and its words."""
    for option in content.option_ids(question.id):
        yield option, f"{question.id}.{option}", t(f"option.{question.id}.{option}")
    if question.none_button:
        yield NONE, f"{question.id}.{NONE}", t("button-none")


def value_type(question: Question) -> str:
    """Of an answer, or of each of its two parts."""
    match question.type:
        case "single" | "multi":
            return "choice"
        case "scale" | "lr":
            return "integer"
        case "number":
            return "decimal" if (question.step or 1) % 1 else "integer"
        case "text":
            return "string"
        case _:
            return "time"


# Items.


def _item(question: Question, sheet: Sheet) -> Json:
    parts = PARTS.get(question.type)
    item: Json = {
        "linkId": question.id,
        "text": sheet.said(t(f"ask.{question.id}")),
        "type": "group" if parts else value_type(question),
    }
    item |= {} if parts else _answer(question, sheet)
    item |= _enabled(question, sheet.content)
    nested = [_part(question, part, sheet) for part in parts or ()]
    nested += [_help(question, sheet)] if question.help else []
    return item | ({"item": nested} if nested else {})


def _part(question: Question, part: str, sheet: Sheet) -> Json:
    text = t(f"option.q_side.{part}") if part in LEGS else t(f"fhir-{part}")
    told = {"text": sheet.said(text), "type": value_type(question), **_answer(question, sheet)}
    return {"linkId": f"{question.id}.{part}", **told}


def _help(question: Question, sheet: Sheet) -> Json:
    kind = {"coding": [{"system": DISPLAY, "code": "instructions"}]}
    return {
        "extension": [extension("questionnaire-displayCategory", valueCodeableConcept=kind)],
        "linkId": f"{question.id}.help",
        "text": sheet.said(t(f"help.{question.id}")),
        "type": "display",
    }


def _answer(question: Question, sheet: Sheet) -> Json:
    """What an answer may be."""
    told: Json = {}
    if extensions := [*_bounds(question), *_unit(question)]:
        told["extension"] = extensions
    if must_be_told(question):
        told["required"] = True
    if question.type == "multi":
        told["repeats"] = True
    if question.max_chars:
        told["maxLength"] = question.max_chars
    if options := list(_options(question, sheet)):
        told["answerOption"] = options
    return told


def bounds(question: Question) -> tuple[float, float] | None:
    if question.type not in {"scale", "number", "lr"}:
        return None
    low, high = SCALE
    return (
        low if question.min is None else question.min,
        high if question.max is None else question.max,
    )


def _bounds(question: Question) -> Iterator[Json]:
    found = bounds(question)
    for name, value in zip(("minValue", "maxValue"), found or (), strict=False):
        yield extension(name, **typed(question, value))


def typed(question: Question, value: float) -> Json:
    """A number under the name of its type."""
    if value_type(question) == "decimal":
        return {"valueDecimal": value}
    return {"valueInteger": int(value)}


def _unit(question: Question) -> Iterator[Json]:
    if unit := UNITS.get(question.id):
        yield extension("questionnaire-unit", valueCoding={"system": UCUM, "code": unit})


def _options(question: Question, sheet: Sheet) -> Iterator[Json]:
    for option, code, text in option_codes(question, sheet.content):
        exclusive = extension("questionnaire-optionExclusive", valueBoolean=True)
        alone = {"extension": [exclusive]} if option == NONE and question.none_button else {}
        yield {**alone, "valueCoding": sheet.own(code, text)}


# When it is asked.


def _enabled(question: Question, content: Content) -> Json:
    """By ask_if, else by skip_if; one item of FHIR cannot say both."""
    if question.ask_if:
        return when(question.ask_if, content)
    return unless(question.skip_if) if question.skip_if else {}


def when(condition: Condition, content: Content) -> Json:
    """Nothing where it cannot be said: FHIR joins all tests of an item by one word."""
    found = [list(_ways(test, content)) for test in condition.tests]
    ways = [way for each in found for way in each]
    if condition.join == "or" or len(found) == 1:
        return _joined(ways, "any")
    return _joined(ways, "all") if len(ways) == len(found) else {}


def unless(condition: Condition) -> Json:
    """That none of the options is ticked; of numbers, and of `and`, it cannot be said."""
    tests = condition.tests
    is_one_of = condition.join == "or" or len(tests) == 1
    if not is_one_of or any(test.op not in IS for test in tests):
        return {}
    return _joined([_is(test, v, "!=") for test in tests for v in test.values], "all")


def _joined(ways: list[Json], behavior: str) -> Json:
    return {"enableWhen": ways} | ({"enableBehavior": behavior} if len(ways) > 1 else {})


def _ways(test: Test, content: Content) -> Iterator[Json]:
    """One of them is enough. An unanswered question passes no test, so `!=` names the others."""
    question = content.questions[test.question]
    match test.op:
        case ">=":
            for part in PARTS.get(question.type, (None,)):
                link = f"{question.id}.{part}" if part else question.id
                (value,) = typed(question, float(test.values[0])).items()
                answer = {value[0].replace("value", "answer"): value[1]}
                yield {"question": link, "operator": ">=", **answer}
        case "!=":
            others = (o for o in content.option_ids(question.id) if o not in test.values)
            yield from (_is(test, option, "=") for option in others)
        case _:
            yield from (_is(test, option, "=") for option in test.values)


def _is(test: Test, option: str, operator: str) -> Json:
    coding = {"system": OUR_CODES, "code": f"{test.question}.{option}"}
    return {"question": test.question, "operator": operator, "answerCoding": coding}
