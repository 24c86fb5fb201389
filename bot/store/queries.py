"""Every statement of the store, by name; made once, so that SQLAlchemy compiles each once.

Rule: a statement serves a whole batch (executemany or IN), never one person.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, get_args

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from bot.store.tables import (
    files,
    history,
    letters,
    meta,
    metadata,
    offsets,
    people,
    screens,
    taken,
)
from flows.effects import Lane

LANES: tuple[Lane, ...] = get_args(Lane)
MAX_UNKNOWN = 3
"""Calls of unknown outcome, after which a letter is left (trust spec T4)."""
SCREENS_KEPT = 32
"""Newest screens of a chat whose message ids are kept; an older one is sent anew."""
NO_CHAT = -(2**63)
"""Below the number of every chat."""
COUNTED = 10_000
"""Letters of one lane are counted so far; more are as many to whoever looks."""
PURGED_AT_ONCE = 2_000
"""Rows per transaction of a purge, so that it holds up nobody for long."""


def _many(name: str) -> sa.BindParameter[Any]:
    return sa.bindparam(name, expanding=True)


@dataclass(frozen=True)
class Upsert:
    """An INSERT where a row whose primary key exists gets the new values of the other columns."""

    on: Mapping[str, sa.Insert]
    """By the dialect's name: SQLAlchemy has no common form."""


def _upsert(table: sa.Table, rows: sa.Select[Any] | None = None) -> Upsert:
    return Upsert(
        {
            "sqlite": _replacing(sqlite.insert(table), rows),
            "postgresql": _replacing(postgresql.insert(table), rows),
        }
    )


def _replacing(insert: sqlite.Insert | postgresql.Insert, rows: sa.Select[Any] | None) -> sa.Insert:
    columns = insert.table.columns
    if rows is not None:
        insert = insert.from_select(list(columns), rows)
    return insert.on_conflict_do_update(
        index_elements=list(insert.table.primary_key),
        set_={
            column.name: insert.excluded[column.name]
            for column in columns
            if not column.primary_key
        },
    )


# A batch of events
SEEN = sa.select(taken.c.key).where(taken.c.key.in_(_many("keys")))
LOAD = (
    sa.select(people.c.chat_id, people.c.wrapped_key, people.c.snapshot, people.c.version)
    .where(people.c.chat_id.in_(_many("chats")))
    .order_by(people.c.chat_id)  # whoever locks rows does it in this order
    .with_for_update(key_share=True)  # another worker may write down what was sent meanwhile
)
SENT_SINCE = sa.select(letters.c.chat_id, letters.c.message_id, letters.c.blob).where(
    letters.c.chat_id.in_(_many("chats")),
    letters.c.message_id.is_not(None),
    letters.c.settled_at >= sa.bindparam("since"),
)
LOCK_LETTERS = (
    sa.select(letters.c.id)
    .where(letters.c.chat_id.in_(_many("chats")))
    .order_by(letters.c.id)
    .with_for_update()
)
FORGET = sa.delete(people).where(people.c.chat_id.in_(_many("chats")))
SAVE = _upsert(people)
ADD_LETTERS = sa.insert(letters)
ADD_AND_NUMBER = ADD_LETTERS.returning(letters.c.id, sort_by_parameter_order=True)
ADD_HISTORY = sa.insert(history)
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
    .with_for_update(key_share=True, skip_locked=True)  # whom another worker has at its desk
)
NEXT_DUE = sa.select(sa.func.min(people.c.due_at))
CHATS = (
    sa.select(people.c.chat_id, people.c.updated_at)
    .where(people.c.chat_id > sa.bindparam("after"))
    .order_by(people.c.chat_id)
    .limit(sa.bindparam("limit"))
)
NEWEST_CHANGE = sa.select(
    sa.select(sa.func.max(people.c.updated_at)).scalar_subquery(),
    sa.select(sa.func.max(offsets.c.stored_at)).scalar_subquery(),
)


def _unsettled(state: str, lane: int) -> sa.Select[Any]:
    """How many, and since when: ids follow time, so the oldest is the first of the index."""
    these = (letters.c.state == state, letters.c.lane == lane)
    some = sa.select(letters.c.id).where(*these).limit(COUNTED).subquery()
    oldest = sa.select(letters.c.created_at).where(*these).order_by(letters.c.id).limit(1)
    return sa.select(
        sa.literal(state).label("state"),
        sa.literal(lane).label("lane"),
        sa.select(sa.func.count(some.c.id)).scalar_subquery().label("unsettled"),
        oldest.scalar_subquery().label("since"),
    )


BACKLOG = sa.union_all(
    *(_unsettled(state, lane) for state in ("waiting", "tried") for lane in range(len(LANES)))
)
STANDING = sa.select(screens).where(
    screens.c.chat_id.in_(_many("chats")),  # SQLite finds no index for pairs alone
    sa.tuple_(screens.c.chat_id, screens.c.screen).in_(_many("screens")),
)
PERSON = sa.select(
    people.c.chat_id, people.c.wrapped_key, people.c.snapshot, people.c.version
).where(people.c.chat_id == sa.bindparam("chat"))
HISTORY = (
    sa.select(history.c.blob)
    .where(history.c.chat_id == sa.bindparam("chat"))
    .order_by(history.c.id)
)

# All that is stored about one chat, for a copy
_of_chat: sa.BindParameter[Any] = sa.bindparam("chat")
ALL_OF = {
    table.name: sa.select(*table.c).where(table.c.chat_id == _of_chat).order_by(*table.primary_key)
    for table in metadata.sorted_tables
    if "chat_id" in table.c
}
"""By table: of each that names the chat."""

# Files that Telegram has
FILE_IDS = sa.select(files.c.key, files.c.file_id).where(
    files.c.bot == sa.bindparam("bot"), files.c.key.in_(_many("keys"))
)
KEEP_FILES = _upsert(files)
FORGET_FILES = sa.delete(files).where(
    files.c.bot == sa.bindparam("bot"), files.c.key.in_(_many("keys"))
)

# What is known once, by name
NOTED = sa.select(meta.c.value).where(meta.c.name == sa.bindparam("name"))
NOTED_FOR_CHANGE = NOTED.with_for_update()
NOTE = _upsert(meta)
NOTED_NO_MORE = sa.delete(meta).where(
    meta.c.name == sa.bindparam("note"), meta.c.value == sa.bindparam("noted")
)

# Letters
LEFT_BEHIND = 0
"""The number of no worker: of letters that are taken over, while that is done."""
_later = letters.alias("later")
_earlier = letters.alias("earlier")
_own = letters.c.worker.is_(None) | (letters.c.worker == sa.bindparam("own"))
"""In this worker's hand, or in nobody's."""
_left_behind = (letters.c.state == "tried", letters.c.worker == LEFT_BEHIND)


def _close(state: str) -> sa.Update:
    return sa.update(letters).values(state=state, settled_at=sa.bindparam("now"))


DROP_EXPIRED = _close("dropped").where(
    letters.c.state == "waiting", letters.c.useless_after < sa.bindparam("now")
)
_hushed = (
    sa.select(letters.c.id)
    .where(
        letters.c.chat_id.in_(_many("chats")),
        letters.c.lane != LANES.index("reply"),
        letters.c.settled_at.is_(None),
    )
    .order_by(letters.c.id)  # verdicts are written in this order, too
    .with_for_update(key_share=True)
)
HUSH = (
    sa.update(letters).where(letters.c.id.in_(_hushed)).values(useless_after=sa.bindparam("before"))
)
"""What is being sent right now still gets its verdict; the rest is dropped as too old."""
_is_overtaken = sa.exists().where(
    _later.c.chat_id == letters.c.chat_id,
    _later.c.lane == letters.c.lane,
    _later.c.id > letters.c.id,
    _later.c.state == "sent",
)
LEAVE_OVERTAKEN = _close("uncertain").where(letters.c.state == "tried", _own, _is_overtaken)
LEAVE_UNSETTLED = _close("uncertain").where(letters.c.settled_at.is_(None))

_letter_rows = sa.select(
    letters.c.id,
    letters.c.chat_id,
    letters.c.tries,
    letters.c.blob,
    letters.c.created_at,
    people.c.wrapped_key,
).join_from(letters, people)
HELD = (
    sa.select(letters.c.chat_id, sa.func.max(letters.c.not_before).label("until"))
    .where(letters.c.state.in_(("waiting", "tried")), letters.c.not_before > sa.bindparam("now"))
    .group_by(letters.c.chat_id)
)
# Those of earlier processes, and of workers that are gone
LEAVE_BEHIND = (
    sa.update(letters)
    .where(
        letters.c.state == "tried",
        letters.c.worker.in_(_many("gone")) | (_own & (letters.c.id <= sa.bindparam("newest"))),
    )
    .values(worker=LEFT_BEHIND)
)
DROP_LEFT_BEHIND = _close("dropped").where(
    *_left_behind, letters.c.useless_after < sa.bindparam("now")
)
LEAVE_LEFT_BEHIND = _close("uncertain").where(
    *_left_behind, _is_overtaken | (letters.c.tries - letters.c.refused >= MAX_UNKNOWN)
)
TRIED = _letter_rows.where(*_left_behind).order_by(letters.c.id)

NEWEST_LETTERS = sa.select(letters.c.id).order_by(letters.c.id.desc()).limit(sa.bindparam("limit"))
STILL_TRIED = sa.select(letters.c.id).where(
    letters.c.id.in_(_many("ids")), letters.c.state == "tried"
)
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
    .with_for_update(key_share=True, of=letters, skip_locked=True)
)
TRY = (
    sa.update(letters)
    .where(letters.c.id.in_(_many("ids")))
    .values(state="tried", tries=letters.c.tries + 1, worker=sa.bindparam("own"))
)
CLEAR_TO_GO = sa.select(
    letters.c.id,
    sa.exists()
    .where(
        _earlier.c.chat_id == letters.c.chat_id,
        _earlier.c.lane == letters.c.lane,
        _earlier.c.id < letters.c.id,
        _earlier.c.state == "tried",
        _earlier.c.worker != sa.bindparam("own"),
    )
    .label("is_behind"),
).where(
    letters.c.id.in_(_many("ids")),
    letters.c.state == "tried",
    letters.c.worker == sa.bindparam("own"),
    letters.c.useless_after.is_(None) | (letters.c.useless_after >= sa.bindparam("now")),
    # The number was not taken over, by whoever has it now.
    sa.exists().where(meta.c.name == sa.bindparam("note"), meta.c.value == sa.bindparam("sign")),
)
BUSY = (
    sa.select(letters.c.worker)
    .where(letters.c.state == "tried", letters.c.worker > LEFT_BEHIND)
    .distinct()
)
REPLIES = sa.select(sa.func.count()).where(
    letters.c.settled_at > sa.bindparam("since"),
    letters.c.settled_at <= sa.bindparam("now"),
    letters.c.state == "sent",
    letters.c.lane == LANES.index("reply"),
    letters.c.worker != sa.bindparam("own"),
)
"""That other workers have sent."""

# Verdicts; a letter that was settled, forgotten or taken over meanwhile stays as it is
_this = (letters.c.id == sa.bindparam("letter"), letters.c.state == "tried", _own)
SENT = _close("sent").where(*_this).values(message_id=sa.bindparam("message"))
FAILED = _close("failed").where(*_this)
DROPPED = _close("dropped").where(*_this)
BLOCKED = _close("blocked").where(*_this)
UNKNOWN = _close("uncertain").where(*_this, letters.c.tries - letters.c.refused >= MAX_UNKNOWN)
LET_GO = sa.update(letters).where(*_this).values(worker=None)
WAIT = (
    sa.update(letters)
    .where(*_this)
    .values(state="waiting", not_before=sa.bindparam("retry_at"), refused=letters.c.refused + 1)
)
HOLD = sa.update(letters).where(*_this).values(not_before=sa.bindparam("retry_at"))
LEAVE_LAST_WORDS = _close("uncertain").where(
    letters.c.id.in_(_many("ids")),
    letters.c.state == "tried",
    letters.c.chat_id.in_(sa.select(people.c.chat_id).where(people.c.snapshot.is_(None))),
)
_rest_of_the_chat = (
    sa.select(_later.c.id)
    .join_from(_earlier, _later, _later.c.chat_id == _earlier.c.chat_id)
    .where(
        _earlier.c.id.in_(_many("ids")),
        _earlier.c.state == "blocked",
        _earlier.c.settled_at == sa.bindparam("now"),  # and not by an earlier writing
        _later.c.settled_at.is_(None),
        # What another worker calls for right now gets its own verdict.
        (_later.c.state == "waiting")
        | _later.c.worker.is_(None)
        | (_later.c.worker == sa.bindparam("own")),
    )
)
DROP_REST = _close("dropped").where(letters.c.id.in_(_rest_of_the_chat))
_is_shown = (
    letters.c.id.in_(_many("ids")),
    # Not by their state, or SQLite goes through all that were sent rather than through these.
    letters.c.message_id.is_not(None),
    letters.c.screen.is_not(None),
)
_shown = sa.select(
    letters.c.chat_id,
    letters.c.screen,
    letters.c.message_id,
    letters.c.id.in_(_many("pictured")).label("pictured"),
).where(*_is_shown)


# The last letter of a screen counts, and PostgreSQL takes no row twice.
_last_of_a_screen = (
    sa.select(sa.func.max(letters.c.id))
    .where(*_is_shown)
    .group_by(letters.c.chat_id, letters.c.screen)
)
KEEP_SCREENS = _upsert(
    screens,
    _shown.where(letters.c.id.in_(_last_of_a_screen)).order_by(letters.c.chat_id, letters.c.screen),
)
_newest = sa.select(letters.c.chat_id, letters.c.screen).where(*_is_shown).subquery()
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

# After a clock that was ahead
AHEAD = (  # whose moment comes within these days is not asked for, so few rows are looked at
    sa.select(people.c.chat_id)
    .where(people.c.due_at > sa.bindparam("ahead"), people.c.updated_at > sa.bindparam("ahead"))
    .limit(PURGED_AT_ONCE)
)


def _not_at_a_desk(*those: sa.ColumnElement[bool]) -> sa.Select[Any]:
    """Of these chats, those that no worker has at hand right now; others come again."""
    chosen = sa.select(people.c.chat_id).where(people.c.chat_id.in_(_many("chats")), *those)
    return chosen.order_by(people.c.chat_id).with_for_update(key_share=True, skip_locked=True)


BRING_BACK = (
    sa.update(people)
    .where(people.c.chat_id.in_(_not_at_a_desk(people.c.due_at > sa.bindparam("ahead"))))
    .values(due_at=sa.bindparam("now"))
)

# Whom nothing has been stored of for long: no moment, or one that is far off
IDLE = (
    sa.select(people.c.chat_id)
    .where(
        people.c.updated_at < sa.bindparam("before"),
        people.c.due_at.is_(None) | (people.c.due_at > sa.bindparam("now")),
        people.c.snapshot.is_not(None),
    )
    .limit(PURGED_AT_ONCE)
)
LOOK_AT = (
    sa.update(people)
    .where(people.c.chat_id.in_(_not_at_a_desk(people.c.updated_at < sa.bindparam("before"))))
    .values(due_at=sa.bindparam("now"))
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
FORGOTTEN = sa.select(people.c.chat_id).where(people.c.snapshot.is_(None)).limit(1)
ALL_FORGOTTEN = (
    sa.select(people.c.chat_id)
    .where(people.c.snapshot.is_(None))
    .order_by(people.c.chat_id)
    .with_for_update(skip_locked=True)
)
PURGE_FORGOTTEN = sa.delete(people).where(
    people.c.chat_id.in_(_many("chats")),
    people.c.snapshot.is_(None),
    ~sa.exists().where(letters.c.chat_id == people.c.chat_id, letters.c.settled_at.is_(None)),
)
