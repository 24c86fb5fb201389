"""The contract suite asks for `place` or `store` and so runs on both engines.

What is about one engine asks for `folder`, a SQLite file's, or for `postgres`.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from bot.store.migrations import migrate
from bot.store.postgres import PostgresEngine
from bot.store.sql import SqlStore
from tests.bot.store.kit import RING, Place, PostgresPlace, SqlitePlace
from tests.postgres import NoServerError, Server, postgres

TEMPLATE = "migrated"


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    try:
        with postgres() as running:
            yield running
    except NoServerError as error:
        pytest.skip(str(error))


@pytest.fixture(params=["sqlite", "postgresql"])
def engine_name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
async def place(
    engine_name: str, request: pytest.FixtureRequest, tmp_path: Path
) -> AsyncIterator[Place]:
    """A new database, at the newest schema or empty."""
    if engine_name == "sqlite":
        yield SqlitePlace(tmp_path)
        return
    server = request.getfixturevalue("server")
    async with server.database(await _template(server)) as name:
        yield PostgresPlace(server, name)


async def _template(server: Server) -> str:
    """Migrated once; each test gets a copy."""
    if server.template is None:
        server.template = await server.make_database()
        engine = PostgresEngine(server.at(server.template)).writer(patient=True)
        await migrate(engine)
        await engine.dispose()
    return server.template


@pytest.fixture
async def store(place: Place) -> AsyncIterator[SqlStore]:
    opened = await SqlStore.open(place.url, RING)
    yield opened
    await opened.close()
