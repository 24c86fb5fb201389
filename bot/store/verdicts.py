"""Writing down what became of tried letters.

Rule: only letters that are still tried change; a verdict that comes late changes nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, assert_never

import sqlalchemy as sa

from bot.model import Blocked, Dropped, Failed, Held, LetterId, RetryAt, Sent, Uncertain, Verdict
from bot.store import queries
from bot.store.unit import Unit


async def settle(unit: Unit, verdicts: Mapping[LetterId, Verdict], now: dt.datetime) -> None:
    """One statement per kind of verdict."""
    work: dict[sa.Update, list[dict[str, Any]]] = {}
    for letter, verdict in verdicts.items():
        statement, values = _statement(verdict)
        work.setdefault(statement, []).append({"letter": letter, "now": now, **values})
    for statement, rows in work.items():
        await unit.run(statement, rows)
    if queries.SENT in work:
        sent = {"ids": [row["letter"] for row in work[queries.SENT]]}
        pictured = [id_ for id_ in sent["ids"] if _is_pictured(verdicts[id_])]
        await unit.run(queries.KEEP_SCREENS, {**sent, "pictured": pictured})
        await unit.run(queries.LOSE_SCREENS, sent)
    if queries.BLOCKED in work:
        blocked = [row["letter"] for row in work[queries.BLOCKED]]
        await unit.run(queries.DROP_REST, {"ids": blocked, "now": now})


def _is_pictured(verdict: Verdict) -> bool:
    return isinstance(verdict, Sent) and verdict.pictured


def _statement(verdict: Verdict) -> tuple[sa.Update, dict[str, Any]]:
    match verdict:
        case Sent(message_id):
            return queries.SENT, {"message": message_id}
        case RetryAt(at):
            return queries.WAIT, {"retry_at": at}
        case Held(at):
            return queries.HOLD, {"retry_at": at}
        case Blocked():
            return queries.BLOCKED, {}
        case Uncertain():
            return queries.UNKNOWN, {}
        case Failed():
            return queries.FAILED, {}
        case Dropped():
            return queries.DROPPED, {}
        case _:
            assert_never(verdict)
