"""A Bot API server on loopback, and the real process that talks to it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.bot.api_server import BotApiServer
from tests.bot.running import BotProcess


@pytest.fixture
async def server() -> AsyncIterator[BotApiServer]:
    async with BotApiServer() as server:
        yield server


@pytest.fixture
def bot(server: BotApiServer, tmp_path: Path) -> BotProcess:
    return BotProcess(server, tmp_path)
