"""What passes between the rooms of the shell."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple, NewType, Protocol

from flows.effects import Record, Say, Text
from flows.events import Event

if TYPE_CHECKING:
    from bot.telegram.updates import Aside

ChatId = NewType("ChatId", int)
LetterId = NewType("LetterId", int)


@dataclass(frozen=True, slots=True)
class Kept:
    """An event that was set aside comes again from its row."""

    row: int
    stood: str
    """Where the talk stood when it came, as `flows.late` puts it."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """One event for one chat, with the key under which it is taken at most once."""

    key: str
    """"u:<bot id>:<update id>" for an update; "" when the store itself guards it (due moments)."""
    chat: ChatId
    event: Event
    callback_id: str | None = None
    """Telegram's callback query that waits for an answer."""
    kept: Kept | None = None
    language: str = "en"
    """Of the person's client; only for lines that no conversation stands behind."""


@dataclass(frozen=True, slots=True)
class Offset:
    """Where polling goes on, kept per bot and API address."""

    bot: str
    next_update: int


@dataclass(frozen=True, slots=True)
class Letter:
    """An outbox row."""

    id: LetterId
    chat: ChatId
    say: Say
    language: str
    tries: int
    """Calls begun, this one included."""
    created_at: dt.datetime
    request: str = field(default="", compare=False)
    """Who asked for it, as lines of the log name it; nobody, when it waited in the store."""


class Standing(NamedTuple):
    """What stands in a chat for a logical screen."""

    message_id: int
    pictured: bool = False
    """A message with a picture stays one, as one without stays without: Telegram's rule."""
    picture: str = ""
    """The content key of its picture, as far as this process knows."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that travels with a call."""

    filename: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Sent:
    message_id: int
    """Telegram's id; an edit keeps the old one."""
    pictured: bool = False
    replaced: int | None = None
    """The message that this one stands for, where an edit was not possible: it has to go."""


@dataclass(frozen=True, slots=True)
class RetryAt:
    """Surely not sent, or without harm when sent twice; try again then."""

    at: dt.datetime
    whole_bot: bool = False
    """Nothing can be sent now, to this chat or any other."""
    refused: bool = False
    """Telegram itself said "not before"."""


@dataclass(frozen=True, slots=True)
class Held:
    """As RetryAt, and this process keeps the letter; what is noted is for the next one."""

    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Blocked:
    """The person blocked the bot, or the chat is gone."""


@dataclass(frozen=True, slots=True)
class Uncertain:
    """The call began and its outcome is unknown (a read timeout, a lost connection)."""

    reason: str


@dataclass(frozen=True, slots=True)
class Failed:
    """Telegram will never take this letter."""

    reason: str


@dataclass(frozen=True, slots=True)
class Dropped:
    """Too old to be useful; never tried, or surely not sent."""

    reason: str = "too old"


Verdict = Sent | RetryAt | Held | Blocked | Uncertain | Failed | Dropped


@dataclass(frozen=True, slots=True)
class Answered:
    """A callback query that can be answered now that its effects are stored."""

    callback_id: str
    text: Text | None
    language: str
    chat: ChatId | None = None
    """None: it was tapped where there is no conversation."""


@dataclass(frozen=True, slots=True)
class Handled:
    """What one committed batch leaves to do."""

    letters: tuple[Letter, ...]
    callbacks: tuple[Answered, ...]
    forgotten: tuple[ChatId, ...] = ()
    """Chats whose rows are gone: what the pump remembers of them must go too."""
    swept: Mapping[ChatId, tuple[int, ...]] = field(default_factory=dict)
    """Of these, Telegram's messages that are to go as well, once the last word is out."""
    asides: tuple[Aside, ...] = ()
    """Lines for those whom nothing can be stored for."""
    hushed: tuple[ChatId, ...] = ()
    """Chats that get nothing unasked any more that was stored before this batch."""
    due_at: dt.datetime | None = None
    """The earliest moment that the batch has set; the scheduler may have to wake for it."""
    met: tuple[Incoming, ...] = ()
    """What it was made of, but for what had been taken before."""


class Api(Protocol):
    """The Bot API, or what stands in for it in the preview: one method call, its bare result.

    An Upload may stand wherever Telegram takes a file, in a list or a mapping too.
    Raises telegram.error.TelegramError as python-telegram-bot would.
    """

    async def call(self, method: str, params: Mapping[str, Any]) -> Any: ...


__all__ = [
    "Answered", "Api", "Blocked", "ChatId", "Dropped", "Failed", "Handled", "Held", "Incoming",
    "Kept", "Letter", "LetterId", "Offset", "Record", "RetryAt", "Sent", "Standing", "Uncertain",
    "Upload", "Verdict",
]  # fmt: skip
