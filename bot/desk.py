"""The desk: a batch of events against stored conversations, in one transaction.

Rule: what a person's event means is decided in flows, what is durable in the store; here events
meet conversations, and an event that fails is set aside so that nobody else has to wait for it.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import assert_never

from bot.clock import Clock
from bot.model import Answered, ChatId, Handled, Incoming, Letter, Offset
from bot.store import Broken, Loaded, Saved, Store, StoreError
from content.load import Content
from flows import Conversation, Outcome, advance
from flows.effects import Forget, Record, Say, Text, Toast
from flows.errors import FlowError
from flows.events import Event, MomentDue, Sent

log = logging.getLogger(__name__)

Advance = Callable[[Conversation, Event, Content], Outcome]

RETRY_MOMENT = dt.timedelta(hours=1)
"""A due moment that raised comes again after this; a mended program then finds it."""
_APOLOGY = Say(lines=(Text(key="apology"),))


class Desk:
    """One batch at a time, in the order in which they were asked for."""

    def __init__(
        self, store: Store, content: Content, clock: Clock, *, advance: Advance = advance
    ) -> None:
        self._store = store
        self._content = content
        self._clock = clock
        self._advance = advance
        self._turn = asyncio.Lock()
        self._owed: list[Handled] = []
        """Committed, but not handed over, as the store failed right after."""

    async def handle(self, incoming: Sequence[Incoming], offset: Offset | None = None) -> Handled:
        """Everything that the events lead to is stored when this returns; due moments come last.

        StoreError: the disk does not take it. Ask again with the same events later; none of them
        is set aside for that, and those that were stored are not taken twice.
        """
        async with self._turn:
            try:
                handled = await self._batch(incoming, offset)
            except StoreError:
                raise
            except Exception as error:  # noqa: BLE001 - whatever it is, one event is to blame
                log.warning("a batch is taken apart: %s", type(error).__name__)
                handled = await self._one_by_one(incoming, offset)
            owed, self._owed = self._owed, []
            return _together([*owed, handled])

    async def _one_by_one(self, incoming: Sequence[Incoming], offset: Offset | None) -> Handled:
        """A transaction per event, so that only the one that cannot be stored is set aside."""
        done: list[Handled] = []
        try:
            for one in incoming:
                handled = await self._alone(one)
                done.append(handled)
            done.append(await self._batch((), offset))
        except StoreError:
            self._owed += done
            raise
        return _together(done)

    async def _alone(self, one: Incoming) -> Handled:
        try:
            return await self._batch((one,), None)
        except StoreError:
            raise
        except Exception as error:  # noqa: BLE001 - see above
            return await self._batch((one,), None, refused=error)

    async def _batch(
        self,
        incoming: Sequence[Incoming],
        offset: Offset | None,
        refused: Exception | None = None,
    ) -> Handled:
        """`refused`: why the event could not be stored before; it is not tried again."""
        now = self._clock.now()
        async with self._store.batch() as batch:
            keys = await batch.unseen([one.key for one in incoming if one.key])
            loaded = await batch.load(list(dict.fromkeys(one.chat for one in incoming)))
            talks = {chat: _Talk(chat, found) for chat, found in loaded.items()}
            fresh = set(keys)
            answers = []
            for one in sorted(incoming, key=_is_moment):
                talk = talks[one.chat]
                new = not one.key or one.key in fresh
                fresh.discard(one.key)
                toast = self._take(talk, one, now, refused) if new else None
                if one.callback_id is not None:
                    answers.append(Answered(one.callback_id, toast, talk.language))
            letters = await batch.save(
                [talk.saved() for talk in talks.values() if talk.touched],
                keys=sorted(keys),
                broken=[broken for talk in talks.values() for broken in talk.broken],
                offset=offset,
                now=now,
            )
        return _handled(letters, answers, talks.values())

    def _take(
        self, talk: _Talk, one: Incoming, now: dt.datetime, refused: Exception | None
    ) -> Text | None:
        """The short answer to a tap, if there is one."""
        error = refused or talk.loaded.fault
        if error is None:
            if _is_moment(one) and not talk.is_due(one.event.at):
                talk.realign()
                return None
            try:
                return talk.apply(self._next(talk, one.event))
            except Exception as raised:  # noqa: BLE001 - one event must not stop the others
                error = raised
        _log_broken(one, error)
        talk.set_aside(one, error, now, tried=refused is None)
        return None

    def _next(self, talk: _Talk, event: Event) -> Outcome:
        outcome = self._advance(talk.conversation or Conversation(), event, self._content)
        if isinstance(event, MomentDue) and _is_due(outcome.conversation, event.at):
            raise FlowError("a due moment was left on the agenda")
        return outcome


@dataclass(slots=True)
class _Talk:
    """One chat during a batch."""

    chat: ChatId
    loaded: Loaded
    conversation: Conversation | None = field(init=False)
    language: str = field(init=False)
    letters: list[Say] = field(default_factory=list)
    records: list[Record] = field(default_factory=list)
    broken: list[Broken] = field(default_factory=list)
    forget: bool = False
    touched: bool = False

    def __post_init__(self) -> None:
        self.conversation = self.loaded.conversation
        self.language = (self.conversation or Conversation()).language

    def is_due(self, at: dt.datetime) -> bool:
        return self.conversation is not None and _is_due(self.conversation, at)

    def realign(self) -> None:
        """Stored as it is, so that the column of due moments surely agrees with the snapshot."""
        self.touched = self.touched or self.conversation is not None

    def apply(self, outcome: Outcome) -> Text | None:
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

    def set_aside(self, one: Incoming, error: Exception, now: dt.datetime, *, tried: bool) -> None:
        """Before consent, or when it could not be stored, only kind and time of it are kept."""
        whole = tried and self.conversation is not None and self.conversation.consent is not None
        event = one.event if whole else Sent(at=one.event.at, what=one.event.kind)
        retry_at = now + RETRY_MOMENT if _is_moment(one) else None
        self.broken.append(Broken(self.chat, one.key, event, _places(error), retry_at))
        if self.conversation is None and self.loaded.fault is None:
            self.conversation = Conversation()
        self.touched = True
        if not _is_moment(one) and _APOLOGY not in self.letters:
            self.letters.append(_APOLOGY)

    def saved(self) -> Saved:
        return Saved(
            self.chat,
            self.conversation,
            self.loaded.version,
            self.language,
            tuple(self.letters),
            tuple(self.records),
            self.forget,
        )


def _is_moment(one: Incoming) -> bool:
    return isinstance(one.event, MomentDue)


def _is_due(conversation: Conversation, at: dt.datetime) -> bool:
    return conversation.due_at is not None and conversation.due_at <= at


def _handled(
    letters: tuple[Letter, ...], answers: Iterable[Answered], talks: Iterable[_Talk]
) -> Handled:
    touched = [talk for talk in talks if talk.touched]
    return Handled(
        letters,
        tuple(answers),
        forgotten=tuple(talk.chat for talk in touched if talk.forget),
        due_at=_earliest(talk.conversation.due_at for talk in touched if talk.conversation),
    )


def _together(parts: Sequence[Handled]) -> Handled:
    return Handled(
        tuple(letter for part in parts for letter in part.letters),
        tuple(answered for part in parts for answered in part.callbacks),
        forgotten=tuple(chat for part in parts for chat in part.forgotten),
        due_at=_earliest(part.due_at for part in parts),
    )


def _earliest(moments: Iterable[dt.datetime | None]) -> dt.datetime | None:
    return min((moment for moment in moments if moment is not None), default=None)


def _places(error: BaseException) -> str:
    """A traceback without messages and source lines, as these can hold what a person said."""
    return "\n".join(_chain(error))


def _chain(error: BaseException) -> Iterator[str]:
    cause = error.__cause__ or error.__context__
    if cause is not None:
        yield from _chain(cause)
    for frame, line in traceback.walk_tb(error.__traceback__):
        yield f"{frame.f_globals.get('__name__')}:{line} {frame.f_code.co_qualname}"
    yield type(error).__name__


def _log_broken(one: Incoming, error: Exception) -> None:
    log.error(
        "an event was set aside: %s raised %s",
        one.event.kind,
        type(error).__name__,
        extra={"chat": one.chat, "where": _places(error)},
    )
