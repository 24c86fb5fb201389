"""Answers to the questionnaire, one response for each assessment.

Rule: only what was asked, and only answers that the questionnaire of today allows; the JSON
document has the rest.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from bot.export.fhir_questions import (
    ASKED_FIRST,
    NONE,
    PARTS,
    bounds,
    must_be_told,
    option_codes,
    typed,
    value_type,
)
from bot.export.fhir_sheet import OUR_QUESTIONS, PATIENT, Json, Sheet, clean
from content.load import Content
from content.schema import Question
from flows.conditions import status
from flows.conversation import Answer, Answers, Conversation
from flows.effects import Record

ASKED = {"answered", "skipped"}


class Look(NamedTuple):
    """The intake, or a re-assessment."""

    begun_at: dt.datetime
    told_at: dt.datetime
    """The last change."""
    answers: Answers
    scores: dict[str, int | None]
    """None were made of answers that no assessment has ended with."""
    is_changed: bool = False
    is_under_way: bool = False


def looks_of(
    rows: Iterable[tuple[dt.datetime, Record]],
    conversation: Conversation,
    content: Content,
    at: dt.datetime,
) -> tuple[Look, ...]:
    """Oldest first, the answers of now last: as they ended the last look, or by themselves."""
    looks = list(_kept(rows))
    now = conversation.answers
    if not now:
        return tuple(looks)
    if looks and _first_parts(looks[-1].answers, content) == _first_parts(now, content):
        return (*looks[:-1], looks[-1]._replace(answers=now))
    told_at = at if looks else conversation.seen_at or at
    under_way = conversation.again is not None
    return (*looks, Look(told_at, told_at, now, {}, is_under_way=under_way))


def _kept(rows: Iterable[tuple[dt.datetime, Record]]) -> Iterator[Look]:
    """An answer that was changed later belongs to the look before."""
    last: Look | None = None
    for at, record in rows:
        if record.what != "assessment":
            continue
        look = Look(at, at, record.data["answers"], record.data["scores"])
        if last and (record.data.get("changed") or at.date() == last.begun_at.date()):
            look = look._replace(begun_at=last.begun_at, is_changed=True)
        elif last:
            yield last
        last = look
    if last:
        yield last


def _first_parts(answers: Answers, content: Content) -> Answers:
    """Without the set-up, which anybody may change at any time."""
    first = {q.id for q in content.questions.values() if q.part in ASKED_FIRST}
    return {name: answer for name, answer in answers.items() if name in first}


def add_responses(looks: Sequence[Look], sheet: Sheet) -> list[Json]:
    """The reference to each."""
    return [_add(n, look, sheet) for n, look in enumerate(looks)]


def _add(number: int, look: Look, sheet: Sheet) -> Json:
    patient = sheet.ref(PATIENT)
    return sheet.add(
        "QuestionnaireResponse", f"response.{number}", "told",
        language=sheet.language,
        questionnaire=f"{OUR_QUESTIONS}|{sheet.content.version}",
        status=_status(look, sheet),
        subject=patient,
        authored=sheet.time(look.told_at),
        author=patient,
        source=patient,
        item=list(_items(look.answers, sheet)),
    )  # fmt: skip


def _status(look: Look, sheet: Sheet) -> str:
    if look.is_under_way or not _is_complete(look.answers, sheet):
        return "in-progress"
    return "amended" if look.is_changed else "completed"


def _is_complete(answers: Answers, sheet: Sheet) -> bool:
    """Of what the result needs; nothing open, and nothing left out that has to be told."""
    first = [q for q in sheet.content.questions.values() if q.part in ASKED_FIRST]
    stands = {q.id: status(q.id, answers, sheet.content) for q in first}
    if {"open", "waiting"} & set(stands.values()):
        return False
    asked = (q for q in first if must_be_told(q) and stands[q.id] in ASKED)
    return all(_values(q, answers[q.id], sheet) for q in asked)


# Items.


def _items(answers: Answers, sheet: Sheet) -> Iterator[Json]:
    """A question that was passed over is there without an answer."""
    for question in sheet.content.questions.values():
        if status(question.id, answers, sheet.content) not in ASKED:
            continue
        parts, values = PARTS.get(question.type), _values(question, answers[question.id], sheet)
        item: Json = {"linkId": question.id}
        if values and parts:
            nested = zip(parts, values, strict=True)
            item["item"] = [
                {"linkId": f"{question.id}.{part}", "answer": [value]} for part, value in nested
            ]
        elif values:
            item["answer"] = values
        yield item


def _values(question: Question, answer: Answer, sheet: Sheet) -> list[Json]:
    """None at all for an answer that the questionnaire does not allow."""
    match value_type(question):
        case "choice":
            return _options(question, answer, sheet)
        case "string":
            said = clean(answer) if isinstance(answer, str) else ""
            return [{"valueString": said}] if said else []
        case "time":
            return _times(question, answer)
        case _:
            told: list[Any] = answer if isinstance(answer, list) else [answer]
            return [typed(question, n) for n in told] if _fits(question, told) else []


def _options(question: Question, answer: Answer, sheet: Sheet) -> list[Json]:
    known = {option: (code, text) for option, code, text in option_codes(question, sheet.content)}
    ticked = answer if isinstance(answer, list) else [answer]
    if answer == [] and question.none_button:
        ticked = [NONE]
    return [{"valueCoding": sheet.own(*known[tick])} for tick in map(str, ticked) if tick in known]


def _times(question: Question, answer: Answer) -> list[Json]:
    try:
        told = [dt.time.fromisoformat(part) for part in str(answer).split("-")]
    except ValueError:
        return []
    is_right = isinstance(answer, str) and len(told) == _parts(question)
    return [{"valueTime": f"{time:%H:%M:%S}"} for time in told] if is_right else []


def _fits(question: Question, told: Sequence[Any]) -> bool:
    low, high = bounds(question) or (0, 0)
    step = question.step or 1
    return len(told) == _parts(question) and all(
        isinstance(n, int | float) and low <= n <= high and n % step == 0 for n in told
    )


def _parts(question: Question) -> int:
    """Of how many values an answer is made."""
    return len(PARTS.get(question.type, (question.id,)))
