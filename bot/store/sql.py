"""The store on SQLAlchemy Core: one writer connection behind a fair lock, one that only reads.

Rule: this module opens and closes transactions; statements are in queries.py, sealing of models in
sealed.py, and what a batch reads and writes in batch.py.
"""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from typing import Any

import sqlalchemy as sa

from bot.model import ChatId, Incoming, Letter, LetterId, Offset, Standing, Verdict
from bot.store import Backlog, Held, Past, SetAside, StoreError, quarantine, queries
from bot.store.batch import SqlBatch
from bot.store.crypto import KeyRing
from bot.store.doubt import Doubt
from bot.store.engines import Engine, engine_for
from bot.store.migrations import HEAD, current, migrate
from bot.store.sealed import to_letter, to_past
from bot.store.unit import Unit, finish
from bot.store.verdicts import settle
from bot.store.writer import Writer
from flows.agenda import AHEAD

KEPT = dt.timedelta(hours=48)
"""How long settled letters and taken keys are kept (trust spec 6)."""
KEY_RING, NOT_BEFORE = "key_ring", "not_before"
"""Names of notes."""
STANDBY_SECONDS = 1.0
"""Between two looks whether the other instance is gone."""


class SqlStore:
    """Implements bot.store.Store; made by `open`."""

    def __init__(
        self,
        engine: Engine,
        ring: KeyRing,
        *,
        alone: bool = True,
        standby_seconds: float = STANDBY_SECONDS,
    ) -> None:
        self._engine = engine
        self._ring = ring
        self._writer = Writer(engine, alone=alone, standby_seconds=standby_seconds)
        self._reads = engine.reader()
        self._doubt = Doubt()
        self._inherited = 0
        """The newest letter of earlier processes."""

    @classmethod
    async def open(
        cls, url: str, ring: KeyRing, stands_by: Callable[[], None] = lambda: None
    ) -> SqlStore:
        return await cls(engine_for(url), ring).start(stands_by)

    @classmethod
    async def beside(cls, url: str, ring: KeyRing) -> SqlStore:
        """For an operator's command, next to a running bot: makes nothing and migrates nothing.

        Such a store must not `recover` or `claim`: the letters are the running bot's.
        """
        store = cls(engine_for(url), ring, alone=False)
        return await store._opened(store._join())

    async def start(self, stands_by: Callable[[], None] = lambda: None) -> SqlStore:
        """Make what is missing, migrate, and check that the ring fits.

        Where another instance runs already, SQLite refuses, and PostgreSQL stands by until it is
        gone; `stands_by` is told then, and the wait may be cancelled.
        """
        return await self._opened(self._start(), stands_by)

    async def _opened(
        self, first: Coroutine[Any, Any, None], stands_by: Callable[[], None] = lambda: None
    ) -> SqlStore:
        """Itself, when all went well; otherwise everything is closed again."""
        try:
            if not await self._writer.open():
                await self._look_ahead()
                stands_by()
                await self._writer.stand_by()
            await finish(first)
        except BaseException:
            first.close()
            await self.close()
            raise
        return self

    async def _start(self) -> None:
        patient = self._engine.writer(patient=True)
        try:
            with self._engine.readable_errors():
                await migrate(patient)
        finally:
            await patient.dispose()
        async with self._transaction() as unit:
            if rows := await unit.rows(queries.NOTED, {"name": KEY_RING}):
                self._check_ring(rows)
            else:
                value = self._ring.check_value()
                await unit.run(queries.NOTE, {"name": KEY_RING, "value": value})
            await self._writer.sign(unit)
            for newest in await unit.rows(queries.NEWEST_LETTERS, {"limit": 1}):
                self._inherited = newest.id

    async def _look_ahead(self) -> None:
        """A wrong key should be told now, and not when this instance is needed."""
        with contextlib.suppress(sa.exc.ProgrammingError):  # the other one still makes the tables
            if rows := await self._read(queries.NOTED, name=KEY_RING):
                self._check_ring(rows)

    async def _join(self) -> None:
        async with self._transaction() as unit:
            revision = await unit.look(current)
            if revision == HEAD:
                self._check_ring(await unit.rows(queries.NOTED, {"name": KEY_RING}))
        if revision != HEAD:
            raise StoreError(
                f"The database {self._engine.name} is at schema {revision or 'none'}, this program"
                f" at {HEAD}; start the bot once, it brings the database up to date."
            )

    def _check_ring(self, rows: Sequence[sa.Row[Any]]) -> None:
        """Fail before anything is sealed with a key that does not open what is stored."""
        if not rows or not self._ring.fits(rows[0].value):
            raise StoreError(
                f"The key does not fit the database {self._engine.name}; put back the key file it"
                " was made with."
            )

    async def close(self) -> None:
        """After the transaction under way; may be called twice.

        The writer goes last: only it can fold SQLite's log into the file.
        """
        await finish(self._reads.dispose())
        await self._writer.close()

    @contextlib.asynccontextmanager
    async def batch(self) -> AsyncIterator[SqlBatch]:
        async with self._doubt.handing_out(self._transaction(), replies=True) as (unit, letters):
            yield SqlBatch(unit, self._ring, letters)

    async def offset(self, bot: str) -> tuple[Offset, dt.datetime] | None:
        rows = await self._read(queries.OFFSET, bot=bot)
        return (Offset(bot, rows[0].next_update), rows[0].stored_at) if rows else None

    async def wished(self) -> list[Incoming]:
        return list(quarantine.wished(await self._read(quarantine.WISHED), self._ring))

    async def set_aside(self) -> list[SetAside]:
        """For the operator: every event that was set aside, the oldest first."""
        return quarantine.listed(await self._read(quarantine.LISTED), self._ring)

    async def wish(self, rows: Sequence[int]) -> None:
        """The bot that runs, or the next one, tries these again."""
        async with self._transaction() as unit:
            await quarantine.change(unit, quarantine.WISH, rows)

    async def drop(self, rows: Sequence[int]) -> None:
        """Gives up these set-aside events."""
        async with self._transaction() as unit:
            await quarantine.change(unit, quarantine.REMOVE, rows)

    async def due(self, now: dt.datetime, limit: int) -> list[ChatId]:
        return [row.chat_id for row in await self._read(queries.DUE, now=now, limit=limit)]

    async def next_due(self) -> dt.datetime | None:
        (row,) = await self._read(queries.NEXT_DUE)
        due_at: dt.datetime | None = row[0]
        return due_at

    async def backlog(self) -> Backlog:
        rows = await self._read(queries.BACKLOG)
        counts = dict.fromkeys(queries.LANES, 0)
        for row in rows:
            counts[queries.LANES[row.lane]] += row.unsettled
        return Backlog(
            counts,
            min((row.since for row in rows if row.since), default=None),
            min((row.since for row in rows if row.since and row.state == "waiting"), default=None),
            await self.next_due(),
        )

    async def chats(self, after: ChatId | None, limit: int) -> list[ChatId]:
        """All that have a row, in order."""
        lowest = queries.NO_CHAT if after is None else after
        rows = await self._read(queries.CHATS, after=lowest, limit=limit)
        return [ChatId(row.chat_id) for row in rows]

    async def standing(
        self, screens: Sequence[tuple[ChatId, int]]
    ) -> dict[tuple[ChatId, int], Standing]:
        chats = list({chat for chat, _ in screens})
        rows = await self._read(queries.STANDING, chats=chats, screens=list(screens))
        return {
            (ChatId(row.chat_id), row.screen): Standing(row.message_id, row.pictured)
            for row in rows
        }

    async def past(self, chat: ChatId) -> Past:
        """The rows are opened in a thread: those of a year take some hundredths of a second."""
        people = await self._read(queries.PERSON, chat=chat)
        rows = await self._read(queries.HISTORY, chat=chat) if people else ()
        return await asyncio.to_thread(to_past, people, rows, self._ring)

    async def file_ids(self, bot: str, keys: Sequence[str]) -> dict[str, str]:
        rows = await self._read(queries.FILE_IDS, bot=bot, keys=list(keys))
        return {row.key: row.file_id for row in rows}

    async def keep_files(self, bot: str, file_ids: Mapping[str, str], now: dt.datetime) -> None:
        rows = [
            {"bot": bot, "key": key, "file_id": file_id, "stored_at": now}
            for key, file_id in file_ids.items()
        ]
        async with self._transaction() as unit:
            await unit.run(queries.KEEP_FILES, rows)

    async def forget_files(self, bot: str, keys: Sequence[str]) -> None:
        async with self._transaction() as unit:
            await unit.run(queries.FORGET_FILES, {"bot": bot, "keys": list(keys)})

    async def held(self, now: dt.datetime) -> Held:
        chats = await self._read(queries.HELD, now=now)
        noted = await self._read(queries.NOTED, name=NOT_BEFORE)
        return Held({ChatId(row.chat_id): row.until for row in chats}, _all_until(noted, now))

    async def hold_all(self, until: dt.datetime, now: dt.datetime) -> None:
        value = f"{now.isoformat()} {until.isoformat()}".encode()
        async with self._transaction() as unit:
            await unit.run(queries.NOTE, {"name": NOT_BEFORE, "value": value})

    async def recover(self, now: dt.datetime) -> tuple[Letter, ...]:
        async with self._transaction() as unit:
            await unit.run(queries.DROP_EXPIRED, {"in_state": "tried", "now": now})
            await unit.run(queries.LEAVE_OVERTAKEN, {"now": now})
            await unit.run(queries.LEAVE_UNKNOWN, {"now": now})
            return await self._try(unit, queries.TRIED, {"newest": self._inherited}, now)

    async def leave_unsettled(self, now: dt.datetime) -> None:
        """After a restore: any of these letters may have been sent since the backup."""
        async with self._transaction() as unit:
            await unit.run(queries.LEAVE_UNSETTLED, {"now": now})

    async def claim(self, now: dt.datetime, limit: int) -> tuple[Letter, ...]:
        async with self._doubt.handing_out(self._transaction(), replies=False) as (unit, letters):
            await unit.run(queries.DROP_EXPIRED, {"in_state": "waiting", "now": now})
            values = {"now": now, "limit": max(limit - len(letters), 0)}
            letters.extend(await self._try(unit, queries.WAITING, values, now))
        return tuple(letters)

    async def settle(self, verdicts: Mapping[LetterId, Verdict], now: dt.datetime) -> None:
        async with self._transaction() as unit:
            await settle(unit, verdicts, now)

    async def bring_back(self, now: dt.datetime) -> int:
        ahead = now + AHEAD
        chats = [row.chat_id for row in await self._read(queries.AHEAD, ahead=ahead)]
        if chats:
            async with self._transaction() as unit:
                values = {"chats": chats, "ahead": ahead, "now": now}
                await unit.run(queries.BRING_BACK, values)
        return len(chats)

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

    async def _read(self, statement: sa.Executable, **values: Any) -> Sequence[sa.Row[Any]]:
        with self._engine.readable_errors():
            return await finish(self._rows(statement, values))

    async def _rows(
        self, statement: sa.Executable, values: Mapping[str, Any]
    ) -> Sequence[sa.Row[Any]]:
        async with self._reads.connect() as connection:
            return await Unit(connection, self._engine).rows(statement, values)

    def _transaction(self) -> AbstractAsyncContextManager[Unit]:
        return self._writer.transaction()


def _all_until(noted: Sequence[sa.Row[Any]], now: dt.datetime) -> dt.datetime | None:
    """None when it is over, or was told in what is the future for a clock that was set back."""
    for row in noted:
        told_at, until = map(dt.datetime.fromisoformat, row.value.decode().split())
        if told_at <= now < until:
            return until
    return None
