"""Who leads, and what is only done by the one who does."""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
from collections.abc import AsyncIterator, Callable

import pytest

from bot.clock import VirtualClock
from bot.store import Company, StoreError
from bot.workers import Workers
from tests.bot.store.kit import NOW

BEAT_SECONDS = 0.01
ALONE = Company()
LEADS, FOLLOWS = Company(leads=True, workers=2), Company(leads=False, workers=2)


class Shared:
    """A store that others work with, too."""

    is_shared = True

    def __init__(self, company: Company) -> None:
        self.company: Company | StoreError = company
        self.looks = 0

    async def look_around(self, now: dt.datetime) -> Company:
        del now
        self.looks += 1
        if isinstance(self.company, StoreError):
            raise self.company
        return self.company


class Work:
    """Something that only the one who leads does."""

    def __init__(self) -> None:
        self.begun = self.ended = 0
        self.error: Exception | None = None

    @property
    def goes_on(self) -> bool:
        return self.begun > self.ended

    async def run(self) -> None:
        self.begun += 1
        try:
            while self.error is None:  # noqa: ASYNC110 - the test sets it from outside
                await asyncio.sleep(BEAT_SECONDS)
            raise self.error
        finally:
            self.ended += 1


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(5):
        while not true():  # noqa: ASYNC110 - the test looks from outside
            await asyncio.sleep(BEAT_SECONDS / 2)


def workers_on(store: Shared, heard: list[Company] | None = None) -> Workers:
    hear = (heard if heard is not None else []).append
    return Workers(store, VirtualClock(NOW), hear, beat_seconds=BEAT_SECONDS)  # type: ignore[arg-type] # half a store


@contextlib.asynccontextmanager
async def running(workers: Workers, work: Work) -> AsyncIterator[asyncio.Task[None]]:
    run = asyncio.create_task(workers.run())
    leading = asyncio.create_task(workers.while_leading(work.run))
    try:
        yield leading
    finally:
        for task in (run, leading):
            task.cancel()
        await asyncio.wait({run, leading})


async def test_what_the_leader_does_begins_and_ends_with_the_lead() -> None:
    store, work = Shared(FOLLOWS), Work()
    workers = workers_on(store)
    async with running(workers, work):
        await until(lambda: store.looks > 2)
        assert (workers.leads(), work.begun) == (False, 0)
        for turn in (1, 2):
            store.company = LEADS
            await until(lambda: work.goes_on)
            store.company = FOLLOWS
            await until(lambda: not work.goes_on)
            assert (work.begun, work.ended) == (turn, turn)


async def test_while_the_database_is_away_it_stays_as_it_was(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """The one who leads goes on to tell people that nothing can be stored (R26)."""
    store, work = Shared(LEADS), Work()
    workers = workers_on(store)
    async with running(workers, work):
        await until(lambda: work.goes_on)
        store.company = StoreError("the server cannot be reached")
        looks = store.looks
        await until(lambda: store.looks > looks + 2)
        assert workers.leads()
        assert work.begun == 1
    assert caplog.text.count("the server cannot be reached") == 1


async def test_what_fails_while_leading_is_raised() -> None:
    store, work = Shared(LEADS), Work()
    async with running(workers_on(store), work) as leading:
        await until(lambda: work.goes_on)
        work.error = StoreError("a wrong token, say")
        with pytest.raises(StoreError, match="a wrong token"):
            async with asyncio.timeout(5):
                await leading


async def test_each_look_around_is_told() -> None:
    heard: list[Company] = []
    store = Shared(FOLLOWS)
    async with running(workers_on(store, heard), Work()):
        await until(lambda: FOLLOWS in heard)
        store.company = LEADS
        await until(lambda: LEADS in heard)


async def test_who_is_alone_leads_from_the_start_and_looks_for_nobody() -> None:
    store, work = Shared(FOLLOWS), Work()
    store.is_shared = False  # type: ignore[misc] # as SQLite
    workers = workers_on(store)
    assert workers.leads()
    async with running(workers, work):
        await until(lambda: work.goes_on)
    assert (workers.company, store.looks) == (ALONE, 0)
