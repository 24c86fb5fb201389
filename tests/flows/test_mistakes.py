"""A pain that was tapped by mistake, in the programme: moves wait for the right one."""

from __future__ import annotations

import pytest

from flows.report import base_pain
from tests.flows.days import Sent, at, lines, p1, pass_days
from tests.flows.walker import Walker


def edited(question: str, code: str) -> Walker:
    """In the programme; an answer was changed, and it stops the moves."""
    walker = p1()
    walker.command("/answers")
    walker.press("s.talk")
    walker.press(f"e.{question}")
    walker.press(code)
    assert walker.conversation.state == "referred"
    return walker


def taken_back(question: str, code: str) -> Walker:
    walker = edited(question, code)
    walker.press("mistake")
    walker.press("no")
    return walker


@pytest.mark.rule("safety.mistake")
@pytest.mark.parametrize(("question", "code"), [("q_pain_now", "n.6"), ("q_pain_worst", "n.9")])
def test_a_pain_tapped_by_mistake_is_asked_anew_while_moves_wait(question: str, code: str) -> None:
    walker = taken_back(question, code)
    assert walker.open_topic() == f"mistaken.{question}"
    assert walker.conversation.state == "referred"
    assert walker.conversation.stops
    assert {s.what for s in pass_days(walker, at(20))} == {"follow-up"}


@pytest.mark.rule("safety.mistake")
def test_the_pain_told_anew_counts_and_moves_go_on() -> None:
    walker = taken_back("q_pain_now", "n.6")
    walker.press("n.3")
    assert walker.conversation.state == "program.active"
    assert (walker.conversation.stops, walker.conversation.stopped_at) == ((), {})
    assert base_pain(walker.conversation) == 3
    assert {"item-no", "going-on"} <= set(lines(walker))
    walker.press("n.4")  # the worst pain, which was less than the one tapped
    assert walker.conversation.answers["q_pain_worst"] == 4
    assert Sent(1, "18:00", "prompt") in pass_days(walker, at(1, "18:30"))


@pytest.mark.parametrize("told", ["n.7", "7"])
def test_a_pain_that_is_as_strong_after_all_keeps_the_stop(told: str) -> None:
    walker = taken_back("q_pain_now", "n.6")
    walker.press(told) if told.startswith("n.") else walker.say(told)
    assert walker.conversation.state == "referred"
    assert "your pain is 7 of 10" in walker.said()
    assert "Ticked by mistake" not in walker.said_buttons()


def test_another_stop_stays_when_the_pain_is_put_right() -> None:
    walker = edited("q_pain_worst", "n.9")
    walker.press("!new")
    walker.press("none")
    walker.press("t.tear")
    walker.press("go")
    while walker.open_topic() != "mistaken.q_pain_worst":
        walker.press("mistake")
        walker.press("yes" if walker.open_topic() == "item.tear" else "no")
    walker.press("n.5")
    assert walker.conversation.stops == ("tear",)
    assert walker.conversation.answers["q_pain_worst"] == 5


def test_an_open_card_comes_before_the_moves_go_on() -> None:
    walker = taken_back("q_pain_now", "n.6")
    walker.press("!new")
    walker.press("n.3")
    assert walker.conversation.state == "referred"
    assert walker.open_topic() == "new.q_rf_a"
    walker.press("none")
    walker.press("none")
    assert walker.conversation.state == "referred"


@pytest.mark.parametrize("code", ["", "skip", "unsure", "back", "n.11", "yes"])
def test_a_forged_tap_is_closed(code: str) -> None:
    walker = taken_back("q_pain_now", "n.6")
    walker.tap_forged(code)
    assert walker.toasts() == ["That question is closed."]


def test_words_that_are_no_number_ask_again() -> None:
    walker = taken_back("q_pain_now", "n.6")
    walker.say("hm")
    assert walker.open_topic() == "mistaken.q_pain_now"


@pytest.mark.parametrize("steps", [("mistake", "/stop", "no"), ("mistake", "no", "/stop")])
@pytest.mark.parametrize(("told", "state"), [("n.3", "program.active"), ("n.7", "referred")])
def test_over_a_stop_the_pain_is_still_asked_anew(
    steps: tuple[str, ...], told: str, state: str
) -> None:
    walker = edited("q_pain_now", "n.6")
    for step in steps:
        walker.command(step) if step.startswith("/") else walker.press(step)
    assert walker.open_topic() == "mistaken.q_pain_now"
    assert walker.conversation.stops == ("pain_now",)
    walker.press(told)
    assert walker.conversation.state == state


def test_back_from_a_stop_the_right_pain_can_still_be_told() -> None:
    walker = taken_back("q_pain_now", "n.6")
    walker.command("/stop")
    walker.start()
    assert walker.open_topic() == "stopped"
    walker.press("n.3")
    assert walker.conversation.state == "program.active"
    assert base_pain(walker.conversation) == 3


def test_a_sudden_onset_tapped_by_mistake_opens_nothing_more() -> None:
    walker = p1(q_duration="lt6w", q_onset="gradual")
    walker.command("/answers")
    walker.press("s.talk")
    walker.press("e.q_onset")
    walker.press("o.sudden")
    walker.press("mistake")
    walker.press("no")
    assert walker.open_topic() == "mistaken.q_onset"
    walker.press("o.gradual")
    assert walker.conversation.state == "program.active"
    assert not walker.conversation.opens
