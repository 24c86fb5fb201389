"""Makes a database of a backup, and says what is in it once it has proved whole.

Rule: nothing here changes the backup or the database of the bot.
"""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import sqlalchemy as sa

from bot.model import ChatId
from bot.store import StoreError, parcel
from bot.store.catch_up import everybody
from bot.store.crypto import KeyRing
from bot.store.sql import SqlStore
from bot.store.sqlite import BUSY_MS
from bot.store.tables import metadata

_BROKEN = ("SQLITE_CORRUPT", "SQLITE_NOTADB")
_COUNT = sa.select(sa.func.count())


@dataclass(frozen=True, slots=True)
class Inventory:
    rows: Mapping[str, int]
    """Of each table."""
    unreadable: frozenset[ChatId]
    """Whose snapshot the key does not open."""


async def unpack(backup: Path, database: Path, ring: KeyRing, *, name: str) -> Inventory:
    """A new database of today's schema, opened as the store does; StoreError if it is not whole."""
    parcel.unseal(backup, database)
    _check_sound(name, database, ring)
    unreadable: set[ChatId] = set()
    store = await SqlStore.open(url_of(database), ring)
    try:
        async for chats in everybody(store):
            async with store.batch() as batch:
                loaded = await batch.load(chats)
            unreadable.update(chat for chat, found in loaded.items() if found.fault)
    finally:
        await store.close()
    return Inventory(_count(database), frozenset(unreadable))


def _check_sound(name: str, database: Path, ring: KeyRing) -> None:
    try:
        with opened(database) as connection:
            _check_pages(name, connection)
            check = connection.execute("SELECT value FROM meta WHERE name = 'key_ring'").fetchone()
    except sqlite3.DatabaseError as error:
        if not error.sqlite_errorname.startswith(_BROKEN):
            raise
        raise StoreError(f"{name} is damaged: {error}.") from error
    if check is None or not ring.fits(check[0]):
        raise StoreError(
            f"{name} does not open with the key; put back the key file, or the DATA_KEY, it was"
            " made with."
        )


def _check_pages(name: str, connection: sqlite3.Connection) -> None:
    if connection.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
        raise StoreError(f"{name} is damaged: SQLite's integrity check fails.")
    if connection.execute("PRAGMA foreign_key_check").fetchall():
        raise StoreError(f"{name} is damaged: it has rows without their person.")
    if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'meta'").fetchone():
        raise StoreError(f"{name} holds no database of this bot.")


def _count(database: Path) -> dict[str, int]:
    with opened(database) as connection:
        return {
            name: int(connection.execute(str(_COUNT.select_from(table))).fetchone()[0])
            for name, table in metadata.tables.items()
        }


def url_of(database: Path) -> str:
    return sa.URL.create("sqlite", database=str(database)).render_as_string()


@contextlib.contextmanager
def opened(database: Path, mode: str = "rw") -> Iterator[sqlite3.Connection]:
    """The file itself, past the store; it is not made when missing."""
    connection = sqlite3.connect(
        f"file:{quote(str(database.absolute()))}?mode={mode}",
        uri=True,
        isolation_level=None,
        timeout=BUSY_MS / 1000,
    )
    try:
        yield connection
    finally:
        connection.close()


@contextlib.contextmanager
def workshop(beside: Path) -> Iterator[Path]:
    """A folder for the owner alone; whoever calls makes sure to be the only one.

    Its name is fixed, so that the next run clears away what a killed one has left.
    """
    folder = beside.with_name(f".{beside.name}.trial")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
