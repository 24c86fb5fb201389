"""What a store promises. One writer transaction at a time; every method below is atomic.

SQLite and PostgreSQL by the same queries. Everything that a person said, or that follows from it,
is sealed with that person's own key before it reaches a column.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal, NamedTuple, Protocol

from bot.model import ChatId, Incoming, Letter, LetterId, Offset, Standing, Verdict
from flows.conversation import Conversation
from flows.effects import Lane, Record, Say
from flows.events import Event


class StoreError(Exception):
    """The store cannot work; the sentence says what the operator can do."""


class UnknownOutcomeError(StoreError):
    """The connection was lost during the commit: the work is stored whole or not at all."""


class BusyError(StoreError):
    """Another worker was in the way, nothing is stored; who asks again at once gets through."""


class TakenOverError(Exception):
    """Another instance has what was in this one's hands; this one must end and start anew."""

    def __init__(self, database: str) -> None:
        super().__init__(f"Another instance has taken over the database {database}; this one ends.")


Clear = Literal["go", "behind"]


@dataclass(frozen=True, slots=True)
class Company:
    """What a worker has to know of the others; on SQLite there are none."""

    leads: bool = True
    workers: int = 1
    """That live, this one included."""
    replies: int = 0
    """Letters of the reply lane that others have sent since this worker's last look."""
    left_behind: bool = False
    """A worker is gone for good, and letters are still in its hand: `recover` takes them."""
    erased: str = ""
    """Changes whenever anybody is erased, by whichever worker."""


@dataclass(frozen=True, slots=True)
class Loaded:
    conversation: Conversation | None
    """None for a chat never seen, forgotten, or unreadable."""
    version: int
    fault: Exception | None = None
    """Why the stored snapshot could not be read."""


class Past(NamedTuple):
    """None and nothing for a chat never seen, forgotten, or unreadable."""

    conversation: Conversation | None
    records: tuple[Record, ...]
    """The oldest first; what does not open is left out."""


@dataclass(frozen=True, slots=True)
class KeptRecord:
    """A row of the history."""

    recorded_at: dt.datetime
    record: Record


@dataclass(frozen=True, slots=True)
class KeptLetter:
    """A row of the outbox: settled letters are kept for 48 hours."""

    created_at: dt.datetime
    lane: Lane
    state: str
    tries: int
    refused: int
    """Tries that surely sent nothing."""
    screen: int | None
    message_id: int | None
    not_before: dt.datetime | None
    useless_after: dt.datetime | None
    settled_at: dt.datetime | None
    language: str | None
    say: Say | None
    """None for both when it does not open."""


@dataclass(frozen=True, slots=True)
class KeptScreen:
    """Which message of Telegram shows a logical screen."""

    screen: int
    message_id: int
    pictured: bool


@dataclass(frozen=True, slots=True)
class KeptEvent:
    """An event that was set aside."""

    at: dt.datetime
    key: str
    wished: bool
    event: Event | None
    """None when it was not kept, or does not open."""
    stood: str | None
    """Where the talk stood; None too when only kind and time were kept."""


@dataclass(frozen=True, slots=True)
class Everything:
    """All that is stored about one chat, opened. The oldest first in each list."""

    chat: ChatId
    version: int
    due_at: dt.datetime | None
    updated_at: dt.datetime
    conversation: Conversation | None
    """None when it was forgotten, or does not open."""
    records: tuple[KeptRecord, ...] = ()
    letters: tuple[KeptLetter, ...] = ()
    screens: tuple[KeptScreen, ...] = ()
    set_aside: tuple[KeptEvent, ...] = ()
    unreadable: Mapping[str, int] = field(default_factory=dict)
    """By table, of what is stored and does not open."""


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
    hush: bool = False
    """Unsent letters that nobody asked for are of no use any more; those saved here are."""
    erased_at: dt.datetime | None = None
    """Goes on the list of erasures: a restore takes away what was stored before this moment. Also
    of who takes back their yes, and is not forgotten yet."""


@dataclass(frozen=True, slots=True)
class Backlog:
    """What is not done yet: counts and moments, and whose they are is not said."""

    letters: Mapping[Lane, int]
    """Unsettled ones, counted up to some thousands."""
    unsettled_since: dt.datetime | None
    waiting_since: dt.datetime | None
    """The oldest letter, and the oldest that surely was not sent."""
    due_at: dt.datetime | None
    """The earliest moment of all chats; it may be still to come."""
    since: Mapping[Lane, dt.datetime] = field(default_factory=dict)
    """Of each lane that has any, when its oldest unsettled letter was stored."""


@dataclass(frozen=True, slots=True)
class Held:
    """Until when nothing may be sent."""

    chats: Mapping[ChatId, dt.datetime]
    all_until: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Broken:
    """An event that raised, set aside."""

    chat: ChatId
    key: str
    event: Event
    traceback: str
    """Places and names of exceptions; never a value."""
    stood: str | None = None
    """Where the talk stood, as `flows.late` puts it; None when only kind and time are kept."""
    retry_at: dt.datetime | None = None
    """A due moment that raised counts as due again then."""
    row: int | None = None
    """It was tried again from this row."""


@dataclass(frozen=True, slots=True)
class SetAside:
    """What an operator sees of an event that raised; nothing that a person said."""

    id: int
    chat: ChatId
    at: dt.datetime
    kind: str
    traceback: str
    whole: bool
    """Else only kind and time were kept, and it cannot be tried again."""
    wished: bool
    """The operator wants it tried again."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What an operator's counts are made of: exact, and so not to be shown as they are."""

    people: int
    """Whose talk is stored."""
    set_aside: int
    week: Mapping[str, int]
    month: Mapping[str, int]
    """Sums of the last 7 and 30 days that are over, by name."""


class Batch(Protocol):
    """One writer transaction: commits on leaving the block, rolls back on an exception.

    Chats are loaded before anything else is asked: from then on no other worker changes them, and
    what one has stored is seen.
    """

    async def due(self, now: dt.datetime, limit: int) -> list[ChatId]:
        """Chats whose earliest moment has come, earliest first; they still have to be loaded.

        No other worker's batch gets the same: what it has at hand is left out.
        """

    async def load(self, chats: Sequence[ChatId]) -> dict[ChatId, Loaded]:
        """Every chat asked for, with one query."""

    async def unseen(self, keys: Sequence[str]) -> set[str]:
        """Those of the keys that no committed batch has taken."""

    async def still_wished(self, rows: Sequence[int]) -> set[int]:
        """Those rows of set-aside events that are there, and wanted tried again."""

    async def sent_since(
        self, chats: Sequence[ChatId], since: dt.datetime
    ) -> dict[ChatId, tuple[int, ...]]:
        """Telegram's ids of the messages that were sent to these chats, or edited, since then."""

    async def save(  # noqa: PLR0913 - what a batch may lead to
        self,
        saved: Sequence[Saved],
        *,
        keys: Sequence[str],
        broken: Sequence[Broken] = (),
        mended: Sequence[int] = (),
        moments: Sequence[ChatId] = (),
        counts: Mapping[str, int] = MappingProxyType({}),
        offset: Offset | None = None,
        now: dt.datetime,
    ) -> tuple[Letter, ...]:
        """Snapshots, history, letters, keys and offset, of chats that this batch has loaded.

        `mended`: rows of set-aside events that are taken now. `moments`: chats whose due moment
        came again, so that what was set aside of an earlier one goes. `counts`: what happened,
        to be added to the counters of today.

        The letters come back in order, with their ids. Those of the reply lane are marked as
        tried; the others wait for `claim`, so they must not be sent from here. Replies of an
        earlier batch come first when it ended in UnknownOutcomeError and was stored after all.
        """


class Store(Protocol):
    @property
    def is_shared(self) -> bool:
        """Whether other workers may write to the same database."""

    async def look_around(self, now: dt.datetime) -> Company:
        """Each worker about once a second: who else is there. Takes the lead where nobody has it.

        Only who leads claims letters, polls, and drops what is old.
        """

    def batch(self) -> AbstractAsyncContextManager[Batch]:
        """May raise BusyError on a shared store."""

    async def offset(self, bot: str) -> tuple[Offset, dt.datetime] | None:
        """Where polling goes on, and when that was stored."""

    async def wished(self) -> list[Incoming]:
        """Set-aside events that the operator wants tried again: by chat, then in order."""

    async def next_due(self) -> dt.datetime | None:
        """The earliest moment of all chats."""

    async def backlog(self) -> Backlog:
        """Cheap however much is stored, as it is asked often."""

    async def held(self, now: dt.datetime) -> Held:
        """Telegram's "not before" that is not over yet, of earlier processes too."""

    async def hold_all(self, until: dt.datetime, now: dt.datetime) -> None:
        """Telegram told the whole bot at `now` to wait; for a chat, verdicts of letters say so."""

    async def recover(self, now: dt.datetime) -> tuple[Letter, ...]:
        """Letters of an earlier process whose outcome is unknown, tried once more.

        At the start, and whenever `look_around` says that a worker left some behind.
        One that is unknown for the third time, or whose chat has since been sent a later letter
        of the same lane, is recorded as uncertain and left.
        """

    async def claim(self, now: dt.datetime, limit: int) -> tuple[Letter, ...]:
        """Waiting letters, marked as tried: by lane, then oldest first, in order within a chat.

        Those that are no longer useful are recorded as dropped.
        """

    async def clear_to_go(
        self, letters: Sequence[LetterId], now: dt.datetime
    ) -> Mapping[LetterId, Clear]:
        """Whether tried letters may be sent now, where other workers send as well. Reads only.

        "behind": an earlier unsettled letter of the same chat and lane is in another worker's hand.
        Left out: what is not in this worker's hand any more, or of no use by now.
        """

    async def settle(self, verdicts: Mapping[LetterId, Verdict], now: dt.datetime) -> None:
        """Write outcomes of tried letters; a screen's message id is kept with its verdict.

        Of a letter that another worker has in hand by now nothing is written.
        Uncertain leaves the letter to `recover`; Blocked drops the other letters of the chat.
        """

    async def standing(
        self, screens: Sequence[tuple[ChatId, int]]
    ) -> dict[tuple[ChatId, int], Standing]:
        """Telegram's messages of logical screens; known for a chat's newest 32."""

    async def past(self, chat: ChatId) -> Past:
        """What is known of one person, as it is now committed. Reads only."""

    async def everything(self, chat: ChatId) -> Everything | None:
        """All rows that name this chat, for a copy to whom it belongs; None without any.

        Each table as it is committed when its turn comes. Reads only.
        """

    async def file_ids(self, bot: str, keys: Sequence[str]) -> dict[str, str]:
        """What Telegram calls those files that this bot has uploaded, by their content keys."""

    async def keep_files(self, bot: str, file_ids: Mapping[str, str], now: dt.datetime) -> None:
        """By content key."""

    async def forget_files(self, bot: str, keys: Sequence[str]) -> None:
        """Telegram does not know them any more."""

    async def bring_back(self, now: dt.datetime) -> int:
        """After a clock that was days ahead: whoever was met then is due now, to be planned anew.

        How many they are; there may be more of them.
        """

    async def clear_away(self, now: dt.datetime) -> bool:
        """What erased chats have left in the database's files, as far as it can go now.

        False: a last word is still to be sent, or a reader is in the way; ask again soon.
        """

    async def look_at_idle(self, now: dt.datetime) -> int:
        """Of whom nothing was stored for a month is due now, so that nobody is kept for ever.

        How many they are; there may be more of them.
        """

    async def figures(self, now: dt.datetime) -> Figures:
        """For the operator. Reads only."""

    async def purge(self, now: dt.datetime) -> int:
        """Drop settled letters and taken keys older than 48 h, and what forgotten chats left.

        Old counters go too, and events that were set aside a month ago: how many of these.
        """

    async def close(self) -> None: ...
