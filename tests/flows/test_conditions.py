"""Conditions over a person's answers (clinical spec, conventions)."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.load import Content, load_content
from content.schema import Condition
from flows.conditions import Status, avoided, holds, known, larger, restricting, status

CONTENT: Content = load_content()


@pytest.mark.parametrize(
    ("condition", "answers", "expected"),
    [
        ("q_age == a65", {"q_age": "a65"}, True),
        ("q_age == a65", {"q_age": "a40_64"}, False),
        ("q_age != a65", {"q_age": "a40_64"}, True),
        ("q_age != a65", {}, False),
        ("q_train in curl|hinge|both", {"q_train": "hinge"}, True),
        ("q_train in curl|hinge|both", {"q_train": "none"}, False),
        ("q_train in curl|hinge|both", {"q_train": None}, False),
        ("q_sit_hours >= 4", {"q_sit_hours": 4}, True),
        ("q_sit_hours >= 4", {"q_sit_hours": 3.5}, False),
        ("q_sit_hours >= 4", {"q_sit_hours": None}, False),
        ("q_f3 >= 4", {"q_f3": [1, 4]}, True),
        ("q_f3 >= 4", {"q_f3": [3, 3]}, False),
        ("q_rf_c has disc", {"q_rf_c": ["joint", "disc"]}, True),
        ("q_rf_c has disc", {"q_rf_c": []}, False),
        ("q_cramp != never", {"q_cramp": "na"}, True),
        ("q_cramp != never", {"q_cramp": None}, False),
        ("q_age == a65 or q_sit_hours >= 4", {"q_sit_hours": 5}, True),
        ("q_age == a65 and q_sit_hours >= 4", {"q_sit_hours": 5}, False),
        ("q_age == a65 and q_sit_hours >= 4", {"q_age": "a65", "q_sit_hours": 5}, True),
    ],
)
def test_condition_holds(condition: str, answers: dict[str, Any], *, expected: bool):
    """A test on a missing answer is false, and left and right count as the larger side.

    An option that is missing for points (`na`) is an answer here.
    """
    assert holds(Condition.model_validate(condition), answers, CONTENT) is expected


TINGLES = {"q_tingle": "often"}
STATUSES: list[tuple[str, str, dict[str, Any], Status]] = [
    ("not reached yet", "q_tingle", {}, "open"),
    ("answered", "q_tingle", TINGLES, "answered"),
    ("none of a list is an answer", "q_rf_c", {"q_rf_c": []}, "answered"),
    ("zero is an answer", "q_sit_hours", {"q_sit_hours": 0}, "answered"),
    ("skipped", "q_tingle", {"q_tingle": None}, "skipped"),
    ("settings ask it", "q_style", {}, "not_asked"),
    ("settings asked it", "q_style", {"q_style": "warm"}, "answered"),
    ("parent still open", "q_tingle_where", {}, "waiting"),
    ("parent says no", "q_tingle_where", {"q_tingle": "never"}, "not_asked"),
    ("parent says yes", "q_tingle_where", TINGLES, "open"),
    ("parent skipped", "q_tingle_where", {"q_tingle": None}, "left_out"),
    ("left out for a card", "q_slump", {"q_rf_c": ["disc"]}, "left_out"),
    (
        "one parent says no, one skipped",
        "q_ankle", {"q_tingle": "never", "q_slump": None}, "left_out",
    ),
    ("one parent says yes, one skipped", "q_ankle", {**TINGLES, "q_slump": None}, "open"),
    (
        "one parent says no, one is left out",
        "q_ankle", {"q_tingle": "never", "q_rf_c": ["osteoporosis"]}, "left_out",
    ),
    (
        "both parents say no",
        "q_ankle", {"q_tingle": "never", "q_rf_c": [], "q_slump": "same"}, "not_asked",
    ),
    ("grandparent says no", "q_work", {"q_sit_hours": 2}, "not_asked"),
    ("grandparent skipped", "q_work", {"q_sit_hours": None}, "left_out"),
    ("grandparent still open", "q_work", {}, "waiting"),
    (
        "answer from before the parent changed",
        "q_tingle_where", {"q_tingle": "never", "q_tingle_where": ["foot"]}, "not_asked",
    ),
    (
        "answer from before the card changed",
        "q_ftf", {"q_rf_c": ["disc"], "q_ftf": 12}, "left_out",
    ),
    (
        "neither asked nor to be left out: not asked goes first",
        "q_longbridge",
        {"q_cramp": "never", "q_train": "hinge", "q_rf_b": [], "q_rf_c": ["headdown"]}, "not_asked",
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("question", "answers", "expected"), [s[1:] for s in STATUSES], ids=[s[0] for s in STATUSES]
)
def test_where_a_question_stands(question: str, answers: dict[str, Any], expected: Status):
    assert status(question, answers, CONTENT) == expected


def test_only_answers_that_count_are_known():
    answers = {"q_tingle": "never", "q_tingle_where": ["foot"], "q_sleep": "curled"}
    assert known("q_sleep", answers, CONTENT) == "curled"
    assert known("q_tingle_where", answers, CONTENT) is None
    assert known("q_walk", answers, CONTENT) is None


@pytest.mark.parametrize(("answer", "value"), [(4, 4), (2.5, 2.5), ([3, 8], 8), (None, 0)])
def test_larger_side(answer: Any, value: float):
    assert larger(answer) == value


@pytest.mark.parametrize(
    ("exercise", "answers", "expected"),
    [
        ("n_slump", {"q_rf_c": ["disc"]}, True),
        ("n_slump", {"q_rf_c": ["am_stiff"]}, False),
        ("n_slump", {"q_tingle_settle": "over10"}, True),
        ("n_slump", {"q_tingle_settle": "to10"}, False),
        ("n_slump", {"q_rf_c": [], "q_pain_where": ["sitbone"]}, True),
        ("n_tension", {"q_age": "a65"}, True),
        ("n_lying", {"q_rf_b": ["pregnancy"]}, True),
        ("n_lying", {"q_rf_b": None, "q_rf_c": ["disc"]}, False),
        ("n_seated", {"q_rf_c": ["disc", "sitbone", "joint"], "q_age": "a65"}, False),
        # asked once, not asked any more: the safer reading
        ("n_slump", {"q_tingle": "never", "q_tingle_settle": "over10"}, True),
    ],
)
def test_moves_avoided(exercise: str, answers: dict[str, Any], *, expected: bool):
    """Pain on the sit bone counts as the line of the health list."""
    assert avoided(CONTENT.exercises[exercise], answers) is expected


@st.composite
def some_answers(draw: st.DrawFn) -> dict[str, Any]:
    """Any option of any choice, ticked, skipped or not reached; in no sensible order."""
    answers: dict[str, Any] = {}
    for question in CONTENT.questions.values():
        options = CONTENT.option_ids(question.id)
        if draw(st.booleans()):
            continue
        if question.type == "multi":
            answers[question.id] = draw(st.lists(st.sampled_from(options), unique=True))
        elif options:
            answers[question.id] = draw(st.none() | st.sampled_from(options))
        elif question.type == "lr":
            answers[question.id] = [draw(st.integers(0, 10)), draw(st.integers(0, 10))]
        elif question.min is not None:
            answers[question.id] = draw(st.none() | st.integers(0, 18))
    return answers


@given(some_answers())
def test_an_answer_never_makes_a_question_open(answers: dict[str, Any]):
    for name in CONTENT.questions:
        found = status(name, answers, CONTENT)
        assert (found == "open") <= (name not in answers)
        assert (found == "answered") <= (answers.get(name) is not None)


@given(some_answers())
def test_the_questionnaire_comes_to_an_end(answers: dict[str, Any]):
    """Skipping whatever is open, first to last, leaves nothing open and nothing waiting."""
    for question in CONTENT.questions:
        if status(question, answers, CONTENT) == "open":
            answers[question] = None
    left = {status(question, answers, CONTENT) for question in CONTENT.questions}
    assert left <= {"answered", "skipped", "left_out", "not_asked"}


@given(some_answers())
def test_what_restricts_is_what_is_avoided(answers: dict[str, Any]) -> None:
    for exercise in CONTENT.exercises.values():
        is_restricted = not restricting(answers).isdisjoint(exercise.avoid_if)
        assert is_restricted is avoided(exercise, answers)
