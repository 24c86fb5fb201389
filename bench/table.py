"""All that is measured, beside peers on the same work, as Markdown tables: `make bench`.

Contestants take turns; a figure is the median of the rounds, with the lowest and the highest. How
many times as fast ours is, is told of each round by itself, as machines have slow minutes. Use:
python -m bench.table [--rounds 3] [--seconds 8] [--people 1000000] [--parts abcdefghi]
"""

# ruff: noqa: T201 - it prints what it finds

from __future__ import annotations

import argparse
import asyncio
import contextlib
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence
from pathlib import Path
from typing import TypeVar

from bench import ages, shared, start, stored
from bench.contestants import AIOGRAM, PTB, PTB_LIMITER, PTB_PICKLE, with_redis
from bench.conversation import Closed, Open, closed, median_and_range, open_loop
from bench.crowd import percentile
from bench.filled import fill
from bench.floor import CLIENT, FLOOR
from bench.jobs import JOBS, job_queue
from bench.redis_beside import redis_beside
from bench.running import OURS, ROOT, Contestant
from bench.waves import Wave, peer_wave, wave

T = TypeVar("T")
SLOW_SECONDS = 0.05
RATE = 100.0
STALL_RATE, STALL_SECONDS = 20.0, 70.0
"""PicklePersistence writes everything once a minute."""
PEOPLE_IN_A_WAVE = 6_000
FASTEST = 1000.0
"""Messages a second: what Telegram sells, and SEND_RATE's highest."""
SLOWER, TAPS, QUIET_SECONDS = 300.0, 30.0, 8.0
ENOUGH = 30
"""Answers, to tell a percentile of."""
IN_PEACE = 0.05
"""Taps a second; while people talk, planning goes slower."""
WORKERS_SHARE = 3
"""Of the people of a wave: there are four runs of it."""
MORE_STARTS = 2
"""Than rounds: they are short."""
Rounds = dict[str, list[T]]


async def main(asked: argparse.Namespace) -> None:
    print(f"{_machine()}\n")
    for part in asked.parts:
        await PARTS[part](asked)
        print(flush=True)


async def in_turns(
    contestants: Sequence[Contestant],
    rounds: int,
    run: Callable[[Contestant, Path], Awaitable[T]],
) -> Rounds[T]:
    """Each round the other way round, so that whatever drifts drifts for all."""
    found: Rounds[T] = {one.name: [] for one in contestants}
    for number in range(rounds):
        for one in contestants[:: -1 if number % 2 else 1]:
            with tempfile.TemporaryDirectory() as folder:
                found[one.name].append(await run(one, Path(folder)))
    return found


@contextlib.asynccontextmanager
async def aiograms() -> AsyncIterator[list[Contestant]]:
    async with redis_beside() as url:
        yield [AIOGRAM, *([with_redis(url)] if url else [])]


async def conversation(asked: argparse.Namespace) -> None:
    async with aiograms() as others:
        everybody = [OURS, PTB, PTB_PICKLE, *others, FLOOR, CLIENT]
        found = await in_turns(
            everybody, asked.rounds, lambda one, there: closed(one, there, asked.seconds)
        )
    _title("a", "64 people in a closed loop, six steps each, Telegram answers at once")
    _tell_closed(found)


async def slow_telegram(asked: argparse.Namespace) -> None:
    found = await in_turns(
        [OURS, PTB, AIOGRAM],
        asked.rounds,
        lambda one, there: closed(one, there, asked.seconds, SLOW_SECONDS),
    )
    _title("b", "the same, where each call takes 50 ms")
    _tell_closed(found)


async def steady(asked: argparse.Namespace) -> None:
    async with aiograms() as others:
        found = await in_turns(
            [OURS, PTB, *others],
            asked.rounds,
            lambda one, there: open_loop(one, there, RATE, asked.seconds),
        )
    with tempfile.TemporaryDirectory() as folder:
        stall = await open_loop(PTB_PICKLE, Path(folder), STALL_RATE, STALL_SECONDS)
    _title("c", f"{RATE:.0f} updates a second, whether or not they are answered")
    _head("", "p50 ms", "p99 ms", "the bot's core")
    for name, rounds in found.items():
        _tell_open(name, rounds)
    _tell_open(f"PTB + PicklePersistence, {STALL_RATE:.0f}/s for {STALL_SECONDS:.0f} s", [stall])


async def waves(asked: argparse.Namespace) -> None:
    people = asked.wave
    plans = {
        "letters that wait in the store": (people, FASTEST, TAPS, True),
        f"the same at {SLOWER:.0f}/s": (people // 2, SLOWER, TAPS, True),
        "prompts, each session planned": (people, FASTEST, IN_PEACE, False),
        "the same, while others talk": (people // 2, SLOWER, TAPS, False),
    }
    found: Rounds[Wave] = {}
    for _ in range(asked.rounds):
        for name, (many, rate, taps, is_stored) in plans.items():
            with tempfile.TemporaryDirectory() as folder:
                one = await wave(
                    Path(folder), many, rate, taps, quiet=QUIET_SECONDS, stored=is_stored
                )
            found.setdefault(f"{OURS.name}: {name}", []).append(one)
    peers = await in_turns(
        [PTB, PTB_LIMITER, AIOGRAM],
        asked.rounds,
        lambda one, there: peer_wave(one, there, people, TAPS, quiet=QUIET_SECONDS),
    )
    _title("d", f"a message to {people:,} people, while others make {TAPS:.0f} updates a second")
    _head(
        "", "messages/s", "CPU ms a message", "live p99 ms before", "during", "missed", "twice"
    )  # fmt: skip
    for name, rounds in (found | peers).items():
        _row(
            name,
            _of(rounds, lambda one: one.rate),
            _of(rounds, lambda one: one.bot_share / one.rate * 1000, 2),
            _of(rounds, lambda one: one.quiet_p99, 1) if rounds[0].answers >= ENOUGH else "-",
            _of(rounds, lambda one: one.p99, 1) if rounds[0].answers >= ENOUGH else "-",
            f"{sum(one.missed for one in rounds)}",
            f"{sum(one.doubled for one in rounds)}",
        )


async def many_stored(asked: argparse.Namespace) -> None:
    folder = Path(tempfile.mkdtemp())
    try:
        made = await fill(folder, asked.people)
        empty, full = await stored.starts(folder, asked.rounds)
        kilobytes = await stored.scheduler_kilobytes(folder)
        claimed = await stored.claims(folder, asked.people, asked.rounds)
        beside = await stored.beside_all(folder, asked.people, asked.rounds, asked.seconds)
        anew = await stored.rebuilt(folder)
    finally:
        shutil.rmtree(folder)
    _title("e", f"{asked.people:,} people stored")
    _head("", "nobody stored", f"{asked.people:,} stored")
    _row("database", "", f"{made.megabytes:,.0f} MB, {made.bytes_a_person:,.0f} bytes a person")
    _row(
        "start to first poll, s",
        _of(empty, lambda one: one.seconds, 2),
        _of(full, lambda one: one.seconds, 2),
    )
    _row(
        "memory, MB",
        _of(beside.empty, lambda one: one.rss_mb),
        _of(beside.full, lambda one: one.rss_mb),
    )
    for name, get, digits in (
        ("updates/s", lambda one: one.rate, 0),
        ("CPU ms an update", lambda one: one.cpu_ms, 2),
    ):
        _row(name, _of(beside.empty, get, digits), _of(beside.full, get, digits))
    asked_for = [percentile(claimed.asked, share) for share in (0.5, 0.99)]
    _row("who is due: 500 asked for, p50/p99 ms", "", "/".join(f"{ms:.1f}" for ms in asked_for))
    _row("500 planned and stored, ms", "", median_and_range(claimed.handled))
    _row("500 letters claimed, ms", "", median_and_range(claimed.claimed))
    _row("memory of the scheduler, kB", "", f"{kilobytes:.0f}")
    _row(
        "written anew after erasures, s",
        "",
        f"{anew.seconds:.0f}, an update waits {anew.live_seconds:.0f}",
    )
    await _tell_jobs()


async def _tell_jobs() -> None:
    print()
    _head("JobQueue of PTB", "s to register", "MB", "500 due: the loop stands, ms", "all ran, ms")
    for jobs in JOBS:
        if (one := await job_queue(jobs)) is not None:
            _row(
                f"{jobs:,} jobs",
                f"{one.seconds_to_register:.1f}",
                f"{one.mb:.0f}",
                f"{one.longest_block_ms:.0f}",
                f"{one.all_ran_after_ms:.0f}",
            )


async def days(asked: argparse.Namespace) -> None:
    found = await ages.rates(ages.DAYS, asked.rounds, asked.seconds)
    _title("f", "64 people of the programme, by how long they are in it")
    _head("", "updates/s", "of day 1", "CPU ms an update", "of day 1")
    for day, rounds in found.by_days.items():
        _row(
            f"day {day}",
            _of(rounds, lambda one: one.rate),
            f"{found.ratio(1, day):.2f}",
            _of(rounds, lambda one: one.cpu_ms, 2),
            f"{found.cpu_ratio(1, day):.2f}",
        )


async def memory(asked: argparse.Namespace) -> None:
    del asked
    _title(
        "g", f"memory after {start.PEOPLE:,} people more have talked, MB (proportional set size)"
    )
    _head("", "idle", f"after the first {start.FIRST:,}", "then, for each 1,000 more")
    for one in (OURS, PTB, AIOGRAM):
        told = await start.memory(one)
        _row(one.name, f"{told.idle_mb:.0f}", f"{told.first_mb:.0f}", f"{told.mb_per_1000:.1f}")


async def starts(asked: argparse.Namespace) -> None:
    rounds = asked.rounds + MORE_STARTS
    _title("h", "start")
    _head("", "to the first poll, s", "CPU, s", "idle, MB")
    for one in (OURS, PTB, AIOGRAM):
        found = await start.starts(one, rounds)
        _row(
            one.name,
            _of(found, lambda each: each.seconds, 2),
            _of(found, lambda each: each.cpu_seconds, 2),
            _of(found, lambda each: each.rss_mb),
        )
    print(f"\n`import bot.app`: {median_and_range(start.import_seconds(rounds), 2)} s")


async def workers(asked: argparse.Namespace) -> None:
    _title("i", "several workers on one database, webhook, all on the same cores as the rest")
    people = asked.wave // WORKERS_SHARE
    found = await shared.all_of(asked.rounds, asked.seconds, people)
    print(shared.table(found))


PARTS: dict[str, Callable[[argparse.Namespace], Awaitable[None]]] = {
    "a": conversation, "b": slow_telegram, "c": steady, "d": waves, "e": many_stored,
    "f": days, "g": memory, "h": starts, "i": workers,
}  # fmt: skip


def _tell_closed(found: Rounds[Closed]) -> None:
    _head(
        "",
        "updates/s",
        "ours, times",
        "CPU ms an update",
        "calls",
        "p50 ms",
        "p99 ms",
        "the server's core",
    )
    for name, rounds in found.items():
        times = [ours.rate / one.rate for ours, one in zip(found[OURS.name], rounds, strict=True)]
        _row(
            name,
            _of(rounds, lambda one: one.rate),
            _of(times, lambda each: each, 1),
            _of(rounds, lambda one: one.cpu_ms, 2),
            f"{statistics.median(one.calls_per_update for one in rounds):.2f}",
            _of(rounds, lambda one: one.p50),
            _of(rounds, lambda one: one.p99),
            f"{statistics.median(one.server_share for one in rounds):.0%}",
        )


def _tell_open(name: str, rounds: Sequence[Open]) -> None:
    share = statistics.median(one.bot_share for one in rounds)
    _row(
        name,
        _of(rounds, lambda one: one.p50, 1),
        _of(rounds, lambda one: one.p99, 1),
        f"{share:.0%}",
    )


def _of(rounds: Iterable[T], get: Callable[[T], float], digits: int = 0) -> str:
    return median_and_range([get(one) for one in rounds], digits)


def _title(part: str, words: str) -> None:
    print(f"({part}) {words}\n")


def _head(*names: str) -> None:
    _row(*names)
    print("|---" * len(names) + "|")


def _row(*cells: str) -> None:
    print(f"| {' | '.join(cells)} |")


def _machine() -> str:
    commit = subprocess.run(
        ["git", "describe", "--always", "--dirty"],  # noqa: S607 - whichever git there is
        cwd=ROOT, check=False, capture_output=True, text=True,
    ).stdout.strip()  # fmt: skip
    return (
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores,"
        f" Python {sys.version.split()[0]}, commit {commit or 'unknown'}"
    )


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=8.0, help="of a round")
    parser.add_argument("--people", type=int, default=stored.PEOPLE, help="stored, in part e")
    parser.add_argument("--wave", type=int, default=PEOPLE_IN_A_WAVE, help="people, in part d")
    parser.add_argument("--parts", default="".join(PARTS))
    return parser.parse_args()


if __name__ == "__main__":
    asyncio.run(main(_arguments()))
