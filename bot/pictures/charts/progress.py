"""Pain, the morning after, sessions, phases and movement checks, over days or weeks.

Rule: the pain axis is always 0 to 10; no line passes over a gap; each series has its own shape.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from babel.dates import format_skeleton

from bot.pictures.charts.checks import flags, table
from bot.pictures.charts.frame import (
    BOTTOM,
    HEIGHT,
    LEFT,
    NAMES,
    RIGHT,
    TOP,
    Axis,
    axis_of,
    dates,
)
from bot.pictures.charts.look import (
    BANDS,
    BODY,
    CARD,
    EDGE,
    GRID,
    MORNING,
    PAIN,
    SMALL,
    SOFT,
    TITLE,
    WIDTH,
    Words,
    card,
    diamond,
    line,
    plain,
    rect,
    ring,
    write,
)
from bot.pictures.charts.measure import width
from bot.pictures.charts.sessions import sessions
from flows.parts import t
from flows.past import Day, Number, Past, phases, runs, tells, weeks, window
from flows.words import locale_of

__all__ = ["HEIGHT", "WIDTH", "draw"]

DENSE = 14.0
"""Units from day to day; below, marks and lines are finer."""
NUMBERS: tuple[Number, ...] = ("morning", "pain")
"""In the order of drawing: pain stands above."""
Point = tuple[float, float]


def y_of(pain: float) -> float:
    return BOTTOM - (BOTTOM - TOP) * pain / 10


def draw(past: Past, days: int | None, words: Words, language: str) -> str | None:
    """The last days, or all of them; None when they hold nothing to show."""
    shown = window(past, days)
    if not tells(shown):
        return None
    axis = axis_of(shown)
    return card(
        HEIGHT,
        *_head(axis, words, language),
        *_bands(axis, words),
        *_scale(),
        *flags(axis, past.looks),
        *_series(axis, shown),
        *sessions(axis, shown, words),
        *dates(axis, language),
        *table(past.looks, words, language),
    )


# The head.


def _head(axis: Axis, words: Words, language: str) -> Iterator[str]:
    yield write(EDGE, 62, plain(t("chart-progress"), words), size=TITLE, weight=700)
    span = _span(axis.slots[0].first, axis.slots[-1].last, language)
    yield write(EDGE, 106, span, size=BODY, fill=SOFT)
    scale = plain(t("chart-scale-weeks" if axis.in_weeks else "chart-scale"), words)
    yield write(EDGE, 148, scale, size=BODY, fill=SOFT)
    x = float(EDGE)
    for number in reversed(NUMBERS):
        said = plain(t(f"chart-{number}"), words)
        yield _sample(x, 186, number)
        yield write(x + 66, 196, said, size=SMALL, weight=600)
        x += 66 + width(said, SMALL, 600) + 44


def _sample(x: float, y: float, number: Number) -> str:
    return _path([(x, y), (x + 54, y)], number) + _mark(x + 27, y, number)


def _span(first: dt.date, last: dt.date, language: str) -> str:
    """From day to day, with the year where it is not the same."""
    skeleton = "MMMd" if first.year == last.year else "yMMMd"
    said = [format_skeleton(skeleton, day, locale=locale_of(language)) for day in (first, last)]
    return " – ".join(dict.fromkeys(said))


# The plot.


def _bands(axis: Axis, words: Words) -> Iterator[str]:
    """Phases, named as far as there is room."""
    shown = [Day(s.first, "rest", phase=s.phase) for s in axis.slots]
    for phase, first, last in phases(shown):
        x, end = axis.x(first - 0.5), axis.x(last + 0.5)
        yield rect(x, NAMES, end - x, BOTTOM - NAMES, BANDS[phase % 2])
        yield line(x, NAMES, x, BOTTOM, SOFT, 2)
        names = (plain(t("chart-phase", phase=phase), words), str(phase))
        fitting = [name for name in names if width(name, SMALL, 600) <= end - x - 10]
        if fitting:
            yield write(x + 6, NAMES + 30, fitting[0], weight=600, fill=SOFT)


def _scale() -> Iterator[str]:
    for pain in range(0, 11, 2):
        y = y_of(pain)
        yield line(LEFT, y, RIGHT, y, GRID if pain else SOFT)
        yield write(LEFT - 14, y + 10, str(pain), fill=SOFT, anchor="end")


def _series(axis: Axis, days: Sequence[Day]) -> Iterator[str]:
    for number in NUMBERS:
        points = _week_points(axis, days, number) if axis.in_weeks else _points(axis, days, number)
        for run in points:
            yield _path(run, number, dense=axis.step < DENSE)
            yield from (_mark(x, y, number, dense=axis.step < DENSE) for x, y in run)


def _points(axis: Axis, days: Sequence[Day], number: Number) -> list[list[Point]]:
    """A morning lies between its session and the next day."""
    later = 0.5 if number == "morning" else 0.0
    return [
        [(axis.x(place + later), y_of(getattr(days[place], number))) for place in run]
        for run in runs(days, number)
    ]


def _week_points(axis: Axis, days: Sequence[Day], number: Number) -> list[list[Point]]:
    """Weeks beside each other are joined."""
    found: list[list[Point]] = [[]]
    for place, week in enumerate(weeks(days)):
        value = getattr(week, number)
        if value is None:
            found.append([])
        else:
            found[-1].append((axis.x(place), y_of(value)))
    return [run for run in found if run]


def _path(points: Sequence[Point], number: Number, *, dense: bool = False) -> str:
    """Solid for the moves, dashed for the mornings."""
    wide = 4 if dense else 6
    dashes = "" if number == "pain" else f'stroke-dasharray="{2 * wide} {1.4 * wide:g}"'
    path = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
    colour = PAIN if number == "pain" else MORNING
    return (
        f'<path d="{path}" stroke="{colour}" stroke-width="{wide}" fill="none" '
        f'stroke-linejoin="round" {dashes}/>'
    )


def _mark(x: float, y: float, number: Number, *, dense: bool = False) -> str:
    """A ring for the moves, a diamond for the mornings."""
    if number == "pain":
        return ring(x, y, 5, CARD, PAIN, 3) if dense else ring(x, y, 10, CARD, PAIN, 5)
    return diamond(x, y, 7 if dense else 12, MORNING, CARD, 1.5 if dense else 2)
