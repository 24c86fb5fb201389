"""What became of letters, from the moment it is known until the store has it.

Rule: knows verdicts and when to write them; nothing of lines, lanes or Telegram.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime

from bot.model import ChatId, LetterId, Verdict
from bot.outage import Outage
from bot.store import Store, StoreError

SETTLE_SECONDS = 0.01
"""The verdicts of so long a time are written together, while more calls are under way."""
APART_SECONDS = 0.02
"""Between two writings of verdicts: in a wave they leave the disk to live people."""
LOOK_AGAIN_SECONDS = 1.0
"""After the store could not answer."""


class Settling:
    """`now` tells the time that is written beside the verdicts."""

    def __init__(self, store: Store, now: Callable[[], datetime], outage: Outage) -> None:
        self._store = store
        self._now = now
        self._outage = outage
        self._verdicts: dict[LetterId, Verdict] = {}
        self._new: dict[LetterId, ChatId] = {}
        """Messages that Telegram has made, and that the store does not know of yet."""
        self._writing = asyncio.Lock()
        self._judged = asyncio.Event()

    def note(self, letter: LetterId, verdict: Verdict) -> None:
        self._verdicts[letter] = verdict
        self._judged.set()

    def made(self, letter: LetterId, chat: ChatId) -> None:
        """Its verdict follows at once; a kill before it is written repeats the message."""
        self._new[letter] = chat

    def take_back(self, letter: LetterId) -> None:
        """It was handed out anew, so what was to be written of it is not true any more."""
        self._verdicts.pop(letter, None)

    async def run(self, is_calling: Callable[[], bool], in_wave: Callable[[], bool]) -> None:
        """Until cancelled."""
        while True:
            await self._judged.wait()
            if is_calling():
                await asyncio.sleep(SETTLE_SECONDS)
            is_written = await self.flush()
            if not is_written:
                await asyncio.sleep(LOOK_AGAIN_SECONDS)
            elif in_wave():
                await asyncio.sleep(APART_SECONDS)

    async def write_down(self, chat: ChatId) -> None:
        """The new message of this chat; one writing serves all who wait for it."""
        if chat in self._new.values():
            async with self._writing:
                if chat in self._new.values():
                    await self._write()

    async def flush(self) -> bool:
        """False when the store could not take the verdicts; they are kept then."""
        async with self._writing:
            return await self._write()

    async def _write(self) -> bool:
        self._judged.clear()
        verdicts, self._verdicts = self._verdicts, {}
        if not verdicts:
            return True
        try:
            await self._store.settle(verdicts, self._now())
        except BaseException as error:
            self._verdicts = verdicts | self._verdicts  # writing them twice does no harm
            self._judged.set()
            if not isinstance(error, StoreError):
                raise
            self._outage.met("verdicts", error)
            return False
        self._outage.passed("verdicts")
        for letter in verdicts:
            self._new.pop(letter, None)
        return True
