"""A prompt a day over every kind of change of clocks, through the whole talk.

For each: the days around the change, at a time that the change skips, repeats or pushes away.
"""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from flows.effects import Say
from flows.events import MomentDue
from flows.reminders import local_day
from tests.flows.days import program, report, settle
from tests.flows.people import CONTENT, answers_of
from tests.flows.promises import LARGEST_SNAPSHOT
from tests.flows.walker import Walker

DAY = dt.timedelta(days=1)

Told = tuple[dt.date, str]
"""The local day and time of a prompt."""


def begin(zone: str, time: str, day: dt.date) -> Walker:
    """Seven days a week from this day on; the first session is reported."""
    noon = dt.datetime.combine(day, dt.time(12), ZoneInfo(zone)).astimezone(dt.UTC)
    walker = Walker(CONTENT, noon)
    walker.intake(answers_of("p1_desk", q_time=time, q_days=7, q_breaks=0), zone)
    report(walker, "done 1")
    return walker


def prompted(walker: Walker, until: dt.date) -> list[Told]:
    """When sessions came unasked, each answered at once."""
    zone = walker.conversation.zone
    assert zone
    found = []
    while (due := walker.conversation.due_at) is not None and local_day(due, zone) <= until:
        before = program(walker).today
        sent = [e for e in walker.wait() if isinstance(e, Say)]
        settle(walker)
        if program(walker).today != before:
            assert sent
            local = walker.now.astimezone(ZoneInfo(zone))
            found.append((local.date(), f"{local:%H:%M}"))
            report(walker, "done 1")
        answered_twice(walker)
    return found


def answered_twice(walker: Walker) -> None:
    """The same moment once more brings nothing: a second scheduler, a restart."""
    walker.send(MomentDue(at=walker.now))
    assert walker.last == []


@pytest.mark.parametrize(
    ("kind", "zone", "time", "day", "comes"),
    [
        ("gap", "Europe/Berlin", "02:30", "2026-03-29", "03:00"),
        ("fold", "Europe/Berlin", "02:30", "2026-10-25", "02:30"),
        ("gap", "America/New_York", "02:30", "2027-03-14", "03:00"),
        ("fold", "America/New_York", "01:30", "2027-11-07", "01:30"),
        ("half an hour, gap", "Australia/Lord_Howe", "02:15", "2026-10-04", "02:30"),
        ("half an hour, fold", "Australia/Lord_Howe", "01:45", "2027-04-04", "01:45"),
        ("no midnight", "Africa/Cairo", "00:30", "2026-04-24", "01:00"),
        ("midnight comes twice", "Africa/Cairo", "23:30", "2026-10-29", "23:30"),
        ("no midnight", "America/Santiago", "00:00", "2026-09-06", "01:00"),
        ("jump to midnight", "America/Scoresbysund", "23:30", "2026-03-28", "22:59"),
        ("negative, gap", "Europe/Dublin", "01:30", "2026-03-29", "02:00"),
        ("negative, fold", "Europe/Dublin", "01:30", "2026-10-25", "01:30"),
        ("Ramadan begins", "Africa/Casablanca", "02:30", "2026-02-15", "02:30"),
        ("Ramadan ends", "Africa/Casablanca", "02:30", "2026-03-22", "03:00"),
        ("Troll, two hours", "Antarctica/Troll", "02:30", "2026-03-29", "03:00"),
    ],
    ids=lambda value: str(value).replace("/", "-"),
)
def test_one_prompt_a_day_over_a_change_of_clocks(
    kind: str, zone: str, time: str, day: str, comes: str
) -> None:
    """T1: a week around it, at the person's time, but for what the change does to that one day."""
    turn = dt.date.fromisoformat(day)
    walker = begin(zone, time, turn - 3 * DAY)
    times = {turn: comes}
    week = [turn + n * DAY for n in range(-2, 5)]
    assert prompted(walker, week[-1]) == [(d, times.get(d, time)) for d in week], kind


def test_a_day_that_a_zone_leaves_out_is_no_missed_one() -> None:
    """T1: Samoa had no 30 December 2011."""
    walker = begin("Pacific/Apia", "07:00", dt.date(2011, 12, 27))
    found = prompted(walker, dt.date(2012, 1, 2))
    assert [(day.day, time) for day, time in found] == [
        (28, "07:00"), (29, "07:00"), (31, "07:00"), (1, "07:00"), (2, "07:00"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("zone", "time"),
    [("Europe/Berlin", "02:30"), ("Australia/Lord_Howe", "00:30"), ("Africa/Casablanca", "07:00")],
)
def test_a_whole_year_of_prompts(zone: str, time: str) -> None:
    """T1, 6-snapshot: no day is left out, none comes twice, and the snapshot stays small."""
    first = dt.date(2026, 1, 1)
    walker = begin(zone, time, first)
    found = [day for day, _ in prompted(walker, first + 365 * DAY)]
    assert found == [first + n * DAY for n in range(1, 366)]
    assert len(walker.conversation.model_dump_json()) < LARGEST_SNAPSHOT
