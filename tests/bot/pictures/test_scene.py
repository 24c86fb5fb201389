"""Things stand where the frame says, and only those that it names."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import get_args

import pytest

from bot.pictures.figure import scene
from bot.pictures.figure.body import FLOOR, SIZE, Point
from content.figures import Prop
from tests.bot.pictures.frames import loop, points_of

NAMESPACE = "http://www.w3.org/2000/svg"
THINGS = sorted(set(get_args(Prop)) - {"weight"})


def room(**places: Point) -> str:
    return scene.room(replace(loop("stand")[0], places=places))


@pytest.mark.parametrize("thing", THINGS)
def test_each_thing_is_drawn(thing):
    assert room(**{thing: Point(300, 500)}) != room()


def test_things_that_differ_look_different():
    drawn = [room(**{thing: Point(300, 500)}) for thing in THINGS if thing != "low_box"]
    assert len(set(drawn)) == len(drawn)


@pytest.mark.parametrize("thing", THINGS)
def test_nothing_reaches_under_the_floor(thing):
    drawn = room(
        **{thing: Point(300, FLOOR - 60 if thing in {"box", "low_box", "chair"} else FLOOR)}
    )
    inside = f'<svg xmlns="{NAMESPACE}">{drawn}</svg>'
    below = [y for _, y in points_of(inside) if FLOOR + 14 < y < SIZE]
    assert not below


def test_a_far_hand_on_the_wall_has_its_shade():
    leaning = loop("stand", scene={"wall_side": 20}, hands={"L": "at 20 95"})[0]
    free = loop("stand", scene={"wall_side": 20})[0]
    assert "<ellipse" in scene.room(leaning)
    assert "<ellipse" not in scene.room(free)


def test_a_chair_carries_at_its_seat_and_a_box_at_its_top():
    assert 'y="440"' in room(chair=Point(300, 440))
    assert 'y="510"' in room(box=Point(300, 510))


def test_a_wall_begins_at_its_face():
    assert 'x="520" y="0" width="120"' in room(wall=Point(520, 0))
    assert 'x="0" y="0" width="120"' in room(wall_behind=Point(120, 0))


def test_the_floor_goes_by_under_who_walks():
    def marks(gone: float) -> list[float]:
        found = re.findall(r"M([\d.]+) 589L", room(floor=Point(gone, 90)))
        return [float(x) for x in found]

    assert marks(0)[1] - marks(0)[0] == 90
    assert room(floor=Point(10, 1)) == room()
    assert marks(10)[0] == pytest.approx(marks(0)[0] - 10)


def test_a_weight_hangs_below_the_hands():
    frame = replace(loop("stand")[0], places={"weight": Point(400, 300)})
    drawn = scene.weight(frame)
    points = list(points_of(f'<svg xmlns="{NAMESPACE}">{drawn}</svg>'))
    assert min(y for _, y in points) > 280
    assert max(y for _, y in points) > 340
    assert not scene.weight(replace(frame, places={}))
