"""Counters of a day, and what else an operator's counts are made of, on both engines."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import pytest

from bot.model import ChatId
from bot.store import Broken, Saved
from bot.store.counts import KEPT
from bot.store.sql import IDLE, SET_ASIDE_KEPT, SqlStore
from flows.events import Said
from tests.bot.store.kit import ANNA, BERT, NOW, Place, due, put, say, talk

DAY = dt.timedelta(days=1)
TOMORROW = NOW + DAY


async def count(store: SqlStore, counts: Mapping[str, int], now: dt.datetime = NOW) -> None:
    async with store.batch() as batch:
        await batch.save([], keys=[], counts=counts, now=now)


async def set_aside(store: SqlStore, chat: ChatId, now: dt.datetime) -> None:
    broken = Broken(chat, "u:1:1", Said(at=NOW, text="x"), "", "here")
    async with store.batch() as batch:
        await batch.load([chat])
        await batch.save([], keys=[], broken=[broken], now=now)


async def test_what_happens_on_a_day_adds_up(store: SqlStore) -> None:
    await count(store, {"began": 2, "told": 1})
    await count(store, {"told": 4})
    assert (await store.figures(TOMORROW)).week == {"began": 2, "told": 5}


async def test_no_row_is_written_when_nothing_happened(place: Place, store: SqlStore) -> None:
    await count(store, {})
    assert await place.rows("SELECT * FROM counters") == []


async def test_a_row_names_a_day_in_utc_and_no_chat(place: Place, store: SqlStore) -> None:
    at = dt.datetime(2026, 3, 2, 23, 30, tzinfo=dt.timezone(dt.timedelta(hours=-5)))
    await count(store, {"began": 1}, at)
    ((day, name, number),) = await place.rows("SELECT day, name, count FROM counters")
    assert (str(day), name, number) == ("2026-03-03", "began", 1)


async def count_and_fail(store: SqlStore) -> None:
    """A chat that was not loaded has no key to seal with."""
    lost = Saved(ANNA, talk(), 0, "en", (say(),))
    async with store.batch() as batch:
        await batch.save([], keys=[], counts={"began": 1}, now=NOW)
        await batch.save([lost], keys=[], now=NOW)


async def test_a_batch_that_fails_counts_nothing(store: SqlStore) -> None:
    with pytest.raises(KeyError):
        await count_and_fail(store)
    assert (await store.figures(TOMORROW)).week == {}


async def test_a_week_and_a_month_are_of_days_that_are_over(store: SqlStore) -> None:
    for days in (0, 1, 7, 8, 30, 31):
        await count(store, {"told": 10**days if days < 10 else 3}, NOW - days * DAY)
    figures = await store.figures(NOW)
    assert figures.week == {"told": 10 + 10**7}
    assert figures.month == {"told": 10 + 10**7 + 10**8 + 3}


async def test_people_and_set_aside_events_are_counted(store: SqlStore) -> None:
    await put(store, talk(), chat=ANNA)
    await put(store, talk(), chat=BERT)
    await put(store, None, say(), chat=ChatId(3), forget=True)
    await set_aside(store, ANNA, NOW)
    figures = await store.figures(NOW)
    assert (figures.people, figures.set_aside) == (2, 1)


async def test_counters_go_after_26_months(place: Place, store: SqlStore) -> None:
    await count(store, {"began": 1}, NOW - KEPT - DAY)
    await count(store, {"began": 1}, NOW - KEPT)
    await store.purge(NOW)
    assert len(await place.rows("SELECT day FROM counters")) == 1


async def test_what_was_set_aside_a_month_ago_goes(store: SqlStore) -> None:
    """P7: what somebody said is in it."""
    await put(store, talk(), chat=ANNA)
    for age in (SET_ASIDE_KEPT + DAY, SET_ASIDE_KEPT + 2 * DAY, SET_ASIDE_KEPT - DAY):
        await set_aside(store, ANNA, NOW - age)
    assert await store.purge(NOW) == 2
    assert [one.at for one in await store.set_aside()] == [NOW - SET_ASIDE_KEPT + DAY]
    assert await store.purge(NOW) == 0


# Who is not heard of.


async def test_whom_nothing_was_stored_of_for_a_month_is_due(store: SqlStore) -> None:
    """P7: `put` writes at NOW; somebody without a moment, and somebody whose moment is far off."""
    later = NOW + IDLE + DAY
    await put(store, talk(), chat=ANNA)
    await put(store, talk(NOW + 400 * DAY), chat=BERT)
    assert await store.look_at_idle(NOW + IDLE) == 0
    assert await store.look_at_idle(later) == 2
    assert sorted(await due(store, later, 10)) == [ANNA, BERT]
    assert await store.look_at_idle(later) == 0


async def test_who_is_due_or_gone_is_left_alone(store: SqlStore) -> None:
    later = NOW + IDLE + DAY
    await put(store, talk(NOW), chat=ANNA)
    await put(store, None, say(), chat=BERT, forget=True)
    assert await store.look_at_idle(later) == 0
