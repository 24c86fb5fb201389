"""The crash test: people live with the bot for days, and its process is killed again and again.

Rule: time goes on only when all that belongs to a moment is done; then each person's stored state
must be what the pure talk makes of the same events.
"""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
import os
import random
from collections import Counter
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from bot.app import drawer, operators_content
from bot.settings import Settings
from tests.bot.api_server import Message
from tests.bot.crash.keeper import Keeper
from tests.bot.crash.ledger import Ledger
from tests.bot.crash.people import Somebody
from tests.bot.crash.report import Report
from tests.bot.crash.server import MONDAY, WatchedServer
from tests.bot.crash.stored import Stored

STEP = dt.timedelta(minutes=15)
FIRST_DAYS = dt.timedelta(days=2)
LAST_DAYS = dt.timedelta(days=2)
"""Nobody new comes any more: everybody has a prompt, or a nudge, and a morning after."""
JOIN_AT = dt.time(10)
IDLE = 0.2
"""Chance that the process is killed with nothing to do, so that time goes on without it."""
STUCK_SECONDS = 30.0


class Crowd(NamedTuple):
    """How many people come."""

    first: int
    a_day: int


ORDINARY = Crowd(first=10, a_day=3)


class AnyKeeper(Protocol):
    """Keeps processes alive, and kills them."""

    clock: Path
    kills: Counter[str]
    kills_left: int

    @property
    def is_up(self) -> bool: ...

    def keeps(self, kills: int) -> AbstractAsyncContextManager[None]: ...

    async def look(self) -> None: ...

    async def end(self) -> None: ...

    def kill_now(self, name: str) -> None: ...

    def note_calm(self) -> None: ...

    def log_lines(self) -> list[str]: ...

    def tail(self) -> str: ...


class Trial:
    def __init__(  # noqa: PLR0913 - how hard it is made
        self,
        folder: Path,
        url: str,
        *,
        kills: int,
        seed: int,
        seconds: float = 3600.0,
        crowd: Crowd = ORDINARY,
    ) -> None:
        """`url`: of a database that nothing is in, not even tables.

        After `kills` or `seconds`, whichever comes first, what was begun is lived to its end.
        """
        self._crowd = crowd
        self._wanted = kills
        self._seconds = seconds
        self._seed = seed
        self._dice = random.Random(f"{seed}/trial")
        self._now = MONDAY
        self._joined_on = MONDAY.date() - dt.timedelta(days=1)
        self._is_open = True
        """Somebody new may come."""
        settings = Settings(_env_file=None)  # type: ignore[call-arg] # the library's own switch
        words = operators_content(settings)
        self.server = WatchedServer()
        self.bot = self.server.token.partition(":")[0]
        self.people: dict[int, Somebody] = {}
        self.updates: list[int] = []
        self.lost: list[int] = []
        self._fresh: list[int] = []
        self._reading = 0
        """Messages that somebody looks at just now."""
        self.ledger = Ledger(words, drawer(words), self.bot)
        self.stored = Stored(url, folder / "keys" / "bot.key")
        self.keeper = self._keeper(folder, url)
        self.server.on_message = self._show
        self.server.on_update = self._note

    def _keeper(self, folder: Path, url: str) -> AnyKeeper:
        return Keeper(folder, url, self.server, self.stored, seed=self._seed)

    async def run(self) -> Report:
        """Raises AssertionError as soon as something stored is not what it should be."""
        with contextlib.closing(self.stored):
            return await self._run()

    async def _run(self) -> Report:
        started = _time()
        self.keeper.clock.touch()
        self._set_clock(MONDAY)
        async with self.server, self.keeper.keeps(self._wanted):
            while self._goes_on(_time() - started):
                self._pass_time()
                await self._calm()
                self._settle()
            report = self._report(_time() - started)
            await self.keeper.end()
        return report

    def _goes_on(self, seconds: float) -> bool:
        if seconds > self._seconds:
            self.keeper.kills_left = 0
        self._is_open = self.keeper.kills_left > 0 or self._now < MONDAY + FIRST_DAYS
        return self._is_open or self._now.date() <= self._joined_on + LAST_DAYS

    # Time.

    def _pass_time(self) -> None:
        """To the next quarter of an hour in which something is due, or somebody new comes."""
        if self._dice.random() < IDLE:
            self.keeper.kill_now("with nothing to do")
        if self.people:
            self._set_clock(self._next_moment())
        if self._joined_on != self._now.date() and self._now.time() >= JOIN_AT and self._is_open:
            self._join(self._crowd.a_day if self.people else self._crowd.first)
        for person in self.people.values():
            person.wakes(self._now)

    def _next_moment(self) -> dt.datetime:
        join_at = dt.datetime.combine(self._now.date(), JOIN_AT, dt.UTC)
        if join_at <= self._now:
            join_at += dt.timedelta(days=1)
        coming = min(self.ledger.next_due() or join_at, join_at)
        return coming + (MONDAY - coming) % STEP

    def _set_clock(self, now: dt.datetime) -> None:
        self._now = self.server.now = now
        os.utime(self.keeper.clock, (int(now.timestamp()),) * 2)

    # People.

    def _join(self, number: int) -> None:
        self._joined_on = self._now.date()
        first = len(self.people) + 1
        for each in range(first, first + number):
            person = Somebody(self.server, each, self._seed, joined_on=self._joined_on)
            self.people[each] = person
            person.says("/start")

    def _show(self, message: Message) -> None:
        """Called inside the bot's call: the person reads it a moment later."""
        person = self.people[message.chat]
        seen = replace(message)

        def read() -> None:
            self._reading -= 1
            person.reads(seen, self._now)

        self._reading += 1
        asyncio.get_running_loop().call_later(person.reads_for(seen), read)

    def _note(self, update: dict[str, Any]) -> None:
        self.updates.append(update["update_id"])
        self._fresh.append(update["update_id"])
        self.ledger.note(update)

    # What is stored.

    async def _calm(self) -> None:
        """Until everybody is answered, nobody is due, and every letter has its end."""
        calls, moved_at = len(self.server.calls), _time()
        while not self._is_calm():
            await self.keeper.look()
            if len(self.server.calls) != calls:
                calls, moved_at = len(self.server.calls), _time()
            assert _time() - moved_at < STUCK_SECONDS, f"nothing moves\n{self.keeper.tail()}"

    def _is_calm(self) -> bool:
        if not self.keeper.is_up or self.server.pending or self._reading:
            return False
        if not self.server.calls:  # no database yet
            return False
        if not self.stored.is_calm(self._now):
            return False
        self.keeper.note_calm()
        return True

    def _settle(self) -> None:
        chats = self.ledger.touched(self._now)
        stored = self.stored.conversations(chats)
        for chat in chats:
            self.ledger.settle(chat, self._now, stored.get(chat), self.server.seen[chat])
        self.lost += sorted({*self._fresh} - self.stored.taken(self.bot, self._fresh))
        self._fresh.clear()

    def _report(self, seconds: float) -> Report:
        report = Report(
            kills=self.keeper.kills,
            starts=self.server.lives,
            seconds=seconds,
            days=(self._now.date() - MONDAY.date()).days + 1,
            people=len(self.people),
            answers=len(self.updates),
        )
        report.count(self.server.shown, self.ledger.accounts)
        report.look_into(self.stored, self.ledger.accounts)
        if self.lost:
            report.problems.append(f"{len(self.lost)} answers were lost: {self.lost}")
        report.problems += [*self._wrong_offset(), *self._loud()]
        return report

    def _wrong_offset(self) -> list[str]:
        is_right = self.stored.next_update() == self.updates[-1] + 1
        return [] if is_right else ["the offset is not right after the last update"]

    def _loud(self) -> list[str]:
        """Lines of the log that tell of something."""
        return [line for line in self.keeper.log_lines() if '"level": "INFO"' not in line]


def _time() -> float:
    return asyncio.get_running_loop().time()
