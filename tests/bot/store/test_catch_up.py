"""What a database that comes from a backup must know, however it was restored."""

from __future__ import annotations

import asyncio
import datetime as dt
from pathlib import Path

from bot.model import ChatId
from bot.store.catch_up import catch_up
from bot.store.sql import SqlStore
from tests.bot.store.kit import (
    ANNA,
    BERT,
    DAMAGED,
    NOW,
    RING,
    Place,
    conversation,
    due,
    put,
    say,
    talk,
)
from tests.postgres import Server, _binaries

LATER = NOW + dt.timedelta(days=1)


async def test_no_letter_is_sent_again(store: SqlStore, place: Place) -> None:
    """T4: those that waited or were tried at that moment may have been sent since."""
    await put(store, talk(), say("answer"), say("prompt", lane="prompt"))
    await catch_up(store, LATER)
    assert await place.rows("SELECT DISTINCT state FROM letters") == [("uncertain",)]
    assert await store.recover(LATER) == ()
    assert await store.claim(LATER, 100) == ()


async def test_new_questions_get_new_numbers(store: SqlStore) -> None:
    """S3, T4: a button that was sent after the backup answers none of them."""
    await put(store, talk(next_ask=7))
    await catch_up(store, LATER)
    back = await conversation(store)
    assert back is not None
    assert back.next_ask > 1_000_000
    assert back.model_copy(update={"next_ask": 7}) == talk(next_ask=7)


async def test_everybody_is_reached_some_at_a_time(store: SqlStore, place: Place) -> None:
    """T2: and whoever was due is due as before."""
    chats = [ChatId(number) for number in range(1, 8)]
    for chat in chats:
        await put(store, talk(NOW, next_ask=7), chat=chat)
    assert await catch_up(store, LATER, at_once=3) == len(chats)
    assert await place.rows("SELECT DISTINCT version FROM people") == [(2,)]
    assert sorted(await due(store, NOW, 100)) == chats


async def test_who_was_forgotten_or_cannot_be_read_stays_so(store: SqlStore, place: Place) -> None:
    await put(store, talk())
    await put(store, None, say(), forget=True)
    await put(store, talk(), chat=BERT)
    await place.rows(f"UPDATE people SET snapshot = {DAMAGED} WHERE chat_id = {BERT}")
    before = await place.rows("SELECT chat_id, snapshot FROM people ORDER BY chat_id")
    await catch_up(store, LATER)
    assert await place.rows("SELECT chat_id, snapshot FROM people ORDER BY chat_id") == before
    await store.purge(LATER)
    assert await place.rows(f"SELECT 1 FROM people WHERE chat_id = {ANNA}") == []


async def test_doing_it_twice_does_no_harm(store: SqlStore) -> None:
    await put(store, talk(next_ask=7))
    await catch_up(store, LATER)
    once = await conversation(store)
    await catch_up(store, LATER)
    assert await conversation(store) == once


async def test_a_dump_of_postgresql_goes_on_in_another_database(
    server: Server, tmp_path: Path
) -> None:
    """R24, T4: by PostgreSQL's own tools, as the README says."""
    async with server.database() as one, server.database() as two:
        store = await SqlStore.open(server.at(one), RING)
        await put(store, talk(NOW), say("answer"), say("prompt", lane="prompt"))
        await tool("pg_dump", "--format=custom", f"--file={tmp_path}/dump", server.at(one))
        await store.close()
        await tool("pg_restore", f"--dbname={server.at(two)}", f"{tmp_path}/dump")
        store = await SqlStore.open(server.at(two), RING)
        await catch_up(store, LATER)
        assert (await conversation(store)) == talk(NOW)
        assert await store.recover(LATER) + await store.claim(LATER, 100) == ()
        assert await put(store, talk(NOW), say("more")), "numbers of rows go on too"
        await store.close()


async def tool(name: str, *arguments: str) -> None:
    process = await asyncio.create_subprocess_exec(_binaries() / name, *arguments)
    assert await process.wait() == 0
