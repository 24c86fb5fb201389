"""Who of several workers has a letter in hand; counters that none of them waits for.

And a note of the oldest schema whose program may work with this one.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

_SINCE = {"name": "schema_since", "value": b"0006"}


def upgrade() -> None:
    op.add_column("letters", sa.Column("worker", sa.SmallInteger()))
    if op.get_bind().dialect.name == "sqlite":
        _rebuild_counters()
    else:
        op.add_column("counters", _worker())
        op.drop_constraint("pk_counters", "counters")
        op.create_primary_key("pk_counters", "counters", ["day", "name", "worker"])
    meta = sa.table("meta", sa.column("name", sa.String), sa.column("value", sa.LargeBinary))
    op.bulk_insert(meta, [_SINCE])


def _worker() -> sa.Column[int]:
    return sa.Column("worker", sa.SmallInteger(), server_default=sa.text("0"), nullable=False)


def _rebuild_counters() -> None:
    """SQLite changes no primary key."""
    op.rename_table("counters", "counters_before")
    op.create_table(
        "counters",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("name", sa.String(32), nullable=False),
        _worker(),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("day", "name", "worker", name="pk_counters"),
        sqlite_with_rowid=False,
    )
    op.execute(
        "INSERT INTO counters (day, name, count) SELECT day, name, count FROM counters_before"
    )
    op.drop_table("counters_before")
