"""Logs for operators: a plain sentence and a few names with values.

No token or password, and no answer of a person, gets through here, whatever a library wants to say.
"""

from __future__ import annotations

import asyncio
import logging
import re
import sys
import traceback
from types import TracebackType
from typing import Any
from urllib.parse import quote

TOKEN = re.compile(r"[0-9]{6,20}(?::|%3A)[A-Za-z0-9_-]{30,}", re.IGNORECASE)
"""What a token looks like, be it ours or not."""
PASSWORD = re.compile(r"(?<=://)([^\s:/@]*):[^\s@]*@")
"""What stands before the host of a database's address."""
QUIET = {
    "aiohttp": logging.ERROR,
    "aiosqlite": logging.WARNING,
    "alembic": logging.WARNING,
    "asyncio": logging.WARNING,
    "httpcore": logging.ERROR,
    "httpx": logging.ERROR,
    "sqlalchemy": logging.WARNING,
    "telegram": logging.CRITICAL,
    "transitions": logging.WARNING,
}
"""These write addresses, statements or whole messages at lower levels."""
EXTRAS = ("chat", "where")
"""What a line may carry in `extra`."""
_ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class CarefulFormatter(logging.Formatter):
    """Tokens become "(token)"; an exception is told by its kind and its places, not its text."""

    def __init__(self, token: str | None = None) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        self._secrets = [token, quote(token, safe=""), token.partition(":")[2]] if token else []

    def format(self, record: logging.LogRecord) -> str:
        record.exc_text = None  # another handler may have kept the full text
        return self._redact(super().format(record))

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - the library's name
        extras = "".join(f" {n}={getattr(record, n)}" for n in EXTRAS if hasattr(record, n))
        return super().formatMessage(record) + extras

    def formatException(self, ei: _ExcInfo) -> str:  # noqa: N802 - the library's name
        """Texts of exceptions may hold what a person wrote; only the system's own are shown."""
        return "\n".join(_told(ei[1])) if ei[1] else ""

    def _redact(self, text: str) -> str:
        for secret in self._secrets:
            text = text.replace(secret, "(token)")
        return PASSWORD.sub(r"\1:(password)@", TOKEN.sub("(token)", text))


def _told(error: BaseException) -> list[str]:
    earlier = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    places = traceback.extract_tb(error.__traceback__)
    return [
        *(_told(earlier) if earlier else ()),
        *(f"  {place.filename}:{place.lineno} {place.name}" for place in places),
        f"{type(error).__name__}{f': {error.strerror}' if isinstance(error, OSError) else ''}",
    ]


def set_up(level: str, token: str | None) -> None:
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(CarefulFormatter(token))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name, least in QUIET.items():
        logging.getLogger(name).setLevel(least)


def note_lost_errors(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """The event loop's own line would show the exception's text."""
    del loop
    error = context.get("exception")
    logging.getLogger("bot").error("something failed in the background", exc_info=error)
