"""Letters of a few people through the pumps of several workers, some of which die."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import random
from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import Any

import pytest

from bot.clock import SystemClock
from bot.model import ChatId, Handled
from bot.outbox import Pump
from bot.pacing import Pacer
from bot.screens import Screens
from bot.store import BusyError
from bot.store.engines import engine_for
from bot.store.sql import SqlStore
from bot.telegram.sender import Sender
from bot.workers import Workers
from flows.effects import Lane
from tests.bot.store.kit import RING, PostgresPlace, put, say, talk

WORKERS = 4
CHATS = 3
LETTERS = 40
GONE_SECONDS = 0.3
BEAT_SECONDS = 0.05
LANES: tuple[Lane, ...] = ("reply", "reply", "prompt")


@pytest.fixture
def engine_name() -> str:
    return "postgresql"


class Telegram:
    """Notes what it is told, by chat and in order."""

    def __init__(self) -> None:
        self.told: dict[int, list[str]] = defaultdict(list)
        self._ids = itertools.count(1)

    async def call(self, method: str, params: Mapping[str, Any]) -> Any:
        del method
        text = params["text"]
        await asyncio.sleep(0.002)
        self.told[params["chat_id"]].append(text)
        await asyncio.sleep(0.002)  # who dies now has sent it, and does not know
        return {"message_id": next(self._ids)}


class Worker:
    """What a process is made of, as far as letters go through it."""

    def __init__(self, store: SqlStore, telegram: Telegram) -> None:
        self._store = store
        clock = SystemClock()
        sender = Sender(telegram, Screens(store), lambda text, _: text.key, clock)
        self._workers = Workers(store, clock, self._hear, beat_seconds=BEAT_SECONDS)
        self._pump = Pump(sender, store, clock, Pacer(1e6, 0), _nobody, leads=self._workers.leads)
        self._tasks = [
            asyncio.create_task(self._pump.run()),
            asyncio.create_task(self._workers.run()),
        ]

    @classmethod
    async def start(cls, place: PostgresPlace, telegram: Telegram) -> Worker:
        store = SqlStore(engine_for(place.url), RING, dead_seconds=GONE_SECONDS)
        return cls(await store.start(), telegram)

    def _hear(self, company: Any) -> None:
        self._pump.hear(company)

    async def take(self, chat: ChatId, name: str, lane: Lane) -> dict[int, str]:
        """As the desk: whoever is refused begins anew. The letter's number, and its name."""
        while True:
            with contextlib.suppress(BusyError):
                letters = await put(self._store, talk(), say(name, lane=lane), chat=chat)
                self._pump.deliver(Handled(letters, ()))
                return {letter.id: name for letter in letters}

    @property
    def number(self) -> int:
        return self._store._writer.number

    async def die(self) -> None:
        """Nothing is given back, and nothing more is written."""
        for task in (*self._tasks, *self._pump._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, *self._pump._tasks, return_exceptions=True)
        await self._store.close()

    async def end(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._pump.stop()
        await self._store.close()


async def _nobody(chat: ChatId) -> None:
    raise AssertionError(f"nobody blocks the bot here, but {chat}")


async def _in_hand(place: PostgresPlace, worker: int) -> set[int]:
    """Letters that it may have sent, as far as the store knows."""
    rows = await place.rows(f"SELECT id FROM letters WHERE state = 'tried' AND worker = {worker}")
    return {letter for (letter,) in rows}


async def _all_settled(place: PostgresPlace) -> None:
    async with asyncio.timeout(30):
        while await place.rows("SELECT 1 FROM letters WHERE settled_at IS NULL LIMIT 1"):  # noqa: ASYNC110 - rows tell nobody
            await asyncio.sleep(0.05)


@pytest.mark.parametrize(("seed", "deaths"), [(1, 0), (3, 3), (4, 3), (22, 2)])
async def test_each_letter_is_sent_once_and_in_order_whoever_sends(
    place: PostgresPlace, seed: int, deaths: int
) -> None:
    """T4: a death repeats at most what was in a call then; nothing else comes twice or too late."""
    dice, telegram = random.Random(seed), Telegram()
    workers = [await Worker.start(place, telegram) for _ in range(WORKERS)]
    doubtful: set[int] = set()
    names: dict[int, str] = {}
    sent: dict[tuple[ChatId, Lane], list[str]] = defaultdict(list)
    fatal = set(dice.sample(range(LETTERS), deaths))
    for number in range(LETTERS):
        chat, lane = ChatId(dice.randrange(CHATS)), dice.choice(LANES)
        name = f"{chat}-{lane}-{number:02}"
        sent[chat, lane].append(name)
        names |= await dice.choice(workers).take(chat, name, lane)
        await asyncio.sleep(dice.choice((0, 0, 0.005)))
        if number in fatal:
            dead = workers.pop(dice.randrange(len(workers)))
            await dead.die()
            doubtful |= await _in_hand(place, dead.number)
    await _all_settled(place)
    for worker in workers:
        await worker.end()

    counted = Counter(itertools.chain.from_iterable(telegram.told.values()))
    assert counted.keys() == {name for names in sent.values() for name in names}
    assert {name for name, times in counted.items() if times > 1} <= {
        names[letter] for letter in doubtful
    }
    assert await place.rows("SELECT DISTINCT state FROM letters") == [("sent",)]
    for (chat, lane), names in sent.items():
        heard = [name for name in telegram.told[chat] if f"-{lane}-" in name]
        assert list(dict.fromkeys(heard)) == names
