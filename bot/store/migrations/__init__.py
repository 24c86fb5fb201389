"""Brings a database to the schema of this program.

Rule: a revision that was released never changes; the next one is a new file in versions/.
"""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.store import StoreError

HEAD = "0005"
"""The newest revision, so that a start at head need not load Alembic (0.2 s)."""


_LOCK = 0x756E_6861_6D73
"""PostgreSQL's name for the right to migrate; it stands in no other program."""


async def migrate(engine: AsyncEngine) -> None:
    """Up to HEAD in one transaction; of processes that start at once, the first does it."""
    async with engine.connect() as connection:
        async with connection.begin():
            if await connection.run_sync(current) == HEAD:
                return
        if connection.dialect.name == "sqlite":
            await _without_foreign_keys(connection)
        else:
            async with connection.begin():
                await connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
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
