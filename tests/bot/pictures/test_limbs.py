"""Limbs without gaps: neighbours share the joint's circle, whatever the angle."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from bot.pictures.figure import limbs
from bot.pictures.figure.body import Point, Skeleton
from bot.pictures.figure.head import head
from bot.pictures.figure.palette import FAR, NEAR
from tests.bot.pictures.frames import BASES, loop, points_of


def whole(parts: str) -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg">{parts}</svg>'


@pytest.mark.parametrize("base", BASES)
def test_a_circle_closes_hip_knee_and_ankle(base):
    for frame in loop(base)[::5]:
        body = frame.skeleton
        circles = {
            (float(x), float(y))
            for x, y in re.findall(
                r'<circle cx="([-\d.]+)" cy="([-\d.]+)"', limbs.leg(body, "R", NEAR)
            )
        }
        for joint in ("hip", "kneeR", "ankleR"):
            point = body[joint]
            near = min(abs(x - point.x) + abs(y - point.y) for x, y in circles)
            assert near < 0.2, joint


@pytest.mark.parametrize("base", ["stand", "slump", "bridge"])
def test_a_shoe_goes_no_lower_than_its_sole(base):
    """Who stands on a toe or a heel does not press it through the floor."""
    for frame in loop(base)[::3]:
        body = frame.skeleton
        lowest = max(y for _, y in points_of(whole(limbs.shoe(body, "R", NEAR))))
        sole = limbs.SOLE * limbs.unit(body)
        assert lowest <= max(body["heelR"].y, body["toeR"].y) + sole + 0.5


def test_the_far_side_is_darker():
    body = loop("stand")[0].skeleton
    assert FAR.trousers in limbs.leg(body, "L", FAR)
    assert NEAR.trousers not in limbs.leg(body, "L", FAR)
    for near, far in (
        (NEAR.trousers, FAR.trousers),
        (NEAR.skin, FAR.skin),
        (NEAR.shirt, FAR.shirt),
    ):
        assert int(far[1:3], 16) + int(far[3:5], 16) < int(near[1:3], 16) + int(near[3:5], 16)


def spine_of(low: float, high: float) -> list[Point]:
    """Where a back lies whose two halves lead in these directions."""
    hip = Point(300, 400)
    waist = hip.to(low, 56)
    chest = waist.to(high, 71)
    body = Skeleton("stand", {"hip": hip, "waist": waist, "chest": chest}, 90, {}, 430)
    return limbs.sides(limbs.spine(body), limbs.TRUNK)[1]


def bulge(back: list[Point]) -> float:
    """How far the middle of a back stands out, to the back of the line between its ends."""
    first, middle, last = back[1], back[3], back[5]
    out = Point(0, 0).to(first.angle_to(last) + 90, 1)
    return (middle.x - first.x) * out.x + (middle.y - first.y) * out.y


def test_a_flat_back_is_flat_and_a_round_one_round():
    assert abs(bulge(spine_of(180, 180))) < 4
    assert bulge(spine_of(180, 140)) > 10


@pytest.mark.parametrize(("start", "end", "way"), [(10, 350, -20), (350, 10, 20), (0, 170, 170)])
def test_a_turn_goes_the_short_way(start, end, way):
    assert limbs.turned(start, end) == way


@pytest.mark.parametrize(("face", "tip"), [(90, "right"), (180, "up"), (0, "down")])
def test_the_head_looks_where_the_eyes_look(face, tip):
    body = Skeleton("stand", {"head": Point(300, 300)}, face, {}, 430)
    xs, ys = zip(*points_of(whole(head(body, NEAR))), strict=True)
    reach = {
        "right": max(xs) - 300,
        "left": 300 - min(xs),
        "down": max(ys) - 300,
        "up": 300 - min(ys),
    }
    opposite = {"right": "left", "up": "down", "down": "up"}[tip]
    assert reach[tip] == pytest.approx(44, abs=1)
    assert reach[opposite] == pytest.approx(43, abs=1)


def test_a_foot_that_turns_looks_shorter_from_the_side():
    def length(turn: float) -> float:
        body = loop("slump")[0].skeleton
        turned = replace(body, angles={**body.angles, "turnR": turn})
        xs = [x for x, _ in points_of(whole(limbs.shoe(turned, "R", NEAR)))]
        return max(xs) - min(xs)

    assert length(30) < length(-15) < length(0)
