"""Calls that nothing depends on: tried for a moment, and not stored.

The answer to a tap, the buttons of an old message, a line that could not become a letter.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence

from bot.calls import Calls
from bot.clock import Clock
from bot.model import Answered, ChatId, Letter, LetterId, RetryAt, Verdict
from bot.request import current, request
from bot.telegram.sender import Sender
from bot.telegram.verdicts import pause_seconds
from flows.effects import Say, Text

SECONDS = 15.0
"""The spinner of a tap has stopped by itself then."""
TRIES = 3
ON_NO_PAPER = LetterId(0)
"""What is said here is no row of the store."""


class Besides:
    def __init__(self, sender: Sender, calls: Calls, clock: Clock) -> None:
        self._sender = sender
        self._calls = calls
        self._clock = clock

    async def say(self, chat: ChatId, lines: tuple[Text, ...], language: str) -> None:
        """Once, and only if it can go now."""
        say, now = Say(lines=lines), self._clock.now()
        letter = Letter(ON_NO_PAPER, chat, say, language, tries=1, created_at=now)
        await self._calls.make(chat, "reply", lambda: self._sender.send(letter, None))

    async def answer(self, answered: Answered) -> None:
        """A tap may be answered twice; only the first answer counts."""
        with request(current().name, answered.chat):
            await self._make(answered.chat, lambda: self._sender.answer(answered))

    async def clear(self, chat: ChatId, message_id: int) -> None:
        """If it stays, its buttons are those of a closed question."""
        await self._make(chat, lambda: self._sender.clear(chat, message_id))

    async def sweep(self, chat: ChatId, message_ids: Sequence[int]) -> Verdict | None:
        """What it came to in the end; None when it could not be made in time."""
        return await self._make(chat, lambda: self._sender.sweep(chat, message_ids))

    async def _make(
        self, chat: ChatId | None, call: Callable[[], Awaitable[Verdict | None]]
    ) -> Verdict | None:
        ends_at = _time() + SECONDS
        for tried in range(TRIES):
            pause = pause_seconds(tried - 1) if tried else 0.0
            hold = max(self._calls.hold(chat), pause)
            if _time() + hold > ends_at:
                return None
            await asyncio.sleep(hold)
            verdict = await self._calls.make(chat, "answer", call)
            if verdict is not None and not isinstance(verdict, RetryAt):
                return verdict
        return None


def _time() -> float:
    return asyncio.get_running_loop().time()
