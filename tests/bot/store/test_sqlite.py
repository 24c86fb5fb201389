"""R17, R20, R26 on a SQLite file: how it is opened, who may, and what its failures say."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.store import StoreError
from bot.store.sql import SqlStore
from tests.bot.store.kit import (
    NOW,
    OTHER_RING,
    RING,
    SqlitePlace,
    conversation,
    open_store,
    put,
    rows,
    talk,
    url,
)


@pytest.fixture
def place(tmp_path: Path) -> SqlitePlace:
    return SqlitePlace(tmp_path)


async def test_the_folder_is_made(tmp_path: Path) -> None:
    store = await open_store(tmp_path / "new" / "folder with # and %")
    await put(store, talk())
    assert await store.next_due() is None
    await store.close()
    assert (tmp_path / "new" / "folder with # and %" / "bot.db").exists()
    assert (tmp_path / "new" / "folder with # and %").stat().st_mode & 0o077 == 0, "for its owner"


async def test_the_writer_is_durable_and_wipes_what_it_deletes(store: SqlStore) -> None:
    """R17, 6-store: write-ahead log, synchronous=FULL."""
    asked = {}
    async with store._transaction() as unit:
        for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete"):
            ((asked[name],),) = await unit.rows(sa.text(f"PRAGMA {name}"), {})
    full = 2
    assert asked == {
        "journal_mode": "wal",
        "synchronous": full,
        "foreign_keys": 1,
        "secure_delete": 1,
    }


async def test_every_write_begins_immediate(store: SqlStore, stranger: sqlite3.Connection) -> None:
    """R17: from the first statement on nobody else can write, so that no upgrade can fail."""
    stranger.execute("PRAGMA busy_timeout = 0")
    async with store.batch() as batch:
        await batch.unseen(["u:1:1"])
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            stranger.execute("BEGIN IMMEDIATE")


async def test_a_second_instance_is_refused_and_told_who_is_first(
    store: SqlStore, tmp_path: Path
) -> None:
    """R20."""
    with pytest.raises(StoreError, match=rf"in use by process {os.getpid()}; stop that one"):
        await open_store(tmp_path)
    await put(store, talk())


async def test_closing_lets_the_next_instance_in(tmp_path: Path) -> None:
    for _ in range(2):
        store = await open_store(tmp_path)
        await store.close()
        await store.close()  # as a handler of an error might


async def test_a_closed_store_is_one_file(tmp_path: Path) -> None:
    """Whoever copies it has everything."""
    store = await open_store(tmp_path)
    await put(store, talk(NOW))
    assert await store.next_due() == NOW  # both connections have been used
    await store.close()
    assert sorted(file.name for file in tmp_path.iterdir()) == ["bot.db", "bot.db.lock"]


async def test_a_wrong_key_fails_before_anything_is_written(tmp_path: Path) -> None:
    store = await open_store(tmp_path)
    await put(store, talk())
    await store.close()
    before = (tmp_path / "bot.db").read_bytes()
    with pytest.raises(StoreError, match="put back the key file"):
        await open_store(tmp_path, OTHER_RING)
    assert (tmp_path / "bot.db").read_bytes() == before
    store = await open_store(tmp_path)
    assert await conversation(store) == talk()
    await store.close()


async def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    (tmp_path / "bot.db").write_bytes(b"letters to a friend " * 100)
    with pytest.raises(StoreError, match=r"bot\.db: it is not a database"):
        await open_store(tmp_path)


async def test_a_path_below_a_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match=r"Not a directory|File exists"):
        await open_store(tmp_path / "file")


async def test_a_folder_in_place_of_the_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "bot.db").mkdir()
    with pytest.raises(StoreError, match="cannot be opened"):
        await SqlStore.open(url(tmp_path), RING)


@pytest.fixture
def stranger(store: SqlStore, tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """Another program with the same file open."""
    connection = sqlite3.connect(tmp_path / "bot.db", isolation_level=None)
    yield connection
    connection.close()


async def test_a_full_disk_keeps_what_is_stored_and_mends_itself(
    store: SqlStore, stranger: sqlite3.Connection
) -> None:
    """R26; a limit on the file's pages stands for the disk."""
    await put(store, talk())
    await limit_pages(store, 1)
    with pytest.raises(StoreError, match="the disk is full; make room"):
        await put(store, talk(answers={"q_free": "x" * 1_000_000}))
    assert await conversation(store) == talk()
    await limit_pages(store, 1_000_000)
    await put(store, talk(NOW))
    assert await conversation(store) == talk(NOW)


async def limit_pages(store: SqlStore, count: int) -> None:
    async with store._transaction() as unit:
        await unit.rows(sa.text(f"PRAGMA max_page_count = {count}"), {})


async def test_a_locked_file_is_reported_and_mends_itself(
    store: SqlStore, stranger: sqlite3.Connection, tmp_path: Path
) -> None:
    async with store._transaction() as unit:
        await unit.rows(sa.text("PRAGMA busy_timeout = 20"), {})
    stranger.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError, match="another program holds it locked"):
        await put(store, talk())
    stranger.execute("ROLLBACK")
    await put(store, talk())
    assert rows(tmp_path, "SELECT version FROM people") == [(1,)]
