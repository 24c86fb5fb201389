"""New databases for a test, on either engine: a file in its folder, or one on the run's server.

Rule: `database` in conftest.py is one of these; here is what is asked for where that does not fit.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

import pytest

from bot.store.migrations import migrate
from bot.store.postgres import PostgresEngine
from tests.bot.store.kit import Place, PostgresPlace, SqlitePlace
from tests.postgres import Server

ENGINES = ("sqlite", "postgresql")
on_sqlite_alone = pytest.mark.parametrize("engine_name", ["sqlite"])
"""What never comes to the database, or is about a file; the reason stands in the docstring."""
Make = Callable[[str], Awaitable[Place]]
"""Given a name, which is a folder's on SQLite."""


async def template_of(server: Server) -> str:
    """Migrated once; each test gets a copy."""
    if server.template is None:
        template = await server.make_database()
        engine = PostgresEngine(server.at(template)).writer(patient=True)
        await migrate(engine)
        await engine.dispose()
        server.template = template
    return server.template


@contextlib.contextmanager
def new_database(
    request: pytest.FixtureRequest, engine_name: str, folder: Path, *, bare: bool = False
) -> Iterator[Place]:
    """For a fixture that tests share. A bare one has no tables yet; on SQLite each one is."""
    if engine_name == "sqlite":
        yield SqlitePlace(folder)
        return
    server: Server = request.getfixturevalue("postgres_server")
    name = asyncio.run(_make(server, bare=bare))
    try:
        yield PostgresPlace(server, name)
    finally:
        asyncio.run(server.drop_database(name))


async def _make(server: Server, *, bare: bool) -> str:
    return await server.make_database("template1" if bare else await template_of(server))
