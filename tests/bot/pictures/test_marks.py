"""Muscles and the nerve lie where the body has them, in every base and at every bend."""

from __future__ import annotations

import itertools
from typing import get_args

import pytest

from bot.pictures.figure.body import Point
from bot.pictures.figure.limbs import turned, unit
from bot.pictures.figure.marks import MUSCLES, muscle, nerve, nerve_points
from content.figures import Shown
from tests.bot.pictures.frames import BASES, loop


def frames(base):
    return [frame.skeleton for frame in loop(base)[::3]]


def middle(body, name) -> Point:
    ribs = MUSCLES[name](body)
    points = [a.between(b, 0.5) for a, b in ribs]
    return Point(sum(p.x for p in points) / len(points), sum(p.y for p in points) / len(points))


def ahead(start: Point, end: Point, point: Point) -> float:
    """How far a point is to the front of a limb that leads down."""
    out = Point(0, 0).to(start.angle_to(end) + 90, 1)
    return (point.x - start.x) * out.x + (point.y - start.y) * out.y


def test_all_that_a_figure_may_show_can_be_drawn():
    assert set(get_args(Shown)) == {*MUSCLES, "nerve"}


@pytest.mark.parametrize("base", BASES)
@pytest.mark.parametrize(
    ("name", "start", "end", "front"),
    [
        ("hamstrings", "hip", "kneeR", False),
        ("quads", "hip", "kneeR", True),
        ("calf", "kneeR", "ankleR", False),
        ("belly", "chest", "hip", True),
        ("back", "chest", "hip", False),
    ],
)
def test_a_muscle_lies_on_its_side_of_the_limb(base, name, start, end, front):
    for body in frames(base):
        off = ahead(body[start], body[end], middle(body, name)) / unit(body)
        assert 4 < (off if front else -off) < 40


@pytest.mark.parametrize("base", BASES)
def test_the_hip_flexor_crosses_the_front_of_the_hip(base):
    for body in frames(base):
        crossing = MUSCLES["hip_flexor"](body)[2]
        assert ahead(body["hip"], body["kneeR"], crossing[0]) > 0
        assert ahead(body["waist"], body["hip"], crossing[0]) > 0


@pytest.mark.parametrize("base", BASES)
def test_the_glutes_lie_on_the_seat(base):
    for body in frames(base):
        assert ahead(body["waist"], body["hip"], middle(body, "glutes")) < 0


@pytest.mark.parametrize("base", BASES)
def test_the_nerve_makes_no_loop(base):
    """It never turns back on itself, not even in the hollow of a knee that is bent."""
    for body in frames(base):
        points = nerve_points(body)
        steps = [(a, b) for a, b in itertools.pairwise(points) if a.distance(b) > 2]
        ways = [a.angle_to(b) for a, b in steps]
        turns = [abs(turned(a, b)) for a, b in itertools.pairwise(ways)]
        assert max(turns) < 130


@pytest.mark.parametrize("base", BASES)
def test_the_nerve_runs_behind_the_thigh_and_under_the_foot(base):
    for body in frames(base):
        points = nerve_points(body)
        behind = [p for p in points if p.distance(body["hip"].between(body["kneeR"], 0.45)) < 18]
        assert all(ahead(body["hip"], body["kneeR"], p) < 0 for p in behind)
        assert points[-1].distance(body["toeR"]) < 12 * unit(body)


def test_neither_is_known_by_its_colour_alone():
    body = loop("stand")[0].skeleton
    assert "stroke-dasharray" in muscle(body, "hamstrings", 1)
    assert "stroke-dasharray" in nerve(body, 1)
