"""aiosqlite for SQLAlchemy, with one visit to the connection's thread for each statement.

By itself SQLAlchemy goes there to make a cursor, to execute, to fetch and to close; each way back
waits until the event loop lets go of the interpreter. Rule: knows no SQL and no setting.
"""

# ruff: noqa: SLF001 - an adapter lives by what it adapts; the tests of the store would tell

from __future__ import annotations

import sqlite3
from collections import deque
from collections.abc import Callable
from typing import Any

import aiosqlite
from sqlalchemy.dialects.sqlite.aiosqlite import (
    AsyncAdapt_aiosqlite_connection,
    AsyncAdapt_aiosqlite_cursor,
    AsyncAdapt_aiosqlite_dbapi,
)
from sqlalchemy.util import EMPTY_DICT
from sqlalchemy.util.concurrency import await_


class _Cursor(AsyncAdapt_aiosqlite_cursor):
    """Holds what the statement gave; SQLite's own cursor is closed by then."""

    __slots__ = ("_description", "_lastrowid", "_rowcount")

    def __init__(self, adapt_connection: AsyncAdapt_aiosqlite_connection) -> None:
        self._adapt_connection = adapt_connection
        self._connection = adapt_connection._connection
        self._soft_closed_memoized = EMPTY_DICT
        self._rows = deque()
        self._description: Any = None
        self._rowcount = -1
        self._lastrowid: int | None = None

    @property
    def description(self) -> Any:
        return self._description

    @property
    def rowcount(self) -> int:
        return self._rowcount

    @property
    def lastrowid(self) -> Any:
        return self._lastrowid

    def execute(self, operation: Any, parameters: Any = None) -> None:
        self._visit(lambda cursor: cursor.execute(operation, parameters or ()))

    def executemany(self, operation: Any, seq_of_parameters: Any) -> None:
        self._visit(lambda cursor: cursor.executemany(operation, seq_of_parameters))

    def close(self) -> None:
        self._rows.clear()

    async def _async_soft_close(self) -> None:
        """Nothing is open."""

    def _visit(self, execute: Callable[[sqlite3.Cursor], object]) -> None:
        connection: Any = self._connection  # aiosqlite's, whose way to its thread is not public
        try:
            await_(connection._execute(self._run, connection._conn, execute))
        except Exception as error:  # noqa: BLE001 - the adapter raises what SQLAlchemy expects
            self._adapt_connection._handle_exception(error)

    def _run(self, connection: sqlite3.Connection, execute: Callable[[Any], object]) -> None:
        """In the connection's thread."""
        cursor = connection.cursor()
        try:
            execute(cursor)
            self._description = cursor.description
            self._rows = deque(cursor.fetchall() if cursor.description else ())
            self._rowcount, self._lastrowid = cursor.rowcount, cursor.lastrowid
        finally:
            cursor.close()


class _Connection(AsyncAdapt_aiosqlite_connection):
    __slots__ = ()
    _cursor_cls: Any = _Cursor


class OneVisit(AsyncAdapt_aiosqlite_dbapi):
    """For the `module` of an engine."""

    def __init__(self) -> None:
        super().__init__(aiosqlite, sqlite3)

    def connect(self, *arg: Any, **kw: Any) -> AsyncAdapt_aiosqlite_connection:
        return _Connection(self, super().connect(*arg, **kw)._connection)
