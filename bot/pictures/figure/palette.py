"""The colours of a figure, on light paper so that dark and light chats show the same.

Rule: no meaning by colour alone; each that means something has a shape or a pattern of its own.
"""

from __future__ import annotations

from dataclasses import dataclass

PAPER = "#F6F3EC"
GROUND = "#DDD5C6"
EDGE = "#C6BCA9"
WALL = "#EAE4D8"
WALL_LINE = "#D8CFBE"
INK = "#1F2933"
WHITE = "#FFFFFF"
HEAT = "#F2542D"
"""What works."""
ARROW = "#5A3CC8"
"""What moves."""
NERVE = "#FFC928"
PROP = "#B3A68F"
PROP_DARK = "#8F836D"
IRON = "#3C4651"
CLOTH = "#8FB8A8"
CLOTH_DARK = "#6E9989"
TOWEL = "#7C9CCB"
HAIR = "#4B332B"
HAIR_LIGHT = "#61443A"


@dataclass(frozen=True)
class Coat:
    """What one side of the body wears; the far side is darker."""

    skin: str
    skin_edge: str
    shirt: str
    shirt_edge: str
    trousers: str
    trousers_edge: str
    shoe: str
    shoe_edge: str
    sole: str


NEAR = Coat(
    "#E3A97B",
    "#C98B5C",
    "#2F7E9B",
    "#226480",
    "#414C63",
    "#343D51",
    "#FFFFFF",
    "#C9D1D9",
    "#2F7E9B",
)
FAR = Coat(
    "#BE8759",
    "#A87447",
    "#23627A",
    "#1B5067",
    "#2C3546",
    "#242B39",
    "#D3D9DF",
    "#AAB4BE",
    "#23627A",
)
