"""A loop follows the tempo, keeps what is touched, and tells what moves."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import Any

import pytest

from bot.pictures.figure import clip
from bot.pictures.figure.body import FLOOR, SIZE, Frame
from content.figures import Figure
from content.schema import Dose

CURL = ("stand", "stand kneeR=90", "stand kneeR=45")
BRIDGE = (
    "supine hipL=45 hipR=45 kneeL=90 kneeR=90",
    "supine lift=20 hipL=45 hipR=45 kneeL=90 kneeR=90",
)
BOW = ("stand", "stand trunk=60 hipL=70 hipR=70 kneeL=10 kneeR=10")
WALK = (
    "stand hipR=22 kneeR=20 hipL=-10 kneeL=10 ankL=20",
    "stand hipL=22 kneeL=20 hipR=-10 kneeR=10 ankR=20",
)


def move(
    anchor: str,
    poses: tuple[str, ...],
    frames: list[dict[str, Any]],
    dose: str = "1x8 @ 2-1-4 r0",
    **more: Any,
) -> clip.Move:
    told = [{"cue": f"Cue {n}", **frame} for n, frame in enumerate(frames)]
    given = {"anchor": anchor, "show": "hamstrings", "still": 1, "frames": told, **more}
    figure = Figure.model_validate(given)
    cues = tuple(frame.cue for frame in figure.frames)
    return clip.Move(figure, poses, Dose.model_validate(dose), cues, one_sided=True)


def curl(frames: list[dict[str, Any]], dose: str = "1x8 @ 2-1-4 r0", **more: Any) -> clip.Move:
    """Standing on the far leg, the near one free."""
    return move("footL", CURL, frames, dose, feet={"R": "air"}, **more)


THERE_AND_BACK = [{"pose": 2, "part": "effort"}, {"pose": 1, "part": "return"}]


@pytest.mark.parametrize(
    ("frames", "dose", "seconds"),
    [
        (THERE_AND_BACK, "1x8 @ 2-1-4 r0", (2, 4)),
        (THERE_AND_BACK, "1x60s @ hold r0", (1.5, 1.5)),
        (
            [
                {"pose": 2, "part": "effort"},
                {"pose": 2, "part": "hold"},
                {"pose": 3, "part": "return", "share": 3},
                {"pose": 1, "part": "return"},
            ],
            "1x8 @ 2-1-4 r0",
            (2, 1, 3, 1),
        ),
        ([{"pose": 2, "part": "hold"}, *THERE_AND_BACK], "1x8 @ 2-0-4 r0", (0.4, 2, 4)),
        ([{"pose": 2, "part": "hold"}, *THERE_AND_BACK], "1x60s @ hold r0", (4, 1.5, 1.5)),
        ([*THERE_AND_BACK, {"pose": 1, "part": "pause"}], "1x8 @ 2-0-4 r0", (2, 4, 0.9)),
    ],
)
def test_frames_share_the_seconds_of_their_part(
    frames: list[dict[str, Any]], dose: str, seconds: tuple[float, ...]
) -> None:
    assert clip.seconds(curl(frames, dose)) == pytest.approx(seconds)


def test_two_repetitions_take_twice_as_long() -> None:
    twice = [*THERE_AND_BACK, *THERE_AND_BACK]
    assert clip.seconds(curl(twice, reps=2)) == pytest.approx((2, 4, 2, 4))


def test_each_movement_has_its_pictures_cue_and_end() -> None:
    frames = clip.frames(curl(THERE_AND_BACK), fps=10)
    assert Counter(frame.cue for frame in frames) == {"Cue 0": 20, "Cue 1": 40}
    assert [frames[0].progress, frames[-1].progress] == pytest.approx([1 / 60, 1])
    up, down = clip.ends(curl(THERE_AND_BACK))
    assert up.skeleton.angles["kneeR"] == pytest.approx(90)
    assert down.skeleton.angles["kneeR"] == pytest.approx(0)


def test_it_starts_softly_and_ends_softly() -> None:
    nod = move("footR", ("stand", "stand neck=40"), THERE_AND_BACK)
    necks = [frame.skeleton.angles["neck"] for frame in clip.frames(nod, fps=10)[:20]]
    steps = [after - before for before, after in pairwise([0, *necks])]
    assert max(steps) == pytest.approx(max(steps[8:12]))
    assert steps[0] < 0.5
    assert steps[-1] < 0.5
    assert (clip.eased(0), clip.eased(0.5), clip.eased(1)) == pytest.approx((0, 0.5, 1))


def test_heat_rises_to_what_the_frame_says_or_its_part_has() -> None:
    frames = [{"pose": 2, "part": "effort", "heat": 0.6}, {"pose": 1, "part": "return"}]
    heats = [frame.heat for frame in clip.ends(curl(frames))]
    assert heats == pytest.approx([0.6, clip.EFFORT["return"]])


def test_planted_feet_stand_still_while_the_pelvis_rises() -> None:
    """Knees and hips follow."""
    feet = {"R": "flat", "L": "flat"}
    frames = clip.frames(move("back", BRIDGE, THERE_AND_BACK, feet=feet))
    heels = [frame.skeleton["heelR"] for frame in frames]
    hips = [frame.skeleton["hip"].y for frame in frames]
    assert max(heel.distance(heels[0]) for heel in heels) < 1
    assert max(hips) - min(hips) > 40


def test_a_foot_that_is_told_where_goes_there_along_the_floor_or_with_a_step() -> None:
    slide = [
        {"pose": 1, "part": "effort", "feet": {"R": "flat 50"}},
        {"pose": 1, "part": "return", "feet": {"R": "flat 65"}},
    ]
    step = [{**frame, "step": ["R"]} for frame in slide]
    along, above = (clip.frames(move("back", BRIDGE, each)) for each in (slide, step))
    for frames, lifted in ((along, False), (above, True)):
        xs = [frame.skeleton["heelR"].x for frame in frames]
        ys = [frame.skeleton["heelR"].y for frame in frames]
        assert max(xs) - min(xs) == pytest.approx(0.15 * frames[0].skeleton.scale, rel=0.01)
        assert (max(ys) - min(ys) > 10) is lifted


def test_a_heel_that_lifts_turns_on_the_toes() -> None:
    frames = [
        {"pose": 2, "part": "effort", "feet": {"L": "toe"}, "add": "ankL=0"},
        {"pose": 1, "part": "return", "feet": {"L": "flat"}},
    ]
    toes = [f.skeleton["toeL"] for f in clip.frames(move("footR", BOW, frames, feet={"R": "flat"}))]
    assert max(toe.distance(toes[0]) for toe in toes) < 1


def test_a_hand_keeps_its_hold_and_travels_between_two() -> None:
    held = move("footR", BOW, THERE_AND_BACK, hands={"L": "side 15 70"})
    hands = [frame.skeleton["wristL"] for frame in clip.frames(held)]
    assert max(hand.distance(hands[0]) for hand in hands) < 1
    frames = [
        {"pose": 1, "part": "effort", "hands": {"R": "hip"}},
        {"pose": 1, "part": "return", "hands": {"R": "free"}},
    ]
    moved = clip.frames(move("footR", BOW, frames))
    ways = [
        after.skeleton["wristR"].distance(before.skeleton["wristR"])
        for before, after in pairwise(moved)
    ]
    assert 0 < max(ways) < 12


def test_another_foot_may_carry_the_body_for_a_while() -> None:
    poses = ("stand", "stand hipL=60 kneeL=80", "stand hipR=60 kneeR=80")
    frames = [
        {"pose": 2, "part": "effort", "feet": {"L": "air"}},
        {"pose": 1, "part": "return"},
        {"pose": 3, "part": "effort", "anchor": "footL", "feet": {"R": "air"}},
        {"pose": 1, "part": "return", "anchor": "footL"},
    ]
    whole = clip.frames(move("footR", poses, frames))
    half = len(whole) // 2
    for side, part in (("R", whole[:half]), ("L", whole[half:])):
        ankles = [frame.skeleton[f"ankle{side}"] for frame in part]
        assert max(ankle.distance(ankles[0]) for ankle in ankles) < 1


def test_arrows_say_by_how_much() -> None:
    wanted = ["kneeR", "hips", "up", "body", "gap"]
    frames = [{"pose": 2, "part": "effort", "arrows": wanted}, {"pose": 1, "part": "return"}]
    there, back = clip.ends(curl(frames))
    assert there.arrows["kneeR"] == pytest.approx(90)
    assert there.arrows["gap"] > 0
    assert back.arrows == {}
    bow = [{"pose": 2, "part": "effort", "arrows": wanted}, {"pose": 1, "part": "return"}]
    bowed, _ = clip.ends(move("footR", BOW, bow))
    assert bowed.arrows["hips"] < -10
    assert bowed.arrows["up"] == bowed.arrows["body"] < 0


def test_only_what_moves_is_moving() -> None:
    """An end is no movement; nor is a hold."""
    frames = [{"pose": 2, "part": "effort"}, {"pose": 2, "part": "hold"}, THERE_AND_BACK[1]]
    whole = clip.frames(curl(frames), fps=10)
    moving = Counter(frame.cue for frame in whole if frame.moving)
    assert moving == {"Cue 0": 19, "Cue 2": 39}


def test_a_turn_of_the_shin_is_a_movement() -> None:
    poses = ("sit", "sit turnR=30")
    assert clip.frames(move("seat", poses, THERE_AND_BACK))[0].moving


def test_the_still_is_the_end_that_the_figure_names_with_its_arrows() -> None:
    still = clip.still(curl(THERE_AND_BACK, still=1))
    assert still.moving
    assert still.skeleton.angles["kneeR"] == pytest.approx(90)


@pytest.mark.parametrize(
    ("scene", "place"),
    [
        ({"wall": 30}, "wall"),
        ({"wall_behind": -20}, "wall_behind"),
        ({"wall_side": 10}, "wall_side"),
        ({"box": 30}, "box"),
        ({"low_box": 30}, "box"),
        ({"weight": 0}, "weight"),
        ({"towel": 0}, "towel"),
        ({"mat": 0}, "mat"),
        ({"pillow": 0}, "pillow"),
    ],
)
def test_things_have_their_place_in_the_picture(scene: dict[str, float], place: str) -> None:
    frame = clip.frames(move("footR", BOW, THERE_AND_BACK, scene=scene))[0]
    assert 0 < frame.places[place].x < SIZE
    assert 0 < frame.places[place].y <= SIZE


def test_a_seat_is_below_who_sits_on_it() -> None:
    poses = ("sit", "sit kneeR=20")
    frame = clip.frames(move("seat", poses, THERE_AND_BACK, scene={"chair": 0}))[0]
    under = frame.places["chair"].y - frame.skeleton["hip"].y
    assert under == pytest.approx(35 * frame.skeleton.scale / 430)


@pytest.mark.parametrize(
    ("anchor", "pose", "name"),
    [("knee", "half_kneel", "kneeR"), ("belly", "prone", "hip"), ("back", "supine", "head")],
)
def test_a_pillow_lies_where_it_helps(anchor: str, pose: str, name: str) -> None:
    made = move(anchor, (pose, f"{pose} neck=10"), THERE_AND_BACK, scene={"pillow": 0})
    frame = clip.frames(made)[0]
    near = abs(frame.places["pillow"].x - frame.skeleton[name].x) / frame.skeleton.scale
    assert near < 0.1


def test_a_figure_fills_the_picture_unless_it_has_a_zoom_of_its_own() -> None:
    own, small = (
        clip.frames(move("footR", BOW, THERE_AND_BACK, zoom=zoom))[0] for zoom in (None, 0.5)
    )
    assert small.skeleton.scale == pytest.approx(215)
    assert own.skeleton.scale > 400


def test_who_lies_is_drawn_higher_up() -> None:
    lying = clip.frames(move("back", BRIDGE, THERE_AND_BACK))[0]
    standing = clip.frames(move("footR", BOW, THERE_AND_BACK))[0]
    assert lying.floor < FLOOR
    assert standing.floor == FLOOR


def walked(*feet: dict[str, str]) -> list[Frame]:
    """Two steps, with where the feet are after each."""
    first, second = feet
    frames = [
        {"pose": 2, "part": "effort", "feet": first, "step": ["L"]},
        {"pose": 1, "part": "return", "feet": second, "step": ["R"]},
    ]
    return clip.frames(move("walk", WALK, frames))


def test_the_floor_runs_under_who_walks_and_closes_with_the_loop() -> None:
    frames = walked({"R": "flat -8", "L": "flat 8"}, {"R": "flat 8", "L": "flat -8"})
    gone = [frame.places["floor"].x for frame in frames]
    marks = frames[0].places["floor"].y
    assert gone == pytest.approx(sorted(gone), abs=0.5)
    assert gone[-1] / marks == pytest.approx(round(gone[-1] / marks))
    assert gone[-1] == pytest.approx(0.32 * frames[0].skeleton.scale, rel=0.02)


def test_who_steps_on_the_spot_has_no_running_floor() -> None:
    frames = walked({"R": "flat 2", "L": "flat 2"}, {"R": "flat 2", "L": "flat 2"})
    assert all("floor" not in frame.places for frame in frames)


def test_who_walks_does_not_bob() -> None:
    """The hip goes straight from one height to the next."""
    frames = walked({"R": "flat -8", "L": "flat 8"}, {"R": "flat 8", "L": "flat -8"})
    heights = [frame.skeleton["hip"].y for frame in frames]
    assert max(heights) - min(heights) < 1


def test_a_view_keeps_one_size_for_a_whole_loop() -> None:
    frames = clip.frames(move("footR", BOW, THERE_AND_BACK))
    assert len({frame.skeleton.scale for frame in frames}) == 1
    assert len({frame.floor for frame in frames}) == 1
