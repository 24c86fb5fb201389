"""One of two databases that are copied or compared: held alone, and read page by page.

Rule: rows are what SQLAlchemy makes of them by the tables' types, so alike for both engines.
"""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Callable, Sequence
from typing import Any, TypeVar

import sqlalchemy as sa

from bot.store import StoreError
from bot.store.engines import Engine
from bot.store.noted import UNFINISHED_COPY
from bot.store.tables import meta, metadata
from bot.store.unit import finish
from bot.store.writer import Writer

T = TypeVar("T")
Key = Sequence[Any]
Rows = Sequence[sa.Row[Any]]

TABLES = tuple(table for table in metadata.sorted_tables if table is not meta)
"""Whoever owns a row comes before it; notes are another matter."""
NOTES = sa.select(*meta.c).where(meta.c.name != UNFINISHED_COPY)


class Side:
    """One of the two databases, held alone."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.writer = Writer(engine, "alone", standby_seconds=0)
        self._reads = engine.reader()

    @contextlib.asynccontextmanager
    async def held(self) -> AsyncIterator[Side]:
        try:
            if not await self.writer.open():
                raise StoreError(
                    f"A bot works with the database {self.engine.name}; stop it first."
                )
            yield self
        finally:
            await finish(self._reads.dispose())
            await self.writer.close()

    async def rows(self, statement: sa.Select[Any]) -> Rows:
        return await self.look(lambda connection: connection.execute(statement).all())

    async def look(self, work: Callable[[sa.Connection], T]) -> T:
        with self.engine.readable_errors():
            return await finish(self._look(work))

    async def _look(self, work: Callable[[sa.Connection], T]) -> T:
        async with self._reads.connect() as connection:
            return await connection.run_sync(work)

    async def hold_again(self) -> None:
        """Where the hold was lost with its connection; raises while somebody else has it."""
        await self.write(lambda connection: connection.execute(NOTES).first())

    async def write(self, work: Callable[[sa.Connection], T]) -> T:
        """In one transaction."""
        async with self.writer.transaction() as unit:
            return await unit.look(work)


async def count(side: Side, table: sa.Table) -> int:
    (row,) = await side.rows(sa.select(sa.func.count()).select_from(table))
    return int(row[0])


async def key_of(side: Side, table: sa.Table, number: int) -> Key:
    """Of the row that stands there, counted from one."""
    key = tuple(table.primary_key)
    rows = await side.rows(sa.select(*key).order_by(*key).limit(1).offset(number - 1))
    if not rows:
        raise StoreError(f"The target has more rows in {table.name} than the source; make it anew.")
    return tuple(rows[0])


async def pages(
    side: Side, table: sa.Table, at_once: int, after: Key | None = None
) -> AsyncIterator[Rows]:
    """In the order of the keys, as this database sorts them."""
    names = [column.name for column in table.c]
    places = [names.index(column.name) for column in table.primary_key]
    while rows := await side.rows(_page(table, at_once, after)):
        yield rows
        after = tuple(rows[-1][place] for place in places)


def _page(table: sa.Table, at_once: int, after: Key | None) -> sa.Select[Any]:
    key = tuple(table.primary_key)
    page = sa.select(*table.c).order_by(*key).limit(at_once)
    if after is None:
        return page
    last = (sa.literal(value, column.type) for value, column in zip(after, key, strict=True))
    return page.where(sa.tuple_(*key) > sa.tuple_(*last))
