"""How a PostgreSQL database is reached, and who may write to it.

Rule: settings of the sessions and the words for their failures; no table is named here. It needs
sessions of its own, so no pooler that hands them around between transactions.
"""

from __future__ import annotations

import contextlib
import uuid
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import asyncpg
import sqlalchemy as sa
from sqlalchemy.engine.interfaces import DBAPIConnection, ExceptionContext
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry, NullPool, PoolProxiedConnection

from bot.metrics import SILENT, Metrics
from bot.store import BusyError, StoreError, locks
from bot.store.engines import Mode

CONNECT_SECONDS = 10.0
ANSWER_SECONDS = 30.0
"""After so long without an answer the connection counts as lost."""
_SESSION = {
    "synchronous_commit": "on",
    "statement_timeout": "20s",
    "lock_timeout": "10s",
    # What waited for a row sees it as it is then.
    "default_transaction_isolation": "read committed",
    # A worker that hangs with rows locked must not hold up the others.
    "idle_in_transaction_session_timeout": "20s",
    "timezone": "UTC",
    # A machine that vanished with its locks is given up after 7 s, so that another takes over.
    "tcp_keepalives_idle": "3",
    "tcp_keepalives_interval": "2",
    "tcp_keepalives_count": "2",
    "tcp_user_timeout": "7000",
}
_PATIENT = {
    "statement_timeout": "0",
    "lock_timeout": "0",
    "idle_in_transaction_session_timeout": "0",
}
_END_OURS = sa.text(
    "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
    " WHERE application_name = :name AND pid <> pg_backend_pid()"
)


class PostgresEngine:
    """Implements bot.store.engines.Engine."""

    is_shared = True

    def __init__(self, url: str, *, answer_seconds: float = ANSWER_SECONDS) -> None:
        parts = urlsplit(url)
        host = parts.hostname or parse_qs(parts.query).get("host", ["this machine"])[0]
        self.name = f"{unquote(parts.path.strip('/'))} on {host}"
        self._url = "postgresql://" + url.partition("://")[2]
        self._answer_seconds = answer_seconds
        self.metrics: Metrics = SILENT
        self._instance = f"unhamstrung {uuid.uuid4().hex}"
        """The name of this process's writing sessions on the server."""

    def claim(self) -> None:
        """The lock comes with the connection."""

    def find(self) -> None:
        """The server tells."""

    def writer(self, *, patient: bool = False) -> AsyncEngine:
        settings = {"application_name": self._instance, **_SESSION, **(_PATIENT if patient else {})}
        engine = self._engine(
            settings, None if patient else self._answer_seconds, poolclass=NullPool
        )
        sa.event.listen(engine.sync_engine, "handle_error", _note_silence)
        return engine

    def reader(self) -> AsyncEngine:
        reading = {"application_name": "unhamstrung reader", "default_transaction_read_only": "on"}
        engine = self._engine(
            {**_SESSION, **reading},
            self._answer_seconds,
            pool_size=1,
            max_overflow=0,
            pool_reset_on_return=None,
            isolation_level="AUTOCOMMIT",
        )
        sa.event.listen(engine.sync_engine, "handle_error", _note_silence)
        sa.event.listen(engine.sync_engine, "checkout", _check_reader)
        return engine

    def _engine(
        self, settings: dict[str, str], answer_seconds: float | None, **options: Any
    ) -> AsyncEngine:
        async def connect() -> Any:
            try:
                return await asyncpg.connect(
                    self._url,
                    timeout=CONNECT_SECONDS,
                    command_timeout=answer_seconds,
                    server_settings=settings,
                )
            except ValueError as error:
                raise StoreError("DATABASE_URL cannot be understood; see .env.example.") from error
            except _NO_SESSION as error:
                raise StoreError(f"The database {self.name}: {_REFUSED}.") from error

        return create_async_engine(
            "postgresql+asyncpg://", async_creator=connect, hide_parameters=True, **options
        )

    async def take(self, connection: AsyncConnection, mode: Mode, number: int | None) -> int | None:
        """The locks last as long as the session.

        A session of ours may hang on that lost its client but, for the server, not its connection:
        it is ended. One that the server does not list any more has given up its locks.
        """
        try:
            taken = await self._take(connection, mode, number)
            if taken is None:
                await connection.execute(_END_OURS, {"name": self._instance})
                taken = await self._take(connection, mode, number)
            return taken
        finally:
            await self.undo(connection)

    async def _take(
        self, connection: AsyncConnection, mode: Mode, number: int | None
    ) -> int | None:
        if mode == "alone":
            is_free = await connection.scalar(locks.TAKE, {"lock": locks.ALONE})
            return 0 if is_free else None
        if not await connection.scalar(locks.SHARE):
            return None
        for each in range(1, locks.MOST_WORKERS + 1) if number is None else (number,):
            if await connection.scalar(locks.TAKE, {"lock": locks.NUMBERS + each}):
                return each
        if number is None:
            raise StoreError(
                f"{locks.MOST_WORKERS} workers have the database {self.name} already; stop some."
            )
        return None

    def sound(self, connection: AsyncConnection) -> bool:
        if connection.closed or connection.invalidated or connection.sync_connection is None:
            return False
        driver = connection.sync_connection.connection.driver_connection
        return driver is not None and not driver.is_closed()

    async def undo(self, connection: AsyncConnection) -> None:
        try:
            await connection.rollback()
        except (sa.exc.DBAPIError, OSError):
            await connection.invalidate()

    async def fold_log(self, connection: AsyncConnection) -> bool:
        """The server keeps its log by rules of its own."""
        del connection
        return True

    def rebuilds_in_passing(self) -> bool:
        return True

    async def rebuild(self, connection: AsyncConnection) -> None:
        """Nothing that others would have to wait for."""

    async def tidy_beside(self, tables: Sequence[str]) -> None:
        engine = self.writer(patient=True)
        try:
            async with engine.connect() as beside:
                driver = (await beside.get_raw_connection()).driver_connection
                assert driver is not None
                for table in tables:
                    await driver.execute(f"VACUUM {table}")
        except (asyncpg.PostgresError, asyncpg.InterfaceError) as error:
            raise StoreError(f"The database {self.name}: it could not be tidied up.") from error
        finally:
            await engine.dispose()

    @contextlib.contextmanager
    def readable_errors(self) -> Iterator[None]:
        try:
            yield
        except sa.exc.DBAPIError as error:
            advice = _advice(error)
            if advice is None:
                raise
            kind = BusyError if _state(error).startswith(_IN_THE_WAY) else StoreError
            raise kind(f"The database {self.name}: {advice}.") from error
        except (TimeoutError, sa.exc.TimeoutError) as error:  # of the server; of the pool
            raise StoreError(f"The database {self.name}: {_SILENT}.") from error
        except OSError as error:
            raise StoreError(f"The database {self.name}: {_UNREACHABLE}.") from error

    def release(self) -> None:
        """The lock goes with the connection."""


def _note_silence(context: ExceptionContext) -> None:
    """An answer that is overdue may still come: nobody may use that connection again."""
    if isinstance(context.original_exception, TimeoutError):
        context.is_disconnect = True


def _check_reader(
    connection: DBAPIConnection, entry: ConnectionPoolEntry, proxy: PoolProxiedConnection
) -> None:
    """The pool then makes a new one."""
    del connection, entry
    driver = proxy.driver_connection
    if driver is None or driver.is_closed():
        raise sa.exc.DisconnectionError


_SILENT = "the server does not answer; check it and the network"
_UNREACHABLE = "the server cannot be reached; check that it runs, and DATABASE_URL"
_REFUSED = (
    "the server takes no session like the bot's; check what stands behind the ? of DATABASE_URL,"
    " and that no pooler stands between"
)
_NO_SESSION = (
    asyncpg.CantChangeRuntimeParamError,
    asyncpg.InvalidParameterValueError,
    asyncpg.ProtocolViolationError,  # a pooler's word for settings that it does not know
    asyncpg.UndefinedObjectError,
)
_IN_THE_WAY = "40"
_LOST = "the connection was lost; check the server if this goes on"
_ADVICE = {
    "08": _LOST,
    "28": "the server refuses this user or password; check DATABASE_URL",
    "25006": "it is read-only; DATABASE_URL must lead to the primary server",
    "3D000": "the server has no such database; create it, or check DATABASE_URL",
    "25P03": _LOST,
    _IN_THE_WAY: "another program was in the way; it is tried again",
    "42501": "the user may not do this; make it the owner of the database",
    "53100": "the disk of the server is full; make room on it",
    "53300": "the server takes no more connections; close some, or raise max_connections",
    "53": "the server is short of memory or other means; check it",
    "55P03": "another program holds it locked; close that one",
    "55006": "another program holds it locked; close that one",
    "57014": "the server took too long; check what else it does",
    "57P": _LOST,
    "58": "the server's disk does not read or write; check it",
    "XX001": "it is damaged; restore a backup",
    "XX002": "it is damaged; restore a backup",
}
"""By the first characters of SQLSTATE."""


def _advice(error: sa.exc.DBAPIError) -> str | None:
    if error.connection_invalidated:
        return _LOST
    state = _state(error)
    return next((said for code, said in _ADVICE.items() if state.startswith(code)), None)


def _state(error: sa.exc.DBAPIError) -> str:
    return getattr(error.orig, "sqlstate", None) or ""
