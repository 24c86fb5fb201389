"""What is touched is touched, wherever the joints have to go for it."""

from __future__ import annotations

import pytest

from bot.pictures.figure import pins
from bot.pictures.figure.body import LENGTHS, Point
from bot.pictures.figure.skeleton import (
    ANKLE_UP,
    HALF,
    SOLE_UP,
    Points,
    Trunk,
    free_leg,
    measured,
    within,
)
from content.figures import FigureFrame, pose_of

HIP = Point(0, -0.5)


def held(text: str, anchor: str, *, add: str = "", **room: float) -> Trunk:
    pose = pose_of(FigureFrame(pose=1, part="hold", cue="Hold", add=add), (text,))
    return pins.anchored(pose.base, pose.angles, anchor, room)


def whole(body: Trunk) -> Points:
    return {**body.points, **free_leg(body, "R"), **free_leg(body, "L")}


@pytest.mark.parametrize(
    ("pose", "anchor", "point", "where"),
    [
        ("stand", "footR", "ankleR", (LENGTHS["heel"], -ANKLE_UP)),
        ("stand trunk=60 hipR=75 kneeR=20", "footR", "ankleR", (LENGTHS["heel"], -ANKLE_UP)),
        ("stand hipR=60 kneeR=80", "footL", "ankleL", (LENGTHS["heel"], -ANKLE_UP)),
        ("sit", "seat", "hip", (0, -pins.SEAT_UP)),
        ("supine lift=20", "back", "shoulder", (0, -HALF)),
        ("prone", "belly", "hip", (0, -HALF)),
        ("half_kneel hipR=10", "knee", "kneeR", (0, -23 / 430)),
    ],
)
def test_the_anchor_stays_where_it_is(
    pose: str, anchor: str, point: str, where: tuple[float, float]
) -> None:
    found = whole(held(pose, anchor))[point]
    assert (found.x, found.y) == pytest.approx(where)


def test_a_foot_may_stand_elsewhere() -> None:
    pose = pose_of(FigureFrame(pose=1, part="hold", cue="Hold"), ("stand",))
    body = pins.anchored(pose.base, pose.angles, "footL", {}, heel=-0.06)
    assert free_leg(body, "L")["ankleL"].x == pytest.approx(-0.06 + LENGTHS["heel"])


def test_who_walks_stands_on_the_lower_foot() -> None:
    points = whole(held("stand hipR=40 kneeR=60", "walk"))
    assert points["toeL"].y == pytest.approx(-SOLE_UP)
    assert points["heelR"].y < -SOLE_UP


@pytest.mark.parametrize(("lift", "up"), [(0, 0), (10, 10 / 170), (22, 22 / 170)])
def test_a_lift_raises_the_pelvis_and_leaves_shoulders_and_head(lift: int, up: float) -> None:
    flat, lifted = held("supine", "back"), held(f"supine lift={lift}", "back")
    assert lifted.hip.y == pytest.approx(-HALF - up)
    assert lifted.points["head"].distance(flat.points["head"]) < 0.01


def test_a_pillow_raises_the_knee_that_kneels() -> None:
    low, high = held("half_kneel", "knee"), held("half_kneel", "knee", pillow=0)
    assert low.hip.y - high.hip.y == pytest.approx(pins.PILLOW_UP)


@pytest.mark.parametrize("ankle", [Point(0.1, -0.1), Point(-0.1, -0.15), Point(0.3, -0.3)])
def test_a_reaching_leg_stands_on_its_point_with_the_knee_to_the_front(ankle: Point) -> None:
    leg = pins.reaching_leg(HIP, "R", ankle, 90)
    assert leg["ankleR"].distance(ankle) < 1e-6
    thigh, shin = HIP.angle_to(leg["kneeR"]), leg["kneeR"].angle_to(leg["ankleR"])
    assert within(thigh - shin) > 0


def test_a_leg_that_is_too_short_is_straight() -> None:
    leg = pins.reaching_leg(HIP, "R", Point(0.5, 0.3), 90)
    thigh, shin = HIP.angle_to(leg["kneeR"]), leg["kneeR"].angle_to(leg["ankleR"])
    assert thigh == pytest.approx(shin)


@pytest.mark.parametrize("pivot", ["heel", "toe"])
def test_a_pivoting_leg_turns_around_heel_or_toe(pivot: str) -> None:
    where = Point(0.1, -SOLE_UP)
    for sole in (70, 90, 110):
        leg = pins.pivoting_leg(HIP, "R", pivot, where, sole)
        assert leg[f"{pivot}R"].distance(where) < 1e-6
        assert leg["heelR"].angle_to(leg["toeR"]) == pytest.approx(sole)


def test_a_bent_leg_keeps_its_ankle() -> None:
    where = Point(0.25, -SOLE_UP)
    leg = pins.bent_leg(HIP, "R", "heel", where, 10)
    shin = leg["kneeR"].angle_to(leg["ankleR"])
    assert leg["heelR"].distance(where) < 1e-3
    assert within(leg["heelR"].angle_to(leg["toeR"]) - shin - 90) == pytest.approx(10, abs=0.5)


@pytest.mark.parametrize("knee", [90, 40, 10])
def test_a_sliding_heel_stays_on_the_floor_at_any_knee(knee: int) -> None:
    body = held(f"supine kneeR={knee}", "back")
    leg = pins.sliding_leg(body, "R")
    assert leg["heelR"].y == pytest.approx(-SOLE_UP)
    assert measured(body, with_arms({**whole(body), **leg}))["kneeR"] == pytest.approx(knee)


def with_arms(points: Points) -> Points:
    down = points["shoulder"].to(0, LENGTHS["upper"])
    ends = {f"{name}{side}": down.to(0, 0.1) for side in "RL" for name in ("wrist", "hand")}
    return points | {"elbowR": down, "elbowL": down} | ends


@pytest.mark.parametrize(
    ("pose", "anchor"),
    [("prone", "belly"), ("half_kneel", "knee"), ("half_kneel hipR=-10", "knee")],
)
def test_a_resting_foot_lies_on_the_floor(pose: str, anchor: str) -> None:
    leg = pins.resting_leg(held(pose, anchor), "R")
    assert max(leg["heelR"].y, leg["toeR"].y) == pytest.approx(-SOLE_UP, abs=1e-3)


def test_who_lies_face_down_points_the_toes_unless_the_pose_says_it() -> None:
    pointed, own = (
        pins.resting_leg(held("prone", "belly", add=add), "R") for add in ("", "ankR=-10")
    )
    assert pointed["ankleR"].y > own["ankleR"].y


def test_a_free_foot_is_lifted_out_of_the_floor() -> None:
    body = held("stand", "footL")
    sunk = free_leg(body, "R")
    leg = pins.lifted_leg({k: p.moved(0, 0.05) for k, p in sunk.items()}, body.hip, "R")
    assert max(leg["heelR"].y, leg["toeR"].y) == pytest.approx(-SOLE_UP)
    assert pins.lifted_leg(sunk, body.hip, "R") is sunk


@pytest.mark.parametrize(
    ("contact", "where"),
    [
        ("wall 80", Point(0.3 - 0.026, -0.8)),
        ("side 10 75", Point(0.1, -0.75)),
    ],
)
def test_a_palm_on_a_wall_points_up(contact: str, where: Point) -> None:
    body = held("stand", "footR", wall=0.3)
    arm = pins.hand_at(contact, "R", body, whole(body), {"wall": 0.3})
    assert arm["wristR"].distance(where) < 1e-6
    assert abs(arm["wristR"].angle_to(arm["handR"])) == pytest.approx(180)


@pytest.mark.parametrize(("contact", "way"), [("floor 30", 90), ("floor -30", -90)])
def test_a_hand_on_the_floor_lies_along_it(contact: str, way: float) -> None:
    body = held("supine", "back")
    arm = pins.hand_at(contact, "R", body, whole(body), {})
    assert arm["wristR"].y == pytest.approx(-0.026)
    assert arm["wristR"].angle_to(arm["handR"]) == pytest.approx(way)


def palm(arm: Points) -> Point:
    return arm["wristR"].between(arm["handR"], 0.5)


ROOM = {"chair": 0.0, "box": 0.1}


@pytest.mark.parametrize(
    "contact",
    ["hip", "sitbone", "belly", "chest", "forehead", "thigh", "thighL", "chair", "at 20 45"],
)
def test_a_palm_lies_on_what_it_holds_with_the_elbow_bent_as_elbows_do(contact: str) -> None:
    body = held("sit", "seat")
    points = whole(body)
    arm = pins.hand_at(contact, "R", body, points, ROOM)
    found = measured(body, points | arm | {k[:-1] + "L": p for k, p in arm.items()})
    assert 0 < found["elbowR"] < 160


@pytest.mark.parametrize(
    ("contact", "bone", "most"),
    [
        ("thigh", ("hip", "kneeR"), 0.08),
        ("knee", ("hip", "kneeR"), 0.08),
        ("under_knee", ("hip", "kneeR"), 0.08),
        ("kneeL", ("hip", "kneeL"), 0.08),
        ("hip", ("hip", "waist"), 0.05),
    ],
)
def test_a_palm_is_as_near_to_its_bone_as_flesh_lets_it(
    contact: str, bone: tuple[str, str], most: float
) -> None:
    body = held("sit trunk=30 hipR=110 hipL=100", "seat")
    points = whole(body)
    arm = pins.hand_at(contact, "R", body, points, ROOM)
    start, end = (points[name] for name in bone)
    near = min(palm(arm).distance(start.between(end, share / 20)) for share in range(21))
    assert near < most


def test_hands_lie_on_chair_box_and_shin() -> None:
    body = held("stand trunk=90 hipR=100 hipL=100", "footR")
    points = whole(body)
    for contact, where in {
        "box": Point(0.1, -pins.BOX_UP - 0.02),
        "shin": points["kneeR"].between(points["ankleR"], 0.5),
    }.items():
        assert palm(pins.hand_at(contact, "R", body, points, ROOM)).distance(where) < 0.12
    seated = held("sit trunk=20 hipR=110", "seat")
    front = pins.hand_at("chair_front", "R", seated, whole(seated), ROOM)
    assert palm(front).distance(Point(0.12, -pins.SEAT_UP + 0.07)) < 0.02


def test_arms_hang_straight_down_in_a_bow_and_go_with_the_trunk_when_free() -> None:
    body = held("stand trunk=60 hipR=70", "footR")
    hanging = pins.hand_at("hang", "R", body, whole(body), {})
    free = pins.hand_at("free", "R", body, whole(body), {})
    shoulder = body.points["shoulder"]
    assert hanging["wristR"].x == pytest.approx(shoulder.x, abs=0.02)
    assert free["wristR"].x < shoulder.x - 0.1


def test_a_low_box_is_lower() -> None:
    assert pins.box({"low_box": 0.4}) == (0.4, pins.LOW_BOX_UP)
    assert pins.box({"box": 0.3}) == (0.3, pins.BOX_UP)
    assert pins.LOW_BOX_UP < pins.BOX_UP
