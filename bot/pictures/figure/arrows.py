"""Arrows for the parts that move, ahead of them on their way.

Rule: never over the face, the caption or another corner that is taken; rather none than there.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.pictures.figure.body import SIZE, Frame, Point, Skeleton
from bot.pictures.figure.limbs import unit
from bot.pictures.figure.palette import ARROW, WHITE
from bot.pictures.figure.shapes import at, n, path, stroke

TOP, ABOVE, MARGIN = 104.0, 8.0, 14.0
"""Below the caption, above the floor, off the edges."""
_ARRIVED = 1e-6
"""Pixels: only a still shows the end of a movement with its arrows."""
SMALLEST = 4.0
"""Degrees or pixels; less is no movement to point at."""
FACE = 54.0
"""Around the middle of the head, at HEIGHT."""


@dataclass(frozen=True)
class Arc:
    """Around a joint, from an angle on, by a sweep; + leads from down to the right and up."""

    centre: Point
    radius: float
    start: float
    sweep: float
    follows: float | None = None
    """The direction of the part that it goes along with."""

    def behind(self) -> Arc:
        """On the other side of that part, leading up to it."""
        assert self.follows is not None
        return replace(self, start=2 * self.follows - self.start - self.sweep)

    def points(self) -> list[Point]:
        steps = 6
        return [
            self.centre.to(self.start + self.sweep * i / steps, self.radius)
            for i in range(steps + 1)
        ]


def arrows(frame: Frame, taken: Sequence[tuple[Point, float]]) -> str:
    """One for each part that moves, where there is room for it.

    Ahead of it on its way; behind it once it has arrived, so that a still shows where it came from.
    """
    body, end = frame.skeleton, frame.end
    arrived = max(body[name].distance(end[name]) for name in body.points) < _ARRIVED
    zones = [*taken, (body["head"], FACE * unit(body))]
    made = ""
    for name, amount in frame.arrows.items():
        if name not in _elsewhere(frame) and abs(amount) >= SMALLEST:
            slid = _slide(frame, name)
            tried = slid or ways(body, name, amount, arrived=arrived)
            free = (
                way for way in tried if _free([*way, _tip(way, unit(body))], zones, frame.floor)
            )
            made += next((_drawn(way, unit(body)) for way in free), "")
    return made


def _slide(frame: Frame, name: str) -> list[Sequence[Point]]:
    """Above a foot that slides along the floor: straight, whatever its joints do."""
    if name not in {"kneeR", "kneeL", "hipR", "hipL"}:
        return []
    side = name[-1]
    heel, start, end = (s[f"heel{side}"] for s in (frame.skeleton, frame.start, frame.end))
    way = end.x - start.x
    if abs(way) < _FAR or max(abs(each.y - heel.y) for each in (start, end)) > _LEVEL:
        return []
    u, toe = unit(frame.skeleton), frame.skeleton[f"toe{side}"]
    middle = Point((heel.x + toe.x) / 2, min(heel.y, toe.y) - 44 * u)
    half = math.copysign(30 * u, way)
    return [[middle.moved(0, -up).moved(half * k, 0) for k in (-1, 0, 1)] for up in (0, 24, 48)]


_FAR, _LEVEL = 8.0, 8.0
"""Pixels that a foot slides at least, and that its heel may rise meanwhile."""


def _elsewhere(frame: Frame) -> frozenset[str]:
    """What is measured, or turns in a window."""
    return frozenset({MEASURED, "tilt"} if frame.figure.inset == "pelvis" else {MEASURED})


def measure(body: Skeleton, floor: float) -> str:
    """From the fingertips straight down to the floor, with an arrow at both ends."""
    u, tip = unit(body), body["handR"]
    top, low = tip.moved(0, 20 * u), Point(tip.x, floor - 16 * u)
    if low.y - top.y < 14 * u:
        return ""
    line = f"M{at(top)}L{at(low)}"
    ends = [(top, -1), (low, 1)]
    heads = "".join(
        f"M{at(end.moved(0, 14 * u * way))}L{at(end.moved(-10 * u, 0))}L{at(end.moved(10 * u, 0))}Z"
        for end, way in ends
    )
    return stroke(line, WHITE, 10 * u) + stroke(line, ARROW, 5 * u) + path(heads, ARROW)


def _free(way: Sequence[Point], zones: Sequence[tuple[Point, float]], floor: float) -> bool:
    return all(
        MARGIN <= p.x <= SIZE - MARGIN
        and TOP <= p.y <= floor - ABOVE
        and all(p.distance(middle) >= radius for middle, radius in zones)
        for p in way
    )


def ways(
    body: Skeleton, name: str, amount: float, *, arrived: bool = False
) -> Iterator[Sequence[Point]]:
    """Where its arrow may lie, best first."""
    u, sign = unit(body), math.copysign(1, amount)
    if name in STRAIGHT:
        yield from _straight(body, name, sign, u)
        return
    for behind in (True, False) if arrived else (False,):
        for wider in (1.0, 1.18, 0.85, 1.36):
            arc = _arc(body, name, sign, u * wider)
            if arc is not None:
                yield (arc.behind() if behind and arc.follows is not None else arc).points()


MEASURED = "gap"
"""From fingers to floor: no movement, so it is seen while held as well."""
STRAIGHT = ("hips", "up", "body")


def _straight(body: Skeleton, name: str, sign: float, u: float) -> Iterator[Sequence[Point]]:
    """Behind the hips, over the pelvis, or beside the body; then the other side."""
    hip, half = body["hip"], 32 * u
    along = (half, 0.0) if name == "hips" else (0.0, -half)
    places = {
        "hips": ((-88, -8), (88, -8)),
        "up": ((0, -84), (-74, 0), (74, 0)),
        "body": ((-84, -20), (96, -20)),
    }[name]
    for x, y in places:
        middle = hip.moved(x * u, y * u)
        ends = [middle.moved(along[0] * k * sign, along[1] * k * sign) for k in (-1, 0, 1)]
        yield ends


def _arc(body: Skeleton, name: str, sign: float, u: float) -> Arc | None:
    joint, side = (name[:-1], name[-1]) if name[-1] in "RL" else (name, "R")
    if joint == "knee":
        knee, ankle = body[f"knee{side}"], body[f"ankle{side}"]
        return _ahead(knee, knee.angle_to(ankle), 78 * u, -sign, (24, 46))
    if joint == "hip":
        hip, knee = body["hip"], body[f"knee{side}"]
        return _ahead(hip, hip.angle_to(knee), 126 * u, sign, (17, 27))
    if joint == "ank":
        ankle, toe = body[f"ankle{side}"], body[f"toe{side}"]
        return _ahead(ankle, ankle.angle_to(toe), 88 * u, sign, (10, 36))
    if joint in {"arm", "arms", "elbow"}:
        top = body["shoulder"] if joint != "elbow" else body[f"elbow{side}"]
        hand = body[f"hand{side}"]
        return _ahead(
            top, top.angle_to(hand), (112 if joint != "elbow" else 72) * u, sign, (14, 34)
        )
    if joint == "neck":
        return _ahead(body["head"], body.face, 68 * u, -sign, (6, 50))
    return _behind(body, joint, sign, u)


def _ahead(centre: Point, now: float, radius: float, sign: float, span: tuple[int, int]) -> Arc:
    gap, sweep = span
    return Arc(centre, radius, now + sign * gap, sign * sweep, now)


def _behind(body: Skeleton, joint: str, sign: float, u: float) -> Arc | None:
    """Along the back, as there is room: the way the spine goes."""
    low = {"trunk": "hip", "round": "waist", "thorax": "waist", "tilt": "hip"}.get(joint)
    if low is None:
        return None
    centre, top = body[low], body["shoulder"]
    back = centre.angle_to(top)
    radius, near, far = {"hip": (112, 27, 56), "waist": (84, 36, 78)}[low]
    start, end = (back + far, back + near) if sign > 0 else (back + near, back + far)
    return Arc(centre, radius * u, start, end - start)


def _tip(way: Sequence[Point], u: float) -> Point:
    return way[-1].to(way[-2].angle_to(way[-1]), 15 * max(_SMALL, u))


_SMALL = 0.85
"""What is small can still be seen on a phone."""


def _drawn(way: Sequence[Point], u: float) -> str:
    """A line with a head, and light around it so that it shows on cloth as well."""
    size = max(_SMALL, u)
    end, before = way[-1], way[-2]
    lead = before.angle_to(end)
    tip = _tip(way, u)
    left, right = end.to(lead - 90, 13 * size), end.to(lead + 90, 13 * size)
    line = f"M{at(way[0])}" + "".join(f"L{at(p)}" for p in way[1:])
    head = f"M{at(tip)}L{at(left)}L{at(right)}Z"
    edge = f' stroke="{WHITE}" stroke-width="{n(5 * size)}" stroke-linejoin="round"'
    return (
        stroke(line, WHITE, 12.5 * size)
        + path(head, WHITE, edge)
        + stroke(line, ARROW, 7.5 * size)
        + path(head, ARROW)
    )
