"""Every statement finds its rows by an index, however many people there are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
import sqlalchemy as sa

from bot.store import queries
from bot.store.postgres import PostgresEngine
from bot.store.tables import metadata
from tests.bot.store.kit import NOW
from tests.postgres import Server

STATEMENTS: Mapping[str, Any] = {
    name: value
    for name, value in vars(queries).items()
    if name.isupper() and isinstance(value, sa.Select | sa.Update | sa.Delete)
}
FEW_ROWS = {
    "PURGE_FORGOTTEN": "by an index that holds only the forgotten",
    **dict.fromkeys(("FORGOTTEN", "ALL_FORGOTTEN"), "by the same index"),
    "LEAVE_LAST_WORDS": "letters by their ids, and the forgotten by the same index",
    "NEWEST_CHANGE": "once after a restore, while no bot runs",
    "NEWEST_LETTERS": "reads the last keys only",
}


EXAMPLES = {
    **dict.fromkeys(("now", "before", "ahead", "retry_at", "since"), NOW),
    **dict.fromkeys(("chats", "ids", "pictured"), tuple(range(1, 101))),
    "keys": tuple(f"u:1:{number}" for number in range(1, 101)),
    **dict.fromkeys(("after", "limit", "newest", "letter", "message", "chat", "own"), 1),
    "gone": (2, 3),
    "screens": [(1, 1), (2, 2)],
    "bot": "1",
    **dict.fromkeys(("name", "note"), "instance"),
    **dict.fromkeys(("noted", "sign"), b""),
}


def sent_for(connection: sa.Connection, statement: Any) -> tuple[str, Any]:
    sent: list[tuple[str, Any]] = []

    def note(_c: Any, _cursor: Any, text: str, parameters: Any, *_: Any) -> None:
        sent.append((text, parameters))

    names = statement.compile(dialect=connection.dialect).params.keys()
    sa.event.listen(connection, "before_cursor_execute", note)
    connection.execute(statement, {n: EXAMPLES[n] for n in EXAMPLES.keys() & names})
    sa.event.remove(connection, "before_cursor_execute", note)
    (last,) = sent
    return last


TABLES = (*metadata.tables, "later", "earlier")


@pytest.mark.parametrize("name", sorted(STATEMENTS.keys() - FEW_ROWS.keys()))
def test_no_statement_reads_a_whole_table(name: str) -> None:
    scans = tuple(f"SCAN {table}" for table in TABLES)
    assert [step for step in steps_on_sqlite(STATEMENTS[name]) if step.startswith(scans)] == []


@pytest.mark.parametrize("statement", [queries.KEEP_SCREENS.on["sqlite"], queries.LOSE_SCREENS])
def test_screens_are_kept_without_a_look_at_all_that_was_ever_sent(statement: Any) -> None:
    """With every writing of verdicts, when a million letters of two days are still there."""
    looks = [step for step in steps_on_sqlite(statement) if "letters" in step]
    assert set(looks) == {"SEARCH letters USING INTEGER PRIMARY KEY (rowid=?)"}


def steps_on_sqlite(statement: Any) -> list[str]:
    engine = sa.create_engine("sqlite://")
    metadata.create_all(engine)
    with engine.begin() as connection:
        text, parameters = sent_for(connection, statement)
        steps = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {text}", parameters).all()
    engine.dispose()
    return [step[3] for step in steps]


async def test_no_statement_has_to_read_a_whole_table_on_postgresql(server: Server) -> None:
    """Reading whole tables is allowed only where there is no other way, so that small ones show."""
    async with server.database() as name:
        engine = PostgresEngine(server.at(name)).writer()
        async with engine.begin() as connection:
            await connection.run_sync(metadata.create_all)
            await connection.execute(sa.text("SET LOCAL enable_seqscan = off"))
            scans = [
                f"{statement}: {step}"
                for statement in sorted(STATEMENTS.keys() - FEW_ROWS.keys())
                for step in await connection.run_sync(steps_on_postgresql, STATEMENTS[statement])
                if "Seq Scan" in step
            ]
        await engine.dispose()
    assert scans == []


def steps_on_postgresql(connection: sa.Connection, statement: Any) -> list[str]:
    text, parameters = sent_for(connection, statement)
    return [row[0] for row in connection.exec_driver_sql(f"EXPLAIN {text}", parameters)]
