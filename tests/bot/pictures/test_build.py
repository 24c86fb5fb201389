"""Building media: only what has changed, and nothing that no figure needs."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.pictures.figure import build
from bot.pictures.media import read_manifest
from content.load import ContentError, load_content

PNG = b"\x89PNG"
ID = "q_f4"


@pytest.fixture
def job() -> build.Job:
    return next(job for job in build.jobs(load_content(), [ID]) if job.language == "en")


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Builds that only note their names."""
    built = list[str]()

    def noted(todo: list[build.Job]) -> list[tuple[build.Job, build.Built]]:
        built.extend(job.name for job in todo)
        return [(job, build.Built(b"film of " + job.name.encode(), PNG)) for job in todo]

    monkeypatch.setattr(build, "_built", noted)
    return built


def test_a_build_makes_what_is_missing_and_then_nothing(tmp_path: Path, quick: list[str]) -> None:
    count = len(build.jobs(load_content(), [ID]))
    assert build.draw_media([ID], tmp_path).startswith(f"{count} built")
    assert sorted(quick) == sorted(job.name for job in build.jobs(load_content(), [ID]))
    quick.clear()
    assert build.draw_media([ID], tmp_path).startswith("0 built")
    assert quick == []
    assert (tmp_path / "en" / f"{ID}.mp4").read_bytes() == f"film of en/{ID}".encode()


def test_a_file_that_is_gone_is_built_again(tmp_path: Path, quick: list[str]) -> None:
    build.draw_media([ID], tmp_path)
    quick.clear()
    (tmp_path / "en" / f"{ID}.png").unlink()
    build.draw_media([ID], tmp_path)
    assert quick == [f"en/{ID}"]


def test_what_no_figure_needs_is_dropped(
    tmp_path: Path, quick: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    build.draw_media([ID], tmp_path)
    (tmp_path / "en" / "gone.mp4").write_bytes(b"old")
    assert build.draw_media([ID], tmp_path).endswith("1 dropped")
    assert not (tmp_path / "en" / "gone.mp4").exists()
    assert f"en/{ID}" in read_manifest(tmp_path)
    assert "[########################]" in capsys.readouterr().err


@pytest.mark.parametrize("what", ["cue", "pose", "tempo", "figure"])
def test_any_change_of_the_input_makes_it_stale(job: build.Job, what: str) -> None:
    move = job.move
    changed = {
        "cue": replace(move, cues=(*move.cues[:-1], "Other words")),
        "pose": replace(move, poses=("stand neck=5", *move.poses[1:])),
        "tempo": replace(move, dose=move.dose.model_copy(update={"tempo_seconds": (9, 9, 9)})),
        "figure": replace(move, figure=move.figure.model_copy(update={"zoom": 0.7})),
    }[what]
    assert build.input_hash(replace(job, move=changed)) != build.input_hash(job)


def test_the_same_input_has_the_same_hash(job: build.Job) -> None:
    again = next(job for job in build.jobs(load_content(), [ID]) if job.language == "en")
    assert build.input_hash(again) == build.input_hash(job)


def test_a_strip_and_a_sheet_are_pictures_to_look_at(tmp_path: Path) -> None:
    assert main(["draw-media", ID, "--strip", str(tmp_path / "strips")]) == 0
    assert main(["draw-media", ID, "--sheet", str(tmp_path)]) == 0
    for path in (tmp_path / "strips" / f"{ID}.png", tmp_path / f"{ID}.sheet.png"):
        assert path.read_bytes().startswith(PNG)


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (["n_nobody", "q_f4"], "there is no figure n_nobody\n"),
        (["n_nobody", "--strip", "{}"], "there is no figure n_nobody\n"),
        (
            [ID, "--strip", "{}", "--language", "xx"],
            "there are no cues in the language xx, or it is a draft\n",
        ),
    ],
)
def test_what_is_not_there_is_told_before_anything_is_drawn(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], asked: list[str], told: str
) -> None:
    folder = tmp_path / "looks"
    assert main(["draw-media", *(each.format(folder) for each in asked)]) == 1
    assert capsys.readouterr().err == told
    assert not folder.exists()


def test_a_figure_with_mistakes_is_not_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    content = load_content()
    without = {name: e for name, e in content.exercises.items() if name != "n_seated"}
    monkeypatch.setattr(build, "load_content", lambda: replace(content, exercises=without))
    with pytest.raises(ContentError, match="there is no exercise or question n_seated"):
        build.draw_media([ID])


def test_the_one_that_cannot_be_built_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def too_large(_: build.Job) -> build.Built:
        raise ValueError("far too many bytes")

    monkeypatch.setattr(build, "ProcessPoolExecutor", ThreadPoolExecutor)
    monkeypatch.setattr(build, "build", too_large)
    with pytest.raises(ValueError, match=rf"^\w\w/{ID}: far too many bytes$"):
        build.draw_media([ID], tmp_path)


def test_a_whole_figure_becomes_a_film_and_a_still(job: build.Job) -> None:
    built = build.build(job)
    assert built.film[4:8] == b"ftyp"
    assert built.still.startswith(PNG)


def test_what_is_not_installed_is_told_in_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def absent(*_: object, **__: object) -> str:
        raise ModuleNotFoundError(name="av")

    monkeypatch.setattr(build, "draw_media", absent)
    assert main(["draw-media"]) == 1
    assert capsys.readouterr().err == "draw-media: av is not installed; `make test` installs it\n"
