"""Which request a line of the log belongs to, and whose it is.

Rule: a name that we made ourselves; the chat stays in here and becomes a pseudonym in the line. It
follows the work through tasks and threads, as contexts do.
"""

from __future__ import annotations

from contextvars import ContextVar, Token
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.model import ChatId, Incoming, Letter


class Request(NamedTuple):
    name: str = ""
    """Such as u1000 for an update, q7 for a row that was set aside, d3 for the third batch of due
    moments, u1000/l5 for the letter 5 that the update led to."""
    chat: ChatId | None = None


NOBODY = Request()

_current: ContextVar[Request] = ContextVar("request", default=NOBODY)


class request:  # noqa: N801 - reads as the word that it is: with request("u1000")
    """While it lasts, lines belong to it."""

    __slots__ = ("_request", "_token")

    def __init__(self, name: str, chat: ChatId | None = None) -> None:
        self._request = Request(name, chat)

    def __enter__(self) -> None:
        self._token: Token[Request] = _current.set(self._request)

    def __exit__(self, *_: object) -> None:
        _current.reset(self._token)


def current() -> Request:
    return _current.get()


def of_event(one: Incoming) -> str:
    """An event without a name of its own belongs to whatever brought it."""
    if one.kept:
        return f"q{one.kept.row}"
    if one.key:
        return f"u{one.key.rpartition(':')[2]}"
    return current().name


def of_letter(letter: Letter) -> str:
    """A letter that waited in the store does not know who asked for it."""
    return f"{letter.request}/l{letter.id}" if letter.request else f"l{letter.id}"


def of_batch(names: Sequence[str]) -> str:
    """What concerns all of them, such as a disk that is full."""
    return names[0] if len(names) == 1 else f"{names[0]}-{names[-1]}"
