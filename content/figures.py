"""How each exercise and movement test is shown as a moving figure; angles stand in its poses.

Rule: a figure says what the poses of the exercise leave open (what holds still, what hands and feet
touch, what is in the room, what to read); it never changes the exercise.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import pydantic

from content.poses import RANGES, SIDED, Pose, read_pose
from content.reading import ContentError, Field, mistake, read_model, shown_path
from content.schema import Exercise, Frozen, Said
from content.words import SOURCE_LANGUAGE

if TYPE_CHECKING:
    from content.load import Content

FIGURES = "figures.yaml"
MOST_LETTERS = 32
"""Of a cue: one line that a small phone shows whole."""
MOST_LETTERS_ELSEWHERE = 40
"""Other languages need more; the line is drawn smaller."""
MORE_RANGES: Mapping[str, tuple[int, int]] = {"arm": (-60, 180), "elbow": (0, 150)}
"""Joints that only a figure has, one of each side, in degrees (AAOS 1965); `arm` adds to `arms`."""

Side = Literal["R", "L"]
Anchor = Literal["footR", "footL", "seat", "back", "belly", "knee", "walk"]
Prop = Literal[
    "chair", "wall", "wall_behind", "wall_side", "box", "low_box", "towel", "weight", "mat",
    "pillow",
]  # fmt: skip
Shown = Literal["nerve", "hamstrings", "glutes", "hip_flexor", "calf", "belly", "quads", "back"]
Inset = Literal["shin_turn", "pelvis"]
Part = Literal["effort", "hold", "return", "pause"]
Arrow = Literal[
    "neck", "trunk", "round", "tilt", "arms", "hips", "up", "body", "gap",
    "hipR", "hipL", "kneeR", "kneeL", "ankR", "ankL", "turnR", "turnL",
]  # fmt: skip
_NUMBER = r"-?\d+(?:\.\d+)?"


def _like(pattern: str, what: str) -> pydantic.AfterValidator:
    def read(text: str) -> str:
        if not re.fullmatch(pattern, text):
            raise ValueError(f"{text!r} is {what}")
        return text

    return pydantic.AfterValidator(read)


Hand = Annotated[
    str,
    _like(
        r"free|hang|(?:thigh|knee|under_knee|shin)[RL]?|hip|sitbone|belly|chest|forehead"
        rf"|chair|chair_front|box|(?:wall|floor) {_NUMBER}|(?:at|side) {_NUMBER} {_NUMBER}",
        "no place for a hand",
    ),
]
Foot = Annotated[
    str,
    _like(rf"air|slide|rest|(?:flat|heel|toe|box)(?: {_NUMBER})?", "no place for a foot"),
]


class FigureFrame(Frozen):
    """One movement, from where the frame before ended; the first comes from the last."""

    pose: Annotated[int, pydantic.Field(ge=1)]
    """Which pose it ends in, counted from 1."""
    part: Part
    cue: Said
    add: str = ""
    """Joints beside those of the pose, or instead of them."""
    share: Annotated[float, pydantic.Field(gt=0)] = 1
    """Of the seconds of its part, beside the other frames of that part."""
    arrows: tuple[Arrow, ...] = ()
    heat: Annotated[float, pydantic.Field(ge=0, le=1)] | None = None
    """How hard the shown muscle works at the end of it; None: as is usual for its part."""
    hands: dict[Side, Hand] = pydantic.Field(default_factory=dict)
    feet: dict[Side, Foot] = pydantic.Field(default_factory=dict)
    """From this frame on, in the place of what the figure says."""
    anchor: Literal["footR", "footL"] | None = None
    """The foot that carries the body during this movement, when it is another."""
    step: tuple[Side, ...] = ()
    """Feet that are lifted on their way instead of sliding."""


class Figure(Frozen):
    anchor: Anchor
    frames: Annotated[tuple[FigureFrame, ...], pydantic.Field(min_length=2)]
    still: Annotated[int, pydantic.Field(ge=1)]
    """The frame whose end tells most."""
    show: Shown
    scene: dict[Prop, float] = pydantic.Field(default_factory=dict)
    """Things in the room, and where: hundredths of a body height to the right of the anchor."""
    hands: dict[Side, Hand] = pydantic.Field(default_factory=dict)
    feet: dict[Side, Foot] = pydantic.Field(default_factory=dict)
    inset: Inset | None = None
    reps: Annotated[int, pydantic.Field(ge=1, le=3)] = 1
    """How many repetitions a loop shows, so that each part has their seconds."""
    zoom: Annotated[float, pydantic.Field(ge=0.5, le=1.6)] | None = None
    """None: as large as the picture allows."""
    poses: tuple[str, ...] = ()
    """Of a movement test; an exercise has its own."""
    tempo: Annotated[str, _like(r"\d+-\d+-\d+", "no tempo")] | None = None
    """Of a movement test, in seconds; an exercise has that of its first dose."""


class Figures(Frozen):
    figures: dict[str, Figure]
    """By the id of an exercise, or of the question that is answered after a movement."""


class Cues(Frozen):
    """What a language says in the place of the English cues, one for each frame."""

    figures: dict[str, tuple[Said, ...]]


def pose_of(frame: FigureFrame, poses: tuple[str, ...]) -> Pose:
    """All joints at the end of a frame; ValueError when they cannot be read."""
    pose = read_pose(poses[frame.pose - 1])
    return Pose(pose.base, {**_more(pose.base), **pose.angles, **added(frame.add)})


def _more(base: str) -> dict[str, float]:
    elbow = 15.0 if base == "sit" else 8.0
    return {"armR": 0.0, "armL": 0.0, "elbowR": elbow, "elbowL": elbow}


def added(text: str) -> dict[str, float]:
    """ValueError with what is wrong."""
    found = dict[str, float]()
    for change in text.split():
        match = re.fullmatch(rf"([a-zA-Z]+)=({_NUMBER})", change)
        if match is None:
            raise ValueError(f"{change!r} is not joint=degrees, as in kneeR=30")
        joint, degrees = match[1], float(match[2])
        low, high = _range(joint)
        if not low <= degrees <= high:
            raise ValueError(f"{joint}={degrees:g} is beyond its range, {low} to {high}")
        found[joint] = degrees
    return found


def _range(joint: str) -> tuple[int, int]:
    name = joint[:-1] if joint[-1] in "RL" else joint
    sided = name in SIDED or name in MORE_RANGES
    known = {**RANGES, **MORE_RANGES}
    if name not in known or sided != (joint != name):
        names = ", ".join(each + ("R" if each in {*SIDED, *MORE_RANGES} else "") for each in known)
        raise ValueError(f"{joint!r} is no joint; the joints are {names}")
    return known[name]


def read_figures(folder: Path) -> dict[str, Figure]:
    """All figures; ContentError with every mistake of shape."""
    return read_model(folder / FIGURES, Figures).figures


def read_cues(folder: Path, language: str) -> dict[str, tuple[str, ...]]:
    """The cues of a language by figure, as far as they are written."""
    path = folder / "locales" / language / FIGURES
    return dict(read_model(path, Cues).figures) if path.exists() else {}


def sound_figures(folder: Path, content: Content) -> dict[str, Figure]:
    """All figures; ContentError with every mistake, also of what they name."""
    figures, path = read_figures(folder), folder / FIGURES
    if found := [mistake(path, field, what) for field, what in _all_findings(figures, content)]:
        raise ContentError(found)
    return figures


def figure_problems(folder: Path, content: Content) -> Iterator[str]:
    """What is wrong with the figures, else with their cues, with file and line."""
    try:
        sound_figures(folder, content)
    except ContentError as error:
        yield from error.mistakes
        return
    for language in content.words.languages:
        if language != SOURCE_LANGUAGE:
            yield from cue_problems(folder, language)


def cue_problems(folder: Path, language: str) -> Iterator[str]:
    """What is wrong with the cues of one language; the English ones can be read."""
    path, figures = folder / "locales" / language / FIGURES, read_figures(folder)
    try:
        cues = read_model(path, Cues).figures
    except ContentError as error:
        yield from error.mistakes
        return
    for name in figures:
        if name not in cues:
            yield f"{shown_path(path)}: figures.{name}: is not in the language {language}"
    for name, said in cues.items():
        field: Field = ("figures", name)
        if name not in figures:
            yield mistake(path, field, f"is not in the language {SOURCE_LANGUAGE}")
        elif len(said) != (there := len(figures[name].frames)):
            yield mistake(path, field, f"{len(said)} lines here, {there} in English")
        for index, cue in enumerate(said):
            if len(cue) > MOST_LETTERS_ELSEWHERE:
                what = f"a cue of {len(cue)} letters, {MOST_LETTERS_ELSEWHERE} fit"
                yield mistake(path, (*field, index), what)


def _all_findings(figures: Mapping[str, Figure], content: Content) -> Iterator[tuple[Field, str]]:
    for name, figure in figures.items():
        if name not in content.exercises and name not in content.questions:
            yield ("figures", name), f"there is no exercise or question {name}"
            continue
        for field, what in _findings(figure, content.exercises.get(name)):
            yield ("figures", name, *field), what


def _findings(figure: Figure, exercise: Exercise | None) -> Iterator[tuple[Field, str]]:
    own = [field for field in ("poses", "tempo") if getattr(figure, field)]
    if exercise is not None:
        yield from (((field,), "is the exercise's matter") for field in own)
    elif len(own) < 2:
        yield (), "a movement test needs poses and tempo"
    poses = exercise.poses if exercise else figure.poses
    if figure.still > len(figure.frames):
        yield ("still",), f"there is no frame {figure.still}"
    for index, frame in enumerate(figure.frames):
        yield from ((("frames", index, *field), what) for field, what in _frame(frame, poses))


def _frame(frame: FigureFrame, poses: tuple[str, ...]) -> Iterator[tuple[Field, str]]:
    if frame.pose > len(poses):
        yield ("pose",), f"there is no pose {frame.pose}"
    if len(frame.cue) > MOST_LETTERS:
        yield ("cue",), f"a cue of {len(frame.cue)} letters, {MOST_LETTERS} fit"
    try:
        added(frame.add)
    except ValueError as error:
        yield ("add",), str(error)
