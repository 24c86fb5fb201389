"""Joints become points as the specification measures them."""

from __future__ import annotations

import pytest

from bot.pictures.figure.body import LENGTHS, Point
from bot.pictures.figure.skeleton import Trunk, free_leg, lean_of, measured, trunk, within
from content.figures import FigureFrame, pose_of


def body_of(text: str) -> Trunk:
    pose = pose_of(FigureFrame(pose=1, part="hold", cue="Hold"), (text,))
    return trunk(pose.base, pose.angles, lean_of(pose.base, pose.angles))


def degrees(start: Point, end: Point) -> float:
    return within(start.angle_to(end))


@pytest.mark.parametrize(
    ("pose", "up", "face"),
    [
        ("stand", 180, 90),
        ("stand trunk=30", 150, 60),
        ("stand trunk=-10", 190, 100),
        ("sit", 180, 90),
        ("supine", -90, -194),
        ("prone", 90, 22),
    ],
)
def test_the_trunk_leans_forward_to_the_right_and_the_eyes_look_ahead(
    pose: str, up: float, face: float
) -> None:
    """Upwards is 180; who lies on the back has the head to the left, with the chin in a little."""
    body = body_of(pose)
    assert degrees(body.points["hip"], body.points["chest"]) == pytest.approx(within(up))
    assert within(body.face) == pytest.approx(within(face))


@pytest.mark.parametrize(
    ("pose", "thigh", "shin"),
    [
        ("stand", 0, 0),
        ("stand hipR=30", 30, 30),
        ("stand trunk=30 hipR=30", 0, 0),
        ("stand trunk=75 hipR=85 kneeR=20", 10, -10),
        ("stand kneeR=90", 0, -90),
        ("sit", 90, 0),
        ("supine hipR=45 kneeR=90", 135, 45),
    ],
)
def test_a_thigh_is_hip_less_trunk_and_a_shin_is_thigh_less_knee(
    pose: str, thigh: float, shin: float
) -> None:
    body = body_of(pose)
    leg = free_leg(body, "R")
    assert degrees(body.hip, leg["kneeR"]) == pytest.approx(thigh)
    assert degrees(leg["kneeR"], leg["ankleR"]) == pytest.approx(shin)


def test_toes_point_ahead_and_come_up_with_the_ankle() -> None:
    level, up = (free_leg(body_of(pose), "R") for pose in ("stand", "stand ankR=20"))
    assert degrees(level["heelR"], level["toeR"]) == pytest.approx(90)
    assert up["toeR"].y < level["toeR"].y


def test_a_round_back_brings_the_chest_forward_and_looks_down() -> None:
    straight, round_ = body_of("sit"), body_of("sit round=40")
    assert round_.points["chest"].x > straight.points["chest"].x
    assert round_.face == pytest.approx(straight.face - 40)


def test_a_tilt_moves_the_low_back_and_leaves_the_chest() -> None:
    """Arching brings the waist to the front."""
    flat, arched = body_of("stand"), body_of("stand tilt=15")
    assert arched.points["waist"].x > flat.points["waist"].x + 0.02
    assert arched.points["chest"].distance(flat.points["chest"]) < 0.02


def test_a_thigh_of_who_lies_face_down_slopes_to_the_floor() -> None:
    body = body_of("prone")
    fall = free_leg(body, "R")["kneeR"].y - body.hip.y
    assert fall == pytest.approx(12 / 430, abs=0.001)


def test_what_is_measured_is_what_was_said() -> None:
    body = body_of("stand trunk=40 hipR=50 kneeR=15 ankR=5 hipL=-10 kneeL=30 ankL=-20")
    points = dict(body.points) | free_leg(body, "R") | free_leg(body, "L")
    for side in "RL":
        points |= {
            f"elbow{side}": body.points["shoulder"].to(0, LENGTHS["upper"]),
            f"wrist{side}": body.points["shoulder"].to(0, LENGTHS["upper"] + LENGTHS["fore"]),
        }
    found = measured(body, points)
    for joint in ("hipR", "kneeR", "ankR", "hipL", "kneeL", "ankL"):
        assert found[joint] == pytest.approx(body.angles[joint])
    assert found["armR"] == pytest.approx(40)
    assert found["elbowR"] == pytest.approx(0)


@pytest.mark.parametrize(("angle", "same"), [(0, 0), (370, 10), (-200, 160), (215, -145)])
def test_a_direction_has_one_number(angle: float, same: float) -> None:
    assert within(angle) == pytest.approx(same)
