"""Logs for operators: a plain sentence and a few names with values, as JSON or as a readable line.

No token, key or password, no chat, and no answer of a person gets through here, whatever a library
wants to say: of an exception a line holds the kind and the places, and of what is not ours only the
words that stand in its program.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import json
import logging
import sys
import threading
import traceback
import warnings
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import CodeType
from typing import Any, Literal

from bot.discretion import Alias, Discretion
from bot.request import current

Form = Literal["json", "text", "auto"]
"""Auto: text for a person at a terminal, else JSON."""
OURS = frozenset({"bot", "flows", "content"})
LEFT_OUT = "(the words of a library are left out)"
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
MOST_PLACES = 16
"""The innermost ones, of an error that met itself a thousand times."""
MOST_ERRORS = 8
"""Of those that led to one another."""

PROGRAM = f"{Path(__file__).parents[1]}/"

log = logging.getLogger("bot")
_discretion = Discretion()


class CarefulFormatter(logging.Formatter):
    """One line, readable; an exception follows in lines of its own."""

    def __init__(self, discretion: Discretion) -> None:
        super().__init__()
        self._discretion = discretion

    def format(self, record: logging.LogRecord) -> str:
        line = line_of(record, self._discretion)
        at = self.formatTime(record)
        first = f"{at} {line['level']} {line['logger']}: {_on_one_line(line['message'])}"
        named = (f" {n}={line[n]}" for n in ("request", "person", "where") if n in line)
        return "\n".join((first + "".join(named), *_as_text(line.get("error"))))


class JsonFormatter(logging.Formatter):
    """One JSON object a line."""

    def __init__(self, discretion: Discretion) -> None:
        super().__init__()
        self._discretion = discretion

    def format(self, record: logging.LogRecord) -> str:
        return json.dumps(line_of(record, self._discretion), ensure_ascii=False)


class CarefulHandler(logging.StreamHandler[Any]):
    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - the library's name
        """A line that cannot be written is lost; the library would print its values instead."""


def line_of(record: logging.LogRecord, discretion: Discretion) -> dict[str, Any]:
    """What a line says, by name; what does not apply is left out."""
    request = current()
    where = getattr(record, "where", "" if _is_ours(record) else _place(record))
    said = {
        "time": _utc(record.created),
        "level": record.levelname,
        "logger": record.name,
        "message": _message(record),
        "request": request.name,
        "person": discretion.person(getattr(record, "chat", request.chat)),
        "where": str(where),
    }
    line: dict[str, Any] = {n: discretion.redact(value) for n, value in said.items() if value}
    if record.exc_info and record.exc_info[1]:
        line["error"] = error_of(record.exc_info[1])
    return line


def error_of(error: BaseException) -> dict[str, Any]:
    """Texts of exceptions may hold what a person wrote; only the system's own are shown."""
    return next(_told(error, {id(error)}))


def _told(error: BaseException, seen: set[int]) -> Iterator[dict[str, Any]]:
    told: dict[str, Any] = {"kind": type(error).__name__}
    if isinstance(error, OSError) and error.strerror and error.errno:
        told["reason"] = error.strerror
    frames = [(frame.f_code, line) for frame, line in traceback.walk_tb(error.__traceback__)]
    told["places"] = [f"{_file(c)}:{line} {c.co_name}" for c, line in frames[-MOST_PLACES:]]
    for name, others in (("after", _earlier(error)), ("parts", _parts(error))):
        fresh = [other for other in others if id(other) not in seen]
        if fresh and len(seen) < MOST_ERRORS:
            seen.update(id(other) for other in fresh)
            told[name] = [each for other in fresh for each in _told(other, seen)]
    yield told


def _file(code: CodeType) -> str:
    return code.co_filename.removeprefix(PROGRAM)


def _earlier(error: BaseException) -> list[BaseException]:
    earlier = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return [earlier] if earlier else []


def _parts(error: BaseException) -> tuple[BaseException, ...]:
    return error.exceptions[:MOST_ERRORS] if isinstance(error, BaseExceptionGroup) else ()


def _as_text(error: dict[str, Any] | None) -> Iterator[str]:
    if error is None:
        return
    for other in (*error.get("after", ()), *error.get("parts", ())):
        yield from _as_text(other)
    yield from (f"  {place}" for place in error["places"])
    yield error["kind"] + (f": {error['reason']}" if "reason" in error else "")


def _message(record: logging.LogRecord) -> str:
    """Of what is not ours, only what stands in its program: values may be anything."""
    if _is_ours(record):
        try:
            return record.getMessage()
        except (TypeError, ValueError):  # our own mistake, and still the rest of it helps
            return str(record.msg)
    return record.msg if record.args and isinstance(record.msg, str) else LEFT_OUT


def _is_ours(record: logging.LogRecord) -> bool:
    return record.name.partition(".")[0] in OURS


def _place(record: logging.LogRecord) -> str:
    return f"{record.pathname.removeprefix(PROGRAM)}:{record.lineno}"


def _utc(seconds: float) -> str:
    at = dt.datetime.fromtimestamp(seconds, dt.UTC)
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _on_one_line(text: str) -> str:
    return "".join(c if c.isprintable() else " " for c in text)


def set_up(level: str, secrets: Iterable[str] = (), form: Form = "auto") -> None:
    """For the whole process: all that anybody logs, warns of or does not catch."""
    _discretion.keep(secrets)
    as_json = form == "json" or (form == "auto" and not sys.stderr.isatty())
    handler = CarefulHandler(sys.stderr)
    handler.setFormatter((JsonFormatter if as_json else CarefulFormatter)(_discretion))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name, least in QUIET.items():
        logging.getLogger(name).setLevel(least)
    _catch_the_rest()


def is_set_up() -> bool:
    return any(isinstance(handler, CarefulHandler) for handler in logging.getLogger().handlers)


def keep_secret(*secrets: str) -> None:
    """From now on these stand in no line."""
    _discretion.keep(secrets)


def call_people_by(alias: Alias) -> None:
    """From now on a line names whose it is, by a pseudonym."""
    _discretion.call_people_by(alias)


def writes_json() -> bool:
    handlers = logging.getLogger().handlers
    return any(isinstance(handler.formatter, JsonFormatter) for handler in handlers)


def last_words(message: str, places: Iterable[str]) -> str:
    """A line for who cannot wait for the log, whose lock may be held; it takes none."""
    if not writes_json():
        return "\n".join((message, *(f"  {place}" for place in places)))
    said = {"name": "bot.watchdog", "levelname": "CRITICAL", "msg": message}
    record = logging.makeLogRecord({**said, "where": " | ".join(places)})
    return JsonFormatter(_discretion).format(record)


def note_lost_errors(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """The event loop's own line would show the exception's text."""
    del loop
    error = context.get("exception")
    log.error("something failed in the background", exc_info=error)


def _catch_the_rest() -> None:
    """What Python itself would print, with values and all."""
    sys.excepthook = lambda _, error, __: _note("nobody caught an error", error)
    threading.excepthook = lambda lost: _note("a thread failed", lost.exc_value)
    sys.unraisablehook = lambda lost: _note("an error had nobody to go to", lost.exc_value)
    warnings.showwarning = _warned


def _note(what: str, error: BaseException | None) -> None:
    if not isinstance(error, KeyboardInterrupt | SystemExit):
        log.error(what, exc_info=error)


def _warned(  # noqa: PLR0913, PLR0917 - the library's own signature
    message: Warning | str,
    category: type[Warning],
    filename: str,
    lineno: int,
    file: object = None,
    line: str | None = None,
) -> None:
    del message, file, line
    log.warning("a warning: %s", category.__name__, extra={"where": f"{filename}:{lineno}"})
