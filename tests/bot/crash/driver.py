"""The bot on a clock that somebody else moves: python -m tests.bot.crash.driver CLOCK.

Each line on standard input starts a process that runs the same `bot.app.run` as `python -m bot run`
does; its number is printed, and at its end how it ended. Three things differ: the time is that of
the last change of the file CLOCK, the scheduler looks at it often, and the process is forked from
one that has imported everything, as nothing of ours can be lost before that.
"""

# ruff: noqa: T201 - it prints for whoever started it

from __future__ import annotations

import asyncio
import datetime as dt
import os
import signal
import sys
from pathlib import Path

from bot.app import run
from bot.logs import set_up
from bot.settings import read_settings
from content.load import load_content

NAP_SECONDS = 0.02


class FileClock:
    def __init__(self, path: Path) -> None:
        self._path = path

    def now(self) -> dt.datetime:
        return dt.datetime.fromtimestamp(int(self._path.stat().st_mtime), dt.UTC)


async def live(clock: FileClock) -> None:
    settings = read_settings()
    set_up(settings.log_level, settings.secrets(), settings.log_format)
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    await run(settings, clock, stop, nap_seconds=NAP_SECONDS)


def main(clock: FileClock) -> None:
    load_content()
    while sys.stdin.readline():
        process = os.fork()
        if process == 0:
            asyncio.run(live(clock))
            return
        print(process, flush=True)
        print(os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]), flush=True)


if __name__ == "__main__":
    main(FileClock(Path(sys.argv[1])))
