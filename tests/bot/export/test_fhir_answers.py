"""Answers against the questionnaire: one response a look, and nothing in it that was not asked."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings

from bot.export.fhir_answers import Look, looks_of
from flows.conversation import Again, Answers, Conversation
from flows.effects import Record
from tests.bot.export.fhir_checks import Json, answers_of, check, of_kind
from tests.bot.export.fhir_people import kept, made, of_walker, somebody
from tests.flows.days import at
from tests.flows.people import CONTENT, any_answers, days
from tests.flows.people import answers_of as persona
from tests.flows.situations import at as at_topic

ANSWERS = persona("p1_desk")
FIRST = {q: a for q, a in ANSWERS.items() if CONTENT.questions[q].part != 3}
"""As they are when the result comes."""
SCORES = {"nerve": 40}


def look(day: int, answers: Answers = FIRST, **data: Any) -> Record:
    told = {"answers": answers, "scores": SCORES, "class": "ok", "changed": False}
    return Record(what="assessment", day=days(day), data=told | data)


def looks(now: Answers, *records: Record, **talk: Any) -> tuple[Look, ...]:
    rows = [(each.recorded_at, each.record) for each in kept(records)]
    return looks_of(rows, Conversation(answers=now, **talk), CONTENT, at(30))


def responses(answers: Answers, *records: Record, **talk: Any) -> list[Json]:
    bundle = made(Conversation(answers=answers, **talk), *records)
    check(bundle)
    return of_kind(bundle, "QuestionnaireResponse")


def told(answers: Answers) -> dict[str, Any]:
    """By linkId; of an option its code."""
    (response,) = responses(answers)
    return {
        link: [value["code"] if isinstance(value, dict) else value for _, value in values]
        for link, values in answers_of(response).items()
    }


# Values.


@pytest.mark.parametrize(
    ("question", "answer", "links"),
    [
        ("q_side", "left", {"q_side": ["q_side.left"]}),
        ("q_rf_a", [], {"q_rf_a": ["q_rf_a.none"]}),
        ("q_rf_a", ["saddle", "weak"], {"q_rf_a": ["q_rf_a.saddle", "q_rf_a.weak"]}),
        ("q_pain_now", 0, {"q_pain_now": [0]}),
        ("q_sit_hours", 7.5, {"q_sit_hours": [7.5]}),
        ("q_goal", "run  5\x00 km", {"q_goal": ["run 5 km"]}),
        ("q_f1", [2, 7], {"q_f1": [], "q_f1.left": [2], "q_f1.right": [7]}),
        ("q_time", "18:00", {"q_time": ["18:00:00"]}),
        (
            "q_style", "warm",
            {"q_style": ["q_style.warm"]},
        ),
    ],
)  # fmt: skip
def test_an_answer_has_the_type_of_its_question(
    question: str, answer: Any, links: dict[str, list[Any]]
) -> None:
    assert told({question: answer}) == links


def test_a_stretch_of_hours_is_two_times() -> None:
    found = told({"q_sit_hours": 8, "q_breaks": 2, "q_work": "09:00-17:30"})
    assert (found["q_work.from"], found["q_work.until"]) == (["09:00:00"], ["17:30:00"])


def test_a_question_that_was_passed_over_has_no_answer() -> None:
    assert told({"q_duration": None}) == {"q_duration": []}


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("q_side", "middle"),
        ("q_pain_where", []),
        ("q_pain_now", 11),
        ("q_pain_now", "much"),
        ("q_pain_now", 2.5),
        ("q_goal", "\x00 "),
        ("q_goal", 5),
        ("q_f1", [2]),
        ("q_f1", 4),
        ("q_time", "25:00"),
        ("q_time", "18:00-19:00"),
        ("q_time", 18),
    ],
)
def test_what_the_questionnaire_does_not_allow_is_left_out(question: str, answer: Any) -> None:
    """An older program may have asked otherwise."""
    answers = {question: answer} | ({"q_pain_worst": 5} if question == "q_pain_where" else {})
    assert told(answers)[question] == []


def test_a_question_that_is_gone_is_left_out() -> None:
    assert told({"q_gone": "yes", "q_side": "left"}).keys() == {"q_side"}


def test_an_answer_that_does_not_count_any_more_is_left_out() -> None:
    """Where it tingles, of who says now that it never does."""
    assert "q_tingle_where" not in told({"q_tingle": "never", "q_tingle_where": ["foot"]})


@given(any_answers())
@settings(max_examples=80)
def test_any_answers_fit_their_questionnaire(answers: Answers) -> None:
    (*_, response) = responses(answers) or [None]
    assert bool(response) == bool(answers)


# Status.


@pytest.mark.parametrize(
    ("answers", "status"),
    [
        (FIRST, "completed"),
        (ANSWERS, "completed"),
        ({q: a for q, a in FIRST.items() if q != "q_walk"}, "in-progress"),
        (FIRST | {"q_walk": None}, "completed"),
        (FIRST | {"q_side": "middle"}, "in-progress"),
        ({q: a for q, a in FIRST.items() if q != "q_train"}, "in-progress"),
    ],
    ids=["whole", "with set-up", "one open", "one passed over", "one unknown", "what hangs on it"],
)
def test_a_response_is_complete_when_nothing_is_left_to_tell(answers: Answers, status: str) -> None:
    (response,) = responses(answers)
    assert response["status"] == status


def test_mid_intake_it_is_in_progress_and_as_old_as_the_last_answer() -> None:
    walker = at_topic("q.q_sit_hours")
    (response,) = of_kind(of_walker(walker), "QuestionnaireResponse")
    assert walker.conversation.seen_at
    seen_at = walker.conversation.seen_at.isoformat(timespec="seconds")
    assert (response["status"], response["authored"]) == ("in-progress", seen_at)


# Looks.


def test_each_look_has_its_answers() -> None:
    then = FIRST | {"q_pain_now": 9, "q_pain_worst": 9}
    found = looks(ANSWERS, look(0, then), look(14))
    assert [each.answers["q_pain_now"] for each in found] == [9, ANSWERS["q_pain_now"]]
    assert [each.begun_at.day for each in found] == [5, 19]


def test_the_set_up_of_now_belongs_to_the_last_look() -> None:
    """It is told after the result, and changed at any time."""
    (found,) = looks(ANSWERS, look(0))
    assert found.answers == ANSWERS
    assert found.scores == SCORES


@pytest.mark.parametrize("changed_on", [0, 3])
def test_an_answer_changed_later_amends_the_look_before(changed_on: int) -> None:
    now = ANSWERS | {"q_pain_now": 1}
    (found,) = looks(now, look(0), look(changed_on, now, changed=True))
    assert found.is_changed
    assert (found.begun_at.date(), found.told_at.date()) == (days(0), days(changed_on))
    (response,) = responses(now, look(0), look(changed_on, now, changed=True))
    assert response["status"] == "amended"


def test_two_looks_of_a_day_are_one() -> None:
    """Somebody started over."""
    assert len(looks(ANSWERS, look(0, FIRST | {"q_pain_now": 9}), look(0))) == 1


def test_answers_that_no_look_has_stand_by_themselves() -> None:
    """The health list was asked again; as they stood when the copy was made, and without scores."""
    first, now = looks(ANSWERS | {"q_rf_c": ["joint"]}, look(0))
    assert first.answers == FIRST
    assert (now.told_at, now.scores) == (at(30), {})


def test_a_look_under_way_is_in_progress() -> None:
    answers = ANSWERS | {"q_pain_now": 1}
    first, now = responses(answers, look(0), again=Again(left=("q_pain_worst",)))
    assert (first["status"], now["status"]) == ("completed", "in-progress")


def test_who_starts_over_keeps_the_looks_there_were() -> None:
    (found,) = looks({}, look(0))
    assert found.answers == FIRST


def test_a_look_is_dated_on_the_persons_clock() -> None:
    (response,) = responses(ANSWERS, look(0), zone="Asia/Tokyo")
    assert response["authored"] == "2026-01-05T21:30:00+09:00"


def test_it_names_the_questionnaire_with_its_version() -> None:
    bundle = of_walker(somebody())
    (questionnaire,) = of_kind(bundle, "Questionnaire")
    names = {each["questionnaire"] for each in of_kind(bundle, "QuestionnaireResponse")}
    assert names == {f"{questionnaire['url']}|{CONTENT.version}"}
