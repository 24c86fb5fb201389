"""What one worker finds out of the others on its database, and what it takes over from them.

Rule: a worker lives as long as its session holds the lock of its number; no row says so, and no
clock of another machine is trusted.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import uuid
from collections.abc import Set as AbstractSet

from bot.store import Company, locks, queries
from bot.store.remains import FORGOT
from bot.store.unit import Unit
from bot.store.writer import Writer, note_of

ONLY = 1
"""The number of the one process that has a file."""
DEAD_SECONDS = 5.0
"""A worker whose number nobody holds for so long does not come back: it may have lost a line."""


class Others:
    """Of one worker; `writer` says which."""

    def __init__(self, writer: Writer, dead_seconds: float = DEAD_SECONDS) -> None:
        self._writer = writer
        self._dead_seconds = dead_seconds
        self._missed: dict[int, float] = {}
        """Numbers that nobody holds, and that letters are in hand of; since when, here."""
        self._looked_at: dt.datetime | None = None

    async def lead(self, unit: Unit) -> bool:
        """Whether this worker leads from now on, and did not before."""
        if self._writer.leads:
            return False
        ((self._writer.leads,),) = await unit.rows(locks.TAKE, {"lock": locks.LEAD})
        return self._writer.leads

    async def look(self, unit: Unit, now: dt.datetime) -> Company:
        held = {row.number for row in await unit.rows(locks.HELD, {})}
        if self._writer.leads:
            busy = {row.worker for row in await unit.rows(queries.BUSY, {})}
            self._miss(busy - held)
        ((replies,),) = await unit.rows(queries.REPLIES, self._since(now))
        forgot = await unit.rows(queries.NOTED, {"name": FORGOT})
        return Company(
            leads=self._writer.leads,
            workers=max(len(held), 1),
            replies=replies,
            left_behind=self._writer.leads and bool(self._dead()),
            erased=forgot[0].value.decode() if forgot else "",
        )

    def _since(self, now: dt.datetime) -> dict[str, object]:
        since, self._looked_at = self._looked_at or now, now
        return {"since": since, "now": now, "own": self._writer.number}

    def _miss(self, numbers: AbstractSet[int]) -> None:
        since = _time()
        self._missed = {number: self._missed.get(number, since) for number in numbers}

    def _dead(self) -> list[int]:
        before = _time() - self._dead_seconds
        return sorted(number for number, since in self._missed.items() if since <= before)

    async def bury(self, unit: Unit) -> list[int]:
        """Workers that are gone for good: their letters may be taken.

        Each under its own number's lock, and under another sign, so that one that comes back after
        all knows that its letters are not its own any more.
        """
        return [number for number in self._dead() if await self._bury(unit, number)]

    async def _bury(self, unit: Unit, number: int) -> bool:
        del self._missed[number]
        ((is_free,),) = await unit.rows(locks.TAKE_FOR_NOW, {"lock": locks.NUMBERS + number})
        if is_free:
            note = {"name": note_of(number), "value": uuid.uuid4().bytes}
            await unit.run(queries.NOTE, note)
        return bool(is_free)


async def earlier(unit: Unit) -> list[int]:
    """Where only one process works: numbers of workers of the database that was copied here."""
    rows = await unit.rows(queries.BUSY, {})
    return [row.worker for row in rows if row.worker != ONLY]


def _time() -> float:
    return asyncio.get_running_loop().time()
