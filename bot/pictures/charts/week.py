"""Seven days, large: what was done as shapes, and the numbers that were told.

Rule: one column a day; each shape is named below, of those that are there.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence

from babel.dates import format_date, format_skeleton

from bot.pictures.charts.look import (
    BODY,
    CARD,
    DONE,
    EDGE,
    GRID,
    MISSED,
    MORNING,
    PAIN,
    PARTLY,
    SMALL,
    SOFT,
    TITLE,
    WIDTH,
    Words,
    card,
    cross,
    diamond,
    line,
    plain,
    ring,
    tick,
    write,
)
from bot.pictures.charts.measure import fit, width
from flows.parts import t
from flows.past import Day, Kind, Number, Past, between, kept_of, planned_of, tells
from flows.words import locale_of

HEIGHT = 800
DAYS_AT, SHAPES_AT, PAIN_AT, MORNING_AT, KEY_AT = 240, 318, 478, 622, 716
LARGE, R = 46, 38
ROW = 50
Shape = Callable[[float, float, float], str]


def draw(past: Past, first: dt.date, last: dt.date, words: Words, language: str) -> str | None:
    """These days; None when they hold nothing to show."""
    days = [_over(day) for day in between(past, first, last)]
    if not tells(days):
        return None
    return card(
        HEIGHT,
        *_head(days, words, language),
        *_row_of_shapes(days, language),
        *_numbers(days, "pain", PAIN_AT, words),
        *_numbers(days, "morning", MORNING_AT, words),
        *_key(days, words),
    )


def _over(day: Day) -> Day:
    """A week is told when it is over, on its last day at the earliest: nothing waits any more."""
    return day._replace(kind="open") if day.kind == "waits" else day


def _head(days: Sequence[Day], words: Words, language: str) -> Iterator[str]:
    locale = locale_of(language)
    span = " – ".join(format_skeleton("MMMd", d.day, locale=locale) for d in (days[0], days[-1]))
    kept = plain(t("chart-kept", kept=kept_of(days), planned=planned_of(days)), words)
    yield write(EDGE, 66, plain(t("chart-week"), words), size=TITLE, weight=700)
    yield write(WIDTH - EDGE, 66, span, size=BODY, fill=SOFT, anchor="end")
    yield write(EDGE, 144, kept, size=LARGE, weight=700, fill=DONE)


def _x(place: int, days: Sequence[Day]) -> float:
    return EDGE + (WIDTH - 2 * EDGE) / len(days) * (place + 0.5)


def _row_of_shapes(days: Sequence[Day], language: str) -> Iterator[str]:
    room = (WIDTH - 2 * EDGE) / len(days) - 8
    for place, day in enumerate(days):
        x = _x(place, days)
        name = fit(format_date(day.day, "EEE", locale=locale_of(language)), room, BODY)
        yield write(x, DAYS_AT, name, size=BODY, weight=600, fill=SOFT, anchor="middle")
        yield SHAPES[day.kind](x, SHAPES_AT, R)


def _numbers(days: Sequence[Day], number: Number, y: float, words: Words) -> Iterator[str]:
    """A day without a number has a dash."""
    colour = PAIN if number == "pain" else MORNING
    yield line(EDGE, y - 86, WIDTH - EDGE, y - 86, GRID)
    if number == "pain":
        yield ring(EDGE + 12, y - 52, 10, CARD, PAIN, 5)
    else:
        yield diamond(EDGE + 12, y - 52, 12, MORNING, CARD, 2)
    said = plain(t(f"chart-{number}-scale"), words)
    yield write(EDGE + 34, y - 42, said, fill=SOFT)
    for place, day in enumerate(days):
        value = getattr(day, number)
        shown, fill = ("–", MISSED) if value is None else (str(value), colour)
        x = _x(place, days)
        yield write(x, y + 20, shown, size=LARGE, weight=700, fill=fill, anchor="middle")


# Shapes.


def _done(x: float, y: float, r: float) -> str:
    return ring(x, y, r, DONE) + tick(x - r * 0.1, y + r * 0.05, r * 0.45, wide=r * 0.2)


def _partly(x: float, y: float, r: float) -> str:
    """The lower half full."""
    return (
        ring(x, y, r - 2, CARD, PARTLY, r * 0.13)
        + f'<path d="M{x - r:.1f} {y:.1f}a{r:.1f} {r:.1f} 0 0 0 {2 * r:.1f} 0z" fill="{PARTLY}"/>'
    )


def _skipped(x: float, y: float, r: float) -> str:
    return ring(x, y, r - 2, CARD, MISSED, r * 0.1) + cross(x, y, r * 0.3, wide=r * 0.13)


def _eased(x: float, y: float, r: float) -> str:
    return ring(x, y, r - 2, CARD, PAIN, r * 0.1) + line(
        x - r * 0.4, y, x + r * 0.4, y, PAIN, r * 0.16
    )


def _rest(x: float, y: float, r: float) -> str:
    return ring(x, y, max(r * 0.22, 6), SOFT)


def _off(x: float, y: float, r: float) -> str:
    return line(x - max(r * 0.3, 9), y, x + max(r * 0.3, 9), y, MISSED, 5)


SHAPES: dict[Kind, Shape] = {
    "done": _done,
    "partly": _partly,
    "skipped": _skipped,
    "open": _skipped,
    "eased": _eased,
    "rest": _rest,
    "off": _off,
}


def _key(days: Sequence[Day], words: Words) -> Iterator[str]:
    """Goes on below where a row is full."""
    x, y = float(EDGE), float(KEY_AT)
    there = {"skipped" if d.kind == "open" else d.kind for d in days}
    for kind in (kind for kind in SHAPES if kind in there):
        said = plain(t(f"chart-{kind}"), words)
        wide = 38 + width(said, SMALL) + 30
        if x + wide - 30 > WIDTH - EDGE:
            x, y = float(EDGE), y + ROW
        yield SHAPES[kind](x + 14, y - 10, 15) + write(x + 38, y, said)
        x += wide
