"""Who was met by a clock that was days ahead is due when it has been put right, on both engines."""

from __future__ import annotations

import datetime as dt

from bot.model import ChatId
from bot.store.sql import SqlStore
from flows.agenda import AHEAD
from tests.bot.store.kit import ANNA, BERT, NOW, due, put, talk

YEAR = dt.timedelta(days=365)


async def test_who_was_met_in_a_future_that_is_none_is_due_now(store: SqlStore) -> None:
    """T3: `put` writes at NOW, which the clock, put right, shows a year later."""
    await put(store, talk(NOW + AHEAD))
    before = NOW - YEAR
    assert await due(store, before, 10) == []
    assert await store.bring_back(before) == 1
    assert await due(store, before, 10) == [ANNA]
    assert await store.bring_back(before) == 0


async def test_a_moment_that_was_planned_for_then_stays(store: SqlStore) -> None:
    """A pause of a year is no mistake of a clock; nor is what is due soon."""
    await put(store, talk(NOW + YEAR), chat=ANNA)
    await put(store, talk(NOW), chat=BERT)
    await put(store, talk(), chat=ChatId(3))
    assert await store.bring_back(NOW) == 0
    assert await store.bring_back(NOW - AHEAD) == 0
