"""From the joints of a pose to the points of a body, as far as the pose alone says.

Rule: lengths in body heights, y down, the floor at 0; angles as the specification has them: thigh
from straight down = hip - lean, shin = thigh - knee, arms relative to the trunk. What a body
touches is the matter of `pins`.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.pictures.figure.body import HEIGHT, LENGTHS, SIDES, SOLE, Point, Side

Angles = Mapping[str, float]
Points = dict[str, Point]

LEAN = {"stand": 0.0, "sit": 0.0, "half_kneel": 0.0, "supine": -90.0, "prone": 90.0}
"""How far a base itself leans forward: lying is leaning by a right angle."""
HALF = 35.0 / HEIGHT
"""Half the thickness of a trunk: hip and shoulder of who lies run this far above the floor."""
SOLE_UP = SOLE / HEIGHT
ANKLE_UP = SOLE_UP + LENGTHS["instep"]
"""Of a foot that is flat on the floor."""
KNEE_UP = 23.0 / HEIGHT
"""Half the thickness of a knee."""
PRONE_REST = math.degrees(math.asin((HALF - KNEE_UP) / LENGTHS["thigh"]))
"""A belly lifts the hip, so that a thigh at hip=0 lies on the floor when it slopes by this."""
_NOD = {"supine": 14.0, "prone": -22.0}
"""A head is thicker than a trunk; so a head that lies is raised a little."""
_BACK_OF_TILT = 1 + LENGTHS["lumbar"] / LENGTHS["thorax"]
_ROUND = (0.35, 0.65)
"""Of a round back: how much bends in the low back, and how much above it."""


@dataclass(frozen=True)
class Trunk:
    """The middle of a body in a pose; legs and arms go on from it."""

    base: str
    angles: Angles
    lean: float
    """Of the whole body forward from upright; who lies face down leans by 90."""
    points: Points
    high: float
    """The direction of the upper back, upwards."""
    face: float

    @property
    def hip(self) -> Point:
        return self.points["hip"]

    def moved(self, x: float, y: float) -> Trunk:
        return replace(self, points={name: p.moved(x, y) for name, p in self.points.items()})

    def at_origin(self) -> Trunk:
        return self.moved(-self.hip.x, -self.hip.y)


def lean_of(base: str, angles: Angles) -> float:
    return LEAN[base] + angles["trunk"]


def trunk(base: str, angles: Angles, lean: float) -> Trunk:
    """With the hip at 0.

    A tilt turns the pelvis and leaves the upper back where it was, so the low back gives way.
    """
    up = 180 - lean
    low = up - _ROUND[0] * angles["round"] - angles["tilt"]
    high = low - _ROUND[1] * angles["round"] + angles["tilt"] * _BACK_OF_TILT
    lying = 180 - LEAN[base] if base in _NOD else high
    nod = angles["neck"] + _NOD.get(base, 0.0)
    points: Points = {"hip": Point(0, 0)}
    points["waist"] = points["hip"].to(low, LENGTHS["lumbar"])
    points["shoulder"] = points["waist"].to(high, 0.9 * LENGTHS["thorax"])
    points["chest"] = points["waist"].to(high, LENGTHS["thorax"])
    points["neck"] = points["chest"].to(lying - 0.45 * nod, LENGTHS["neck"])
    points["head"] = points["neck"].to(lying - nod, LENGTHS["head"])
    return Trunk(base, angles, lean, points, high, lying - nod - 90)


def thigh_of(body: Trunk, side: Side) -> float:
    """The direction of a thigh."""
    return body.angles[f"hip{side}"] - body.lean + _rest(body)


def _rest(body: Trunk) -> float:
    return PRONE_REST if body.base == "prone" else 0.0


def within(angle: float) -> float:
    """The same direction, from -150 up to 210: no joint here is ever near that edge."""
    return (angle + 150) % 360 - 150


def leg(hip: Point, side: Side, thigh: float, shin: float, sole: float) -> Points:
    """A leg from the directions of thigh, shin and sole."""
    knee = hip.to(thigh, LENGTHS["thigh"])
    ankle = knee.to(shin, LENGTHS["shin"])
    return {f"knee{side}": knee, f"ankle{side}": ankle, **foot(ankle, side, sole)}


def foot(ankle: Point, side: Side, sole: float) -> Points:
    below = ankle.to(sole - 90, LENGTHS["instep"])
    return {
        f"heel{side}": below.to(sole, -LENGTHS["heel"]),
        f"toe{side}": below.to(sole, LENGTHS["foot"] - LENGTHS["heel"]),
    }


def free_leg(body: Trunk, side: Side) -> Points:
    thigh = thigh_of(body, side)
    shin = thigh - body.angles[f"knee{side}"]
    return leg(body.hip, side, thigh, shin, shin + 90 + body.angles[f"ank{side}"])


def arm(shoulder: Point, side: Side, upper: float, fore: float, hand: float) -> Points:
    """An arm from the directions of its three parts."""
    elbow = shoulder.to(upper, LENGTHS["upper"])
    wrist = elbow.to(fore, LENGTHS["fore"])
    return {
        f"elbow{side}": elbow,
        f"wrist{side}": wrist,
        f"hand{side}": wrist.to(hand, LENGTHS["hand"]),
    }


def sole_of(points: Points, side: Side) -> float:
    return points[f"heel{side}"].angle_to(points[f"toe{side}"])


def measured(body: Trunk, points: Points) -> dict[str, float]:
    """The pose, with legs and arms as they came out, as a physio would measure them."""
    found = dict(body.angles)
    for side in SIDES:
        knee, ankle = points[f"knee{side}"], points[f"ankle{side}"]
        thigh, shin = body.hip.angle_to(knee), knee.angle_to(ankle)
        shoulder, elbow, wrist = (points[n] for n in ("shoulder", f"elbow{side}", f"wrist{side}"))
        upper, fore = shoulder.angle_to(elbow), elbow.angle_to(wrist)
        found |= {
            f"hip{side}": within(thigh + body.lean - _rest(body)),
            f"knee{side}": within(thigh - shin),
            f"ank{side}": within(sole_of(points, side) - shin - 90),
            f"arm{side}": within(upper - body.high + 180) - body.angles["arms"],
            f"elbow{side}": within(fore - upper),
        }
    return found
