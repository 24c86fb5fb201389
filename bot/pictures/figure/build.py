"""Builds the film and the still of every figure in every language, and knows which are stale.

Rule: what is built depends on content and on the drawing alone; a hash of both says whether a file
must be built again.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from bot.pictures.figure import clip, drawing
from bot.pictures.figure.body import SIZE
from bot.pictures.media import MANIFEST, MEDIA, read_manifest
from bot.pictures.typeset import pngs
from content.figures import Figure, read_cues, sound_figures
from content.load import FOLDER, Content, load_content
from content.schema import Dose
from content.words import SOURCE_LANGUAGE

WORKERS = 2
STRIP, SHEET = 6, 8
"""Pictures side by side in a strip, and those of a sheet."""
_TOOLS = frozenset({"build.py", "__init__.py"})
"""What changes no picture; how a film is packed does."""
_BAR = 24


@dataclass(frozen=True)
class Job:
    """One figure in one language."""

    id: str
    language: str
    move: clip.Move

    @property
    def name(self) -> str:
        return f"{self.language}/{self.id}"


@dataclass(frozen=True)
class Built:
    film: bytes
    still: bytes


def jobs(content: Content, ids: Sequence[str] = ()) -> list[Job]:
    """All figures, or those named, in every language that has their cues.

    ContentError: the file has mistakes. ValueError: one that is named is not there.
    """
    found = list[Job]()
    figures = sound_figures(content.folder, content)
    if unknown := set(ids) - figures.keys():
        raise ValueError(f"there is no figure {', '.join(sorted(unknown))}")
    for language in content.words.languages:
        cues = read_cues(content.folder, language)
        for name, figure in figures.items():
            said = cues.get(name, ())
            if language == SOURCE_LANGUAGE:
                said = tuple(frame.cue for frame in figure.frames)
            if (not ids or name in ids) and len(said) == len(figure.frames):
                found.append(Job(name, language, move_of(name, figure, said, content)))
    return found


def move_of(name: str, figure: Figure, cues: tuple[str, ...], content: Content) -> clip.Move:
    exercise = content.exercises.get(name)
    if exercise is not None:
        one_sided = exercise.side == "each"
        return clip.Move(figure, exercise.poses, exercise.dose[1], cues, one_sided)
    dose = Dose.model_validate(f"1x1 @ {figure.tempo} r0")
    return clip.Move(figure, figure.poses, dose, cues, content.questions[name].type == "lr")


def input_hash(job: Job) -> str:
    """Of all that the files of a job are made from."""
    move = job.move
    said = {
        "figure": move.figure.model_dump(mode="json"),
        "poses": move.poses,
        "dose": move.dose.model_dump(mode="json"),
        "cues": move.cues,
        "one_sided": move.one_sided,
        "words": _words(job.language)(drawing.ONE_SIDED),
    }
    text = json.dumps(said, sort_keys=True, ensure_ascii=False) + _drawing_hash()
    return hashlib.sha256(text.encode()).hexdigest()


@cache
def _drawing_hash() -> str:
    """Of the code that draws; formatting it counts as a change, which costs a build and no more."""
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).parent.glob("*.py")):
        if path.name not in _TOOLS:
            digest.update(path.read_bytes())
    return digest.hexdigest()


def _words(language: str) -> Callable[[str], str]:
    words = load_content().words
    return lambda key: words.format(key, {}, language)


def build(job: Job) -> Built:
    from bot.pictures.figure.encode import mp4  # noqa: PLC0415 - a tool that the bot has not

    words = _words(job.language)
    pictures = [drawing.draw(frame, words) for frame in clip.frames(job.move)]
    still = drawing.draw(clip.still(job.move), words)
    return Built(mp4(pngs(pictures, SIZE, SIZE), clip.FPS), pngs([still], SIZE, SIZE)[0])


def strip(job: Job, count: int = STRIP) -> bytes:
    """So many moments of a loop side by side, for looking at."""
    frames = clip.frames(job.move)
    half = len(frames) / count / 2
    chosen = [frames[int(half + len(frames) * index / count)] for index in range(count)]
    return _side_by_side([drawing.draw(each, _words(job.language)) for each in chosen])


def sheet(job: Job) -> bytes:
    """The end of each movement, and the still."""
    frames = [*clip.ends(job.move), clip.still(job.move)]
    return _side_by_side([drawing.draw(each, _words(job.language)) for each in frames])


def _side_by_side(svgs: Sequence[str]) -> bytes:
    """In rows of four."""
    rows = -(-len(svgs) // 4)
    wide = min(4, len(svgs))
    placed = "".join(
        f'<g transform="translate({index % 4 * SIZE} {index // 4 * SIZE})">{svg}</g>'
        for index, svg in enumerate(svgs)
    )
    size = f'width="{wide * SIZE}" height="{rows * SIZE}"'
    whole = f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{placed}</svg>'
    return pngs([whole], wide * SIZE, rows * SIZE, 0.6)[0]


def stale(todo: Sequence[Job], folder: Path = MEDIA) -> list[Job]:
    """Those whose files are missing, or made from something else."""
    manifest = read_manifest(folder)
    return [job for job in todo if not _is_fresh(job, manifest.get(job.name), folder)]


def _is_fresh(job: Job, entry: dict[str, Any] | None, folder: Path) -> bool:
    there = all((folder / f"{job.name}.{kind}").exists() for kind in ("mp4", "png"))
    return there and entry is not None and entry["input"] == input_hash(job)


def draw_media(ids: Sequence[str], folder: Path = MEDIA) -> str:
    """Builds what is stale, drops what no figure needs, and says what it did."""
    import bot.pictures.figure.encode  # noqa: F401, PLC0415 - said before the first is drawn

    content = load_content()
    every = jobs(content)
    todo = stale(jobs(content, ids), folder)
    manifest = read_manifest(folder)
    for number, (job, built) in enumerate(_built(todo), start=1):
        manifest[job.name] = _kept(job, built, folder)
        _write_manifest(manifest, folder)
        _progress(number, len(todo), job.name)
    dropped = _drop({job.name for job in every}, manifest, folder)
    _write_manifest(manifest, folder)
    return f"{len(todo)} built, {len(every) - len(todo)} unchanged, {dropped} dropped"


def _built(todo: Sequence[Job]) -> Iterator[tuple[Job, Built]]:
    with ProcessPoolExecutor(WORKERS) as pool:
        waiting = {pool.submit(build, job): job for job in todo}
        for done in as_completed(waiting):
            try:
                yield waiting[done], done.result()
            except ValueError as error:
                raise ValueError(f"{waiting[done].name}: {error}") from error


def _kept(job: Job, built: Built, folder: Path) -> dict[str, Any]:
    entry: dict[str, Any] = {"input": input_hash(job)}
    for kind, data in (("mp4", built.film), ("png", built.still)):
        path = folder / f"{job.name}.{kind}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        entry[kind] = {"sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)}
    return entry


def _drop(wanted: set[str], manifest: dict[str, Any], folder: Path) -> int:
    dropped = 0
    for name in manifest.keys() - wanted:
        del manifest[name]
    for path in [*folder.glob("*/*.mp4"), *folder.glob("*/*.png")]:
        if path.relative_to(folder).with_suffix("").as_posix() not in wanted:
            path.unlink()
            dropped += 1
    return dropped


def _write_manifest(manifest: dict[str, Any], folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps(manifest, indent=1, sort_keys=True) + "\n"
    (folder / MANIFEST).write_text(text, "utf-8")


def _progress(done: int, count: int, name: str) -> None:
    full = _BAR * done // count
    bar = "#" * full + "." * (_BAR - full)
    end = "\n" if done == count else ""
    sys.stderr.write(f"\r[{bar}] {done}/{count} {name:<32}{end}")
    sys.stderr.flush()


def draw_looks(ids: Sequence[str], folder: Path, *, whole: bool, language: str) -> str:
    """Strips or sheets to look at, in one language."""
    todo = [job for job in jobs(load_content(FOLDER), ids) if job.language == language]
    if not todo:
        raise ValueError(f"there are no cues in the language {language}, or it is a draft")
    folder.mkdir(parents=True, exist_ok=True)
    for number, job in enumerate(todo, start=1):
        path = folder / f"{job.id}{'.sheet' if whole else ''}.png"
        path.write_bytes(sheet(job) if whole else strip(job))
        _progress(number, len(todo), job.name)
    return f"{len(todo)} drawn to {folder}"
