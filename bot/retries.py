"""Set-aside events that the operator wants tried again go to the desk, like any others.

Rule: the wish is a row, so it does not matter whether the bot ran when it was made.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from bot.desk import Desk
from bot.model import Handled
from bot.outage import Outage
from bot.request import of_batch, of_event, request
from bot.store import Store, StoreError

AT_ONCE = 50
"""Live events wait for at most one batch of this size."""
LOOK_SECONDS = 20.0
"""How soon a wish is seen."""


class Retries:
    """`deliver` gets what each batch leaves to do."""

    def __init__(
        self,
        store: Store,
        desk: Desk,
        deliver: Callable[[Handled], None],
        outage: Outage,
        *,
        look_seconds: float = LOOK_SECONDS,
    ) -> None:
        self._store = store
        self._desk = desk
        self._deliver = deliver
        self._outage = outage
        self._look_seconds = look_seconds

    async def tick(self) -> None:
        """Everything that is wished for now."""
        wished = await self._store.wished()
        for start in range(0, len(wished), AT_ONCE):
            batch = wished[start : start + AT_ONCE]
            with request(of_batch([of_event(one) for one in batch])):
                self._deliver(await self._desk.handle(batch))

    async def run(self) -> None:
        """Until cancelled; at once, and then again and again."""
        while True:
            try:
                await self.tick()
            except StoreError as error:
                self._outage.met("retries", error)
            else:
                self._outage.passed("retries")
            await asyncio.sleep(self._look_seconds)
