"""What the parts of a running bot tell of their work, for whoever watches it.

Rule: told in counts, seconds and names from closed lists; never a chat, nor what somebody said.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from bot.clock import Clock
from bot.model import Api, Handled, Letter, Verdict

if TYPE_CHECKING:
    from aiohttp import web

    from bot.calls import Kind
    from bot.store import Backlog, Company

Handler: TypeAlias = "Callable[[web.BaseRequest], Awaitable[web.StreamResponse]]"
Spent = Literal["statement", "commit"]
"""On what the database took its time."""


@dataclass(frozen=True, slots=True)
class Now:
    """What is looked at when somebody asks, and not counted before."""

    at: dt.datetime
    alive: bool
    ready: bool
    silence_seconds: float | None
    """None before anything could come in."""
    is_database_up: bool | None
    """None before it was asked."""
    backlog: Backlog | None
    """None while the database does not tell."""


class Metrics:
    """Nobody watches, so nothing is kept, and telling costs nothing; see `metrics_for`."""

    content_type = "text/plain"

    def timed(self, api: Api) -> Api:
        """The same, and each call to it is measured."""
        return api

    def guarded(self, door: Handler) -> Handler:
        """The same, and each request to it is measured."""
        return door

    def handled(self, handled: Handled, seconds: float) -> None:
        """The desk has committed a batch; the wait for its turn does not count."""

    def set_aside(self) -> None:
        """An event raised."""

    def called(self, kind: Kind, verdict: Verdict) -> None:
        """A call for a letter was made, or thought better of."""

    def ended(self, letter: Letter, verdict: Verdict) -> None:
        """No more calls are made for it here."""

    def met(self, company: Company) -> None:
        """How this worker stands among the others."""

    def spent(self, on: Spent, seconds: float) -> None:
        """The database has done what was asked of it, or failed to."""

    def page(self, now: Now) -> bytes:
        """All of it, as Prometheus reads it."""
        del now
        return b""


SILENT = Metrics()


def metrics_for(port: int | None, clock: Clock) -> Metrics:
    """Without a port nobody can ask."""
    if port is None:
        return SILENT
    from bot.measured import Measured  # noqa: PLC0415 - who does not watch does not pay for its library

    return Measured(clock)
