"""What an operator wants tried again; and databases of the first days become like all others.

The first schema was mended within its first hours: a database that began before has a `people` of
another type and lacks two indexes.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_FORGOTTEN = sa.text("snapshot IS NULL")


def upgrade() -> None:
    retry: sa.Column[bool] = sa.Column(
        "retry", sa.Boolean(), server_default=sa.false(), nullable=False
    )
    if op.get_bind().dialect.name == "sqlite":
        _with_lasting_ids("quarantine", retry)
        _heal()
    else:
        op.add_column("quarantine", retry)
        _make_partial()


def _with_lasting_ids(table: str, column: sa.Column[bool]) -> None:
    """An operator who names a row must never meet another that has come under the same id."""
    lasting = {"sqlite_autoincrement": True}
    with op.batch_alter_table(table, recreate="always", table_kwargs=lasting) as rebuilt:
        rebuilt.add_column(column)


def _heal() -> None:
    found = sa.inspect(op.get_bind())
    (chat,) = (column for column in found.get_columns("people") if column["name"] == "chat_id")
    if isinstance(chat["type"], sa.BigInteger):
        with op.batch_alter_table("people", recreate="always") as people:
            people.alter_column("chat_id", type_=sa.Integer(), autoincrement=False)
    op.create_index(
        "ix_people_forgotten", "people", ["chat_id"], sqlite_where=_FORGOTTEN, if_not_exists=True
    )
    op.create_index(
        "ix_letters_state_useless_after", "letters", ["state", "useless_after"], if_not_exists=True
    )


def _make_partial() -> None:
    """The condition of this index was given for SQLite alone."""
    op.drop_index("ix_people_forgotten", "people")
    op.create_index("ix_people_forgotten", "people", ["chat_id"], postgresql_where=_FORGOTTEN)
