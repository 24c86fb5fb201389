"""Random walks through the talk, on all cores: python -m bench.walk [--walks N] [--first N].

Each walk is drawn from its number and keeps the promises of tests/flows/promises.py at every step.
100,000 walks take about 15 minutes on two cores. The first broken promise ends the run and is told.
"""

# ruff: noqa: T201 - it prints what it finds

from __future__ import annotations

import argparse
import os
import sys
import time
from collections import Counter
from multiprocessing import Pool

from tests.flows.wanderer import BrokenPromiseError, Wanderer

WALKS, STEPS = 100_000, 30
AT_ONCE = 250
"""Walks that one process takes up at a time."""
BEYOND_THE_TESTS = 1_000_000
"""The first number by default: the tests take the low ones."""
Found = tuple[int, Counter[str], Counter[str], str | None]


def lead(numbers: range) -> Found:
    """Events, states, topics, and what was broken."""
    events, states, topics = 0, Counter[str](), Counter[str]()
    for number in numbers:
        try:
            walker = Wanderer(number).wander(STEPS)
        except BrokenPromiseError as error:
            return events, states, topics, str(error)
        events += len(walker.done)
        states += walker.states
        topics += walker.topics
    return events, states, topics, None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--walks", type=int, default=WALKS)
    parser.add_argument("--first", type=int, default=BEYOND_THE_TESTS)
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    asked = parser.parse_args()
    end = asked.first + asked.walks
    parts = [range(n, min(n + AT_ONCE, end)) for n in range(asked.first, end, AT_ONCE)]
    started = time.perf_counter()
    events, states, topics = 0, Counter[str](), Counter[str]()
    with Pool(asked.processes) as pool:
        for done, (more, in_states, on_topics, broken) in enumerate(
            pool.imap_unordered(lead, parts), 1
        ):
            if broken:
                sys.exit(broken)
            events, states, topics = events + more, states + in_states, topics + on_topics
            if done % 20 == 0 or done == len(parts):
                walks = min(done * AT_ONCE, asked.walks)
                print(f"{walks} walks, {events} events, {time.perf_counter() - started:.0f} s")
    for what, reached in (("states", states), ("topics", topics)):
        print(f"{what}: " + ", ".join(f"{name} {n}" for name, n in reached.most_common()))


if __name__ == "__main__":
    main()
