"""R9: a letter that has to wait says so in its row, so that a kill forgets nothing."""

from __future__ import annotations

from bot.model import Held, RetryAt, Sent
from bot.store.sql import SqlStore
from tests.bot.store.kit import ANNA, BERT, NOW, Place, hours, open_store, put, say, talk


async def test_a_chat_that_has_to_wait_is_known_after_a_kill(store: SqlStore, place: Place) -> None:
    """R9: a reply that this process keeps, and a prompt that went back."""
    (reply,) = await put(store, talk(), say())
    await put(store, talk(), say(lane="prompt"), chat=BERT)
    (prompt,) = await store.claim(NOW, 9)
    await store.settle({reply.id: Held(hours(1) + NOW), prompt.id: RetryAt(hours(2) + NOW)}, NOW)
    await store.close()
    store = await open_store(place)
    assert (await store.held(NOW)).chats == {ANNA: hours(1) + NOW, BERT: hours(2) + NOW}
    await store.recover(NOW)
    assert ANNA in (await store.held(NOW)).chats, "one more kill changes nothing"
    assert (await store.held(NOW + hours(3))).chats == {}
    await store.close()


async def test_a_letter_that_is_done_holds_nobody(store: SqlStore) -> None:
    (reply,) = await put(store, talk(), say())
    await store.settle({reply.id: Held(hours(1) + NOW)}, NOW)
    await store.settle({reply.id: Sent(7)}, NOW)
    assert (await store.held(NOW)).chats == {}


async def test_a_letter_that_is_held_counts_as_one_try(store: SqlStore, place: Place) -> None:
    """T4: it surely was not sent, so that the one call after it is the only unknown one."""
    (reply,) = await put(store, talk(), say())
    for _ in range(5):
        await store.settle({reply.id: Held(NOW)}, NOW)
    await store.close()
    store = await open_store(place)
    assert [again.tries for again in await store.recover(NOW)] == [2]
    await store.close()
