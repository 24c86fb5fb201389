"""Hostile updates by the hundred thousand, on all cores: python -m bench.fuzz [--updates N].

Each round has its own seed, database and people; what must never happen is told, with the seed.
"""

# ruff: noqa: T201 - it prints what it finds

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import tempfile
import time
from collections import Counter
from functools import partial
from multiprocessing import Pool
from pathlib import Path

from tests.bot.siege import Siege

UPDATES, ROUND = 200_000, 5_000
BEYOND_THE_TESTS = 1_000


def siege(seed: int, updates: int) -> tuple[int, list[str], Counter[str]]:
    told = Siege(seed)
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(told.run(Path(folder), updates))
    return seed, told.problems, told.done


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--updates", type=int, default=UPDATES)
    parser.add_argument("--first", type=int, default=BEYOND_THE_TESTS, help="the first seed")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    asked = parser.parse_args()
    seeds = range(asked.first, asked.first - (-asked.updates // ROUND))
    started, done = time.perf_counter(), Counter[str]()
    with Pool(asked.processes) as pool:
        for seed, problems, counts in pool.imap_unordered(partial(siege, updates=ROUND), seeds):
            if problems:
                sys.exit("\n".join([f"seed {seed}:", *problems[:20]]))
            done += counts
    seconds = time.perf_counter() - started
    print(f"{len(seeds) * ROUND} updates in {seconds:.0f} s: nothing raised, nothing crossed")
    print(", ".join(f"{name}: {count}" for name, count in done.most_common()))


if __name__ == "__main__":
    main()
