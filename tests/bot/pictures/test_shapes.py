"""Shapes are short in writing and exact enough."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest

from bot.pictures.figure.body import Point
from bot.pictures.figure.shapes import n, placed, smooth, text, tube


@pytest.mark.parametrize(
    ("value", "written"), [(3.0, "3"), (3.14159, "3.1"), (-0.26, "-0.3"), (640, "640")]
)
def test_a_number_has_one_decimal_at_most(value, written):
    assert n(value) == written


def test_a_soft_line_goes_through_its_points():
    points = [Point(0, 0), Point(10, 5), Point(20, 0)]
    line = smooth(points)
    assert line.startswith("M0 0C")
    assert " 10 5C" in line
    assert line.endswith(" 20 0")
    assert smooth(points, closed=True).endswith(" 0 0Z")


def test_a_tube_is_as_wide_as_its_sections():
    down = [(Point(100, y), 0.0, 10.0, 20.0) for y in (0, 50)]
    assert tube(down, +1).startswith("M110 0C")
    assert tube(down, +1).endswith(" 80 0Z")
    assert tube(down, -1).startswith("M90 0C")


@pytest.mark.parametrize(
    ("direction", "turn"), [(90, None), (0, "rotate(90)"), (180, "rotate(-90)")]
)
def test_what_is_placed_turns_from_the_right(direction, turn):
    made = placed("", Point(5, 6), direction, 1.5)
    assert ("rotate" in made) is (turn is not None)
    assert (turn or "scale(1.500)") in made


def test_words_stay_words():
    node = ET.fromstring(text(Point(0, 0), "a < b & <i>c</i>", 20, "#000"))
    assert node.text == "a < b & <i>c</i>"
    assert not list(node)
