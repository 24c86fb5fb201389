"""Brings a database to the schema of this program.

Rule: a revision that was released never changes; the next one is a new file in versions/. First it
expands: new tables, columns that may be NULL or have a default; programs before it work on, beside
it, and it touches no note. Only when no released program needs what is old any more, a later one
contracts, and sets the note `schema_since` to its own number.
"""

from __future__ import annotations

import logging
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.store import StoreError, locks

log = logging.getLogger(__name__)

HEAD = "0006"
"""The newest revision, so that a start at head need not load Alembic (0.2 s)."""
SINCE = "schema_since"
"""The name of the note of the oldest schema whose program may work with this one."""
_NOTED = sa.text("SELECT value FROM meta WHERE name = :name")


async def migrate(engine: AsyncEngine) -> None:
    """Up to HEAD in one transaction; of processes that start at once, the first does it.

    A newer database stays as it is, where this program may work with it.
    """
    async with engine.connect() as connection:
        async with connection.begin():
            revision = await connection.run_sync(current)
            if revision == HEAD:
                return
            if await connection.run_sync(serves):
                log.info("the database is at the newer schema %s; this program goes on", revision)
                return
        if connection.dialect.name == "sqlite":
            await _without_foreign_keys(connection)
        else:
            async with connection.begin():
                await connection.execute(locks.ONE_AT_A_TIME)
                await connection.run_sync(upgrade, HEAD)


async def _without_foreign_keys(connection: AsyncConnection) -> None:
    """With them on, SQLite would drop the children of a table that is rebuilt."""
    await _foreign_keys(connection, on=False)
    try:
        async with connection.begin():
            await connection.run_sync(upgrade, HEAD)
            await connection.run_sync(_check_foreign_keys)
    finally:
        await _foreign_keys(connection, on=True)


def current(connection: sa.Connection) -> str | None:
    """The revision of this database; None for a new one."""
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    revision: str | None = connection.scalar(sa.text("SELECT version_num FROM alembic_version"))
    return revision


def serves(connection: sa.Connection) -> bool:
    """Whether this program may work with the database as it is: a newer one may only have grown."""
    revision = current(connection)
    if revision is None or revision <= HEAD:
        return revision == HEAD
    since: bytes | None = connection.scalar(_NOTED, {"name": SINCE})
    return since is not None and bytes(since).decode() <= HEAD


def upgrade(connection: sa.Connection, revision: str) -> None:
    from alembic import command  # noqa: PLC0415 - 0.2 s that a start at head does not pay
    from alembic.config import Config  # noqa: PLC0415 - only a database behind the head needs Alembic
    from alembic.util import CommandError  # noqa: PLC0415 - the same

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    try:
        command.upgrade(config, revision)
    except CommandError as error:
        raise StoreError(
            f"The database is at schema {current(connection)}, which this program does not know;"
            " run the newer program."
        ) from error


async def _foreign_keys(connection: AsyncConnection, *, on: bool) -> None:
    """SQLite ignores this within a transaction, so it goes to the driver."""
    raw = await connection.get_raw_connection()
    assert raw.driver_connection is not None
    cursor = await raw.driver_connection.execute(f"PRAGMA foreign_keys={'ON' if on else 'OFF'}")
    await cursor.close()


def _check_foreign_keys(connection: sa.Connection) -> None:
    if connection.exec_driver_sql("PRAGMA foreign_key_check").first():
        raise StoreError("The migration was undone: it would leave rows without their person.")
