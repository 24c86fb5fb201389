"""Several workers on one database, killed again and again: python -m bench.workers [--polling].

People live with the bot for days (tests/bot/crash says how) while one worker after another is
killed with SIGKILL and started anew, and the PostgreSQL server is shut down once and crashes once.
Updates come by webhook, through a load balancer; with --polling by whoever leads. At the end each
person's stored state and history must be what the pure talk makes of the same events, every message
must have been shown, and none more often than a kill may repeat it. Ends with 1 otherwise, or when
it took longer than 10 s until another worker led. 60 kills take about five minutes.
"""

# ruff: noqa: T201 - it prints what it finds

from __future__ import annotations

import argparse
import asyncio
import statistics
import sys
import tempfile
from pathlib import Path

from tests.bot.crash.crew import Crew, Plan
from tests.bot.crash.crew_trial import CrewTrial
from tests.bot.crash.trial import Crowd
from tests.postgres import own_postgres

OUTAGES = 2


def main() -> int:
    asked = _asked()
    plan = Plan(asked.workers, asked.every, OUTAGES, by_webhook=not asked.polling)
    crowd = Crowd(first=asked.people, a_day=max(1, asked.people // 10))
    with tempfile.TemporaryDirectory() as temporary, own_postgres() as database:
        folder = asked.folder or Path(temporary)
        trial = CrewTrial(folder, database, plan, kills=asked.kills, seed=asked.seed, crowd=crowd)
        report = asyncio.run(trial.run())
    print(report)
    _tell(trial.keeper)
    return 1 if report.problems else 0


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workers", type=int, default=4)
    parser.add_argument("--kills", type=int, default=60)
    parser.add_argument("--every", type=float, default=4.0, help="seconds between two kills")
    parser.add_argument("--people", type=int, default=40, help="who come on the first day")
    parser.add_argument("--polling", action="store_true", help="whoever leads asks for updates")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path, help="where logs and key are kept")
    return parser.parse_args()


def _tell(crew: Crew) -> None:
    print(f"database away    {crew.outages} times; {crew.ended_themselves} workers ended over it")
    if took := sorted(crew.takeovers):
        middle = statistics.median(took)
        print(
            f"another leads    after {middle:.1f} s, at most {took[-1]:.1f} s ({len(took)} times)"
        )


if __name__ == "__main__":
    sys.exit(main())
