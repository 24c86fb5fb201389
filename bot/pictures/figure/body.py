"""What a frame of a moving figure is made of: the points of a body, and all a drawing must know.

Rule: picture pixels, x to the right, y down, 640 by 640; angles in degrees, 0 is straight down and
90 is to the right, so that `Point.to` leads along a limb. The body looks to the right, or lies.
R is the near side, drawn last; L the far one.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from content.figures import Figure

SIZE = 640
"""Of the picture, both ways."""
FLOOR = 586.0
"""Where feet stand, as y; the floor goes on below it."""
HEIGHT = 430.0
"""Pixels of one body height, before a figure's zoom."""
SOLE = 13.0
"""Half the thickness of a foot, in pixels at zoom 1: heel and toe run this far above the floor."""
LENGTHS: Mapping[str, float] = {
    "lumbar": 0.13,
    "thorax": 0.165,
    "neck": 0.052,
    "head": 0.066,
    "thigh": 0.245,
    "shin": 0.246,
    "foot": 0.15,
    "heel": 0.04,
    "instep": 0.035,
    "upper": 0.175,
    "fore": 0.15,
    "hand": 0.05,
}
"""In body heights (Drillis and Contini 1966, rounded)."""

Side = Literal["R", "L"]
SIDES: tuple[Side, Side] = ("R", "L")
MIDDLE = ("hip", "waist", "chest", "neck", "head", "shoulder")
"""hip-waist-chest is the trunk, chest-neck the neck, head the middle of the skull; the shoulder
lies on the trunk, nine tenths of the way from waist to chest."""
SIDED = ("knee", "ankle", "heel", "toe", "elbow", "wrist", "hand")
"""With R or L at the end: kneeR. Legs begin at hip, arms at shoulder; hand is the fingers' end."""


@dataclass(frozen=True, slots=True)
class Point:
    x: float
    y: float

    def to(self, angle: float, length: float) -> Point:
        """So many pixels on in a direction."""
        turn = math.radians(angle)
        return Point(self.x + math.sin(turn) * length, self.y + math.cos(turn) * length)

    def moved(self, x: float, y: float) -> Point:
        return Point(self.x + x, self.y + y)

    def between(self, other: Point, share: float) -> Point:
        """So far along the way to another, 0 here and 1 there."""
        return Point(self.x + (other.x - self.x) * share, self.y + (other.y - self.y) * share)

    def distance(self, other: Point) -> float:
        return math.hypot(other.x - self.x, other.y - self.y)

    def angle_to(self, other: Point) -> float:
        """The direction in which another lies; `to` with it and the distance leads there."""
        return math.degrees(math.atan2(other.x - self.x, other.y - self.y))


@dataclass(frozen=True)
class Skeleton:
    """One body in one picture."""

    base: str
    """stand, sit, supine (head left), prone (head right) or half_kneel."""
    points: Mapping[str, Point]
    """All of MIDDLE, and of SIDED with R and with L."""
    face: float
    """Where the eyes look."""
    angles: Mapping[str, float]
    """The joints of the pose: trunk, round, neck, hipR, kneeR, ankR, turnR, tilt, lift ..."""
    scale: float
    """Pixels of one body height; widths of limbs go with it (scale / HEIGHT)."""

    def __getitem__(self, name: str) -> Point:
        return self.points[name]


@dataclass(frozen=True)
class Frame:
    """All that one picture of a figure shows."""

    figure: Figure
    """What stays: scene, show, inset, zoom, whether one leg works at a time."""
    skeleton: Skeleton
    cue: str
    """What to do now, in the person's language; at most one line."""
    progress: float
    """0 to 1 through the loop."""
    heat: float
    """0 to 1: how much the shown muscle works, or the nerve is drawn out."""
    moving: bool
    """Arrows are drawn only now."""
    arrows: Mapping[str, float]
    """What moves, and by how much from start to end of this movement. Joints in degrees with the
    sign of the pose grammar (neck, trunk, round, tilt, hipR, kneeR, ankR, turnR, arms ...); `hips`
    (pixels, + is right), `up` (pixels the pelvis rises) and `body` (pixels, the whole body up or
    down on its legs, + is up) are straight ways;
    `gap` (pixels from the near hand to the floor) is a distance to show, also while held."""
    start: Skeleton
    """Where the movement began; the same as `end` while held."""
    end: Skeleton
    floor: float = FLOOR
    places: Mapping[str, Point] = field(default_factory=dict)
    """Where the things of the scene are: wall, wall_behind (x of its face), wall_side (x of its
    middle), chair (middle of the seat, y its top), box (middle of its top), mat (middle, on the
    floor), towel (below the heel), pillow (middle of its top), weight (between the hands). For a
    walk `floor`: x is how far the floor has gone to the left, y after how many pixels its marks
    repeat."""
    one_sided: bool = False
    """Says that the near leg is the right one."""
