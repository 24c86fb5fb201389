"""A pause, a stop or a block: what waits unasked is not sent any more, and answers are."""

from __future__ import annotations

from bot.model import ChatId, Sent
from bot.store import Saved
from bot.store.sql import SqlStore
from flows.effects import Say
from tests.bot.store.kit import ANNA, BERT, NOW, Place, hours, open_store, put, say, talk


def prompt(key: str = "prompt", **fields: object) -> Say:
    return say(key, lane="prompt", **fields)


async def hush(store: SqlStore, *letters: Say, chat: ChatId = ANNA) -> None:
    async with store.batch() as batch:
        version = (await batch.load([chat]))[chat].version
        await batch.save([Saved(chat, talk(), version, "en", letters, hush=True)], keys=(), now=NOW)


async def claimed(store: SqlStore) -> list[tuple[int, str]]:
    letters = await store.claim(NOW, 10)
    return [(letter.chat, letter.say.lines[0].key) for letter in letters]


async def test_what_waits_unasked_is_dropped_and_only_of_that_person(store: SqlStore) -> None:
    """T5: at once, even when a long row of others goes first."""
    await put(store, talk(), prompt(), say("break", lane="bulk", useless_after=NOW + hours(1)))
    await put(store, talk(), prompt(), chat=BERT)
    await hush(store)
    assert await claimed(store) == [(BERT, "prompt")]


async def test_what_the_same_batch_says_is_sent(store: SqlStore) -> None:
    await hush(store, say("paused"), prompt("stopped"))
    assert await claimed(store) == [(ANNA, "stopped")]


async def test_what_was_claimed_is_not_tried_again_after_a_crash(
    store: SqlStore, place: Place
) -> None:
    """T5, with T4: nobody knows whether it went out, and now nobody wants it."""
    await put(store, talk(), prompt(), say("reply"))
    await store.claim(NOW, 10)
    await hush(store)
    await store.close()
    again = await open_store(place)
    try:
        assert [letter.say.lines[0].key for letter in await again.recover(NOW)] == ["reply"]
    finally:
        await again.close()


async def test_what_is_being_sent_gets_its_verdict(store: SqlStore) -> None:
    """Its screen stays known."""
    await put(store, talk(), prompt(screen=7))
    (letter,) = await store.claim(NOW, 10)
    await hush(store)
    await store.settle({letter.id: Sent(71)}, NOW)
    assert await store.standing([(ANNA, 7)]) == {(ANNA, 7): (71, False, "")}
