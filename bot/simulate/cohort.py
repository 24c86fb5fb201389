"""Many people at once, on every core; what was counted is the same however they are shared out.

Rule: starts processes and gathers; what one person does is `walk`'s matter.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from typing import NamedTuple, TextIO

from bot.simulate.tally import Counts
from bot.simulate.walk import Failure, walk
from content.load import Content, load_content

CHUNK = 5
"""People a process takes at a time: few enough that none is left with much at the end."""
BAR = 40


class Plan(NamedTuple):
    """Whom to simulate, and for how long."""

    people: int
    weeks: int
    seed: int


class Course(NamedTuple):
    """What became of them."""

    counts: Counts
    failures: tuple[Failure, ...]
    """By the person's number."""


def run_cohort(plan: Plan, workers: int | None = None, show: TextIO = sys.stderr) -> Course:
    """One worker stays in this process."""
    workers = min(workers or os.cpu_count() or 1, len(_chunks(plan)))
    done = _together(plan, workers) if workers > 1 else _alone(plan)
    counts: Counts = Counter()
    failures: list[Failure] = []
    progress = Progress(plan.people, show)
    for part in done:
        counts.update(part.counts)
        failures += part.failures
        progress.more(part.counts["people", 0])
    return Course(counts, tuple(sorted(failures)))


def _chunks(plan: Plan) -> list[range]:
    return [range(n, min(n + CHUNK, plan.people)) for n in range(0, plan.people, CHUNK)]


def _alone(plan: Plan) -> Iterator[Course]:
    content = load_content()
    return (walk_all(plan, numbers, content) for numbers in _chunks(plan))


def _together(plan: Plan, workers: int) -> Iterator[Course]:
    """Fresh processes, as this one may have threads; each reads the content once."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, context, initializer=_get_ready) as pool:
        jobs = [pool.submit(_walk_chunk, plan, numbers) for numbers in _chunks(plan)]
        for job in as_completed(jobs):
            yield job.result()


_content: list[Content] = []
"""Of this process, once it is ready."""


def _get_ready() -> None:
    """What is loaded stays; short-lived snapshots need no look each time."""
    _content.append(load_content())
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


def _walk_chunk(plan: Plan, numbers: range) -> Course:
    return walk_all(plan, numbers, _content[0])


def walk_all(plan: Plan, numbers: Iterable[int], content: Content) -> Course:
    counts: Counts = Counter()
    failures = []
    for number in numbers:
        one = walk(plan.seed, number, content, weeks=plan.weeks)
        failed = one.run()
        counts.update(one.tally.counts)
        failures += [failed] if failed else []
    return Course(counts, tuple(failures))


class Progress:
    """A bar on a terminal; a line every 10 % elsewhere."""

    def __init__(self, people: int, show: TextIO) -> None:
        self.people = people
        self.done = 0
        self.told = 0
        self.show = show

    def more(self, people: int) -> None:
        self.done += people
        percent = 100 * self.done // self.people
        if self.show.isatty():
            bar = "█" * (BAR * self.done // self.people)
            end = "\n" if self.done == self.people else ""
            self._write(f"\r{bar:░<{BAR}} {percent:3} %  {self.done} of {self.people}{end}")
        elif percent // 10 > self.told:
            self.told = percent // 10
            self._write(f"{percent} %: {self.done} of {self.people} people\n")

    def _write(self, text: str) -> None:
        self.show.write(text)
        self.show.flush()
