"""The room around a figure: floor, wall, chair, box, mat, towel, pillow and weight.

Rule: quiet shapes behind the body, so that the body is what one looks at.
"""

from __future__ import annotations

from collections.abc import Callable

from bot.pictures.figure.body import HEIGHT, SIZE, Frame, Point
from bot.pictures.figure.palette import (
    CLOTH,
    CLOTH_DARK,
    EDGE,
    GROUND,
    INK,
    IRON,
    PAPER,
    PROP,
    PROP_DARK,
    TOWEL,
    WALL,
    WALL_LINE,
    WHITE,
)
from bot.pictures.figure.shapes import at, box, circle, n, stroke


def room(frame: Frame) -> str:
    """Paper and floor, then all things that stand behind the body."""
    u = frame.skeleton.scale / HEIGHT
    places = frame.places
    made = box(Point(0, 0), SIZE, SIZE, PAPER)
    if "wall_side" in places:
        made += _back_wall(frame, u)
    made += box(Point(0, frame.floor), SIZE, SIZE - frame.floor, GROUND)
    if "floor" in places:
        made += _marks(places["floor"], frame.floor)
    for name, drawn in _THINGS.items():
        if name in places:
            made += drawn(places[name], frame.floor, u)
    return made


def _back_wall(frame: Frame, u: float) -> str:
    """The whole back of the room, and the shade of a far hand that leans on it."""
    wall = box(Point(0, 0), SIZE, frame.floor, WALL)
    skirting = box(Point(0, frame.floor - 14), SIZE, 14, WALL_LINE)
    if frame.figure.hands.get("L", "").split(" ")[0] not in _LEANING:
        return wall + skirting
    shade = frame.skeleton["handL"].moved(-3 * u, 9 * u)
    return (
        f'{wall}{skirting}<ellipse cx="{n(shade.x)}" cy="{n(shade.y)}" rx="{n(13 * u)}" '
        f'ry="{n(17 * u)}" fill="{INK}" fill-opacity=".10"/>'
    )


_LEANING = frozenset({"at", "side", "wall"})


_CLOSEST = 12.0
"""Pixels between marks of the floor; who steps on the spot has none."""


def _marks(shift: Point, floor: float) -> str:
    """Joints of the floor, that show how it goes by under somebody who walks."""
    step, line = shift.y, ""
    if step < _CLOSEST:
        return ""
    start = -(shift.x % step)
    while start < SIZE:
        if start > 0:
            line += f"M{n(start)} {n(floor + 3)}L{n(start - 14)} {n(floor + 26)}"
        start += step
    return stroke(line, EDGE, 3) if line else ""


def _wall(face: Point, floor: float, _u: float) -> str:
    return _side_wall(face.x, SIZE, floor)


def _wall_behind(face: Point, floor: float, _u: float) -> str:
    return _side_wall(0, face.x, floor)


def _side_wall(left: float, right: float, floor: float) -> str:
    inner = left if right == SIZE else right - 5
    return (
        box(Point(left, 0), right - left, floor, WALL)
        + box(Point(inner, 0), 5, floor, PROP)
        + box(Point(left, floor - 12), right - left, 12, WALL_LINE)
    )


def _mat(middle: Point, floor: float, u: float) -> str:
    wide = min(600.0, 560 * u)
    left = min(max(middle.x - wide / 2, 16), SIZE - 16 - wide)
    return box(Point(left, floor), wide, 13, CLOTH, 6) + box(
        Point(left, floor + 8), wide, 5, CLOTH_DARK, 2.5
    )


def _chair(seat: Point, floor: float, u: float) -> str:
    """A kitchen chair from the side, its back to the left."""
    left, right, top = seat.x - 86 * u, seat.x + 80 * u, seat.y
    legs = (
        f"M{n(left + 14 * u)} {n(top + 8)}L{n(left + 8 * u)} {n(floor - 5)}"
        f"M{n(right - 20 * u)} {n(top + 8)}L{n(right - 14 * u)} {n(floor - 5)}"
    )
    back = f"M{n(left + 8 * u)} {n(top + 6)}L{n(left - 6 * u)} {n(top - 150 * u)}"
    rail = f"M{n(left + 3 * u)} {n(top - 60 * u)}L{n(left - 6 * u)} {n(top - 150 * u)}"
    return (
        stroke(legs, PROP_DARK, 11 * u)
        + stroke(back, PROP_DARK, 10 * u)
        + stroke(rail, PROP, 15 * u)
        + box(Point(left, top), right - left, 17 * u, PROP, 8 * u)
    )


def _box(top: Point, floor: float, u: float) -> str:
    left, wide = top.x - 50 * u, 100 * u
    return box(Point(left, top.y), wide, floor - top.y, PROP_DARK, 5) + box(
        Point(left - 4 * u, top.y), wide + 8 * u, 14 * u, PROP, 5
    )


def _pillow(top: Point, floor: float, u: float) -> str:
    """Under a knee as high as it lies; a head or a belly sinks into one."""
    tall = max(24.0 * u, floor - top.y)
    corner, wide = Point(top.x - 50 * u, floor - tall), 100 * u
    seam = [corner.moved(x, tall / 2) for x in (9 * u, wide - 9 * u)]
    line = stroke(f"M{at(seam[0])}L{at(seam[1])}", EDGE, 2)
    return box(corner, wide, tall, WHITE, tall / 2) + line


def _towel(heel: Point, floor: float, u: float) -> str:
    wide, top = 92 * u, min(heel.y, floor) - 3 * u
    left = min(heel.x - 34 * u, SIZE - 10 - wide)
    stripes = [box(Point(left + x * u, top), 5 * u, 10 * u, WHITE) for x in (68, 77)]
    return box(Point(left, top), wide, 10 * u, TOWEL, 5 * u) + "".join(stripes)


_THINGS: dict[str, Callable[[Point, float, float], str]] = {
    "wall": _wall,
    "wall_behind": _wall_behind,
    "mat": _mat,
    "chair": _chair,
    "box": _box,
    "low_box": _box,
    "pillow": _pillow,
    "towel": _towel,
}


def weight(frame: Frame) -> str:
    """A kettlebell that hangs between the hands."""
    if "weight" not in frame.places:
        return ""
    u, grip = frame.skeleton.scale / HEIGHT, frame.places["weight"]
    ball = grip.moved(0, 40 * u)
    handle = (
        f"M{n(ball.x - 15 * u)} {n(ball.y - 14 * u)}L{n(grip.x - 15 * u)} {n(grip.y)}"
        f"Q{n(grip.x)} {n(grip.y - 9 * u)} {n(grip.x + 15 * u)} {n(grip.y)}"
        f"L{n(ball.x + 15 * u)} {n(ball.y - 14 * u)}"
    )
    ends = [ball.moved(x * u, y * u) for x, y in ((-12, -9), (-6, -18), (4, -16))]
    shine = f"M{at(ends[0])}Q{at(ends[1])} {at(ends[2])}"
    flat = f"M{n(ball.x - 14 * u)} {n(ball.y + 23 * u)}L{n(ball.x + 14 * u)} {n(ball.y + 23 * u)}"
    return (
        stroke(handle, IRON, 8 * u)
        + circle(ball, 25 * u, IRON)
        + stroke(flat, IRON, 5 * u)
        + stroke(shine, WHITE, 4 * u, ' stroke-opacity=".35"')
    )
