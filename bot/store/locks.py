"""PostgreSQL's advisory locks, by which processes on one database keep out of each other's way.

Rule: no table is named here. A lock of a session goes with its connection, however that is lost; a
lock of a transaction goes with its end. Two bots may share a database in schemas of their own.
"""

from __future__ import annotations

import sqlalchemy as sa

ALONE = 732_418
"""Of whoever has to be alone; workers share it. Programs before workers take it alone, too."""
LEAD = 732_419
NUMBERS = 732_420
"""Of a worker, with its number on top."""
MOST_WORKERS = 64
TWO_NUMBERS = 2
"""What PostgreSQL calls locks that are named by two numbers."""
MIGRATION = 0x756E_6861_6D73
"""It stands in no other program."""

_SCHEMA = "coalesce(current_schema(), '')"
SHARE = sa.text(f"SELECT pg_try_advisory_lock_shared({ALONE}, hashtext({_SCHEMA}))")
TAKE = sa.text(f"SELECT pg_try_advisory_lock(CAST(:lock AS integer), hashtext({_SCHEMA}))")
TAKE_FOR_NOW = sa.text(
    f"SELECT pg_try_advisory_xact_lock(CAST(:lock AS integer), hashtext({_SCHEMA}))"
)
ONE_AT_A_TIME = sa.text(f"SELECT pg_advisory_xact_lock({MIGRATION})")
"""Waits; whoever starts or migrates does."""
CHATS = sa.select(
    sa.column("chat", sa.BigInteger),
    sa.literal_column(
        f"pg_advisory_xact_lock(hashtextextended({_SCHEMA} || ' ' || chat, 0))", sa.Text
    ),
).select_from(sa.text("unnest(CAST(:chats AS bigint[])) AS chat"))
"""Waits; for chats that have no row to be locked, in the order in which they are given."""
_held = sa.table(
    "pg_locks", *map(sa.column, ("locktype", "granted", "database", "classid", "objid", "objsubid"))
)
_class = sa.cast(_held.c.classid, sa.BigInteger)
HELD = sa.select((_class - NUMBERS).label("number")).where(
    _held.c.locktype == "advisory",
    _held.c.granted,
    _held.c.objsubid == TWO_NUMBERS,
    sa.text("database = (SELECT oid FROM pg_database WHERE datname = current_database())"),
    _class.between(NUMBERS + 1, NUMBERS + MOST_WORKERS),
    sa.text(f"objid = hashtext({_SCHEMA})::oid"),
)
"""Numbers of workers whose sessions live."""
