"""The few shapes that every part of a figure is drawn with, as SVG.

Rule: geometry in, SVG out; knows no body and no exercise. One decimal is enough for a pixel.
"""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape as escaped

from bot.pictures.figure.body import Point

Section = tuple[Point, float, float, float]
"""Where, which way it leads, and how far the body reaches to its front and to its back."""


def n(value: float) -> str:
    """A number as short as it can be."""
    text = f"{value:.1f}"
    return text.removesuffix(".0")


def at(point: Point) -> str:
    return f"{n(point.x)} {n(point.y)}"


def path(line: str, fill: str = "none", more: str = "") -> str:
    return f'<path d="{line}" fill="{fill}"{more}/>'


def stroke(line: str, colour: str, width: float, more: str = "") -> str:
    """A line with round ends."""
    return (
        f'<path d="{line}" fill="none" stroke="{colour}" stroke-width="{n(width)}" '
        f'stroke-linecap="round" stroke-linejoin="round"{more}/>'
    )


def circle(centre: Point, radius: float, fill: str) -> str:
    return f'<circle cx="{n(centre.x)}" cy="{n(centre.y)}" r="{n(radius)}" fill="{fill}"/>'


def box(corner: Point, wide: float, tall: float, fill: str, round_by: float = 0) -> str:
    """From its upper left corner."""
    return (
        f'<rect x="{n(corner.x)}" y="{n(corner.y)}" width="{n(wide)}" height="{n(tall)}" '
        f'rx="{n(round_by)}" fill="{fill}"/>'
    )


def text(centre: Point, words: str, size: float, fill: str, weight: int = 600) -> str:
    """Words, whose markup is only text, around a middle."""
    return (
        f'<text x="{n(centre.x)}" y="{n(centre.y)}" text-anchor="middle" font-family="Inter" '
        f'font-size="{n(size)}" font-weight="{weight}" fill="{fill}">{escaped(words)}</text>'
    )


def placed(parts: str, where: Point, direction: float, size: float) -> str:
    """What was drawn looking to the right, turned to a direction (90 is to the right)."""
    turn = f" rotate({n(90 - direction)})" if abs(direction - 90) > 0.05 else ""
    return f'<g transform="translate({at(where)}){turn} scale({size:.3f})">{parts}</g>'


def smooth(points: Sequence[Point], *, closed: bool = False) -> str:
    """A soft line through all the points (Catmull and Rom 1974)."""
    count = len(points)
    line = f"M{at(points[0])}"
    for i in range(count if closed else count - 1):
        if closed:
            a, b, c, d = (points[(i + k) % count] for k in (-1, 0, 1, 2))
        else:
            a, b, c, d = (
                points[max(i - 1, 0)],
                points[i],
                points[i + 1],
                points[min(i + 2, count - 1)],
            )
        line += (
            f"C{n(b.x + (c.x - a.x) / 6)} {n(b.y + (c.y - a.y) / 6)} "
            f"{n(c.x - (d.x - b.x) / 6)} {n(c.y - (d.y - b.y) / 6)} {at(c)}"
        )
    return line + "Z" if closed else line


def sides(sections: Sequence[Section], front: int) -> tuple[list[Point], list[Point]]:
    """The outline of a part, front and back; `front` is +1 or -1, where along a limb it lies."""
    fronts = [where.to(way + 90 * front, ahead) for where, way, ahead, _ in sections]
    backs = [where.to(way - 90 * front, behind) for where, way, _, behind in sections]
    return fronts, backs


def tube(sections: Sequence[Section], front: int) -> str:
    """The line around a part with flat ends: joints are closed by circles."""
    fronts, backs = sides(sections, front)
    return f"{smooth(fronts)}L{smooth(backs[::-1])[1:]}Z"
