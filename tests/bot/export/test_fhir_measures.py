"""Observations: of each report what was told, of each assessment what it measured."""

from __future__ import annotations

from typing import Any

import pytest

from flows.conversation import CheckIn, Conversation
from tests.bot.export.fhir_checks import Json, check, of_kind
from tests.bot.export.fhir_people import codes, made, with_code
from tests.bot.export.test_fhir_answers import ANSWERS, FIRST, look
from tests.flows.histories import SLIDER, day, report, talk


def bundle(*records: Any, conversation: Conversation | None = None) -> Json:
    found = made(conversation or Conversation(), *records)
    check(found)
    return found


def observed(**told: Any) -> dict[str, Json]:
    """Of a report on Monday, by our own code."""
    found = of_kind(bundle(report(0, **told)), "Observation")
    return {codes(each["code"])[-1]: each for each in found}


# Reports.


@pytest.mark.parametrize(
    ("told", "code", "loinc", "value"),
    [
        ({"pain": 3}, "report.pain", "72514-3", 3),
        ({"pain": 0}, "report.pain", "72514-3", 0),
        ({"morning_pain": 2}, "report.morning_pain", "72514-3", 2),
        ({"effort": 7}, "report.effort", "82289-0", 7),
    ],
)
def test_a_number_is_a_score_with_the_code_of_loinc(
    told: dict[str, int], code: str, loinc: str, value: int
) -> None:
    found = observed(**told)[code]
    assert codes(found["code"])[0] == loinc
    assert found["valueQuantity"] == {
        "value": value,
        "unit": "{score}",
        "system": "http://unitsofmeasure.org",
        "code": "{score}",
    }


@pytest.mark.parametrize(
    ("told", "code", "value"),
    [
        ({"completion": "partial"}, "report.completion", "completion.partial"),
        ({"completion": "skipped"}, "report.completion", "completion.skipped"),
        ({"tingling": "none"}, "report.tingling", "tingling.none"),
        ({"tingling": "worse"}, "report.tingling", "tingling.worse"),
        ({"culprit": SLIDER}, "report.culprit", "move.n_seated"),
    ],
)
def test_a_choice_is_coded(told: dict[str, str], code: str, value: str) -> None:
    assert codes(observed(**told)[code]["valueCodeableConcept"]) == [value]


@pytest.mark.parametrize("yes", [True, False])
def test_a_yes_or_no_is_one(*, yes: bool) -> None:
    found = observed(morning_tingling=yes, doms=yes)
    for code in ("report.morning_tingling", "report.doms"):
        assert found[code]["valueBoolean"] is yes


def test_what_was_not_told_is_left_out() -> None:
    """Not known is no zero; a move that is not in the library any more has no name."""
    assert observed(pain=None, culprit="n_gone").keys() == {"report.completion"}


def test_the_morning_after_is_the_next_day() -> None:
    found = observed(pain=3, morning_pain=4, morning_tingling=True, doms=False)
    dates = {code.removeprefix("report."): o["effectiveDateTime"] for code, o in found.items()}
    assert dates == {
        "pain": "2026-01-05",
        "completion": "2026-01-05",
        "morning_pain": "2026-01-06",
        "morning_tingling": "2026-01-06",
        "doms": "2026-01-06",
    }


def test_what_was_done_is_activity_and_the_rest_is_survey() -> None:
    found = observed(tingling="none", effort=5)
    category = {code: codes(each["category"][0]) for code, each in found.items()}
    assert category.pop("report.completion") == ["activity"]
    assert set(map(tuple, category.values())) == {("survey",)}


def test_a_report_that_was_told_anew_counts_once() -> None:
    (found,) = with_code(bundle(report(0, pain=2), report(0, pain=6)), "report.pain")
    assert found["valueQuantity"]["value"] == 6
    assert found["issued"] == "2026-01-05T12:30:00+00:00"


def test_a_report_that_only_the_snapshot_has_is_there_without_its_time() -> None:
    told = talk()
    assert told.program
    kept = CheckIn(day=day(2), type="M", items=(SLIDER,), completion="done", pain=5)
    program = told.program.model_copy(update={"reports": (kept,)})
    found = bundle(conversation=told.model_copy(update={"program": program}))
    (pain,) = with_code(found, "report.pain")
    assert "issued" not in pain


def test_reports_come_in_order() -> None:
    found = with_code(bundle(report(3), report(1), report(2)), "report.pain")
    assert [each["effectiveDateTime"][-2:] for each in found] == ["06", "07", "08"]


# Assessments.


def measured(code: str, **answers: Any) -> list[Json]:
    return with_code(bundle(look(0, FIRST | answers)), code)


def test_a_score_is_worked_out_from_a_response() -> None:
    found = bundle(look(0, scores={"nerve": 62, "length": None, "gone": 5}))
    (score,) = (o for o in of_kind(found, "Observation") if "score." in codes(o["code"])[0])
    (response,) = of_kind(found, "QuestionnaireResponse")
    assert codes(score["code"]) == ["score.nerve"]
    assert score["valueQuantity"]["value"] == 62
    assert score["derivedFrom"] == [{"reference": f"urn:uuid:{response['id']}"}]
    assert "performer" not in score


def test_a_measure_was_told() -> None:
    (found,) = measured("measure.q_pain_now", q_pain_now=4)
    assert codes(found["code"]) == ["72514-3", "measure.q_pain_now"]
    assert found["performer"] == [found["subject"]]
    assert found["effectiveDateTime"] == "2026-01-05T12:30:00+00:00"


def test_the_worst_pain_of_7_days_has_no_code_but_ours() -> None:
    (found,) = measured("measure.q_pain_worst")
    assert codes(found["code"]) == ["measure.q_pain_worst"]


def test_a_check_of_both_legs_has_two_parts() -> None:
    (found,) = measured("measure.q_f1", q_f1=[2, 7])
    assert "valueQuantity" not in found
    parts = {part["code"]["text"]: part["valueQuantity"]["value"] for part in found["component"]}
    assert parts == {"Leg back, 0 is free: Left": 2, "Leg back, 0 is free: Right": 7}


def test_a_length_has_its_unit() -> None:
    (found,) = measured("measure.q_ftf", q_ftf=12)
    assert (found["valueQuantity"]["value"], found["valueQuantity"]["code"]) == (12, "cm")


def test_a_check_that_was_passed_over_is_left_out() -> None:
    assert measured("measure.q_f4", q_f4=None) == []


def test_answers_that_no_look_ended_with_measure_nothing() -> None:
    """Half an intake."""
    found = bundle(conversation=Conversation(answers=FIRST))
    assert of_kind(found, "Observation") == []


def test_each_look_has_its_own_measures() -> None:
    then = look(0, FIRST | {"q_pain_now": 9})
    found = bundle(then, look(14), conversation=Conversation(answers=ANSWERS))
    numbers = with_code(found, "measure.q_pain_now")
    assert [each["valueQuantity"]["value"] for each in numbers] == [9, ANSWERS["q_pain_now"]]
    assert len({each["derivedFrom"][0]["reference"] for each in numbers}) == 2
