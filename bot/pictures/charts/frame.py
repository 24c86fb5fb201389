"""The frame of the progress chart: where everything stands, and days or weeks along its axis.

Rule: places and dates only. Many days are shown as weeks, each with its worst numbers.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from babel.dates import format_skeleton

from bot.pictures.charts.look import EDGE, SMALL, SOFT, WIDTH, line, write
from bot.pictures.charts.measure import width
from flows.past import MOST_DAYS, Day, Week, weeks
from flows.plan import WEEK
from flows.words import locale_of

HEIGHT = 1274
LEFT, RIGHT = 76, WIDTH - EDGE
NAMES, FLAGS, TOP, BOTTOM = 216, 290, 308, 658
"""Names of the phases, the foot of the flags, and the plot: pain 10 and pain 0."""
BARS, FLOOR, KEY_LINE = 726, 806, 898
CHECKS = 944
LEAST_DAYS = 7
"""A younger plan does not fill the width with fewer."""
DATES = 4
"""As many fit below the axis, beside the last one."""
APART = 20


class Slot(NamedTuple):
    """A day, or a week: a place on the x axis."""

    first: dt.date
    last: dt.date
    kind: str
    """Of a day; "week", or "off" for one without a plan."""
    share: float
    phase: int | None


class Axis(NamedTuple):
    """Where a place lies."""

    slots: Sequence[Slot]
    per_slot: int
    """Days."""

    @property
    def in_weeks(self) -> bool:
        return self.per_slot > 1

    @property
    def step(self) -> float:
        return (RIGHT - LEFT) / max(len(self.slots), LEAST_DAYS)

    def x(self, place: float) -> float:
        """The middle of a slot; with .5 its end."""
        return LEFT + self.step * (place + 0.5)

    def of(self, day: dt.date) -> float | None:
        """The x of a day that is shown."""
        gone = (day - self.slots[0].first).days
        inside = self.slots[0].first <= day <= self.slots[-1].last
        return self.x(gone // self.per_slot) if inside else None


def y_of(pain: float) -> float:
    return BOTTOM - (BOTTOM - TOP) * pain / 10


def axis_of(days: Sequence[Day]) -> Axis:
    if len(days) <= MOST_DAYS:
        return Axis([Slot(d.day, d.day, d.kind, d.share, d.phase) for d in days], 1)
    return Axis([_week_slot(week) for week in weeks(days)], WEEK)


def _week_slot(week: Week) -> Slot:
    share = week.kept / max(week.planned, week.kept, 1)
    return Slot(week.first, week.last, "off" if week.is_off else "week", share, week.phase)


def short(day: dt.date, language: str) -> str:
    """Day and month."""
    return str(format_skeleton("MMMd", day, locale=locale_of(language)))


def dates(axis: Axis, language: str) -> Iterator[str]:
    """As many as there is room for; the first and the last always."""
    last = len(axis.slots) - 1
    every = max(1, round((RIGHT - LEFT) / DATES / axis.step))
    said = {n: short(axis.slots[n].first, language) for n in (*range(0, last, every), last)}
    end, free = _left(axis, last, said[last]), float(LEFT)
    for place, text in said.items():
        left = _left(axis, place, text)
        is_last = place == last
        if left < free or (not is_last and left + width(text, SMALL) + APART > end):
            continue
        yield line(axis.x(place), FLOOR, axis.x(place), FLOOR + 8, SOFT)
        yield write(left, FLOOR + 42, text, fill=SOFT)
        free = left + width(text, SMALL) + APART


def _left(axis: Axis, place: int, text: str) -> float:
    """Where a date begins: below its slot, and inside."""
    wide = width(text, SMALL)
    return min(max(axis.x(place) - wide / 2, LEFT), RIGHT - wide)
