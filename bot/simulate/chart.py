"""Parts of a chart as SVG: a frame with axes, areas, lines, and names beside them.

Rule: knows places and colours, and nothing of what is drawn.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from typing import NamedTuple

INK, SOFT, GRID, PAPER = "#263238", "#6b7780", "#e6e9ea", "#fcfcfa"
LABEL_GAP = 19
TICKS = 4
NICE = (1, 1.2, 1.6, 2, 2.4, 3.2, 4, 6, 8, 10)
"""Each makes round numbers of the lines across."""


class Frame(NamedTuple):
    """A panel in the picture, and what its axes reach to."""

    x: float
    y: float
    width: float
    height: float
    weeks: int
    top: float
    bottom: float = 0
    in_slots: bool = False
    """Each week in the middle of its own stretch, as bars need; else the first on the left edge and
    the last on the right."""

    def at(self, week: int, value: float) -> tuple[float, float]:
        share = (value - self.bottom) / (self.top - self.bottom)
        along = (week - 1) / max(1, self.weeks - 1)
        if self.in_slots:
            along = (week - 0.5) / self.weeks
        return self.x + along * self.width, self.y + (1 - share) * self.height


def panel(frame: Frame, title: str, name: Callable[[float], str], steps: int = TICKS) -> list[str]:
    """Title, lines across, and weeks below."""
    parts = [text(frame.x - 48, frame.y - 22, title, size=15, weight=600)]
    for n in range(steps + 1):
        value = frame.bottom + (frame.top - frame.bottom) * n / steps
        y = frame.at(1, value)[1]
        parts.append(
            f'<line x1="{frame.x}" x2="{frame.x + frame.width}" y1="{y:.1f}" y2="{y:.1f}" '
            f'stroke="{GRID}"/>'
        )
        parts.append(text(frame.x - 10, y + 4, name(value), size=12, fill=SOFT, anchor="end"))
    below = frame.y + frame.height + 20
    for week in _ticks(frame.weeks, round(frame.width / 45)):
        x = frame.at(week, frame.bottom)[0]
        parts.append(text(x, below, str(week), size=12, fill=SOFT, anchor="middle"))
    middle = frame.x + frame.width / 2
    return [*parts, text(middle, below + 20, "week", size=12, fill=SOFT, anchor="middle")]


def _ticks(weeks: int, most: int) -> list[int]:
    """The weeks that are named: the first, and round ones."""
    every = next((n for n in (1, 2, 5, 10, 20) if weeks / n <= most), weeks)
    return [week for week in range(1, weeks + 1) if week == 1 or week % every == 0]


def area(frame: Frame, floor: Sequence[float], roof: Sequence[float], colour: str) -> str:
    up = [frame.at(n, value) for n, value in enumerate(roof, 1)]
    down = [frame.at(n, value) for n, value in enumerate(floor, 1)]
    return (
        f'<polygon points="{_points([*up, *reversed(down)])}" fill="{colour}" '
        f'stroke="{PAPER}" stroke-width="0.8"/>'
    )


def line(frame: Frame, values: Sequence[tuple[int, float]], colour: str) -> str:
    points = _points([frame.at(week, value) for week, value in values])
    return (
        f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2.5" '
        'stroke-linejoin="round"/>'
    )


def _points(places: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in places)


def dot(x: float, y: float, colour: str) -> str:
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{colour}"/>'


def named(  # noqa: PLR0913 - where, what and how
    frame: Frame, name: str, along: float, values: Sequence[float], colour: str, *, above: bool
) -> list[str]:
    """A name on its own area, where there is room for it."""
    week = max(1, round(along * len(values)))
    x, y = frame.at(week, values[week - 1])
    anchor = "end" if along > 0.8 else "middle"
    return [text(x, y - 8 if above else y + 24, name, size=12, fill=colour, anchor=anchor)]


def labels_beside(frame: Frame, labels: Sequence[tuple[float, str, str]]) -> list[str]:
    """Each beside its band; moved apart where bands are thin."""
    parts: list[str] = []
    edge = frame.x + frame.width
    lowest = frame.y + frame.height + 4
    for y, said, colour in labels:
        place = min(y, lowest)
        lowest = place - LABEL_GAP
        parts.append(
            f'<path d="M{edge + 3:.1f} {y:.1f} L{edge + 16:.1f} {place:.1f} h6" '
            f'fill="none" stroke="{colour}" stroke-width="2"/>'
        )
        number, _, name = said.partition("|")
        parts.append(text(edge + 56, place + 4, number, size=13, weight=600, anchor="end"))
        parts.append(text(edge + 64, place + 4, name, size=13))
    return parts


def text(  # noqa: PLR0913 - as many as SVG has
    x: float, y: float, said: str, *, size: int = 12, weight: int = 400, fill: str = INK,
    anchor: str = "start",
) -> str:  # fmt: skip
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" font-weight="{weight}" '
        f'fill="{fill}" text-anchor="{anchor}">{escape(said)}</text>'
    )


def nice(most: float) -> float:
    """A round number just above, so that the lines across are round too."""
    power = 1.0
    while most > 10 * power:
        power *= 10
    return next(power * n for n in NICE if power * n >= most) if most > 0 else 1


def count(number: float) -> str:
    return f"{number:,.0f}"
