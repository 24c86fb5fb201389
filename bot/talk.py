"""One chat during a batch: what its events lead to, until all of it is saved at once.

Rule: keeps the desk's books for one chat; asks neither flows nor the store.
"""

from __future__ import annotations

import datetime as dt
import traceback
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import assert_never

from bot.model import ChatId, Incoming
from bot.store import Broken, Loaded, Saved
from flows import Conversation, Outcome
from flows.agenda import AHEAD
from flows.effects import Forget, Hush, Record, Say, Text, Toast
from flows.events import Blocked, MomentDue, Sent
from flows.late import standing

RETRY_MOMENT = dt.timedelta(hours=1)
"""A due moment that raised comes again after this; a mended program then finds it."""
KEPT, NOT_KEPT = (Say(lines=(Text(key=key),)) for key in ("apology", "apology-not-kept"))
CAME_LATE = "came-late"


@dataclass(slots=True)
class Talk:
    chat: ChatId
    loaded: Loaded
    conversation: Conversation | None = field(init=False)
    language: str = field(init=False)
    letters: list[Say] = field(default_factory=list)
    records: list[Record] = field(default_factory=list)
    broken: list[Broken] = field(default_factory=list)
    mended: list[int] = field(default_factory=list)
    """Rows of events that had been set aside, and are taken now."""
    met_moment: bool = False
    forget: bool = False
    hush: bool = False
    touched: bool = False
    _told_late: bool = False

    def __post_init__(self) -> None:
        self.conversation = self.loaded.conversation
        self.language = self.told.language

    @property
    def told(self) -> Conversation:
        """A new one for who is new."""
        return self.conversation or Conversation()

    def is_due(self, at: dt.datetime) -> bool:
        return self.conversation is not None and is_due(self.conversation, at)

    def is_far(self, at: dt.datetime) -> bool:
        """So far ahead that it may have been planned by a wrong clock, and is planned anew."""
        due_at = self.conversation.due_at if self.conversation else None
        return due_at is not None and due_at - at > AHEAD

    def realign(self) -> None:
        """Stored as it is, so that the column of due moments surely agrees with the snapshot."""
        self.touched = self.touched or self.conversation is not None

    def apply(self, outcome: Outcome) -> Text | None:
        """The short answer to a tap, if there is one."""
        if _came_late(outcome):
            if self._told_late:
                return None  # once is enough, however much came late
            self._told_late = True
        self.touched = True
        self.conversation = outcome.conversation
        self.language = outcome.conversation.language
        toast: Text | None = None
        for effect in outcome.effects:
            match effect:
                case Say():
                    self.letters.append(effect)
                case Toast(text=text):
                    toast = text
                case Record():
                    self.records.append(effect)
                case Hush():
                    self.hush = True
                    self.letters = [say for say in self.letters if say.lane == "reply"]
                case Forget():
                    self._erase()
                case _:
                    assert_never(effect)
        return toast

    def _erase(self) -> None:
        self.forget = True
        self.conversation = None
        self.records.clear()
        self.broken.clear()

    def taken(self, one: Incoming) -> None:
        """What was set aside of it before can go."""
        if one.kept:
            self.mended.append(one.kept.row)
        elif is_moment(one):
            self.met_moment = True

    def set_aside(self, one: Incoming, error: Exception, now: dt.datetime, *, tried: bool) -> None:
        retry_at = now + RETRY_MOMENT if is_moment(one) else None
        if one.kept:
            kept, row = one.kept.stood, one.kept.row
            self._break(one, error, stood=kept, retry_at=retry_at, row=row)
            return
        self.met_moment = self.met_moment or is_moment(one)
        whole = tried and self.told.consent is not None
        stood = standing(self.told) if whole else None
        self._break(one, error, stood=stood, retry_at=retry_at)
        if self.conversation is None and self.loaded.fault is None:
            self.conversation = Conversation()
        self.touched = True
        if not isinstance(one.event, MomentDue | Blocked):
            self._apologize(KEPT if whole else NOT_KEPT)

    def _apologize(self, apology: Say) -> None:
        """Once a batch. Not to who blocked the bot: that letter would tell of the block again."""
        if KEPT not in self.letters and NOT_KEPT not in self.letters:
            self.letters.append(apology)

    def _break(
        self,
        one: Incoming,
        error: Exception,
        *,
        stood: str | None,
        retry_at: dt.datetime | None,
        row: int | None = None,
    ) -> None:
        """Before consent, or when it could not be stored, only kind and time of it are kept."""
        event = one.event if stood is not None else Sent(at=one.event.at, what=one.event.kind)
        self.broken.append(
            Broken(self.chat, one.key, event, places(error), stood, retry_at=retry_at, row=row)
        )

    def saved(self) -> Saved:
        return Saved(
            self.chat,
            self.conversation,
            self.loaded.version,
            self.language,
            tuple(self.letters),
            tuple(self.records),
            self.forget,
            self.hush,
        )


def is_moment(one: Incoming) -> bool:
    return isinstance(one.event, MomentDue)


def is_due(conversation: Conversation, at: dt.datetime) -> bool:
    return conversation.due_at is not None and conversation.due_at <= at


def _came_late(outcome: Outcome) -> bool:
    says = [effect for effect in outcome.effects if isinstance(effect, Say)]
    return any(line.key == CAME_LATE for say in says for line in say.lines)


def places(error: BaseException) -> str:
    """A traceback without messages and source lines, as these can hold what a person said."""
    return "\n".join(_chain(error))


def _chain(error: BaseException) -> Iterator[str]:
    cause = error.__cause__ or error.__context__
    if cause is not None:
        yield from _chain(cause)
    for frame, line in traceback.walk_tb(error.__traceback__):
        yield f"{frame.f_globals.get('__name__')}:{line} {frame.f_code.co_qualname}"
    yield type(error).__name__
