"""This process among others that work on the same database: who leads, and what that changes.

Rule: the database says who leads, by a lock that goes with its holder; there is no coordinator. On
SQLite nobody else is there, and nobody is asked.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable, Coroutine
from typing import Any

from bot.clock import Clock
from bot.outage import Outage
from bot.store import Company, Store, StoreError

log = logging.getLogger(__name__)

BEAT_SECONDS = 1.0
"""Between two looks around; who leads is followed by another within a few of them."""


class Workers:
    """`hear` is told what each look around has found."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        hear: Callable[[Company], None],
        *,
        outage: Outage | None = None,
        beat_seconds: float = BEAT_SECONDS,
    ) -> None:
        self._store = store
        self._clock = clock
        self._hear = hear
        self._outage = outage or Outage()
        self._beat_seconds = beat_seconds
        self._told = False
        self.company = Company(leads=not store.is_shared)
        self._turned = asyncio.Event()
        """Set whenever another one leads."""

    def leads(self) -> bool:
        """While the database is away it stays as it was: somebody has to tell people."""
        return self.company.leads

    async def run(self) -> None:
        """Until cancelled."""
        while self._store.is_shared:
            try:
                self._meet(await self._store.look_around(self._clock.now()))
            except StoreError as error:
                self._outage.met("other workers", error)
            else:
                self._outage.passed("other workers")
            await asyncio.sleep(self._beat_seconds)
        await asyncio.Event().wait()

    def _meet(self, company: Company) -> None:
        led, self.company = self.company.leads, company
        if company.leads != led:
            log.info("this worker leads now: it takes over" if company.leads else "another leads")
            self._turned.set()
        elif not company.leads and not self._told:
            log.info("another worker leads; standing by")
        self._told = True
        self._hear(company)

    async def while_leading(self, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Begins it whenever this worker leads, and cancels it when it does not; raises with it."""
        while True:
            await self._until(leading=True)
            task = asyncio.create_task(work())
            lost = asyncio.create_task(self._until(leading=False))
            try:
                await asyncio.wait({task, lost}, return_when=asyncio.FIRST_COMPLETED)
            finally:
                await _end(task, lost)
            if not task.cancelled():
                task.result()
                return

    async def _until(self, *, leading: bool) -> None:
        while self.company.leads != leading:
            self._turned.clear()
            await self._turned.wait()


async def _end(*tasks: asyncio.Task[None]) -> None:
    for task in tasks:
        task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await asyncio.wait(tasks)
