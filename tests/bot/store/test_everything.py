"""All that is stored about one chat comes back opened, and nothing of anybody else."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.model import ChatId, Sent
from bot.store import Broken, Everything, Saved, queries
from bot.store.everything import OPENED
from bot.store.sql import SqlStore
from bot.store.tables import metadata
from flows.events import Said
from tests.bot.store.kit import (
    ANNA,
    BERT,
    DAMAGED,
    NOW,
    Place,
    conversation,
    hours,
    put,
    record,
    say,
    talk,
)

SEALED = {"people": "snapshot", "history": "blob", "letters": "blob", "quarantine": "blob"}
"""The sealed column of each table."""


async def everything(store: SqlStore, chat: ChatId = ANNA) -> Everything:
    found = await store.everything(chat)
    assert found
    return found


async def lived(store: SqlStore, chat: ChatId = ANNA) -> None:
    """A talk with a history, a message on a screen, one that waits, and an event set aside."""
    due = NOW + hours(5)
    told = talk(due, answers={"q_age": 40})
    shown, _ = await put(
        store, told, say(screen=7), say("later", lane="prompt"), chat=chat, records=[record(pain=3)]
    )
    await store.settle({shown.id: Sent(501)}, NOW + hours(1))
    event = Said(at=NOW, text="it hurt")
    broken = Broken(chat, f"u:1:{chat}", event, "flows.machine:1 advance", stood="here")
    async with store.batch() as batch:
        version = (await batch.load([chat]))[chat].version
        saved = Saved(chat, told, version, "en")
        await batch.save([saved], keys=[], broken=[broken], now=NOW + hours(2))


async def test_everything_is_the_talk_and_all_rows_that_name_the_chat(store: SqlStore) -> None:
    """P5."""
    await lived(store)
    await lived(store, BERT)
    found = await everything(store)
    assert found.conversation == await conversation(store)
    assert (found.chat, found.version, found.due_at) == (ANNA, 2, NOW + hours(5))
    assert found.updated_at == NOW + hours(2)
    (kept,) = found.records
    assert (kept.recorded_at, kept.record) == (NOW, record(pain=3))
    sent, waits = found.letters
    assert (sent.state, sent.message_id, sent.settled_at) == ("sent", 501, NOW + hours(1))
    assert (sent.say, sent.language, sent.screen) == (say(screen=7), "en", 7)
    assert (waits.state, waits.lane, waits.tries) == ("waiting", "prompt", 0)
    (screen,) = found.screens
    assert (screen.screen, screen.message_id) == (7, 501)
    (aside,) = found.set_aside
    assert (aside.event, aside.stood) == (Said(at=NOW, text="it hurt"), "here")
    assert (aside.at, aside.key, aside.wished) == (NOW + hours(2), f"u:1:{ANNA}", False)
    assert found.unreadable == {}


def test_every_table_that_names_a_chat_is_asked() -> None:
    """P5: whoever adds one has to say what of it is told."""
    assert set(queries.ALL_OF) == {"people", "letters", "screens", "history", "quarantine"}
    assert set(queries.ALL_OF) == {t.name for t in metadata.sorted_tables if "chat_id" in t.c}
    assert set(OPENED) == set(SEALED)


async def test_nothing_is_stored_about_a_stranger(store: SqlStore) -> None:
    await lived(store, BERT)
    assert await store.everything(ANNA) is None


async def test_after_an_erasure_only_the_last_word_is_there(store: SqlStore) -> None:
    await lived(store)
    await put(store, None, say("goodbye"), forget=True)
    found = await everything(store)
    assert (found.conversation, found.records, found.set_aside, found.screens) == (None, (), (), ())
    assert [letter.say for letter in found.letters] == [say("goodbye")]
    assert found.unreadable == {}


@pytest.mark.parametrize("table", SEALED)
async def test_what_does_not_open_is_counted(store: SqlStore, place: Place, table: str) -> None:
    await lived(store)
    await place.rows(f"UPDATE {table} SET {SEALED[table]} = {DAMAGED}")
    found = await everything(store)
    assert found.unreadable == {table: 2 if table == "letters" else 1}
    assert (found.conversation is None) is (table == "people")
    assert len(found.records) == (table != "history")
    assert len(found.letters) == 2
    assert [letter.say is None for letter in found.letters] == [table == "letters"] * 2
    assert [event.event is None for event in found.set_aside] == [table == "quarantine"]


async def test_with_a_lost_key_all_that_is_sealed_is_counted(store: SqlStore, place: Place) -> None:
    await lived(store)
    await place.rows(f"UPDATE people SET wrapped_key = {DAMAGED}")
    found = await everything(store)
    assert found.unreadable == {"people": 1, "history": 1, "letters": 2, "quarantine": 1}
    assert found.due_at == NOW + hours(5)


async def test_an_event_of_which_nothing_was_kept_is_told_by_its_time(
    store: SqlStore, place: Place
) -> None:
    await lived(store)
    await place.rows("UPDATE quarantine SET blob = NULL")
    (aside,) = (await everything(store)).set_aside
    assert (aside.event, aside.at) == (None, NOW + hours(2))


async def test_it_is_read_while_somebody_writes(store: SqlStore) -> None:
    """6-store: reads for an export go beside the writer."""
    await lived(store)
    async with store.batch() as batch:
        await batch.load([ANNA])
        assert (await everything(store)).updated_at == NOW + dt.timedelta(hours=2)
