"""A day of many people, simulated: every prompt is accounted for, whatever fails and whenever.

People in all zones with times, ways and habits of their own; some answer, some have paused, fallen
silent, blocked the bot, or do so in the course of the day. One call of the Bot API in a hundred
fails in one of the ways it can, and the bot is stopped or killed and started anew several times. It
is the real bot but for Telegram, on an event loop whose time jumps (tests/bot/day says how). Ends
with 1 when a prompt is unaccounted for or a rule about time was not kept.
Use: python -m bench.day [--people 10000] [--hours 24]
"""

# ruff: noqa: T201 - it prints what it finds

from __future__ import annotations

import argparse
import logging
import sys
import tempfile
import time
from pathlib import Path

from tests.bot.day.account import Report, account
from tests.bot.day.town import ENDS, Day
from tests.bot.virtual_loop import run_virtually

FAULT_SHARE = 0.01
RATE = 28.0
SHOWN = 20


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=10_000)
    parser.add_argument("--hours", type=float, default=24)
    asked = parser.parse_args()
    logging.basicConfig(level=logging.CRITICAL)  # failing calls are what it is about
    begun = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        day = Day(
            Path(folder), f"sqlite:///{folder}/day.db", asked.people,
            hours=asked.hours, fault_share=FAULT_SHARE, rate=RATE,
        )  # fmt: skip
        run_virtually(day.run())
        report = account(day)
    _tell(day, report)
    print(f"{asked.hours:g} hours in {time.perf_counter() - begun:.0f} s")
    return 0 if report.is_good else 1


def _tell(day: Day, report: Report) -> None:
    zones = {one.conversation.zone for one in day.people}
    print(f"{len(day.people)} people in {len(zones)} zones; {len(ENDS)} processes,", end=" ")
    print(f"{sum(end.how == 'kill' for end in ENDS)} of them killed")
    print(f"{len(day.telegram.begun)} calls, {day.taps.total()} answers")
    _table("Bot API calls that failed", day.telegram.faults.most_common())
    wanted = sum(len(one.wanted) for one in day.people)
    _table(f"prompts wanted: {wanted}", report.fates.most_common())
    print(f"  {len(report.unaccounted):6} unaccounted for")
    _table("messages that came by themselves", report.sent.most_common())
    print(f"unasked calls in the busiest second: {report.fastest} (SEND_RATE {day.rate:g})")
    print(f"rules not kept: {len(report.broken)}")
    for line in (*report.unaccounted[:SHOWN], *report.broken[:SHOWN]):
        print(f"  {line}")


def _table(title: str, rows: list[tuple[str, int]]) -> None:
    print(title)
    for name, count in rows:
        print(f"  {count:6} {name}")


if __name__ == "__main__":
    sys.exit(main())
