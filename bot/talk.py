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
from bot.telegram.updates import Aside
from flows import Conversation, Outcome
from flows.agenda import AHEAD
from flows.effects import Forget, Hush, Record, Say, Text, Toast
from flows.events import Blocked, Chose, Event, MomentDue, Sent, Unblocked
from flows.late import standing

RETRY_MOMENT = dt.timedelta(hours=1)
"""A due moment that raised comes again after this; a mended program then finds it."""
KEPT, NOT_KEPT = (Say(lines=(Text(key=key),)) for key in ("apology", "apology-not-kept"))
TRACELESS = Blocked, Unblocked, Chose
"""Of who is not known they leave no row, unless they are answered: whoever taps twice to delete
everything, or leaves right after it, is not stored anew."""
CAME_LATE = "came-late"
HELP = ("crisis", "stop-")
"""Texts whose keys begin so are words of help: they are said, whatever else goes."""


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
    erased_at: dt.datetime | None = None
    """What was stored before goes (on the person's own wish, after long silence, or as they are
    under age), or is not to be used any more; in no case may a backup bring it back."""
    sweep: bool = False
    """Messages of the last days at Telegram too."""
    asides: list[Aside] = field(default_factory=list)
    hush: bool = False
    counts: list[str] = field(default_factory=list)
    """Names of what is counted."""
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
        """So far ahead that it may have been planned by a wrong clock, and is planned anew.

        So is who has no moment at all: somebody who is not heard of is not kept for ever.
        """
        if self.conversation is None:
            return False
        due_at = self.conversation.due_at
        return due_at is None or due_at - at > AHEAD

    def realign(self) -> None:
        """Stored as it is, so that the column of due moments surely agrees with the snapshot."""
        self.touched = self.touched or self.conversation is not None

    def apply(self, outcome: Outcome, event: Event) -> Text | None:
        """The short answer to a tap, if there is one."""
        if self.conversation is None and isinstance(event, TRACELESS) and not _says(outcome):
            return _toast(outcome)
        if _came_late(outcome):
            if self._told_late:
                return None  # once is enough, however much came late
            self._told_late = True
        self.touched = True
        if self.told.withdrawn_at is None and outcome.conversation.withdrawn_at is not None:
            self.erased_at = event.at
        self.conversation = outcome.conversation
        self.language = outcome.conversation.language
        earlier = {id(say) for say in self.letters}
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
                    self._forget(effect, event.at)
                    self.letters = [s for s in self.letters if id(s) not in earlier or _helps(s)]
                case _:
                    assert_never(effect)
        return toast

    def _forget(self, how: Forget, at: dt.datetime) -> None:
        self.forget = True
        self.records.clear()
        self.broken.clear()
        self.erased_at = at
        if how.keep_talk:
            return
        self.conversation = None
        self.sweep = self.sweep or how.sweep

    def begin_anew(self, at: dt.datetime) -> None:
        """What is stored goes unread, and whoever comes back is new."""
        self._forget(Forget(), at)
        self.loaded = Loaded(None, self.loaded.version)
        self.letters.clear()
        self.touched = True

    def taken(self, one: Incoming) -> None:
        """What was set aside of it before can go."""
        if one.kept:
            self.mended.append(one.kept.row)
        elif is_moment(one):
            self.met_moment = True

    def set_aside(self, one: Incoming, error: Exception, now: dt.datetime, *, whole: bool) -> None:
        """`whole`: with what the person said; they agreed, and it could be stored."""
        retry_at = now + RETRY_MOMENT if is_moment(one) else None
        if one.kept:
            kept, row = one.kept.stood, one.kept.row
            self._break(one, error, stood=kept, retry_at=retry_at, row=row)
            return
        self.met_moment = self.met_moment or is_moment(one)
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
        """Without a consent that holds, or when it could not be stored: only its kind and time."""
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
            self.erased_at,
        )


def is_moment(one: Incoming) -> bool:
    return isinstance(one.event, MomentDue)


def is_due(conversation: Conversation, at: dt.datetime) -> bool:
    return conversation.due_at is not None and conversation.due_at <= at


def _says(outcome: Outcome) -> bool:
    return any(isinstance(effect, Say) for effect in outcome.effects)


def _helps(say: Say) -> bool:
    return any(line.key.startswith(HELP) for line in say.lines)


def _toast(outcome: Outcome) -> Text | None:
    return next((effect.text for effect in outcome.effects if isinstance(effect, Toast)), None)


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
