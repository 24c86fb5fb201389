"""What stands in a database, read once for all that is said of it."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa

from bot.store import queries
from bot.store.migrations import current, serves
from bot.store.noted import KEY_RING, UNFINISHED_COPY
from bot.store.tables import meta


@dataclass(frozen=True, slots=True)
class Seen:
    """What stands in a database."""

    revision: str | None = None
    """None: nothing of ours."""
    ring: bytes | None = None
    """What a key ring has to fit."""
    is_unfinished: bool = False
    """A copy into it was broken off."""
    is_fit: bool = False
    """This program may work with it as it is."""


@dataclass(slots=True)
class Found:
    """`seen` is None until the database was reached."""

    seen: Seen | None = None


def see(connection: sa.Connection) -> Seen:
    revision = current(connection)
    if not sa.inspect(connection).has_table(meta.name):
        return Seen(revision)

    def noted(name: str) -> bytes | None:
        value: bytes | None = connection.scalar(queries.NOTED, {"name": name})
        return value

    is_unfinished = noted(UNFINISHED_COPY) is not None
    return Seen(revision, noted(KEY_RING), is_unfinished, serves(connection))
