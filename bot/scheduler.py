"""Brings moments that have come to the desk.

Rule: no timer and no task per person; whatever happens to the process, the rows stay due.
"""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
import itertools
from collections.abc import Awaitable, Callable

from bot.clock import Clock
from bot.desk import Desk
from bot.model import Handled
from bot.outage import Outage
from bot.request import request
from bot.store import Store, StoreError

CHATS_AT_ONCE = 50
"""One commit for all of them."""
AMONG_LIVE = 3
"""While people talk to the bot: they wait for at most one such batch, some 5 ms."""
NAP_SECONDS = 30.0
"""The longest sleep: a machine that was suspended notices soon."""
SHORTEST_NAP_SECONDS = 0.02


async def always() -> None:
    """There is room."""


class Scheduler:
    """`deliver` gets what each batch leaves to do; `room` comes back when there is room for it.

    Moments that come due together are taken no faster than their letters leave, so that a wave
    neither keeps live people waiting nor piles up as letters.
    """

    def __init__(  # noqa: PLR0913 - the parts of a whole
        self,
        store: Store,
        desk: Desk,
        clock: Clock,
        deliver: Callable[[Handled], None],
        room: Callable[[], Awaitable[None]] = always,
        *,
        nap_seconds: float = NAP_SECONDS,
        outage: Outage | None = None,
    ) -> None:
        self._store = store
        self._desk = desk
        self._clock = clock
        self._deliver = deliver
        self._room = room
        self._nap_seconds = nap_seconds
        self._outage = outage or Outage()
        self._batches = itertools.count(1)
        self._woken = asyncio.Event()
        self._sleeps_until: dt.datetime | None = None

    def wake(self, due_at: dt.datetime | None) -> None:
        """A batch has set a moment; wakes the sleeper if it comes before its alarm."""
        if due_at is not None and self._sleeps_until is not None and due_at < self._sleeps_until:
            self._woken.set()

    async def tick(self) -> int:
        """One batch of what is due now; how many chats that were."""
        limit = CHATS_AT_ONCE if self._desk.is_in_peace else AMONG_LIVE
        with request(f"d{next(self._batches)}"):
            chats, handled = await self._desk.handle_due(limit)
            self._deliver(handled)
        return chats

    async def run(self) -> None:
        """Until cancelled; a store that fails is asked again after a nap.

        While people talk, it rests half as long as a batch took, waits included: a third of the
        time is for them.
        """
        while True:
            try:
                await self._room()
                begun = _time()
                some = await self.tick()
                self._outage.passed("due moments")
                if some:
                    took = _time() - begun
                    await asyncio.sleep(0 if self._desk.is_in_peace else took / 2)
                else:
                    await self._sleep()
            except StoreError as error:
                self._outage.met("due moments", error)
                await asyncio.sleep(self._nap_seconds)

    async def _sleep(self) -> None:
        self._woken.clear()
        now = self._clock.now()
        self._sleeps_until = now + dt.timedelta(seconds=self._nap_seconds)
        due_at = await self._store.next_due()
        if due_at is not None:
            self._sleeps_until = min(due_at, self._sleeps_until)
        nap = max((self._sleeps_until - now).total_seconds(), SHORTEST_NAP_SECONDS)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(nap):
                await self._woken.wait()
        self._sleeps_until = None


def _time() -> float:
    return asyncio.get_running_loop().time()
