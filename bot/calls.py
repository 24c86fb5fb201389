"""When a call may be made, and what each call tells about the next ones.

Rule: nothing is called inside Telegram's "not before"; and where everything had to wait, one call
goes ahead alone, so that an outage of an hour ends without a storm.
"""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Awaitable, Callable
from typing import Literal

from bot.clock import Clock
from bot.metrics import SILENT, Metrics
from bot.model import ChatId, Dropped, RetryAt, Uncertain, Verdict
from bot.pacing import Pacer
from bot.telegram.verdicts import pause_seconds
from flows.effects import Lane

Kind = Lane | Literal["answer"]
"""An answer to a tap takes nobody's turn."""

REPLIES_AT_ONCE = 64
UNASKED_AT_ONCE = 32
ANSWERS_AT_ONCE = 32
SILENT_CALLS = 3
"""So many calls in a row without any answer: Telegram is away, and letters wait rather than get
lost one by one."""


class Calls:
    """`told_all` hears until when Telegram wants the whole bot to wait."""

    def __init__(
        self,
        pacer: Pacer,
        clock: Clock,
        told_all: Callable[[dt.datetime], None],
        metrics: Metrics = SILENT,
    ) -> None:
        self._pacer = pacer
        self._metrics = metrics
        self._clock = clock
        self._told_all = told_all
        self._turns = asyncio.Lock()
        self._ahead = asyncio.Lock()
        self._silent = 0
        self.answered = 0
        """Calls that Telegram has said anything about."""
        rest = asyncio.Semaphore(UNASKED_AT_ONCE)
        self._slots: dict[Kind, asyncio.Semaphore] = {
            "reply": asyncio.Semaphore(REPLIES_AT_ONCE),
            "prompt": rest,
            "bulk": rest,
            "answer": asyncio.Semaphore(ANSWERS_AT_ONCE),
        }

    def hold(self, chat: ChatId | None) -> float:
        """Seconds in which nothing may be sent to this chat; 0 or less most of the time."""
        return self._pacer.hold(chat, _time())

    def hold_all(self) -> float:
        return self._pacer.hold_all(_time())

    def keep_to(self, chat: ChatId, until: dt.datetime) -> None:
        self._pacer.keep_to(chat, self._on_our_clock(until))

    def keep_all_to(self, until: dt.datetime) -> None:
        self._pacer.wait_all(self._on_our_clock(until), _time())

    def among(self, workers: int, replies: int) -> None:
        """So many workers send now; the others have sent so many replies since the last time."""
        self._pacer.workers = workers
        self._pacer.others_replied(_time(), replies)

    def forget(self, chat: ChatId) -> None:
        """When it was called last; what Telegram asked for still holds."""
        self._pacer.forget(chat)

    async def turn(self, chat: ChatId, lane: Lane, messages: int = 1) -> None:
        """Waits as long as Telegram asked for; an unasked letter also for its turn.

        `messages`: as many as Telegram counts, as each picture of an album is one.
        """
        await _until(lambda: self.hold(chat))
        if lane == "reply":
            await _until(lambda: self._pacer.rest_of_reply(chat, _time()))
            await _sleep(self._pacer.replied(_time(), messages))
        else:
            await _until(lambda: self._pacer.rest(chat, _time()))
            async with self._turns:
                await asyncio.sleep(self._pacer.reserve(_time(), messages))
        self._pacer.called(chat, _time())

    async def make(
        self, chat: ChatId | None, kind: Kind, call: Callable[[], Awaitable[Verdict | None]]
    ) -> Verdict | None:
        """None: there was no call, as `call` thought better of it or something has come up."""
        async with self._slots[kind]:
            if not self._pacer.in_doubt:
                return await self._make(chat, kind, call)
            async with self._ahead:
                return await self._make(chat, kind, call) if self._pacer.in_doubt else None

    async def _make(
        self, chat: ChatId | None, kind: Kind, call: Callable[[], Awaitable[Verdict | None]]
    ) -> Verdict | None:
        if self.hold(chat) > 0:
            return None
        begun_at = _time()
        verdict = await call()
        if verdict is not None:
            self._metrics.called(kind, verdict)
        if verdict is not None and not isinstance(verdict, Dropped):
            self._learn(chat, verdict, begun_at)
        return verdict

    def _learn(self, chat: ChatId | None, verdict: Verdict, begun_at: float) -> None:
        match verdict:
            case RetryAt(at, refused=True):
                self._refused(chat, at)
            case RetryAt(at, whole_bot=True):
                self._pacer.wait_all(self._on_our_clock(at), _time())
            case Uncertain() | RetryAt():
                self._not_answered()
            case _:
                self._silent = 0
                self.answered += 1
                self._pacer.got_through(begun_at)

    def _refused(self, chat: ChatId | None, at: dt.datetime) -> None:
        self._pacer.refuse(chat, self._on_our_clock(at), _time())
        if self.hold_all() > 0:
            self._told_all(at)

    def _not_answered(self) -> None:
        """Those that were under way together count as one."""
        if self.hold_all() > 0:
            return
        self._silent += 1
        if self._silent >= SILENT_CALLS:
            pause = pause_seconds(self._silent - SILENT_CALLS)
            self._pacer.wait_all(_time() + pause, _time())

    def _on_our_clock(self, at: dt.datetime) -> float:
        return _time() + (at - self._clock.now()).total_seconds()


async def _until(wait: Callable[[], float]) -> None:
    while (seconds := wait()) > 0:  # noqa: ASYNC110 - the wait may grow while it is slept
        await asyncio.sleep(seconds)


async def _sleep(seconds: float) -> None:
    if seconds > 0:
        await asyncio.sleep(seconds)


def _time() -> float:
    return asyncio.get_running_loop().time()
