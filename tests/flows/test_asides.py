"""Asides: what answers at any time, changes nothing, and keeps the question in sight."""

from __future__ import annotations

import pytest

from tests.flows.days import at, lines, p1, person
from tests.flows.situations import at as intake_at
from tests.flows.situations import at_start


@pytest.mark.parametrize("topic", ["q.q_rf_b", "q.q_goal", "fork", "result", "zone", "proposal"])
@pytest.mark.parametrize("command", ["/help", "/privacy", "/today", "/settings"])
def test_in_the_intake_the_question_comes_back_once(topic: str, command: str) -> None:
    """R23."""
    walker = intake_at(topic)
    before = walker.conversation.opens[-1]
    walker.command(command)
    after = walker.conversation.opens
    assert [o.topic for o in after] == [topic]
    assert after[-1].screen != before.screen
    assert "moved-down" in {line.key for line in walker.screens[before.screen].lines}
    assert not walker.screens[before.screen].buttons


def test_ticks_come_back_with_their_card() -> None:
    walker = intake_at("q.q_hipflex")
    walker.press("t.front_tight")
    walker.command("/help")
    assert walker.conversation.opens[-1].picks == ("front_tight",)


def test_menus_and_moves_stay_where_they_are() -> None:
    walker = person()
    walker.command("/help")
    assert lines(walker)[0] == "help-commands"
    assert "moved-down" not in lines(walker)


@pytest.mark.parametrize(
    ("start", "says"),
    [(at_start, "unclear"), (p1, "unclear-idle")],
)
def test_what_is_not_understood_gets_a_way_on(start, says: str) -> None:
    """R25."""
    walker = start()
    walker.say("what a day")
    assert says in lines(walker)


@pytest.mark.parametrize("what", ["sticker", "voice", "photo", "edited", "poll", "gift"])
def test_what_cannot_be_read_is_said_kindly_and_the_question_stays(what: str) -> None:
    """R25."""
    walker = person()
    walker.press("done")
    walker.sends(what)
    assert "media" in lines(walker)
    assert walker.open_topic() == "checkin.pain"


def test_a_double_tap_says_nothing_and_a_late_tap_says_why() -> None:
    """R7."""
    walker = person()
    ask = walker.conversation.opens[-1].ask
    walker.press("done")
    walker.chose(ask, "done")
    assert walker.last == []
    walker.chose(ask, "partial")
    assert walker.toasts() == ["That question is closed."]


def test_a_late_tap_brings_the_open_question_down_once() -> None:
    """6-screens: what can be answered now is shown, and a run of taps shows it no more often."""
    walker = person()
    old = walker.conversation.opens[-1].ask
    walker.press("done")
    walker.command("/settings")
    walker.chose(old, "partial")
    assert walker.toasts() == ["That question is closed."]
    assert lines(walker)[0] == "moved-down"
    assert walker.open_topic() == "checkin.pain"
    walker.chose(old, "skipped")
    assert [effect.kind for effect in walker.last] == ["toast"]


def test_a_late_tap_asks_nothing_after_words_of_self_harm() -> None:
    walker = person()
    old = walker.conversation.opens[-1].ask
    walker.press("done")
    walker.command("/settings")
    walker.say("I want to die")
    walker.chose(old, "partial")
    assert [effect.kind for effect in walker.last] == ["toast"]


def test_coming_back_days_later_finds_the_same_question() -> None:
    walker = intake_at("q.q_stretch")
    walker.now = at(9)
    walker.start()
    assert lines(walker)[:2] == ["start-at", "moved-down"]
    assert walker.open_topic() == "q.q_stretch"


@pytest.mark.parametrize("command", ["/resume", "/help", "/privacy", "/plan"])
def test_a_morning_of_long_ago_is_not_asked_again(command: str) -> None:
    walker = p1("done 2")
    walker.pass_until(at(1, "12:00"))
    assert walker.open_topic() == "morning.pain"
    walker.command("/pause")
    walker.press("d.0")
    walker.pass_until(at(22))
    walker.command(command)
    assert "moved-down" not in lines(walker)
    assert "morning-closed" in lines(walker)
    assert not any(o.topic.startswith("morning.") for o in walker.conversation.opens)


@pytest.mark.parametrize(
    "asked",
    ["What is wrong with me?", "what's wrong with me", "Do I have sciatica?", "Was habe ich?",
     "¿Qué tengo?", "Что со мной?", "give me a diagnosis"],
)  # fmt: skip
def test_asked_for_a_diagnosis_it_says_that_it_cannot_tell(asked: str) -> None:
    walker = person()
    walker.say(asked)
    assert "I cannot tell. I can only match moves to your answers." in walker.said()


def test_a_question_about_oneself_brings_the_open_question_back() -> None:
    walker = intake_at("q.q_sleep")
    walker.say("what is wrong with me?")
    assert "I cannot tell." in walker.said()
    assert walker.open_topic() == "q.q_sleep"


def test_a_goal_is_kept_as_it_is_written() -> None:
    walker = intake_at("q.q_goal")
    walker.say("know what is wrong with me")
    assert walker.conversation.answers["q_goal"] == "know what is wrong with me"


def test_after_the_end_a_kept_plan_says_what_to_write() -> None:
    walker = p1()
    walker.command("/stop")
    walker.command("/erase")
    walker.press("no")
    assert lines(walker) == ["erase-kept", "way-on-start"]
