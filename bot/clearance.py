"""Whether a letter may go, where other workers send to the same people.

Rule: asked right before the call. Questions of one moment are asked together, so that it costs one
look at the store however many letters are about to go.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping

from bot.clock import Clock
from bot.model import Letter, LetterId
from bot.store import Clear, Store

LOOK_AGAIN_SECONDS = 0.02
LONGEST_SECONDS = 15.0
"""After that the letter goes: whoever had the one before it is gone, and taken over from."""


def always() -> bool:
    return True


class Clearance:
    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._wanted: list[LetterId] = []
        self._asking: asyncio.Task[Mapping[LetterId, Clear]] | None = None

    async def wait(self, letter: Letter, is_first: Callable[[], bool] = always) -> bool:
        """Until the letters before it are out, whoever has them, or it is not the first here.

        False: it is in another hand by now, or not wanted any more. Raises StoreError.
        """
        ends_at = _time() + LONGEST_SECONDS
        while True:
            found = (await self._ask(letter.id)).get(letter.id)
            if found != "behind" or not is_first() or _time() > ends_at:
                return found is not None
            await asyncio.sleep(LOOK_AGAIN_SECONDS)

    async def _ask(self, letter: LetterId) -> Mapping[LetterId, Clear]:
        self._wanted.append(letter)
        if self._asking is None:
            self._asking = asyncio.create_task(self._ask_all())
        return await asyncio.shield(self._asking)

    async def _ask_all(self) -> Mapping[LetterId, Clear]:
        await asyncio.sleep(0)
        wanted, self._wanted, self._asking = self._wanted, [], None
        return await self._store.clear_to_go(wanted, self._clock.now())


def _time() -> float:
    return asyncio.get_running_loop().time()
