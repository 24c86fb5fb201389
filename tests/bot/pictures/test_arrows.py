"""Arrows point the way things go, and keep off the face, the caption and the edges."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.pictures.figure.arrows import FACE, TOP, arrows, measure, ways
from bot.pictures.figure.body import Point
from bot.pictures.figure.limbs import turned, unit
from tests.bot.pictures.frames import BASES, loop, points_of

JOINTS = (
    "neck",
    "trunk",
    "round",
    "tilt",
    "arms",
    "hipR",
    "hipL",
    "kneeR",
    "kneeL",
    "ankR",
    "ankL",
)


def inside(parts: str) -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg">{parts}</svg>'


def drawn(base, wanted, taken=()):
    frame = replace(loop(base)[2], arrows=wanted)
    made = arrows(frame, taken)
    return frame, list(points_of(inside(made)))


@pytest.mark.parametrize("base", BASES)
@pytest.mark.parametrize("joint", [*JOINTS, "hips", "up", "body"])
@pytest.mark.parametrize("amount", [-30.0, 30.0])
def test_no_arrow_lies_over_face_caption_or_bar(base, joint, amount):
    frame, points = drawn(base, {joint: amount})
    body = frame.skeleton
    for x, y in points:
        assert TOP - 16 < y < frame.floor + 12
        assert Point(x, y).distance(body["head"]) > (FACE - 20) * unit(body)


def test_a_corner_that_is_taken_stays_free():
    assert drawn("stand", {"hips": 30.0})[1]
    assert not drawn("stand", {"hips": 30.0}, [(Point(320, 320), 600)])[1]


def test_a_small_movement_has_no_arrow():
    assert not drawn("stand", {"kneeR": 2.0, "hips": -3.0})[1]


@pytest.mark.parametrize(
    ("joint", "amount", "x", "y"),
    [
        ("hips", -30, -1, 0),
        ("hips", 30, 1, 0),
        ("up", 30, 0, -1),
        ("up", -30, 0, 1),
        ("body", 30, 0, -1),
    ],
)
def test_a_straight_arrow_points_where_it_goes(joint, amount, x, y):
    way = next(ways(loop("stand")[2].skeleton, joint, amount))
    step = Point(way[-1].x - way[0].x, way[-1].y - way[0].y)
    assert (round(step.x / 64, 1) > 0) - (round(step.x / 64, 1) < 0) == x
    assert (round(step.y / 64, 1) > 0) - (round(step.y / 64, 1) < 0) == y


@pytest.mark.parametrize(
    ("joint", "middle", "sign"),
    [
        ("kneeR", "kneeR", -1),
        ("hipL", "hip", 1),
        ("ankR", "ankleR", 1),
        ("arms", "shoulder", 1),
        ("neck", "head", -1),
        ("trunk", "hip", -1),
        ("round", "waist", -1),
    ],
)
@pytest.mark.parametrize("amount", [-30, 30])
def test_a_curved_arrow_turns_the_way_the_joint_does(joint, middle, sign, amount):
    """A thigh that bends and toes that rise turn up to the right; a knee that bends turns back."""
    body = loop("stand")[2].skeleton
    way = next(ways(body, joint, amount))
    turn = turned(body[middle].angle_to(way[0]), body[middle].angle_to(way[-1]))
    assert turn * amount * sign > 0


def test_what_a_window_shows_has_no_arrow_beside_the_body():
    assert not drawn("prone", {"turnR": 30.0})[1]
    assert drawn("kneel", {"tilt": 10.0})[1]
    windowed = loop("kneel", inset="pelvis")[2]
    assert not arrows(replace(windowed, arrows={"tilt": 10.0}), ())


def test_the_way_from_fingers_to_floor_is_measured_while_held():
    body = loop("stand")[2].skeleton
    points = list(points_of(inside(measure(body, 586))))
    assert {round(x / 20) for x, _ in points} <= {
        round(body["handR"].x / 20) + i for i in (-1, 0, 1)
    }
    assert body["handR"].y < min(y for _, y in points) < max(y for _, y in points) < 586
    assert not measure(body, body["handR"].y + 20)


def test_a_still_shows_where_a_part_came_from():
    """Its arrow ends at the part; on the way it leads on from there."""
    body = loop("stand")[2].skeleton
    shin = body["kneeR"].angle_to(body["ankleR"])
    ahead, behind = (next(ways(body, "kneeR", 40, arrived=a)) for a in (False, True))
    off = [[turned(shin, body["kneeR"].angle_to(p)) for p in way] for way in (ahead, behind)]
    assert max(off[0]) < 0 < min(off[1])
    assert off[0][0] > off[0][-1]
    assert off[1][0] > off[1][-1]
    assert next(ways(body, "trunk", 40, arrived=True)) == next(ways(body, "trunk", 40))


def test_a_foot_that_slides_has_a_straight_arrow():
    """A knee that straightens turns up, yet a heel on the floor goes away from the body."""
    bent, long = "supine hipR=45 kneeR=90", "supine hipR=5 kneeR=10"
    frame = loop("bridge", poses=(bent, long), feet={"R": "slide"})[2]
    points = list(points_of(inside(arrows(replace(frame, arrows={"kneeR": -80.0}), ()))))
    assert max(y for _, y in points) < frame.skeleton["heelR"].y
    shaft = [x for x, _ in points[:3]]
    assert shaft == sorted(shaft)
