"""Who has not been heard of for long is found without a look at everybody."""

from __future__ import annotations

from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_index("ix_people_updated_at", "people", ["updated_at"])
