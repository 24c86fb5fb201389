"""What answers point to: factors and functions as bars from 0 to 100, each with its word.

Rule: says how high and never what it is called by a doctor; what is not known is hatched and said.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

from bot.pictures.charts.look import (
    BODY,
    CARD,
    EDGE,
    INK,
    LEVELS,
    MISSED,
    SMALL,
    SOFT,
    TITLE,
    TRACK,
    WIDTH,
    Words,
    card,
    hatched,
    line,
    plain,
    rect,
    write,
)
from bot.pictures.charts.measure import fit, width, wrap
from content.weighing import Levels
from flows.parts import t

HEIGHT = 1210
ROOM = WIDTH - 2 * EDGE
HIGH, ROW = 30, 100
FACTORS_AT, AFTER_TITLE = 130, 44
LINE = 40


def draw(
    factors: Mapping[str, int | None],
    functions: Mapping[str, int | None],
    levels: Levels,
    words: Words,
) -> str | None:
    """None when no score is known."""
    if all(score is None for score in (*factors.values(), *functions.values())):
        return None
    parts = [write(EDGE, 66, plain(t("chart-result"), words), size=TITLE, weight=700)]
    y = FACTORS_AT
    for title, scores in (("chart-factors", factors), ("chart-functions", functions)):
        parts += _group(title, scores, y, levels, words)
        y += AFTER_TITLE + ROW * len(scores) + 84
    parts += _last(words)
    return card(HEIGHT, *parts)


def _group(
    title: str, scores: Mapping[str, int | None], top: float, levels: Levels, words: Words
) -> Iterator[str]:
    """A title with what its levels are called, above the bars, and a row for each score."""
    yield line(EDGE, top - 34, WIDTH - EDGE, top - 34, TRACK)
    yield write(EDGE, top + 8, plain(t(title), words), size=BODY, fill=SOFT)
    for n, (target, score) in enumerate(scores.items()):
        yield from _row(target, score, top + AFTER_TITLE + ROW * n, levels, words)
    yield from _levels(top + AFTER_TITLE + ROW * len(scores) + 10, levels, words)


def _row(target: str, score: int | None, top: float, levels: Levels, words: Words) -> Iterator[str]:
    level = _level(score or 0, levels)
    said = (
        t("chart-unknown")
        if score is None
        else t("chart-score", score=score, level=t("chart-level", level=level))
    )
    value = plain(said, words)
    room = ROOM - width(value, SMALL, 700) - 16
    name = fit(plain(t(f"name-{target}", at="start"), words), room, BODY, 600)
    y = top + 44
    yield write(EDGE, top + 30, name, size=BODY, weight=600)
    yield write(WIDTH - EDGE, top + 30, value, weight=700, anchor="end")
    if score is None:
        yield hatched(EDGE, y, ROOM, HIGH, MISSED)
        return
    yield rect(EDGE, y, ROOM, HIGH, TRACK)
    yield rect(EDGE, y, ROOM * score / 100, HIGH, LEVELS[level])
    for mark in (levels.moderate, levels.high):
        x = EDGE + ROOM * mark / 100
        yield line(x, y - 4, x, y + HIGH + 4, CARD, 6) + line(x, y - 4, x, y + HIGH + 4, INK, 2)


def _levels(y: float, levels: Levels, words: Words) -> Iterator[str]:
    """Below the bars, each in the middle of its part."""
    names = ("low", "moderate", "high")
    for name, (start, end) in zip(
        names, pairwise((0, levels.moderate, levels.high, 100)), strict=True
    ):
        said = fit(plain(t("chart-level", level=name), words), ROOM * (end - start) / 100, SMALL)
        yield write(EDGE + ROOM * (start + end) / 200, y, said, fill=SOFT, anchor="middle")


def _level(score: int, levels: Levels) -> str:
    if score >= levels.high:
        return "high"
    return "moderate" if score >= levels.moderate else "low"


def _last(words: Words) -> Iterator[str]:
    """That this is no diagnosis."""
    lines = wrap(plain(t("explain-last"), words), ROOM, SMALL)
    for n, said in enumerate(lines):
        yield write(EDGE, HEIGHT - 28 - LINE * (len(lines) - 1 - n), said, fill=SOFT)
