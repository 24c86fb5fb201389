"""Whether two databases hold the same rows: by a sum over each table, in whatever order rows come.

Rule: both sides are read anew; nothing that was known while copying counts.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from bot.store import StoreError
from bot.store.side import NOTES, TABLES, Rows, Side, pages
from bot.store.tables import meta

_BITS = 256
Count = Callable[[int], None]
"""Told of so many more rows."""


@dataclass(frozen=True, slots=True)
class Sum:
    """Of all rows of a table, in whatever order they come."""

    rows: int = 0
    total: int = 0

    def plus(self, rows: Rows) -> Sum:
        more = sum(int.from_bytes(_fingerprint(row)) for row in rows)
        return Sum(self.rows + len(rows), (self.total + more) % 2**_BITS)


async def compare(here: Side, there: Side, count: Count, at_once: int) -> None:
    """StoreError names the first table that differs."""
    for table in TABLES:
        ours, theirs = await _both(_sum(here, table, at_once, count), _sum(there, table, at_once))
        if ours != theirs:
            raise StoreError(differs(table, there))


async def compare_notes(here: Side, there: Side) -> None:
    """Without the one that says that this is not done yet."""
    ours, theirs = await here.rows(NOTES), await there.rows(NOTES)
    if Sum().plus(ours) != Sum().plus(theirs):
        raise StoreError(differs(meta, there))


async def _both(one: Coroutine[Any, Any, Sum], other: Coroutine[Any, Any, Sum]) -> list[Sum]:
    """Side by side; when one fails, nothing of the other goes on behind it."""
    tasks = [asyncio.create_task(one), asyncio.create_task(other)]
    try:
        return await asyncio.gather(*tasks)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks)


def differs(table: sa.Table, there: Side) -> str:
    name = there.engine.name
    return (
        f"The table {table.name} in {name} is not the same as in the source; make {name} anew, and"
        " copy again. If this comes again, check the disks."
    )


async def _sum(side: Side, table: sa.Table, at_once: int, count: Count = lambda _: None) -> Sum:
    found = Sum()
    async for rows in pages(side, table, at_once):
        found = await asyncio.to_thread(found.plus, rows)
        count(len(rows))
    return found


def _fingerprint(row: sa.Row[Any]) -> bytes:
    """Alike for both engines: by the tables' types a value is the same object from each."""
    digest = hashlib.sha256()
    for value in row:
        plain = value if isinstance(value, bytes) else repr(value).encode()
        digest.update(b"%s %d " % (type(value).__name__.encode(), len(plain)))
        digest.update(plain)
    return digest.digest()
