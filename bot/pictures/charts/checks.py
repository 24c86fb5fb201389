"""Movement checks: flags above the plot, and a table of what was found at each.

Rule: shows the first one and the last ones, side by side; what was skipped has a dash.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.pictures.charts.frame import BOTTOM, CHECKS, FLAGS, RIGHT, TOP, Axis, short
from bot.pictures.charts.look import (
    CARD,
    EDGE,
    GRID,
    INK,
    SMALL,
    SOFT,
    Words,
    line,
    plain,
    rect,
    write,
)
from bot.pictures.charts.measure import fit
from flows.parts import t
from flows.past import TESTS, Look
from flows.past_words import REACH

MOST = 4
COLUMN, ROW, FLAG = 106.0, 46, 34


def _listed(looks: Sequence[Look]) -> list[Look]:
    return [*looks[:1], *looks[1:][-(MOST - 1) :]]


def flags(axis: Axis, looks: Sequence[Look]) -> Iterator[str]:
    """At each check that is listed below, by its number there; at others a small mark.

    From the right, so that flags of checks close together stand side by side.
    """
    listed, free = _listed(looks), float(RIGHT)
    for look in reversed(looks):
        x = axis.of(look.day)
        if x is None:
            continue
        if look not in listed:
            yield rect(x - 5, FLAGS - 10, 10, 10, INK)
            continue
        at = min(x, free - FLAG)
        free = at - 4
        yield (
            f'<path d="M{at + 1:.1f} {FLAGS}L{x:.1f} {TOP}V{BOTTOM}" stroke="{INK}" '
            'stroke-width="2" stroke-dasharray="3 7" fill="none"/>'
        )
        yield _flag(at, FLAGS, listed.index(look) + 1)


def _flag(x: float, y: float, number: int) -> str:
    """By its lower left corner."""
    return rect(x, y - FLAG, FLAG, FLAG, INK) + write(
        x + FLAG / 2, y - 7, str(number), weight=700, fill=CARD, anchor="middle"
    )


def table(looks: Sequence[Look], words: Words, language: str) -> Iterator[str]:
    """A column for each, with how far the hands reach and how held back each check felt."""
    listed = _listed(looks)
    start, y = RIGHT - COLUMN * len(listed), CHECKS + 34
    yield line(EDGE, CHECKS - 14, RIGHT, CHECKS - 14, GRID)
    if not listed:
        yield write(EDGE, y, plain(t("chart-no-checks"), words), fill=SOFT)
        return
    title = fit(plain(t("chart-checks"), words), start - EDGE, SMALL, 600)
    yield write(EDGE, y, title, weight=600)
    for n, look in enumerate(listed):
        middle = start + COLUMN * (n + 0.5)
        yield _flag(middle - FLAG / 2, y, n + 1)
        yield write(middle, y + 36, short(look.day, language), fill=SOFT, anchor="middle")
    for n, question in enumerate((REACH, *TESTS)):
        yield from _row(question, listed, y + 88 + ROW * n, words)


def _row(question: str, looks: Sequence[Look], y: float, words: Words) -> Iterator[str]:
    start = RIGHT - COLUMN * len(looks)
    name = t(f"measure-{question}", at="start")
    said = plain(t("chart-cm", measure=name) if question == REACH else name, words)
    yield write(EDGE, y, fit(said, start - EDGE - 8, SMALL))
    for n, look in enumerate(looks):
        value = look.numbers.get(question)
        shown = "–" if value is None else f"{value:g}"
        yield write(start + COLUMN * (n + 0.5), y, shown, weight=700, anchor="middle")
