"""The crash test, longer: python -m bench.crash [--kills N] [--seed N] [--folder F].

The bot's own process is killed with SIGKILL while people live with it for days; tests/bot/crash
says how. Ends with 1 when something was lost, doubled or damaged. 500 kills take nine minutes.
"""

# ruff: noqa: T201 - it prints what it finds

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
from pathlib import Path

from tests.bot.crash.trial import Trial


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path, help="where database and log are kept")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        trial = Trial(asked.folder or Path(folder), kills=asked.kills, seed=asked.seed)
        report = asyncio.run(trial.run())
    print(report)
    return 1 if report.problems else 0


if __name__ == "__main__":
    sys.exit(main())
