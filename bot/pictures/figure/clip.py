"""A figure and its tempo, as the frames of a loop that ends where it began.

Rule: the body stands whole at the end of each movement; between two of them joints go the way that
people move (minimum jerk, Flash and Hogan 1985), and whatever touches at both ends touches all the
way.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.pictures.figure import pins, skeleton
from bot.pictures.figure.body import SIDES, Frame, Point, Side, Skeleton
from bot.pictures.figure.skeleton import Points, Trunk
from bot.pictures.figure.view import Body, floors_of, places_of, room_of, view_of
from content.figures import Figure, FigureFrame, pose_of
from content.poses import Pose
from content.schema import Dose

FPS = 25
HELD = (1.5, 4.0, 1.5)
"""What is shown of a long hold, in seconds."""
PAUSE, SHORTEST = 0.9, 0.4
"""Seconds of a pause, and of any movement: less cannot be read."""
EFFORT = {"effort": 1.0, "hold": 1.0, "return": 0.35, "pause": 0.0}
"""How hard the muscle works at the end of each part, unless the figure says it."""
FEET: Mapping[str, Mapping[Side, str]] = {
    "footR": {"R": "flat", "L": "flat"},
    "footL": {"R": "flat", "L": "flat"},
    "seat": {"R": "flat", "L": "flat"},
    "back": {"R": "slide", "L": "slide"},
    "belly": {"R": "rest", "L": "rest"},
    "knee": {"R": "rest", "L": "flat"},
    "walk": {"R": "air", "L": "air"},
}
HANDS: Mapping[Side, str] = {"R": "free", "L": "free"}
"""What hands and feet do when a figure does not say it."""
STEP_UP = 0.035
"""How high a foot is lifted that takes a step."""
_GROUNDED = frozenset({"flat", "heel", "toe", "box", "slide"})
_LEVEL = 90.0
"""The direction of a sole that is flat."""
_UNSEEN = ("turnR", "turnL", "tilt")
"""What a side view does not show, and an inset may."""
_STILL = 1.5
"""Pixels that count as no movement."""


@dataclass(frozen=True)
class Move:
    """What a figure shows, apart from its pictures."""

    figure: Figure
    poses: tuple[str, ...]
    dose: Dose
    cues: tuple[str, ...]
    one_sided: bool


@dataclass(frozen=True)
class _Touch:
    """What a body touches at the end of a movement, and in which room."""

    anchor: str
    feet: Mapping[Side, str]
    hands: Mapping[Side, str]
    room: pins.Room

    def heel(self) -> float:
        """Where an anchored foot stands: what its contact says, else 0."""
        side: Side = "L" if self.anchor == "footL" else "R"
        _, *numbers = self.feet[side].split()
        return float(numbers[0]) / 100 if self.anchor == f"foot{side}" and numbers else 0.0

    def kind(self, side: Side) -> str:
        return self.feet[side].split()[0]


@dataclass(frozen=True)
class _Key:
    """The end of a movement."""

    body: Body
    touch: _Touch
    seconds: float
    heat: float
    frame: FigureFrame


@dataclass(frozen=True)
class _Shot:
    """One picture before it is placed."""

    body: Body
    key: int
    share: float
    """Through its movement, by the clock."""
    heat: float


def frames(move: Move, fps: int = FPS) -> list[Frame]:
    """The whole loop."""
    keys = _keys(move)
    return list(_placed(move, keys, list(_shots(keys, fps))))


def _keys(move: Move) -> list[_Key]:
    figure, room = move.figure, room_of(move.figure)
    feet, hands = {**FEET[figure.anchor], **figure.feet}, {**HANDS, **figure.hands}
    keys = list[_Key]()
    for frame, long in zip(figure.frames, seconds(move), strict=True):
        feet, hands = feet | frame.feet, hands | frame.hands
        touch = _Touch(frame.anchor or figure.anchor, feet, hands, room)
        body = _body(pose_of(frame, move.poses), touch, keys[-1] if keys else None)
        heat = EFFORT[frame.part] if frame.heat is None else frame.heat
        keys.append(_Key(body, touch, long, heat, frame))
    return keys


def _body(pose: Pose, touch: _Touch, before: _Key | None) -> Body:
    trunk = pins.anchored(pose.base, pose.angles, touch.anchor, touch.room, touch.heel())
    points = dict(trunk.points)
    for side in SIDES:
        points |= _leg_at(trunk, side, touch, before)
    for side in SIDES:
        points |= pins.hand_at(touch.hands[side], side, trunk, points, touch.room)
    return Body(trunk, points, skeleton.measured(trunk, points))


def _leg_at(trunk: Trunk, side: Side, touch: _Touch, before: _Key | None) -> Points:
    """A leg at the end of a movement, with what it touches there."""
    free = skeleton.free_leg(trunk, side)
    if touch.anchor == f"foot{side}":
        return _flat(free, side)
    match touch.kind(side):
        case "air":
            return pins.lifted_leg(free, trunk.hip, side)
        case "rest":
            return pins.resting_leg(trunk, side)
        case "slide":
            return pins.sliding_leg(trunk, side)
    return _planted_leg(trunk, free, side, touch, before)


def _planted_leg(
    trunk: Trunk, free: Points, side: Side, touch: _Touch, before: _Key | None
) -> Points:
    kind, *numbers = touch.feet[side].split()
    pivot = "toe" if kind == "toe" else "heel"
    x = float(numbers[0]) / 100 if numbers else _planted(free, side, kind, before)
    up = pins.box(touch.room)[1] if kind == "box" else 0.0
    where = Point(x, -skeleton.SOLE_UP - up)
    if kind == "flat":
        return pins.pivoting_leg(trunk.hip, side, pivot, where, _LEVEL)
    return pins.bent_leg(trunk.hip, side, pivot, where, trunk.angles[f"ank{side}"])


def _flat(leg: Points, side: Side) -> Points:
    return leg | skeleton.foot(leg[f"ankle{side}"], side, _LEVEL)


def _planted(free: Points, side: Side, kind: str, before: _Key | None) -> float:
    """A foot stays where it stood; one that comes down does so below where its pose has it."""
    pivot = f"toe{side}" if kind == "toe" else f"heel{side}"
    if before is not None and before.touch.kind(side) in _GROUNDED:
        return before.body.points[pivot].x
    return _flat(free, side)[pivot].x if kind == "flat" else free[pivot].x


def _shots(keys: Sequence[_Key], fps: int) -> Iterator[_Shot]:
    for number, key in enumerate(keys):
        start = keys[number - 1]
        count = max(1, round(key.seconds * fps))
        for share in (index / count for index in range(1, count + 1)):
            u = eased(share)
            heat = start.heat + (key.heat - start.heat) * u
            yield _Shot(_between(start, key, u), number, share, heat)


def eased(share: float) -> float:
    """Minimum jerk: how far a movement has come by the clock."""
    return share**3 * (share * (share * 6 - 15) + 10)


def _between(start: _Key, key: _Key, u: float) -> Body:
    was, will, touch = start.body.angles, key.body.angles, key.touch
    angles = {name: was[name] + (end - was[name]) * u for name, end in will.items()}
    base = key.body.trunk.base
    trunk = pins.anchored(base, angles, touch.anchor, touch.room, touch.heel())
    if touch.anchor == "walk":  # planted legs follow; a height of their own would make it bob
        hips = (each.body.points["hip"] for each in (start, key))
        trunk = trunk.moved(0, next(hips).between(next(hips), u).y - trunk.hip.y)
    points = dict(trunk.points)
    for side in SIDES:
        points |= _leg_between(start, key, side, trunk, u)
    for side in SIDES:
        points |= _arm_between(start.touch, touch, side, Body(trunk, points, angles), u)
    return Body(trunk, points, skeleton.measured(trunk, points))


def _leg_between(start: _Key, key: _Key, side: Side, trunk: Trunk, u: float) -> Points:
    """On its way a leg keeps what it touches at both ends."""
    kinds = {each.touch.kind(side) for each in (start, key)}
    free = skeleton.free_leg(trunk, side)
    if key.touch.anchor == f"foot{side}":
        return _flat(free, side)
    if kinds == {"rest"}:
        return pins.resting_leg(trunk, side)
    if not kinds <= _GROUNDED:
        return pins.lifted_leg(free, trunk.hip, side)
    pivot = "toe" if "toe" in kinds else "heel"
    was, will = start.body.points, key.body.points
    where = was[pivot + side].between(will[pivot + side], u)
    if side in key.frame.step:
        where = where.moved(0, -STEP_UP * 4 * u * (1 - u))
    first, second = (skeleton.sole_of(points, side) for points in (was, will))
    sole = first + skeleton.within(second - first) * u
    return pins.pivoting_leg(trunk.hip, side, pivot, where, sole)


def _arm_between(was: _Touch, now: _Touch, side: Side, body: Body, u: float) -> Points:
    """Between two contacts the wrist goes straight from one to the other."""
    trunk, points, room = body.trunk, body.points, now.room
    second = pins.hand_at(now.hands[side], side, trunk, points, room)
    if was.hands[side] == now.hands[side]:
        return second
    first = pins.hand_at(was.hands[side], side, trunk, points, room)
    wrist, hand = f"wrist{side}", f"hand{side}"
    turns = [each[wrist].angle_to(each[hand]) for each in (first, second)]
    where = first[wrist].between(second[wrist], u)
    turn = turns[0] + skeleton.within(turns[1] - turns[0]) * u
    return pins.reaching_arm(points["shoulder"], side, where, turn)


def ends(move: Move) -> list[Frame]:
    """The picture at the end of each movement."""
    whole = frames(move)
    following = [*whole[1:], None]
    return [
        frame
        for frame, after in zip(whole, following, strict=True)
        if after is None or after.end is not frame.end
    ]


def still(move: Move) -> Frame:
    """The one picture that tells most: an end, with the arrows of the way that led there."""
    return replace(ends(move)[move.figure.still - 1], moving=True)


def seconds(move: Move) -> tuple[float, ...]:
    """Of each movement: the tempo's, shared among the frames of a part."""
    tempo = HELD if move.dose.held else move.dose.tempo_seconds
    parts = dict(zip(("effort", "hold", "return"), map(float, tempo), strict=True))
    found = list[float]()
    for frame in move.figure.frames:
        among = sum(each.share for each in move.figure.frames if each.part == frame.part)
        whole = PAUSE * among if frame.part == "pause" else parts[frame.part] * move.figure.reps
        found.append(max(SHORTEST, whole * frame.share / among))
    return tuple(found)


def _placed(move: Move, keys: Sequence[_Key], shots: Sequence[_Shot]) -> Iterator[Frame]:
    """Every picture with all that is said and seen in it."""
    view = view_of(move.figure, [shot.body for shot in shots])
    bodies = [view.body(key.body) for key in keys]
    floors = floors_of(move.figure, [shot.body.points for shot in shots], view)
    for index, shot in enumerate(shots):
        start, end = bodies[shot.key - 1], bodies[shot.key]
        body = view.body(shot.body)
        yield Frame(
            figure=move.figure,
            skeleton=body,
            cue=move.cues[shot.key],
            progress=(index + 1) / len(shots),
            heat=shot.heat,
            moving=shot.share < 1 and _moves(start, end),
            arrows=_arrows(keys[shot.key].frame, start, end, view.floor),
            start=start,
            end=end,
            floor=view.floor,
            places=places_of(move.figure, body, view) | floors[index],
            one_sided=move.one_sided,
        )


def _moves(start: Skeleton, end: Skeleton) -> bool:
    turned = any(abs(end.angles[name] - start.angles[name]) > 1 for name in _UNSEEN)
    far = max(start[name].distance(end[name]) for name in start.points)
    return turned or far > _STILL


def _arrows(frame: FigureFrame, start: Skeleton, end: Skeleton, floor: float) -> dict[str, float]:
    straight = {
        "hips": end["hip"].x - start["hip"].x,
        "up": start["hip"].y - end["hip"].y,
        "body": start["hip"].y - end["hip"].y,
        "gap": floor - end["handR"].y,
    }
    return {
        name: straight[name] if name in straight else end.angles[name] - start.angles[name]
        for name in frame.arrows
    }
