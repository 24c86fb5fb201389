"""The contract suite asks for `place` or `store` and so runs on both engines.

What is about one engine asks for `folder`, a SQLite file's, or for `server`, PostgreSQL's.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.store.sql import SqlStore
from tests.bot.databases import template_of
from tests.bot.store.kit import RING, Place, PostgresPlace, SqlitePlace
from tests.postgres import Server


@pytest.fixture(scope="session")
def server(postgres_server: Server) -> Server:
    return postgres_server


@pytest.fixture
async def place(
    engine_name: str, request: pytest.FixtureRequest, tmp_path: Path
) -> AsyncIterator[Place]:
    """A new database, at the newest schema or empty."""
    if engine_name == "sqlite":
        yield SqlitePlace(tmp_path)
        return
    server: Server = request.getfixturevalue("server")
    async with server.database(await template_of(server)) as name:
        yield PostgresPlace(server, name)


@pytest.fixture
async def store(place: Place) -> AsyncIterator[SqlStore]:
    opened = await SqlStore.open(place.url, RING)
    yield opened
    await opened.close()
