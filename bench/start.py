"""How long a bot takes to its first poll, and how much memory it needs, idle and for each person.

Use: python -m bench.start [NAME ...] [--starts 7] [--people 5000] [--imports]
"""

# ruff: noqa: T201 - it prints what it finds

from __future__ import annotations

import argparse
import asyncio
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.contestants import named
from bench.conversation import median_and_range
from bench.crowd import ClosedLoop
from bench.running import ROOT, Contestant, running
from bench.telegram import LeanTelegram

STARTS = 7
PEOPLE = 5_000
FIRST = 1_000
SETTLED_SECONDS = 2.0
"""After the first poll: what goes on in the background has happened."""
LONGEST_SECONDS = 300.0
AT_ONCE = 64
IMPORTED = "bot.app"
SHOWN = 10


@dataclass(frozen=True)
class Begun:
    """A start, to the first poll."""

    seconds: float
    cpu_seconds: float
    rss_mb: float
    pss_mb: float
    """Both a moment later, idle."""


@dataclass(frozen=True)
class Memory:
    """PSS; of the first people come buffers, pools and caches, which the others share."""

    idle_mb: float
    first: int
    """People who came first."""
    first_mb: float
    """After them."""
    people: int
    """Who came then, and how long it took."""
    seconds: float
    after_mb: float

    @property
    def mb_per_1000(self) -> float:
        """Of those who came then."""
        return (self.after_mb - self.first_mb) / self.people * 1000


async def begun(
    contestant: Contestant, folder: Path, settled_seconds: float = SETTLED_SECONDS
) -> Begun:
    async with LeanTelegram() as server:
        at = time.perf_counter()
        async with running(contestant, server, folder) as beside:
            seconds, cpu = time.perf_counter() - at, beside.cpu_seconds()
            await asyncio.sleep(settled_seconds)
            return Begun(seconds, cpu, beside.rss_mb(), beside.pss)


async def starts(contestant: Contestant, rounds: int = STARTS) -> list[Begun]:
    """Of one that has a store already, but for the first, which makes it."""
    with tempfile.TemporaryDirectory() as folder:
        return [await begun(contestant, Path(folder)) for _ in range(rounds)]


async def memory(contestant: Contestant, people: int = PEOPLE, first: int = FIRST) -> Memory:
    """Before and after so many have each gone through the script."""
    with tempfile.TemporaryDirectory() as folder:
        async with LeanTelegram() as server, running(contestant, server, folder) as beside:
            await asyncio.sleep(SETTLED_SECONDS)
            idle, guests = beside.pss, Guests(server)
            await guests.talk(first)
            warm, at = beside.pss, time.perf_counter()
            await guests.talk(people)
            seconds = time.perf_counter() - at - SETTLED_SECONDS
            return Memory(idle, first, warm, people, seconds, beside.pss)


class Guests(ClosedLoop):
    """No more come than are asked to."""

    def __init__(self, server: LeanTelegram) -> None:
        super().__init__(server)
        self._to_come = 0

    async def talk(self, people: int) -> None:
        """So many, some at a time, until all have left and it is quiet."""
        wanted = self.left + people
        self._to_come = people
        self.begin(AT_ONCE)
        await self._server.until(lambda: self.left >= wanted, LONGEST_SECONDS)
        await asyncio.sleep(SETTLED_SECONDS)

    def come(self, at: float) -> None:
        if self._to_come:
            self._to_come -= 1
            super().come(at)


def import_seconds(rounds: int = STARTS, module: str = IMPORTED) -> list[float]:
    """Python's own start included."""
    return [_import(module) for _ in range(rounds)]


def _import(module: str) -> float:
    at = time.perf_counter()
    subprocess.run([sys.executable, "-c", f"import {module}"], cwd=ROOT, check=True)  # noqa: S603 - ours
    return time.perf_counter() - at


def import_by_package(module: str = IMPORTED) -> dict[str, float]:
    """Milliseconds of each package's own modules, the most first."""
    command = (sys.executable, "-X", "importtime", "-c", f"import {module}")
    told = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)  # noqa: S603 - ours
    return by_package(told.stderr)


def by_package(told: str) -> dict[str, float]:
    """From what `-X importtime` writes: own and summed microseconds, and the name."""
    found: Counter[str] = Counter()
    for line in told.splitlines():
        own, _, name = line.removeprefix("import time:").split("|")
        if own.strip().isdecimal():
            found[name.strip().partition(".")[0]] += int(own)
    return {name: own / 1000 for name, own in found.most_common()}


async def main(asked: argparse.Namespace) -> None:

    for contestant in map(named, asked.names):
        _tell_starts(contestant.name, await starts(contestant, asked.starts))
        if asked.people:
            _tell_memory(contestant.name, await memory(contestant, asked.people))
    if asked.imports:
        took = import_seconds(asked.starts)
        print(f"import {IMPORTED}: {median_and_range(took, 2)} s, {_bare():.2f} s of it Python")
        for name, ms in list(import_by_package().items())[:SHOWN]:
            print(f"  {ms:6.0f} ms {name}")


def _tell_starts(name: str, found: Sequence[Begun]) -> None:
    wall = median_and_range([one.seconds for one in found], 2)
    cpu = median_and_range([one.cpu_seconds for one in found], 2)
    rss = median_and_range([one.rss_mb for one in found])
    print(f"{name}: first poll after {wall} s, {cpu} s of CPU; idle {rss} MB")


def _tell_memory(name: str, found: Memory) -> None:
    print(f"{name}: {found.idle_mb:.0f} MB idle, {found.first_mb:.0f} after", end=" ")
    print(f"{found.first:,} people, {found.after_mb:.0f} after {found.people:,} more", end=" ")
    print(f"in {found.seconds:.0f} s: {found.mb_per_1000:.1f} MB per 1,000")


def _bare() -> float:
    return statistics.median(import_seconds(STARTS, "sys"))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", default=["ours"])
    parser.add_argument("--starts", type=int, default=STARTS)
    parser.add_argument("--people", type=int, default=PEOPLE, help="0 = memory is not measured")
    parser.add_argument("--imports", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    asyncio.run(main(_arguments()))
