"""A look into a bot's database from outside, on either engine.

Rule: it only reads, and waits for the answer. A SQLite file is closed after each look: whoever
closes a database last tidies it up, and that must be the bot's own next start.
"""

from __future__ import annotations

import asyncio
import contextlib
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any, Protocol

import asyncpg
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import create_async_engine

SQLITE = "sqlite:///"
SECONDS = 30.0
Statement = sa.Executable | str


class Reader(Protocol):
    def rows(self, statement: Statement) -> Sequence[Any]: ...

    def close(self) -> None: ...


def reader_of(url: str) -> Reader:
    return _File(url.removeprefix(SQLITE)) if url.startswith(SQLITE) else _Server(url)


@contextlib.contextmanager
def reading(url: str) -> Iterator[Reader]:
    reader = reader_of(url)
    try:
        yield reader
    finally:
        reader.close()


def _executable(statement: Statement) -> sa.Executable:
    return sa.text(statement) if isinstance(statement, str) else statement


class _File:
    def __init__(self, path: str) -> None:
        connect = partial(sqlite3.connect, f"file:{path}?mode=ro", uri=True)
        self._engine = sa.create_engine("sqlite://", creator=connect, poolclass=sa.NullPool)

    def rows(self, statement: Statement) -> Sequence[Any]:
        with self._engine.connect() as connection:
            return connection.execute(_executable(statement)).all()

    def close(self) -> None:
        self._engine.dispose()


class _Server:
    """Asked on a thread of its own, as its driver knows no other way to wait."""

    def __init__(self, url: str) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._engine = create_async_engine(
            "postgresql+asyncpg://",
            async_creator=partial(asyncpg.connect, url),
            pool_size=1,
            pool_pre_ping=True,  # the server may be started anew between two looks
        )

    def rows(self, statement: Statement) -> Sequence[Any]:
        work = asyncio.run_coroutine_threadsafe(self._rows(statement), self._loop)
        return work.result(SECONDS)

    async def _rows(self, statement: Statement) -> Sequence[Any]:
        async with self._engine.connect() as connection:
            return (await connection.execute(_executable(statement))).all()

    def close(self) -> None:
        if not self._thread.is_alive():
            return
        asyncio.run_coroutine_threadsafe(self._engine.dispose(), self._loop).result(SECONDS)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()
