"""The first schema."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_AT = sa.DateTime(timezone=True)


def _chat(table: str) -> tuple[sa.Column[int], sa.ForeignKeyConstraint]:
    return sa.Column("chat_id", sa.BigInteger(), nullable=False), sa.ForeignKeyConstraint(
        ["chat_id"], ["people.chat_id"], name=f"fk_{table}_chat_id", ondelete="CASCADE"
    )


def upgrade() -> None:
    _people()
    _letters()
    _of_a_person()
    _of_the_bot()


def _people() -> None:
    op.create_table(
        "people",
        sa.Column("chat_id", _ID, autoincrement=False, nullable=False),
        sa.Column("wrapped_key", sa.LargeBinary(), nullable=False),
        sa.Column("snapshot", sa.LargeBinary()),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("due_at", _AT),
        sa.Column("updated_at", _AT, nullable=False),
        sa.PrimaryKeyConstraint("chat_id", name="pk_people"),
    )
    op.create_index("ix_people_due_at", "people", ["due_at"])
    forgotten = sa.text("snapshot IS NULL")
    op.create_index("ix_people_forgotten", "people", ["chat_id"], sqlite_where=forgotten)


def _letters() -> None:
    op.create_table(
        "letters",
        sa.Column("id", _ID, nullable=False),
        *_chat("letters"),
        sa.Column("lane", sa.SmallInteger(), nullable=False),
        sa.Column("state", sa.String(9), nullable=False),
        sa.Column("tries", sa.SmallInteger(), nullable=False),
        sa.Column("refused", sa.SmallInteger(), nullable=False),
        sa.Column("screen", sa.Integer()),
        sa.Column("message_id", sa.BigInteger()),
        sa.Column("blob", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", _AT, nullable=False),
        sa.Column("not_before", _AT),
        sa.Column("useless_after", _AT),
        sa.Column("settled_at", _AT),
        sa.PrimaryKeyConstraint("id", name="pk_letters"),
        sa.CheckConstraint(
            "state IN ('waiting', 'tried', 'sent', 'failed', 'uncertain', 'dropped', 'blocked')",
            name=op.f("ck_letters_state"),
        ),
        sa.CheckConstraint(
            "state <> 'sent' OR message_id IS NOT NULL", name=op.f("ck_letters_sent")
        ),
        sa.CheckConstraint(
            "(settled_at IS NULL) = (state IN ('waiting', 'tried'))",
            name=op.f("ck_letters_settled"),
        ),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_letters_settled_at", "letters", ["settled_at"])
    op.create_index("ix_letters_state_lane_id", "letters", ["state", "lane", "id"])
    op.create_index("ix_letters_state_useless_after", "letters", ["state", "useless_after"])
    op.create_index("ix_letters_chat_id_lane_id", "letters", ["chat_id", "lane", "id"])


def _of_a_person() -> None:
    op.create_table(
        "screens",
        *_chat("screens"),
        sa.Column("screen", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("chat_id", "screen", name="pk_screens"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "history",
        sa.Column("id", _ID, nullable=False),
        *_chat("history"),
        sa.Column("recorded_at", _AT, nullable=False),
        sa.Column("blob", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_history"),
    )
    op.create_index("ix_history_chat_id_id", "history", ["chat_id", "id"])
    op.create_table(
        "quarantine",
        sa.Column("id", _ID, nullable=False),
        *_chat("quarantine"),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("at", _AT, nullable=False),
        sa.Column("blob", sa.LargeBinary()),
        sa.Column("traceback", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_quarantine"),
    )
    op.create_index("ix_quarantine_chat_id", "quarantine", ["chat_id"])


def _of_the_bot() -> None:
    op.create_table(
        "taken",
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("taken_at", _AT, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_taken"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_taken_taken_at", "taken", ["taken_at"])
    op.create_table(
        "offsets",
        sa.Column("bot", sa.String(255), nullable=False),
        sa.Column("next_update", sa.BigInteger(), nullable=False),
        sa.Column("stored_at", _AT, nullable=False),
        sa.PrimaryKeyConstraint("bot", name="pk_offsets"),
    )
    op.create_table(
        "meta",
        sa.Column("name", sa.String(32), nullable=False),
        sa.Column("value", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_meta"),
    )
