"""Our own checks find what they are there for, each in a bundle with one thing wrong."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from functools import cache
from typing import Any

import pytest
from fhir.resources.R4B.bundle import Bundle
from pydantic import ValidationError

from tests.bot.export.fhir_checks import Json, check, items_of, of_kind
from tests.bot.export.fhir_people import of_walker, stopped_by_pain


@cache
def whole() -> Json:
    return of_walker(stopped_by_pain())


def one(bundle: Json, kind: str) -> Json:
    return of_kind(bundle, kind)[0]


def told(bundle: Json, link: str) -> Json:
    """An item of the response."""
    response = one(bundle, "QuestionnaireResponse")
    (item,) = (item for item in items_of(response) if item["linkId"] == link)
    return item


def put(kind: str, **fields: Any) -> Callable[[Json], None]:
    return lambda bundle: one(bundle, kind).update(fields)


def answer(link: str, *answers: Json) -> Callable[[Json], None]:
    return lambda bundle: told(bundle, link).update(answer=list(answers))


def option(code: str) -> Json:
    questions = one(whole(), "Questionnaire")
    options = (o["valueCoding"] for i in items_of(questions) for o in i.get("answerOption", []))
    return {"valueCoding": next(coding for coding in options if coding["code"] == code)}


def add_item(link: str) -> Callable[[Json], None]:
    return lambda bundle: one(bundle, "QuestionnaireResponse")["item"].append({"linkId": link})


def drop_item(link: str) -> Callable[[Json], None]:
    def drop(bundle: Json) -> None:
        response = one(bundle, "QuestionnaireResponse")
        response["item"] = [item for item in response["item"] if item["linkId"] != link]

    return drop


def twice(bundle: Json) -> None:
    bundle["entry"].append(bundle["entry"][0])


def unlisted(bundle: Json) -> None:
    one(bundle, "CodeSystem")["concept"].pop()


def misnamed(bundle: Json) -> None:
    (coding,) = one(bundle, "Consent")["category"][0]["coding"]
    coding["display"] = "Consent"


def unknown_code(bundle: Json) -> None:
    (coding,) = one(bundle, "Flag")["category"][0]["coding"]
    coding["code"] = "danger"


def wrong_move(bundle: Json) -> None:
    one(bundle, "CarePlan")["activity"][0]["detail"]["status"] = "active"


def later_question(bundle: Json) -> None:
    items = one(bundle, "Questionnaire")["item"]
    items.append(items.pop(0))


PATIENT = {"reference": "urn:uuid:00000000-0000-0000-0000-000000000000"}
WRONG: dict[str, Callable[[Json], None]] = {
    "a status that no binding has": put("Observation", status="done"),
    "a status of a move": wrong_move,
    "a reference to nothing": put("Observation", subject=PATIENT),
    "a reference to something else": lambda b: put(
        "Observation", subject={"reference": f"urn:uuid:{one(b, 'Goal')['id']}"}
    )(b),
    "a time without a zone": put("Consent", dateTime="2026-01-05T09:00:00"),
    "an end before the beginning": put("Flag", period={"start": "2026-01-05", "end": "2026-01-04"}),
    "an instant that is a day": put("Observation", issued="2026-01-05"),
    "an entry twice": twice,
    "an id that is not its name": put("Goal", id="goal"),
    "a field that is empty": put("Goal", outcomeReference=[]),
    "a control sign": put("Goal", description={"text": "run\x07"}),
    "a code of ours that is not listed": unlisted,
    "another name for a code of others": misnamed,
    "a code of others that is not known": unknown_code,
    "an extension of nobody": put("Flag", extension=[{"url": "urn:x", "valueBoolean": True}]),
    "a question that was never asked": add_item("q_gone"),
    "a question in another order": add_item("q_age"),
    "a question that hangs on a later one": later_question,
    "an answer of the wrong type": answer("q_side", {"valueString": "left"}),
    "an option of another question": answer("q_side", option("q_age.a65")),
    "two answers to one choice": answer("q_side", option("q_side.left"), option("q_side.right")),
    "none of these, and one": answer("q_rf_c", option("q_rf_c.none"), option("q_rf_c.disc")),
    "a tick twice": answer("q_rf_c", option("q_rf_c.joint"), option("q_rf_c.joint")),
    "a number beyond its bounds": answer("q_pain_now", {"valueInteger": 11}),
    "too long a text": answer("q_goal", {"valueString": "x" * 81}),
    "a time of day that is none": answer("q_time", {"valueTime": "18:00"}),
    "what must be told is missing": drop_item("q_pain_worst"),
    "an answer to what is not asked": answer("q_sit_hours", {"valueDecimal": 2}),
    "another questionnaire": put("QuestionnaireResponse", questionnaire="urn:uuid:0|1"),
}  # fmt: skip


def test_the_bundle_itself_is_right() -> None:
    check(whole())


@pytest.mark.parametrize("wrong", WRONG)
def test_what_is_wrong_is_found(wrong: str) -> None:
    bundle = deepcopy(whole())
    WRONG[wrong](bundle)
    with pytest.raises((AssertionError, KeyError)):
        check(bundle)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda bundle: one(bundle, "Observation").pop("code"),
        put("Observation", valueString="and a second value"),
        put("Flag", mood="bad"),
        put("Goal", lifecycleStatus=[]),
    ],
    ids=["a field is missing", "two values", "an unknown field", "another type"],
)
def test_the_library_finds_what_is_no_resource(wrong: Callable[[Json], None]) -> None:
    bundle = deepcopy(whole())
    wrong(bundle)
    with pytest.raises(ValidationError):
        Bundle.model_validate(bundle)
