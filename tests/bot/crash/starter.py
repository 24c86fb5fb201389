"""Starts the bot's processes one after another, each forked from one that has imported everything.

Rule: driver.py is what is started; who ends a process, and when, is somebody else's matter.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple, Self

from tests.bot.crash.server import WatchedServer
from tests.bot.running import ROOT, without_settings


class Started(NamedTuple):
    process: int
    end: asyncio.Task[int]
    """Its exit code."""


class Starter:
    def __init__(self, driver: asyncio.subprocess.Process) -> None:
        self._driver = driver

    @classmethod
    async def spawn(cls, folder: Path, clock: Path, log: Path, settings: Mapping[str, str]) -> Self:
        with log.open("ab") as file:
            driver = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "tests.bot.crash.driver", str(clock)),
                env={**without_settings(), "PYTHONPATH": str(ROOT), **settings},
                cwd=folder,
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=file,
            )
        return cls(driver)

    async def start(self) -> Started:
        """The one before has ended."""
        assert self._driver.stdin
        assert self._driver.stdout
        self._driver.stdin.write(b"start\n")
        process = int(await self._driver.stdout.readline())
        return Started(process, asyncio.create_task(_number(self._driver.stdout)))

    async def close(self) -> None:
        """None of its processes runs any more."""
        assert self._driver.stdin
        self._driver.stdin.close()
        await self._driver.wait()


def settings_for(server: WatchedServer, folder: Path, url: str) -> dict[str, str]:
    """`url`: of the database."""
    return {
        "TELEGRAM_BOT_TOKEN": server.token,
        "TELEGRAM_API_URL": server.url,
        "DATABASE_URL": url,
        "DATA_KEY_FILE": f"{folder}/keys/bot.key",
        "LOG_LEVEL": "INFO",
        "FLOOD_PER_MINUTE": "100000",
    }


async def _number(lines: asyncio.StreamReader) -> int:
    return int(await lines.readline())
