from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from bot.model import ChatId, Letter, Offset, Sent, Uncertain
from bot.store import Broken, Loaded, Saved
from bot.store.sql import SqlStore
from flows.events import MomentDue, Said
from tests.bot.store.kit import (
    ANNA,
    BERT,
    DAMAGED,
    NOW,
    Place,
    conversation,
    due,
    hours,
    open_store,
    put,
    record,
    say,
    talk,
)


async def test_what_is_saved_is_loaded_with_the_next_version(store: SqlStore) -> None:
    told = talk(NOW, answers={"q_age": 41}, state="intake.a")
    await put(store, told)
    async with store.batch() as batch:
        found = await batch.load([ANNA, BERT])
    assert found == {ANNA: Loaded(told, 1), BERT: Loaded(None, 0)}


async def test_everything_outlives_the_process(place: Place) -> None:
    first = await open_store(place)
    await put(first, talk(NOW), keys=["u:1:7"], offset=Offset("1", 8))
    await first.close()
    second = await open_store(place)
    try:
        assert await conversation(second) == talk(NOW)
        assert await second.offset("1") == (Offset("1", 8), NOW)
        async with second.batch() as batch:
            assert await batch.unseen(["u:1:7", "u:1:8"]) == {"u:1:8"}
    finally:
        await second.close()


async def test_an_unknown_bot_has_no_offset(store: SqlStore) -> None:
    assert await store.offset("1") is None


async def test_a_key_is_taken_once_only(store: SqlStore) -> None:
    await put(store, talk(), keys=["u:1:7"])
    with pytest.raises(IntegrityError):
        await put(store, talk(answers={"twice": 1}), keys=["u:1:7"])
    assert await conversation(store) == talk()


async def test_letters_come_back_in_order_and_replies_are_tried(store: SqlStore) -> None:
    said = (say("a", screen=1), say("b", lane="prompt"), say("c", screen=1))
    letters = await put(store, talk(language="es"), *said)
    assert [letter.say for letter in letters] == list(said)
    assert [letter.tries for letter in letters] == [1, 0, 1]
    assert [letter.id for letter in letters] == sorted(letter.id for letter in letters)
    assert letters[0] == Letter(letters[0].id, ANNA, said[0], "en", 1, NOW)


async def test_many_people_need_no_more_statements_than_one(store: SqlStore, place: Place) -> None:
    """R17: and each letter gets its own id, though they are written together."""
    counts = []
    for chats in ([ANNA], [ChatId(number) for number in range(1, 101)]):
        sent: list[str] = []
        with noted(store, sent):
            async with store.batch() as batch:
                loaded = await batch.load(chats)
                saved = [
                    Saved(chat, talk(), loaded[chat].version, "en", (say(), say()), (record(),))
                    for chat in chats
                ]
                letters = await batch.save(saved, keys=[f"u:1:{len(chats)}"], now=NOW)
        counts.append(len(sent))
        stored = await place.rows("SELECT id, chat_id FROM letters ORDER BY id")
    assert counts[0] == counts[1] < 10
    assert [(letter.id, letter.chat) for letter in letters] == stored[2:]


@contextlib.contextmanager
def noted(store: SqlStore, sent: list[str]) -> Iterator[None]:
    """Every statement, as it goes to the driver."""

    def note(_c: Any, _cursor: Any, text: str, *_: Any) -> None:
        sent.append(text)

    engine = store._writer._writes.sync_engine
    sa.event.listen(engine, "before_cursor_execute", note)
    yield
    sa.event.remove(engine, "before_cursor_execute", note)


async def test_due_chats_come_earliest_first(store: SqlStore) -> None:
    await put(store, talk(NOW), chat=ANNA)
    await put(store, talk(NOW - hours(1)), chat=BERT)
    assert await store.next_due() == NOW - hours(1)
    assert await due(store, NOW - hours(2), 9) == []
    assert await due(store, NOW - hours(1), 9) == [BERT]
    assert await due(store, NOW, 9) == [BERT, ANNA]
    assert await due(store, NOW, 1) == [BERT]


async def test_a_blocked_person_is_never_due(store: SqlStore) -> None:
    await put(store, talk(NOW, blocked=True))
    assert await store.next_due() is None


async def test_a_moment_in_any_zone_is_kept_exactly(store: SqlStore) -> None:
    kiritimati = dt.timezone(hours(14))
    await put(store, talk(dt.datetime(2026, 3, 3, 1, 30, 0, 7, tzinfo=kiritimati)))
    assert await store.next_due() == dt.datetime(2026, 3, 2, 11, 30, 0, 7, tzinfo=dt.UTC)


async def test_forgetting_leaves_nothing_of_the_person(store: SqlStore, place: Place) -> None:
    await put(store, talk(NOW), say(), records=[record(pain=3)])
    await put(store, talk(NOW), chat=BERT)
    await put(store, None, forget=True)
    assert await conversation(store) is None
    assert await due(store, NOW, 9) == [BERT]
    for table in ("people", "letters", "history", "screens", "quarantine"):
        assert await place.rows(f"SELECT * FROM {table} WHERE chat_id = {ANNA}") == []


async def test_a_receipt_is_sent_after_forgetting_and_then_goes_too(
    store: SqlStore, place: Place
) -> None:
    await put(store, talk(NOW), say())
    (receipt,) = await put(store, None, say("erased"), forget=True)
    assert await conversation(store) is None
    await store.purge(NOW)
    assert await place.rows("SELECT id FROM letters") == [(receipt.id,)]
    assert not await store.clear_away(NOW)
    await store.settle({receipt.id: Sent(1)}, NOW)
    assert await place.rows("SELECT * FROM people") == []
    assert await place.rows("SELECT * FROM letters") == []
    assert await store.clear_away(NOW)
    assert await place.rows("SELECT * FROM meta WHERE name = 'erased'") == []


async def test_a_receipt_of_unknown_outcome_is_not_sent_again(
    store: SqlStore, place: Place
) -> None:
    """P6: an erasure goes before T4."""
    (receipt,) = await put(store, None, say("erased"), forget=True)
    await store.settle({receipt.id: Uncertain("no answer")}, NOW)
    assert await place.rows("SELECT * FROM people") == []


async def test_a_new_key_leaves_no_history(store: SqlStore, place: Place) -> None:
    """P6, P14: whoever stays known without anything they said."""
    await put(store, talk(NOW), say(), records=[record(pain=3)])
    before = await place.rows("SELECT wrapped_key FROM people")
    await put(store, talk(state="not_offered"), records=[record(closed=True)], forget=True)
    assert await place.rows("SELECT wrapped_key FROM people") != before
    assert [each.data for each in (await store.past(ANNA)).records] == [{"closed": True}]
    assert await place.rows("SELECT * FROM letters") == []


async def test_a_forgotten_person_can_come_back(store: SqlStore) -> None:
    await put(store, talk(answers={"q_age": 41}))
    await put(store, talk(), forget=True)
    assert await conversation(store) == talk()


async def test_letters_alone_leave_the_snapshot_as_it_is(store: SqlStore) -> None:
    await put(store, talk(NOW))
    assert len(await put(store, None, say("apology"))) == 1
    assert await conversation(store) == talk(NOW)


async def test_a_broken_moment_is_due_again_later(store: SqlStore, place: Place) -> None:
    await put(store, talk(NOW))
    broken = Broken(ANNA, "", MomentDue(at=NOW), "ValueError", retry_at=NOW + hours(1))
    async with store.batch() as batch:
        await batch.load([ANNA])
        await batch.save([], keys=[], broken=[broken], now=NOW)
    assert await store.next_due() == NOW + hours(1)
    assert await place.rows("SELECT chat_id, traceback FROM quarantine") == [(ANNA, "ValueError")]


async def test_one_unreadable_snapshot_is_that_chats_trouble(store: SqlStore, place: Place) -> None:
    await put(store, talk(), chat=ANNA)
    await put(store, talk(), chat=BERT)
    await place.rows(f"UPDATE people SET snapshot = {DAMAGED} WHERE chat_id = {ANNA}")
    async with store.batch() as batch:
        found = await batch.load([ANNA, BERT])
        assert found[ANNA].fault is not None
        assert found[BERT] == Loaded(talk(), 1)
        letters = await batch.save([Saved(ANNA, None, 1, "en", (say(),))], keys=[], now=NOW)
    assert [letter.chat for letter in letters] == [ANNA]


async def test_one_unreadable_key_is_that_chats_trouble(store: SqlStore, place: Place) -> None:
    """Nothing can be sealed for this chat, so it gets no letter; its event leaves a trace."""
    await put(store, talk(), chat=ANNA)
    await place.rows("UPDATE people SET wrapped_key = x'00'")
    broken = Broken(ANNA, "u:1:1", Said(at=NOW, text="hi"), "SealError")
    async with store.batch() as batch:
        found = await batch.load([ANNA, BERT])
        assert found[ANNA].fault is not None
        saved = [Saved(ANNA, None, 1, "en", (say(),)), Saved(BERT, talk(), 0, "en", (say(),))]
        letters = await batch.save(saved, keys=["u:1:1"], broken=[broken], now=NOW)
    assert [letter.chat for letter in letters] == [BERT]
    assert await place.rows("SELECT chat_id, blob FROM quarantine") == [(ANNA, None)]


async def test_the_database_shows_no_word_of_a_person(store: SqlStore, place: Place) -> None:
    """P9, 6-sealing: no plain text in any column, nor in SQLite's file and write-ahead log."""
    secret = "Zwerchfell"
    told = talk(NOW, answers={"q_free": secret}, state="intake.posture")
    await put(store, told, say(secret), say(secret, lane="bulk"), records=[record(note=secret)])
    broken = Broken(ANNA, "u:1:1", Said(at=NOW, text=secret), "ValueError")
    async with store.batch() as batch:
        await batch.load([ANNA])
        await batch.save([], keys=["u:1:1"], broken=[broken], now=NOW)
    found = await place.everything()
    assert b"u:1:1" in found
    for word in (secret, "q_free", "posture", "prompt", "report"):
        assert word.encode() not in found, word
