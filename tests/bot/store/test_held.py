"""R9: Telegram's "not before" outlives the process, for one chat and for the whole bot."""

from __future__ import annotations

from bot.model import RetryAt
from bot.store import Held
from bot.store.sql import SqlStore
from tests.bot.store.kit import ANNA, NOW, hours, put, say, talk


async def test_nothing_is_held_at_first(store: SqlStore) -> None:
    assert await store.held(NOW) == Held({})


async def test_the_whole_bot_waits_until_it_is_over(store: SqlStore) -> None:
    """R9."""
    await store.hold_all(NOW + hours(1), NOW)
    assert (await store.held(NOW)).all_until == NOW + hours(1)
    assert (await store.held(NOW + hours(1))).all_until is None


async def test_the_newest_word_counts(store: SqlStore) -> None:
    """R9."""
    await store.hold_all(NOW + hours(1), NOW)
    await store.hold_all(NOW + hours(2), NOW)
    assert (await store.held(NOW)).all_until == NOW + hours(2)


async def test_a_clock_that_was_set_back_does_not_silence_the_bot(store: SqlStore) -> None:
    """R9."""
    await store.hold_all(NOW + hours(1), NOW)
    assert (await store.held(NOW - hours(24))).all_until is None


async def test_a_chat_waits_as_long_as_its_letter(store: SqlStore) -> None:
    """R9."""
    (letter,) = await put(store, talk(), say(lane="prompt"))
    await store.claim(NOW, 1)
    await store.settle({letter.id: RetryAt(NOW + hours(1))}, NOW)
    assert (await store.held(NOW)).chats == {ANNA: NOW + hours(1)}
    assert (await store.held(NOW + hours(1))).chats == {}
