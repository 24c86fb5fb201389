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


async def noted_ring(engine: Engine) -> bytes | None:
    """What a ring has to fit; None where no bot has worked with the database yet."""
    try:
        engine.find()
    except StoreError:
        return None
    reads = engine.reader()
    try:
        with engine.readable_errors():
            return await finish(_read(reads))
    finally:
        await finish(reads.dispose())


async def _read(reads: AsyncEngine) -> bytes | None:
    async with reads.connect() as connection:
        if not await connection.run_sync(_has_notes):
            return None
        value: bytes | None = await connection.scalar(queries.NOTED, {"name": KEY_RING})
        return value


def _has_notes(connection: sa.Connection) -> bool:
    return sa.inspect(connection).has_table(meta.name)
