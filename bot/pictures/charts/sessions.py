"""The sessions below the plot: bars, crosses and hatching, with their words.

Rule: each of done, in part and not done has a shape of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from bot.pictures.charts.frame import BARS, FLOOR, KEY_LINE, LEFT, RIGHT, Axis, Slot
from bot.pictures.charts.look import (
    CARD,
    DONE,
    EDGE,
    GRID,
    MISSED,
    PARTLY,
    SMALL,
    SOFT,
    TRACK,
    Words,
    cross,
    hatched,
    line,
    plain,
    rect,
    write,
)
from bot.pictures.charts.measure import width
from flows.parts import t
from flows.past import Day, kept_of, planned_of

HIGH, WIDEST, LEAST_SHARE = FLOOR - BARS, 56.0, 0.2
NOT_DONE = frozenset({"skipped", "open", "eased"})


def sessions(axis: Axis, days: Sequence[Day], words: Words) -> Iterator[str]:
    wide = min(axis.step * 0.76, WIDEST)
    for place, slot in enumerate(axis.slots):
        yield _bar(slot, axis.x(place) - wide / 2, wide)
    yield from _off(axis)
    yield line(LEFT, FLOOR, RIGHT, FLOOR, SOFT)
    title = plain(t("chart-sessions-weeks" if axis.in_weeks else "chart-sessions"), words)
    kept = plain(t("chart-kept", kept=kept_of(days), planned=planned_of(days)), words)
    yield write(EDGE, BARS - 22, title, weight=600)
    yield write(RIGHT, BARS - 22, kept, fill=SOFT, anchor="end")
    yield from _key({slot.kind for slot in axis.slots}, words)


def _bar(slot: Slot, x: float, wide: float) -> str:
    match slot.kind:
        case "done":
            return rect(x, BARS, wide, HIGH, DONE)
        case "partly":
            top = FLOOR - HIGH * max(slot.share, LEAST_SHARE)
            return rect(x, BARS, wide, HIGH, TRACK) + hatched(
                x, top, wide, FLOOR - top, CARD, PARTLY
            )
        case kind if kind in NOT_DONE:
            return cross(x + wide / 2, FLOOR - 18, min(9.0, wide / 2), wide=min(5.0, wide / 3))
        case "week":
            return rect(x, BARS, wide, HIGH, TRACK) + rect(
                x, FLOOR - HIGH * slot.share, wide, HIGH * slot.share, DONE
            )
        case _:
            return ""


KEY: tuple[tuple[str, frozenset[str], Callable[[float, float], str]], ...] = (
    ("chart-done", frozenset({"done", "week"}), lambda x, y: rect(x, y - 24, 26, 28, DONE)),
    ("chart-partly", frozenset({"partly"}), lambda x, y: hatched(x, y - 14, 26, 18, CARD, PARTLY)),
    ("chart-skipped", NOT_DONE, lambda x, y: cross(x + 13, y - 10, 9)),
    ("chart-off", frozenset({"off"}), lambda x, y: hatched(x, y - 24, 26, 28, MISSED)),
)
"""Words for shapes, and of which days."""


def _key(kinds: set[str], words: Words) -> Iterator[str]:
    """What the shapes below the plot mean, of those that are there."""
    x = float(EDGE)
    for key, of, shape in KEY:
        if of & kinds:
            said = plain(t(key), words)
            yield shape(x, KEY_LINE) + write(x + 38, KEY_LINE, said)
            x += 38 + width(said, SMALL) + 32


def _off(axis: Axis) -> Iterator[str]:
    """Stretches without sessions."""
    start: int | None = None
    for place in range(len(axis.slots) + 1):
        is_off = place < len(axis.slots) and axis.slots[place].kind == "off"
        if is_off and start is None:
            start = place
        elif not is_off and start is not None:
            x, end = axis.x(start - 0.5), axis.x(place - 0.5)
            yield hatched(x, BARS, end - x, HIGH, GRID)
            start = None
