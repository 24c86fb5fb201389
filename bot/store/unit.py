"""One transaction on the writer connection, whole or not at all.

Rule: whoever is cancelled finishes the call under way first. A cancelled call would break the
connection; a cancelled commit would leave it open whether the work was kept.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping, Sequence
from time import perf_counter
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store import StoreError, UnknownOutcomeError
from bot.store.engines import Engine
from bot.store.queries import Upsert

T = TypeVar("T")
Values = Mapping[str, Any] | Sequence[Mapping[str, Any]]


async def finish(work: Coroutine[Any, Any, T]) -> T:
    """Its result; a cancellation is raised only after its end."""
    task = asyncio.ensure_future(work)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        while not task.done():
            with contextlib.suppress(asyncio.CancelledError):
                await asyncio.wait({task})
        if not task.cancelled():
            task.exception()  # read, so that nobody misses it; the cancellation goes first
        raise


class Unit:
    """The statements of one transaction."""

    def __init__(self, connection: AsyncConnection, engine: Engine) -> None:
        self._connection = connection
        self._engine = engine
        self.is_shared = engine.is_shared
        """Others may write to the same database at the same time."""

    async def rows(self, statement: sa.Executable, values: Values) -> Sequence[sa.Row[Any]]:
        return (await self._execute(statement, values)).all()

    async def run(self, statement: sa.Executable | Upsert, values: Values) -> int:
        """The number of rows touched; nothing to do for an empty sequence of values."""
        if isinstance(values, Sequence) and not values:
            return 0
        if isinstance(statement, Upsert):
            statement = statement.on[self._connection.dialect.name]
        return (await self._execute(statement, values)).rowcount

    async def look(self, work: Callable[[sa.Connection], T]) -> T:
        with self._engine.readable_errors():
            return await finish(self._connection.run_sync(work))

    async def _execute(self, statement: sa.Executable, values: Values) -> sa.CursorResult[Any]:
        began = perf_counter()
        try:
            with self._engine.readable_errors():
                return await finish(self._connection.execute(statement, values))
        finally:
            self._engine.metrics.spent("statement", perf_counter() - began)


@contextlib.asynccontextmanager
async def transaction(connection: AsyncConnection, engine: Engine) -> AsyncIterator[Unit]:
    """Begins with the first statement; commits at the end, rolls back on any exception."""
    try:
        yield Unit(connection, engine)
    except BaseException:
        await _undo(connection, engine)
        raise
    await _commit(connection, engine)


async def _commit(connection: AsyncConnection, engine: Engine) -> None:
    began = perf_counter()
    try:
        with engine.readable_errors():
            await finish(connection.commit())
        engine.metrics.spent("commit", perf_counter() - began)
    except BaseException as error:
        await _undo(connection, engine)
        if isinstance(error, StoreError) and not engine.sound(connection):
            raise UnknownOutcomeError(str(error)) from error
        raise


async def _undo(connection: AsyncConnection, engine: Engine) -> None:
    with engine.readable_errors():
        await finish(engine.undo(connection))
