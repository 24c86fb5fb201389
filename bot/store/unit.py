"""One transaction on the writer connection, whole or not at all.

Rule: whoever is cancelled finishes the call under way first. A cancelled call would break the
connection; a cancelled commit would leave it open whether the work was kept.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Coroutine, Mapping, Sequence
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

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

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def rows(self, statement: sa.Executable, values: Values) -> Sequence[sa.Row[Any]]:
        return (await finish(self._connection.execute(statement, values))).all()

    async def run(self, statement: sa.Executable, values: Values) -> int:
        """The number of rows touched; nothing to do for an empty sequence of values."""
        if isinstance(values, Sequence) and not values:
            return 0
        return (await finish(self._connection.execute(statement, values))).rowcount


@contextlib.asynccontextmanager
async def transaction(connection: AsyncConnection) -> AsyncIterator[Unit]:
    """Begins with the first statement; commits at the end, rolls back on any exception."""
    try:
        yield Unit(connection)
        await finish(connection.commit())
    except BaseException:
        await finish(_undo(connection))
        raise


async def _undo(connection: AsyncConnection) -> None:
    await connection.rollback()
    driver = (await connection.get_raw_connection()).driver_connection
    assert driver is not None
    if driver.in_transaction:  # SQLAlchemy forgets a transaction whose commit failed
        await driver.rollback()
