"""Frames of figures in every base, for the tests of how they are drawn."""

from __future__ import annotations

import math
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator

from bot.pictures.figure.body import Frame
from bot.pictures.figure.clip import Move, frames
from content.doses import read_dose
from content.figures import Figure
from content.schema import Dose

BASES = {
    "stand": ("footR", ("stand hipL=40 kneeL=80", "stand trunk=70 hipR=85 kneeR=20 hipL=-10")),
    "slump": ("seat", ("sit round=40 neck=40 arms=-30", "sit round=40 kneeR=15 ankR=15 neck=-20")),
    "bridge": (
        "back",
        ("supine hipL=45 hipR=45 kneeL=90 kneeR=90", "supine lift=22 kneeR=90 kneeL=90"),
    ),
    "prone": ("belly", ("prone kneeR=90 turnR=30", "prone kneeR=10 turnR=-20")),
    "kneel": ("knee", ("half_kneel hipR=5 tilt=-8", "half_kneel hipR=-10 hipL=95")),
}
SVG = "{http://www.w3.org/2000/svg}"


def figure(name: str, **more: object) -> Figure:
    """Two movements there and back, with arrows for all that a pose can say."""
    anchor, poses = BASES[name]
    wanted = ("neck", "trunk", "round", "hips", "up", "hipR", "kneeR", "ankR")
    steps = [
        {"pose": 2, "part": "effort", "cue": "There", "arrows": wanted},
        {"pose": 1, "part": "return", "cue": "And back", "arrows": wanted},
    ]
    feet = {"R": "air"} if anchor in {"seat", "belly"} else {}
    given = {
        "anchor": anchor,
        "feet": feet,
        "poses": poses,
        "show": "hamstrings",
        "still": 1,
        "frames": steps,
    }
    return Figure.model_validate(given | more)


def loop(name: str, *, one_sided: bool = False, **more: object) -> list[Frame]:
    made = figure(name, **more)
    dose = Dose.model_validate(read_dose("1x1 @ 1-1-1 r0"))
    cues = tuple(frame.cue for frame in made.frames)
    return frames(Move(made, made.poses, dose, cues, one_sided), 10)


def points_of(svg: str) -> Iterator[tuple[float, float]]:
    """Every point that is named in a drawing, control points too, where it comes to lie."""
    yield from _walk(ET.fromstring(svg), (1, 0, 0, 1, 0, 0))


Matrix = tuple[float, float, float, float, float, float]


def _walk(node: ET.Element, outer: Matrix) -> Iterator[tuple[float, float]]:
    here = _within(outer, node.get("transform", ""))
    for x, y in _own(node):
        a, b, c, d, e, f = here
        yield a * x + c * y + e, b * x + d * y + f
    for child in node:
        if node.get("clip-path") is None:
            yield from _walk(child, here)


def _own(node: ET.Element) -> list[tuple[float, float]]:
    tag = node.tag.removeprefix(SVG)
    if tag == "path":
        return _path(node.attrib["d"])
    if tag == "circle":
        x, y, r = (float(node.get(name, 0)) for name in ("cx", "cy", "r"))
        return [(x - r, y - r), (x + r, y + r)]
    if tag == "rect":
        x, y, w, h = (float(node.get(name, 0)) for name in ("x", "y", "width", "height"))
        return [(x, y), (x + w, y + h)]
    return []


def _path(line: str) -> list[tuple[float, float]]:
    found = []
    for letter, rest in re.findall(r"([MLCQAZ])([^MLCQAZ]*)", line):
        numbers = [float(number) for number in re.findall(r"-?[\d.]+", rest)]
        numbers = numbers[-2:] if letter == "A" else numbers
        found += list(zip(numbers[::2], numbers[1::2], strict=True))
    return found


def _within(outer: Matrix, transform: str) -> Matrix:
    made = outer
    for name, rest in re.findall(r"(\w+)\(([^)]*)\)", transform):
        numbers = [float(number) for number in rest.split()]
        if name == "translate":
            step: Matrix = (1, 0, 0, 1, numbers[0], numbers[1])
        elif name == "rotate":
            turn = math.radians(numbers[0])
            step = (math.cos(turn), math.sin(turn), -math.sin(turn), math.cos(turn), 0, 0)
        else:
            step = (numbers[0], 0, 0, numbers[-1], 0, 0)
        made = _times(made, step)
    return made


def _times(one: Matrix, two: Matrix) -> Matrix:
    a, b, c, d, e, f = one
    g, h, i, j, k, m = two
    return (
        a * g + c * h,
        b * g + d * h,
        a * i + c * j,
        b * i + d * j,
        a * k + c * m + e,
        b * k + d * m + f,
    )
