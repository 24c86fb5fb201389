"""The budget of one update in microseconds, stage by stage, and how it grows.

Prints Markdown tables for docs/performance.md. CPU is that of this process; a commit's waiting for
the disk is told beside it.
Use: python -m bench.budget [--talks 12] [--stored 0 10000 100000] [--seconds 8]
"""

# ruff: noqa: T201 - it prints what it finds

from __future__ import annotations

import argparse
import asyncio
import statistics
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bench.conversation import closed
from bench.growth import WithPeople, with_content, with_history, with_people
from bench.running import OURS
from bench.stages import PARTS, Budget, Cost, budget

AT_ONCE = (1, 8, 64)
"""Updates a batch: a quiet bot, a busy one, one that lags behind."""
TALKS = 12
STORED = (0, 10_000, 100_000)
DAYS = (0, 28, 357)
"""A week of days begins on each."""
SECONDS = 8.0
DESK = ("load", "advance", "save", "commit")


async def main(talks: int, stored: Sequence[int], seconds: float) -> None:
    budgets = [await budget(at_once, _talks(talks, at_once)) for at_once in AT_ONCE]
    _tell_budget(budgets)
    if seconds:
        await _tell_whole(seconds)
    _tell_people([await with_people(each, at_once=AT_ONCE[1], talks=talks) for each in stored])
    _tell_history()
    _tell_content()


def _talks(talks: int, at_once: int) -> int:
    return max(2, talks * 4 // at_once) if at_once > 1 else talks


def _table(*head: str) -> None:
    print(f"\n| {' | '.join(head)} |\n|{'---|' * len(head)}")


def _row(what: str, *values: str) -> None:
    print(f"| {' | '.join((what, *values))} |")


def _tell_budget(budgets: Sequence[Budget]) -> None:
    batches = [f"{one.people} a batch" for one in budgets]
    _table("microseconds of CPU for one update", *batches)
    for name, what in PARTS.items():
        _row(what, *(f"{one.stages[name].cpu:.0f}" for one in budgets))
    _row("**sum**", *(f"**{sum(c.cpu for c in one.stages.values()):.0f}**" for one in budgets))
    _row("a commit with its wait for the disk", *(_wall(one, "commit") for one in budgets))
    _row("letters, HTTP calls", *(f"{one.letters:.2f}, {one.calls:.2f}" for one in budgets))


def _wall(one: Budget, stage: str) -> str:
    return f"{one.stages[stage].wall:.0f}"


async def _tell_whole(seconds: float) -> None:
    """What the parts should come to."""
    with tempfile.TemporaryDirectory() as folder:
        found = await closed(OURS, Path(folder), seconds)
    print(
        f"\nThe whole process, 64 people in a closed loop: {found.cpu_ms * 1000:.0f} microseconds"
    )
    print(f"of CPU for one update, {found.calls_per_update:.2f} calls, {found.rate:.0f} updates/s.")


def _tell_people(found: Sequence[WithPeople]) -> None:
    _table("people in the store", "file, MB", "load", "save", "commit", "settle", "whole update")
    for one in found:
        stages = [one.found.stage(name).cpu for name in ("load", "save", "commit", "settle")]
        whole = _whole(one)
        _row(f"{one.stored:,}", f"{one.file_mb:.0f}", *(f"{each:.0f}" for each in (*stages, whole)))


def _whole(one: WithPeople) -> float:
    """But for HTTP."""
    return statistics.median(
        sum(costs.get(name, Cost()).cpu for name in ("parse", "desk", "pump"))
        for costs in one.found.costs
    )


def _tell_history() -> None:
    _table("days in the programme", "snapshot, bytes", "open, validate", "advance", "dump, seal")
    for one in with_history(DAYS):
        costs = (one.snapshot, one.opening, one.advance, one.sealing)
        _row(f"{one.day + 1} to {one.day + 7}", *(f"{each:.0f}" for each in costs))


def _tell_content() -> None:
    _table("content", "exercises", "questions", "advance in the intake", "in the first week")
    for one in with_content():
        counts = (str(one.exercises), str(one.questions))
        _row(one.what, *counts, f"{one.intake:.0f}", f"{one.days:.0f}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--talks", type=int, default=TALKS)
    parser.add_argument("--stored", type=int, nargs="*", default=STORED)
    parser.add_argument("--seconds", type=float, default=SECONDS, help="of the whole process; or 0")
    asked = parser.parse_args()
    asyncio.run(main(asked.talks, asked.stored, asked.seconds))
