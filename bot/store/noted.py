"""What a database says itself of the key ring that it belongs to.

Rule: reads only, before anything is made or changed, so that a start with a wrong key or without
one leaves the database as it was.
"""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.store import StoreError, queries
from bot.store.engines import Engine
from bot.store.tables import meta
from bot.store.unit import finish

KEY_RING = "key_ring"
"""The name of the note."""
UNFINISHED_COPY = "unfinished_copy"
"""The name of another: rows are missing, or were not compared yet; its value is the source's."""


async def noted_ring(engine: Engine) -> bytes | None:
    """What a ring has to fit; None where no bot has worked with the database yet.

    StoreError for one that is copied into: nobody may work with it before it is whole.
    """
    try:
        engine.find()
    except StoreError:
        return None
    reads = engine.reader()
    try:
        with engine.readable_errors():
            return await finish(_read(reads, engine.name))
    finally:
        await finish(reads.dispose())


async def _read(reads: AsyncEngine, name: str) -> bytes | None:
    async with reads.connect() as connection:
        if not await connection.run_sync(_has_notes):
            return None
        if await connection.scalar(queries.NOTED, {"name": UNFINISHED_COPY}) is not None:
            raise StoreError(unfinished(name))
        value: bytes | None = await connection.scalar(queries.NOTED, {"name": KEY_RING})
        return value


def unfinished(name: str) -> str:
    """For the operator."""
    return (
        f"The copy into the database {name} is not finished; call `python -m bot copy` again with"
        " the same databases."
    )


def _has_notes(connection: sa.Connection) -> bool:
    return sa.inspect(connection).has_table(meta.name)
