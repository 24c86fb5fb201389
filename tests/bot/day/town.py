"""A day of many people with the whole bot, on a loop whose time jumps over what nobody waits for.

The bot is the real one but for Telegram: house, desk, scheduler, pump, pacer and SqlStore. It is
stopped, or killed and started anew, in the course of the day.
"""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from random import Random
from typing import Any, Literal, NamedTuple

from bot.app import House
from bot.model import ChatId
from bot.settings import Settings
from bot.store import Batch, Company
from bot.store.key_file import load_or_make_key_file
from bot.store.sql import SqlStore
from bot.vitals import Vitals
from tests.bot.day.ledger import Ledger
from tests.bot.day.people import START, Someone, make_people
from tests.bot.day.telegram import CutError, Message, Telegram
from tests.bot.population import fill
from tests.bot.virtual_loop import LoopClock, VirtualLoop
from tests.flows.people import CONTENT

LAST_HOURS = 0.5
"""What comes due in these is not followed up: it may still be under way at the end."""
TAPS = 15
"""Of one person, at most: then the phone is put away."""
LOOK_SECONDS = 60.0
CHOICES = ("show", "done", "n.1", "no", "none", "skip", "close", "go", "later", "now")
"""The first that a screen offers; else its first answer."""


class End(NamedTuple):
    """Of one process."""

    at: float
    """As a share of the day."""
    how: Literal["stop", "kill"]
    away_seconds: float
    """Until the next process is there."""


ENDS = (
    End(0.13, "stop", 5), End(0.2084, "kill", 5), End(0.4175, "kill", 60), End(0.6, "stop", 900),
    End(0.7086, "kill", 5), End(0.875, "kill", 300), End(1.0, "stop", 5), End(1.01, "stop", 0),
)  # fmt: skip
"""The last one looks after letters whose outcome was not known."""


class Day:
    """`url`: of the database; `hours`: how long it lasts; `rate`: SEND_RATE of the bot."""

    def __init__(  # noqa: PLR0913 - how hard a day it is
        self,
        folder: Path,
        url: str,
        people: int,
        *,
        hours: float = 24,
        fault_share: float,
        rate: float,
    ) -> None:
        self.seconds = hours * 3600
        self.followed_until = START + dt.timedelta(hours=hours - LAST_HOURS)
        self.people = make_people(people, START, self.followed_until)
        self.ledger = Ledger(self.people)
        self.rate = rate
        self.url = url
        self.ring = load_or_make_key_file(folder / "day.key")
        self.telegram = Telegram(Random("telegram"), fault_share, self._hear)
        self._someone = {one.chat: one for one in self.people}
        self.taps: Counter[int] = Counter()
        self.killed_at: list[float] = []
        self._settings = Settings(
            _env_file=None,  # type: ignore[call-arg] # the library's own switch
            telegram_bot_token="1:TEST-not-a-real-token",  # type: ignore[arg-type] # made a secret
            flood_per_minute=100_000,  # virtual people are faster than people
            send_rate=rate,
        )

    async def run(self) -> None:
        loop = asyncio.get_running_loop()
        assert isinstance(loop, VirtualLoop)
        self._clock = LoopClock(START)
        self.began = loop.time()
        with loop.in_threads():
            store = await SqlStore.open(self.url, self.ring)
            await fill(store, ((one.chat, one.conversation) for one in self.people))
            await store.close()
        for one in self.people:
            if one.kind in {"refuses", "stops"}:
                loop.call_at(self.began + (one.acts_at - START).total_seconds(), self._act, one)
        for end in ENDS:
            await self._process(loop, end)
            await asyncio.sleep(end.away_seconds)

    async def _process(self, loop: VirtualLoop, end: End) -> None:
        with loop.in_threads():
            store = await SqlStore.open(self.url, self.ring)
        watched = Watched(store, loop)
        before = asyncio.all_tasks()
        stop, vitals = asyncio.Event(), Vitals(self._settings.watchdog_seconds)
        house = House(
            self.telegram.line(), watched, CONTENT, self._clock, self._settings,
            advance=self.ledger.advance,
        )  # fmt: skip
        vitals.start()
        work = asyncio.create_task(house.run(stop, vitals))
        ends_at = self.began + end.at * self.seconds
        done, _ = await asyncio.wait({work}, timeout=ends_at - loop.time())
        if done:
            work.result()
        if end.how == "kill":
            self.killed_at.append(loop.time())
            watched.is_cut = True
            self.telegram.line()
            mine = asyncio.all_tasks() - before
            for task in mine:
                task.cancel()
            await asyncio.gather(*mine, return_exceptions=True)
        else:
            stop.set()
            await work
            await vitals.end()
        with loop.in_threads():
            await store.close()

    # People.

    def _act(self, one: Someone) -> None:
        if one.kind == "refuses":
            self.telegram.refuses.add(one.chat)
        else:
            self.telegram.push(message=message_from(one.chat, "/stop"))

    def _hear(self, message: Message) -> None:
        """Within the talk after seconds, else when the person looks at the phone."""
        one = self._someone[ChatId(message.chat)]
        data = _choose(message)
        if data is None or not one.answers or self.taps[message.chat] >= TAPS:
            return
        wrote_at = max(self.telegram.wrote[message.chat], default=-1e9)
        is_in_talk = self._time() - wrote_at < 60
        seconds = one.dice.uniform(3, 30) if is_in_talk else one.dice.expovariate(1 / 4000)
        self.taps[message.chat] += 1
        asyncio.get_running_loop().call_later(seconds, self._tap, message, data)

    def _tap(self, message: Message, data: str) -> None:
        chat = message.chat
        if chat not in self.telegram.refuses:
            shown = {"message_id": message.id, "date": 0, "chat": _chat(chat)}
            query = {"id": f"q{message.id}", "data": data, "chat_instance": "1", "message": shown}
            self.telegram.push(callback_query={**query, "from": _user(chat)})

    def _time(self) -> float:
        return asyncio.get_running_loop().time()


def message_from(chat: int, text: str) -> dict[str, Any]:
    written = {"text": text, "message_id": 1, "date": 0}
    return {**written, "from": _user(chat), "chat": _chat(chat)}


def _user(chat: int) -> dict[str, Any]:
    return {"id": chat, "is_bot": False, "first_name": "Ada"}


def _chat(chat: int) -> dict[str, Any]:
    return {"id": chat, "type": "private", "first_name": "Ada"}


def _choose(message: Message) -> str | None:
    codes = message.codes
    wanted = [*CHOICES, *(code for code in codes if code[:2] in {"o.", "n.", "t."})]
    return next((codes[code] for code in wanted if code in codes), None)


class Watched:
    """A store whose threads the loop waits for; cut off, it takes and tells nothing any more."""

    def __init__(self, store: SqlStore, loop: VirtualLoop) -> None:
        self._store = store
        self._loop = loop
        self.is_cut = False
        self._leads = False

    @property
    def is_shared(self) -> bool:
        return self._store.is_shared

    async def look_around(self, now: dt.datetime) -> Company:
        """Nobody else is there, so one look a minute tells as much as one a second."""
        if self._leads:
            await asyncio.sleep(LOOK_SECONDS)
        self._check()
        with self._loop.in_threads():
            company = await self._store.look_around(now)
        self._check()
        self._leads = company.leads
        return company

    def __getattr__(self, name: str) -> Callable[..., Awaitable[Any]]:
        method = getattr(self._store, name)

        async def call(*given: Any, **named: Any) -> Any:
            self._check()
            with self._loop.in_threads():
                result = await method(*given, **named)
            self._check()
            return result

        return call

    @contextlib.asynccontextmanager
    async def batch(self) -> AsyncIterator[Batch]:
        self._check()
        with self._loop.in_threads():
            async with self._store.batch() as batch:
                yield batch

    def _check(self) -> None:
        if self.is_cut:
            raise CutError
