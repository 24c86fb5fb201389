"""What erased people have left in the database's files, and how it goes.

Rule: rows go with the erasure itself. Here goes what engines keep besides: the row that a last word
is sent from, the log of changes, and bytes of rows that were moved before they were deleted.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import uuid
from collections.abc import AsyncIterator, Sequence

from bot.model import LetterId
from bot.store import queries
from bot.store.engines import Engine
from bot.store.tables import metadata
from bot.store.unit import Unit, finish
from bot.store.writer import Writer

ERASED = "erased"
"""The name of the note that something is left; its value is the moment of the last erasure."""
FORGOT = "forgot"
"""The name of the note that changes with each erasure, so that other workers hear of it."""
REBUILT_APART = dt.timedelta(minutes=10)
"""So that who begins and deletes again and again holds up nobody."""
QUIET_HOUR = 3
"""Of UTC: a large database is written anew then."""
LATEST = dt.timedelta(days=1)
"""After that, at any hour."""


class Remains:
    def __init__(self, writer: Writer, engine: Engine) -> None:
        self._writer = writer
        self._engine = engine
        self._noted: bytes | None = None
        """Something is left, since then."""
        self.has_last_words = False
        """A forgotten chat may have a row still, for its last word."""
        self._rebuilt_at: dt.datetime | None = None

    async def recall(self, unit: Unit) -> None:
        """What an earlier process has left."""
        rows = await unit.rows(queries.NOTED, {"name": ERASED})
        self._noted = rows[0].value if rows else None
        self.has_last_words = bool(await unit.rows(queries.FORGOTTEN, {}))

    async def note(self, unit: Unit, now: dt.datetime) -> None:
        """Somebody is erased in this transaction."""
        self._noted = now.isoformat().encode()
        self.has_last_words = True
        await unit.run(queries.NOTE, {"name": ERASED, "value": self._noted})
        if unit.is_shared:
            await unit.run(queries.NOTE, {"name": FORGOT, "value": uuid.uuid4().hex.encode()})

    @contextlib.asynccontextmanager
    async def dropping_rows(
        self, now: dt.datetime, unsure: Sequence[LetterId] = ()
    ) -> AsyncIterator[Unit]:
        """A transaction at whose end the rows go of forgotten chats whose last word is settled.

        `unsure`: tried letters of unknown outcome. A last word among them is not sent again.
        """
        async with self._writer.transaction() as unit:
            left = self.has_last_words  # now: while this waited, somebody may have been erased
            yield unit
            if left:
                if unsure:
                    await unit.run(queries.LEAVE_LAST_WORDS, {"ids": list(unsure), "now": now})
                await _purge_forgotten(unit)
                left = bool(await unit.rows(queries.FORGOTTEN, {}))
        self.has_last_words = left

    async def clear(self, now: dt.datetime) -> bool:
        """False: there is more to do soon."""
        noted = self._noted
        if noted is None:
            return True
        if self.has_last_words:
            async with self.dropping_rows(now):
                pass
        if not await finish(self._fold()) or self.has_last_words:
            return False
        if not self._may_rebuild(noted, now):
            return True
        await self._engine.tidy_beside(list(metadata.tables))
        await finish(self._rebuild(now))
        return await self._end(noted)

    async def _fold(self) -> bool:
        async with self._writer.between() as connection:
            return await self._engine.fold_log(connection)

    def _may_rebuild(self, noted: bytes, now: dt.datetime) -> bool:
        if self._engine.rebuilds_in_passing():
            last = self._rebuilt_at
            return last is None or not dt.timedelta() <= now - last < REBUILT_APART
        erased_at = dt.datetime.fromisoformat(noted.decode())
        return now.hour == QUIET_HOUR or now - erased_at >= LATEST

    async def _rebuild(self, now: dt.datetime) -> None:
        async with self._writer.between() as connection:
            await self._engine.rebuild(connection)
        self._rebuilt_at = now

    async def _end(self, noted: bytes) -> bool:
        """The note goes first: what it leaves in the log goes with the log."""
        async with self._writer.transaction() as unit:
            await unit.run(queries.NOTED_NO_MORE, {"note": ERASED, "noted": noted})
        if self._noted is noted:
            self._noted = None
        return await finish(self._fold())


async def _purge_forgotten(unit: Unit) -> None:
    """In two steps: whose row another worker has at hand may just be getting a last word."""
    if chats := [row.chat_id for row in await unit.rows(queries.ALL_FORGOTTEN, {})]:
        await unit.run(queries.PURGE_FORGOTTEN, {"chats": chats})
