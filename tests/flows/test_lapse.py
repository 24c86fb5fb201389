"""Missed sessions: the bot falls silent, without a word of blame, and a message wakes it."""

from __future__ import annotations

import pytest

from flows.lapse import first_missed
from tests.flows.days import at, p1, pass_days, person, program, reports
from tests.flows.people import days


def prompts(sent: list) -> list[int]:
    return [s.day for s in sent if s.what in ("prompt", "morning-pain")]


@pytest.mark.parametrize(
    ("q_days", "prompted"),
    [
        # The first session, on day 0, is missed: days 1 and 2, then only 3, 7 and 14.
        (2, [3, 7, 14]),
        (3, [2, 7, 14]),
        (4, [1, 3, 7, 14]),
        (5, [1, 2, 3, 7, 14]),
        (7, [1, 2, 3, 7, 14]),
    ],
)
def test_prompts_go_on_for_two_days_then_come_on_the_days_3_7_and_14_only(
    q_days: int, prompted: list[int]
) -> None:
    walker = person(q_days=q_days)
    assert prompts(pass_days(walker, at(60))) == prompted


def test_a_silent_day_is_kept_as_missed() -> None:
    walker = person(q_days=7)
    walker.pass_until(at(6, "23:00"))
    assert [r.day for r in reports(walker)] == [days(n) for n in range(6)]
    assert {r.completion for r in reports(walker)} == {"skipped"}


@pytest.mark.parametrize("message", ["hello", "skipped", "no time today"])
def test_any_message_ends_the_silence_and_the_count_begins_anew(message: str) -> None:
    walker = person(q_days=7)
    pass_days(walker, at(5, "12:00"))
    walker.say(message)
    # Heard on day 5, whose own prompt is the first to be missed again.
    expected = [5, 6, 7, 8, 12, 19]
    assert prompts(pass_days(walker, at(60))) == expected


@pytest.mark.parametrize("reply", ["done 2", "half, 2"])
def test_done_or_partial_ends_the_lapse(reply: str) -> None:
    walker = person(q_days=7)
    pass_days(walker, at(3, "18:30"))
    assert first_missed(program(walker), days(4)) == days(0)
    walker.say(reply)
    assert first_missed(program(walker), days(4)) is None


def test_skipped_does_not_end_the_lapse() -> None:
    walker = person(q_days=7)
    walker.say("skipped")
    walker.pass_until(at(1, "18:30"))
    assert first_missed(program(walker), days(1)) == days(0)


def test_who_answers_each_time_is_always_prompted() -> None:
    walker = person(q_days=7)
    for day in range(1, 12):
        assert day in prompts(pass_days(walker, at(day, "18:30")))
        walker.say("no time today")


def test_a_pause_is_no_lapse() -> None:
    walker = p1(done=None)
    walker.say("skipped")
    walker.command("/pause")
    walker.press("d.7")
    assert prompts(pass_days(walker, at(11, "19:00"))) == [7, 8, 10]
