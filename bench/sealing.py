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
from dataclasses import replace
from functools import partial
from pathlib import Path

from bench.conversation import Closed, closed
from bench.running import OURS
from bot.store.crypto import KeyRing, new_entry

DEFAULTS = 5, 10.0
SIZES = (300, 4_000, 16_000)
"""Bytes of a letter, of a talk after some weeks, and of the longest talk."""
CALLS = 20_000
CONTESTANTS = {
    "sealed": OURS,
    "open": replace(OURS, command=(sys.executable, "-m", "bench.unsealed", "run")),
}


async def main(rounds: int, seconds: float) -> None:
    _time_calls()
    found: dict[str, list[Closed]] = {name: [] for name in CONTESTANTS}
    for number in range(rounds):
        for name in sorted(CONTESTANTS, reverse=bool(number % 2)):
            with tempfile.TemporaryDirectory() as folder:
                found[name].append(await _whole_talks(name, Path(folder), seconds))
            print(f"round {number + 1}, {name}: {_rate(found[name][-1]):.0f} updates/s")
    for what, measure in (("updates/s", _rate), ("ms of CPU an update", _cpu)):
        _compare(what, found, measure)


async def _whole_talks(name: str, folder: Path, seconds: float) -> Closed:
    return await closed(CONTESTANTS[name], folder, seconds, steps=None)


def _rate(found: Closed) -> float:
    return found.rate


def _cpu(found: Closed) -> float:
    return found.cpu_ms


def _compare(what: str, found: dict[str, list[Closed]], measure: Callable[[Closed], float]) -> None:
    sealed, unsealed = (statistics.median(map(measure, found[name])) for name in CONTESTANTS)
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
        seal = _microseconds(partial(key.seal, "snapshot", plain))
        unseal = _microseconds(partial(key.open, "snapshot", blob))
        print(f"{size} bytes: seal {seal:.1f} us, open {unseal:.1f} us")


def _microseconds(call: Callable[[], object]) -> float:
    return min(timeit.repeat(call, number=CALLS, repeat=3)) / CALLS * 1e6


if __name__ == "__main__":
    rounds, seconds = (*sys.argv[1:], *(str(default) for default in DEFAULTS[len(sys.argv) - 1 :]))
    asyncio.run(main(int(rounds), float(seconds)))
