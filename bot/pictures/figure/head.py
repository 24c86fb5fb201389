"""The head of a figure: a friendly face from the side.

Rule: drawn once, looking to the right, then turned to where the eyes look.
"""

from __future__ import annotations

from bot.pictures.figure.body import Point, Skeleton
from bot.pictures.figure.limbs import unit
from bot.pictures.figure.palette import HAIR, HAIR_LIGHT, INK, Coat
from bot.pictures.figure.shapes import circle, path, placed, stroke

_FACE = (
    "M2 -38C22 -38 34 -26 35 -10C35 -6 36 -3 38 1C40 5 44 8 44 11C44 14 41 14.500 38.500 15"
    "C38 19 38.500 21 37.500 24C36 33 29 37.500 20 37.500C10 37.500 2 33 -5 27"
    "L-22 27C-34 20 -38 6 -37 -6C-35 -26 -18 -38 2 -38Z"
)
_HAIR = (
    "M33 -22C27 -27 18 -25 10 -20C4 -16 0 -10 -1 -3C-3 -6 -11 -7 -14 -1C-16 4 -13 9 -10 11"
    "C-12 18 -15 25 -20 29C-36 24 -43 8 -42 -7C-40 -31 -20 -45 4 -44C21 -43.500 33 -34 35 -22Z"
)

_BLUSH = ' fill-opacity=".35"'


def head(body: Skeleton, coat: Coat) -> str:
    parts = (
        path(_FACE, coat.skin)
        + path(_HAIR, HAIR)
        + stroke("M-33 -18C-27 -32 -14 -38 2 -38", HAIR_LIGHT, 4)
        + path("M-8 -2C-14 -4 -17 3 -13 8C-10 12 -5 10 -5 5Z", coat.skin_edge)
        + circle(Point(21, -3), 4, INK)
        + stroke("M15 -13C19 -16 24 -16 28 -13", HAIR, 3.2)
        + stroke("M27 23C30 25.500 34 25 36.500 22", INK, 2.6)
        + path("M11 11A6 4.500 0 0 0 23 11A6 4.500 0 0 0 11 11Z", coat.skin_edge, _BLUSH)
    )
    return placed(parts, body["head"], body.face, unit(body))


def neck(body: Skeleton, coat: Coat) -> str:
    u = unit(body)
    line = f"M{body['chest'].x:.1f} {body['chest'].y:.1f}L{body['head'].x:.1f} {body['head'].y:.1f}"
    return stroke(line, coat.skin_edge, 33 * u)
