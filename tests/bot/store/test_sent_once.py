"""Letters through real pumps, processes that are killed, and a Telegram that fails at random."""

from __future__ import annotations

import asyncio
import itertools
import random
from collections import Counter, defaultdict
from collections.abc import Mapping
from pathlib import Path
from types import CoroutineType
from typing import Any

import pytest
from telegram.error import NetworkError, RetryAfter, TimedOut

from bot.clock import SystemClock
from bot.model import ChatId, Handled
from bot.outbox import Pump
from bot.pacing import Pacer
from bot.screens import Screens
from bot.store.sql import SqlStore
from bot.telegram.sender import Sender
from tests.bot.store.kit import Place, open_store, put, say, talk

PROCESSES = 6
CHATS = 4
NEW_EACH_TIME = 3
"""Letters to each chat in each process."""


class Telegram:
    """Counts what it carried out; each process meets it with a plan of its own."""

    def __init__(self, random_: random.Random) -> None:
        self.random = random_
        self.faults = 0.5
        self.process = 0
        self.left = 0
        """Calls until the process is killed in one of them."""
        self.killed = asyncio.Event()
        self.told: dict[str, Counter[int]] = defaultdict(Counter)
        """By letter and process: calls whose outcome may be a message."""
        self.carried_out: Counter[str] = Counter()
        self._ids = itertools.count(1)

    async def call(self, method: str, params: Mapping[str, Any]) -> Any:
        del method
        text = params["text"]
        self.left -= 1
        if self.left == 0:
            self.killed.set()
        await asyncio.sleep(0)
        if self.random.random() < self.faults:
            self._fail(text)
        self.told[text][self.process] += 1
        self.carried_out[text] += 1
        return {"message_id": next(self._ids)}

    def _fail(self, text: str) -> None:
        match self.random.choice(("refused", "away", "silent", "silent, but done")):
            case "refused":
                raise RetryAfter(0.01)
            case "away":
                raise NetworkError("Bad Gateway")
            case "silent":
                self.told[text][self.process] += 1
                raise TimedOut
            case _:
                self.told[text][self.process] += 1
                self.carried_out[text] += 1
                raise TimedOut


async def _live(telegram: Telegram, store: SqlStore, calls: int | None) -> None:
    """One process: killed in its n-th call, or ended in good order when all is done."""
    telegram.process += 1
    telegram.left = calls or 0
    telegram.killed.clear()
    clock = SystemClock()
    sender = Sender(telegram, Screens(store), lambda text, _: text.key, clock)

    async def nobody(chat: ChatId) -> None:
        raise AssertionError(f"nobody blocks the bot here, but {chat}")

    pump = Pump(sender, store, clock, Pacer(1e6, 0), nobody)
    others = asyncio.all_tasks()
    running = asyncio.create_task(pump.run())
    for chat in range(CHATS):
        for number in range(NEW_EACH_TIME):
            name = f"{telegram.process}.{chat}.{number}"
            lane = ("reply", "prompt", "bulk")[number]
            letters = await put(store, talk(), say(name, lane=lane), chat=ChatId(chat))
            telegram.told[name].clear()
            pump.deliver(Handled(letters, ()))
    if calls is None:
        await pump.quiet()
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        await pump.stop()
    else:
        done = asyncio.ensure_future(pump.quiet())
        killed = asyncio.ensure_future(telegram.killed.wait())
        await asyncio.wait({done, killed}, return_when=asyncio.FIRST_COMPLETED)
    for task in (mine := asyncio.all_tasks() - others):
        if not _is_a_call_to_the_database(task):
            task.cancel()
    await asyncio.gather(*mine, return_exceptions=True)
    await store.close()


def _is_a_call_to_the_database(task: asyncio.Task[Any]) -> bool:
    """The store finishes those, whoever is cancelled; broken off they would leak a connection."""
    coroutine = task.get_coro()
    assert isinstance(coroutine, CoroutineType)
    path = Path(coroutine.cr_code.co_filename)
    return not {"sqlalchemy", "store"}.isdisjoint(path.parts)


@pytest.mark.parametrize("seed", range(5))
async def test_whatever_happens_a_letter_is_repeated_within_the_rule(
    place: Place, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """T4, R10: at most once a process, three times in all; and nothing is lost without a record."""
    monkeypatch.setattr("bot.telegram.verdicts.LONGEST_PAUSE_SECONDS", 0.005)
    telegram = Telegram(random.Random(seed))
    for _ in range(PROCESSES):
        store = await open_store(place)
        await _live(telegram, store, telegram.random.choice((None, 5, 15, 40)))
    telegram.faults = 0.0
    for _ in range(2):
        await _live(telegram, await open_store(place), None)

    assert all(count == 1 for told in telegram.told.values() for count in told.values())
    assert max(told.total() for told in telegram.told.values()) <= 3
    states = Counter(state for (state,) in await place.rows("SELECT state FROM letters"))
    assert set(states) <= {"sent", "uncertain"}
    assert states.total() == len(telegram.told) == (PROCESSES + 2) * CHATS * NEW_EACH_TIME
    never = [name for name in telegram.told if not telegram.carried_out[name]]
    assert len(never) <= states["uncertain"] < states["sent"]


async def test_when_nothing_fails_each_letter_is_called_once(place: Place) -> None:
    """T4: anything else is never sent twice, however often the bot is started anew."""
    telegram = Telegram(random.Random(0))
    telegram.faults = 0.0
    for _ in range(3):
        await _live(telegram, await open_store(place), None)
    assert set(telegram.carried_out.values()) == {1}
    assert len(telegram.carried_out) == 3 * CHATS * NEW_EACH_TIME
