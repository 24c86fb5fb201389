"""One writer connection, and many who want it."""

from __future__ import annotations

import asyncio

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from bot.model import ChatId
from bot.store import Saved, queries
from bot.store.sql import SqlStore
from bot.store.unit import finish
from tests.bot.store.kit import ANNA, BERT, NOW, RING, Place, conversation, open_store, put, talk


class ChangedMindError(Exception):
    pass


async def save_and_regret(store: SqlStore) -> None:
    async with store.batch() as batch:
        await batch.load([ANNA])
        await batch.save([Saved(ANNA, talk(), 0, "en")], keys=["u:1:1"], now=NOW)
        await asyncio.sleep(0.02)
        raise ChangedMindError


async def test_a_rollback_takes_its_own_work_only(store: SqlStore, place: Place) -> None:
    """R17: one coroutine's commit never keeps what another rolls back."""
    regretted = asyncio.create_task(save_and_regret(store))
    await asyncio.sleep(0.01)
    await put(store, talk(), chat=BERT, keys=["u:1:2"])
    with pytest.raises(ChangedMindError):
        await regretted
    assert await place.rows("SELECT chat_id FROM people") == [(BERT,)]
    assert await place.rows("SELECT key FROM taken") == [("u:1:2",)]


async def test_many_writers_of_one_chat_lose_nothing(store: SqlStore) -> None:
    """R6: each reads inside the transaction that writes."""
    await asyncio.gather(*(add_one(store) for _ in range(20)))
    assert await total(store) == (20, 20)


async def test_a_command_beside_the_bot_loses_nothing_either(store: SqlStore, place: Place) -> None:
    """R6, of two processes; PostgreSQL has to lock the row for that, SQLite the file."""
    await add_one(store)
    command = await SqlStore.beside(place.url, RING)
    await asyncio.gather(*(add_one(each) for _ in range(10) for each in (store, command)))
    await command.close()
    assert await total(store) == (21, 21)


async def add_one(store: SqlStore) -> None:
    async with store.batch() as batch:
        found = (await batch.load([ANNA]))[ANNA]
        count = int(str((found.conversation or talk()).answers.get("n", 0)))
        saved = Saved(ANNA, talk(answers={"n": count + 1}), found.version, "en")
        await batch.save([saved], keys=[], now=NOW)


async def total(store: SqlStore) -> tuple[int, object]:
    async with store.batch() as batch:
        found = (await batch.load([ANNA]))[ANNA]
    assert found.conversation
    return found.version, found.conversation.answers["n"]


async def test_writers_take_turns_in_the_order_they_came(store: SqlStore) -> None:
    served: list[int] = []

    async def writer(number: int) -> None:
        async with store.batch() as batch:
            await batch.unseen(["u:1:1"])
            served.append(number)

    await asyncio.gather(*(writer(number) for number in range(10)))
    assert served == list(range(10))


async def test_readers_do_not_wait_for_a_writer(store: SqlStore) -> None:
    await put(store, talk(NOW))
    async with store.batch() as batch:
        await batch.load([ANNA])
        await batch.save([Saved(ANNA, talk(), 1, "en")], keys=[], now=NOW)
        assert await store.next_due() == NOW
    assert await store.next_due() is None


@pytest.mark.parametrize("seconds", [0, 0.0005, 0.001, 0.002, 0.004, 0.008, 0.02])
async def test_a_cancelled_writer_leaves_all_or_nothing(place: Place, seconds: float) -> None:
    """Wherever the cancellation lands, the next writer finds a sound connection."""
    store = await open_store(place)
    task = asyncio.create_task(put(store, talk(), keys=["u:1:1"]))
    await asyncio.sleep(seconds)
    task.cancel()
    await asyncio.wait({task})
    whole = await conversation(store) == talk()
    async with store.batch() as batch:
        assert await batch.unseen(["u:1:1"]) == (set() if whole else {"u:1:1"})
    await put(store, talk(), chat=BERT)
    await store.close()
    assert await place.rows("SELECT count(*) FROM people") == [(1 + whole,)]


async def test_a_cancelled_waiter_lets_the_next_one_in(store: SqlStore) -> None:
    async with store.batch() as batch:
        await batch.load([ANNA])
        waiter = asyncio.create_task(put(store, talk()))
        await asyncio.sleep(0)
        waiter.cancel()
        await asyncio.wait({waiter})
    await put(store, talk(), chat=ChatId(3))
    assert await conversation(store) is None


DEFER = {
    "sqlite": "PRAGMA defer_foreign_keys = ON",
    "postgresql": "ALTER TABLE history ALTER CONSTRAINT fk_history_chat_id INITIALLY DEFERRED",
}


async def commit_an_orphan(store: SqlStore, engine_name: str) -> None:
    async with store._transaction() as unit:
        await unit.run(sa.text(DEFER[engine_name]), {})
        orphan = {"chat_id": ANNA, "recorded_at": NOW, "blob": b""}
        await unit.run(queries.ADD_HISTORY, orphan)


async def test_a_failed_commit_leaves_a_sound_connection(
    store: SqlStore, place: Place, engine_name: str
) -> None:
    """R17: SQLite keeps the transaction open then; the next writer must not fall into it."""
    with pytest.raises(IntegrityError):
        await commit_an_orphan(store, engine_name)
    await put(store, talk(), chat=BERT)
    assert await place.rows("SELECT * FROM history") == []


async def test_what_is_finished_outlives_even_two_cancellations() -> None:
    done = asyncio.Event()

    async def work() -> None:
        await asyncio.sleep(0.01)
        done.set()

    task = asyncio.create_task(finish(work()))
    for _ in range(2):
        await asyncio.sleep(0.001)
        task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert done.is_set()
