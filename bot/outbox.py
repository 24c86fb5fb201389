"""The pump sends what is stored: `claims` brings it, `settling` writes down what became of it.

Each chat's letters go in order within their lane, many chats at once; replies wait for nothing but
Telegram's own "not before". A letter that surely was not sent stays at the head of its line.
"""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Iterable
from functools import partial
from typing import Any

from bot.besides import Besides
from bot.calls import Calls
from bot.claims import Claims
from bot.clearance import Clearance
from bot.clock import Clock
from bot.erasing import Erasing
from bot.lines import Line, Lines
from bot.metrics import SILENT, Metrics
from bot.model import (
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
from bot.request import of_letter, request
from bot.settling import LOOK_AGAIN_SECONDS, Settling
from bot.store import Company, Store, StoreError
from bot.telegram.pictures import Ready
from bot.telegram.sender import Sender
from bot.telegram.updates import Aside
from bot.telegram.verdicts import pause_seconds
from flows import weigh
from flows.effects import Text

log = logging.getLogger(__name__)

GRACE_SECONDS = 2.0
"""For replies under way, when the process ends."""
GIVE_BACK_SECONDS = 5.0
"""An unasked letter that has to wait longer waits in the store, and leaves room for others."""
BEHIND_OTHERS = dt.timedelta(seconds=0.25)
STRIKES = 10
"""So often a letter alone failed, as others got through: Telegram will never take it."""


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
        self._sender = sender
        self._store = store
        self._clock = clock
        self._calls = Calls(pacer, clock, self._told_all, metrics)
        self._metrics = metrics
        self._blocked = blocked
        self._outage = outage or Outage()
        self._lines = Lines()
        self._calling: set[LetterId] = set()
        self._leaving: set[ChatId] = set()
        """Chats that are gone, until the desk has noted it."""
        self._lost: set[LetterId] = set()
        """Letters to them that were waiting for their turn."""
        self._settling = Settling(store, clock.now, self._outage)
        self._besides = Besides(sender, self._calls, clock)
        self._erasing = Erasing(store, clock, self._besides.sweep, self._outage)
        self._in_call: dict[ChatId, asyncio.Event] = {}
        """Set when the call is over."""
        self._tasks: set[asyncio.Task[None]] = set()
        self._claims = Claims(
            store, clock, self._calls, self._lines, self._accept,
            outage=self._outage, leads=leads,
        )  # fmt: skip
        self._early: list[Handled] | None = None
        """Delivered before all that an earlier process left in doubt was in its line."""

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
        self._lines.hush(handled)
        self._queue(letter for letter in handled.letters if letter.say.lane == "reply")
        for answered in handled.callbacks:
            self._spawn(self._besides.answer(answered))
        self._claims.stored(handled.letters)

    def say_aside(self, aside: Aside) -> None:
        """A line that is not stored: once, best effort, and only if it can go now."""
        self.say_once(aside.chat, (Text(key=aside.key),), aside.language)

    def say_once(self, chat: ChatId, lines: tuple[Text, ...], language: str) -> None:
        """The same, of more than one line."""
        self._spawn(self._besides.say(chat, lines, language))

    def hear(self, company: Company) -> None:
        """Of other workers, about once a second."""
        if company.erased != self._erased:
            self._erased = company.erased
            self._sender.forget_drawn()
            weigh.forget()
        self._calls.among(company.workers, company.replies)
        self._spawn(self._claims.learn_of_others(company))

    async def room(self) -> None:
        """Comes back when so few prompts wait that more may be written."""
        await self._claims.room()

    async def run(self) -> None:
        """Until cancelled; `stop` comes after it."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._claim())
            group.create_task(self._erasing.clear_away())
            group.create_task(
                self._settling.run(
                    lambda: bool(self._calling), lambda: self._lines.held("prompt", "bulk") > 0
                )
            )

    async def stop(self) -> None:
        """Gives replies under way a moment; what was surely not sent waits for the next start."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(GRACE_SECONDS):
                await self._sent(lambda: self._lines.held("reply") > 0)
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for letter in self._lines.all():
            if letter.id not in self._calling:
                self._settling.note(letter.id, RetryAt(self._when_free(letter.chat)))
        await self._settling.flush()

    async def quiet(self) -> None:
        """Comes back when everything that can be sent now is sent, and every verdict written."""
        while self._tasks or self._claims.is_busy:
            await self._sent(lambda: bool(self._tasks))
            await asyncio.sleep(0)
        await self._settling.flush()

    async def _sent(self, busy: Callable[[], bool]) -> None:
        while busy():
            await asyncio.wait(set(self._tasks), return_when=asyncio.FIRST_COMPLETED)

    async def _claim(self) -> None:
        """Once what an earlier process left in doubt, then for ever what waits in the store."""
        self._early = []
        await self._claims.inherit()
        early, self._early = self._early, None
        for handled in early:
            self.deliver(handled)
        await self._claims.run()

    async def _accept(self, letters: tuple[Letter, ...]) -> None:
        for letter in letters:  # what was to be written of it is stored, or it would not come again
            self._settling.take_back(letter.id)
        await self._sender.learn(letters)
        self._queue(letters)

    def _queue(self, letters: Iterable[Letter]) -> None:
        for letter in letters:
            if letter.chat in self._leaving:
                self._end(letter, Blocked())
            elif line := self._lines.put(letter):
                self._spawn(self._serve(line))

    async def _serve(self, line: Line) -> None:
        while first := self._lines.first(line):
            with request(of_letter(first), first.chat):
                verdict = await self._send(first)
            if verdict is None:
                continue
            ended = self._lines.standing(line) if isinstance(verdict, RetryAt) else (first,)
            for letter in ended:
                self._lines.remove(letter)
                self._end(letter, verdict)
        self._lines.end(line)
        self._claims.line_ended()

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
        self._lost |= self._lines.to(chat) - self._calling
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
            is_clear = await self._is_clear(letter)
            if is_clear is None:
                continue
            if not is_clear:
                return Dropped("not wanted any more, or in another hand")
            if not self._lines.is_first(letter):
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

    async def _is_clear(self, letter: Letter) -> bool | None:
        """None, after a while, when the store failed: another may have it by then."""
        if self._clearance is None:
            return True
        try:
            is_clear = await self._clearance.wait(letter, partial(self._lines.is_first, letter))
        except StoreError as error:
            self._outage.met("clearance", error)
            await asyncio.sleep(LOOK_AGAIN_SECONDS)
            return None
        self._outage.passed("clearance")
        async with self._claims.taking_over:  # what it waited for may be under way to its line
            return is_clear

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
        if self._lines.is_hushed(letter):
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
                self._spawn(self._besides.clear(letter.chat, verdict.replaced))
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

    async def _clear_away(self, handled: Handled) -> None:
        """After the last word, which what is remembered of the chat is still needed for."""
        for chat in handled.forgotten:
            await self._lines.until_ended((chat, "reply"))
            await self._erasing.sweep(chat, handled.swept.get(chat, ()))
            self._sender.forget(chat)
            self._calls.forget(chat)
        weigh.forget()
        await self._settling.flush()
        await self._erasing.clear_away()

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and task.exception():
            log.error("the pump stumbled", exc_info=task.exception())
