"""What a PostgreSQL server says of itself, and which of its settings break a promise of ours.

Rule: each is asked for in a session like the bot's own; no table is named here.
"""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Iterator, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.doctor.lines import Line, mend, note, of_bytes, ok
from bot.doctor.seen import Found, see
from bot.store import locks
from bot.store.engines import Engine

OLDEST = 14
_ASK = sa.text(
    "SELECT current_setting('server_version_num')::int / 10000 AS version,"
    " current_setting('fsync') AS fsync,"
    " current_setting('full_page_writes') AS full_page_writes,"
    " current_setting('synchronous_commit') AS synchronous_commit,"
    " current_setting('server_encoding') AS encoding,"
    " pg_is_in_recovery() AS follows,"
    " pg_database_size(current_database()) AS bytes,"
    " current_schema() AS schema,"
    " has_schema_privilege(current_schema(), 'CREATE') AS may_make,"
    " pg_backend_pid() AS pid"
)
_PID = sa.text("SELECT pg_backend_pid()")
_ALONE = sa.text(
    "SELECT count(*) FROM pg_locks"
    " WHERE locktype = 'advisory' AND granted AND mode = 'ExclusiveLock' AND objsubid = 2"
    " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
    " AND classid::bigint = :lock AND objid = hashtext(coalesce(current_schema(), ''))::oid"
).bindparams(sa.bindparam("lock", locks.ALONE, sa.BigInteger))


async def postgres(engine: Engine, found: Found) -> AsyncIterator[Line]:
    first, second = engine.reader(), engine.reader()
    try:
        async with first.connect() as connection:
            begun = time.perf_counter()
            row = (await connection.execute(_ASK)).one()
            seconds = time.perf_counter() - begun
            yield ok(
                "database",
                f"PostgreSQL {row.version}, {engine.name}, {of_bytes(row.bytes)}, answers in"
                f" {seconds * 1000:.0f} ms",
            )
            for line in server_lines(row):
                yield line
            yield await _workers(connection)
            async with second.connect() as other:
                pids = [row.pid, await other.scalar(_PID), await connection.scalar(_PID)]
            if is_pooled(pids):
                yield mend("database", _POOLED)
            found.seen = await connection.run_sync(see)
    finally:
        await first.dispose()
        await second.dispose()


def server_lines(row: Any) -> Iterator[Line]:
    """`row`: what the server has answered."""
    if row.version < OLDEST:
        yield mend("database", f"PostgreSQL {row.version} is too old; {OLDEST} or newer is needed")
    if row.encoding != "UTF8":
        yield mend("database", f"it is in {row.encoding}; make one with ENCODING 'UTF8'")
    if row.follows:
        yield mend("database", "it is read-only; DATABASE_URL must lead to the primary server")
    if row.fsync == "off":
        yield mend("database", f"fsync is off, so {_SPOILED}; turn it on in postgresql.conf")
    if row.full_page_writes == "off":
        yield note("database", f"full_page_writes is off: on most disks {_SPOILED}")
    if row.synchronous_commit == "off":
        yield mend("database", "synchronous_commit is off in the bot's own sessions; what takes it"
                   " away on the way there, such as a pooler, must let it through")  # fmt: skip
    if row.schema is None:
        yield mend("database", "search_path leads to no schema; set it for the bot's user")
    elif not row.may_make:
        yield mend("database", f"the user may not make tables in {row.schema}; make it its owner")


def is_pooled(pids: Sequence[int]) -> bool:
    """Of the first session, another one beside it, and the first again."""
    return pids[0] == pids[1] or pids[0] != pids[2]


async def _workers(connection: AsyncConnection) -> Line:
    if await connection.scalar(_ALONE):
        return note("workers", "a program has it alone: a command that changes it, or an older bot")
    count = len((await connection.execute(locks.HELD)).all())
    if not count:
        return ok("workers", "no bot works with it now")
    return ok("workers", "1 worker runs" if count == 1 else f"{count} workers run")


_SPOILED = "a power cut may spoil the whole database"
_POOLED = (
    "a pooler hands sessions around between transactions, so no lock holds; lead DATABASE_URL past"
    " it, or set it to pool by session"
)
