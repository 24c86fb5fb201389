"""Keeps the process alive, and kills it: start, aim, kill, start again.

Rule: knows processes and moments; whose talk they carry is the trial's matter.
"""

from __future__ import annotations

import asyncio
import os
import random
import signal
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from tests.bot.crash.kills import EARLY, Aim, draw_aim
from tests.bot.crash.server import Instant, WatchedServer
from tests.bot.crash.starter import Started, Starter, settings_for
from tests.bot.crash.stored import Stored

LOOK_SECONDS = 0.01
LAST_CALL = 2
"""Unknown calls of a letter after which one more would leave it, as T4 has it. The life that finds
such a letter is spared until the letter has its end: here nothing at all may be lost."""


class Life:
    """One process of the bot, from its start to its end."""

    def __init__(self, started: Started, aim: Aim | None) -> None:
        self.process, self.end = started
        self.aim = aim
        self.left = aim.nth if aim else 0
        """Calls until the aim is reached."""
        self.is_spared = False
        self.was_calm = False
        """At some time nothing was under way; so no letter has had an unknown call before."""
        self.is_over = False


class Keeper:
    def __init__(
        self, folder: Path, url: str, server: WatchedServer, stored: Stored, *, seed: int
    ) -> None:
        """`url`: of the database."""
        self.clock = folder / "clock"
        self.kills: Counter[str] = Counter()
        self.life: Life | None = None
        self.kills_left = 0
        self._folder = folder
        self._url = url
        self._log = folder / "bot.log"
        self._server = server
        self._stored = stored
        self._dice = random.Random(f"{seed}/kills")
        self._starter: Starter | None = None
        self._was_calm = True
        server.reach = self._reach

    @asynccontextmanager
    async def keeps(self, kills: int) -> AsyncIterator[None]:
        """No process is left behind."""
        self.kills_left = kills
        settings = settings_for(self._server, self._folder, self._url)
        starter = await Starter.spawn(self._folder, self.clock, self._log, settings)
        self._starter = starter
        try:
            yield
        finally:
            if self.life and not self.life.end.done():
                os.kill(self.life.process, signal.SIGKILL)
                await self.life.end
            await starter.close()

    @property
    def is_up(self) -> bool:
        return self.life is not None and not self.life.is_over

    def note_calm(self) -> None:
        """Nothing is under way just now."""
        assert self.life
        self.life.was_calm = True

    async def look(self) -> None:
        """Starts a process when there is none; else comes back a little later, or at its end."""
        life = self.life
        if life is None:
            await self._start()
            return
        await asyncio.wait({life.end}, timeout=LOOK_SECONDS)
        if life.end.done():
            assert life.is_over, f"the process ended by itself: {life.end.result()}\n{self.tail()}"
            self._was_calm, self.life = life.was_calm, None
        elif life.is_spared and not life.is_over:
            life.is_spared = self._stored.unknown_calls() >= LAST_CALL

    async def end(self) -> None:
        """Cleanly, as an operator would."""
        assert self.life
        os.kill(self.life.process, signal.SIGTERM)
        async with asyncio.timeout(10):
            assert await self.life.end == 0, self.tail()

    def kill_now(self, name: str) -> None:
        if self.kills_left and self.life and not self.life.is_over:
            self._kill(self.life, name)

    def log_lines(self) -> list[str]:
        return self._log.read_text().splitlines()

    def tail(self) -> str:
        return "\n".join([f"after {self.kills.total()} kills:", *self.log_lines()[-20:]])

    async def _start(self) -> None:
        assert self._starter
        started = await self._starter.start()
        aim = draw_aim(self._dice) if self.kills_left else None
        self._server.lives += 1
        self.life = Life(started, aim)
        if aim and aim.name == EARLY and self._was_calm:  # else two kills before anybody looks
            self._kill_later(self.life, aim)

    def _reach(self, method: str, instant: Instant, result: Any) -> bool:
        life = self.life
        if life is None or life.is_over:
            return False
        if method == "deleteWebhook" and instant == "asked":
            self._first_call(life)
        if self._counts(life, method, instant, result):
            life.left -= 1
            if life.left == 0:
                assert life.aim
                self._kill_later(life, life.aim)
        return life.is_over

    def _first_call(self, life: Life) -> None:
        life.is_spared = self._stored.unknown_calls() >= LAST_CALL
        if life.aim and not life.aim.method and life.aim.name != EARLY:
            self._kill_later(life, life.aim)

    def _counts(self, life: Life, method: str, instant: Instant, result: Any) -> bool:
        """A poll counts when it hands out updates."""
        is_aim = life.aim is not None and (method, instant) == (life.aim.method, life.aim.instant)
        return is_aim and not life.is_spared and not (method == "getUpdates" and result == [])

    def _kill_later(self, life: Life, aim: Aim) -> None:
        def kill() -> None:
            if life.is_spared:
                asyncio.get_running_loop().call_later(LOOK_SECONDS, kill)
            elif self.kills_left and not life.is_over:
                self._kill(life, aim.name)

        if aim.seconds:
            asyncio.get_running_loop().call_later(aim.seconds, kill)
        else:
            kill()

    def _kill(self, life: Life, name: str) -> None:
        if life.end.done():  # by itself, a moment ago: `look` will say so
            return
        os.kill(life.process, signal.SIGKILL)
        life.is_over = True
        self.kills_left -= 1
        self.kills[name] += 1
