"""The store on SQLAlchemy Core: one writer connection behind a fair lock, one that only reads.

Rule: this module opens and closes transactions; statements are in queries.py, sealing of models in
sealed.py, and what a batch reads and writes in batch.py.
"""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
from collections.abc import AsyncIterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import ChatId, Letter, LetterId, Offset, Verdict
from bot.store import StoreError, queries
from bot.store.batch import SqlBatch
from bot.store.crypto import KeyRing
from bot.store.engines import Hold, database_path, readable_errors, reader, writer
from bot.store.migrations import migrate
from bot.store.sealed import to_letter
from bot.store.unit import Unit, finish, transaction
from bot.store.verdicts import settle

KEPT = dt.timedelta(hours=48)
"""How long settled letters and taken keys are kept (trust spec 6)."""


class SqlStore:
    """Implements bot.store.Store; made by `open`."""

    def __init__(self, path: Path, ring: KeyRing, hold: Hold) -> None:
        self._path = path
        self._ring = ring
        self._hold = hold
        self._writes = writer(path)
        self._reads = reader(path)
        self._connection: AsyncConnection | None = None
        self._turn = asyncio.Lock()
        self._inherited = 0
        """The newest letter of earlier processes."""

    @classmethod
    async def open(cls, url: str, ring: KeyRing) -> SqlStore:
        """Make the folder and the file where missing, migrate, and check that the ring fits."""
        path = database_path(url)
        with readable_errors(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            hold = Hold(path)
        store = cls(path, ring, hold)
        try:
            await finish(store._start())
        except BaseException:
            await store.close()
            raise
        return store

    async def _start(self) -> None:
        with readable_errors(self._path):
            await migrate(self._writes)
            self._connection = await self._writes.connect()
        async with self._transaction() as unit:
            await self._check_ring(unit)
            (newest,) = await unit.rows(queries.NEWEST_LETTER, {})
            self._inherited = newest[0]

    async def _check_ring(self, unit: Unit) -> None:
        """Fail before anything is sealed with a key that does not open what is stored."""
        rows = await unit.rows(queries.CHECK_VALUE, {})
        if not rows:
            await unit.run(queries.SAVE_CHECK_VALUE, {"check": self._ring.check_value()})
        elif not self._ring.fits(rows[0].value):
            raise StoreError(
                f"The key does not fit the database {self._path}; put back the key file it was"
                " made with."
            )

    async def close(self) -> None:
        """After the transaction under way; may be called twice."""
        async with self._turn:
            await finish(self._close())

    async def _close(self) -> None:
        if self._connection is not None:
            await self._connection.close()
        await self._reads.dispose()
        await self._writes.dispose()
        self._hold.release()

    @contextlib.asynccontextmanager
    async def batch(self) -> AsyncIterator[SqlBatch]:
        async with self._transaction() as unit:
            yield SqlBatch(unit, self._ring)

    async def offset(self, bot: str) -> tuple[Offset, dt.datetime] | None:
        rows = await self._read(queries.OFFSET, bot=bot)
        return (Offset(bot, rows[0].next_update), rows[0].stored_at) if rows else None

    async def due(self, now: dt.datetime, limit: int) -> list[ChatId]:
        return [row.chat_id for row in await self._read(queries.DUE, now=now, limit=limit)]

    async def next_due(self) -> dt.datetime | None:
        (row,) = await self._read(queries.NEXT_DUE)
        due_at: dt.datetime | None = row[0]
        return due_at

    async def message_ids(
        self, screens: Sequence[tuple[ChatId, int]]
    ) -> dict[tuple[ChatId, int], int]:
        chats = list({chat for chat, _ in screens})
        rows = await self._read(queries.MESSAGE_IDS, chats=chats, screens=list(screens))
        return {(ChatId(row.chat_id), row.screen): row.message_id for row in rows}

    async def recover(self, now: dt.datetime) -> tuple[Letter, ...]:
        async with self._transaction() as unit:
            await unit.run(queries.DROP_EXPIRED, {"in_state": "tried", "now": now})
            await unit.run(queries.LEAVE_OVERTAKEN, {"now": now})
            await unit.run(queries.LEAVE_UNKNOWN, {"now": now})
            return await self._try(unit, queries.TRIED, {"newest": self._inherited}, now)

    async def claim(self, now: dt.datetime, limit: int) -> tuple[Letter, ...]:
        async with self._transaction() as unit:
            await unit.run(queries.DROP_EXPIRED, {"in_state": "waiting", "now": now})
            values = {"now": now, "limit": limit}
            return await self._try(unit, queries.WAITING, values, now)

    async def settle(self, verdicts: Mapping[LetterId, Verdict], now: dt.datetime) -> None:
        async with self._transaction() as unit:
            await settle(unit, verdicts, now)

    async def purge(self, now: dt.datetime) -> None:
        before = now - KEPT
        async with self._transaction() as unit:
            await unit.run(queries.LEAVE_OVERTAKEN, {"now": now})
            await unit.run(queries.PURGE_FORGOTTEN, {})
        for statement in (queries.PURGE_LETTERS, queries.PURGE_TAKEN):
            while await self._purge_some(statement, before) == queries.PURGED_AT_ONCE:
                pass

    async def _purge_some(self, statement: sa.Delete, before: dt.datetime) -> int:
        async with self._transaction() as unit:
            return await unit.run(statement, {"before": before})

    async def _try(
        self, unit: Unit, chosen: sa.Select[Any], values: Mapping[str, Any], now: dt.datetime
    ) -> tuple[Letter, ...]:
        """Mark the chosen letters as tried once more; one that does not open has failed."""
        rows = await unit.rows(chosen, values)
        if not rows:
            return ()
        await unit.run(queries.TRY, {"ids": [row.id for row in rows]})
        letters = [to_letter(row, self._ring) for row in rows]
        closed = [row.id for row, letter in zip(rows, letters, strict=True) if letter is None]
        await unit.run(queries.FAILED, [{"letter": id_, "now": now} for id_ in closed])
        return tuple(letter for letter in letters if letter is not None)

    async def _read(self, statement: sa.Select[Any], **values: Any) -> Sequence[sa.Row[Any]]:
        with readable_errors(self._path):
            return await finish(self._rows(statement, values))

    async def _rows(
        self, statement: sa.Select[Any], values: Mapping[str, Any]
    ) -> Sequence[sa.Row[Any]]:
        async with self._reads.connect() as connection:
            return await Unit(connection).rows(statement, values)

    @contextlib.asynccontextmanager
    async def _transaction(self) -> AsyncIterator[Unit]:
        """The writer, for one unit of work; whoever asks first is first."""
        assert self._connection is not None
        async with self._turn:
            with readable_errors(self._path):
                async with transaction(self._connection) as unit:
                    yield unit
