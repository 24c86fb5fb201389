"""What SQLite is asked to do, heard at the driver: one name for each call of it, in order.

Rule: `executemany` is one call, however many rows it has; nothing of the store is known here.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any, Self

import pytest

WHAT = re.compile(
    r"\s*(?:WITH .*?\) )?(?P<verb>BEGIN|SELECT|INSERT|UPDATE|DELETE|PRAGMA)\b"
    r"(?:.*?\b(?:FROM|INTO)|(?<=UPDATE))?\s*\"?(?P<table>\w*)",
    re.DOTALL,
)


class Heard:
    """All that was asked since `listen`; empty before it."""

    def __init__(self) -> None:
        self.calls: list[str] = []
        self._listens = False

    @contextmanager
    def listen(self) -> Iterator[list[str]]:
        self.calls.clear()
        self._listens = True
        try:
            yield self.calls
        finally:
            self._listens = False

    def note(self, statement: str) -> None:
        if not self._listens:
            return
        found = WHAT.match(statement)
        self.calls.append(f"{found['verb']} {found['table']}".strip() if found else statement)


def heard_of_sqlite(monkeypatch: pytest.MonkeyPatch) -> Heard:
    """Of every connection that is opened from now on."""
    heard = Heard()

    class Cursor(sqlite3.Cursor):
        def execute(self, sql: str, given: Any = (), /) -> Self:
            heard.note(sql)
            super().execute(sql, given)
            return self

        def executemany(self, sql: str, given: Any, /) -> Self:
            heard.note(sql)
            super().executemany(sql, given)
            return self

    class Connection(sqlite3.Connection):
        def cursor(self, factory: Any = Cursor) -> Any:
            return super().cursor(factory)

        def commit(self) -> None:
            heard.note("COMMIT")
            super().commit()

        def rollback(self) -> None:
            heard.note("ROLLBACK")
            super().rollback()

    monkeypatch.setattr(sqlite3, "connect", partial(sqlite3.connect, factory=Connection))
    return heard
