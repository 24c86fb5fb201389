"""The real bot in a process of its own, on a core of its own, for the benches."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests.bot.api_server import BotApiServer

ROOT = Path(__file__).parents[1]
CORES = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else []
"""Before any of them is given away."""


@asynccontextmanager
async def bot_beside(
    server: BotApiServer, folder: str, *, program: str = "bot", **settings: str
) -> AsyncIterator[int]:
    """`python -m bot run` with its data in the folder; its process id."""
    environment = {
        **os.environ,
        "TELEGRAM_BOT_TOKEN": server.token,
        "TELEGRAM_API_URL": server.url,
        "DATABASE_URL": f"sqlite:///{folder}/bot.db",
        "DATA_KEY_FILE": f"{folder}/bot.key",
        "LOG_LEVEL": "WARNING",
        "FLOOD_PER_MINUTE": "100000",
        **settings,
    }
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", program, "run"), cwd=ROOT, env=environment
    )
    _pin(process.pid)
    try:
        yield process.pid
    finally:
        process.send_signal(signal.SIGTERM)
        await process.wait()


def _pin(bot: int) -> None:
    """The bot has one core for itself, this process has the others."""
    if len(CORES) > 1:
        os.sched_setaffinity(bot, CORES[:1])
        os.sched_setaffinity(0, CORES[1:])
