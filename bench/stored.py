"""What it costs that a million people are stored: the file, the start, each update, each prompt.

The file is made once and kept where --folder says; without it, it goes at the end.
Use: python -m bench.stored [--people 1000000] [--folder FOLDER] [--rounds 3] [--seconds 10]
         [--rebuild] [--jobs 10000 100000]
"""

# ruff: noqa: T201 - it prints what it finds

from __future__ import annotations

import argparse
import asyncio
import contextlib
import datetime as dt
import shutil
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from bench.conversation import Closed, closed, median_and_range
from bench.crowd import percentile
from bench.filled import Filled, chat_of, chats_of, fill, make_due, opened, scattered, tidy
from bench.jobs import job_queue, told
from bench.running import OURS
from bench.start import Begun, begun
from bot.clock import SystemClock, VirtualClock
from bot.desk import Desk
from bot.model import ChatId, Handled, Incoming
from bot.scheduler import Scheduler
from bot.store import Saved
from bot.store.remains import QUIET_HOUR
from bot.store.sql import SqlStore
from content.load import load_content
from flows.events import Commanded, MomentDue

T = TypeVar("T")
PEOPLE = 1_000_000
TOGETHER = 500
"""Who fall due at one moment."""
ASKED = 100
"""Times that the store is asked who is due."""
SCHEDULER_SECONDS = 2.0


@dataclass(frozen=True)
class Beside:
    """The same work beside nobody and beside all of them, in turns."""

    empty: tuple[Closed, ...]
    full: tuple[Closed, ...]

    @property
    def ratio(self) -> float:
        """Of the medians."""
        return _median([one.rate for one in self.full]) / _median([one.rate for one in self.empty])

    @property
    def cpu_ratio(self) -> float:
        """The same by the bot's CPU alone, as one core would do them; steadier than `ratio`."""
        empty, full = ([one.cpu_ms for one in rounds] for rounds in (self.empty, self.full))
        return _median(empty) / _median(full)


@dataclass(frozen=True)
class Claimed:
    """Milliseconds until those who fall due together have their letters claimed; by step."""

    asked: tuple[float, ...]
    """The store, who they are."""
    handled: tuple[float, ...]
    """The desk, what becomes of them, in one batch."""
    claimed: tuple[float, ...]
    """The store, for their letters."""
    ticked: tuple[float, ...]
    """Instead of the desk's one batch: the scheduler's small ones, one after another."""

    @property
    def whole(self) -> tuple[float, ...]:
        return tuple(h + c for h, c in zip(self.handled, self.claimed, strict=True))


@dataclass(frozen=True)
class Rebuilt:
    """The file written anew, as after an erasure."""

    seconds: float
    live_seconds: float
    """How long an update waited that came meanwhile."""


async def beside_all(folder: Path, people: int, rounds: int, seconds: float) -> Beside:
    """Newcomers, among all who are stored."""
    found: dict[bool, list[Closed]] = {False: [], True: []}
    for number in range(rounds):
        for is_full in (bool(number % 2), not number % 2):
            async with _prepared(folder, is_full=is_full) as there:
                among = scattered(people)
                found[is_full].append(await closed(OURS, there, seconds, chats=among))
    return Beside(tuple(found[False]), tuple(found[True]))


async def starts(folder: Path, rounds: int) -> tuple[list[Begun], list[Begun]]:
    """To the first poll, with nobody stored and with all."""
    found: dict[bool, list[Begun]] = {False: [], True: []}
    for number in range(rounds):
        for is_full in (bool(number % 2), not number % 2):
            async with _prepared(folder, is_full=is_full) as there:
                found[is_full].append(await begun(OURS, there))
    return found[False], found[True]


@contextlib.asynccontextmanager
async def _prepared(folder: Path, *, is_full: bool) -> AsyncIterator[Path]:
    """The folder to run in, with its tables."""
    if is_full:
        tidy(folder)
        yield folder
    else:
        with tempfile.TemporaryDirectory() as empty:
            await fill(Path(empty), 0)
            yield Path(empty)


async def claims(folder: Path, people: int, rounds: int, together: int = TOGETHER) -> Claimed:
    """In this process, through the parts of the bot; each time others are due."""
    found: dict[str, list[float]] = {"asked": [], "handled": [], "claimed": [], "ticked": []}
    content = load_content()
    for number in range(2 * rounds):
        tidy(folder)
        now = SystemClock().now()
        make_due(folder, chats_of(people, together, number), now - dt.timedelta(seconds=1))
        async with opened(folder) as store:
            desk = Desk(store, content, VirtualClock(now))
            if number % 2:
                scheduler = Scheduler(store, desk, VirtualClock(now), _keep)
                found["ticked"].append((await _timed(_all_ticks(scheduler)))[1])
                continue
            for _ in range(ASKED):
                chats, took = await _timed(_due(store, now, together))
                found["asked"].append(took)
            due = [Incoming("", chat, MomentDue(at=now)) for chat in chats]
            _, took = await _timed(desk.handle(due))
            found["handled"].append(took)
            letters, took = await _timed(store.claim(now, together))
            found["claimed"].append(took)
            assert len(chats) == len(letters) == together
    return Claimed(**{name: tuple(values) for name, values in found.items()})


async def _due(store: SqlStore, now: dt.datetime, limit: int) -> list[ChatId]:
    async with store.batch() as batch:
        return await batch.due(now, limit)


async def _all_ticks(scheduler: Scheduler) -> None:
    while await scheduler.tick():
        pass


def _keep(handled: Handled) -> None:
    """What is to be sent stays in the store."""


async def scheduler_kilobytes(folder: Path, seconds: float = SCHEDULER_SECONDS) -> float:
    """How much more memory this process has while it waits for all who are stored."""
    tidy(folder)
    clock = SystemClock()
    async with opened(folder) as store:
        desk = Desk(store, load_content(), clock)
        await store.next_due()  # the connection is there in any case
        before = _own_kilobytes()
        task = asyncio.create_task(Scheduler(store, desk, clock, _keep).run())
        await asyncio.sleep(seconds)
        gained = _own_kilobytes() - before
        task.cancel()
        await asyncio.wait({task})
    return gained


def _own_kilobytes() -> float:
    lines = Path("/proc/self/status").read_text("utf-8").splitlines()
    return next(float(line.split()[1]) for line in lines if line.startswith("VmRSS:"))


async def rebuilt(folder: Path) -> Rebuilt:
    """Somebody is erased; at the quiet hour the whole file is written anew, and somebody writes."""
    tidy(folder)
    now = SystemClock().now()
    quiet = (now + dt.timedelta(days=1)).replace(hour=QUIET_HOUR)
    async with opened(folder) as store:
        desk = Desk(store, load_content(), VirtualClock(now))
        await _erase(store, ChatId(chat_of(1)), now)
        work = asyncio.create_task(_timed(store.clear_away(quiet)))
        await asyncio.sleep(0.05)
        event = Commanded(at=now, name="plan", argument="")
        _, live = await _timed(desk.handle([Incoming("u:1:1", ChatId(chat_of(2)), event)]))
        is_done, took = await work
        assert is_done
    return Rebuilt(took / 1000, live / 1000)


async def _erase(store: SqlStore, chat: ChatId, now: dt.datetime) -> None:
    async with store.batch() as batch:
        loaded = await batch.load([chat])
        gone = Saved(chat, None, loaded[chat].version, "en", forget=True)
        await batch.save([gone], keys=(), now=now)


async def _timed(work: Awaitable[T]) -> tuple[T, float]:
    """With the milliseconds it took."""
    at = time.perf_counter()
    result = await work
    return result, (time.perf_counter() - at) * 1000


def _median(values: Sequence[float]) -> float:
    return percentile(values, 0.5)


async def main(asked: argparse.Namespace) -> None:
    folder = asked.folder or Path(tempfile.mkdtemp())
    try:
        _tell_file(await fill(folder, asked.people))
        _tell_starts(*await starts(folder, asked.rounds))
        print(f"its scheduler: {await scheduler_kilobytes(folder):.0f} kB for all of them")
        _tell_claims(await claims(folder, asked.people, asked.rounds))
        if asked.seconds:
            _tell_beside(await beside_all(folder, asked.people, asked.rounds, asked.seconds))
        if asked.rebuild:
            anew = await rebuilt(folder)
            print(f"written anew: {anew.seconds:.1f} s; an update waits {anew.live_seconds:.1f} s")
    finally:
        if asked.folder is None:
            shutil.rmtree(folder)
    for jobs in asked.jobs:
        print(told(await job_queue(jobs)))


def _tell_file(made: Filled) -> None:
    made_in = f", made in {made.seconds:.0f} s" if made.seconds else ""
    print(f"{made.people:,} people: {made.megabytes:,.0f} MB,", end=" ")
    print(f"{made.bytes_a_person:,.0f} bytes each{made_in}")


def _tell_starts(empty: Sequence[Begun], full: Sequence[Begun]) -> None:
    for name, found in (("empty", empty), ("full", full)):
        wall = median_and_range([one.seconds for one in found], 2)
        rss = median_and_range([one.rss_mb for one in found])
        print(f"{name} store: first poll after {wall} s, then {rss} MB")


def _tell_claims(found: Claimed) -> None:
    p50, p99 = percentile(found.asked, 0.5), percentile(found.asked, 0.99)
    print(f"{TOGETHER} due at once: asked for in {p50:.1f}/{p99:.1f} ms;", end=" ")
    print(f"handled in {median_and_range(found.handled)}", end=" ")
    print(f"and claimed in {median_and_range(found.claimed)} ms;", end=" ")
    print(f"by the scheduler's small batches handled in {median_and_range(found.ticked)} ms")


def _tell_beside(found: Beside) -> None:
    for name, rounds in (("empty", found.empty), ("full", found.full)):
        rate = median_and_range([one.rate for one in rounds])
        rss = median_and_range([one.rss_mb for one in rounds])
        cpu = median_and_range([one.cpu_ms for one in rounds], 2)
        print(f"{name} store: {rate} updates/s, {cpu} ms of CPU each, {rss} MB")
    print(f"full against empty: {found.ratio:.2f}, by CPU {found.cpu_ratio:.2f}")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=PEOPLE)
    parser.add_argument("--folder", type=Path, help="is kept, and used again")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=10.0, help="of a round; 0 = none")
    parser.add_argument("--rebuild", action="store_true", help="write the file anew, too")
    parser.add_argument("--jobs", type=int, nargs="*", default=[], help="beside a queue of timers")
    return parser.parse_args()


if __name__ == "__main__":
    asyncio.run(main(_arguments()))
