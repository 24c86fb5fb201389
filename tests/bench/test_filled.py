"""A database filled in bulk is what the store itself would have made."""

from __future__ import annotations

import datetime as dt
import sqlite3
from contextlib import closing
from pathlib import Path

from bench.filled import (
    FIRST_CHAT,
    MINUTE,
    chat_of,
    chats_of,
    database,
    fill,
    key_ring,
    make_due,
    opened,
    stored,
    tidy,
)
from bot.clock import SystemClock
from bot.model import ChatId
from bot.store.crypto import KeyRing
from flows import Conversation
from tests.bot import population
from tests.bot.store.kit import due

PEOPLE = 20
Row = dict[str, object]


def rows_of(folder: Path) -> list[Row]:
    with closing(sqlite3.connect(database(folder))) as connection:
        connection.row_factory = sqlite3.Row
        return [dict(row) for row in connection.execute("SELECT * FROM people ORDER BY chat_id")]


async def talks_of(folder: Path) -> dict[ChatId, Conversation]:
    chats = [ChatId(chat_of(number)) for number in range(PEOPLE)]
    async with opened(folder) as store, store.batch() as batch:
        loaded = await batch.load(chats)
    talks = {chat: one.conversation for chat, one in loaded.items()}
    return {chat: talk for chat, talk in talks.items() if talk is not None}


def shape(row: Row, ring: KeyRing) -> Row:
    """What two rows of the same talk have in common; sealed bytes never are the same."""
    chat, wrapped, blob = row["chat_id"], row["wrapped_key"], row["snapshot"]
    assert isinstance(chat, int)
    assert isinstance(wrapped, bytes)
    assert isinstance(blob, bytes)
    opens = ring.person_key(chat, wrapped).open("snapshot", blob)
    kinds = {name: type(value).__name__ for name, value in row.items()}
    return row | {"wrapped_key": len(wrapped), "snapshot": opens, "kinds": kinds}


async def test_each_row_is_as_the_store_writes_it(tmp_path: Path) -> None:
    """Column by column; only the keys are others, and when it was written."""
    await fill(tmp_path / "bulk", PEOPLE)
    talks = await talks_of(tmp_path / "bulk")
    async with opened(tmp_path / "store") as store:
        await population.fill(store, talks.items())
    by_bulk, by_store = (
        [shape(row, key_ring(folder)) for row in rows_of(folder)]
        for folder in (tmp_path / "bulk", tmp_path / "store")
    )
    assert len(by_bulk) == len(by_store) == PEOPLE
    for ours, theirs in zip(by_bulk, by_store, strict=True):
        assert ours | {"updated_at": ""} == theirs | {"updated_at": ""}


async def test_their_moments_are_spread_over_the_day_to_come(tmp_path: Path) -> None:
    await fill(tmp_path, PEOPLE)
    now = SystemClock().now()
    moments = {row["due_at"] for row in rows_of(tmp_path)}
    assert len(moments) == PEOPLE
    async with opened(tmp_path) as store:
        assert not await due(store, now, PEOPLE)
        assert len(await due(store, now + dt.timedelta(days=1), PEOPLE)) == PEOPLE


async def test_who_is_made_due_is_due_together(tmp_path: Path) -> None:
    await fill(tmp_path, PEOPLE)
    now = SystemClock().now()
    some = chats_of(PEOPLE, 5)
    make_due(tmp_path, some, now - MINUTE)
    async with opened(tmp_path) as store:
        assert sorted(await due(store, now, PEOPLE)) == some


async def test_a_file_is_used_again_and_grows(tmp_path: Path) -> None:
    assert (await fill(tmp_path, 3)).seconds
    keys = [row["wrapped_key"] for row in rows_of(tmp_path)]
    assert not (await fill(tmp_path, 3)).seconds
    assert (await fill(tmp_path, 5)).people == 5
    assert [row["wrapped_key"] for row in rows_of(tmp_path)][:3] == keys


async def test_tidying_leaves_nobody_else_and_nobody_late(tmp_path: Path) -> None:
    """Days later: each has the same time of day, and guests are gone."""
    await fill(tmp_path, PEOPLE)
    before = [str(row["due_at"])[11:] for row in rows_of(tmp_path)]
    with closing(sqlite3.connect(database(tmp_path))) as connection:
        connection.execute(
            "INSERT INTO people SELECT 7, wrapped_key, snapshot, version, due_at, updated_at"
            " FROM people LIMIT 1"
        )
        connection.commit()
    later = SystemClock().now() + dt.timedelta(days=3, hours=5)
    tidy(tmp_path, later)
    after = rows_of(tmp_path)
    assert [str(row["due_at"])[11:] for row in after] == before
    assert all(stored(later) < str(row["due_at"]) for row in after)
    assert all(int(str(row["chat_id"])) >= FIRST_CHAT for row in after)
    assert len(await talks_of(tmp_path)) == PEOPLE
