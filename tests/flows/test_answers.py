"""The answers of the intake: read, changed, and followed at once."""

from __future__ import annotations

import pytest

from tests.flows.days import at, lines, p1, person
from tests.flows.people import CONTENT
from tests.flows.walker import Walker


def opened(question: str, walker: Walker | None = None) -> Walker:
    """The question stands there with its answer of now."""
    walker = walker or p1()
    walker.command("/answers")
    section = next((s.id for s in CONTENT.sections if question in s.questions), "setup")
    if section != "safety":
        walker.press(f"s.{section}")
    walker.press(f"e.{question}")
    return walker


def edited(question: str, *steps: str, walker: Walker | None = None) -> Walker:
    """A step is a tap by its =code, or words."""
    walker = opened(question, walker)
    for step in steps:
        walker.press(step[1:]) if step.startswith("=") else walker.say(step)
    return walker


def answers(walker: Walker) -> dict[str, object]:
    return dict(walker.conversation.answers)


# The list.


def test_each_section_is_one_screen() -> None:
    walker = p1()
    walker.command("/answers")
    assert walker.said().splitlines()[:3] == [
        "Your answers: safety",
        "1 of 4",
        "1. Age: 18-39",
    ]
    for section in ("talk", "move", "setup"):
        walker.press(f"s.{section}")
        assert walker.open_topic() == f"answers.{section}"
    assert walker.said().splitlines()[4:10] == [
        "3. Minutes a day: 10",
        "4. Days a week: 4 days",
        "5. Time: 18:00",
        "6. Sitting breaks: 0 a day",
        "7. Reminders: Just the facts",
        "8. Time zone: Lisbon",
    ]


@pytest.mark.parametrize("question", [*CONTENT.questions, "zone"])
def test_each_question_has_a_short_name(question: str) -> None:
    label = CONTENT.words.format(f"label-{question}", {}, "en")
    assert 1 <= len(label.split()) <= 4


@pytest.mark.parametrize(
    ("words", "topic"),
    [
        ("1", "edit.q_side"),
        ("4", "edit.q_pain_worst"),
        ("your goal", "edit.q_goal"),
        ("cramps", "edit.q_cramp"),
    ],
)
def test_a_line_is_chosen_by_number_or_name(words: str, topic: str) -> None:
    walker = p1()
    walker.command("/answers")
    walker.press("s.talk")
    walker.say(words)
    assert walker.open_topic() == topic


def test_other_words_are_for_the_session() -> None:
    walker = person()
    walker.command("/answers")
    walker.say("done 2")
    assert walker.open_topic() == "checkin.effort"


@pytest.mark.parametrize("code", ["e.q_feet2", "e.q_time", "s.nothing", "n.3", "e."])
def test_a_forged_tap_is_closed(code: str) -> None:
    walker = p1()
    walker.command("/answers")
    walker.tap_forged(code)
    assert walker.toasts() == ["That question is closed."]


def test_closing_brings_the_open_question_back() -> None:
    walker = person()
    walker.press("done")
    walker.command("/answers")
    walker.press("close")
    assert walker.open_topic() == "checkin.pain"


def test_while_a_card_is_open_it_comes_first() -> None:
    walker = p1()
    walker.press("!new")
    walker.command("/answers")
    assert "card-first" in lines(walker)


# One answer.


@pytest.mark.parametrize(
    ("question", "steps", "value", "says"),
    [
        ("q_side", ["=o.left"], "left", "Tight leg: Left. It was: Both."),
        ("q_side", ["left"], "left", "Tight leg: Left. It was: Both."),
        ("q_goal", ["run a mile"], "run a mile", "Your goal: run a mile. It was: touch my toes."),
        ("q_pain_worst", ["3"], 3, "Worst pain, 7 days: 3. It was: 2."),
        ("q_f1", ["=n.4", "=r.2"], [4, 2], "Leg back: Left 4, right 2. It was: Left 2, right 2."),
        ("q_f1", ["left 4 right 2"], [4, 2], "Leg back: Left 4, right 2."),
        ("q_ftf", ["=skip"], None, "Fingers to floor: Skipped. It was: 18 cm."),
        ("q_hipflex", ["=u.front_tight", "=none"], [], "None of these. It was: Tight after sit"),
        ("q_hipflex", ["=t.front_grip", "=go"], ["front_tight", "front_grip"], "It grips when"),
    ],
)
def test_an_answer_is_changed_by_tap_or_by_words(
    question: str, steps: list[str], value: object, says: str
) -> None:
    walker = edited(question, *steps)
    assert answers(walker)[question] == value
    assert says in walker.said()
    assert walker.open_topic().startswith("answers.")


@pytest.mark.parametrize(
    ("question", "steps", "said"),
    [
        ("q_sit_hours", ["5"], ["Time with bent knees: 83, was 100."]),
        ("q_sit_hours", ["2"], ["Time with bent knees: 45, was 100. It is in the middle now."]),
        ("q_f2", ["=n.9", "=same"], ["Heel up: 63, was 7. It is high now."]),
        ("q_f2", ["=skip"], ["Heel up: not known now, was 7."]),
        ("q_goal", ["swim"], ["Your scores stay as they are."]),
    ],
)
def test_what_it_does_to_the_scores_is_said(
    question: str, steps: list[str], said: list[str]
) -> None:
    walker = edited(question, *steps)
    assert all(part in walker.said() for part in said)


def test_an_assessment_is_recorded_for_what_counts_in_the_scores_only() -> None:
    walker = p1()
    before = [r for r in walker.records if r.what == "assessment"]
    edited("q_minutes", "=o.m15", walker=walker)
    assert [r for r in walker.records if r.what == "assessment"] == before
    edited("q_f4", "=n.2", walker=walker)
    newest = [r for r in walker.records if r.what == "assessment"]
    assert len(newest) == len(before) + 1
    assert newest[-1].data["answers"]["q_f4"] == 2


def test_the_question_shows_the_answer_of_now() -> None:
    walker = opened("q_sleep")
    assert "Now: Curled up, knees very bent" in walker.said()
    walker.press("back")
    assert walker.open_topic() == "answers.talk"


@pytest.mark.parametrize("code", ["skip", "why", "unsure", "o.up", "n.11"])
@pytest.mark.parametrize("question", ["q_age", "q_rf_c", "q_side", "q_pain_now", "q_days"])
def test_what_was_not_offered_is_closed(question: str, code: str) -> None:
    walker = opened(question)
    before = answers(walker)
    walker.tap_forged(code)
    assert walker.toasts() == ["That question is closed."]
    assert answers(walker) == before


@pytest.mark.parametrize(
    ("question", "words", "hint"),
    [("q_side", "purple", "hint-pick"), ("q_pain_now", "a lot", "hint-scale"),
     ("q_ftf", "400", "hint-number-above")],
)  # fmt: skip
def test_what_is_not_clear_is_asked_again(question: str, words: str, hint: str) -> None:
    walker = edited(question, words)
    assert hint in lines(walker)
    assert walker.open_topic() == f"edit.{question}"


@pytest.mark.parametrize("line", ["/answers", "/correct", "/why"])
def test_before_there_is_a_plan_it_comes_later(line: str) -> None:
    walker = Walker(CONTENT, at(0))
    walker.start()
    walker.press("agree")
    walker.command(line)
    assert "not-yet" in lines(walker)
    assert walker.open_topic() == "q.q_age"
