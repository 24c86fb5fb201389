"""A pause until a day: tapped, typed, or behind the command; quiet at once, and it ends by itself.

The desk worker trains on Monday, Tuesday, Thursday and Friday at 18:00; day 0 is a Monday.
"""

from __future__ import annotations

import datetime as dt

import pytest

from tests.flows.days import Sent, asked_first, at, lines, lived, p1, pass_days, person, report
from tests.flows.people import MONDAY
from tests.flows.situations import at as come_to
from tests.flows.walker import Walker

DAY = dt.timedelta(days=1)


def paused(walker: Walker, text: str, way: str) -> Walker:
    if way == "/pause":
        walker.command(f"/pause {text}")
    else:
        walker.command("/pause")
        walker.say(text)
    return walker


@pytest.mark.parametrize("way", ["/pause", "typed"])
@pytest.mark.parametrize(
    ("text", "until", "first"),
    [
        ("tomorrow", 1, 1),
        ("2 weeks", 14, 14),
        ("two weeks", 14, 14),
        ("until Friday", 4, 4),
        ("Wednesday", 2, 3),  # a rest day: the first session comes the day after
        ("holiday until the 18th", 13, 14),  # a Sunday
        ("10 days", 10, 10),
        ("10", 10, 10),
    ],
)
def test_a_pause_ends_by_itself_on_the_day_that_was_said(
    way: str, text: str, until: int, first: int
) -> None:
    """T5: nothing before it, the morning question and nudges included, then a kind line."""
    walker = paused(p1("skipped"), text, way)
    assert walker.conversation.state == "program.paused"
    assert walker.conversation.paused_until == MONDAY + until * DAY
    assert pass_days(walker, at(first, "17:59")) == []
    (sent,) = pass_days(walker, at(first, "18:01"))
    assert sent[:2] == (first, "18:00")
    assert "pause-over" in lines(walker)
    assert walker.conversation.state == "program.active"


def test_the_day_is_said() -> None:
    walker = paused(p1(), "until Friday", "/pause")
    said = walker.said()
    assert "Paused until Friday, 9 January. /resume starts sooner." in said
    assert "Next: Friday at 18:00" in said


@pytest.mark.parametrize("text", ["until I say so", "until further notice"])
@pytest.mark.parametrize("way", ["/pause", "typed"])
def test_a_pause_may_have_no_end(way: str, text: str) -> None:
    walker = paused(p1(), text, way)
    assert lines(walker)[-1] == "paused-open"
    assert pass_days(walker, at(90)) == []


@pytest.mark.parametrize("way", ["/pause", "typed"])
def test_a_day_that_is_not_clear_is_asked_again(way: str) -> None:
    walker = paused(p1(), "until 3/4", way)
    beside = {"moved-down", "plain"}
    assert [k for k in lines(walker) if k not in beside][:2] == ["hint-pause", "pause-ask"]
    assert walker.open_topic() == "pause"
    walker.say("3 April")
    assert walker.conversation.paused_until == dt.date(2026, 4, 3)


def test_the_question_keeps_what_was_chosen_and_takes_no_more() -> None:
    walker = paused(p1(), "Friday", "typed")
    edits = [e for e in walker.last if e.kind == "say" and e.edit_only]
    assert [e.lines[0].key for e in edits] == ["paused-until"]
    assert walker.open_topic() == ""


def test_a_question_that_stands_open_is_closed_by_the_command() -> None:
    walker = p1()
    walker.command("/pause")
    walker.command("/pause 3 days")
    assert not any(o.topic == "pause" for o in walker.conversation.opens)


def test_a_pause_can_be_made_longer() -> None:
    walker = paused(p1(), "3 days", "/pause")
    paused(walker, "until 23 January", "/pause")
    (sent,) = pass_days(walker, at(18, "20:00"))
    assert sent.day == 18


def test_a_number_is_a_pain_when_that_was_asked_later() -> None:
    """The pause question still stands further up."""
    walker = person()
    walker.command("/pause")
    walker.press("done")
    assert walker.open_topic() == "checkin.pain"
    walker.say("3")
    assert walker.conversation.state == "program.active"
    assert walker.conversation.draft["pain"] == 3


@pytest.mark.parametrize("later", ["prompt", "/settings"])
def test_a_number_is_no_pause_once_something_else_came_below(later: str) -> None:
    walker = p1("skipped")
    walker.command("/pause")
    walker.pass_until(at(1, "18:05")) if later == "prompt" else walker.command(later)
    walker.say("5")
    assert walker.conversation.state == "program.active"


@pytest.mark.parametrize("topic", ["q.q_age", "proposal"])
def test_before_there_is_a_plan_there_is_nothing_to_pause(topic: str) -> None:
    walker = come_to(topic)
    walker.command("/pause 2 weeks")
    assert "not-yet" in lines(walker)


def test_danger_behind_the_command_comes_first() -> None:
    walker = p1()
    walker.command("/pause numb between my legs")
    assert walker.open_topic() == "item.saddle"


def test_a_pause_holds_back_what_was_to_be_asked_first() -> None:
    """T5: with the weekly question open, nothing more comes of that day."""
    walker = asked_first("weekly", lived("p1_desk", 7))
    walker.command("/pause 7 days")
    day = (walker.now.date() - MONDAY).days
    assert pass_days(walker, at(day + 6, "23:00")) == []


@pytest.mark.parametrize("ways", [("/pause 3 days", "/resume"), ("/stop", "/start")])
def test_after_it_was_ended_by_hand_the_day_is_not_prompted_again(ways: tuple[str, str]) -> None:
    """T1, T5: one prompt a day, however often it is switched off and on."""
    walker = p1("skipped")
    assert [s.what for s in pass_days(walker, at(1, "18:01"))] == ["prompt"]
    for way in ways:
        walker.command(way) if way != "/start" else walker.start()
    assert [s for s in pass_days(walker, at(2, "23:00")) if s.what == "prompt"] == []


def test_a_snooze_does_not_outlive_a_pause() -> None:
    """T5."""
    walker = p1("skipped")
    walker.pass_until(at(1, "18:05"))
    walker.say("later")
    walker.command("/pause 1 week")
    assert pass_days(walker, at(6, "23:00")) == []


def test_a_snooze_outlives_restarts_and_other_talk() -> None:
    """T5: it is a moment on the agenda; the walker writes and reads the snapshot at each step."""
    walker = p1("skipped")
    walker.pass_until(at(1, "18:05"))
    walker.say("later")
    walker.command("/help")
    walker.say("hello")
    assert pass_days(walker, at(1, "23:00")) == [Sent(1, "20:05", "prompt")]


# The kind line at its end.


def test_the_kind_line_is_not_lost_to_downtime_that_ends_at_night() -> None:
    """It ends on Tuesday; the process is back at 22:30, and the next session is Thursday's."""
    walker = paused(p1("skipped"), "tomorrow", "/pause")
    walker.now = at(1, "22:30")
    walker.wait()
    assert walker.conversation.state == "program.active"
    assert pass_days(walker, at(2, "23:00")) == []
    walker.pass_until(at(3, "18:01"))
    assert lines(walker)[0] == "pause-over"
    report(walker, "done 1")
    walker.pass_until(at(4, "18:01"))
    assert "pause-over" not in lines(walker)


@pytest.mark.parametrize("way", ["/resume", "/pause 1 week"])
def test_who_ends_or_begins_a_pause_by_hand_needs_no_such_line(way: str) -> None:
    walker = paused(p1("skipped"), "tomorrow", "/pause")
    walker.now = at(1, "22:30")
    walker.wait()
    walker.command(way)
    assert not walker.conversation.back_owed
