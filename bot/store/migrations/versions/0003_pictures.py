"""Which screens are pictures; and files that Telegram has, so that each is uploaded once."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "files",
        sa.Column("bot", sa.String(255), nullable=False),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("file_id", sa.String(255), nullable=False),
        sa.Column("stored_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("bot", "key", name="pk_files"),
        sqlite_with_rowid=False,
    )
    pictured: sa.Column[bool] = sa.Column(
        "pictured", sa.Boolean(), server_default=sa.false(), nullable=False
    )
    if op.get_bind().dialect.name == "sqlite":
        without = {"sqlite_with_rowid": False}
        with op.batch_alter_table("screens", recreate="always", table_kwargs=without) as rebuilt:
            rebuilt.add_column(pictured)
    else:
        op.add_column("screens", pictured)
