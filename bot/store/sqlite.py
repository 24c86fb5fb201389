"""How a SQLite file is opened, and who may have it open.

Rule: settings of the engine and the words for its failures; no table is named here.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import sqlalchemy as sa
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

from bot.metrics import SILENT, Metrics
from bot.store import StoreError
from bot.store.one_visit import OneVisit

if TYPE_CHECKING:
    from bot.store.engines import Mode

BUSY_MS = 5_000
"""How long a statement waits for another program (a backup, a shell) that holds the file."""
FOLD_MS = 50
"""How long the fold of the log waits for readers, before it is left for later."""
SMALL_BYTES = 32 * 2**20
"""A database of this size is written anew in about a third of a second."""


class SqliteEngine:
    """Implements bot.store.engines.Engine for one file."""

    is_shared = False

    def __init__(self, path: Path) -> None:
        self.name = str(path)
        self.path = path
        self.metrics: Metrics = SILENT
        self._hold: Hold | None = None

    @classmethod
    def at(cls, url: str) -> SqliteEngine:
        """The file that `sqlite:///data/x.db` names."""
        database = sa.make_url(url).database
        if database in {None, "", ":memory:"}:
            raise StoreError(f"{url} names no SQLite file; try sqlite:///data/unhamstrung.db")
        return cls(Path(str(database)))

    def claim(self) -> None:
        """Make the folder where missing; refuse when another process has the file."""
        with self.readable_errors():
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            if self.path.exists():  # aiosqlite leaves a thread behind where this fails
                sqlite3.connect(self.path).close()
            self._hold = Hold(self.path)

    def find(self) -> None:
        if not self.path.is_file():
            raise StoreError(f"There is no database {self.name} yet; start the bot once.")

    def writer(self, *, patient: bool = False) -> AsyncEngine:
        """Every transaction takes the write lock when it begins."""
        del patient  # a statement always runs to its end here
        engine = create_async_engine(
            sa.URL.create("sqlite+aiosqlite", database=str(self.path)),
            pool_size=1,
            max_overflow=0,
            hide_parameters=True,
            module=OneVisit(),
        )
        sa.event.listen(engine.sync_engine, "connect", _prepare_writer)
        sa.event.listen(engine.sync_engine, "begin", _begin_immediate)
        return engine

    def reader(self) -> AsyncEngine:
        file = sa.URL.create(
            "sqlite+aiosqlite",
            database=f"file:{quote(str(self.path.absolute()))}",
            query={"mode": "ro", "uri": "true"},
        )
        return create_async_engine(
            file,
            pool_size=1,
            max_overflow=0,
            pool_reset_on_return=None,
            isolation_level="AUTOCOMMIT",
            hide_parameters=True,
            module=OneVisit(),
        )

    async def take(self, connection: AsyncConnection, mode: Mode, number: int | None) -> int | None:
        """The hold on the file is enough."""
        del connection, mode, number
        return None if self._hold is None else 1

    def sound(self, connection: AsyncConnection) -> bool:
        return not connection.closed

    async def undo(self, connection: AsyncConnection) -> None:
        await connection.rollback()
        driver = (await connection.get_raw_connection()).driver_connection
        assert driver is not None
        if driver.in_transaction:  # SQLAlchemy forgets a transaction whose commit failed
            await driver.rollback()

    async def fold_log(self, connection: AsyncConnection) -> bool:
        """It waits for readers only for a moment, as live people wait meanwhile."""
        await _run(connection, f"PRAGMA busy_timeout={FOLD_MS}")
        try:
            ((is_busy, *_),) = await _run(connection, "PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            await _run(connection, f"PRAGMA busy_timeout={BUSY_MS}")
        return not is_busy

    def rebuilds_in_passing(self) -> bool:
        return self.path.stat().st_size <= SMALL_BYTES

    async def rebuild(self, connection: AsyncConnection) -> None:
        """secure_delete wipes rows; where they stood before SQLite moved them, it does not."""
        await _run(connection, "VACUUM")

    async def tidy_beside(self, tables: Sequence[str]) -> None:
        """Nothing: there is one file, and one who writes."""

    @contextlib.contextmanager
    def readable_errors(self) -> Iterator[None]:
        try:
            yield
        except (sa.exc.DBAPIError, sqlite3.Error) as error:
            cause = error.orig if isinstance(error, sa.exc.DBAPIError) else error
            name = getattr(cause, "sqlite_errorname", "")
            advice = next((said for code, said in _ADVICE.items() if name.startswith(code)), None)
            if advice is None:
                raise
            raise StoreError(f"The database {self.name}: {advice}.") from error
        except sa.exc.TimeoutError as error:  # of the pool: another read does not end
            raise StoreError(f"The database {self.name}: it is too slow; {_DISK}.") from error
        except OSError as error:
            raise StoreError(f"The database {self.name}: {error.strerror}.") from error

    def release(self) -> None:
        if self._hold is not None:
            self._hold.release()


async def _run(connection: AsyncConnection, statement: str) -> Sequence[Sequence[Any]]:
    """By the driver: SQLAlchemy would begin a transaction, in which none of these may be."""
    driver = (await connection.get_raw_connection()).driver_connection
    assert driver is not None
    async with driver.execute(statement) as cursor:
        rows: Sequence[Sequence[Any]] = await cursor.fetchall()
    return rows


def _prepare_writer(connection: DBAPIConnection, entry: ConnectionPoolEntry) -> None:
    del entry
    # The driver must not emit a BEGIN of its own.
    connection.isolation_level = None
    cursor = connection.cursor()
    for setting in (
        f"busy_timeout={BUSY_MS}",
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "secure_delete=ON",
    ):
        cursor.execute(f"PRAGMA {setting}")
    cursor.close()


def _begin_immediate(connection: sa.Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


class Hold:
    """The right to open a database file, kept until `release` or the end of the process."""

    def __init__(self, database: Path) -> None:
        """Raise StoreError, naming the holder, when another process has it."""
        self._file = database.with_name(database.name + ".lock").open("a+")
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self._file.seek(0)
            holder = self._file.read().strip()
            self._file.close()
            raise StoreError(
                f"{database} is in use by process {holder or 'unknown'}; stop that one first."
            ) from None
        self._file.truncate(0)
        self._file.write(f"{os.getpid()}\n")
        self._file.flush()

    def release(self) -> None:
        self._file.close()


def holder_of(database: Path) -> str | None:
    """The process that has it open, as far as `Hold` could note it; None when none has.

    Whoever starts in this very instant is refused, and has to be started again.
    """
    try:
        file = database.with_name(database.name + ".lock").open()
    except FileNotFoundError:
        return None
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return file.read().strip() or "unknown"
    return None


_DISK = "check the disk and the room left on it"
_ADVICE = {
    "SQLITE_FULL": "the disk is full; make room on it",
    "SQLITE_IOERR": f"the disk does not read or write; {_DISK}",
    "SQLITE_READONLY": "it is not writable; check the rights on the file and its folder",
    "SQLITE_CANTOPEN": "it cannot be opened; check the rights on the file and its folder",
    "SQLITE_BUSY": "another program holds it locked; close that one",
    "SQLITE_LOCKED": "another program holds it locked; close that one",
    "SQLITE_NOTADB": "it is not a database; check DATABASE_URL",
    "SQLITE_CORRUPT": "it is damaged; restore a backup",
    "SQLITE_PERM": "access is denied; check the rights on the file and its folder",
}
