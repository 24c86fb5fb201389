"""A Bot API server on loopback, and the real process that talks to it, on either database.

What asks for `bot`, `database` or `make_database` runs on SQLite and on PostgreSQL.
"""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from tests.bot.api_server import BotApiServer
from tests.bot.databases import ENGINES, Make, template_of
from tests.bot.running import BotProcess
from tests.bot.store.kit import Place, PostgresPlace, SqlitePlace
from tests.postgres import NoServerError, Server, postgres


@pytest.fixture
async def server() -> AsyncIterator[BotApiServer]:
    async with BotApiServer() as server:
        yield server


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Server]:
    """One for the whole run."""
    try:
        with postgres() as running:
            yield running
    except NoServerError as error:
        pytest.skip(str(error))


@pytest.fixture(params=ENGINES)
def engine_name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
async def make_database(
    engine_name: str, request: pytest.FixtureRequest, tmp_path: Path
) -> AsyncIterator[Make]:
    """As many as a test wants, each new: no file yet, or on PostgreSQL no row."""
    if engine_name == "sqlite":

        async def make_file(name: str) -> Place:
            return SqlitePlace(tmp_path / name)

        yield make_file
        return
    shared: Server = request.getfixturevalue("postgres_server")
    template = await template_of(shared)
    async with contextlib.AsyncExitStack() as made:

        async def make(_: str) -> Place:
            name = await made.enter_async_context(shared.database(template))
            return PostgresPlace(shared, name)

        yield make


@pytest.fixture
async def database(make_database: Make) -> Place:
    return await make_database("data")


@pytest.fixture
def bot(server: BotApiServer, database: Place, tmp_path: Path) -> BotProcess:
    return BotProcess(server, tmp_path, DATABASE_URL=database.url)
