"""Due moments in every zone: one a local day, through gaps, folds and changes of zone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.reminders import (
    due_on,
    end_of_day,
    hold,
    in_quiet_hours,
    jittered,
    later_today,
    local_day,
    moment,
    next_moment,
    nudge_at,
    snoozed,
)

FIRST, LAST = dt.date(2026, 1, 1), dt.date(2028, 12, 31)
DAY, HOUR, MINUTE = dt.timedelta(days=1), dt.timedelta(hours=1), dt.timedelta(minutes=1)
OWN_TIMES = (dt.time(0, 30), dt.time(2, 30), dt.time(7))
"""Where clocks jump over midnight, where they jump most, and where they never do."""
EDGES = (dt.time(0), dt.time(23, 30))
TIMES = (*OWN_TIMES, *EDGES)
ZONES = sorted(zone for zone in available_timezones() if zone not in ("Factory", "localtime"))


def utc(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC)


def wall(at: dt.datetime, zone: str) -> dt.datetime:
    return at.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


def days(first: dt.date, last: dt.date) -> list[dt.date]:
    return [first + DAY * n for n in range((last - first).days + 1)]


@cache
def turning_days(zone: str) -> tuple[dt.date, ...]:
    """Days of the three years in whose course the offset changes."""
    noons = [dt.datetime(d.year, d.month, d.day, 12, tzinfo=dt.UTC) for d in days(FIRST, LAST)]
    offsets = [noon.astimezone(ZoneInfo(zone)).utcoffset() for noon in noons]
    pairs = zip(noons[1:], offsets, offsets[1:], strict=False)
    return tuple(noon.date() for noon, before, after in pairs if before != after)


def distinct_zones() -> list[str]:
    """One of the zones that share their turning days and offsets."""
    seen = {}
    for zone in ZONES:
        offsets = tuple(
            dt.datetime(d.year, d.month, d.day, 12, tzinfo=ZoneInfo(zone)).utcoffset()
            for d in (FIRST, FIRST + DAY * 183, *turning_days(zone))
        )
        seen.setdefault((turning_days(zone), offsets), zone)
    return sorted(seen.values())


def fired(zone: str, time: dt.time, first: dt.date, last: dt.date) -> Iterator[tuple]:
    """What a person who stays in one zone gets, from the end of the day before `first` on."""
    after, day = end_of_day(first - DAY, zone), first - DAY
    while day < last:
        day, after = next_moment(after, time, zone, day)
        yield day, after


def assert_daily(zone: str, time: dt.time, first: dt.date, last: dt.date) -> int:
    """Each day once, on its day, at its time; how many there were."""
    expected = first
    for day, at in fired(zone, time, first, last):
        assert day == expected, zone
        shown = wall(at, zone)
        assert shown.date() == day, zone
        assert shown.time() == time or day_has_gap(day, zone), (zone, day)
        expected += DAY
    assert expected == last + DAY, zone
    return (expected - first).days


def day_has_gap(day: dt.date, zone: str) -> bool:
    return end_of_day(day, zone) - end_of_day(day - DAY, zone) < DAY


@pytest.mark.parametrize("time", OWN_TIMES, ids=str)
def test_a_prompt_comes_once_a_local_day_in_every_zone_for_three_years(time: dt.time) -> None:
    """T1: each of the days from 2026 to 2028, in each zone by itself."""
    assert len(ZONES) > 400
    walked = sum(assert_daily(zone, time, FIRST, LAST) for zone in ZONES)
    assert walked == len(ZONES) * len(days(FIRST, LAST))


@pytest.mark.parametrize("time", EDGES, ids=str)
def test_the_same_at_both_ends_of_the_day_around_every_change_of_clocks(time: dt.time) -> None:
    """T1: 00:00 and 23:30 are the times that a gap can push into another day."""
    for zone in ZONES:
        for turn in turning_days(zone):
            assert_daily(zone, time, turn - DAY * 2, turn + DAY * 2)


def by_the_minute(day: dt.date, time: dt.time, minutes: list[tuple]) -> dt.datetime:
    """The slow way: the first minute whose clock shows the time or later, else the last one."""
    todays = [(at, clock) for at, clock in minutes if clock.date() == day]
    return next((at for at, clock in todays if clock.time() >= time), todays[-1][0])


def test_moments_are_those_that_counting_minutes_finds() -> None:
    """T1: a gap takes the first minute after it, a fold its first coming."""
    checked = 0
    for zone in distinct_zones():
        for turn in turning_days(zone)[:3]:
            start = dt.datetime(turn.year, turn.month, turn.day, tzinfo=dt.UTC) - DAY * 2
            minutes = [(at, wall(at, zone)) for at in (start + MINUTE * n for n in range(4 * 1440))]
            for day in (turn - DAY, turn):
                for time in TIMES:
                    assert moment(day, time, zone) == by_the_minute(day, time, minutes), zone
                    checked += 1
    assert checked > 300


@pytest.mark.parametrize(
    ("zone", "day", "time", "at"),
    [
        ("Europe/Berlin", "2026-01-15", "09:00", "2026-01-15T08:00"),
        ("Europe/Berlin", "2026-03-29", "02:30", "2026-03-29T01:00"),  # gap: comes at 03:00
        ("Europe/Berlin", "2026-10-25", "02:30", "2026-10-25T00:30"),  # fold: the first 02:30
        ("Africa/Cairo", "2026-04-24", "00:30", "2026-04-23T22:00"),  # no midnight that day
        ("America/Scoresbysund", "2026-03-28", "23:30", "2026-03-29T00:59"),  # jumps to midnight
        ("Australia/Lord_Howe", "2026-10-04", "02:15", "2026-10-03T15:30"),  # half an hour only
        ("Asia/Kathmandu", "2026-06-01", "07:00", "2026-06-01T01:15"),
        ("Etc/GMT-2", "2026-06-01", "07:00", "2026-06-01T05:00"),
    ],
)
def test_moment(zone: str, day: str, time: str, at: str) -> None:
    assert moment(dt.date.fromisoformat(day), dt.time.fromisoformat(time), zone) == utc(at)


def test_a_day_that_a_zone_leaves_out_has_no_moment() -> None:
    """T1: Samoa went from 29 to 31 December 2011."""
    days_fired = [
        d for d, _ in fired("Pacific/Apia", dt.time(9), dt.date(2011, 12, 28), dt.date(2012, 1, 1))
    ]
    assert [d.day for d in days_fired] == [28, 29, 31, 1]


NINE = dt.time(9)


@pytest.mark.parametrize(
    ("case", "zone", "last_fired", "day", "at"),
    [
        ("still to come", "Etc/UTC", "2026-05-04", "2026-05-05", "2026-05-05T09:00"),
        ("has fired: tomorrow", "Etc/UTC", "2026-05-05", "2026-05-06", "2026-05-06T09:00"),
        ("the first of all", "Etc/UTC", None, "2026-05-05", "2026-05-05T09:00"),
        ("flew east past nine: now", "Asia/Tokyo", "2026-05-04", "2026-05-05", "2026-05-05T07:00"),
        ("flew east after it", "Asia/Tokyo", "2026-05-05", "2026-05-06", "2026-05-06T00:00"),
        ("flew west", "America/Lima", "2026-05-04", "2026-05-05", "2026-05-05T14:00"),
        ("over the date line", "Pacific/Honolulu", "2026-05-05", "2026-05-06", "2026-05-06T19:00"),
    ],
)  # fmt: skip
def test_next_moment_seen_from_seven_utc(
    case: str, zone: str, last_fired: str | None, day: str, at: str
) -> None:
    last = dt.date.fromisoformat(last_fired) if last_fired else None
    found = next_moment(utc("2026-05-05T07:00"), NINE, zone, last)
    assert found == (dt.date.fromisoformat(day), utc(at))


def test_a_time_that_has_gone_by_in_the_night_waits_for_the_next_day() -> None:
    """23:00: catching up would break quiet hours, and the day is over when they end."""
    day, at = next_moment(utc("2026-05-05T23:00"), NINE, "Etc/UTC", dt.date(2026, 5, 4))
    assert (day, at) == (dt.date(2026, 5, 6), utc("2026-05-06T09:00"))


def test_ones_own_time_wins_over_quiet_hours() -> None:
    late = dt.time(23, 30)
    found = next_moment(utc("2026-05-05T20:00"), late, "Etc/UTC", None)
    assert found == (dt.date(2026, 5, 5), utc("2026-05-05T23:30"))


MOMENTS = st.integers(0, 1000 * 1440).map(lambda n: utc("2026-01-01T00:00") + MINUTE * n)
CHANGES = st.lists(
    st.tuples(st.sampled_from(ZONES), st.times(), st.integers(0, 60 * 40)), min_size=1, max_size=8
)


@given(CHANGES, MOMENTS)
def test_changing_zone_and_time_neither_doubles_nor_skips_a_day(
    changes: list[tuple], now: dt.datetime
) -> None:
    """T1: a day passed over had, when seen from the change, nothing left but its night."""
    last = None
    for zone, time, minutes in changes:
        until = now + MINUTE * minutes
        while (due := next_moment(now, time, zone, last))[1] <= until:
            day, at = due
            assert last is None or day > last
            first = local_day(now, zone) if last is None else max(local_day(now, zone), last + DAY)
            assert [d for d in days(first, day - DAY) if due_on(d, time, zone, after=now)] == []
            assert day <= first + DAY
            assert at >= now
            last, now = day, at
        now = until


@given(st.sampled_from(ZONES), MOMENTS)
def test_a_day_ends_where_the_next_one_begins(zone: str, at: dt.datetime) -> None:
    end = end_of_day(local_day(at, zone), zone)
    assert at < end
    assert local_day(end, zone) == local_day(at, zone) + DAY
    assert local_day(end - dt.timedelta(seconds=1), zone) == local_day(at, zone)


@pytest.mark.parametrize(
    ("time", "quiet"),
    [("21:59", False), ("22:00", True), ("00:00", True), ("05:59", True), ("06:00", False)],
)
def test_quiet_hours_by_the_local_clock(time: str, *, quiet: bool) -> None:
    at = moment(dt.date(2026, 7, 1), dt.time.fromisoformat(time), "Asia/Kolkata")
    assert in_quiet_hours(at, "Asia/Kolkata") is quiet


def test_quiet_hours_within_one_day() -> None:
    at = utc("2026-07-01T13:00")
    assert in_quiet_hours(at, "Etc/UTC", start=dt.time(12), end=dt.time(14))
    assert hold(at, "Etc/UTC", start=dt.time(12), end=dt.time(14)) == utc("2026-07-01T14:00")


@given(st.sampled_from(ZONES), MOMENTS)
def test_what_is_held_comes_out_of_quiet_hours_within_the_night(zone: str, at: dt.datetime) -> None:
    """T5."""
    held = hold(at, zone)
    assert not in_quiet_hours(held, zone)
    assert at <= held <= at + HOUR * 10
    assert (held == at) is not in_quiet_hours(at, zone)


@pytest.mark.parametrize(
    ("prompt", "nudge"),
    [
        ("09:00", "12:00"),
        ("18:59", "21:59"),
        ("19:00", None),  # 22:00 is quiet, and its end is tomorrow
        ("22:30", None),  # after midnight
        ("02:00", "06:00"),  # held to the end of the quiet hours, still today
    ],
)
def test_one_nudge_three_hours_later_on_the_same_day(prompt: str, nudge: str | None) -> None:
    """T6."""
    day = dt.date(2026, 7, 1)
    at = nudge_at(utc(f"{day}T{prompt}"), day, "Etc/UTC")
    assert at == (utc(f"{day}T{nudge}") if nudge else None)


def test_a_snooze_is_two_hours_and_stays_in_its_day() -> None:
    """T5."""
    day = dt.date(2026, 7, 1)
    assert snoozed(utc("2026-07-01T19:00"), day, "Etc/UTC") == utc("2026-07-01T21:00")
    assert snoozed(utc("2026-07-01T21:00"), day, "Etc/UTC") is None


def test_a_moment_of_a_day_that_is_over_is_dropped() -> None:
    """T3, 6-reminders: it dies at local midnight."""
    assert later_today(utc("2026-07-02T08:00"), dt.date(2026, 7, 1), "Etc/UTC") is None


def test_jitter_stays_in_the_minute_and_is_the_same_each_time() -> None:
    """T7: 6,000 people of one minute are spread over all of it."""
    at = utc("2026-07-01T09:00")
    spread = [jittered(at, seed) for seed in range(6000)]
    assert all(at <= moved < at + MINUTE for moved in spread)
    assert spread == [jittered(at, seed) for seed in range(6000)]
    seconds = [moved.second for moved in spread]
    assert max(seconds.count(s) for s in range(60)) < 200  # 100 a second, were it perfect
