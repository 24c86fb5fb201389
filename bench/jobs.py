"""What python-telegram-bot's JobQueue needs for as many reminders: our store keeps one row each.

Use: python -m bench.jobs [JOBS ...]
"""

# ruff: noqa: T201 - it prints what it finds

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass

from bench.contestants import PYTHON
from bench.running import ROOT

JOBS = (10_000, 100_000)


@dataclass(frozen=True)
class Jobs:
    """The peer's queue of timers in memory, as `bench.peers.jobqueue` tells of it."""

    jobs: int
    seconds_to_register: float
    mb: float
    """More memory than before."""
    longest_block_ms: float
    """How long the event loop stood still when 500 fell due at once."""
    all_ran_after_ms: float
    """The last of these."""
    peak_mb: float


async def job_queue(jobs: int) -> Jobs | None:
    """None where the peers are not installed."""
    if not PYTHON.exists():
        return None
    process = await asyncio.create_subprocess_exec(
        *(str(PYTHON), "-m", "bench.peers.jobqueue", str(jobs)),
        cwd=ROOT,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    output, said = await process.communicate()
    if process.returncode:
        raise RuntimeError(said.decode().rstrip().rpartition("\n")[2])
    return Jobs(jobs, **json.loads(output))


def told(found: Jobs | None) -> str:
    if found is None:
        return "JobQueue: not installed"
    return (
        f"JobQueue, {found.jobs:,} jobs: {found.seconds_to_register:.1f} s to register,"
        f" {found.mb:.0f} MB; 500 due at once: the loop stands {found.longest_block_ms:.0f} ms,"
        f" all ran after {found.all_ran_after_ms:.0f} ms"
    )


async def main(jobs: Sequence[int]) -> None:
    for each in jobs:
        print(told(await job_queue(each)))


if __name__ == "__main__":
    asyncio.run(main([int(given) for given in sys.argv[1:]] or JOBS))
