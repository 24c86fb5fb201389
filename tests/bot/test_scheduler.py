from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

import pytest

from bot.clock import SystemClock, VirtualClock
from bot.desk import Desk
from bot.model import ChatId, Handled
from bot.scheduler import CHATS_AT_ONCE, Scheduler
from bot.store import Batch, StoreError
from bot.store.sql import SqlStore
from flows import Conversation, Outcome
from flows.events import Event
from tests.bot.store.kit import ANNA, BERT, NOW, hours, open_store, put, say, talk


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[SqlStore]:
    opened = await open_store(tmp_path)
    yield opened
    await opened.close()


def prompt(told: Conversation, event: Event, content: Any) -> Outcome:
    """And the next one is tomorrow's."""
    later = tuple(m.model_copy(update={"at": m.at + hours(24)}) for m in told.agenda)
    return Outcome(
        conversation=told.model_copy(update={"agenda": later}),
        effects=(say(event.kind, lane="prompt"),),
    )


class Bell:
    """Takes what is delivered and rings when there is any."""

    def __init__(self) -> None:
        self.chats: list[ChatId] = []
        self.rung = asyncio.Event()

    def __call__(self, handled: Handled) -> None:
        self.chats += [letter.chat for letter in handled.letters]
        if handled.letters:
            self.rung.set()


def scheduler_on(store: SqlStore, clock: Any, bell: Bell) -> Scheduler:
    desk = Desk(store, None, clock, advance=prompt)  # type: ignore[arg-type] # content is unread
    return Scheduler(store, desk, clock, bell)


async def test_a_tick_handles_what_is_due_and_nothing_else(store: SqlStore) -> None:
    await put(store, talk(NOW), chat=ANNA)
    await put(store, talk(NOW + hours(1)), chat=BERT)
    clock, bell = VirtualClock(NOW), Bell()
    scheduler = scheduler_on(store, clock, bell)
    assert [await scheduler.tick(), await scheduler.tick()] == [1, 0]
    clock.set(NOW + hours(1))
    assert [await scheduler.tick(), await scheduler.tick()] == [1, 0]
    assert bell.chats == [ANNA, BERT]


async def test_a_wave_comes_in_portions(store: SqlStore) -> None:
    """Live events get their turn between them."""
    for chat in range(CHATS_AT_ONCE + 1):
        await put(store, talk(NOW), chat=ChatId(chat))
    scheduler = scheduler_on(store, VirtualClock(NOW), Bell())
    assert [await scheduler.tick() for _ in range(3)] == [CHATS_AT_ONCE, 1, 0]


async def test_two_schedulers_fire_a_moment_once(store: SqlStore) -> None:
    """The desk reads it again inside its transaction (T1)."""
    await put(store, talk(NOW))
    bell = Bell()
    one, two = (scheduler_on(store, VirtualClock(NOW), bell) for _ in range(2))
    await asyncio.gather(one.tick(), two.tick())
    assert bell.chats == [ANNA]


async def test_a_restart_leaves_the_due_set_unchanged(tmp_path: Path) -> None:
    """T2, T3: rows stay due however long nobody looked."""
    store = await open_store(tmp_path)
    await put(store, talk(NOW))
    await store.close()
    store = await open_store(tmp_path)
    scheduler = scheduler_on(store, VirtualClock(NOW + hours(100)), Bell())
    assert [await scheduler.tick(), await scheduler.tick()] == [1, 0]
    await store.close()


@pytest.mark.parametrize("woken", [True, False], ids=["set meanwhile", "known before"])
async def test_the_run_sleeps_until_the_next_moment(store: SqlStore, *, woken: bool) -> None:
    clock, bell = SystemClock(), Bell()
    soon = clock.now() + dt.timedelta(seconds=0.15)
    if not woken:
        await put(store, talk(soon))
    scheduler = scheduler_on(store, clock, bell)
    run = asyncio.create_task(scheduler.run())
    await asyncio.sleep(0.05)
    if woken:
        await put(store, talk(soon))
        scheduler.wake(soon)
    async with asyncio.timeout(5):
        await bell.rung.wait()
    assert clock.now() >= soon
    run.cancel()
    await asyncio.wait({run})


class Struggling:
    """A store that cannot be asked at first."""

    def __init__(self, store: SqlStore) -> None:
        self._store = store
        self.asked = 0

    def batch(self) -> AbstractAsyncContextManager[Batch]:
        self.asked += 1
        if self.asked == 1:
            raise StoreError("another program holds it locked")
        return self._store.batch()


async def test_a_store_that_fails_is_asked_again(
    store: SqlStore, caplog: pytest.LogCaptureFixture
) -> None:
    await put(store, talk(NOW))
    clock, bell, struggling = VirtualClock(NOW), Bell(), Struggling(store)
    desk = Desk(struggling, None, clock, advance=prompt)  # type: ignore[arg-type] # half a store, and content is unread
    scheduler = Scheduler(store, desk, clock, bell, nap_seconds=0.01)
    run = asyncio.create_task(scheduler.run())
    async with asyncio.timeout(5):
        await bell.rung.wait()
    run.cancel()
    await asyncio.wait({run})
    assert bell.chats == [ANNA]
    assert "another program holds it locked" in caplog.text


async def test_a_later_moment_does_not_wake_the_sleeper(store: SqlStore) -> None:
    scheduler = scheduler_on(store, SystemClock(), Bell())
    run = asyncio.create_task(scheduler.run())
    await asyncio.sleep(0.05)
    scheduler.wake(SystemClock().now() + hours(1))
    scheduler.wake(None)
    assert not scheduler._woken.is_set()
    run.cancel()
    await asyncio.wait({run})
