"""The crash test, longer: python -m bench.crash [--kills N] [--seed N] [--folder F] [--postgres].

The bot's own process is killed with SIGKILL while people live with it for days; tests/bot/crash
says how. Ends with 1 when something was lost, doubled or damaged. 500 kills take nine minutes.
With --postgres the database is on a PostgreSQL server of its own, which nobody kills.
"""

# ruff: noqa: T201 - it prints what it finds

from __future__ import annotations

import argparse
import asyncio
import contextlib
import sys
import tempfile
from pathlib import Path

from tests.bot.crash.trial import Trial
from tests.postgres import own_postgres


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path, help="where database and log are kept")
    parser.add_argument("--postgres", action="store_true", help="the database is not a file")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary, contextlib.ExitStack() as server:
        folder = asked.folder or Path(temporary)
        url = f"sqlite:///{folder}/data/bot.db"
        if asked.postgres:
            url = server.enter_context(own_postgres()).url
        trial = Trial(folder, url, kills=asked.kills, seed=asked.seed)
        report = asyncio.run(trial.run())
    print(report)
    return 1 if report.problems else 0


if __name__ == "__main__":
    sys.exit(main())
