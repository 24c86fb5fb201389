"""Trunk, legs and arms of a figure, from the points of its skeleton.

Rule: flat shapes that overlap at the joints, so that none opens a gap or shows through another;
widths are given at HEIGHT and go with the scale.
"""

from __future__ import annotations

import itertools
import math

from bot.pictures.figure.body import HEIGHT, SOLE, Point, Side, Skeleton
from bot.pictures.figure.palette import Coat
from bot.pictures.figure.shapes import (
    Section,
    at,
    circle,
    n,
    path,
    placed,
    sides,
    smooth,
    stroke,
    tube,
)

LEG, TRUNK = +1, -1
"""Where the front lies, seen along the way a limb leads: legs and arms lead down, a trunk up."""
HIP, KNEE, ANKLE = 35.0, 22.5, 12.0
SHOULDER, ELBOW, WRIST = 19.0, 13.0, 9.5
_THIGH = ((0.0, 34.0, 34.0), (0.35, 32.0, 32.0), (0.7, 26.0, 26.5), (1.0, 22.5, 22.0))
_SHIN = ((0.0, 22.0, 21.0), (0.28, 18.0, 25.5), (0.6, 14.5, 19.0), (1.0, 11.5, 12.5))
_UPPER = ((0.0, 19.0, 19.0), (0.4, 17.0, 18.0), (1.0, 12.5, 13.0))
_FORE = ((0.0, 12.5, 13.0), (0.3, 13.5, 13.0), (1.0, 9.0, 9.0))
CUFF = 0.58
"""How far down the shin the trousers reach."""
SLEEVE = 0.62
_TRUNK = (
    # how far along the spine (1 is the waist, 2 the chest), front, back
    (-0.10, 29.0, 34.0),
    (0.40, 30.5, 33.5),
    (0.75, 29.5, 31.5),
    (1.05, 30.5, 31.0),
    (1.45, 35.0, 33.5),
    (1.80, 34.5, 34.5),
    (2.02, 24.0, 27.0),
)


def _sections(
    start: Point, end: Point, profile: tuple[tuple[float, float, float], ...], unit: float
) -> list[Section]:
    way = start.angle_to(end)
    return [(start.between(end, t), way, f * unit, b * unit) for t, f, b in profile]


def _cut(
    profile: tuple[tuple[float, float, float], ...], share: float, extra: float
) -> tuple[tuple[float, float, float], ...]:
    """A profile up to a share of the limb, a little wider: cloth over a limb."""
    first, second = next(pair for pair in itertools.pairwise(profile) if pair[1][0] >= share)
    k = (share - first[0]) / (second[0] - first[0])
    front, back = (a + (b - a) * k + extra for a, b in zip(first[1:], second[1:], strict=True))
    kept = [(t, f + extra, b + extra) for t, f, b in profile if t < share]
    return (*kept, (share, front, back))


_TROUSERS = _cut(_SHIN, CUFF, 1.0)
_SHIRT_SLEEVE = _cut(_UPPER, SLEEVE, 2.5)


def unit(body: Skeleton) -> float:
    return body.scale / HEIGHT


def leg(body: Skeleton, side: Side, coat: Coat) -> str:
    u = unit(body)
    hip, knee, ankle = body["hip"], body[f"knee{side}"], body[f"ankle{side}"]
    shin = _sections(knee, ankle, _SHIN, u)
    trousers = tube(_sections(knee, ankle, _TROUSERS, u), LEG)
    thigh = tube(_sections(hip, knee, _THIGH, u), LEG)
    return (
        path(tube(shin, LEG), coat.skin)
        + circle(ankle, ANKLE * u, coat.skin)
        + shoe(body, side, coat)
        + f'<g fill="{coat.trousers}">'
        + f'<path d="{trousers}"/><path d="{thigh}"/>'
        + f'<circle cx="{knee.x:.1f}" cy="{knee.y:.1f}" r="{KNEE * u:.1f}"/>'
        + f'<circle cx="{hip.x:.1f}" cy="{hip.y:.1f}" r="{HIP * u:.1f}"/></g>'
        + _cuff(knee, ankle, coat, u)
    )


def _cuff(knee: Point, ankle: Point, coat: Coat, u: float) -> str:
    [(_, _, _), *_, (share, front, back)] = _TROUSERS
    end = knee.between(ankle, share - 0.035)
    way = knee.angle_to(ankle)
    line = f"M{at(end.to(way + 90, front * u))}L{at(end.to(way - 90, back * u))}"
    return path(line, more=f' stroke="{coat.trousers_edge}" stroke-width="{2.6 * u:.1f}"')


def shoe(body: Skeleton, side: Side, coat: Coat) -> str:
    """Drawn along the sole, heel at 0: it never reaches further than SOLE around heel and toe.

    A foot that turns looks shorter from the side, here a little more than it would.
    """
    heel, toe = body[f"heel{side}"], body[f"toe{side}"]
    upper = (
        "M-13 -3C-13 -12 -9 -22 -4 -29L31 -27C34 -19 44 -14 56 -11C68 -8 77 -4 77.500 3L-12.500 3Z"
    )
    parts = (
        path(upper, coat.shoe, f' stroke="{coat.shoe_edge}" stroke-width="2"')
        + path(
            f"M-13 1A{SOLE:g} {SOLE:g} 0 0 0 0 13L64.500 13A{SOLE:g} {SOLE:g} 0 0 0 77.500 1Z",
            coat.sole,
        )
        + stroke("M36 -17L32 -8M44 -13L40 -5", coat.shoe_edge, 3)
    )
    turn = math.radians(body.angles.get(f"turn{side}", 0.0))
    if turn:
        parts = f'<g transform="scale({math.cos(1.3 * turn):.3f} 1)">{parts}</g>'
    return placed(parts, heel, heel.angle_to(toe), unit(body))


def spine(body: Skeleton) -> list[Section]:
    """The trunk from below the hip to the shoulders, turning softly at the waist."""
    u = unit(body)
    hip, waist, chest = body["hip"], body["waist"], body["chest"]
    low, high = hip.angle_to(waist), waist.angle_to(chest)
    bend = turned(low, high)
    made: list[Section] = []
    for t, front, back in _TRUNK:
        where = hip.between(waist, t) if t <= 1 else waist.between(chest, t - 1)
        way = low + bend * min(1.0, max(0.0, t - 0.5))
        made.append((where, way, front * u, back * u))
    return made


def turned(start: float, end: float) -> float:
    """The short way from one direction to another, -180 to 180."""
    return (end - start + 180) % 360 - 180


def trunk(body: Skeleton, coat: Coat) -> str:
    """One soft shape along hip, waist and chest; trousers below the hem, shirt above it."""
    u = unit(body)
    fronts, backs = sides(spine(body), TRUNK)
    top = body["chest"].between(body["neck"], 0.1)
    way = body["hip"].angle_to(body["waist"])
    seat = body["hip"].to(way + 90, 2 * u)
    hem = f"M{at(fronts[1].to(way, -2 * u))}L{at(backs[1].to(way, -2 * u))}"
    return (
        f'<g fill="{coat.trousers}"><path d="M{at(fronts[0])}L{at(fronts[1])}L{at(backs[1])}'
        f'L{at(backs[0])}Z"/><circle cx="{n(seat.x)}" cy="{n(seat.y)}" r="{n(36 * u)}"/></g>'
        + path(smooth([*fronts[1:], top, *backs[:0:-1]]) + "Z", coat.shirt)
        + path(hem, more=f' stroke="{coat.shirt_edge}" stroke-width="{n(4 * u)}"')
    )


def upper_arm_and_sleeve(body: Skeleton, side: Side, coat: Coat) -> str:
    u = unit(body)
    shoulder, elbow = body["shoulder"], body[f"elbow{side}"]
    skin = tube(_sections(shoulder, elbow, _UPPER, u), LEG)
    sleeve = tube(_sections(shoulder, elbow, _SHIRT_SLEEVE, u), LEG)
    edge = f' stroke="{coat.shirt_edge}" stroke-width="{n(2.4 * u)}"'
    return (
        path(skin, coat.skin)
        + circle(elbow, ELBOW * u, coat.skin)
        + path(sleeve, coat.shirt, edge)
        + circle(shoulder, (SHOULDER + 1.5) * u, coat.shirt)
    )


def arm(body: Skeleton, side: Side, coat: Coat, *, gripping: bool = False) -> str:
    u = unit(body)
    elbow, wrist = body[f"elbow{side}"], body[f"wrist{side}"]
    fore = tube(_sections(elbow, wrist, _FORE, u), LEG)
    return (
        path(fore, coat.skin)
        + hand(body, side, coat, gripping=gripping)
        + circle(wrist, WRIST * u, coat.skin)
        + upper_arm_and_sleeve(body, side, coat)
    )


def hand(body: Skeleton, side: Side, coat: Coat, *, gripping: bool) -> str:
    """A mitten with a thumb, or a fist around what is held."""
    wrist, tip = body[f"wrist{side}"], body[f"hand{side}"]
    edge = coat.skin_edge
    if gripping:
        parts = path(
            "M-3 -8.500C4 -13 18 -13 22 -7C25 -2 24 7 20 10C14 14 4 12 -3 8.500Z", coat.skin
        ) + stroke("M11 -10C15 -5 15 3 12 9", edge, 2.4)
    else:
        parts = (
            stroke("M5 -6L14 -12", coat.skin, 7.5)
            + path(
                "M-3 -9C6 -11 16 -10.500 22 -7.500C28 -4 28 4 22 7C14 10.500 4 10 -3 9Z", coat.skin
            )
            + stroke("M16 -2.500L23 -2.200M16 2.500L22.500 2.800", edge, 1.6)
        )
    return placed(parts, wrist, wrist.angle_to(tip), unit(body))
