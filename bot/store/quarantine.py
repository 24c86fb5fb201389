"""Events that were set aside: what an operator may know of them, and their way back to the desk.

Rule: nothing that a person said leaves this module, but inside the event itself.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from pydantic import ValidationError

from bot.model import ChatId, Incoming, Kept
from bot.store import Broken, SetAside, sealed
from bot.store.crypto import KeyRing, PersonKey, SealError
from bot.store.tables import people, quarantine
from bot.store.unit import Unit
from flows.events import Event, Sent

MOMENT = "moment"
"""The key of a due moment, which comes again by itself: a chat has one such row at most."""

_this = quarantine.c.id == sa.bindparam("row")
ADD = sa.insert(quarantine)
STAY = sa.update(quarantine).where(_this).values(retry=False, traceback=sa.bindparam("places"))
WISH = sa.update(quarantine).where(_this).values(retry=True)
REMOVE = sa.delete(quarantine).where(_this)
REMOVE_MOMENTS = sa.delete(quarantine).where(
    quarantine.c.chat_id.in_(sa.bindparam("chats", expanding=True)), quarantine.c.key == MOMENT
)
STILL_WISHED = sa.select(quarantine.c.id).where(
    quarantine.c.id.in_(sa.bindparam("rows", expanding=True)), quarantine.c.retry
)
OLD = sa.delete(quarantine).where(quarantine.c.at < sa.bindparam("before"))
LOCK = (
    sa.select(people.c.chat_id)
    .where(people.c.chat_id.in_(sa.select(quarantine.c.chat_id)))
    .order_by(people.c.chat_id)
    .with_for_update(key_share=True)
)
ALL = sa.select(*quarantine.c, people.c.wrapped_key).join_from(quarantine, people)
LISTED = ALL.order_by(quarantine.c.id)
WISHED = ALL.where(quarantine.c.retry).order_by(quarantine.c.chat_id, quarantine.c.id)


async def set_aside(
    unit: Unit, broken: Sequence[Broken], keys: Mapping[ChatId, PersonKey], now: dt.datetime
) -> None:
    """New rows; what was tried again and failed stays in its own, with what is wrong now."""
    fresh = [one for one in broken if one.row is None]
    await unit.run(ADD, [_new_row(one, keys.get(one.chat), now) for one in fresh])
    stays = [{"row": one.row, "places": one.traceback} for one in broken if one.row]
    await unit.run(STAY, stays)


async def remove(unit: Unit, rows: Sequence[int], moments: Sequence[ChatId]) -> None:
    """What has been taken after all, and what was set aside of the chats' earlier moments."""
    await unit.run(REMOVE, each(rows))
    if moments:
        await unit.run(REMOVE_MOMENTS, {"chats": list(moments)})


async def change(unit: Unit, statement: sa.Update | sa.Delete, rows: Sequence[int]) -> None:
    """By an operator. The bot that runs locks chats before it changes their rows, so must we."""
    await unit.rows(LOCK, {})
    await unit.run(statement, each(rows))


async def still_wished(unit: Unit, rows: Sequence[int]) -> set[int]:
    if not rows:
        return set()
    return {row.id for row in await unit.rows(STILL_WISHED, {"rows": list(rows)})}


def each(rows: Sequence[int]) -> list[dict[str, int]]:
    return [{"row": row} for row in rows]


def listed(rows: Sequence[sa.Row[Any]], ring: KeyRing) -> list[SetAside]:
    return [_listed(row, _open(row, ring)) for row in rows]


def _listed(row: sa.Row[Any], opened: tuple[Event, str | None] | None) -> SetAside:
    event, stood = opened or (None, None)
    return SetAside(
        id=row.id,
        chat=ChatId(row.chat_id),
        at=row.at,
        kind=_kind(event, whole=stood is not None),
        traceback=row.traceback,
        whole=stood is not None,
        wished=row.retry,
    )


def _kind(event: Event | None, *, whole: bool) -> str:
    if event is None:
        return "unreadable"
    return event.what if isinstance(event, Sent) and not whole else event.kind


def wished(rows: Sequence[sa.Row[Any]], ring: KeyRing) -> Iterator[Incoming]:
    """Without a key, as theirs are taken: the rows themselves see to it that each counts once."""
    for row in rows:
        event, stood = _open(row, ring) or (None, None)
        if event is not None and stood is not None:
            yield Incoming("", ChatId(row.chat_id), event, kept=Kept(row.id, stood))


def _new_row(one: Broken, key: PersonKey | None, now: dt.datetime) -> dict[str, Any]:
    return {
        "chat_id": one.chat,
        "key": MOMENT if one.retry_at else one.key,
        "at": now,
        "blob": key and sealed.seal_event(one.event, one.stood, key),
        "traceback": one.traceback,
    }


def _open(row: sa.Row[Any], ring: KeyRing) -> tuple[Event, str | None] | None:
    """None when it was sealed with a key that is lost."""
    if row.blob is None:
        return None
    try:
        return sealed.open_event(row.blob, ring.person_key(row.chat_id, row.wrapped_key))
    except (SealError, ValidationError):
        return None
