"""When the next message is due, in the person's own days: zones, gaps and folds, quiet hours.

Pure functions of their arguments. Zones are IANA names, moments are aware and in UTC, a day is a
local day. Which words a moment sends, and whether it still sends any, is decided elsewhere.
"""

from __future__ import annotations

import datetime as dt
import zlib
from collections.abc import Callable
from zoneinfo import ZoneInfo

QUIET_FROM = dt.time(22)
QUIET_UNTIL = dt.time(6)
MORNING = dt.time(8)
"""Of the morning question (clinical spec 6, as the quiet hours)."""
NUDGE_AFTER = dt.timedelta(hours=3)
SNOOZE_HOURS = 2
_DAY = dt.timedelta(days=1)


def local_day(at: dt.datetime, zone: str) -> dt.date:
    return at.astimezone(ZoneInfo(zone)).date()


def moment(day: dt.date, time: dt.time, zone: str) -> dt.datetime:
    """When clocks in the zone show this time on this day.

    A time that comes twice means its first coming. One that is skipped means the first second
    after the gap; if that is already another day (clocks that jump to midnight), the last minute
    before the gap, so that the day keeps its moment.
    """
    wall = dt.datetime.combine(day, time.replace(tzinfo=None))
    at = wall.replace(tzinfo=ZoneInfo(zone)).astimezone(dt.UTC)
    if at.astimezone(ZoneInfo(zone)).replace(tzinfo=None) == wall:
        return at
    jump = _jump(wall, zone)
    return jump if local_day(jump, zone) == day else jump - dt.timedelta(minutes=1)


def _jump(skipped: dt.datetime, zone: str) -> dt.datetime:
    """The second at which clocks jump over this wall time."""
    # Read with the offset from before the jump the skipped time lies after it, and the other way.
    after = skipped.replace(tzinfo=ZoneInfo(zone), fold=0).astimezone(dt.UTC)
    before = skipped.replace(tzinfo=ZoneInfo(zone), fold=1).astimezone(dt.UTC)
    while after - before > dt.timedelta(seconds=1):
        middle = before + (after - before) // 2
        if middle.astimezone(ZoneInfo(zone)).replace(tzinfo=None) > skipped:
            after = middle
        else:
            before = middle
    return after.replace(microsecond=0)


def end_of_day(day: dt.date, zone: str) -> dt.datetime:
    """The first second of the next day: from here on, what was due on this day is dropped."""
    return moment(day + _DAY, dt.time(0), zone)


def due_on(day: dt.date, time: dt.time, zone: str, *, after: dt.datetime) -> dt.datetime | None:
    """When a moment of this day that has not fired is due, seen from `after`; None if never.

    A time that has gone by while the day lasts (the person flew east, or chose an earlier time)
    is due at `after`, held over quiet hours. A day that the zone leaves out whole, as Samoa did
    in 2011, has no moment.
    """
    at = moment(day, time, zone)
    if local_day(at, zone) != day:
        return None
    return at if at >= after else later_today(after, day, zone)


def every_day(day: dt.date) -> bool:
    del day
    return True


def next_moment(
    after: dt.datetime,
    time: dt.time,
    zone: str,
    last_fired: dt.date | None,
    is_wanted: Callable[[dt.date], bool] = every_day,
) -> tuple[dt.date, dt.datetime]:
    """The first wanted day after `last_fired` that still has a moment, and that moment.

    A day is never given twice, and never passed over while it lasts. To leave today out, pass
    today as `last_fired`. Some day must be wanted, or it looks for ever.
    """
    day = local_day(after, zone)
    if last_fired is not None:
        day = max(day, last_fired + _DAY)
    while True:
        at = due_on(day, time, zone, after=after) if is_wanted(day) else None
        if at is not None:
            return day, at
        day += _DAY


def in_quiet_hours(
    at: dt.datetime, zone: str, start: dt.time = QUIET_FROM, end: dt.time = QUIET_UNTIL
) -> bool:
    """From `start` to just before `end`, over midnight if `end` is the smaller."""
    time = at.astimezone(ZoneInfo(zone)).time()
    if start <= end:
        return start <= time < end
    return time >= start or time < end


def hold(
    at: dt.datetime, zone: str, start: dt.time = QUIET_FROM, end: dt.time = QUIET_UNTIL
) -> dt.datetime:
    """The moment itself, or the end of the quiet hours that it falls in."""
    if not in_quiet_hours(at, zone, start, end):
        return at
    day = local_day(at, zone)
    today = moment(day, end, zone)
    return today if today > at else moment(day + _DAY, end, zone)


def later_today(at: dt.datetime, day: dt.date, zone: str) -> dt.datetime | None:
    """The moment, held over quiet hours; None when it would not come on its day any more."""
    held = hold(at, zone)
    return held if held < end_of_day(day, zone) else None


def nudge_at(prompt_at: dt.datetime, day: dt.date, zone: str) -> dt.datetime | None:
    """Of a prompt that fired at `prompt_at`; None when the day, or its waking part, ends first."""
    return later_today(prompt_at + NUDGE_AFTER, day, zone)


def snoozed(
    at: dt.datetime, day: dt.date, zone: str, hours: int = SNOOZE_HOURS
) -> dt.datetime | None:
    """As `nudge_at`: None when that is not today any more."""
    return later_today(at + dt.timedelta(hours=hours), day, zone)


def jittered(at: dt.datetime, seed: int) -> dt.datetime:
    """Somewhere in the same minute, always the same for a seed: spreads the wave on the hour."""
    return at.replace(second=0, microsecond=0) + dt.timedelta(
        milliseconds=zlib.crc32(str(seed).encode()) % 60_000
    )
