"""Events that were set aside: what is kept of them, and how they come back."""

from __future__ import annotations

import contextlib

import pytest

from bot.model import ChatId, Incoming, Kept
from bot.store import Batch, Broken, Saved
from bot.store.sql import SqlStore
from flows.events import Event, MomentDue, Said, Sent
from tests.bot.store.kit import ANNA, BERT, DAMAGED, NOW, RING, Place, hours, put, say, talk

SAID = Said(at=NOW, text="Zwerchfell")


@pytest.fixture
async def store(store: SqlStore) -> SqlStore:
    """With two people in it."""
    await put(store, talk(), chat=ANNA)
    await put(store, talk(), chat=BERT)
    return store


async def set_aside(  # noqa: PLR0913 - what a row says
    store: SqlStore,
    event: Event = SAID,
    chat: ChatId = ANNA,
    *,
    stood: str | None = "here",
    is_moment: bool = False,
    row: int | None = None,
) -> None:
    again = NOW + hours(1) if is_moment else None
    places = "flows.read:31 number\nValueError"
    broken = Broken(chat, "u:1:1", event, places, stood, retry_at=again, row=row)
    async with store.batch() as batch:
        await batch.load([chat])
        moments = [chat] if is_moment else []
        await batch.save([], keys=[], broken=[broken], moments=moments, now=NOW)


async def mend(batch: Batch, row: int) -> None:
    """The event leads to a letter."""
    loaded = (await batch.load([ANNA]))[ANNA]
    saved = Saved(ANNA, talk(), loaded.version, "en", (say(),))
    await batch.save([saved], keys=[], mended=[row], now=NOW)


async def ids(store: SqlStore) -> list[int]:
    return [one.id for one in await store.set_aside()]


async def test_an_operator_sees_what_raised_where_and_no_word_of_the_person(
    store: SqlStore,
) -> None:
    await set_aside(store)
    (one,) = await store.set_aside()
    assert (one.chat, one.kind, one.at, one.whole, one.wished) == (ANNA, "said", NOW, True, False)
    assert one.traceback == "flows.read:31 number\nValueError"
    assert "Zwerchfell" not in repr(one)


async def test_of_an_event_kept_by_kind_and_time_the_kind_is_shown(store: SqlStore) -> None:
    await set_aside(store, Sent(at=NOW, what="said"), stood=None)
    (one,) = await store.set_aside()
    assert (one.kind, one.whole) == ("said", False)


async def test_a_wish_brings_the_event_back_as_it_was(store: SqlStore) -> None:
    for chat in (BERT, ANNA, BERT):
        await set_aside(store, chat=chat)
    first, second, third = await ids(store)
    assert await store.wished() == []
    await store.wish([third, first])
    assert await store.wished() == [
        Incoming("", BERT, SAID, kept=Kept(first, "here")),
        Incoming("", BERT, SAID, kept=Kept(third, "here")),
    ]
    async with store.batch() as batch:
        assert await batch.still_wished([first, second, third, 99]) == {first, third}
        assert await batch.still_wished([]) == set()


async def test_what_has_no_words_cannot_come_back(store: SqlStore) -> None:
    await set_aside(store, Sent(at=NOW, what="said"), stood=None)
    await store.wish(await ids(store))
    assert await store.wished() == []


async def test_of_a_person_whose_key_is_lost_the_row_is_still_shown(
    store: SqlStore, place: Place
) -> None:
    await set_aside(store)
    await set_aside(store, chat=BERT)
    await place.rows(f"UPDATE people SET wrapped_key = x'00' WHERE chat_id = {ANNA}")
    await store.wish(await ids(store))
    assert [one.kind for one in await store.set_aside()] == ["unreadable", "said"]
    assert [one.chat for one in await store.wished()] == [BERT]


async def test_a_damaged_event_is_still_shown(store: SqlStore, place: Place) -> None:
    await set_aside(store)
    await place.rows(f"UPDATE quarantine SET blob = {DAMAGED}")
    assert [one.kind for one in await store.set_aside()] == ["unreadable"]


async def test_an_event_of_the_first_programs_is_shown_and_cannot_come_back(
    store: SqlStore, place: Place
) -> None:
    """They kept the event alone, and not where the talk stood."""
    await set_aside(store)
    ((wrapped,),) = await place.rows(f"SELECT wrapped_key FROM people WHERE chat_id = {ANNA}")
    alone = RING.person_key(ANNA, bytes(wrapped)).seal("event", SAID.model_dump_json().encode())
    await place.rows(f"UPDATE quarantine SET blob = x'{alone.hex()}'")
    await store.wish(await ids(store))
    ((shown,), wished) = await store.set_aside(), await store.wished()
    assert (shown.kind, shown.whole, wished) == ("said", False, [])


async def test_the_row_goes_with_what_comes_of_it_or_not_at_all(
    store: SqlStore, place: Place
) -> None:
    """R1: the effects are stored and the row is gone in one commit."""
    await set_aside(store)
    (row,) = await ids(store)
    with contextlib.suppress(InterruptedError):
        async with store.batch() as batch:
            await mend(batch, row)
            raise InterruptedError
    assert await ids(store) == [row]
    assert await place.rows("SELECT id FROM letters") == []
    async with store.batch() as batch:
        await mend(batch, row)
    assert await ids(store) == []
    assert len(await place.rows("SELECT id FROM letters")) == 1


async def test_what_raised_again_stays_in_its_row_and_is_wished_no_more(store: SqlStore) -> None:
    await set_aside(store)
    (row,) = await ids(store)
    await store.wish([row])
    broken = Broken(ANNA, "", SAID, "flows.read:40 number\nKeyError", "here", row=row)
    async with store.batch() as batch:
        await batch.load([ANNA])
        await batch.save([], keys=[], broken=[broken], now=NOW + hours(1))
    (one,) = await store.set_aside()
    assert (one.id, one.at, one.wished) == (row, NOW, False)
    assert one.traceback.endswith("KeyError")


async def test_a_chat_has_one_row_for_its_due_moments_and_none_when_one_went_well(
    store: SqlStore,
) -> None:
    await set_aside(store)
    await set_aside(store, chat=BERT)
    for _ in range(3):
        await set_aside(store, MomentDue(at=NOW), is_moment=True)
    assert [one.kind for one in await store.set_aside()] == ["said", "said", "moment_due"]
    async with store.batch() as batch:
        await batch.load([ANNA])
        await batch.save([], keys=[], moments=[ANNA], now=NOW)
    assert [one.kind for one in await store.set_aside()] == ["said", "said"]


async def test_what_is_dropped_is_gone_and_its_id_never_comes_again(store: SqlStore) -> None:
    """An operator who names a row from an old list must not meet another."""
    await set_aside(store)
    (row,) = await ids(store)
    await store.drop([row])
    assert await ids(store) == []
    await set_aside(store)
    assert (await ids(store))[0] > row


async def test_it_goes_with_the_person(store: SqlStore) -> None:
    await set_aside(store)
    await store.wish(await ids(store))
    await put(store, None, forget=True)
    assert await ids(store) == []
    assert await store.wished() == []
