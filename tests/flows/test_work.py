"""How much work an event is, counted and never timed, so that it is the same on every machine.

Calls of functions stand for time, bytes of the snapshot for what is opened and sealed at each
update. Neither may grow with the days that somebody stays, nor with what others can choose from.
"""

from __future__ import annotations

from functools import cache

import pytest

from tests.flows.larger import more_exercises, more_questions
from tests.flows.people import CONTENT
from tests.flows.promises import LARGEST_SNAPSHOT
from tests.flows.work import (
    EVENTS,
    FIRST,
    LAST,
    SETTLED,
    calls_of,
    calls_of_each,
    intake,
    reports,
    sessions,
)
from tests.flows.years import live, newcomer

CALLS = {
    "/start, of somebody new": 338,
    "a tap on an answer of the intake": 1141,
    "a tick at one of several answers": 688,
    "an answer typed in the intake": 1469,
    "the last answer, and all of them to look through": 3134,
    "the result": 2096,
    "a plan accepted, and a first session": 2872,
    "a session that is due": 2830,
    "the dearest moment of a week": 4830,
    "a report typed": 2012,
    "words that nobody understands": 819,
    "/today": 642,
    "/progress": 544,
}
"""As recorded. Whoever makes one smaller, or has a reason to make one larger, records all of them
anew: `python -m tests.flows.work` prints them."""
LEEWAY = 1.1
A_LITTLE = 1.05
WITH_TWICE_THE_QUESTIONS = 1.5
YEAR = 365


@pytest.mark.parametrize("name", EVENTS)
def test_an_event_is_no_more_work_than_it_was(name: str) -> None:
    """Calls of Python's functions and of built-in ones, within one `advance`."""
    found = calls_of_each(EVENTS[name]())
    assert found <= CALLS[name] * LEEWAY, f"{found:.0f} calls; {CALLS[name]} are recorded"


def test_a_report_after_a_year_is_the_work_of_the_first_week() -> None:
    assert calls_of_each(reports(LAST)) <= calls_of_each(reports(FIRST)) * LEEWAY


def test_a_session_after_a_year_is_the_work_of_the_third_month() -> None:
    """By then more moves are open than in the first week, and each is looked at."""
    assert calls_of_each(sessions(LAST)) <= calls_of_each(sessions(SETTLED)) * A_LITTLE


def test_a_tap_of_the_intake_is_the_same_work_with_twice_the_exercises() -> None:
    larger = more_exercises(CONTENT)
    for step in intake()[:30]:
        assert calls_of(step, larger) <= calls_of(step) * A_LITTLE, step[1]


def test_a_report_is_the_same_work_with_twice_the_exercises() -> None:
    walker = newcomer(more_exercises(CONTENT))
    walker.take_steps()
    live(walker, 0)
    report = next(step for step in walker.steps if step[1].kind == "said")
    assert calls_of(report, walker.content) <= calls_of(reports(FIRST)[0]) * A_LITTLE


@pytest.mark.parametrize("number", range(1, 40, 6))
def test_a_tap_of_the_intake_is_far_from_twice_the_work_with_twice_the_questions(
    number: int,
) -> None:
    """Those that are left are gone through, to tell how many there are; little else."""
    step = intake()[number]
    assert calls_of(step, more_questions(CONTENT)) <= calls_of(step) * WITH_TWICE_THE_QUESTIONS


@cache
def largest_by_day() -> list[int]:
    """Bytes; of somebody who reports each day of a year, half an hour long, with breaks."""
    walker = newcomer(q_minutes="m30", q_breaks=4, q_work="09:00-17:00")
    found = []
    for day in range(YEAR):
        walker.take_steps()
        live(walker, day)
        found.append(max(len(talk.model_dump_json().encode()) for talk, _ in walker.steps))
    return found


def test_a_snapshot_stays_small_through_a_year_of_daily_use() -> None:
    """6-snapshot."""
    assert 10_000 < max(largest_by_day()) < LARGEST_SNAPSHOT


def test_a_snapshot_does_not_grow_with_the_year() -> None:
    """Only reports of the last weeks are in it, and those are there after three months.

    What is left to grow are the digits of numbers, and dates of what happened for the first time.
    """
    sizes = largest_by_day()
    assert max(sizes[-28:]) <= max(sizes[90 - 28 : 90]) * A_LITTLE
