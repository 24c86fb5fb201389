"""A round window in a free corner, for a movement that the side view hides.

Rule: shows the angle the frame stands at, and nothing the pose does not say.
"""

from __future__ import annotations

import math

from bot.pictures.figure.body import Frame, Point
from bot.pictures.figure.palette import ARROW, CLOTH, EDGE, INK, NEAR, PAPER, WHITE
from bot.pictures.figure.shapes import at, n, path, placed, stroke, text

RADIUS = 84.0
_RIGHT, _LEFT = Point(540, 192), Point(100, 192)


def corner(frame: Frame) -> Point | None:
    """The middle of the window; the same in all frames of a figure."""
    if frame.figure.inset is None:
        return None
    return _LEFT if "wall" in frame.figure.scene else _RIGHT


def inset(frame: Frame) -> str:
    middle = corner(frame)
    if middle is None:
        return ""
    disc = f'<circle cx="{n(middle.x)}" cy="{n(middle.y)}" r="{n(RADIUS)}"'
    name = f"window{middle.x:.0f}"  # many drawings may stand on one sheet
    inside = _shin(frame, middle) if frame.figure.inset == "shin_turn" else _pelvis(frame, middle)
    return (
        f'<clipPath id="{name}">{disc}/></clipPath>{disc} fill="{WHITE}"/>'
        f'<g clip-path="url(#{name})">{inside}</g>'
        f'{disc} fill="none" stroke="{INK}" stroke-width="3.5"/>'
    )


_SOLE = (
    "M-17 18C-19 8 -17 0 -19 -12C-23 -30 -22 -50 -9 -57C4 -63 17 -52 20 -36C22 -24 17 -10 16 2"
    "C15 10 17 16 15 22C11 34 -13 32 -17 18Z"
)
"""A right shoe from above, the toes up, turning around the heel's middle at 0."""


def _shin(frame: Frame, middle: Point) -> str:
    """The right foot and shin from above, as one sees one's own; the wedge is the turn."""
    turn = frame.skeleton.angles.get("turnR", 0.0)
    pivot = middle.moved(-6, 40)
    shoe = (
        path(_SOLE, NEAR.shoe, f' stroke="{NEAR.sole}" stroke-width="4"')
        + stroke("M-9 -14L10 -14M-8 -22L10 -22M-8 -30L10 -30", NEAR.shoe_edge, 3.5)
        + f'<circle r="16" fill="{NEAR.trousers}"/><circle r="10" fill="{NEAR.trousers_edge}"/>'
    )
    ahead = f"M{at(pivot)}L{at(pivot.to(180, 96))}"
    dashes = ' stroke-dasharray="3 7"'
    return (
        stroke(ahead, INK, 3, f' stroke-opacity=".55"{dashes}')
        + _wedge(pivot, turn)
        + placed(shoe, pivot, 90 - turn, 1.12)
        + text(middle.moved(0, -58), f"{abs(turn):.0f}°", 22, INK, 700)
    )


def _wedge(pivot: Point, turn: float) -> str:
    """From straight ahead to where the toes are."""
    if abs(turn) < 2:
        return ""
    ends = pivot.to(180, 84), pivot.to(180 - turn, 84)
    line = f"M{at(ends[0])}A84 84 0 0 {int(turn > 0)} {at(ends[1])}"
    lead = 180 - turn - math.copysign(90, turn)
    tip, left, right = ends[1].to(lead, 11), ends[1].to(180 - turn, 9), ends[1].to(-turn, 9)
    wedge = path(f"{line}L{at(pivot)}Z", ARROW, ' fill-opacity=".16"')
    return wedge + stroke(line, ARROW, 6) + path(f"M{at(tip)}L{at(left)}L{at(right)}Z", ARROW)


def _pelvis(frame: Frame, middle: Point) -> str:
    """The pelvis from the side, larger; lying, the gap under the low back as well."""
    tilt = frame.skeleton.angles.get("tilt", 0.0)
    way = frame.arrows.get("tilt", 0.0) if frame.moving else 0.0
    if frame.skeleton.base == "supine":
        ground = f'<rect x="-100" y="{_GROUND}" width="200" height="60" fill="{CLOTH}"/>'
        return f'<g transform="translate({at(middle)})">{ground}{_hips(tilt, way)}</g>'
    return f'<g transform="translate({at(middle)}) rotate(90)">{_hips(tilt, way)}</g>'


_GROUND = 46
_BONE = (
    "M-6 -28C-26 -16 -30 14 -14 28C-2 21 8 17 15 17C23 28 41 27 43 12C44 0 37 -8 30 -8"
    "C20 -10 12 -15 -6 -28Z"
)
"""A hip bone from the side, lying, around the socket; its crest to the left."""


def _hips(tilt: float, way: float) -> str:
    """Lying, as the pose has it; the tilt is doubled, so that a small one can be seen."""
    gap = max(2.0, 13 + 1.1 * tilt)
    socket = Point(14, 4)
    body = (
        "M-110 -30C-70 -36 -40 -26 -6 -30C20 -34 50 -46 110 -84L110 6C80 16 66 46 36 46"
        f"C14 46 -4 {n(46 - gap)} -24 {n(46 - gap)}C-46 {n(46 - gap)} -62 46 -110 46Z"
    )
    spine = f"M{at(socket.to(-98 - 2 * tilt, 30))}Q-44 {n(30 - gap)} -92 {n(24 - gap / 3)}"
    bone = path(_BONE, PAPER, f' stroke="{INK}" stroke-width="3"') + (
        f'<circle r="8" fill="{EDGE}"/><circle cx="30" cy="9" r="5.500" fill="{NEAR.trousers}"/>'
    )
    return (
        path(body, NEAR.shirt)
        + stroke(spine, INK, 15)
        + stroke(spine, PAPER, 10, ' stroke-dasharray="1 14"')
        + f'<g transform="translate({at(socket)}) rotate({n(2 * tilt)})">{bone}</g>'
        + (_turn(socket, way) if abs(way) >= 2 else "")
    )


def _turn(socket: Point, way: float) -> str:
    """Over the crest: to the back for a tuck, to the front for an arch."""
    first, last = (-158, -112) if way < 0 else (-112, -158)
    start, end = socket.to(first, 62), socket.to(last, 62)
    line = f"M{at(start)}A62 62 0 0 {int(way > 0)} {at(end)}"
    lead = last + math.copysign(90, last - first)
    tip, left, right = end.to(lead, 13), end.to(last, 11), end.to(last + 180, 11)
    head = f"M{at(tip)}L{at(left)}L{at(right)}Z"
    return stroke(line, WHITE, 11) + stroke(line, ARROW, 6.5) + path(head, ARROW)
