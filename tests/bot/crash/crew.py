"""Keeps several workers on one database alive, and kills them; the database may go away as well.

Rule: knows processes and moments, as keeper.py does for one process. Which of them made a call
nobody can tell, so kills fall by time: while something is under way, every few seconds.
"""

from __future__ import annotations

import asyncio
import os
import random
import signal
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from tests.bot.balancer import Balancer
from tests.bot.crash.keeper import LAST_CALL, LOOK_SECONDS
from tests.bot.crash.server import WatchedServer
from tests.bot.crash.starter import Started, Starter, settings_for
from tests.bot.crash.stored import Stored
from tests.postgres import OwnServer

LEADS = b"this worker leads now"
"""What its log says of it."""
AWAY_SECONDS = 8.0
"""At most, until a killed worker is started anew: letters that it had in hand come back to it, or
another has taken them over by then."""
SPARED_SECONDS = 0.2
OUTAGE_SECONDS = 1.0
AFTER_OUTAGE_SECONDS = 60.0
"""So long after the database was away a worker may end itself, as others have taken over."""


class Plan(NamedTuple):
    """How hard it is made for them."""

    workers: int
    kill_every: float
    """Seconds, on average."""
    outages: int
    """Of the database, evenly among the kills."""
    by_webhook: bool = False


@dataclass
class Worker:
    starter: Starter
    log: Path
    started: Started | None = None
    is_killed: bool = False
    starts_at: float = 0.0
    read: int = 0
    """Bytes of the log."""

    @property
    def is_up(self) -> bool:
        return self.started is not None and not self.is_killed


class Crew:
    """Implements tests.bot.crash.trial.AnyKeeper."""

    def __init__(  # noqa: PLR0913 - whom it keeps, and where
        self,
        folder: Path,
        database: OwnServer,
        server: WatchedServer,
        stored: Stored,
        plan: Plan,
        *,
        seed: int,
    ) -> None:
        self.clock = folder / "clock"
        self.kills: Counter[str] = Counter()
        self.kills_left = 0
        self.starts = 0
        self.outages = 0
        self.ended_themselves = 0
        self.takeovers: list[float] = []
        """Seconds from the kill of who led until another said that it leads."""
        self._folder = folder
        self._database = database
        self._server = server
        self._stored = stored
        self._plan = plan
        self._dice = random.Random(f"{seed}/crew")
        self._workers: list[Worker] = []
        self._leader: Worker | None = None
        self._killed_at: float | None = None
        """Who led, and nobody leads since."""
        self._next_kill = 0.0
        self._outages_at: list[int] = []
        self._back_at = -AFTER_OUTAGE_SECONDS

    @asynccontextmanager
    async def keeps(self, kills: int) -> AsyncIterator[None]:
        """No process is left behind."""
        self.kills_left = kills
        wanted = self._plan.outages
        self._outages_at = [kills * n // (wanted + 1) for n in range(1, wanted + 1)]
        self._kill_later()
        async with AsyncExitStack() as stack:
            stack.push_async_callback(self._close)
            for settings in await self._places(stack):
                number = len(self._workers) + 1
                log = self._folder / f"worker-{number}.log"
                starter = await Starter.spawn(self._folder, self.clock, log, settings)
                self._workers.append(Worker(starter, log))
            yield

    async def _places(self, stack: AsyncExitStack) -> Sequence[dict[str, str]]:
        """The settings of each worker."""
        settings = settings_for(self._server, self._folder, self._database.url)
        if not self._plan.by_webhook:
            return [settings] * self._plan.workers
        sockets = [self._folder / f"worker-{n + 1}.sock" for n in range(self._plan.workers)]
        balancer = await stack.enter_async_context(Balancer(sockets))
        settings |= {"WEBHOOK_URL": f"{balancer.url}/some/prefix"}
        return [{**settings, "LISTEN": f"unix:{place}"} for place in sockets]

    async def _close(self) -> None:
        for worker in self._workers:
            if worker.started and not worker.started.end.done():
                os.kill(worker.started.process, signal.SIGKILL)
                await worker.started.end
            await worker.starter.close()

    @property
    def is_up(self) -> bool:
        return any(worker.is_up for worker in self._workers)

    def note_calm(self) -> None:
        """Here letters are looked at instead."""

    async def look(self) -> None:
        await asyncio.sleep(LOOK_SECONDS)
        if self._outages_at and self.kills.total() >= self._outages_at[0]:
            self._outages_at.pop(0)
            await self._break_database()
        for worker in self._workers:
            self._read(worker)
            await self._see_to(worker)
        if _time() >= self._next_kill and self.kills_left:
            self._kill_one()

    async def end(self) -> None:
        """Cleanly, as an operator would: all at once."""
        ends = []
        for worker in self._workers:
            if worker.started and worker.is_up:
                os.kill(worker.started.process, signal.SIGTERM)
                ends.append(worker.started.end)
        async with asyncio.timeout(15):
            codes = await asyncio.gather(*ends)
        assert not any(codes), f"{codes}\n{self.tail()}"

    def kill_now(self, name: str) -> None:
        if self.kills_left:
            self._kill_one(name)

    def log_lines(self) -> list[str]:
        logs = (worker.log for worker in self._workers)
        return [line for log in logs for line in log.read_text().splitlines()]

    def tail(self) -> str:
        tails = [worker.log.read_text().splitlines()[-12:] for worker in self._workers]
        said = [line for n, tail in enumerate(tails, 1) for line in (f"worker {n}:", *tail)]
        return "\n".join([f"after {self.kills.total()} kills:", *said])

    async def _see_to(self, worker: Worker) -> None:
        if worker.started is None:
            if _time() >= worker.starts_at:
                worker.started = await worker.starter.start()
                worker.is_killed = False
                self.starts += 1
            return
        if not worker.started.end.done():
            return
        if not worker.is_killed:
            code, after = worker.started.end.result(), _time() - self._back_at
            may_end = code == 1 and after < AFTER_OUTAGE_SECONDS
            assert may_end, f"a worker ended by itself: {code}\n{self.tail()}"
            self.ended_themselves += 1
        away = self._dice.uniform(0, AWAY_SECONDS) if worker.is_killed else 0
        worker.started, worker.starts_at = None, _time() + away

    def _read(self, worker: Worker) -> None:
        """What its log says since the last look."""
        with worker.log.open("rb") as log:
            log.seek(worker.read)
            said = log.read()
        worker.read += len(said)
        if LEADS not in said or not worker.is_up:
            return
        if self._killed_at is not None:
            self.takeovers.append(_time() - self._killed_at)
        self._leader, self._killed_at = worker, None

    def _kill_one(self, name: str = "") -> None:
        """Not while a letter has had as many unknown calls as one may have: nothing may be left."""
        up = [worker for worker in self._workers if worker.is_up]
        has_begun = bool(self._server.calls)  # else there may be no tables yet
        if not up or not has_begun or self._stored.unknown_calls() >= LAST_CALL:
            self._next_kill = _time() + SPARED_SECONDS
            return
        worker = self._dice.choice(up)
        assert worker.started
        if worker.started.end.done():  # by itself, a moment ago: `look` will say so
            return
        os.kill(worker.started.process, signal.SIGKILL)
        worker.is_killed = True
        self._server.lives += 1
        self.kills_left -= 1
        self.kills[name or ("of who led" if worker is self._leader else "of another")] += 1
        if worker is self._leader:
            self._leader, self._killed_at = None, _time()
        self._kill_later()

    def _kill_later(self) -> None:
        self._next_kill = _time() + self._plan.kill_every * self._dice.uniform(0.5, 1.5)

    async def _break_database(self) -> None:
        """Now it is shut down, now it crashes; the workers are left alone meanwhile."""
        await asyncio.to_thread(self._database.stop, "QUIT" if self.outages % 2 else "INT")
        await asyncio.sleep(OUTAGE_SECONDS)
        await asyncio.to_thread(self._database.start)
        self._server.lives += 1
        self.outages += 1
        self._back_at, self._killed_at = _time(), None
        self._kill_later()


def _time() -> float:
    return asyncio.get_running_loop().time()
