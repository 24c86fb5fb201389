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
    """None for a chat never seen."""
    version: int


@dataclass(frozen=True, slots=True)
class Saved:
    """One chat's share of a batch, after all its events."""

    chat: ChatId
    conversation: Conversation | None
    """None: forget this chat (rows and key go)."""
    version: int
    """The version that was loaded; the row gets version + 1."""
    letters: tuple[Say, ...]
    records: tuple[Record, ...]


@dataclass(frozen=True, slots=True)
class Broken:
    """An event that raised, set aside."""

    chat: ChatId
    key: str
    event: Event
    traceback: str


class Batch(Protocol):
    """One writer transaction: commits on leaving the block, rolls back on an exception."""

    async def unseen(self, keys: Sequence[str]) -> set[str]:
        """Those of the keys that no committed batch has taken."""

    async def load(self, chats: Sequence[ChatId]) -> dict[ChatId, Loaded]:
        """Every chat asked for, with one query."""

    async def still_due(self, chats: Sequence[ChatId], now: dt.datetime) -> set[ChatId]:
        """Those whose earliest moment is still at or before now, read inside this transaction."""

    async def save(
        self,
        saved: Sequence[Saved],
        *,
        keys: Sequence[str],
        broken: Sequence[Broken] = (),
        offset: Offset | None = None,
        now: dt.datetime,
    ) -> tuple[Letter, ...]:
        """Snapshots, history, letters, keys and offset; the letters come back with their ids.

        Letters of the reply lane are marked as tried here; others wait for `claim`.
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
        """At start: tried letters of unknown outcome, marked as tried once more.

        One that is unknown for the third time is recorded as uncertain and left.
        """

    async def claim(self, now: dt.datetime, limit: int) -> tuple[Letter, ...]:
        """Waiting letters (prompts before the rest, oldest first), marked as tried."""

    async def settle(self, verdicts: Mapping[LetterId, Verdict], now: dt.datetime) -> None:
        """Write outcomes; a new screen's message id is kept with its letter's verdict."""

    async def message_ids(
        self, screens: Sequence[tuple[ChatId, int]]
    ) -> dict[tuple[ChatId, int], int]:
        """Telegram's message ids of logical screens, where known."""

    async def purge(self, now: dt.datetime) -> None:
        """Drop settled letters, taken keys and forgotten screens that are older than 48 h."""

    async def close(self) -> None: ...
