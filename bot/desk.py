"""The desk: a batch of events against stored conversations, in one transaction.

Rule: what a person's event means is decided in flows, what is durable in the store; here events
meet conversations, and an event that fails is set aside so that nobody else has to wait for it.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
import random
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from bot.clock import Clock
from bot.counters import counted
from bot.metrics import SILENT, Metrics
from bot.model import Answered, ChatId, Handled, Incoming, Letter, Offset
from bot.request import of_event, request
from bot.store import Batch, BusyError, Store, StoreError, TakenOverError, UnknownOutcomeError
from bot.talk import Talk, is_due, is_moment, places
from bot.unread import erase_unread
from content.load import Content
from flows import Conversation, Outcome, advance, consent
from flows.effects import Text
from flows.errors import FlowError
from flows.events import Event, MomentDue
from flows.late import must_wait, once_more

log = logging.getLogger(__name__)

SWEPT = dt.timedelta(hours=48)
"""Telegram lets a bot delete its messages for so long."""
PEACE_SECONDS = 1.0
BUSY_TRIES = 5
BUSY_SECONDS = 0.05
"""The longest pause before a batch is tried again that another worker was in the way of."""
Advance = Callable[[Conversation, Event, Content], Outcome]


class Desk:
    """One batch at a time, in the order in which they were asked for."""

    def __init__(
        self,
        store: Store,
        content: Content,
        clock: Clock,
        *,
        advance: Advance = advance,
        metrics: Metrics = SILENT,
    ) -> None:
        self._store = store
        self._content = content
        self._clock = clock
        self._advance = advance
        self._metrics = metrics
        self._turn = asyncio.Lock()
        self._live_waiting = 0
        """Batches of what people did, at the door."""
        self._live_at = -PEACE_SECONDS
        """When the last of them came, on the loop's clock."""
        self._owed: list[Handled] = []
        """Committed, or perhaps so, but not handed over, as the store failed right after."""

    async def handle(self, incoming: Sequence[Incoming], offset: Offset | None = None) -> Handled:
        """Everything that the events lead to is stored when this returns; due moments come last.

        They give way to people who wait for their turn: those that are left are due as before.

        StoreError: the disk does not take it. Ask again with the same events later; none of them
        is set aside for that, and those that were stored are not taken twice.
        """
        live = not all(is_moment(one) for one in incoming)
        self._live_waiting += live
        if live:
            self._live_at = _time()
        try:
            await self._turn.acquire()
        finally:
            self._live_waiting -= live
        try:
            return await self._handle(list(incoming), offset)
        finally:
            self._turn.release()

    async def handle_due(self, limit: int) -> tuple[int, Handled]:
        """The moments that have come, of at most so many chats, and how many chats these are.

        Those that another worker has at its desk are left to it. StoreError as in `handle`.
        """
        due: list[Incoming] = []
        async with self._turn:
            handled = await self._handle(due, None, limit)
        return len(due), handled

    @property
    def is_in_peace(self) -> bool:
        """Nobody has said or tapped anything for a moment, and so nobody waits for an answer."""
        return _time() - self._live_at >= PEACE_SECONDS

    async def _handle(
        self, incoming: list[Incoming], offset: Offset | None, due: int = 0
    ) -> Handled:
        began = _time()
        try:
            handled = await self._batch(incoming, offset, due=due)
        except (StoreError, TakenOverError):
            raise
        except Exception as error:
            if not incoming:
                raise
            # Whatever it is, one event is to blame.
            log.warning("a batch is taken apart: %s", type(error).__name__)
            handled = await self._one_by_one(incoming, offset)
        self._metrics.handled(handled, _time() - began)
        owed, self._owed = self._owed, []
        return _together([*owed, handled])

    async def _one_by_one(self, incoming: Sequence[Incoming], offset: Offset | None) -> Handled:
        """A transaction per event, so that only the one that cannot be stored is set aside."""
        done: list[Handled] = []
        try:
            for one in incoming:
                handled = await self._alone(one)
                done.append(handled)
            done.append(await self._batch([], offset))
        except StoreError:
            self._owed += done
            raise
        return _together(done)

    async def _alone(self, one: Incoming) -> Handled:
        try:
            return await self._batch([one], None)
        except (StoreError, TakenOverError):
            raise
        except Exception as error:  # noqa: BLE001 - see above
            return await self._batch([one], None, refused=error)

    async def _batch(
        self,
        incoming: list[Incoming],
        offset: Offset | None,
        *,
        refused: Exception | None = None,
        due: int = 0,
    ) -> Handled:
        """`refused`: why the event could not be stored before; it is not tried again.

        `due`: at most so many due moments are what comes in; the list tells them then.
        """
        for _ in range(BUSY_TRIES):
            try:
                return await self._once(incoming, offset, refused, due)
            except BusyError:
                await asyncio.sleep(BUSY_SECONDS * random.random())  # noqa: S311 - guards nothing
        return await self._once(incoming, offset, refused, due)

    async def _once(
        self, incoming: list[Incoming], offset: Offset | None, refused: Exception | None, due: int
    ) -> Handled:
        handled = Handled((), ())
        try:
            async with self._store.batch() as batch:
                if due:
                    now = self._clock.now()
                    chats = await batch.due(now, due)
                    incoming[:] = [Incoming("", chat, MomentDue(at=now)) for chat in chats]
                if incoming or not due:
                    handled = await self._meet(batch, incoming, offset, refused)
        except UnknownOutcomeError:
            # If it is stored, the same events are not taken again, and lead to nothing more.
            self._owed.append(replace(handled, letters=(), callbacks=()))
            raise
        return handled

    async def _meet(
        self,
        batch: Batch,
        incoming: Sequence[Incoming],
        offset: Offset | None,
        refused: Exception | None,
    ) -> Handled:
        now = self._clock.now()
        loaded = await batch.load(list(dict.fromkeys(one.chat for one in incoming)))
        # After that nobody else has these chats at hand.
        keys = await batch.unseen([one.key for one in incoming if one.key])
        wished = await batch.still_wished([one.kept.row for one in incoming if one.kept])
        talks = {chat: Talk(chat, found) for chat, found in loaded.items()}
        fresh = set(keys)
        answers = []
        asked: dict[ChatId, list[str]] = {}
        met: list[Incoming] = []
        for number, one in enumerate(sorted(incoming, key=is_moment)):
            if number and is_moment(one) and await self._should_give_way():
                break
            talk = talks[one.chat]
            if one.kept:
                new = one.kept.row in wished and not must_wait(one.event, talk.told, now)
            else:
                new = not one.key or one.key in fresh
            fresh.discard(one.key)
            toast = None
            if new:
                met.append(one)
                asked.setdefault(one.chat, []).append(of_event(one))
                with request(asked[one.chat][-1], one.chat):
                    toast = self._take(talk, one, now, refused)
            if one.callback_id is not None:
                answers.append(Answered(one.callback_id, toast, talk.language, one.chat))
        sweeps = [chat for chat, talk in talks.items() if talk.sweep]
        swept = await batch.sent_since(sweeps, now - SWEPT) if sweeps else {}
        letters = await batch.save(
            [talk.saved() for talk in talks.values() if talk.touched],
            keys=sorted(keys),
            broken=[broken for talk in talks.values() for broken in talk.broken],
            mended=[row for talk in talks.values() for row in talk.mended],
            moments=[chat for chat, talk in talks.items() if talk.met_moment],
            counts=Counter(name for talk in talks.values() for name in talk.counts),
            offset=offset,
            now=now,
        )
        return _handled(_asked_for(letters, asked, now), answers, talks.values(), swept, met)

    async def _should_give_way(self) -> bool:
        """Between due moments: people are waiting, and the moments that are left stay due."""
        await asyncio.sleep(0)
        return self._live_waiting > 0

    def _take(
        self, talk: Talk, one: Incoming, now: dt.datetime, refused: Exception | None
    ) -> Text | None:
        """The short answer to a tap, if there is one."""
        error = refused or talk.loaded.fault
        if error is not None and talk.loaded.fault and (said := erase_unread(talk, one)):
            talk.asides.append(said)
            return None
        if error is None:
            try:
                toast = self._apply(talk, one, now)
            except Exception as raised:  # noqa: BLE001 - one event must not stop the others
                error = raised
            else:
                talk.taken(one)
                return toast
        _log_broken(one, error)
        self._metrics.set_aside()
        whole = refused is None and consent.holds(talk.told, self._content)
        talk.set_aside(one, error, now, whole=whole)
        return None

    def _apply(self, talk: Talk, one: Incoming, now: dt.datetime) -> Text | None:
        event: Event | None = one.event
        if one.kept:
            event = once_more(one.event, one.kept.stood, talk.told, now)
        if event is None:
            return None
        if isinstance(event, MomentDue) and not talk.is_due(event.at) and not talk.is_far(event.at):
            talk.realign()
            return None
        before, outcome = talk.conversation, self._next(talk.told, event)
        toast = talk.apply(outcome, event)
        if talk.conversation is not before:
            talk.counts += counted(before, event, outcome)
        return toast

    def _next(self, told: Conversation, event: Event) -> Outcome:
        outcome = self._advance(told, event, self._content)
        if isinstance(event, MomentDue) and is_due(outcome.conversation, event.at):
            raise FlowError("a due moment was left on the agenda")
        return outcome


def _handled(
    letters: tuple[Letter, ...],
    answers: Iterable[Answered],
    talks: Collection[Talk],
    swept: Mapping[ChatId, tuple[int, ...]],
    met: Iterable[Incoming],
) -> Handled:
    touched = [talk for talk in talks if talk.touched]
    return Handled(
        letters,
        tuple(answers),
        forgotten=tuple(talk.chat for talk in touched if talk.forget),
        swept=swept,
        asides=tuple(aside for talk in talks for aside in talk.asides),
        hushed=tuple(talk.chat for talk in touched if talk.hush or talk.forget),
        due_at=_earliest(talk.conversation.due_at for talk in touched if talk.conversation),
        met=tuple(met),
    )


def _asked_for(
    letters: Iterable[Letter], asked: Mapping[ChatId, Sequence[str]], now: dt.datetime
) -> tuple[Letter, ...]:
    """Each with the names of the requests of its chat; those of an earlier batch have none."""
    return tuple(
        replace(letter, request="+".join(asked[letter.chat]))
        if letter.chat in asked and letter.created_at == now
        else letter
        for letter in letters
    )


def _together(parts: Sequence[Handled]) -> Handled:
    return Handled(
        tuple(letter for part in parts for letter in part.letters),
        tuple(answered for part in parts for answered in part.callbacks),
        forgotten=tuple(chat for part in parts for chat in part.forgotten),
        swept={chat: ids for part in parts for chat, ids in part.swept.items()},
        asides=tuple(aside for part in parts for aside in part.asides),
        hushed=tuple(chat for part in parts for chat in part.hushed),
        due_at=_earliest(part.due_at for part in parts),
        met=tuple(one for part in parts for one in part.met),
    )


def _time() -> float:
    return asyncio.get_running_loop().time()


def _earliest(moments: Iterable[dt.datetime | None]) -> dt.datetime | None:
    return min((moment for moment in moments if moment is not None), default=None)


def _log_broken(one: Incoming, error: Exception) -> None:
    log.error(
        "an event was set aside: %s raised %s; see `python -m bot quarantine list`",
        one.event.kind,
        type(error).__name__,
        extra={"chat": one.chat, "where": places(error).replace("\n", " > ")},
    )
