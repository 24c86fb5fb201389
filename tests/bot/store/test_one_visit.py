"""R17: SQLite by one visit to its thread tells the same as SQLAlchemy's own way there."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine

from bot.store.one_visit import OneVisit

DO = sa.text
CASES = (
    ("INSERT INTO moves (name) VALUES ('a'), ('b')", None, 2, None),
    ("UPDATE moves SET name = 'c' WHERE id < 3", None, 2, None),
    ("UPDATE moves SET name = 'c' WHERE id < 3 RETURNING id", None, 2, [(1,), (2,)]),
    ("DELETE FROM moves RETURNING name", None, 3, [("x",), ("y",), ("z",)]),
    ("SELECT name FROM moves WHERE id = :id", {"id": 2}, -1, [("y",)]),
    ("SELECT name FROM moves WHERE id = :id", {"id": 9}, -1, []),
    ("INSERT INTO moves (name) VALUES (:name)", [{"name": "p"}, {"name": "q"}], 2, None),
    ("PRAGMA user_version", None, -1, [(0,)]),
)


@pytest.fixture(params=["ours", "theirs"])
async def connection(
    request: pytest.FixtureRequest, tmp_path: Path
) -> AsyncIterator[AsyncConnection]:
    module = {"module": OneVisit()} if request.param == "ours" else {}
    engine = create_async_engine(f"sqlite+aiosqlite:///{tmp_path}/moves.db", **module)
    async with engine.begin() as made:
        await made.execute(DO("CREATE TABLE moves (id INTEGER PRIMARY KEY, name TEXT)"))
        await made.execute(DO("INSERT INTO moves (name) VALUES ('x'), ('y'), ('z')"))
        yield made
    await engine.dispose()


@pytest.mark.parametrize(("statement", "values", "touched", "found"), CASES)
async def test_rows_and_counts(
    connection: AsyncConnection,
    statement: str,
    values: dict[str, object] | list[dict[str, object]] | None,
    touched: int,
    found: list[tuple[object, ...]] | None,
) -> None:
    result = await connection.execute(DO(statement), values)
    if touched >= 0:
        assert result.rowcount == touched
    if found is not None:
        assert [tuple(row) for row in result.all()] == found


async def test_a_mistake_is_told_and_the_connection_goes_on(connection: AsyncConnection) -> None:
    with pytest.raises(sa.exc.OperationalError, match="no such table"):
        await connection.execute(DO("SELECT * FROM gone"))
    assert (await connection.execute(DO("SELECT count(*) FROM moves"))).scalar() == 3
