"""What a figure's body cannot say itself: the muscle that works, the nerve, what moves where.

Rule: each has a shape and a pattern of its own, so that it is told apart without its colour.
"""

from __future__ import annotations

from collections.abc import Callable

from bot.pictures.figure.body import Point, Skeleton
from bot.pictures.figure.limbs import spine, turned, unit
from bot.pictures.figure.palette import HEAT, INK, NERVE, WHITE
from bot.pictures.figure.shapes import n, path, smooth, stroke

Rib = tuple[Point, Point]
"""Across a muscle: its outer and its inner edge."""


def muscle(body: Skeleton, name: str, heat: float) -> str:
    """A glow that grows with the work, with an outline and the muscle's fibres."""
    ribs = MUSCLES[name](body)
    u = unit(body)
    outer, inner = [a for a, _ in ribs], [b for _, b in ribs]
    shape = smooth([*outer, *inner[::-1]], closed=True)
    seen = 0.30 + 0.70 * heat
    fibres = "".join(smooth([a.between(b, share) for a, b in ribs]) for share in (0.34, 0.66))
    glow = stroke(shape, HEAT, (3 + 9 * heat) * u, f' stroke-opacity="{0.28 * heat:.2f}"')
    edge = f' fill-opacity="{seen:.2f}" stroke="{WHITE}" stroke-width="{n(2.2 * u)}"'
    thread = f' stroke-opacity="{0.35 + 0.4 * heat:.2f}" stroke-dasharray="{n(9 * u)} {n(6 * u)}"'
    return glow + path(shape, HEAT, edge) + stroke(fibres, WHITE, 1.8 * u, thread)


def _along(
    start: Point, end: Point, front: int, rows: tuple[tuple[float, float, float], ...], u: float
) -> list[Rib]:
    """Ribs at shares of a limb, each from so far to so far off its middle, + is the front."""
    way = start.angle_to(end) + 90 * front
    made: list[Rib] = []
    for share, outer, inner in rows:
        where = start.between(end, share)
        made.append((where.to(way, outer * u), where.to(way, inner * u)))
    return made


def _hamstrings(body: Skeleton) -> list[Rib]:
    rows = ((0.08, -27.0, -19.0), (0.3, -31.0, -6.0), (0.6, -27.0, -5.0), (0.96, -19.0, -11.0))
    return _along(body["hip"], body["kneeR"], 1, rows, unit(body))


def _quads(body: Skeleton) -> list[Rib]:
    rows = ((0.12, 26.0, 16.0), (0.35, 30.0, 6.0), (0.65, 25.0, 4.0), (0.92, 18.0, 8.0))
    return _along(body["hip"], body["kneeR"], 1, rows, unit(body))


def _calf(body: Skeleton) -> list[Rib]:
    rows = ((0.06, -15.0, -8.0), (0.26, -23.0, -3.0), (0.5, -19.0, -3.0), (0.78, -11.0, -6.0))
    return _along(body["kneeR"], body["ankleR"], 1, rows, unit(body))


def _glutes(body: Skeleton) -> list[Rib]:
    """Around the seat, from the back of the pelvis to the back of the thigh."""
    u, hip = unit(body), body["hip"]
    above, below = _seat(body)
    span = turned(above, below)
    shares = ((-0.15, 29.0, 22.0), (0.2, 32.0, 7.0), (0.65, 32.0, 5.0), (1.1, 30.0, 20.0))
    return [
        (hip.to(above + span * t, outer * u), hip.to(above + span * t, inner * u))
        for t, outer, inner in shares
    ]


def _seat(body: Skeleton) -> tuple[float, float]:
    """From the back of the trunk to the back of the thigh, as directions from the hip."""
    above = body["hip"].angle_to(body["waist"]) + 90
    below = body["hip"].angle_to(body["kneeR"]) - 90
    bend = (above - below + 250) % 360 - 250  # a bent hip turns the seat open, up to 250 degrees
    return below + bend, below


def _hip_flexor(body: Skeleton) -> list[Rib]:
    """From the low back over the front of the hip into the thigh; a bent hip draws it in."""
    u, hip, knee, waist = unit(body), body["hip"], body["kneeR"], body["waist"]
    thigh, low = hip.angle_to(knee), hip.angle_to(waist)
    above, below = _seat(body)
    bent = min(1.0, max(0.0, (below - above) / 90))
    crease = thigh + 90 + turned(thigh + 90, low - 90) / 2
    top, start = hip.between(waist, 0.85 + 0.1 * bent), hip.between(waist, 0.4 + 0.18 * bent)
    end = hip.between(knee, 0.3 + 0.14 * bent)
    return [
        (top.to(low - 90, 2 * u), top.to(low - 90, -9 * u)),
        (start.to(low - 90, (18 - 7 * bent) * u), start.to(low - 90, (1 - 6 * bent) * u)),
        (hip.to(crease, (26 + 4 * bent) * u), hip.to(crease, 9 * u)),
        (end.to(thigh + 90, (16 - 2 * bent) * u), end.to(thigh + 90, (5 - 3 * bent) * u)),
    ]


def _belly(body: Skeleton) -> list[Rib]:
    made: list[Rib] = []
    for (where, way, front, _), inner in zip(spine(body)[1:5], (14, 8, 8, 16), strict=True):
        made.append((where.to(way - 90, front - 3), where.to(way - 90, inner * unit(body))))
    return made


def _low_back(body: Skeleton) -> list[Rib]:
    made: list[Rib] = []
    for (where, way, _, back), inner in zip(spine(body)[1:5], (16, 12, 12, 16), strict=True):
        made.append((where.to(way + 90, back - 3), where.to(way + 90, inner * unit(body))))
    return made


MUSCLES: dict[str, Callable[[Skeleton], list[Rib]]] = {
    "hamstrings": _hamstrings,
    "glutes": _glutes,
    "hip_flexor": _hip_flexor,
    "quads": _quads,
    "calf": _calf,
    "belly": _belly,
    "back": _low_back,
}


def nerve(body: Skeleton, heat: float) -> str:
    """The sciatic nerve and the cord above it: neck, back, seat, back of the near leg, sole."""
    u = unit(body)
    line = smooth(nerve_points(body))
    glow = stroke(line, NERVE, (9 + 11 * heat) * u, f' stroke-opacity="{0.10 + 0.30 * heat:.2f}"')
    dashes = f' stroke-dasharray="{n(15 * u)} {n(8 * u)}"'
    return glow + stroke(line, INK, 8.5 * u) + stroke(line, NERVE, 5 * u, dashes)


def nerve_points(body: Skeleton) -> list[Point]:
    u = unit(body)
    hip, knee, ankle = body["hip"], body["kneeR"], body["ankleR"]
    heel, toe = body["heelR"], body["toeR"]
    thigh, shin = hip.angle_to(knee), knee.angle_to(ankle)
    skull = body["head"].to(body.face + 180, 12 * u)
    neck = body["neck"].to(body["chest"].angle_to(body["neck"]) + 90, 13 * u)
    cord = [where.to(way + 90, back - 12 * u) for where, way, _, back in spine(body)[5:0:-2]]
    above, below = _seat(body)
    bent = min(1.0, max(0.0, turned(shin, thigh) / 120))
    seat, open_by = (above + below) / 2, max(0.0, (below - above) / 2)
    hollow = thigh - 90 - turned(shin, thigh) / 2
    sole = heel.angle_to(toe) - 90
    return [
        skull,
        neck,
        *cord,
        hip.to(seat - open_by, 22 * u),
        hip.to(seat, 23 * u),
        hip.to(seat + open_by, 22 * u),
        hip.between(knee, 0.16).to(thigh - 90, 19 * u),
        hip.between(knee, 0.45).to(thigh - 90, 15 * u),
        hip.between(knee, 0.78 - 0.12 * bent).to(thigh - 90, 11 * u),
        knee.to(hollow, (11 + 4 * bent) * u),
        knee.between(ankle, 0.24 + 0.12 * bent).to(shin - 90, 11 * u),
        knee.between(ankle, 0.7).to(shin - 90, 6 * u),
        heel.to(sole - 90, 9 * u).between(ankle, 0.35),
        heel.to(sole, 4 * u),
        heel.between(toe, 0.5).to(sole, 3 * u),
        heel.between(toe, 0.95).to(sole, 3 * u),
    ]
