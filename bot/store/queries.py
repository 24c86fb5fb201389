"""Every statement of the store, by name; made once, so that SQLAlchemy compiles each once.

Rule: a statement serves a whole batch (executemany or IN), never one person.
"""

from __future__ import annotations

from typing import Any, get_args

import sqlalchemy as sa
from sqlalchemy.dialects import sqlite

from bot.store.tables import (
    history,
    letters,
    meta,
    offsets,
    people,
    quarantine,
    screens,
    taken,
)
from flows.effects import Lane

LANES: tuple[Lane, ...] = get_args(Lane)
MAX_UNKNOWN = 3
"""Calls of unknown outcome, after which a letter is left (trust spec T4)."""
SCREENS_KEPT = 32
"""Newest screens of a chat whose message ids are kept; an older one is sent anew."""
PURGED_AT_ONCE = 2_000
"""Rows per transaction of a purge, so that it holds up nobody for long."""


def _many(name: str) -> sa.BindParameter[Any]:
    return sa.bindparam(name, expanding=True)


def _upsert(table: sa.Table) -> sqlite.Insert:
    """A row whose primary key exists gets the new values of the other columns."""
    insert = sqlite.insert(table)
    rest = [column for column in table.columns if not column.primary_key]
    return insert.on_conflict_do_update(
        index_elements=list(table.primary_key),
        set_={column.name: insert.excluded[column.name] for column in rest},
    )


# A batch of events
SEEN = sa.select(taken.c.key).where(taken.c.key.in_(_many("keys")))
LOAD = sa.select(people.c.chat_id, people.c.wrapped_key, people.c.snapshot, people.c.version).where(
    people.c.chat_id.in_(_many("chats"))
)
FORGET = sa.delete(people).where(people.c.chat_id.in_(_many("chats")))
SAVE = _upsert(people)
ADD_LETTERS = sa.insert(letters).returning(letters.c.id, sort_by_parameter_order=True)
ADD_HISTORY = sa.insert(history)
ADD_QUARANTINE = sa.insert(quarantine)
TAKE = sa.insert(taken)
RETRY_DUE = (
    sa.update(people)
    .where(people.c.chat_id == sa.bindparam("chat"))
    .values(due_at=sa.bindparam("retry_at"))
)
SAVE_OFFSET = _upsert(offsets)

# Reads
OFFSET = sa.select(offsets.c.next_update, offsets.c.stored_at).where(
    offsets.c.bot == sa.bindparam("bot")
)
DUE = (
    sa.select(people.c.chat_id)
    .where(people.c.due_at <= sa.bindparam("now"))
    .order_by(people.c.due_at)
    .limit(sa.bindparam("limit"))
)
NEXT_DUE = sa.select(sa.func.min(people.c.due_at))
MESSAGE_IDS = sa.select(screens.c.chat_id, screens.c.screen, screens.c.message_id).where(
    screens.c.chat_id.in_(_many("chats")),  # SQLite finds no index for pairs alone
    sa.tuple_(screens.c.chat_id, screens.c.screen).in_(_many("screens")),
)
CHECK_VALUE = sa.select(meta.c.value).where(meta.c.name == "key_ring")
SAVE_CHECK_VALUE = sa.insert(meta).values(name="key_ring", value=sa.bindparam("check"))

# Letters
_later = letters.alias("later")
_earlier = letters.alias("earlier")


def _close(state: str) -> sa.Update:
    return sa.update(letters).values(state=state, settled_at=sa.bindparam("now"))


DROP_EXPIRED = _close("dropped").where(
    letters.c.state == sa.bindparam("in_state"), letters.c.useless_after < sa.bindparam("now")
)
LEAVE_OVERTAKEN = _close("uncertain").where(
    letters.c.state == "tried",
    sa.exists().where(
        _later.c.chat_id == letters.c.chat_id,
        _later.c.lane == letters.c.lane,
        _later.c.id > letters.c.id,
        _later.c.state == "sent",
    ),
)
LEAVE_UNKNOWN = _close("uncertain").where(
    letters.c.state == "tried", letters.c.tries - letters.c.refused >= MAX_UNKNOWN
)

_letter_rows = sa.select(
    letters.c.id,
    letters.c.chat_id,
    letters.c.tries,
    letters.c.blob,
    letters.c.created_at,
    people.c.wrapped_key,
).join_from(letters, people)
NEWEST_LETTER = sa.select(sa.func.coalesce(sa.func.max(letters.c.id), 0))
TRIED = _letter_rows.where(
    letters.c.state == "tried", letters.c.id <= sa.bindparam("newest")
).order_by(letters.c.id)
WAITING = (
    _letter_rows.where(
        letters.c.state == "waiting",
        letters.c.not_before.is_(None) | (letters.c.not_before <= sa.bindparam("now")),
        # A letter that has to wait holds up those behind it.
        ~sa.exists().where(
            _earlier.c.chat_id == letters.c.chat_id,
            _earlier.c.lane == letters.c.lane,
            _earlier.c.id < letters.c.id,
            _earlier.c.state == "waiting",
            _earlier.c.not_before > sa.bindparam("now"),
        ),
    )
    .order_by(letters.c.lane, letters.c.id)
    .limit(sa.bindparam("limit"))
)
TRY = (
    sa.update(letters)
    .where(letters.c.id.in_(_many("ids")))
    .values(state="tried", tries=letters.c.tries + 1, not_before=None)
)

# Verdicts; a letter that was settled or forgotten meanwhile stays as it is
_this = (letters.c.id == sa.bindparam("letter"), letters.c.state == "tried")
SENT = _close("sent").where(*_this).values(message_id=sa.bindparam("message"))
FAILED = _close("failed").where(*_this)
DROPPED = _close("dropped").where(*_this)
BLOCKED = _close("blocked").where(*_this)
UNKNOWN = _close("uncertain").where(*_this, letters.c.tries - letters.c.refused >= MAX_UNKNOWN)
WAIT = (
    sa.update(letters)
    .where(*_this)
    .values(state="waiting", not_before=sa.bindparam("retry_at"), refused=letters.c.refused + 1)
)
_rest_of_the_chat = (
    sa.select(_later.c.id)
    .join_from(_earlier, _later, _later.c.chat_id == _earlier.c.chat_id)
    .where(_earlier.c.id.in_(_many("ids")), _later.c.settled_at.is_(None))
)
DROP_REST = _close("dropped").where(letters.c.id.in_(_rest_of_the_chat))
_shown = sa.select(letters.c.chat_id, letters.c.screen, letters.c.message_id).where(
    letters.c.id.in_(_many("ids")), letters.c.state == "sent", letters.c.screen.is_not(None)
)


def _keep_screens() -> sqlite.Insert:
    insert = sqlite.insert(screens).from_select(list(screens.c), _shown.order_by(letters.c.id))
    return insert.on_conflict_do_update(
        index_elements=list(screens.primary_key), set_={"message_id": insert.excluded.message_id}
    )


KEEP_SCREENS = _keep_screens()
_newest = _shown.subquery()
LOSE_SCREENS = sa.delete(screens).where(
    sa.tuple_(screens.c.chat_id, screens.c.screen).in_(
        sa.select(screens.c.chat_id, screens.c.screen).join_from(
            _newest,
            screens,
            (screens.c.chat_id == _newest.c.chat_id)
            & (screens.c.screen <= _newest.c.screen - SCREENS_KEPT),
        )
    )
)

# Purge
_old_letters = (
    sa.select(letters.c.id)
    .where(letters.c.settled_at < sa.bindparam("before"))
    .limit(PURGED_AT_ONCE)
)
_old_keys = (
    sa.select(taken.c.key).where(taken.c.taken_at < sa.bindparam("before")).limit(PURGED_AT_ONCE)
)
PURGE_LETTERS = sa.delete(letters).where(letters.c.id.in_(_old_letters))
PURGE_TAKEN = sa.delete(taken).where(taken.c.key.in_(_old_keys))
PURGE_FORGOTTEN = sa.delete(people).where(
    people.c.snapshot.is_(None),
    ~sa.exists().where(letters.c.chat_id == people.c.chat_id, letters.c.settled_at.is_(None)),
)
