"""The real process, `python -m bot run`, against a server of the test."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
from collections.abc import AsyncIterator
from pathlib import Path

from tests.bot.api_server import BotApiServer

RUN = ("run",)
ROOT = Path(__file__).parents[2]


class BotProcess:
    """One bot's files and settings; it may be started again and again."""

    def __init__(self, server: BotApiServer, folder: Path, **settings: str) -> None:
        self.server = server
        self.folder = folder
        self.settings = {
            "TELEGRAM_BOT_TOKEN": server.token,
            "TELEGRAM_API_URL": server.url,
            "DATABASE_URL": f"sqlite:///{folder}/data/bot.db",
            "DATA_KEY_FILE": f"{folder}/keys/bot.key",
            "LOG_LEVEL": "DEBUG",
            "FLOOD_PER_MINUTE": "100000",  # people of a test are faster than people
            **settings,
        }
        self.output = ""
        """Everything the process has said so far."""

    async def start(self, *command: str) -> asyncio.subprocess.Process:
        """A command of the bot; `run` when none is given."""
        return await asyncio.create_subprocess_exec(
            *(sys.executable, *(command if "-c" in command else ("-m", "bot", *(command or RUN)))),
            env={**without_settings(), "PYTHONPATH": str(ROOT), **self.settings},
            cwd=self.folder,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )

    async def end(self, process: asyncio.subprocess.Process, number: int = signal.SIGTERM) -> int:
        """The exit code, within five seconds."""
        with contextlib.suppress(ProcessLookupError):
            process.send_signal(number)
        try:
            async with asyncio.timeout(5):
                said, _ = await process.communicate()
        except TimeoutError:
            process.kill()
            await process.communicate()
            raise
        self.output += said.decode()
        assert process.returncode is not None
        return process.returncode

    async def answer_to(self, *command: str) -> tuple[int, str]:
        """Exit code and words of a command that ends by itself."""
        process = await self.start(*command)
        async with asyncio.timeout(30):
            said, _ = await process.communicate()
        assert process.returncode is not None
        return process.returncode, said.decode()

    @contextlib.asynccontextmanager
    async def running(self, *command: str) -> AsyncIterator[asyncio.subprocess.Process]:
        """Started, polling, and ended cleanly."""
        polls = len(self.server.called("getUpdates"))
        process = await self.start(*command)
        try:
            await self.server.until(lambda: len(self.server.called("getUpdates")) > polls)
            yield process
        finally:
            code = await self.end(process)
        assert code == 0, self.output


def without_settings() -> dict[str, str]:
    from bot.settings import Settings

    names = {name.upper() for name in Settings.model_fields}
    return {name: value for name, value in os.environ.items() if name not in names}
