"""Every person's key under the first key of the ring, some at a time.

Rule: a killed one leaves each row with one of the ring's keys; the next one goes on. What is sealed
stays as it is, as the people's own keys do.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from bot.model import ChatId
from bot.store import queries
from bot.store.crypto import KeyRing, SealError, wrapper
from bot.store.noted import KEY_RING
from bot.store.tables import people
from bot.store.unit import Unit

AT_ONCE = 500
_READ = (
    sa.select(people.c.chat_id, people.c.wrapped_key)
    .where(people.c.chat_id > sa.bindparam("after"))
    .order_by(people.c.chat_id)
    .limit(sa.bindparam("limit"))
)
_WRITE = (
    sa.update(people)
    .where(people.c.chat_id == sa.bindparam("chat"))
    .values(wrapped_key=sa.bindparam("wrapped"))
)


@dataclass
class Rewrapped:
    """What became of the people's keys."""

    people: int = 0
    unreadable: int = 0
    """They stay as they are: no key of the ring opens theirs."""
    names: set[str] = field(default_factory=set)
    """Of the keys that something is wrapped with now."""


async def rewrap_some(
    unit: Unit, ring: KeyRing, after: ChatId | None, told: Rewrapped, at_once: int = AT_ONCE
) -> ChatId | None:
    """The last of them; None when there are no more."""
    lowest = queries.NO_CHAT if after is None else after
    rows = await unit.rows(_READ, {"after": lowest, "limit": at_once})
    await unit.run(_WRITE, list(_changed(rows, ring, told)))
    return ChatId(rows[-1].chat_id) if rows else None


def _changed(
    rows: Sequence[sa.Row[Any]], ring: KeyRing, told: Rewrapped
) -> Iterator[dict[str, Any]]:
    for row in rows:
        wrapped = row.wrapped_key
        try:
            wrapped = ring.rewrapped(row.chat_id, wrapped)
            told.people += 1
        except SealError:
            told.unreadable += 1
        told.names.add(wrapper(wrapped))
        if wrapped != row.wrapped_key:
            yield {"chat": row.chat_id, "wrapped": wrapped}


async def rewrap_check(unit: Unit, ring: KeyRing, told: Rewrapped) -> None:
    """Last of all: by this note one sees whether a rotation came to its end."""
    value = ring.check_value()
    await unit.run(queries.NOTE, {"name": KEY_RING, "value": value})
    told.names.add(wrapper(value))
