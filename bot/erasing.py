"""What is left to do once somebody is erased: at Telegram, in memory, and in the database's files.

Rule: the last word goes first, and nothing here is stored: after a kill, files are cleared at the
next start, and messages that were to be swept away stay.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence

from bot.clock import Clock
from bot.model import ChatId, Failed, Verdict
from bot.outage import Outage
from bot.store import Store, StoreError

AT_ONCE = 100
"""Messages that one call can delete."""
FIRST_PAUSE_SECONDS = 0.05
LONGEST_PAUSE_SECONDS = 30.0

Delete = Callable[[ChatId, Sequence[int]], Awaitable[Verdict | None]]
"""One call, best effort; what it came to."""


class Erasing:
    def __init__(self, store: Store, clock: Clock, delete: Delete, outage: Outage) -> None:
        self._store = store
        self._clock = clock
        self._delete = delete
        self._outage = outage

    async def sweep(self, chat: ChatId, message_ids: Sequence[int]) -> None:
        """Telegram takes a message away for 48 hours; those that can still go do."""
        for start in range(0, len(message_ids), AT_ONCE):
            await self._sweep_some(chat, message_ids[start : start + AT_ONCE])

    async def _sweep_some(self, chat: ChatId, some: Sequence[int]) -> None:
        """One that cannot go holds up the call it is in, so that is made again in halves."""
        verdict = await self._delete(chat, some)
        if isinstance(verdict, Failed) and len(some) > 1:
            half = len(some) // 2
            await self._sweep_some(chat, some[:half])
            await self._sweep_some(chat, some[half:])

    async def clear_away(self) -> None:
        """Comes back when nothing is left that can go now."""
        pause = FIRST_PAUSE_SECONDS
        while not await self._is_clear():
            await asyncio.sleep(pause)
            pause = min(2 * pause, LONGEST_PAUSE_SECONDS)

    async def _is_clear(self) -> bool:
        try:
            is_clear = await self._store.clear_away(self._clock.now())
        except StoreError as error:
            self._outage.met("what erased people left", error)
            return False
        self._outage.passed("what erased people left")
        return is_clear
