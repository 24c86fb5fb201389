"""The pump: sends what is stored; `settling` writes down what became of it.

Each chat's letters go in order within their lane, many chats at once; replies wait for nothing but
Telegram's own "not before". A letter that surely was not sent stays at the head of its line.
"""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
import logging
import sys
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Iterable, Sequence
from functools import partial
from typing import Any

from bot.calls import Calls
from bot.clearance import Clearance
from bot.clock import Clock
from bot.erasing import Erasing
from bot.metrics import SILENT, Metrics
from bot.model import (
    Answered,
    Blocked,
    ChatId,
    Dropped,
    Failed,
    Handled,
    Held,
    Letter,
    LetterId,
    RetryAt,
    Sent,
    Verdict,
)
from bot.outage import Outage
from bot.pacing import Pacer
from bot.request import current, of_letter, request
from bot.settling import LOOK_AGAIN_SECONDS, Settling
from bot.store import Company, Store, StoreError
from bot.telegram.pictures import Ready
from bot.telegram.sender import Sender
from bot.telegram.updates import Aside
from bot.telegram.verdicts import pause_seconds
from flows import weigh
from flows.effects import Lane, Say, Text

log = logging.getLogger(__name__)

Line = tuple[ChatId, Lane]
CLAIM_LETTERS = 64
"""Unasked letters held in memory, so that a prompt never waits behind a long row of bulk."""
FEW_LETTERS = CLAIM_LETTERS // 2
"""So few held, more are claimed."""
CLAIM_SECONDS = 5.0
CLAIM_OF_ALL_SECONDS = 0.25
"""Where other workers write letters, too, and cannot tell."""
GRACE_SECONDS = 2.0
"""For replies under way, when the process ends."""
GIVE_BACK_SECONDS = 5.0
"""An unasked letter that has to wait longer waits in the store, and leaves room for others."""
BEHIND_OTHERS = dt.timedelta(seconds=0.25)
STRIKES = 10
"""So often a letter alone failed, as others got through: Telegram will never take it."""
ANSWER_SECONDS = 15.0
ANSWER_TRIES = 3
"""Of a call that nothing depends on; the spinner of a tap has stopped by itself then."""
ON_NO_PAPER = LetterId(0)
"""An aside is no row of the store."""


def alone() -> bool:
    return True


class Pump:
    """`blocked` is told of each chat that cannot be reached any more.

    Only the worker that `leads` sends what nobody asked for.
    """

    def __init__(  # noqa: PLR0913 - the parts of a whole
        self,
        sender: Sender,
        store: Store,
        clock: Clock,
        pacer: Pacer,
        blocked: Callable[[ChatId], Awaitable[None]],
        *,
        outage: Outage | None = None,
        leads: Callable[[], bool] = alone,
        metrics: Metrics = SILENT,
    ) -> None:
        self._leads = leads
        self._erased = ""
        """Changes when another worker erases somebody."""
        self._clearance = Clearance(store, clock) if store.is_shared else None
        self._claim_seconds = CLAIM_SECONDS
        self._sender = sender
        self._store = store
        self._clock = clock
        self._calls = Calls(pacer, clock, self._told_all, metrics)
        self._metrics = metrics
        self._blocked = blocked
        self._outage = outage or Outage()
        self._lines: dict[Line, deque[Letter]] = {}
        self._calling: set[LetterId] = set()
        self._leaving: set[ChatId] = set()
        """Chats that are gone, until the desk has noted it."""
        self._lost: set[LetterId] = set()
        """Letters to them that were waiting for their turn."""
        self._settling = Settling(store, clock.now, self._outage)
        self._erasing = Erasing(store, clock, self._sweep, self._outage)
        self._in_call: dict[ChatId, asyncio.Event] = {}
        """Set when the call is over."""
        self._tasks: set[asyncio.Task[None]] = set()
        self._wake = asyncio.Event()
        self._hushed: dict[ChatId, LetterId] = {}
        """Unasked letters below this one are not sent; the store has closed those not in memory."""
        self._claiming = False
        self._early: list[Handled] | None = None
        """Delivered before all that an earlier process left in doubt was in its line."""
        self._more_waiting = False
        self._unclaimed = sys.maxsize
        """Prompts that wait in the store: any number before the first look."""
        self._drained = asyncio.Event()
        self._taking_over = asyncio.Lock()
        """Held while letters of a worker that is gone are put into their lines."""

    def deliver(self, handled: Handled) -> None:
        """What a committed batch leaves to do; prompts are claimed from the store, not taken."""
        if self._early is not None:
            self._early.append(handled)
            return
        for chat in handled.forgotten:
            self._sender.forget(chat)
        if handled.forgotten:
            self._spawn(self._clear_away(handled))
        for aside in handled.asides:
            self.say_aside(aside)
        self._hush(handled)
        self._queue(letter for letter in handled.letters if letter.say.lane == "reply")
        for answered in handled.callbacks:
            self._spawn(self._answer(answered))
        self._unclaimed += _count_prompts(handled.letters)
        if any(letter.say.lane != "reply" for letter in handled.letters):
            self._wake.set()

    def say_aside(self, aside: Aside) -> None:
        """A line that is not stored: once, best effort, and only if it can go now."""
        self.say_once(aside.chat, (Text(key=aside.key),), aside.language)

    def say_once(self, chat: ChatId, lines: tuple[Text, ...], language: str) -> None:
        """The same, of more than one line."""
        self._spawn(self._say(chat, lines, language))

    def hear(self, company: Company) -> None:
        """Of other workers, about once a second."""
        if company.erased != self._erased:
            self._erased = company.erased
            self._sender.forget_drawn()
            weigh.forget()
        self._calls.among(company.workers, company.replies)
        self._claim_seconds = CLAIM_SECONDS if company.workers == 1 else CLAIM_OF_ALL_SECONDS
        self._spawn(self._learn_of_others(left_behind=company.left_behind))

    async def _learn_of_others(self, *, left_behind: bool) -> None:
        """What they were told of "not before", and the letters of those that are gone."""
        try:
            await self._keep_to_holds()
        except StoreError as error:
            self._outage.met("claims", error)
            return
        if left_behind:
            async with self._taking_over:
                await self._take(self._store.recover(self._clock.now()))

    def _hush(self, handled: Handled) -> None:
        for chat in handled.hushed:
            own = (letter.id for letter in handled.letters if letter.chat == chat)
            self._hushed[chat] = min(own, default=self._hushed.get(chat, LetterId(0)))

    async def room(self) -> None:
        """Comes back when so few prompts wait that more may be written.

        There are always some ahead, so that what is less useful takes no turn of theirs.
        """
        while self._unclaimed + self._held("prompt") >= CLAIM_LETTERS:
            self._drained.clear()
            await self._drained.wait()

    async def run(self) -> None:
        """Until cancelled; `stop` comes after it."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._claim())
            group.create_task(self._erasing.clear_away())
            group.create_task(
                self._settling.run(
                    lambda: bool(self._calling), lambda: self._held("prompt", "bulk") > 0
                )
            )

    async def stop(self) -> None:
        """Gives replies under way a moment; what was surely not sent waits for the next start."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(GRACE_SECONDS):
                await self._sent(lambda: any(lane == "reply" for _, lane in self._lines))
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for (chat, _), line in self._lines.items():
            kept = RetryAt(self._when_free(chat))
            for each in line:
                if each.id not in self._calling:
                    self._settling.note(each.id, kept)
        await self._settling.flush()

    async def quiet(self) -> None:
        """Comes back when everything that can be sent now is sent, and every verdict written."""
        while self._tasks or self._wake.is_set() or self._claiming:
            await self._sent(lambda: bool(self._tasks))
            await asyncio.sleep(0)
        await self._settling.flush()

    async def _sent(self, busy: Callable[[], bool]) -> None:
        while busy():
            await asyncio.wait(set(self._tasks), return_when=asyncio.FIRST_COMPLETED)

    async def _claim(self) -> None:
        """Once what an earlier process left in doubt, then for ever what waits in the store."""
        self._claiming = True
        self._early = []
        while await self._take(self._inherit()) is None:  # noqa: ASYNC110 - nobody tells when a disk is back
            await asyncio.sleep(LOOK_AGAIN_SECONDS)
        early, self._early = self._early, None
        for handled in early:
            self.deliver(handled)
        while True:
            held = self._held("prompt", "bulk")
            if not self._leads():
                self._unclaimed = sys.maxsize
            elif held > FEW_LETTERS or self._calls.hold_all() > 0:
                self._more_waiting = True
            else:
                await self._claim_some(CLAIM_LETTERS - held)
            self._claiming = False
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(self._until_claim()):
                    await self._wake.wait()
            self._claiming = True
            self._wake.clear()

    def _until_claim(self) -> float:
        hold = self._calls.hold_all()
        return min(hold, self._claim_seconds) if hold > 0 else self._claim_seconds

    async def _inherit(self) -> tuple[Letter, ...]:
        """What an earlier process left in doubt, and what it was told of "not before"."""
        await self._keep_to_holds()
        return await self._store.recover(self._clock.now())

    async def _keep_to_holds(self) -> None:
        held = await self._store.held(self._clock.now())
        if held.all_until is not None:
            self._calls.keep_all_to(held.all_until)
        for chat, until in held.chats.items():
            self._calls.keep_to(chat, until)

    async def _claim_some(self, room: int) -> None:
        before = self._unclaimed
        if not self._held("prompt", "bulk"):
            self._hushed.clear()
        taken = await self._take(self._store.claim(self._clock.now(), room))
        if taken is None:
            return
        self._more_waiting = len(taken) == room
        may_be_more = self._more_waiting and taken[-1].say.lane == "prompt"
        left = max(before - _count_prompts(taken), 0) if may_be_more else 0
        self._unclaimed += left - before
        self._drained.set()

    async def _take(self, letters: Awaitable[tuple[Letter, ...]]) -> tuple[Letter, ...] | None:
        """None when the store could not say."""
        try:
            taken = await letters
        except StoreError as error:
            self._outage.met("claims", error)
            return None
        self._outage.passed("claims")
        for letter in taken:  # what was to be written of it is stored, or it would not come again
            self._settling.take_back(letter.id)
        await self._sender.learn(taken)
        self._queue(taken)
        return taken

    def _held(self, *lanes: Lane) -> int:
        """Letters in memory."""
        return sum(len(line) for (_, lane), line in self._lines.items() if lane in lanes)

    def _queue(self, letters: Iterable[Letter]) -> None:
        for letter in letters:
            line = (letter.chat, letter.say.lane)
            if letter.chat in self._leaving:
                self._end(letter, Blocked())
            elif line in self._lines:
                _put_in_order(self._lines[line], letter)
            else:
                self._lines[line] = deque([letter])
                self._spawn(self._serve(line))

    async def _serve(self, line: Line) -> None:
        letters = self._lines[line]
        while letters:
            first = letters[0]
            with request(of_letter(first), first.chat):
                verdict = await self._send(first)
            if verdict is None:
                continue
            for letter in tuple(letters) if isinstance(verdict, RetryAt) else (first,):
                letters.remove(letter)
                self._end(letter, verdict)
        del self._lines[line]
        self._drained.set()
        if self._more_waiting and self._held("prompt", "bulk") <= FEW_LETTERS:
            self._wake.set()

    def _end(self, letter: Letter, verdict: Verdict) -> None:
        self._settling.note(letter.id, verdict)
        self._metrics.ended(letter, verdict)
        self._calling.discard(letter.id)
        self._lost.discard(letter.id)

    def _leave(self, chat: ChatId) -> None:
        """No more calls to who is gone; whatever is under way will hear the same."""
        if chat in self._leaving:
            return
        self._leaving.add(chat)
        lines = (line for (of, _), line in self._lines.items() if of == chat)
        self._lost |= {letter.id for line in lines for letter in line} - self._calling
        self._spawn(self._give_up(chat))

    async def _give_up(self, chat: ChatId) -> None:
        """What the desk takes after this comes from somebody who is back."""
        try:
            await self._blocked(chat)
        except StoreError as error:
            log.warning("a chat that is gone could not be noted: %s", error, extra={"chat": chat})
        finally:
            self._leaving.discard(chat)

    async def _send(self, letter: Letter) -> Verdict | None:
        """Goes on until the letter has an end, or for long has to wait in the store.

        None when an earlier one was taken over from another worker: that one goes first.

        Only a call that surely failed is made again, and an edit, which changes nothing twice.
        """
        failed = strikes = 0
        answered = self._calls.answered
        ready: Ready | None = None
        while True:
            if end := self._without_call(letter):
                return end
            ready = ready or await self._ready(letter)
            if ready is None:
                continue
            await self._sender.settled(ready)
            await self._calls.turn(letter.chat, letter.say.lane, ready.messages)
            if not await self._is_clear(letter):
                return Dropped("not wanted any more, or in another hand")
            if not self._is_first(letter):
                return None
            verdict = await self._calls.make(
                letter.chat, letter.say.lane, partial(self._attempt, letter, ready)
            )
            if verdict is None:
                continue
            if not isinstance(verdict, RetryAt):
                return verdict
            self._calling.discard(letter.id)
            if verdict.refused:
                self._note_hold(letter, verdict.at)
                continue
            failed += 1
            if self._calls.answered > answered:
                strikes, answered = strikes + 1, self._calls.answered
            if strikes >= STRIKES:
                return Failed("it fails again and again, as others get through")
            if verdict.whole_bot:  # another one goes ahead next, in case that it is this letter
                self._calls.keep_to(letter.chat, verdict.at + BEHIND_OTHERS)
            else:
                self._calls.keep_to(letter.chat, self._later(pause_seconds(failed - 1)))

    async def _ready(self, letter: Letter) -> Ready | None:
        """What it shows, made in nobody's turn; None, after a while, when the store failed."""
        try:
            ready = await self._sender.ready(letter)
        except StoreError as error:
            self._outage.met("pictures", error)
            await asyncio.sleep(LOOK_AGAIN_SECONDS)
            return None
        if letter.say.picture is not None:
            self._outage.passed("pictures")
        return ready

    def _is_first(self, letter: Letter) -> bool:
        return self._lines[letter.chat, letter.say.lane][0] is letter

    async def _is_clear(self, letter: Letter) -> bool:
        """Among other workers; a store that fails decides nothing."""
        if self._clearance is None:
            return True
        try:
            is_clear = await self._clearance.wait(letter, partial(self._is_first, letter))
            async with self._taking_over:  # what it waited for may be on its way into its line
                return is_clear
        except StoreError as error:
            self._outage.met("clearance", error)
            return True

    def _without_call(self, letter: Letter) -> Verdict | None:
        if letter.id in self._lost:
            return Blocked()
        if letter.say.lane != "reply" and not self._leads():
            return RetryAt(self._clock.now())
        waits_long = self._calls.hold(letter.chat) > GIVE_BACK_SECONDS
        if waits_long and letter.say.lane != "reply":
            return RetryAt(self._when_free(letter.chat))
        return None

    async def _attempt(self, letter: Letter, ready: Ready) -> Verdict | None:
        async with self._alone(letter.chat):
            return await self._attempt_alone(letter, ready)

    @contextlib.asynccontextmanager
    async def _alone(self, chat: ChatId) -> AsyncIterator[None]:
        """One call of a chat at a time in all lanes, and the last new message is written down.

        So an edit finds the message that it edits, and a kill repeats one message only (T4).
        """
        while chat in self._in_call:
            await self._in_call[chat].wait()
        done = self._in_call[chat] = asyncio.Event()
        try:
            await self._settling.write_down(chat)
            yield
        finally:
            del self._in_call[chat]
            done.set()

    async def _attempt_alone(self, letter: Letter, ready: Ready) -> Verdict | None:
        now = self._clock.now()
        if letter.id in self._lost or self._calls.hold(letter.chat) > 0:
            return None  # the call before it has told
        if letter.say.useless_after is not None and letter.say.useless_after < now:
            return Dropped()
        if letter.say.lane != "reply" and letter.id < self._hushed.get(letter.chat, 0):
            return Dropped("not wanted any more")
        try:
            standing = await self._sender.locate(letter)
        except StoreError as error:
            self._outage.met("screens", error)
            self._calls.keep_to(letter.chat, self._later(LOOK_AGAIN_SECONDS))
            return None
        self._outage.passed("screens")
        self._calling.add(letter.id)
        verdict = await self._sender.send(letter, standing, ready)
        if verdict is None:
            self._calling.discard(letter.id)
        if isinstance(verdict, Blocked):
            self._leave(letter.chat)
        if isinstance(verdict, Sent):
            if standing is None or verdict.message_id != standing.message_id:
                self._settling.made(letter.id, letter.chat)
            if verdict.replaced is not None:
                self._spawn(self._clear(letter.chat, verdict.replaced))
        return verdict

    def _note_hold(self, letter: Letter, until: dt.datetime) -> None:
        """A letter that this process keeps; one that goes back takes the moment with it."""
        if letter.say.lane == "reply":
            self._settling.note(letter.id, Held(until))

    def _told_all(self, until: dt.datetime) -> None:
        self._spawn(self._note_hold_of_all(until))

    async def _note_hold_of_all(self, until: dt.datetime) -> None:
        try:
            await self._store.hold_all(until, self._clock.now())
        except StoreError as error:
            log.warning("Telegram's pause could not be noted: %s", error)

    def _when_free(self, chat: ChatId) -> dt.datetime:
        return self._later(max(self._calls.hold(chat), 0.0))

    def _later(self, seconds: float) -> dt.datetime:
        return self._clock.now() + dt.timedelta(seconds=seconds)

    async def _answer(self, answered: Answered) -> None:
        """A tap may be answered twice; only the first answer counts."""
        with request(current().name, answered.chat):
            await self._best_effort(answered.chat, lambda: self._sender.answer(answered))

    async def _clear(self, chat: ChatId, message_id: int) -> None:
        """If it stays, its buttons are those of a closed question."""
        await self._best_effort(chat, lambda: self._sender.clear(chat, message_id))

    async def _sweep(self, chat: ChatId, message_ids: Sequence[int]) -> Verdict | None:
        return await self._best_effort(chat, lambda: self._sender.sweep(chat, message_ids))

    async def _clear_away(self, handled: Handled) -> None:
        """After the last word, which what is remembered of the chat is still needed for."""
        for chat in handled.forgotten:
            while (chat, "reply") in self._lines:
                self._drained.clear()
                await self._drained.wait()
            await self._erasing.sweep(chat, handled.swept.get(chat, ()))
            self._sender.forget(chat)
            self._calls.forget(chat)
        weigh.forget()
        await self._settling.flush()
        await self._erasing.clear_away()

    async def _best_effort(
        self, chat: ChatId | None, call: Callable[[], Awaitable[Verdict | None]]
    ) -> Verdict | None:
        """What it came to in the end; None when it could not be made in time."""
        ends_at = _time() + ANSWER_SECONDS
        for tried in range(ANSWER_TRIES):
            pause = pause_seconds(tried - 1) if tried else 0.0
            hold = max(self._calls.hold(chat), pause)
            if _time() + hold > ends_at:
                return None
            await asyncio.sleep(hold)
            verdict = await self._calls.make(chat, "answer", call)
            if verdict is not None and not isinstance(verdict, RetryAt):
                return verdict
        return None

    async def _say(self, chat: ChatId, lines: tuple[Text, ...], language: str) -> None:
        say, now = Say(lines=lines), self._clock.now()
        letter = Letter(ON_NO_PAPER, chat, say, language, tries=1, created_at=now)
        await self._calls.make(chat, "reply", lambda: self._sender.send(letter, None))

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and task.exception():
            log.error("the pump stumbled", exc_info=task.exception())


def _time() -> float:
    return asyncio.get_running_loop().time()


def _put_in_order(line: deque[Letter], letter: Letter) -> None:
    """At its end, but for what was taken over from another worker."""
    place = next((n for n, one in enumerate(line) if one.id > letter.id), len(line))
    line.insert(place, letter)


def _count_prompts(letters: Iterable[Letter]) -> int:
    return sum(letter.say.lane == "prompt" for letter in letters)
