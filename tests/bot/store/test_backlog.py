"""What is not done yet, counted on both engines."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy.dialects import sqlite

from bot.model import Uncertain
from bot.store import Backlog, queries
from bot.store.sql import SqlStore
from tests.bot.store.kit import NOW, hours, open_store, put, say, talk

NOTHING: dict[Any, int] = {"reply": 0, "prompt": 0, "bulk": 0}


async def test_an_empty_store_has_nothing_to_do(store: SqlStore) -> None:
    assert await store.backlog() == Backlog(NOTHING, None, None, None)


async def test_what_is_not_done_is_counted_by_lane(store: SqlStore) -> None:
    letters = (say(), say(lane="prompt"), say(lane="prompt"), say(lane="bulk"))
    await put(store, talk(NOW + hours(3)), *letters)
    counts: dict[Any, int] = {"reply": 1, "prompt": 2, "bulk": 1}
    assert await store.backlog() == Backlog(
        counts, NOW, NOW, NOW + hours(3), dict.fromkeys(counts, NOW)
    )


async def test_what_is_under_way_does_not_wait(store: SqlStore) -> None:
    """A letter of unknown outcome stays so until the next start; nobody waits for it."""
    (letter,) = await put(store, talk(), say())
    await store.settle({letter.id: Uncertain("no answer")}, NOW)
    backlog = await store.backlog()
    assert (backlog.unsettled_since, backlog.waiting_since) == (NOW, None)


async def test_counting_reads_only_an_index(tmp_path: Path) -> None:
    """However many settled letters there are, none of them is looked at."""
    await (await open_store(tmp_path)).close()
    asked = queries.BACKLOG.compile(
        dialect=sqlite.dialect(), compile_kwargs={"literal_binds": True}
    )
    connection = sqlite3.connect(tmp_path / "bot.db")
    plan = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {asked}")]
    connection.close()
    looks = {step for step in plan if "letters" in step}
    found = "INDEX ix_letters_state_lane_id (state=? AND lane=?)"
    assert looks == {f"SEARCH letters USING COVERING {found}", f"SEARCH letters USING {found}"}
