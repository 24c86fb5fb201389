"""From body heights to pixels: how large a figure is drawn, and where the things around it stand.

Rule: one view for a whole loop, so that nothing but the body moves.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.pictures.figure import pins, skeleton
from bot.pictures.figure.body import FLOOR, HEIGHT, SIDES, SIZE, Point, Skeleton
from bot.pictures.figure.skeleton import Angles, Points, Trunk
from content.figures import Figure

_MARGIN, _TOP, _WIDEST = 26, 104, 1.35
"""Pixels left free at the sides and above, and the largest zoom."""
_HAIR, _AROUND = 0.115, 0.05
"""How far a head reaches around its middle, and flesh around points."""
_SPARE, _SPARE_BELOW = 120, 0.35
"""Of the room above who lies: what is left there, and how much of the rest goes below."""
_WALK_MARKS = 0.2
"""About how far apart the marks of a floor that runs are."""

_ENDS = tuple(f"{end}{side}" for end in ("heel", "toe") for side in SIDES)


@dataclass(frozen=True)
class Body:
    """A whole body in body heights."""

    trunk: Trunk
    points: Points
    angles: Angles
    """As they came out."""


@dataclass(frozen=True)
class View:
    scale: float
    x: float
    floor: float

    def point(self, point: Point) -> Point:
        return Point(self.x + point.x * self.scale, self.floor + point.y * self.scale)

    def body(self, body: Body) -> Skeleton:
        placed = {name: self.point(point) for name, point in body.points.items()}
        return Skeleton(body.trunk.base, placed, body.trunk.face, body.angles, self.scale)


def room_of(figure: Figure) -> pins.Room:
    return {name: at / 100 for name, at in figure.scene.items()}


def view_of(figure: Figure, bodies: Sequence[Body]) -> View:
    """As large as fits between the margins, in the middle; who lies is drawn a little higher up."""
    every = [point for body in bodies for point in body.points.values()]
    heads = [body.points["head"] for body in bodies]
    hip = bodies[0].points["hip"].x
    xs = [p.x for p in every] + [head.x + way for head in heads for way in (-_HAIR, _HAIR)]
    xs += [edge for name, at in room_of(figure).items() for edge in _edges(name, at, hip)]
    high = max(-min(p.y for p in every), *(_HAIR - head.y for head in heads))
    left, right = min(xs) - _AROUND, max(xs) + _AROUND
    fits = min((SIZE - 2 * _MARGIN) / (right - left), (FLOOR - _TOP) / high) / HEIGHT
    scale = HEIGHT * (figure.zoom or min(fits, _WIDEST))
    spare = FLOOR - _TOP - high * scale
    lies = figure.anchor in {"back", "belly"}
    floor = FLOOR - max(0.0, spare - _SPARE) * _SPARE_BELOW if lies else FLOOR
    return View(scale, SIZE / 2 - (left + right) / 2 * scale, floor)


def _edges(name: str, at: float, hip: float) -> tuple[float, ...]:
    """How far a thing reaches to the sides."""
    match name:
        case "wall":
            return at, at + 0.05
        case "wall_behind":
            return at - 0.05, at
        case "box" | "low_box":
            return at - 0.12, at + 0.12
        case "chair":
            return hip + at - 0.2, hip + at + 0.2
    return ()


def places_of(figure: Figure, body: Skeleton, view: View) -> dict[str, Point]:
    """The things of the scene in one picture."""
    found = dict[str, Point]()
    for name, at in room_of(figure).items():
        match name:
            case "chair":
                seat = Point(at + 0.03, skeleton.HALF - pins.SEAT_UP)
                found[name] = view.point(seat)
            case "box" | "low_box":
                found["box"] = view.point(Point(at, -pins.box(room_of(figure))[1]))
            case "towel":
                found[name] = body["heelR"].moved(0, skeleton.SOLE_UP * view.scale)
            case "weight":
                found[name] = body["handR"].between(body["handL"], 0.5)
            case "pillow":
                found[name] = _pillow(figure, body, view)
            case "mat":
                found[name] = Point(SIZE / 2, view.floor)
            case _:
                found[name] = view.point(Point(at, 0))
    return found


def _pillow(figure: Figure, body: Skeleton, view: View) -> Point:
    """Under the knee of who kneels, else under belly or head."""
    if figure.anchor == "knee":
        return Point(body["kneeR"].x, view.floor - pins.PILLOW_UP * view.scale)
    if figure.anchor == "belly":
        return Point(body["hip"].between(body["waist"], 0.6).x, view.floor)
    return Point(body["head"].x, view.floor)


def floors_of(figure: Figure, bodies: Sequence[Points], view: View) -> list[dict[str, Point]]:
    """For who walks on the spot: how far the floor has gone with the heel or toes that stand."""
    still: list[dict[str, Point]] = [{} for _ in bodies]
    if figure.anchor != "walk":
        return still
    gone, way = 0.0, list[float]()
    for before, now in zip([bodies[-1], *bodies[:-1]], bodies, strict=True):
        stands = max(_ENDS, key=lambda end: min(before[end].y, now[end].y))
        gone += before[stands].x - now[stands].x
        way.append(gone)
    if gone < _WALK_MARKS:
        return still
    marks = gone / round(gone / _WALK_MARKS)
    return [{"floor": Point(each * view.scale, marks * view.scale)} for each in way]
