"""The numbers that a database gives to new rows, and how it goes on behind those that were copied.

Rule: a number that was given once never comes again, also when its row is gone.
"""

from __future__ import annotations

from collections.abc import Mapping

import sqlalchemy as sa

from bot.store.tables import metadata

NUMBERED = tuple(
    table for table in metadata.sorted_tables if table.autoincrement_column is not None
)
_GIVEN = {
    "sqlite": sa.text("SELECT max(seq) FROM sqlite_sequence WHERE name = :name"),
    "postgresql": sa.text(
        "SELECT pg_sequence_last_value(pg_get_serial_sequence(:name, 'id')::regclass)"
    ),
}
"""By the dialect's name; NULL where nothing was given yet."""
_last = sa.bindparam("last", type_=sa.BigInteger)
_SET = {
    "sqlite": (
        sa.text("DELETE FROM sqlite_sequence WHERE name = :name"),
        sa.text("INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :last)").bindparams(_last),
    ),
    "postgresql": (
        sa.text("SELECT setval(pg_get_serial_sequence(:name, 'id')::regclass, :last)").bindparams(
            _last
        ),
    ),
}


def last_ids(connection: sa.Connection) -> dict[str, int]:
    """The last number that was given, by table."""
    given = _GIVEN[connection.dialect.name]
    return {
        table.name: max(
            connection.scalar(given, {"name": table.name}) or 0,
            connection.scalar(sa.select(sa.func.max(table.c.id))) or 0,
        )
        for table in NUMBERED
    }


def go_on_behind(connection: sa.Connection, last: Mapping[str, int]) -> None:
    for table in NUMBERED:
        if last[table.name] and _goes_on_by_itself(connection, table):
            _set(connection, table.name, last[table.name])


def _goes_on_by_itself(connection: sa.Connection, table: sa.Table) -> bool:
    """Otherwise rows are numbered by the highest that is there."""
    return connection.dialect.name != "sqlite" or bool(
        table.dialect_options["sqlite"]["autoincrement"]
    )


def _set(connection: sa.Connection, name: str, number: int) -> None:
    wanted = {"name": name, "last": number}
    for statement in _SET[connection.dialect.name]:
        used = statement.compile().params
        connection.execute(statement, {key: wanted[key] for key in used})
