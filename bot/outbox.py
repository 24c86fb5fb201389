"""The pump: sends what is stored, and writes down what became of it.

Each chat's letters go in order within their lane, many chats at once; replies wait for nothing but
Telegram's own "not before". A letter that surely was not sent stays at the head of its line.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Coroutine, Iterable
from datetime import timedelta
from typing import Any

from bot.clock import Clock
from bot.model import (
    Answered,
    Blocked,
    ChatId,
    Dropped,
    Handled,
    Letter,
    LetterId,
    RetryAt,
    Verdict,
)
from bot.pacing import Pacer
from bot.store import Store, StoreError
from bot.telegram.sender import Sender
from flows.effects import Lane

log = logging.getLogger(__name__)

Line = tuple[ChatId, Lane]
REPLIES_AT_ONCE = 64
UNASKED_AT_ONCE = 32
ANSWERS_AT_ONCE = 32
CLAIM_LETTERS = 64
"""Unasked letters held in memory, so that a prompt never waits behind a long row of bulk."""
CLAIM_SECONDS = 5.0
SETTLE_SECONDS = 0.01
"""The verdicts of so long a time are written together."""
GRACE_SECONDS = 2.0
"""For replies under way, when the process ends."""
LOOK_AGAIN_SECONDS = 1.0
"""After the store could not answer."""


class Pump:
    """`blocked` is told of each chat that cannot be reached any more."""

    def __init__(
        self,
        sender: Sender,
        store: Store,
        clock: Clock,
        pacer: Pacer,
        blocked: Callable[[ChatId], Awaitable[None]],
    ) -> None:
        self._sender = sender
        self._store = store
        self._clock = clock
        self._pacer = pacer
        self._blocked = blocked
        self._lines: dict[Line, deque[Letter]] = {}
        self._calling: set[LetterId] = set()
        self._verdicts: dict[LetterId, Verdict] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._wake = asyncio.Event()
        self._judged = asyncio.Event()
        self._turns = asyncio.Lock()
        self._claiming = False
        self._more_waiting = False
        self._slots = {
            "reply": asyncio.Semaphore(REPLIES_AT_ONCE),
            "rest": asyncio.Semaphore(UNASKED_AT_ONCE),
            "answer": asyncio.Semaphore(ANSWERS_AT_ONCE),
        }

    def deliver(self, handled: Handled) -> None:
        """What a committed batch leaves to do; prompts are claimed from the store, not taken."""
        for chat in handled.forgotten:
            self._sender.forget(chat)
        self._queue(letter for letter in handled.letters if letter.say.lane == "reply")
        for answered in handled.callbacks:
            self._spawn(self._answer(answered))
        if any(letter.say.lane != "reply" for letter in handled.letters):
            self._wake.set()

    async def run(self) -> None:
        """Until cancelled; `stop` comes after it."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._claim())
            group.create_task(self._settle())

    async def stop(self) -> None:
        """Gives replies under way a moment; what was surely not sent waits for the next start."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(GRACE_SECONDS):
                await self._sent(lambda: any(lane == "reply" for _, lane in self._lines))
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        now = self._clock.now()
        kept = (letter.id for line in self._lines.values() for letter in line)
        self._verdicts |= {id_: RetryAt(now) for id_ in kept if id_ not in self._calling}
        await self._flush()

    async def quiet(self) -> None:
        """Comes back when everything that can be sent now is sent, and every verdict written."""
        while self._tasks or self._wake.is_set() or self._claiming:
            await self._sent(lambda: bool(self._tasks))
            await asyncio.sleep(0)
        await self._flush()

    async def _sent(self, busy: Callable[[], bool]) -> None:
        while busy():
            await asyncio.wait(set(self._tasks), return_when=asyncio.FIRST_COMPLETED)

    async def _claim(self) -> None:
        """Once what an earlier process left in doubt, then for ever what waits in the store."""
        self._claiming = True
        while await self._take(self._store.recover(self._clock.now())) is None:  # noqa: ASYNC110 - nobody tells when a disk is back
            await asyncio.sleep(LOOK_AGAIN_SECONDS)
        while True:
            room = CLAIM_LETTERS - self._unasked()
            if room > 0:
                taken = await self._take(self._store.claim(self._clock.now(), room))
                self._more_waiting = taken == room
            self._claiming = False
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(CLAIM_SECONDS):
                    await self._wake.wait()
            self._claiming = True
            self._wake.clear()

    async def _take(self, letters: Awaitable[tuple[Letter, ...]]) -> int | None:
        """How many; None when the store could not say."""
        try:
            taken = await letters
        except StoreError as error:
            log.warning("waiting letters could not be read: %s", error)
            return None
        self._queue(taken)
        return len(taken)

    def _unasked(self) -> int:
        return sum(len(line) for (_, lane), line in self._lines.items() if lane != "reply")

    def _queue(self, letters: Iterable[Letter]) -> None:
        for letter in letters:
            line = (letter.chat, letter.say.lane)
            if line in self._lines:
                self._lines[line].append(letter)
            else:
                self._lines[line] = deque([letter])
                self._spawn(self._serve(line))

    async def _serve(self, line: Line) -> None:
        letters = self._lines[line]
        while letters:
            verdict = await self._send(letters[0])
            gone = isinstance(verdict, Blocked)
            for letter in tuple(letters) if gone else (letters[0],):
                letters.popleft()
                self._verdicts[letter.id] = verdict
                self._calling.discard(letter.id)
            self._judged.set()
            if gone:
                self._spawn(self._give_up(line[0]))
        del self._lines[line]
        if self._more_waiting and self._unasked() <= CLAIM_LETTERS // 2:
            self._wake.set()

    async def _give_up(self, chat: ChatId) -> None:
        try:
            await self._blocked(chat)
        except StoreError as error:
            log.warning("a chat that is gone could not be noted: %s", error, extra={"chat": chat})

    async def _send(self, letter: Letter) -> Verdict:
        """Goes on until the letter has an end; only a call that surely failed is made again."""
        while True:
            await self._turn(letter)
            async with self._slots["reply" if letter.say.lane == "reply" else "rest"]:
                if self._pacer.hold(letter.chat, self._time()) > 0:
                    continue
                verdict = await self._attempt(letter)
            if not isinstance(verdict, RetryAt):
                return verdict
            self._calling.discard(letter.id)
            self._pause(letter.chat, verdict)

    async def _turn(self, letter: Letter) -> None:
        """Waits as long as Telegram asked for; an unasked letter also for its turn."""
        chat = letter.chat
        await self._until(lambda: self._pacer.hold(chat, self._time()))
        if letter.say.lane == "reply":
            self._pacer.replied(self._time())
        else:
            await self._until(lambda: self._pacer.rest(chat, self._time()))
            async with self._turns:
                await asyncio.sleep(self._pacer.reserve(self._time()))
        self._pacer.called(chat, self._time())

    async def _until(self, wait: Callable[[], float]) -> None:
        while (seconds := wait()) > 0:  # noqa: ASYNC110 - the wait may grow while it is slept
            await asyncio.sleep(seconds)

    async def _attempt(self, letter: Letter) -> Verdict:
        now = self._clock.now()
        if letter.say.useless_after is not None and letter.say.useless_after < now:
            return Dropped()
        try:
            message_id = await self._sender.locate(letter)
        except StoreError as error:
            log.warning("a screen could not be looked up: %s", error, extra={"chat": letter.chat})
            return RetryAt(now + timedelta(seconds=LOOK_AGAIN_SECONDS))
        self._calling.add(letter.id)
        return await self._sender.send(letter, message_id)

    def _pause(self, chat: ChatId, verdict: RetryAt) -> None:
        now = self._time()
        until = now + (verdict.at - self._clock.now()).total_seconds()
        if verdict.whole_bot:
            self._pacer.refuse_all(until)
        else:
            self._pacer.refuse(chat, until, now)

    async def _answer(self, answered: Answered) -> None:
        async with self._slots["answer"]:
            await self._sender.answer(answered)

    async def _settle(self) -> None:
        while True:
            await self._judged.wait()
            await asyncio.sleep(SETTLE_SECONDS)
            if not await self._flush():
                await asyncio.sleep(LOOK_AGAIN_SECONDS)

    async def _flush(self) -> bool:
        """False when the store could not take the verdicts; they are kept then."""
        self._judged.clear()
        verdicts, self._verdicts = self._verdicts, {}
        if not verdicts:
            return True
        try:
            await self._store.settle(verdicts, self._clock.now())
        except BaseException as error:
            self._verdicts = verdicts | self._verdicts  # writing them twice does no harm
            self._judged.set()
            if not isinstance(error, StoreError):
                raise
            log.warning("what became of letters could not be written: %s", error)
            return False
        return True

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and task.exception():
            log.error("the pump stumbled", exc_info=task.exception())

    def _time(self) -> float:
        return asyncio.get_running_loop().time()
