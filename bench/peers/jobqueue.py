"""Daily reminders by python-telegram-bot's JobQueue: what so many jobs cost, as JSON.

Use: python -m bench.peers.jobqueue JOBS
"""

# ruff: noqa: T201 - it prints what it finds

from __future__ import annotations

import asyncio
import datetime as dt
import json
import resource
import sys
import time
from pathlib import Path

from telegram.ext import ApplicationBuilder, ContextTypes

from bot.clock import SystemClock

TOGETHER = 500
TICK_SECONDS = 0.005
AHEAD_SECONDS = 2.0
LONGEST_SECONDS = 30.0
YIELD_EVERY = 100
"""Registering wakes the queue each time; what waits for the loop is no memory of the jobs."""
ran: list[float] = []


async def remind(_: ContextTypes.DEFAULT_TYPE) -> None:
    ran.append(time.monotonic())


async def main(jobs: int) -> None:
    application = ApplicationBuilder().token("1:bench").updater(None).build()
    queue = application.job_queue
    await queue.start()
    before, begun = rss_mb(), time.perf_counter()
    noon = utc_now() + dt.timedelta(hours=12)
    for number in range(jobs - TOGETHER):
        at = (noon + dt.timedelta(seconds=number % 3600)).timetz()
        queue.run_daily(remind, at, chat_id=number)
        if number % YIELD_EVERY == 0:
            await asyncio.sleep(0)
    seconds = time.perf_counter() - begun
    grown = rss_mb() - before
    ahead = dt.timedelta(seconds=AHEAD_SECONDS + jobs / 20_000)
    due = (utc_now() + ahead).replace(microsecond=0)  # as a daily job has no finer time
    for number in range(jobs - TOGETHER, jobs):
        queue.run_daily(remind, due.timetz(), chat_id=number)
    blocked, all_after = await fall_due(due)
    await queue.stop(wait=True)
    print(
        json.dumps(
            {
                "seconds_to_register": round(seconds, 2),
                "mb": round(grown),
                "longest_block_ms": round(blocked * 1000),
                "all_ran_after_ms": round(all_after * 1000),
                "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
            }
        )
    )


async def fall_due(due: dt.datetime) -> tuple[float, float]:
    """How long the loop stood still at most, and until the last had run; in seconds.

    The queue leaves out what is a second late, as it does by itself; then there is no number.
    """
    begun = time.monotonic() + (due - utc_now()).total_seconds()
    longest, last = 0.0, time.monotonic()
    while len(ran) < TOGETHER:
        await asyncio.sleep(TICK_SECONDS)
        now = time.monotonic()
        if now >= begun:
            longest = max(longest, now - last - TICK_SECONDS)
        if now > begun + LONGEST_SECONDS:
            raise SystemExit(f"only {len(ran)} of {TOGETHER} jobs ran; the others were too late")
        last = now
    return longest, ran[-1] - begun


def utc_now() -> dt.datetime:
    return SystemClock().now()


def rss_mb() -> float:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS:")) / 1024


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1])))
