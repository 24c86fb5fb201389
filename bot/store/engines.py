"""Which database a URL names, and what the store needs of each kind.

Rule: no driver and no SQL here; sqlite.py and postgres.py know theirs.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import Literal, Protocol

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.metrics import Metrics
from bot.store import StoreError
from bot.store.sqlite import SqliteEngine

Mode = Literal["together", "alone", "beside"]
"""A worker among others; the only one that writes; an operator's command next to a bot."""
_POSTGRES = ("postgresql", "postgres", "postgresql+asyncpg")
_SQLITE = ("sqlite", "sqlite+aiosqlite")


class Engine(Protocol):
    """One database of one kind; of its methods, those that touch it raise as the driver does."""

    name: str
    """For sentences to the operator, so without a password."""
    metrics: Metrics
    """Told how long it takes."""
    is_shared: bool
    """Several workers may write to it."""

    def claim(self) -> None:
        """Before the first connection of an instance: what can be made or held without one."""

    def find(self) -> None:
        """StoreError when there surely is no database yet."""

    def writer(self, *, patient: bool = False) -> AsyncEngine:
        """A patient one lets a statement run as long as it takes, as a migration may."""

    def reader(self) -> AsyncEngine:
        """It cannot write, never waits for the writer, and sees what is committed."""

    async def take(self, connection: AsyncConnection, mode: Mode, number: int | None) -> int | None:
        """Bind the right to write to this connection; None while somebody else is in the way.

        The number of a worker, from 1 on; 0 for who is alone. `number`: it had this one before,
        and wants no other.
        """

    def sound(self, connection: AsyncConnection) -> bool:
        """Whether it can be used, as far as is known on this side."""

    async def undo(self, connection: AsyncConnection) -> None:
        """Roll back, and leave the connection fit for the next transaction, or not sound."""

    async def fold_log(self, connection: AsyncConnection) -> bool:
        """What is gone is not in the log of changes any more; False while a reader needs it.

        Between two transactions of the writer.
        """

    def rebuilds_in_passing(self) -> bool:
        """Whether `rebuild` holds up nobody, or for the blink of an eye."""

    async def rebuild(self, connection: AsyncConnection) -> None:
        """Nothing of rows that are gone stays between those that are there. As `fold_log`."""

    async def tidy_beside(self, tables: Sequence[str]) -> None:
        """What of this can be done while others read and write; may be cancelled."""

    def readable_errors(self) -> AbstractContextManager[None]:
        """What the operator can mend becomes a StoreError; a mistake of ours stays what it is."""

    def release(self) -> None:
        """Undo `claim`."""


def engine_for(url: str) -> Engine:
    scheme = url.partition("://")[0]
    if scheme in _SQLITE:
        return SqliteEngine.at(url)
    if scheme in _POSTGRES:
        return _postgres(url)
    raise StoreError(
        "DATABASE_URL names no database; try sqlite:///data/unhamstrung.db or"
        " postgresql://user:password@host/database"
    )


def _postgres(url: str) -> Engine:
    try:
        from bot.store.postgres import PostgresEngine  # noqa: PLC0415 - its driver is an extra
    except ModuleNotFoundError as error:
        raise StoreError("PostgreSQL needs one more package: run `make postgres` once.") from error
    return PostgresEngine(url)
