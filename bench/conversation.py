"""Updates a second of one bot, and how long people wait, in a closed and in an open loop.

The bot is a process of its own on the first core, with a fresh store; the Bot API server, the
people and the clock are this process, on the others.
Use: python -m bench.conversation [NAME ...] [--seconds 10] [--delay 0] [--rate 0]
"""

# ruff: noqa: T201 - it prints what it finds

from __future__ import annotations

import argparse
import asyncio
import statistics
import tempfile
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.contestants import AIOGRAM_REDIS, named, with_redis
from bench.crowd import PEOPLE, STEPS, ClosedLoop, OpenLoop, Wait, now, percentile
from bench.redis_beside import redis_beside
from bench.running import Beside, Contestant, busy_seconds, running
from bench.telegram import LeanTelegram

WARM_UP_SECONDS = 3.0
LAST_ANSWERS_SECONDS = 2.0
"""For what is under way at the end; what has no answer then has none."""


@dataclass(frozen=True)
class Closed:
    """What was done in the seconds that were measured."""

    updates: int
    seconds: float
    calls_per_update: float
    cpu_ms: float
    """Of the bot, for each update."""
    bot_share: float
    """Of its core."""
    server_share: float
    """Of a core, by the Bot API server and the people."""
    disturbed: float
    """Of the bot's core, by anybody else: a run with much of this counts for little."""
    p50: float
    p99: float
    """Milliseconds from an update to its answer."""
    rss_mb: float
    finished: int
    """Talks."""

    @property
    def rate(self) -> float:
        return self.updates / self.seconds


@dataclass(frozen=True)
class Open:
    p50: float
    p99: float
    """Milliseconds; an update that was never answered counts as long as the run."""
    answered: float
    """The share of updates that were."""
    bot_share: float
    server_share: float
    disturbed: float
    """As in `Closed`."""


class Meter:
    """What the bot and this process have used since it was made."""

    def __init__(self, server: LeanTelegram, beside: Beside) -> None:
        self._server, self._beside = server, beside
        self._at, self._calls = now(), server.calls
        self._cpu, self._own = beside.cpu_seconds(), time.process_time()
        self._busy = busy_seconds()

    @property
    def seconds(self) -> float:
        return now() - self._at

    @property
    def calls(self) -> int:
        return self._server.calls - self._calls

    @property
    def cpu(self) -> float:
        return self._beside.cpu_seconds() - self._cpu

    @property
    def bot_share(self) -> float:
        return self.cpu / self.seconds

    @property
    def disturbed(self) -> float:
        return max(0.0, busy_seconds() - self._busy - self.cpu) / self.seconds

    @property
    def own_share(self) -> float:
        return (time.process_time() - self._own) / self.seconds


async def closed(  # noqa: PLR0913 - sizes of a run
    contestant: Contestant,
    folder: Path,
    seconds: float,
    delay: float = 0.0,
    *,
    people: int = PEOPLE,
    steps: int | None = STEPS,
    warm_up: float = WARM_UP_SECONDS,
    chats: Iterator[int] | None = None,
) -> Closed:
    async with LeanTelegram() as server, running(contestant, server, folder) as beside:
        server.delay_seconds = delay
        crowd = ClosedLoop(server, steps=steps, chats=chats)
        crowd.begin(people)
        await asyncio.sleep(warm_up)
        crowd.waits.clear()
        finished, meter = crowd.left, Meter(server, beside)
        await asyncio.sleep(seconds)
        found = _closed(crowd, meter, beside, finished)
        crowd.go()
        await asyncio.sleep(LAST_ANSWERS_SECONDS)
        return found


def _closed(crowd: ClosedLoop, meter: Meter, beside: Beside, finished: int) -> Closed:
    updates, seconds, cpu = len(crowd.waits), meter.seconds, meter.cpu
    p50, p99 = waited(crowd.waits)
    return Closed(
        updates=updates,
        seconds=seconds,
        calls_per_update=meter.calls / max(1, updates),
        cpu_ms=cpu / max(1, updates) * 1000,
        bot_share=cpu / seconds,
        server_share=meter.own_share,
        disturbed=meter.disturbed,
        p50=p50,
        p99=p99,
        rss_mb=beside.rss_mb(),
        finished=crowd.left - finished,
    )


async def open_loop(
    contestant: Contestant,
    folder: Path,
    rate: float,
    seconds: float,
    *,
    warm_up: float = WARM_UP_SECONDS,
) -> Open:
    async with LeanTelegram() as server, running(contestant, server, folder) as beside:
        crowd = OpenLoop(server, rate)
        arrivals = asyncio.create_task(crowd.run())
        await asyncio.sleep(warm_up)
        start, meter = now(), Meter(server, beside)
        await asyncio.sleep(seconds)
        end, shares = now(), (meter.bot_share, meter.own_share, meter.disturbed)
        arrivals.cancel()
        await asyncio.sleep(LAST_ANSWERS_SECONDS)
    came = sum(start <= at < end for at in crowd.came)
    waits = between(crowd.waits, start, end)
    never = [Wait(start, seconds)] * (came - len(waits))
    p50, p99 = waited([*waits, *never])
    return Open(p50, p99, len(waits) / max(1, came), *shares)


def between(waits: Sequence[Wait], start: float, end: float) -> list[Wait]:
    """Of what came in that time."""
    return [wait for wait in waits if start <= wait.at < end]


def waited(waits: Sequence[Wait]) -> tuple[float, float]:
    """Milliseconds: the median, and what 99 of 100 were at most."""
    found = [wait.seconds * 1000 for wait in waits]
    return percentile(found, 0.5), percentile(found, 0.99)


def median_and_range(values: Sequence[float], digits: int = 0) -> str:
    """As tables show it."""
    low, middle, high = (
        f"{value:,.{digits}f}" for value in (min(values), statistics.median(values), max(values))
    )
    return f"{middle} ({low}-{high})"


def told_closed(name: str, found: Closed) -> str:
    return (
        f"{name}: {found.rate:.0f} updates/s, {found.calls_per_update:.2f} calls and"
        f" {found.cpu_ms:.2f} ms of CPU each; wait {found.p50:.1f}/{found.p99:.1f} ms;"
        f" {found.rss_mb:.0f} MB; {found.bot_share:.0%} of the bot's core,"
        f" {found.server_share:.0%} of the server's, {found.disturbed:.0%} disturbed"
    )


def told_open(name: str, found: Open) -> str:
    return (
        f"{name}: wait {found.p50:.1f}/{found.p99:.1f} ms, {found.answered:.1%} answered;"
        f" {found.bot_share:.0%} of the bot's core, {found.server_share:.0%} of the server's,"
        f" {found.disturbed:.0%} disturbed"
    )


@asynccontextmanager
async def chosen(name: str) -> AsyncIterator[Contestant]:
    """With a Redis beside it, where it needs one."""
    contestant = named(name)
    if contestant is not AIOGRAM_REDIS:
        yield contestant
        return
    async with redis_beside() as url:
        if url is None:
            raise SystemExit("there is no redis-server here")
        yield with_redis(url)


async def main(asked: argparse.Namespace) -> None:
    for name in asked.names:
        async with chosen(name) as contestant:
            await _tell(contestant, asked)


async def _tell(contestant: Contestant, asked: argparse.Namespace) -> None:
    with tempfile.TemporaryDirectory() as folder:
        where = Path(folder)
        if asked.rate:
            found = await open_loop(contestant, where, asked.rate, asked.seconds)
            print(told_open(contestant.name, found))
        else:
            all_ = await closed(contestant, where, asked.seconds, asked.delay)
            print(told_closed(contestant.name, all_))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", default=["ours"])
    parser.add_argument("--seconds", type=float, default=10.0)
    parser.add_argument("--delay", type=float, default=0.0, help="seconds of each call")
    parser.add_argument("--rate", type=float, default=0.0, help="updates a second: an open loop")
    return parser.parse_args()


if __name__ == "__main__":
    asyncio.run(main(_arguments()))
