"""One frame of a moving figure as SVG: room, body, marks, and what to do now.

Rule: only what the frame says; its texts come from content.
"""

from __future__ import annotations

from collections.abc import Callable

from bot.pictures.figure import inset, scene
from bot.pictures.figure.arrows import MEASURED, arrows, measure
from bot.pictures.figure.body import SIZE, Frame, Point
from bot.pictures.figure.head import head, neck
from bot.pictures.figure.limbs import arm, leg, trunk
from bot.pictures.figure.marks import muscle, nerve
from bot.pictures.figure.palette import FAR, INK, NEAR, WHITE
from bot.pictures.figure.shapes import box, text

CAPTION_WIDTH, CAPTION_SIZE = SIZE - 48.0, 31.0
ONE_SIDED = "figure-right-leg"
_NARROW, _WIDE = frozenset("ijl.,;:'’!¡|ft( )r-"), frozenset("mwMWÑ—@")


def draw(frame: Frame, words: Callable[[str], str]) -> str:
    """`words` gives a text by its key."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{SIZE}" height="{SIZE}" '
        f'viewBox="0 0 {SIZE} {SIZE}">'
        + scene.room(frame)
        + _body(frame)
        + _arrows(frame)
        + inset.inset(frame)
        + (_tag(words(ONE_SIDED)) if frame.one_sided else "")
        + _caption(frame.cue)
        + _bar(frame.progress)
        + "</svg>"
    )


def _body(frame: Frame) -> str:
    body = frame.skeleton
    gripping = "weight" in frame.places
    return (
        arm(body, "L", FAR, gripping=gripping)
        + leg(body, "L", FAR)
        + neck(body, NEAR)
        + trunk(body, NEAR)
        + head(body, NEAR)
        + leg(body, "R", NEAR)
        + _shown(frame)
        + scene.weight(frame)
        + arm(body, "R", NEAR, gripping=gripping)
    )


def _shown(frame: Frame) -> str:
    shown = frame.figure.show
    if shown == "nerve":
        return nerve(frame.skeleton, frame.heat)
    return muscle(frame.skeleton, shown, frame.heat)


def _arrows(frame: Frame) -> str:
    gap = measure(frame.skeleton, frame.floor) if MEASURED in frame.arrows else ""
    if not frame.moving:
        return gap
    middle = inset.corner(frame)
    taken = [(middle, inset.RADIUS + 8)] if middle else []
    return gap + arrows(frame, taken)


def width_of(words: str, size: float) -> float:
    """How wide a line is in Inter SemiBold; a little more rather than less."""
    ems = sum(
        0.36 if c in _NARROW else 0.92 if c in _WIDE else 0.70 if c.isupper() else 0.59
        for c in words
    )
    return ems * size


def caption_size(cue: str) -> float:
    """So that the cue fits on one line."""
    return min(CAPTION_SIZE, (CAPTION_WIDTH - 44) / max(1.0, width_of(cue, 1)))


def _caption(cue: str) -> str:
    size = caption_size(cue)
    words = text(Point(SIZE / 2, 55 + size * 0.35), cue, size, INK)
    return box(Point(24, 22), CAPTION_WIDTH, 66, WHITE, 33) + words


def _tag(words: str) -> str:
    """On the floor, where no movement goes."""
    wide = width_of(words, 20) + 32
    pill = box(Point(24, 590), wide, 29, NEAR.trousers, 14.5)
    return pill + text(Point(24 + wide / 2, 611.5), words, 20, WHITE)


def _bar(progress: float) -> str:
    done = max(7.0, CAPTION_WIDTH * min(1.0, max(0.0, progress)))
    track = box(Point(24, 625), CAPTION_WIDTH, 7, WHITE, 3.5)
    return track + box(Point(24, 625), done, 7, NEAR.shirt, 3.5)
