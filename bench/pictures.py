"""How long pictures take and how much memory they leave: charts, and the page for a physio.

Each chart is another one, as what was drawn once is kept elsewhere. Use: python -m bench.pictures
"""

# ruff: noqa: T201 - it prints what it finds

from __future__ import annotations

import gc
import os
import resource
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from statistics import quantiles
from typing import NamedTuple

from bot.pictures.charts import progress, result, week
from bot.pictures.charts.look import WIDTH
from bot.pictures.drawings import Reader, page
from bot.pictures.typeset import pngs
from bot.simulate.people import EPOCH, draw_person
from bot.simulate.walk import WEEK, Walk
from bot.store import Past
from content.load import Content, load_content
from flows import Conversation, Outcome, advance
from flows.effects import PhysioPage, Record, Text
from flows.events import Event
from flows.past import DAY
from flows.words import draw as said
from tests.bot.pictures.pasts import MONDAY, made

TIMED, FIRST, MANY = 200, 100, 1000
PAGES, WEEKS = 20, 26
LANGUAGES = ("en", "es")
PERSON = 4
LATER = EPOCH + WEEK * WEEKS
CONTENT = load_content()


class Took(NamedTuple):
    """What one picture took; work is the same on a machine that has other things to do."""

    kind: str
    seconds: float
    work: float
    """Seconds of the processor."""


class Watch:
    """Begins when it is made."""

    def __init__(self) -> None:
        self._begun, self._worked = time.perf_counter(), time.process_time()

    def stop(self, kind: str) -> Took:
        seconds = time.perf_counter() - self._begun
        return Took(kind, seconds, time.process_time() - self._worked)


def main() -> None:
    """On one core, where the system can pin it."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    drawings = _drawings()
    next(drawings)
    took = list(islice(drawings, TIMED))
    print(f"of {len(took)} charts    p50      p99   work p50      p99   (ms)")
    for kind in ("progress", "week", "result", "all"):
        _tell(kind, [each for each in took if kind in (each.kind, "all")])
    _tell("page (PDF)", list(_pages(PAGES)))
    _memory(drawings)


def _tell(name: str, took: list[Took]) -> None:
    cuts = quantiles([t.seconds for t in took], n=100), quantiles([t.work for t in took], n=100)
    print(f"{name:<14}", *(f"{c[n] * 1e3:>8.0f}" for c in cuts for n in (49, 98)))


def _memory(drawings: Iterator[Took]) -> None:
    """In a process that has drawn some charts already."""
    first = _after(drawings, FIRST)
    then = _after(drawings, MANY - FIRST)
    print(f"RSS {first:.1f} MB after {FIRST} more charts, {then:.1f} MB after {MANY}")


def _after(drawings: Iterator[Took], count: int) -> float:
    for _ in islice(drawings, count):
        pass
    gc.collect()
    return _resident()


def _resident() -> float:
    """Megabytes now; where the system does not tell, the most there ever was."""
    status = Path("/proc/self/statm")
    if status.exists():
        return int(status.read_text().split()[1]) * resource.getpagesize() / 2**20
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**10


def _drawings() -> Iterator[Took]:
    """For ever, each of another past and in each language in turn."""
    number = 0
    while True:
        number += 1
        language = LANGUAGES[number % len(LANGUAGES)]
        for kind, draw, height in (
            ("progress", _progress, progress.HEIGHT),
            ("week", _week, week.HEIGHT),
            ("result", _result, result.HEIGHT),
        ):
            watch = Watch()
            svg = draw(number, language)
            if svg:
                pngs([svg], WIDTH, height)
                yield watch.stop(kind)


def _pages(count: int) -> Iterator[Took]:
    """Of the same half year, each with another name on it."""
    lived, reader = _lived(), Reader("en", _words("en"))
    for number in range(count):
        picture = PhysioPage(paper="a4", name=f"Sam {number}", made_at=LATER)
        watch = Watch()
        page(picture, lived, CONTENT, reader)
        yield watch.stop("page")


def _lived() -> Past:
    """Of a virtual person who keeps to the plan."""
    records: list[Record] = []

    def step(conversation: Conversation, event: Event, content: Content) -> Outcome:
        outcome = advance(conversation, event, content)
        records.extend(effect for effect in outcome.effects if isinstance(effect, Record))
        return outcome

    walk = Walk(draw_person(1, PERSON), CONTENT, weeks=WEEKS, step=step)
    walk.run()
    return Past(walk.conversation, tuple(records))


def _words(language: str) -> Callable[[Text], str]:
    return lambda text: said(text, CONTENT, language)


def _progress(number: int, language: str) -> str | None:
    past = made(20 + number * 7 % 400, seed=number)
    days = (7, 30, 90, None)[number % 4]
    return progress.draw(past, days, _words(language), language)


def _week(number: int, language: str) -> str | None:
    return week.draw(made(7, seed=number), MONDAY, MONDAY + 6 * DAY, _words(language), language)


def _result(number: int, language: str) -> str | None:
    scores = [number * step % 101 for step in (3, 7, 11, 13, 17, 19, 23)]
    factors = dict(zip(("nerve", "length", "posture"), scores, strict=False))
    functions = dict(zip(("pelvis", "hip_ext", "knee_flex", "rotation"), scores[3:], strict=True))
    return result.draw({**factors}, {**functions}, CONTENT.weighing.levels, _words(language))


if __name__ == "__main__":
    main()
