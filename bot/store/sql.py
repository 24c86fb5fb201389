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

from bot.metrics import SILENT, Metrics
from bot.model import (
    ChatId,
    Incoming,
    Letter,
    LetterId,
    Offset,
    Standing,
    Uncertain,
    Verdict,
)
from bot.store import (
    Backlog,
    Clear,
    Company,
    Everything,
    Figures,
    Held,
    Past,
    SetAside,
    StoreError,
    counts,
    locks,
    quarantine,
    queries,
)
from bot.store.again import again
from bot.store.batch import SqlBatch
from bot.store.crypto import KeyRing, wrapper
from bot.store.doubt import Doubt
from bot.store.engines import Engine, Mode, engine_for
from bot.store.erased import ErasureList
from bot.store.everything import to_everything
from bot.store.migrations import HEAD, current, migrate, serves
from bot.store.noted import KEY_RING, UNFINISHED_COPY, noted_ring, unfinished
from bot.store.others import DEAD_SECONDS, Others, earlier
from bot.store.remains import Remains
from bot.store.rewrap import Rewrapped, rewrap_check, rewrap_some
from bot.store.sealed import to_letter, to_past
from bot.store.unit import Unit, finish
from bot.store.verdicts import settle
from bot.store.writer import Writer
from flows.agenda import AHEAD
from flows.effects import Lane

KEPT = dt.timedelta(hours=48)
"""How long settled letters and taken keys are kept (trust spec 6)."""
SET_ASIDE_KEPT = dt.timedelta(days=30)
"""How long an event that was set aside waits for the program to be mended."""
IDLE = dt.timedelta(days=30)
"""Of whom nothing was stored for so long is looked at, whatever is planned for them."""
NOT_BEFORE = "not_before"
"""The name of a note."""
SKEW = dt.timedelta(seconds=5)
"""Between the clocks of two machines, at the most."""
STANDBY_SECONDS = 1.0
"""Between two looks whether the other instance is gone."""


class SqlStore:
    """Implements bot.store.Store; made by `open`."""

    def __init__(  # noqa: PLR0913 - what tests change
        self,
        engine: Engine,
        ring: KeyRing,
        mode: Mode = "together",
        *,
        standby_seconds: float = STANDBY_SECONDS,
        dead_seconds: float = DEAD_SECONDS,
        erasures: ErasureList | None = None,
    ) -> None:
        """Without `erasures`, nobody who is erased is written down."""
        self._engine = engine
        self._ring = ring
        self._writer = Writer(engine, mode, standby_seconds=standby_seconds)
        self._others = Others(self._writer, dead_seconds)
        self._erasures = erasures
        self._remains = Remains(self._writer, engine)
        self._reads = engine.reader()
        self._doubt = Doubt()
        self._inherited = 0
        """The newest letter of earlier processes; 0 when they are recovered."""

    @classmethod
    async def open(  # noqa: PLR0913 - what is picked outside
        cls,
        url: str,
        ring: KeyRing,
        stands_by: Callable[[], None] = lambda: None,
        *,
        alone: bool = False,
        erasures: ErasureList | None = None,
        metrics: Metrics = SILENT,
    ) -> SqlStore:
        """As a worker; or `alone`, without any worker beside it."""
        mode: Mode = "alone" if alone else "together"
        engine = engine_for(url)
        engine.metrics = metrics
        return await cls(engine, ring, mode, erasures=erasures).start(stands_by)

    @classmethod
    async def beside(cls, url: str, ring: KeyRing) -> SqlStore:
        """For an operator's command, next to a running bot: makes nothing and migrates nothing.

        Such a store must not `recover` or `claim`: the letters are the running bot's.
        """
        store = cls(engine_for(url), ring, "beside")
        return await store._opened(store._join())

    async def start(self, stands_by: Callable[[], None] = lambda: None) -> SqlStore:
        """Make what is missing, migrate, and check that the ring fits.

        Where another process has the file, SQLite refuses. PostgreSQL stands by while somebody is
        alone there, or, for who wants to be alone, while anybody is; `stands_by` is told then, and
        the wait may be cancelled.
        """
        return await self._opened(self._start(), stands_by)

    async def _opened(
        self, first: Coroutine[Any, Any, None], stands_by: Callable[[], None] = lambda: None
    ) -> SqlStore:
        """Itself, when all went well; otherwise everything is closed again."""
        try:
            await self._look_first()
            if not await self._writer.open():
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
            if unit.is_shared:
                await unit.rows(locks.ONE_AT_A_TIME, {})
            if await unit.rows(queries.NOTED, {"name": UNFINISHED_COPY}):  # while it stood by
                raise StoreError(unfinished(self._engine.name))
            if rows := await unit.rows(queries.NOTED, {"name": KEY_RING}):
                self._check_ring(rows[0].value)
            else:
                value = self._ring.check_value()
                await unit.run(queries.NOTE, {"name": KEY_RING, "value": value})
            await self._writer.sign(unit)
            await self._remains.recall(unit)
            for newest in await unit.rows(queries.NEWEST_LETTERS, {"limit": 1}):
                self._inherited = newest.id

    async def _look_first(self) -> None:
        """A wrong key is told before anything is written, and not when a standby is needed."""
        if (noted := await noted_ring(self._engine)) is not None:
            self._check_ring(noted)

    async def _join(self) -> None:
        async with self._transaction() as unit:
            revision = await unit.look(current)
            is_fit = await unit.look(serves)
            if is_fit:
                noted = await unit.rows(queries.NOTED, {"name": KEY_RING})
                self._check_ring(noted[0].value if noted else b"")
        if not is_fit:
            raise StoreError(
                f"The database {self._engine.name} is at schema {revision or 'none'}, this program"
                f" at {HEAD}; start the bot once, it brings the database up to date."
            )

    def _check_ring(self, noted: bytes) -> None:
        """Fail before anything is sealed with a key that does not open what is stored."""
        if not self._ring.fits(noted):
            raise StoreError(
                f"The key does not fit the database {self._engine.name}; put back the key file, or"
                " the DATA_KEY, it was made with."
            )

    async def close(self) -> None:
        """After the transaction under way; may be called twice.

        The writer goes last: only it can fold SQLite's log into the file.
        """
        await finish(self._reads.dispose())
        await self._writer.close()

    @property
    def is_shared(self) -> bool:
        return self._engine.is_shared

    @again
    async def look_around(self, now: dt.datetime) -> Company:
        if not self.is_shared:
            return Company()
        async with self._transaction() as unit:
            if await self._others.lead(unit):
                await self._remains.recall(unit)
            return await self._others.look(unit, now)

    @contextlib.asynccontextmanager
    async def batch(self) -> AsyncIterator[SqlBatch]:
        async with self._doubt.handing_out(self._transaction(), replies=True) as (unit, letters):
            batch = SqlBatch(unit, self._ring, letters, self._writer.number)
            yield batch
            if batch.forgets_at:
                await self._remains.note(unit, batch.forgets_at)
            if batch.erased and self._erasures:  # before the commit: else a restore forgets it
                await self._erasures.add(batch.erased)

    async def offset(self, bot: str) -> tuple[Offset, dt.datetime] | None:
        rows = await self._read(queries.OFFSET, bot=bot)
        return (Offset(bot, rows[0].next_update), rows[0].stored_at) if rows else None

    async def wished(self) -> list[Incoming]:
        return list(quarantine.wished(await self._read(quarantine.WISHED), self._ring))

    async def set_aside(self) -> list[SetAside]:
        """For the operator: every event that was set aside, the oldest first."""
        return quarantine.listed(await self._read(quarantine.LISTED), self._ring)

    @again
    async def wish(self, rows: Sequence[int]) -> None:
        """The bot that runs, or the next one, tries these again."""
        async with self._transaction() as unit:
            await quarantine.change(unit, quarantine.WISH, rows)

    @again
    async def drop(self, rows: Sequence[int]) -> None:
        """Gives up these set-aside events."""
        async with self._transaction() as unit:
            await quarantine.change(unit, quarantine.REMOVE, rows)

    async def next_due(self) -> dt.datetime | None:
        (row,) = await self._read(queries.NEXT_DUE)
        due_at: dt.datetime | None = row[0]
        return due_at

    async def backlog(self) -> Backlog:
        rows = await self._read(queries.BACKLOG)
        counts = dict.fromkeys(queries.LANES, 0)
        since: dict[Lane, dt.datetime] = {}
        for row in rows:
            lane = queries.LANES[row.lane]
            counts[lane] += row.unsettled
            if row.since:
                since[lane] = min(row.since, since.get(lane, row.since))
        return Backlog(
            counts,
            min(since.values(), default=None),
            min((row.since for row in rows if row.since and row.state == "waiting"), default=None),
            await self.next_due(),
            since,
        )

    async def changes(self, after: ChatId | None, limit: int) -> dict[ChatId, dt.datetime]:
        """As `chats`, with when each row was last written."""
        lowest = queries.NO_CHAT if after is None else after
        rows = await self._read(queries.CHATS, after=lowest, limit=limit)
        return {ChatId(row.chat_id): row.updated_at for row in rows}

    async def newest_change(self) -> dt.datetime | None:
        """When anything was last written, as far as rows tell."""
        (row,) = await self._read(queries.NEWEST_CHANGE)
        return max((at for at in row if at is not None), default=None)

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

    async def everything(self, chat: ChatId) -> Everything | None:
        """Opened in a thread, as `past` is."""
        rows = {
            table: await self._read(statement, chat=chat)
            for table, statement in queries.ALL_OF.items()
        }
        return await asyncio.to_thread(to_everything, rows, self._ring) if rows["people"] else None

    async def file_ids(self, bot: str, keys: Sequence[str]) -> dict[str, str]:
        rows = await self._read(queries.FILE_IDS, bot=bot, keys=list(keys))
        return {row.key: row.file_id for row in rows}

    @again
    async def keep_files(self, bot: str, file_ids: Mapping[str, str], now: dt.datetime) -> None:
        rows = [
            {"bot": bot, "key": key, "file_id": file_id, "stored_at": now}
            for key, file_id in sorted(file_ids.items())
        ]
        async with self._transaction() as unit:
            await unit.run(queries.KEEP_FILES, rows)

    @again
    async def forget_files(self, bot: str, keys: Sequence[str]) -> None:
        async with self._transaction() as unit:
            await unit.run(queries.FORGET_FILES, {"bot": bot, "keys": list(keys)})

    async def held(self, now: dt.datetime) -> Held:
        chats = await self._read(queries.HELD, now=now)
        noted = await self._read(queries.NOTED, name=NOT_BEFORE)
        return Held({ChatId(row.chat_id): row.until for row in chats}, _all_until(noted, now))

    @again
    async def hold_all(self, until: dt.datetime, now: dt.datetime) -> None:
        """What another worker was told of a longer pause stays."""
        value = f"{now.isoformat()} {until.isoformat()}".encode()
        async with self._transaction() as unit:
            noted = await unit.rows(queries.NOTED_FOR_CHANGE, {"name": NOT_BEFORE})
            if until > (_all_until(noted, now) or now):
                await unit.run(queries.NOTE, {"name": NOT_BEFORE, "value": value})

    @again
    async def recover(self, now: dt.datetime) -> tuple[Letter, ...]:
        async with self._transaction() as unit:
            gone = await self._others.bury(unit) if self.is_shared else await earlier(unit)
            whose = {"own": self._writer.number, "newest": self._inherited, "gone": gone}
            await unit.run(queries.LEAVE_BEHIND, whose)
            await unit.run(queries.DROP_LEFT_BEHIND, {"now": now})
            await unit.run(queries.LEAVE_LEFT_BEHIND, {"now": now})
            letters = await self._try(unit, queries.TRIED, {}, now)
        self._inherited = 0
        return letters

    async def leave_unsettled(self, now: dt.datetime) -> None:
        """After a restore: any of these letters may have been sent since the backup."""
        async with self._transaction() as unit:
            await unit.run(queries.LEAVE_UNSETTLED, {"now": now})

    async def is_under(self, name: str) -> bool:
        """Whether everything was brought under the key of this name."""
        rows = await self._read(queries.NOTED, name=KEY_RING)
        return [wrapper(row.value) for row in rows] == [name]

    async def rewrap(self, ring: KeyRing | None = None) -> Rewrapped:
        """Every person's key under the first of a ring that fits; while no bot works with it."""
        self._ring = ring or self._ring
        told = Rewrapped()
        last: ChatId | None = None
        while True:
            async with self._transaction() as unit:
                last = await rewrap_some(unit, self._ring, last, told)
            if last is None:
                break
        async with self._transaction() as unit:
            await rewrap_check(unit, self._ring, told)
        return told

    @again
    async def claim(self, now: dt.datetime, limit: int) -> tuple[Letter, ...]:
        async with self._doubt.handing_out(self._transaction(), replies=False) as (unit, letters):
            await unit.run(queries.DROP_EXPIRED, {"now": now})
            values = {"now": now, "limit": max(limit - len(letters), 0)}
            letters.extend(await self._try(unit, queries.WAITING, values, now))
        return tuple(letters)

    async def clear_to_go(
        self, letters: Sequence[LetterId], now: dt.datetime
    ) -> Mapping[LetterId, Clear]:
        rows = await self._read(
            queries.CLEAR_TO_GO,
            ids=list(letters),
            own=self._writer.number,
            now=now,
            **self._writer.signature,
        )
        return {LetterId(row.id): "behind" if row.is_behind else "go" for row in rows}

    @again
    async def settle(self, verdicts: Mapping[LetterId, Verdict], now: dt.datetime) -> None:
        unsure = [id_ for id_, verdict in verdicts.items() if isinstance(verdict, Uncertain)]
        async with self._remains.dropping_rows(now, unsure) as unit:
            await settle(unit, verdicts, now, self._writer.number)

    @again
    async def bring_back(self, now: dt.datetime) -> int:
        ahead = now + AHEAD
        chats = [row.chat_id for row in await self._read(queries.AHEAD, ahead=ahead)]
        if chats:
            async with self._transaction() as unit:
                values = {"chats": chats, "ahead": ahead, "now": now}
                await unit.run(queries.BRING_BACK, values)
        return len(chats)

    @again
    async def look_at_idle(self, now: dt.datetime) -> int:
        before = now - IDLE
        rows = await self._read(queries.IDLE, before=before, now=now)
        chats = [row.chat_id for row in rows]
        if chats:
            async with self._transaction() as unit:
                values = {"chats": chats, "before": before, "now": now}
                await unit.run(queries.LOOK_AT, values)
        return len(chats)

    async def figures(self, now: dt.datetime) -> Figures:
        (row,) = await self._read(counts.PEOPLE)
        week, month = await self._sums(now, 7), await self._sums(now, 30)
        return Figures(row.people, row.set_aside, week, month)

    async def _sums(self, now: dt.datetime, days: int) -> dict[str, int]:
        """Of days that are over: a count that moves while somebody looks tells of one person."""
        end = now.astimezone(dt.UTC).date()
        rows = await self._read(counts.SINCE, first=end - dt.timedelta(days=days), end=end)
        return {row.name: int(row.total) for row in rows}

    @again
    async def clear_away(self, now: dt.datetime) -> bool:
        with self._engine.readable_errors():
            return await self._remains.clear(now)

    @again
    async def purge(self, now: dt.datetime) -> int:
        before = now - KEPT
        if self.is_shared:  # a worker that is gone may have left something
            async with self._transaction() as unit:
                await self._remains.recall(unit)
        async with self._remains.dropping_rows(now) as unit:
            await unit.run(queries.LEAVE_OVERTAKEN, {"now": now, "own": self._writer.number})
        for statement in (queries.PURGE_LETTERS, queries.PURGE_TAKEN):
            while await self._purge_some(statement, before) == queries.PURGED_AT_ONCE:
                pass
        async with self._transaction() as unit:
            await unit.run(counts.PURGE, {"first": (now - counts.KEPT).date()})
            given_up = await unit.run(quarantine.OLD, {"before": now - SET_ASIDE_KEPT})
        await self.clear_away(now)
        return given_up

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
        own = self._writer.number or None
        await unit.run(queries.TRY, {"ids": [row.id for row in rows], "own": own})
        letters = [to_letter(row, self._ring) for row in rows]
        closed = [row.id for row, letter in zip(rows, letters, strict=True) if letter is None]
        failed = [{"letter": id_, "now": now, "own": own} for id_ in closed]
        await unit.run(queries.FAILED, failed)
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
        if told_at - SKEW <= now < until:
            return until
    return None
