"""What a store promises. One writer transaction at a time; every method below is atomic.

SQLite today, PostgreSQL by the same queries later. Everything that a person said, or that follows
from it, is sealed with that person's own key before it reaches a column.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Protocol

from bot.model import ChatId, Letter, LetterId, Offset, Verdict
from flows.conversation import Conversation
from flows.effects import Record, Say
from flows.events import Event


class StoreError(Exception):
    """The store cannot work; the sentence says what the operator can do."""


@dataclass(frozen=True, slots=True)
class Loaded:
    conversation: Conversation | None
    """None for a chat never seen, forgotten, or unreadable."""
    version: int
    fault: Exception | None = None
    """Why the stored snapshot could not be read."""


@dataclass(frozen=True, slots=True)
class Saved:
    """One chat's share of a batch, after all its events."""

    chat: ChatId
    conversation: Conversation | None
    """None leaves what is stored as it is."""
    version: int
    """The version that was loaded; the row gets version + 1."""
    language: str
    """The language that the letters are drawn in."""
    letters: tuple[Say, ...] = ()
    records: tuple[Record, ...] = ()
    forget: bool = False
    """Erase the rows and the key of this chat first; the rest is stored under a new key."""


@dataclass(frozen=True, slots=True)
class Broken:
    """An event that raised, set aside."""

    chat: ChatId
    key: str
    event: Event
    traceback: str
    """Places and names of exceptions; never a value."""
    retry_at: dt.datetime | None = None
    """A due moment that raised counts as due again then."""


class Batch(Protocol):
    """One writer transaction: commits on leaving the block, rolls back on an exception."""

    async def unseen(self, keys: Sequence[str]) -> set[str]:
        """Those of the keys that no committed batch has taken."""

    async def load(self, chats: Sequence[ChatId]) -> dict[ChatId, Loaded]:
        """Every chat asked for, with one query."""

    async def save(
        self,
        saved: Sequence[Saved],
        *,
        keys: Sequence[str],
        broken: Sequence[Broken] = (),
        offset: Offset | None = None,
        now: dt.datetime,
    ) -> tuple[Letter, ...]:
        """Snapshots, history, letters, keys and offset, of chats that this batch has loaded.

        The letters come back in order, with their ids. Those of the reply lane are marked as
        tried; the others wait for `claim`, so they must not be sent from here.
        """


class Store(Protocol):
    def batch(self) -> AbstractAsyncContextManager[Batch]: ...

    async def offset(self, bot: str) -> tuple[Offset, dt.datetime] | None:
        """Where polling goes on, and when that was stored."""

    async def due(self, now: dt.datetime, limit: int) -> list[ChatId]:
        """Chats whose earliest moment has come, earliest first. Reads only."""

    async def next_due(self) -> dt.datetime | None:
        """The earliest moment of all chats."""

    async def recover(self, now: dt.datetime) -> tuple[Letter, ...]:
        """At start: letters of an earlier process whose outcome is unknown, tried once more.

        One that is unknown for the third time, or whose chat has since been sent a later letter
        of the same lane, is recorded as uncertain and left.
        """

    async def claim(self, now: dt.datetime, limit: int) -> tuple[Letter, ...]:
        """Waiting letters, marked as tried: by lane, then oldest first, in order within a chat.

        Those that are no longer useful are recorded as dropped.
        """

    async def settle(self, verdicts: Mapping[LetterId, Verdict], now: dt.datetime) -> None:
        """Write outcomes of tried letters; a screen's message id is kept with its verdict.

        Uncertain leaves the letter to `recover`; Blocked drops the other letters of the chat.
        """

    async def message_ids(
        self, screens: Sequence[tuple[ChatId, int]]
    ) -> dict[tuple[ChatId, int], int]:
        """Telegram's message ids of logical screens; known for a chat's newest 32."""

    async def purge(self, now: dt.datetime) -> None:
        """Drop settled letters and taken keys older than 48 h, and what forgotten chats left."""

    async def close(self) -> None: ...
