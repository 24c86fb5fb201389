"""Letters that wait in the store come into memory: some ahead of time, and no more.

Rule: knows when to ask the store, and for how many; what becomes of them is the pump's.
"""

from __future__ import annotations

import asyncio
import contextlib
import sys
from collections.abc import Awaitable, Callable, Iterable

from bot.calls import Calls
from bot.clock import Clock
from bot.lines import Lines
from bot.model import Letter
from bot.outage import Outage
from bot.settling import LOOK_AGAIN_SECONDS
from bot.store import Company, Store, StoreError

CLAIM_LETTERS = 64
"""Unasked letters held in memory, so that a prompt never waits behind a long row of bulk."""
FEW_LETTERS = CLAIM_LETTERS // 2
"""So few held, more are claimed."""
CLAIM_SECONDS = 5.0
CLAIM_OF_ALL_SECONDS = 0.25
"""Where other workers write letters, too, and cannot tell."""


class Claims:
    """`accept` puts letters into their lines. Only who `leads` takes what nobody asked for."""

    def __init__(  # noqa: PLR0913 - what stands on either side of it
        self,
        store: Store,
        clock: Clock,
        calls: Calls,
        lines: Lines,
        accept: Callable[[tuple[Letter, ...]], Awaitable[None]],
        *,
        outage: Outage,
        leads: Callable[[], bool],
    ) -> None:
        self._store = store
        self._clock = clock
        self._calls = calls
        self._lines = lines
        self._accept = accept
        self._outage = outage
        self._leads = leads
        self._seconds = CLAIM_SECONDS
        self._wake = asyncio.Event()
        self._is_claiming = False
        self._more_waiting = False
        self._unclaimed = sys.maxsize
        """Prompts that wait in the store: any number before the first look."""
        self._drained = asyncio.Event()
        self.taking_over = asyncio.Lock()
        """Held while letters of a worker that is gone are put into their lines."""

    @property
    def is_busy(self) -> bool:
        return self._is_claiming or self._wake.is_set()

    def stored(self, letters: Iterable[Letter]) -> None:
        """A batch has left these in the store, but for the replies."""
        unasked = [letter for letter in letters if letter.say.lane != "reply"]
        self._unclaimed += _count_prompts(unasked)
        if unasked:
            self._wake.set()

    def line_ended(self) -> None:
        self._drained.set()
        if self._more_waiting and self._held() <= FEW_LETTERS:
            self._wake.set()

    async def room(self) -> None:
        """Comes back when so few prompts wait that more may be written.

        There are always some ahead, so that what is less useful takes no turn of theirs.
        """
        while self._unclaimed + self._lines.held("prompt") >= CLAIM_LETTERS:
            self._drained.clear()
            await self._drained.wait()

    async def learn_of_others(self, company: Company) -> None:
        """What they were told of "not before", and the letters of those that are gone."""
        self._seconds = CLAIM_SECONDS if company.workers == 1 else CLAIM_OF_ALL_SECONDS
        try:
            await self._keep_to_holds()
        except StoreError as error:
            self._outage.met("claims", error)
            return
        if company.left_behind:
            async with self.taking_over:
                await self._take(self._store.recover(self._clock.now()))

    async def inherit(self) -> None:
        """What an earlier process left in doubt, as soon as the store can say."""
        self._is_claiming = True
        while await self._take(self._left_in_doubt()) is None:  # noqa: ASYNC110 - nobody tells when a disk is back
            await asyncio.sleep(LOOK_AGAIN_SECONDS)

    async def run(self) -> None:
        """For ever what waits in the store."""
        while True:
            self._is_claiming = True
            self._wake.clear()
            await self._claim()
            self._is_claiming = False
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(self._until_next()):
                    await self._wake.wait()

    async def _claim(self) -> None:
        held = self._held()
        if not self._leads():
            self._unclaimed = sys.maxsize
        elif held > FEW_LETTERS or self._calls.hold_all() > 0:
            self._more_waiting = True
        else:
            await self._claim_some(CLAIM_LETTERS - held)

    def _until_next(self) -> float:
        hold = self._calls.hold_all()
        return min(hold, self._seconds) if hold > 0 else self._seconds

    async def _left_in_doubt(self) -> tuple[Letter, ...]:
        """And what that process was told of "not before"."""
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
        if not self._held():
            self._lines.forget_hushed()
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
        await self._accept(taken)
        return taken

    def _held(self) -> int:
        """Unasked letters in memory."""
        return self._lines.held("prompt", "bulk")


def _count_prompts(letters: Iterable[Letter]) -> int:
    return sum(letter.say.lane == "prompt" for letter in letters)
