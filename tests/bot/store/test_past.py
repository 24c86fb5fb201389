"""What is known of one person is read whole, in order, and by nobody's else key."""

from __future__ import annotations

from bot.model import ChatId
from bot.store import Past
from bot.store.sql import SqlStore
from tests.bot.store.kit import ANNA, BERT, DAMAGED, Place, conversation, put, record, say, talk

NOTHING = Past(None, ())


async def test_the_past_is_the_talk_and_every_record_in_order(store: SqlStore) -> None:
    await put(store, talk(), records=[record(pain=3), record(pain=2)])
    await put(store, talk(), records=[record(pain=5)], chat=BERT)
    await put(store, talk(), records=[record(pain=1)])
    past = await store.past(ANNA)
    assert past.conversation == await conversation(store)
    assert [one.data["pain"] for one in past.records] == [3, 2, 1]


async def test_nothing_is_known_of_a_stranger(store: SqlStore) -> None:
    assert await store.past(ChatId(9)) == NOTHING


async def test_who_was_forgotten_has_no_past(store: SqlStore) -> None:
    await put(store, talk(), records=[record(pain=3)])
    await put(store, None, say("goodbye"), forget=True)
    assert await store.past(ANNA) == NOTHING


async def test_a_record_that_does_not_open_is_left_out(store: SqlStore, place: Place) -> None:
    """6-sealing."""
    await put(store, talk(), records=[record(pain=3), record(pain=2)])
    await place.rows(
        f"UPDATE history SET blob = {DAMAGED} WHERE id = (SELECT min(id) FROM history)"
    )
    past = await store.past(ANNA)
    assert past.conversation
    assert [one.data["pain"] for one in past.records] == [2]


async def test_a_person_who_does_not_open_has_no_past(store: SqlStore, place: Place) -> None:
    """6-sealing."""
    await put(store, talk(), records=[record(pain=3)])
    await place.rows(f"UPDATE people SET snapshot = {DAMAGED}")
    assert await store.past(ANNA) == NOTHING
    await place.rows(f"UPDATE people SET wrapped_key = {DAMAGED}")
    assert await store.past(ANNA) == NOTHING


async def test_the_past_is_read_while_somebody_writes(store: SqlStore) -> None:
    """6-store: reads go beside the writer, and see what is committed."""
    await put(store, talk(), records=[record(pain=3)])
    async with store.batch() as batch:
        await batch.load([ANNA])
        assert len((await store.past(ANNA)).records) == 1
