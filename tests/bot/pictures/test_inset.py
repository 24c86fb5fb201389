"""A window shows what the side view hides, in a corner that stays the same."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from bot.pictures.figure.body import SIZE
from bot.pictures.figure.inset import RADIUS, corner, inset
from tests.bot.pictures.frames import loop


def window(base: str, kind: str, **angles: float) -> str:
    frame = loop(base, inset=kind)[3]
    body = frame.skeleton
    return inset(replace(frame, skeleton=replace(body, angles={**body.angles, **angles})))


def test_without_one_nothing_is_drawn():
    assert corner(loop("stand")[0]) is None
    assert not inset(loop("stand")[0])


def test_it_keeps_off_a_wall_and_inside_the_picture():
    free = corner(loop("stand", inset="pelvis")[0])
    walled = corner(loop("stand", inset="pelvis", scene={"wall": 40})[0])
    assert free.x > SIZE / 2 > walled.x
    assert free.x + RADIUS < SIZE
    assert walled.x - RADIUS > 0


@pytest.mark.parametrize(("turn", "said"), [(30, "30°"), (-20, "20°"), (0, "0°")])
def test_a_shin_turn_says_its_degrees(turn, said):
    assert f">{said}<" in window("prone", "shin_turn", turnR=turn)


def test_toes_turn_out_to_the_right_as_one_sees_the_own_right_foot():
    def turned(svg: str) -> float:
        found = re.search(r"rotate\((-?[\d.]+)\) scale\(1.12", svg)
        return float(found[1])

    assert turned(window("prone", "shin_turn", turnR=30)) == 30
    assert turned(window("prone", "shin_turn", turnR=-20)) == -20


def test_the_low_back_leaves_the_floor_with_an_arch_and_presses_into_it_with_a_tuck():
    def gap(tilt: float) -> float:
        svg = window("bridge", "pelvis", tilt=tilt)
        return 46 - float(re.search(r"C14 46 -4 ([-\d.]+)", svg)[1])

    assert gap(-10) < gap(0) < gap(10)
    assert gap(-20) > 0


def test_only_who_lies_has_a_floor_in_the_window():
    assert 'y="46"' in window("bridge", "pelvis")
    assert 'y="46"' not in window("kneel", "pelvis")


@pytest.mark.parametrize("way", [-10.0, 10.0])
def test_an_arrow_shows_which_way_the_pelvis_turns_while_it_does(way):
    frame = replace(loop("bridge", inset="pelvis")[3], arrows={"tilt": way}, moving=True)
    other = replace(frame, arrows={"tilt": -way})
    assert len({inset(frame), inset(other), inset(replace(frame, moving=False))}) == 3
