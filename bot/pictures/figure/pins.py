"""What a body touches: where the anchor holds it, and legs and arms that reach a point.

Rule: a point that is planted is given, and the joints follow (two bones, law of cosines); so
nothing that is planted can slide.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from bot.pictures.figure.body import LENGTHS, SIDES, Point, Side
from bot.pictures.figure.skeleton import (
    ANKLE_UP,
    HALF,
    KNEE_UP,
    SOLE_UP,
    Angles,
    Points,
    Trunk,
    arm,
    foot,
    free_leg,
    lean_of,
    leg,
    sole_of,
    thigh_of,
    trunk,
    within,
)

Room = Mapping[str, float]
"""Where things stand, in body heights to the right of the anchor."""
BOX_UP, LOW_BOX_UP = 0.16, 0.075
"""The height of a box, in body heights: about 27 and 13 cm."""
PILLOW_UP = 0.05
SEAT_UP = LENGTHS["shin"] + ANKLE_UP
"""The hip of who sits with thighs level and feet flat."""
POINTED = -45.0
_PALM = LENGTHS["fore"] + 0.5 * LENGTHS["hand"]
_WRIST_UP = 0.026
"""Of a hand that lies on a floor or a wall."""
_UPWARD = 180.0
CENTIMETRES = 170
"""Of a body height."""
_NOTHING = 1e-6
_ENOUGH, _HALVINGS = 40, 20
"""Rounds after which an iteration stands still."""


def two_bones(start: Point, end: Point, first: float, second: float) -> tuple[float, float]:
    """The direction to the end, and how far the first bone turns off it; straight if too far."""
    way = start.distance(end)
    cosine = (first**2 + way**2 - second**2) / (2 * first * max(way, 1e-9))
    return start.angle_to(end), math.degrees(math.acos(max(-1.0, min(1.0, cosine))))


def reaching_leg(hip: Point, side: Side, ankle: Point, sole: float) -> Points:
    """The knee bends to the front."""
    way, off = two_bones(hip, ankle, LENGTHS["thigh"], LENGTHS["shin"])
    knee = hip.to(way + off, LENGTHS["thigh"])
    return leg(hip, side, way + off, knee.angle_to(ankle), sole)


def pivoting_leg(hip: Point, side: Side, pivot: str, where: Point, sole: float) -> Points:
    """With heel or toe at a point, and the sole in a direction."""
    here = foot(Point(0, 0), side, sole)[pivot + side]
    return reaching_leg(hip, side, where.moved(-here.x, -here.y), sole)


def bent_leg(hip: Point, side: Side, pivot: str, where: Point, ankle: float) -> Points:
    """With heel or toe at a point, and the ankle bent so far; the sole follows the shin."""
    shin = 0.0
    points = Points()
    for _ in range(_ENOUGH):
        points = pivoting_leg(hip, side, pivot, where, shin + 90 + ankle)
        found = points[f"knee{side}"].angle_to(points[f"ankle{side}"])
        shin += within(found - shin) / 2  # half way, or it would swing around what it looks for
    return points


def sliding_leg(body: Trunk, side: Side) -> Points:
    """The knee is given, and the heel lies on the floor in front of the hip."""
    hip, knee, ankle = body.hip, body.angles[f"knee{side}"], body.angles[f"ank{side}"]
    stiff = leg(Point(0, 0), side, 0, -knee, 90 - knee + ankle)
    heel = stiff[f"heel{side}"]
    drop, reach = -SOLE_UP - hip.y, Point(0, 0).distance(heel)
    down = math.degrees(math.acos(max(-1.0, min(1.0, drop / reach))))
    thigh = down - Point(0, 0).angle_to(heel)
    return leg(hip, side, thigh, thigh - knee, thigh - knee + 90 + ankle)


def resting_leg(body: Trunk, side: Side) -> Points:
    """The hip is given, and the shin sinks until the foot lies on the floor.

    Who lies face down points the toes, unless the pose has an ankle of its own.
    """
    thigh, given = thigh_of(body, side), body.angles[f"knee{side}"]
    ankle = body.angles[f"ank{side}"]
    if body.base == "prone" and ankle == 0:
        ankle = POINTED

    def with_knee(knee: float) -> Points:
        return leg(body.hip, side, thigh, thigh - knee, thigh - knee + 90 + ankle)

    def over(knee: float) -> float:
        return -SOLE_UP - _lowest(with_knee(knee), side)

    nearest = min((given + step for step in range(-50, 51, 2)), key=lambda knee: abs(over(knee)))
    low, high = nearest - 2, nearest + 2
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        if (over(low) < 0) == (over(middle) < 0):
            low = middle
        else:
            high = middle
    return with_knee((low + high) / 2)


def lifted_leg(points: Points, hip: Point, side: Side) -> Points:
    """A free foot that would sink into the floor is put on it."""
    sunk = _lowest(points, side) + SOLE_UP
    if sunk < _NOTHING:
        return points
    ankle = points[f"ankle{side}"].moved(0, -sunk)
    return reaching_leg(hip, side, ankle, sole_of(points, side))


def _lowest(points: Points, side: Side) -> float:
    return max(points[f"heel{side}"].y, points[f"toe{side}"].y)


def reaching_arm(shoulder: Point, side: Side, wrist: Point, hand: float) -> Points:
    way, off = two_bones(shoulder, wrist, LENGTHS["upper"], LENGTHS["fore"])
    elbow = shoulder.to(way - off, LENGTHS["upper"])
    return arm(shoulder, side, way - off, elbow.angle_to(wrist), hand)


def palm_arm(shoulder: Point, side: Side, palm: Point) -> Points:
    """With the middle of the hand at a point, and the hand in line with the forearm."""
    way, off = two_bones(shoulder, palm, LENGTHS["upper"], _PALM)
    elbow = shoulder.to(way - off, LENGTHS["upper"])
    fore = elbow.angle_to(palm)
    return arm(shoulder, side, way - off, fore, fore)


def hand_at(contact: str, side: Side, body: Trunk, points: Points, room: Room) -> Points:
    """The arm of one contact on a body whose trunk and legs stand."""
    name, *numbers = contact.split()
    at = [float(number) / 100 for number in numbers]
    shoulder, angles = points["shoulder"], body.angles
    match name:
        case "free":
            upper = body.high - 180 + angles["arms"] + angles[f"arm{side}"]
            fore = upper + angles[f"elbow{side}"]
            return arm(shoulder, side, upper, fore, fore)
        case "hang":
            half = angles[f"elbow{side}"] / 2
            return arm(shoulder, side, -half, half, half)
        case "wall":
            return reaching_arm(shoulder, side, Point(room["wall"] - _WRIST_UP, -at[0]), _UPWARD)
        case "side":
            return reaching_arm(shoulder, side, Point(at[0], -at[1]), _UPWARD)
        case "floor":
            along = 90.0 if at[0] > shoulder.x else -90.0
            return reaching_arm(shoulder, side, Point(at[0], -_WRIST_UP), along)
        case "at":
            return palm_arm(shoulder, side, Point(at[0], -at[1]))
    palm = _on_things(name, points, room) or _on_trunk(name, points) or _on_leg(name, side, points)
    return palm_arm(shoulder, side, palm)


def _on_things(name: str, points: Points, room: Room) -> Point | None:
    """Where the middle of a hand lies on what stands in the room."""
    match name:
        case "chair":
            return Point(points["hip"].x - 0.035, -SEAT_UP + 0.055)
        case "chair_front":
            return Point(room["chair"] + 0.12, -SEAT_UP + 0.07)
        case "box":
            where, high = box(room)
            return Point(where, -high - 0.02)
    return None


def _on_trunk(name: str, points: Points) -> Point | None:
    hip, waist, chest = points["hip"], points["waist"], points["chest"]
    back = hip.angle_to(waist)
    match name:
        case "hip":
            return hip.between(waist, 0.55).to(back - 90, 0.012)
        case "sitbone":
            return hip.to(back + 180, 0.035).to(back + 90, 0.075)
        case "belly":
            return hip.between(waist, 0.8).to(back - 90, 0.075)
        case "chest":
            return waist.between(chest, 0.6).to(back - 90, 0.09)
        case "forehead":
            crown = points["neck"].angle_to(points["head"])
            return points["head"].to(crown - 90, 0.1).to(crown, 0.05)
    return None


def _on_leg(name: str, side: Side, points: Points) -> Point:
    """Of the same side, unless the name says another."""
    place = name.rstrip("RL")
    other = name.removeprefix(place) or side
    hip, knee, ankle = points["hip"], points[f"knee{other}"], points[f"ankle{other}"]
    thigh, shin = hip.angle_to(knee), knee.angle_to(ankle)
    return {
        "thigh": hip.between(knee, 0.66).to(thigh + 90, 0.066),
        "knee": hip.between(knee, 0.97).to(thigh + 90, 0.056),
        "under_knee": hip.between(knee, 0.84).to(thigh - 90, 0.06),
        "shin": knee.between(ankle, 0.5).to(shin + 90, 0.045),
    }[place]


def box(room: Room) -> tuple[float, float]:
    """Where a box stands, and how high it is."""
    if "low_box" in room:
        return room["low_box"], LOW_BOX_UP
    return room.get("box", 0.0), BOX_UP


def anchored(base: str, angles: Angles, anchor: str, room: Room, heel: float = 0) -> Trunk:
    """The trunk where its anchor holds it; `heel` is where the heel of an anchored foot stands."""
    lean = lean_of(base, angles)
    if anchor == "back":
        lean = _lean_for_lift(base, angles, lean)
    body = trunk(base, angles, lean)
    match anchor:
        case "seat":
            return body.moved(0, -SEAT_UP)
        case "back":
            shoulder = body.points["shoulder"]
            return body.moved(-shoulder.x, -HALF - shoulder.y)
        case "belly":
            return body.moved(0, -HALF)
        case "walk":
            lowest = max(_lowest(free_leg(body, side), side) for side in SIDES)
            return body.moved(0, -SOLE_UP - lowest)
        case "knee":
            knee = free_leg(body, "R")["kneeR"]
            under = PILLOW_UP if "pillow" in room else 0.0
            return body.moved(-knee.x, -KNEE_UP - under - knee.y)
    side: Side = "L" if anchor == "footL" else "R"
    ankle = free_leg(body, side)[f"ankle{side}"]
    return body.moved(heel + LENGTHS["heel"] - ankle.x, -ANKLE_UP - ankle.y)


def _lean_for_lift(base: str, angles: Angles, lean: float) -> float:
    """How far a trunk on its shoulders slopes to bring the pelvis up by so many cm of 170."""
    points = trunk(base, angles, lean).points
    hip, shoulder = points["hip"], points["shoulder"]
    sine = angles["lift"] / CENTIMETRES / hip.distance(shoulder)
    level = within(270 - hip.angle_to(shoulder))
    return lean - math.degrees(math.asin(max(-1.0, min(1.0, sine)))) - level
