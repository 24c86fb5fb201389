"""Updates that were brought and are not stored yet, and who waits to hear what became of them.

Rule: a bounded number of them, each once however often it was brought; knows no HTTP and no store.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

BATCH = 100
MOST_WAITING = 1000
"""Ten times as many as Telegram brings at once."""
GATHER_SECONDS = 0.005
"""Telegram brings a person's taps and words by two lines at once, and the first may be behind. What
comes while a batch is under way gathers by itself; to wait then too would only cost time."""


class Answer(NamedTuple):
    """What whoever brought an update is told."""

    status: int
    body: bytes = b""
    """JSON: a call of the Bot API that Telegram carries out for us."""
    retry_seconds: int = 0


TAKEN = Answer(200)
ELSEWHERE = Answer(503, retry_seconds=1)
"""To be brought again, perhaps to another worker."""


class Waiting:
    """One update. `told` is awaited by all who have brought it, so nobody may cancel it."""

    def __init__(self, update: Mapping[str, Any]) -> None:
        self.update = update
        self.told: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self.body = b""
        """What goes along with its answer."""
        self.hearers: list[Callable[[], bool]] = []

    @property
    def number(self) -> int:
        return int(self.update["update_id"])

    def is_heard(self) -> bool:
        """Somebody who brought it is still there."""
        return any(is_there() for is_there in self.hearers)

    def tell(self, answer: Answer) -> None:
        if not self.told.done():
            self.told.set_result(answer)


class Queue:
    def __init__(self, gather_seconds: float = GATHER_SECONDS) -> None:
        self._gather_seconds = gather_seconds
        self._known: dict[int, Waiting] = {}
        """By number, until they are told."""
        self._line: list[Waiting] = []
        """Those that no batch has taken yet."""
        self._filled = asyncio.Event()
        self._is_open = True

    def join(self, update: Mapping[str, Any], is_there: Callable[[], bool]) -> Waiting | None:
        """`is_there`: whether who brought it still waits. None: there is no room."""
        number = int(update["update_id"])
        waiting = self._known.get(number)
        if waiting is None:
            if not self._is_open or len(self._known) >= MOST_WAITING:
                return None
            waiting = self._known[number] = Waiting(update)
            waiting.told.add_done_callback(lambda _: self._known.pop(number, None))
            self._line.append(waiting)
            self._filled.set()
        waiting.hearers.append(is_there)
        return waiting

    async def batch(self) -> list[Waiting]:
        """Those of the lowest numbers: locks of the store exclude, and do not put in order."""
        while not self._line:
            await self._filled.wait()
            await asyncio.sleep(self._gather_seconds)
        self._line.sort(key=lambda waiting: waiting.number)
        taken, self._line = self._line[:BATCH], self._line[BATCH:]
        if not self._line:
            self._filled.clear()
        return taken

    def refuse(self, answer: Answer) -> None:
        """All that no batch has taken yet."""
        refused, self._line = self._line, []
        self._filled.clear()
        for waiting in refused:
            waiting.tell(answer)

    def close(self) -> None:
        """Nothing is taken in any more; a batch under way is still answered."""
        self._is_open = False
        self.refuse(ELSEWHERE)
