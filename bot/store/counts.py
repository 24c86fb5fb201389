"""How often something happened, by UTC day; and what else an operator's counts are made of.

Rule: a row names a day and a kind of event, never a chat, and nothing that a person answered.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from bot.store.queries import Upsert
from bot.store.tables import counters, people, quarantine

KEPT = dt.timedelta(days=792)
"""26 months."""


def _count(table: sa.Table, *those: sa.ColumnElement[bool]) -> sa.ScalarSelect[int]:
    return sa.select(sa.func.count()).select_from(table).where(*those).scalar_subquery()


def _adding(insert: sqlite.Insert | postgresql.Insert) -> sa.Insert:
    total = counters.c.count + insert.excluded["count"]
    return insert.on_conflict_do_update(
        index_elements=list(counters.primary_key), set_={"count": total}
    )


ADD = Upsert(
    {
        "sqlite": _adding(sqlite.insert(counters)),
        "postgresql": _adding(postgresql.insert(counters)),
    }
)
SINCE = (
    sa.select(counters.c.name, sa.func.sum(counters.c.count).label("total"))
    .where(counters.c.day >= sa.bindparam("first"), counters.c.day < sa.bindparam("end"))
    .group_by(counters.c.name)
)
PEOPLE = sa.select(
    _count(people, people.c.snapshot.is_not(None)).label("people"),
    _count(quarantine).label("set_aside"),
)
"""Whose talk is stored, and events that were set aside."""
PURGE = sa.delete(counters).where(counters.c.day < sa.bindparam("first"))


def rows(counts: Mapping[str, int], now: dt.datetime, worker: int) -> list[dict[str, Any]]:
    """In order, as whoever locks rows does it."""
    day = now.astimezone(dt.UTC).date()
    return [
        {"day": day, "name": name, "count": counts[name], "worker": worker}
        for name in sorted(counts)
    ]
