"""Every statement finds its rows by an index, however many people there are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
import sqlalchemy as sa

from bot.store import queries
from bot.store.tables import metadata
from tests.bot.store.kit import NOW

STATEMENTS: Mapping[str, Any] = {
    name: value
    for name, value in vars(queries).items()
    if name.isupper() and isinstance(value, sa.Select | sa.Update | sa.Delete)
}
FEW_ROWS = {
    "PURGE_FORGOTTEN": "by an index that holds only the forgotten",
    "NEWEST_LETTER": "reads the last key only",
}


EXAMPLES = {
    **dict.fromkeys(("now", "before", "retry_at"), NOW),
    **dict.fromkeys(("keys", "chats", "ids"), (1, 2)),
    **dict.fromkeys(("limit", "newest", "letter", "message", "chat"), 1),
    "screens": [(1, 1), (2, 2)],
    "in_state": "waiting",
    "bot": "1",
    "check": b"",
}


def plan(connection: sa.Connection, statement: Any) -> list[str]:
    """What SQLite says that it would do."""
    sent: list[tuple[str, Any]] = []

    def note(_c: Any, _cursor: Any, text: str, parameters: Any, *_: Any) -> None:
        sent.append((text, parameters))

    names = statement.compile(dialect=connection.dialect).params.keys()
    sa.event.listen(connection, "before_cursor_execute", note)
    connection.execute(statement, {n: EXAMPLES[n] for n in EXAMPLES.keys() & names})
    sa.event.remove(connection, "before_cursor_execute", note)
    ((text, parameters),) = sent
    return [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {text}", parameters)]


@pytest.mark.parametrize("name", sorted(STATEMENTS.keys() - FEW_ROWS.keys()))
def test_no_statement_reads_a_whole_table(name: str) -> None:
    engine = sa.create_engine("sqlite://")
    metadata.create_all(engine)
    with engine.begin() as connection:
        steps = plan(connection, STATEMENTS[name])
    engine.dispose()
    tables = tuple(f"SCAN {table}" for table in (*metadata.tables, "later", "earlier"))
    assert [step for step in steps if step.startswith(tables)] == []
