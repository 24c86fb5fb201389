"""A figure that cannot be drawn, or would not fit, is told with its line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from content.check import problems
from content.figures import FIGURES, FigureFrame, added, pose_of, read_cues

FIGURE = """figures:
  {name}:
    anchor: footL
    show: hamstrings
    still: {still}
{more}    frames:
      - {{pose: {pose}, part: effort, cue: "{cue}", add: "{add}"}}
      - {{pose: 1, part: return, cue: "Lower it slowly"}}
"""
GIVEN = {"name": "s_curl_slow", "still": 1, "pose": 2, "cue": "Heel up", "add": "", "more": ""}


@pytest.fixture
def told(folder: Path) -> Callable[..., list[str]]:
    """Problems of a file with one figure, without those of its place."""

    def of(**given: object) -> list[str]:
        (folder / FIGURES).write_text(FIGURE.format(**{**GIVEN, **given}), "utf-8")
        return problems(folder)

    return of


def test_a_figure_that_is_whole_passes(told: Callable[..., list[str]]):
    assert told(add="neck=10 armR=20 elbowL=40") == []


@pytest.mark.parametrize(
    ("given", "line"),
    [
        (
            {"name": "s_nobody"},
            (
                "2: figures.s_nobody: there is no exercise or question s_nobody -> "
                "check the spelling, or add it first"
            ),
        ),
        (
            {"still": 3},
            (
                "5: figures.s_curl_slow.still: there is no frame 3 -> "
                "check the spelling, or add it first"
            ),
        ),
        (
            {"pose": 9},
            (
                "7: figures.s_curl_slow.frames.0.pose: there is no pose 9 -> "
                "check the spelling, or add it first"
            ),
        ),
        (
            {"cue": "Curl one heel up as high as it goes"},
            (
                "7: figures.s_curl_slow.frames.0.cue: a cue of 35 letters, 32 fit -> "
                "find shorter words"
            ),
        ),
        (
            {"add": "kneeR=200"},
            (
                "7: figures.s_curl_slow.frames.0.add: kneeR=200 is beyond its range, 0 to 135 -> "
                "use an angle in the range"
            ),
        ),
        (
            {"add": "knee 20"},
            (
                "7: figures.s_curl_slow.frames.0.add: 'knee' is not joint=degrees, as in kneeR=30"
                " -> write it like sit neck=35"
            ),
        ),
        (
            {"more": "    tempo: 2-1-2\n"},
            (
                "6: figures.s_curl_slow.tempo: is the exercise's matter -> "
                "take it out here: exercises.yaml has it"
            ),
        ),
        (
            {"name": "q_f2"},
            (
                "2: figures.q_f2: a movement test needs poses and tempo -> "
                "write poses, as an exercise has, and tempo, as in 2-1-2"
            ),
        ),
    ],
)
def test_a_mistake_is_told_with_its_line(
    told: Callable[..., list[str]], given: dict[str, object], line: str
):
    assert f"content/figures.yaml:{line}" in told(**given)


@pytest.mark.parametrize(
    ("more", "line"),
    [
        (
            "    inset: nose\n",
            "6: figures.s_curl_slow.inset: Input should be 'shin_turn' or 'pelvis'",
        ),
        (
            "    scene: {carpet: 0}\n",
            "6: figures.s_curl_slow.scene.carpet: is not known here, only",
        ),
        ("    hands: {R: wall}\n", "6: figures.s_curl_slow.hands.R: 'wall' is no place for a hand"),
        ("    feet: {L: flatt}\n", "6: figures.s_curl_slow.feet.L: 'flatt' is no place for a foot"),
        ("    tempo: slow\n", "6: figures.s_curl_slow.tempo: 'slow' is no tempo"),
    ],
)
def test_a_word_that_no_figure_knows_is_told_alone(
    told: Callable[..., list[str]], more: str, line: str
):
    [found] = told(more=more)
    assert found.startswith(f"content/figures.yaml:{line}")
    assert " -> " in found


def test_a_mistake_in_one_of_two_frames_is_told_as_that_alone(told: Callable[..., list[str]]):
    """And not as a list that is too short without it."""
    [found] = told(cue="")
    assert ": figures.s_curl_slow.frames.0.cue: is empty -> " in found


@pytest.mark.parametrize("broken", [b"figures: {a: [}", b"figures: {a: \xe4}"])
def test_a_file_that_cannot_be_read_is_told_in_one_line(folder: Path, broken: bytes):
    """All other texts are looked through all the same."""
    (folder / FIGURES).write_bytes(broken)
    [found] = problems(folder)
    assert found.startswith("content/figures.yaml:1: ")


def test_cues_are_looked_through_once_the_figures_are_right(
    told: Callable[..., list[str]],
):
    [found] = told(name="s_nobody")
    assert "there is no exercise or question s_nobody" in found


@pytest.mark.parametrize("joint", ["shoulderR", "knee", "neckR", "elbow"])
def test_a_joint_has_its_name_and_side(joint: str):
    with pytest.raises(ValueError, match="is no joint; the joints are trunk, round"):
        added(f"{joint}=10")


def test_what_is_added_comes_before_what_the_pose_says():
    frame = FigureFrame(pose=1, part="hold", cue="Hold", add="kneeR=20 elbowR=40")
    angles = pose_of(frame, ("sit neck=35",)).angles
    assert (angles["neck"], angles["kneeR"], angles["kneeL"]) == (35, 20, 90)
    assert (angles["elbowR"], angles["elbowL"], angles["armR"]) == (40, 15, 0)


@pytest.mark.parametrize(
    ("cues", "line"),
    [
        ("figures: {}", ": figures.n_seated: is not in the language de -> translate it"),
        (
            "figures:\n  n_seated: [Hoch, Runter, Noch was]",
            (
                ":2: figures.n_seated: 3 lines here, 2 in English -> "
                "write as many lines, in the same order"
            ),
        ),
        (
            "figures:\n  n_nobody: [Hoch]",
            (
                ":2: figures.n_nobody: is not in the language en -> "
                "take it out, or write it in English too"
            ),
        ),
        (
            f"figures:\n  n_seated: [{'Hoch ' * 9}, Runter]",
            ":2: figures.n_seated.0: a cue of 44 letters, 40 fit -> find shorter words",
        ),
        ("figures: 3", ":1: figures: must hold fields, each as name: value"),
    ],
)
def test_cues_of_another_language_go_with_the_english_ones(german: Path, cues: str, line: str):
    (german / FIGURES).write_text(cues, "utf-8")
    found = problems(german.parents[1])
    assert any(each.startswith(f"content/locales/de/figures.yaml{line}") for each in found)


def test_a_language_may_have_no_cues_yet(german: Path):
    (german / FIGURES).unlink()
    assert read_cues(german.parents[1], "de") == {}
