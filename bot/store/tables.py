"""The tables, for both engines.

Rule: a readable column holds ids, times, counts and states of delivery; whatever a person said, or
that follows from it, goes into a sealed one (LargeBinary).
"""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa


class UtcDateTime(sa.types.TypeDecorator[dt.datetime]):
    """Aware datetimes in any zone go in, aware datetimes in UTC come out."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(
        self, value: dt.datetime | None, dialect: sa.Dialect
    ) -> dt.datetime | None:
        del dialect
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a stored moment needs a time zone")
        return value.astimezone(dt.UTC)

    def process_result_value(
        self, value: dt.datetime | None, dialect: sa.Dialect
    ) -> dt.datetime | None:
        """SQLite keeps no zone; PostgreSQL gives one."""
        del dialect
        return value if value is None or value.tzinfo else value.replace(tzinfo=dt.UTC)


metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

_Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
"""On SQLite an INTEGER key is the row's own number, without an index beside it."""


def _chat() -> sa.Column[int]:
    """Whose row it is; it goes when the person is forgotten."""
    owner = sa.ForeignKey("people.chat_id", ondelete="CASCADE")
    return sa.Column("chat_id", sa.BigInteger, owner, nullable=False)


people = sa.Table(
    "people",
    metadata,
    sa.Column("chat_id", _Id, primary_key=True, autoincrement=False),
    sa.Column("wrapped_key", sa.LargeBinary, nullable=False),
    # NULL: forgotten; the row stays until its last letter is settled.
    sa.Column("snapshot", sa.LargeBinary),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("due_at", UtcDateTime, index=True),
    sa.Column("updated_at", UtcDateTime, nullable=False, index=True),
)
_forgotten = people.c.snapshot.is_(None)
sa.Index(
    "ix_people_forgotten", people.c.chat_id, sqlite_where=_forgotten, postgresql_where=_forgotten
)

letters = sa.Table(
    "letters",
    metadata,
    sa.Column("id", _Id, primary_key=True),
    _chat(),
    sa.Column("lane", sa.SmallInteger, nullable=False),  # its place in effects.Lane
    sa.Column("state", sa.String(9), nullable=False),
    sa.Column("tries", sa.SmallInteger, nullable=False),
    sa.Column("refused", sa.SmallInteger, nullable=False),  # tries that surely sent nothing
    sa.Column("screen", sa.Integer),
    sa.Column("message_id", sa.BigInteger),
    sa.Column("blob", sa.LargeBinary, nullable=False),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.Column("not_before", UtcDateTime),
    sa.Column("useless_after", UtcDateTime),
    sa.Column("settled_at", UtcDateTime, index=True),
    # Who has it in hand; NULL: nobody, as what was called for it has no known outcome.
    sa.Column("worker", sa.SmallInteger),
    sa.CheckConstraint(
        "state IN ('waiting', 'tried', 'sent', 'failed', 'uncertain', 'dropped', 'blocked')",
        name="state",
    ),
    sa.CheckConstraint("state <> 'sent' OR message_id IS NOT NULL", name="sent"),  # R11
    sa.CheckConstraint("(settled_at IS NULL) = (state IN ('waiting', 'tried'))", name="settled"),
    sa.Index(None, "state", "lane", "id"),
    sa.Index(None, "state", "useless_after"),
    sa.Index(None, "chat_id", "lane", "id"),
    sqlite_autoincrement=True,  # a late verdict must never meet another letter under the same id
)

screens = sa.Table(
    "screens",
    metadata,
    _chat(),
    sa.Column("screen", sa.Integer, nullable=False),
    sa.Column("message_id", sa.BigInteger, nullable=False),
    sa.Column("pictured", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.PrimaryKeyConstraint("chat_id", "screen"),
    sqlite_with_rowid=False,
)

history = sa.Table(
    "history",
    metadata,
    sa.Column("id", _Id, primary_key=True),
    _chat(),
    sa.Column("recorded_at", UtcDateTime, nullable=False),
    sa.Column("blob", sa.LargeBinary, nullable=False),
    sa.Index(None, "chat_id", "id"),
)

taken = sa.Table(
    "taken",
    metadata,
    sa.Column("key", sa.String(64), primary_key=True),
    sa.Column("taken_at", UtcDateTime, nullable=False, index=True),
    sqlite_with_rowid=False,
)

offsets = sa.Table(
    "offsets",
    metadata,
    sa.Column("bot", sa.String(255), primary_key=True),
    sa.Column("next_update", sa.BigInteger, nullable=False),
    sa.Column("stored_at", UtcDateTime, nullable=False),
)

quarantine = sa.Table(
    "quarantine",
    metadata,
    sa.Column("id", _Id, primary_key=True),
    _chat(),
    sa.Column("key", sa.String(64), nullable=False),
    sa.Column("at", UtcDateTime, nullable=False),
    sa.Column("blob", sa.LargeBinary),  # NULL where the person's key is unreadable
    sa.Column("traceback", sa.Text, nullable=False),
    # The operator asked to try it again.
    sa.Column("retry", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Index(None, "chat_id"),
    sqlite_autoincrement=True,  # an operator names rows by their ids, so none may come again
)

files = sa.Table(
    "files",
    metadata,
    # Of what is the same for all, so a row says nothing of anybody.
    sa.Column("bot", sa.String(255), nullable=False),
    sa.Column("key", sa.String(64), nullable=False),
    sa.Column("file_id", sa.String(255), nullable=False),
    sa.Column("stored_at", UtcDateTime, nullable=False),
    sa.PrimaryKeyConstraint("bot", "key"),
    sqlite_with_rowid=False,
)

counters = sa.Table(
    "counters",
    metadata,
    # What people did, counted by day in UTC; whose it was is not kept.
    sa.Column("day", sa.Date, nullable=False),
    sa.Column("name", sa.String(32), nullable=False),
    # Each worker adds to rows of its own, so that none waits for another.
    sa.Column("worker", sa.SmallInteger, nullable=False, server_default=sa.text("0")),
    sa.Column("count", sa.Integer, nullable=False),
    sa.PrimaryKeyConstraint("day", "name", "worker"),
    sqlite_with_rowid=False,
)

meta = sa.Table(
    "meta",
    metadata,
    sa.Column("name", sa.String(32), primary_key=True),
    sa.Column("value", sa.LargeBinary, nullable=False),
)
