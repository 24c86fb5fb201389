"""The one connection that writes, behind a fair lock, and its return after it was lost.

Rule: no statement of the store here but those that tell one instance from another, so that one
whose connection was lost knows whether anybody has had meanwhile what was in its hands.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import uuid
from collections.abc import AsyncIterator

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store import StoreError, TakenOverError, queries
from bot.store.engines import Engine, Mode
from bot.store.unit import Unit, finish, transaction

log = logging.getLogger(__name__)

INSTANCE = "instance"
"""The name of the note of who was alone last."""
_TOGETHER = b"together "
"""It begins so when nobody was since workers came: an older program, or a command."""


def note_of(number: int) -> str:
    """The name of the note that says who has this number."""
    return f"worker {number}"


class Writer:
    """`number`: of a worker, once it has one; 0 for whoever is none."""

    def __init__(self, engine: Engine, mode: Mode = "together", *, standby_seconds: float) -> None:
        self._engine = engine
        self._mode: Mode = mode
        self.number = 0
        self.leads = False
        """By a lock that goes with the connection."""
        self._standby_seconds = standby_seconds
        self._writes = engine.writer()
        self._connection: AsyncConnection | None = None
        self._turn = asyncio.Lock()
        self._sign = uuid.uuid4().bytes
        self._signed: dict[str, bytes] = {}
        """Notes as this one has left them."""
        self._taken_over = False

    async def open(self) -> bool:
        """False while somebody else is in the way; then `stand_by` has to follow."""
        if self._mode == "beside":
            self._engine.find()
        else:
            self._engine.claim()
        await finish(self._connect())
        return await finish(self._take())

    async def stand_by(self) -> None:
        """Until the other instance is gone; may be cancelled meanwhile."""
        log.info("another instance has the database %s; standing by", self._engine.name)
        told = ""
        while True:
            await asyncio.sleep(self._standby_seconds)
            try:
                if await finish(self._take_again()):
                    break
            except StoreError as error:
                if str(error) != told:
                    log.warning("still standing by: %s", error)
                told = str(error)
        log.info("the other instance is gone; this one takes over")

    async def sign(self, unit: Unit) -> None:
        """So that this instance, coming back to the database, knows whether another was here."""
        if self._mode == "alone":
            self._signed = {INSTANCE: self._sign}
        if self._mode == "together":
            self._signed = {INSTANCE: await self._era(unit), note_of(self.number): self._sign}
        notes = [{"name": name, "value": value} for name, value in self._signed.items()]
        await unit.run(queries.NOTE, notes)

    async def _era(self, unit: Unit) -> bytes:
        """The same for all workers, until somebody was alone."""
        noted = [row.value for row in await unit.rows(queries.NOTED, {"name": INSTANCE})]
        return next((value for value in noted if value.startswith(_TOGETHER)), None) or (
            _TOGETHER + self._sign
        )

    @property
    def signature(self) -> dict[str, object]:
        """As a statement asks whether this worker's number is still its own."""
        return {"note": note_of(self.number), "sign": self._sign}

    @contextlib.asynccontextmanager
    async def transaction(self) -> AsyncIterator[Unit]:
        """The writer, for one unit of work; whoever asks first is first."""
        async with self._turn:
            connection = self._connection
            if connection is None or not self._engine.sound(connection):
                connection = await finish(self._come_back())
            async with transaction(connection, self._engine) as unit:
                yield unit

    @contextlib.asynccontextmanager
    async def between(self) -> AsyncIterator[AsyncConnection]:
        """The connection itself, outside any transaction; nobody writes meanwhile."""
        async with self._turn:
            connection = self._connection
            if connection is None or not self._engine.sound(connection):
                connection = await finish(self._come_back())
            with self._engine.readable_errors():
                yield connection

    async def close(self) -> None:
        """After the transaction under way; may be called twice."""
        async with self._turn:
            await finish(self._close())

    async def _close(self) -> None:
        await self._disconnect()
        await self._writes.dispose()
        self._engine.release()

    async def _connect(self) -> AsyncConnection:
        self.leads = False
        with self._engine.readable_errors():
            self._connection = await self._writes.connect()
        return self._connection

    async def _disconnect(self) -> None:
        connection, self._connection = self._connection, None
        self.leads = False
        if connection is None:
            return
        if not self._engine.sound(connection):
            await connection.invalidate()
        await connection.close()

    async def _take(self) -> bool:
        assert self._connection is not None
        if self._mode == "beside":
            return True
        with self._engine.readable_errors():
            taken = await self._engine.take(self._connection, self._mode, self.number or None)
        if taken is not None:
            self.number = taken
        return taken is not None

    async def _take_again(self) -> bool:
        if self._connection is None or not self._engine.sound(self._connection):
            await self._disconnect()
            await self._connect()
        return await self._take()

    async def _come_back(self) -> AsyncConnection:
        """A new connection, if nobody else has written since; what they did is not known here."""
        try:
            await self._insist()
        except BaseException:
            await self._disconnect()
            raise
        assert self._connection is not None
        log.info("the database %s is back", self._engine.name)
        return self._connection

    async def _insist(self) -> None:
        if not self._taken_over:
            self._taken_over = not (await self._take_again() and await self._is_signed())
        if self._taken_over:
            raise TakenOverError(self._engine.name)

    async def _is_signed(self) -> bool:
        assert self._connection is not None
        async with transaction(self._connection, self._engine) as unit:
            for name, value in self._signed.items():
                rows = await unit.rows(queries.NOTED, {"name": name})
                if [row.value for row in rows] != [value]:
                    return False
        return True
