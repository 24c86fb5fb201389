"""The films and stills in the repository are those of today's figures."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import av
import pytest

from bot.pictures.figure import build, clip
from bot.pictures.figure.body import SIZE
from bot.pictures.figure.encode import MOST_BYTES
from bot.pictures.media import MANIFEST, MEDIA, find, read_manifest
from content.load import load_content

MOST_OF_A_STILL = 60_000
HOW = "run `make media`"
SHOWN_TESTS = frozenset(
    ("q_slump", "q_ankle", "q_f1", "q_f2", "q_f3", "q_f4", "q_longbridge", "q_ftf")
)
"""Movement tests of part 2."""


@pytest.fixture(scope="module")
def every() -> list[build.Job]:
    return build.jobs(load_content())


def test_every_exercise_and_movement_test_has_its_figure_in_every_language(
    every: list[build.Job],
) -> None:
    content = load_content()
    wanted = content.exercises.keys() | SHOWN_TESTS
    for language in content.words.languages:
        drawn = {job.id for job in every if job.language == language}
        assert drawn == wanted, f"{language}: {sorted(drawn ^ wanted)}"


def test_no_film_is_stale(every: list[build.Job]) -> None:
    stale = [job.name for job in build.stale(every)]
    assert not stale, f"{HOW}: {', '.join(stale)}"


def test_no_file_is_left_over(every: list[build.Job]) -> None:
    names = {job.name for job in every}
    files = {p.relative_to(MEDIA).with_suffix("").as_posix() for p in MEDIA.glob("*/*.*")}
    assert files == names == read_manifest(MEDIA).keys(), HOW


def test_every_file_is_what_the_manifest_says_and_small_enough() -> None:
    for name, entry in read_manifest(MEDIA).items():
        for kind, most in (("mp4", MOST_BYTES), ("png", MOST_OF_A_STILL)):
            data = (MEDIA / f"{name}.{kind}").read_bytes()
            assert hashlib.sha256(data).hexdigest() == entry[kind]["sha256"], f"{name}: {HOW}"
            assert len(data) == entry[kind]["bytes"] <= most, name


def test_every_film_is_what_telegram_plays(every: list[build.Job]) -> None:
    for job in every:
        with av.open(str(MEDIA / f"{job.name}.mp4")) as box:
            [stream] = box.streams.video
            context = stream.codec_context
            assert not box.streams.audio, job.name
            assert (context.name, context.pix_fmt) == ("h264", "yuv420p"), job.name
            assert (context.width, context.height) == (SIZE, SIZE), job.name
            long = sum(clip.seconds(job.move))
            assert stream.frames == pytest.approx(long * clip.FPS, abs=len(job.move.figure.frames))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    def entry(name: str) -> dict[str, dict[str, str]]:
        return {kind: {"sha256": f"{name}.{kind}"} for kind in ("mp4", "png")}

    manifest = {name: entry(name) for name in ("en/n_seated", "es/n_seated", "en/q_f1")}
    (tmp_path / MANIFEST).write_text(json.dumps(manifest))
    return tmp_path


@pytest.mark.parametrize(
    ("figure_id", "language", "place"),
    [
        ("n_seated", "en", "en/n_seated"),
        ("n_seated", "es", "es/n_seated"),
        ("q_f1", "es", "en/q_f1"),
        ("q_f1", "de", "en/q_f1"),
    ],
)
def test_a_film_is_found_in_the_language_or_in_english(
    folder: Path, figure_id: str, language: str, place: str
) -> None:
    found = find(figure_id, language, folder)
    assert found is not None
    assert (found.path_mp4, found.path_png) == (folder / f"{place}.mp4", folder / f"{place}.png")
    assert (found.key, found.key_png) == (f"{place}.mp4", f"{place}.png")


def test_there_may_be_none(folder: Path) -> None:
    assert find("n_lying", "en", folder) is None
    assert find("n_seated", "en", folder / "nowhere") is None


def test_a_damaged_manifest_is_told_once_and_counts_as_none(
    folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Words go on without figures."""
    (folder / MANIFEST).write_text('{"en/n_se', "utf-8")
    assert [find("n_seated", "en", folder), find("q_f1", "es", folder)] == [None, None]
    [line] = caplog.records
    assert line.message.endswith("is damaged, so no figure is shown; `make media` builds it anew")
