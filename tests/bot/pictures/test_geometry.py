"""Every figure is a body that could be: joints in their ranges, feet on the floor, in balance."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import pairwise

import pytest

from bot.pictures.figure import build, clip, skeleton
from bot.pictures.figure.body import HEIGHT, LENGTHS, SIDES, SIZE, SOLE, Frame, Side
from content.figures import MORE_RANGES, read_figures
from content.load import FOLDER, load_content
from content.poses import RANGES

IDS = tuple(read_figures(FOLDER))
BONES = (
    ("hip", "waist", "lumbar"),
    ("waist", "chest", "thorax"),
    ("chest", "neck", "neck"),
    ("neck", "head", "head"),
    *(("hip", f"knee{side}", "thigh") for side in SIDES),
    *((f"knee{side}", f"ankle{side}", "shin") for side in SIDES),
    *((f"heel{side}", f"toe{side}", "foot") for side in SIDES),
    *(("shoulder", f"elbow{side}", "upper") for side in SIDES),
    *((f"elbow{side}", f"wrist{side}", "fore") for side in SIDES),
    *((f"wrist{side}", f"hand{side}", "hand") for side in SIDES),
)
MASSES = {
    # share of the body, between which points, how far along (Winter 2009, Dempster's table)
    ("hip", "chest"): (0.497, 0.5),
    ("neck", "head"): (0.081, 0.9),
    **{("shoulder", f"elbow{side}"): (0.028, 0.44) for side in SIDES},
    **{(f"elbow{side}", f"wrist{side}"): (0.016, 0.43) for side in SIDES},
    **{(f"wrist{side}", f"hand{side}"): (0.006, 0.5) for side in SIDES},
    **{("hip", f"knee{side}"): (0.1, 0.43) for side in SIDES},
    **{(f"knee{side}", f"ankle{side}"): (0.0465, 0.43) for side in SIDES},
    **{(f"heel{side}", f"toe{side}"): (0.0145, 0.5) for side in SIDES},
}
SWAY = 0.035
"""How far beyond its feet a body may be drawn: ankles and toes that we do not draw hold it."""
HELD_BY = ("wall", "chair", "box", "at", "side")
NEARLY = 1.0
"""Pixels, and degrees."""
LOADED = 18
PLANTED = ("flat", "heel", "toe", "box")


@cache
def move_of(figure_id: str) -> clip.Move:
    figure = read_figures(FOLDER)[figure_id]
    cues = tuple(frame.cue for frame in figure.frames)
    return build.move_of(figure_id, figure, cues, load_content())


@cache
def frames_of(figure_id: str) -> tuple[Frame, ...]:
    return tuple(clip.frames(move_of(figure_id)))


@cache
def ends_of(figure_id: str) -> tuple[Frame, ...]:
    return tuple(clip.ends(move_of(figure_id)))


def contacts(figure_id: str, limb: str) -> list[dict[Side, str]]:
    """What hands or feet touch at the end of each movement."""
    figure = move_of(figure_id).figure
    now: dict[Side, str] = dict.fromkeys(SIDES, "free")
    if limb == "feet":
        now = dict(clip.FEET[figure.anchor])
    now |= getattr(figure, limb)
    found = list[dict[Side, str]]()
    for frame in figure.frames:
        now = now | getattr(frame, limb)
        found.append(now)
    return found


@pytest.mark.parametrize("figure_id", IDS)
class TestEveryFigure:
    def test_its_bones_keep_their_length(self, figure_id: str) -> None:
        for frame in frames_of(figure_id):
            body = frame.skeleton
            for start, end, name in BONES:
                long = body[start].distance(body[end]) / body.scale
                assert long == pytest.approx(LENGTHS[name], abs=1e-6), (start, end)

    def test_no_joint_leaves_its_range(self, figure_id: str) -> None:
        for number, frame in enumerate(frames_of(figure_id)):
            found = list(beyond(frame))
            assert not found, f"picture {number}, {frame.cue!r}: {', '.join(found)}"

    def test_nothing_sinks_into_the_floor(self, figure_id: str) -> None:
        for number, frame in enumerate(frames_of(figure_id)):
            for name, point in frame.skeleton.points.items():
                over = (frame.floor - point.y) / frame.skeleton.scale
                needs = SOLE / HEIGHT if name[:-1] in {"heel", "toe"} else 0.015
                assert over > needs - 0.003, f"picture {number}, {frame.cue!r}: {name}"

    def test_it_stays_in_the_picture(self, figure_id: str) -> None:
        for frame in frames_of(figure_id):
            for name, point in frame.skeleton.points.items():
                edge = 0.1 * frame.skeleton.scale if name == "head" else 12
                assert edge < point.x < SIZE - edge, f"{frame.cue!r}: {name} at {point.x:.0f}"
                assert 88 + edge / 2 < point.y < SIZE, f"{frame.cue!r}: {name} at {point.y:.0f}"

    def test_it_goes_on_without_a_jump_and_ends_where_it_began(self, figure_id: str) -> None:
        frames = frames_of(figure_id)
        for before, after in pairwise([frames[-1], *frames]):
            for name, point in after.skeleton.points.items():
                way = point.distance(before.skeleton[name]) / after.skeleton.scale
                assert way < 0.09, f"{after.cue!r}: {name} jumps"

    def test_what_is_planted_stays(self, figure_id: str) -> None:
        """Less than a pixel between any two pictures in which a foot is said to stay."""
        frames, feet = frames_of(figure_id), contacts(figure_id, "feet")
        frames_in = by_movement(figure_id)
        for number, now in enumerate(feet):
            for side in SIDES:
                moved = side in frames[frames_in[number][0]].figure.frames[number].step
                kinds = {each[side].split()[0] for each in (feet[number - 1], now)}
                if len(kinds) > 1 or kinds.isdisjoint(PLANTED) or moved:
                    continue
                pivot = ("toe" if "toe" in kinds else "heel") + side
                start, end = (frames[frames_in[number][i]] for i in (0, -1))
                if abs(start.start.points[pivot].x - end.end.points[pivot].x) > NEARLY:
                    continue  # it is told to slide
                spots = [frames[i].skeleton[pivot] for i in frames_in[number]]
                drift = max(spot.distance(spots[0]) for spot in spots)
                assert drift < NEARLY, f"{start.cue!r}: {pivot} moves {drift:.1f} pixels"

    def test_feet_reach_what_they_stand_on(self, figure_id: str) -> None:
        for frame, feet in zip(ends_of(figure_id), contacts(figure_id, "feet"), strict=True):
            for side, contact in feet.items():
                kind = contact.split()[0]
                if kind not in PLANTED or frame.figure.anchor == f"foot{side}":
                    continue
                pivot = ("toe" if kind == "toe" else "heel") + side
                ground = frame.floor - SOLE / HEIGHT * frame.skeleton.scale
                ground = (
                    frame.places["box"].y - SOLE / HEIGHT * frame.skeleton.scale
                    if kind == "box"
                    else ground
                )
                gap = abs(ground - frame.skeleton[pivot].y)
                assert gap < NEARLY, f"{frame.cue!r}: {pivot} is {gap:.0f} pixels off"

    def test_hands_reach_what_they_hold(self, figure_id: str) -> None:
        """An arm that is too short is drawn straight."""
        for frame, hands in zip(ends_of(figure_id), contacts(figure_id, "hands"), strict=True):
            for side, contact in hands.items():
                if contact.split()[0] not in {"free", "hang"}:
                    bent = frame.skeleton.angles[f"elbow{side}"]
                    assert bent > 0.1, f"{frame.cue!r}: {contact} is too far for hand {side}"

    def test_who_stands_without_a_hand_hold_is_in_balance(self, figure_id: str) -> None:
        figure = move_of(figure_id).figure
        if not figure.anchor.startswith("foot"):
            return
        places = zip(
            ends_of(figure_id),
            contacts(figure_id, "feet"),
            contacts(figure_id, "hands"),
            strict=True,
        )
        for frame, feet, hands in places:
            if any(hand.split()[0] in HELD_BY for hand in hands.values()):
                continue
            standing = [s for s in SIDES if feet[s].split()[0] in {"flat", "heel", "toe"}]
            spots = [frame.skeleton[f"{end}{s}"].x for s in standing for end in ("heel", "toe")]
            sway = SWAY * frame.skeleton.scale
            middle = middle_of_mass(frame)
            low, high = min(spots) - sway, max(spots) + sway
            assert low < middle < high, f"{frame.cue!r}: {middle:.0f} is not {low:.0f}-{high:.0f}"

    def test_something_is_seen_to_move(self, figure_id: str) -> None:
        assert any(frame.moving for frame in frames_of(figure_id))


def beyond(frame: Frame) -> Iterator[str]:
    """An ankle bends further under the weight of a body: Konor 2012, 38 degrees in a lunge."""
    angles = dict(frame.skeleton.angles)
    for side in SIDES:
        angles[f"arm{side}"] += angles["arms"]
        if frame.skeleton.base == "stand" and angles[f"ank{side}"] > 0:
            angles[f"ank{side}"] = max(0.0, angles[f"ank{side}"] - LOADED)
    for joint, degrees in angles.items():
        name = joint[:-1] if joint[-1] in "RL" else joint
        low, high = {**RANGES, **MORE_RANGES}[name]
        if not low - NEARLY <= degrees <= high + NEARLY:
            yield f"{joint}={degrees:.0f} is beyond {low} to {high}"


def by_movement(figure_id: str) -> list[list[int]]:
    """The numbers of the pictures of each movement."""
    found = list[list[int]]()
    frames = frames_of(figure_id)
    for index, frame in enumerate(frames):
        if index and frame.end is frames[index - 1].end:
            found[-1].append(index)
        else:
            found.append([index])
    return found


def middle_of_mass(frame: Frame) -> float:
    body = frame.skeleton
    return sum(
        mass * body[start].between(body[end], share).x
        for (start, end), (mass, share) in MASSES.items()
    ) / sum(mass for mass, _ in MASSES.values())


def test_a_body_that_stands_is_one_body_high() -> None:
    """The lengths add up to a person: sole to crown."""
    crown = LENGTHS["head"] + 0.06
    legs = skeleton.ANKLE_UP + LENGTHS["shin"] + LENGTHS["thigh"]
    trunk = LENGTHS["lumbar"] + LENGTHS["thorax"] + LENGTHS["neck"]
    assert legs + trunk + crown == pytest.approx(1, abs=0.03)
