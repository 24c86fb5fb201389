"""What the tests of store, desk and scheduler begin with."""

from __future__ import annotations

import datetime as dt
import re
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

from bot.model import ChatId, Letter, Offset
from bot.store import Saved
from bot.store.crypto import KeyRing
from bot.store.sql import SqlStore
from bot.store.tables import metadata
from flows.conversation import Consent, Conversation, Moment
from flows.effects import Record, Say, Text
from tests.postgres import Server

NOW = dt.datetime(2026, 3, 2, 8, 0, tzinfo=dt.UTC)
RING = KeyRing.parse("k1:" + "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=")
OTHER_RING = KeyRing.parse("k1:" + "OTg3NjU0MzIxMDk4NzY1NDMyMTA5ODc2NTQzMjEwOTg=")
ANNA, BERT = ChatId(1001), ChatId(1002)
DAMAGED = f"x'01{'00' * 40}'"
"""In SQL: the form of a sealed blob, and no key opens it."""
CONSENT = Consent(version="99", sha256="00", language="en", at=NOW)
"""To a policy that is not outdated soon."""


def hours(count: float) -> dt.timedelta:
    return dt.timedelta(hours=count)


def url(folder: Path) -> str:
    return f"sqlite:///{folder}/bot.db"


class Place(Protocol):
    """A database of some engine; tests of the contract run on each."""

    url: str

    async def rows(self, statement: str) -> list[tuple[Any, ...]]:
        """Asked of the database itself, past the store."""

    async def everything(self) -> bytes:
        """All that whoever steals the database can read."""


class SqlitePlace:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.url = url(folder)

    async def rows(self, statement: str) -> list[tuple[Any, ...]]:
        return rows(self.folder, statement)

    async def everything(self) -> bytes:
        return b"".join(file.read_bytes() for file in self.folder.iterdir())


class PostgresPlace:
    def __init__(self, server: Server, database: str) -> None:
        self.database = database
        self.url = server.at(database)
        self._server = server

    async def rows(self, statement: str) -> list[tuple[Any, ...]]:
        in_its_words = re.sub("x'([0-9a-f]*)'", r"'\\x\1'::bytea", statement)
        return [tuple(row) for row in await self._server.sql(in_its_words, self.database)]

    async def everything(self) -> bytes:
        tables = [await self.rows(f"SELECT * FROM {table}") for table in metadata.tables]
        values = [value for table in tables for row in table for value in row]
        return b"".join(v if isinstance(v, bytes) else str(v).encode() for v in values)


async def open_store(where: Path | Place, ring: KeyRing = RING) -> SqlStore:
    """A folder stands for a SQLite file in it."""
    return await SqlStore.open(url(where) if isinstance(where, Path) else where.url, ring)


def say(key: str = "hello", **fields: Any) -> Say:
    return Say(lines=(Text(key=key),), **fields)


def record(**data: Any) -> Record:
    return Record(what="report", day=NOW.date(), data=data)


def talk(due_at: dt.datetime | None = None, **fields: Any) -> Conversation:
    agenda = (Moment(kind="prompt", day=due_at.date(), at=due_at),) if due_at else ()
    return Conversation(consent=CONSENT, agenda=agenda, **fields)


async def put(  # noqa: PLR0913 - what a batch may hold
    store: SqlStore,
    conversation: Conversation | None,
    *letters: Say,
    chat: ChatId = ANNA,
    records: Sequence[Record] = (),
    keys: Sequence[str] = (),
    offset: Offset | None = None,
    forget: bool = False,
) -> tuple[Letter, ...]:
    """One chat's share of a batch, saved as the desk would."""
    async with store.batch() as batch:
        loaded = (await batch.load([chat]))[chat]
        saved = Saved(
            chat, conversation, loaded.version, "en", letters, tuple(records), forget=forget
        )
        return await batch.save([saved], keys=keys, offset=offset, now=NOW)


async def due(store: SqlStore, now: dt.datetime, limit: int) -> list[ChatId]:
    """Whose moment has come; nothing is done about it."""
    async with store.batch() as batch:
        return await batch.due(now, limit)


async def conversation(store: SqlStore, chat: ChatId = ANNA) -> Conversation | None:
    async with store.batch() as batch:
        return (await batch.load([chat]))[chat].conversation


def rows(folder: Path, statement: str) -> list[tuple[Any, ...]]:
    """Asked of the file itself, past the store."""
    connection = sqlite3.connect(folder / "bot.db")
    try:
        with connection:
            return connection.execute(statement).fetchall()
    finally:
        connection.close()
