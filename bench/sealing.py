"""What sealing costs: the real process with it and without, in turns, and each call by itself.

Use: python -m bench.sealing [ROUNDS [SECONDS]], on a machine that does nothing else.
"""

# ruff: noqa: T201 - it prints what it finds

from __future__ import annotations

import asyncio
import os
import statistics
import sys
import tempfile
import timeit
from collections.abc import Callable

from bench.throughput import Pace, pace
from bot.store.crypto import KeyRing, new_entry

ROUNDS, SECONDS = 5, 10.0
SIZES = (300, 4_000, 16_000)
"""Bytes of a letter, of a talk after some weeks, and of the longest talk."""
CALLS = 20_000
PROGRAMS = {"sealed": "bot", "open": "bench.unsealed"}


async def main(rounds: int = ROUNDS, seconds: float = SECONDS) -> None:
    _time_calls()
    found: dict[str, list[Pace]] = {name: [] for name in PROGRAMS}
    for number in range(rounds):
        for name in sorted(PROGRAMS, reverse=bool(number % 2)):
            with tempfile.TemporaryDirectory() as folder:
                found[name].append(await pace(folder, seconds, PROGRAMS[name]))
            print(f"round {number + 1}, {name}: {_rate(found[name][-1]):.0f} updates/s")
    for what, measure in (("updates/s", _rate), ("ms of CPU an update", _cpu)):
        _compare(what, found, measure)


def _rate(pace: Pace) -> float:
    return pace.updates / pace.seconds


def _cpu(pace: Pace) -> float:
    return pace.cpu_seconds / pace.updates * 1000


def _compare(what: str, found: dict[str, list[Pace]], measure: Callable[[Pace], float]) -> None:
    sealed, unsealed = (statistics.median(map(measure, found[name])) for name in PROGRAMS)
    change = abs(sealed - unsealed) / unsealed
    print(f"median: {sealed:.2f} {what} sealed, {unsealed:.2f} open, {change:.1%} apart")


def _time_calls() -> None:
    ring = KeyRing.parse(new_entry("k1"))
    key, wrapped = ring.new_person_key(1)
    print(f"a new person's key: {_microseconds(lambda: ring.new_person_key(1)):.1f} us")
    print(f"unwrap a person's key: {_microseconds(lambda: ring.person_key(1, wrapped)):.1f} us")
    for size in SIZES:
        plain = os.urandom(size)
        blob = key.seal("snapshot", plain)
        seal = _microseconds(lambda plain=plain: key.seal("snapshot", plain))
        unseal = _microseconds(lambda blob=blob: key.open("snapshot", blob))
        print(f"{size} bytes: seal {seal:.1f} us, open {unseal:.1f} us")


def _microseconds(call: Callable[[], object]) -> float:
    return min(timeit.repeat(call, number=CALLS, repeat=3)) / CALLS * 1e6


if __name__ == "__main__":
    given = (int(sys.argv[1]) if sys.argv[1:] else ROUNDS, *map(float, sys.argv[2:]))
    asyncio.run(main(*given))
