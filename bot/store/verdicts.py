"""Writing down what became of tried letters.

Rule: only letters change that are still tried, and in no other worker's hand; a verdict that comes
late changes nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, assert_never

import sqlalchemy as sa

from bot.model import Blocked, Dropped, Failed, Held, LetterId, RetryAt, Sent, Uncertain, Verdict
from bot.store import queries
from bot.store.unit import Unit


async def settle(
    unit: Unit, verdicts: Mapping[LetterId, Verdict], now: dt.datetime, worker: int
) -> None:
    """One statement per kind of verdict, each in the order of letters."""
    work: dict[sa.Update, list[dict[str, Any]]] = {}
    for letter, verdict in sorted(verdicts.items()):
        statement, values = _statement(verdict)
        row = {"letter": letter, "now": now, "own": worker, **values}
        work.setdefault(statement, []).append(row)
    for statement, rows in work.items():
        await unit.run(statement, rows)
    if queries.UNKNOWN in work:
        await unit.run(queries.LET_GO, work[queries.UNKNOWN])
    if queries.SENT in work:
        sent = {"ids": [row["letter"] for row in work[queries.SENT]]}
        pictured = [id_ for id_ in sent["ids"] if _is_pictured(verdicts[id_])]
        await unit.run(queries.KEEP_SCREENS, {**sent, "pictured": pictured})
        await unit.run(queries.LOSE_SCREENS, sent)
    if queries.BLOCKED in work:
        blocked = [row["letter"] for row in work[queries.BLOCKED]]
        await unit.run(queries.DROP_REST, {"ids": blocked, "now": now, "own": worker})


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
