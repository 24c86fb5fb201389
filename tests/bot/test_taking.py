"""How updates are taken: however they are cut, repeated or broken off, each counts once, in order.

The desk, the store, the poller and the talk are the real ones.
"""

from __future__ import annotations

import asyncio
import contextlib
import itertools
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.clock import VirtualClock
from bot.desk import Desk
from bot.model import ChatId, Handled, Incoming, Letter, Offset
from bot.store import StoreError
from bot.store.sql import SqlStore
from bot.telegram.api import TelegramApi
from bot.telegram.intake import Intake
from bot.telegram.polling import IDLE, Bot, Poller
from content.load import Content, load_content
from flows import Conversation, Outcome, advance
from flows.effects import Say
from flows.events import Chose, Commanded, Event, Said, Sent, Started
from tests.bot.api_server import BotApiServer, Person, RefusalError
from tests.bot.store.kit import NOW, open_store

CONTENT = load_content()
APOLOGIES = {"apology", "apology-not-kept"}
RAISES, UNSTORABLE = "it raises", "it cannot be stored"


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[SqlStore]:
    opened = await open_store(tmp_path)
    yield opened
    await opened.close()


# Any cut, any order of chats, any fault


def stumbling(told: Conversation, event: Event, content: Content) -> Outcome:
    if isinstance(event, Said) and event.text == RAISES:
        raise ValueError(event.text)
    outcome = advance(told, event, content)
    if isinstance(event, Said) and event.text == UNSTORABLE:
        broken = outcome.conversation.model_copy(update={"draft": {"x": object()}})
        return outcome.model_copy(update={"conversation": broken})
    return outcome


def is_bad(event: Event) -> bool:
    return isinstance(event, Said) and event.text in (RAISES, UNSTORABLE)


GREETED = advance(Conversation(), Started(at=NOW, language="en"), CONTENT).conversation
EVENTS: tuple[Event, ...] = (
    Chose(at=NOW, ask=GREETED.opens[0].ask, code="agree"),
    *(Said(at=NOW, text=text) for text in ("18-39", "none", "left", "40", "my foot drags")),
    *(Said(at=NOW, text=text) for text in (RAISES, UNSTORABLE)),
    *(Commanded(at=NOW, name=name) for name in ("help", "stop")),
    Sent(at=NOW, what="voice"),
)


class LimitedDisk:
    """A store that takes `room` more batches; the next one fails where it would commit."""

    def __init__(self, store: SqlStore) -> None:
        self._store = store
        self.room = 0

    @contextlib.asynccontextmanager
    async def batch(self) -> AsyncIterator[Any]:
        async with self._store.batch() as batch:
            yield batch
            self.room -= 1
            if self.room < 0:
                raise StoreError("the disk is full")


@dataclass
class Stream:
    """Updates as Telegram numbers them, of three people who have never written before."""

    number: int
    events: Sequence[tuple[int, Event]]

    def __post_init__(self) -> None:
        self.bot = f"{self.number}@here"
        starts: list[tuple[int, Event]] = [(n, Started(at=NOW, language="en")) for n in range(3)]
        self.updates = [
            Incoming(f"u:{self.number}:{n}", self.chat(person), event)
            for n, (person, event) in enumerate([*starts, *self.events])
        ]

    def chat(self, person: int) -> ChatId:
        return ChatId(self.number * 10 + person)

    def in_turn(self, chat: ChatId) -> tuple[Conversation, list[Say]]:
        """One after the other, and nothing else at the same time."""
        told, said = Conversation(), []
        for one in self.updates:
            if one.chat == chat and not is_bad(one.event):
                outcome = advance(told, one.event, CONTENT)
                told = outcome.conversation
                said += [effect for effect in outcome.effects if isinstance(effect, Say)]
        return told, said


@dataclass
class Line:
    """The way from Telegram to the store, with its accidents."""

    store: SqlStore
    stream: Stream
    letters: list[Letter] = field(default_factory=list)

    async def bring(self, size: int, start: int, full_after: list[int]) -> None:
        """One batch, by a new process; each time the disk fills up it is brought again."""
        disk = LimitedDisk(self.store)
        desk = Desk(disk, CONTENT, VirtualClock(NOW), advance=stumbling)  # type: ignore[arg-type] # all that a desk asks
        batch = self.stream.updates[start : start + size]
        for room in (*full_after, 99):
            disk.room = room
            with contextlib.suppress(StoreError):
                handled = await desk.handle(batch, Offset(self.stream.bot, start + len(batch)))
                self.letters += handled.letters
            await self._offset_is_true()

    async def _offset_is_true(self) -> None:
        """R2: whatever lies below the stored offset is committed."""
        keys = [one.key for one in self.stream.updates]
        async with self.store.batch() as batch:
            unseen = await batch.unseen(keys)
        lowest = next((n for n, key in enumerate(keys) if key in unseen), len(keys))
        stored = await self.store.offset(self.stream.bot)
        assert (stored[0].next_update if stored else 0) <= lowest

    async def came_out_right(self) -> None:
        for chat in {one.chat for one in self.stream.updates}:
            expected, said = self.stream.in_turn(chat)
            async with self.store.batch() as batch:
                assert (await batch.load([chat]))[chat].conversation == expected
            heard = [letter.say for letter in self.letters if letter.chat == chat]
            assert [say for say in heard if say.lines[0].key not in APOLOGIES] == said
        bad = [one.chat for one in self.stream.updates if is_bad(one.event)]
        aside = [one.chat for one in await self.store.set_aside()]
        assert sorted(chat for chat in aside if chat // 10 == self.stream.number) == sorted(bad)


NUMBERS = itertools.count(1)
BATCHES = st.lists(
    st.tuples(st.integers(1, 5), st.lists(st.integers(0, 3), max_size=2), st.booleans()),
    min_size=1,
    max_size=6,
)


@settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    events=st.lists(st.tuples(st.integers(0, 2), st.sampled_from(EVENTS)), max_size=14),
    batches=BATCHES,
)
async def test_each_chat_comes_out_as_if_it_were_alone(
    store: SqlStore,
    events: list[tuple[int, Event]],
    batches: list[tuple[int, list[int], bool]],
) -> None:
    """R1, R2, R4, R5, 6-batch-failure: whatever the order of chats and the cut into batches.

    Nobody is erased here, which takes what was said before along (`test_erasing`). Disks fill up,
    the process dies between a commit and the poll that confirms it, and some events raise or cannot
    be stored.
    """
    line = Line(store, Stream(next(NUMBERS), events))
    start, accidents = 0, itertools.cycle(batches)
    while start < len(line.stream.updates):
        size, full_after, dies = next(accidents)
        await line.bring(size, start, full_after)
        if dies:
            size += 1
            await line.bring(size, start, [])
        start += size
    await line.came_out_right()


# The offset

ANSWERS = ("welcome", "help-intake", "privacy")
"""To /start, /help and /privacy."""


class Telegram:
    """The way from a server to the store; it can be broken off and begun again."""

    def __init__(self, server: BotApiServer, store: SqlStore) -> None:
        self.server = server
        self.clock = VirtualClock(NOW)
        self.bot = Bot("123456", server.url)
        self.dies = False
        """After its next batch: no poll confirms it."""
        self.said: list[str] = []
        self._store = store

    async def _take(
        self, desk: Desk, incoming: Sequence[Incoming], offset: Offset | None
    ) -> Handled:
        handled = await desk.handle(incoming, offset)
        keys = [letter.say.lines[0].key for letter in handled.letters]
        self.said += [key for key in keys if key in ANSWERS]
        if self.dies:
            self.server.fail("getUpdates", times=999, refusal=RefusalError(502, "Bad Gateway"))
        return handled

    @contextlib.asynccontextmanager
    async def polling(self) -> AsyncIterator[None]:
        """One life of a process."""
        desk = Desk(self._store, CONTENT, self.clock)
        async with TelegramApi(self.server.url, self.server.token) as api:
            take, nothing = partial(self._take, desk), lambda _: None
            intake = Intake(take, nothing, nothing, list, self.bot.id, self.clock)
            poller = Poller(api, self._store, self.clock, intake, self.bot)
            task = asyncio.create_task(poller.run())
            try:
                yield
            finally:
                task.cancel()
                await asyncio.gather(task, return_exceptions=True)
                self.server.faults.clear()

    async def offsets(self) -> list[int | None]:
        """Of one life that takes all there is: what each poll confirmed."""
        polls = len(self.server.called("getUpdates"))
        async with self.polling():
            await self.server.until(lambda: not self.server.pending)
        return [poll.get("offset") for poll in self.server.called("getUpdates")[polls:]]


@pytest.fixture
async def telegram(store: SqlStore) -> AsyncIterator[Telegram]:
    async with BotApiServer() as server:
        yield Telegram(server, store)


@pytest.mark.parametrize("number", [5, 999_000], ids=["lower", "higher"])
async def test_after_idle_days_telegram_may_count_anew(telegram: Telegram, number: int) -> None:
    """R2, R3, 6-offset: the old offset would confirm what nobody has seen."""
    ada = Person(telegram.server, 1)
    started = ada.says("/start")
    assert await telegram.offsets() == [None, started + 1]
    telegram.clock.set(NOW + IDLE)
    telegram.server.count_updates_from(number)
    ada.says("/help")
    assert await telegram.offsets() == [None, number + 1]
    ada.says("/privacy")
    assert await telegram.offsets() == [number + 1, number + 2]
    assert telegram.said == ["welcome", "help-intake", "privacy"]


async def test_without_an_offset_the_keys_tell_what_was_taken(telegram: Telegram) -> None:
    """R1, 6-offset: the process died before a poll confirmed the batch, and days have passed."""
    ada = Person(telegram.server, 1)
    started = ada.says("/start")
    telegram.dies = True
    async with telegram.polling():
        await telegram.server.until(lambda: telegram.said)
    telegram.dies = False
    assert [update["update_id"] for update in telegram.server.pending] == [started]
    telegram.clock.set(NOW + IDLE)
    ada.says("/help")
    assert await telegram.offsets() == [None, started + 2]
    assert telegram.said == ["welcome", "help-intake"]
