"""What the tests of store, desk and scheduler begin with."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bot.model import ChatId, Letter, Offset
from bot.store import Saved
from bot.store.crypto import KeyRing
from bot.store.sql import SqlStore
from flows.conversation import Consent, Conversation, Moment
from flows.effects import Record, Say, Text

NOW = dt.datetime(2026, 3, 2, 8, 0, tzinfo=dt.UTC)
RING = KeyRing.parse("k1:" + "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=")
ANNA, BERT = ChatId(1001), ChatId(1002)
DAMAGED = f"x'01{'00' * 40}'"
"""In SQL: the form of a sealed blob, and no key opens it."""
CONSENT = Consent(version="1", sha256="00", language="en", at=NOW)


def hours(count: float) -> dt.timedelta:
    return dt.timedelta(hours=count)


def url(folder: Path) -> str:
    return f"sqlite:///{folder}/bot.db"


async def open_store(folder: Path, ring: KeyRing = RING) -> SqlStore:
    return await SqlStore.open(url(folder), ring)


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
