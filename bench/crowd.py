"""People who talk with a bot by a short script, and how long each of their updates waits.

Each says /start in a chat of their own and taps the first fitting button until the script is done;
then they leave. In a closed loop somebody new comes for each who leaves; in an open loop taps come
at a steady rate, whether or not the bot keeps up.
Rule: knows nothing of the process that is measured.
"""

from __future__ import annotations

import asyncio
import itertools
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import ceil
from typing import NamedTuple

from bench.telegram import LeanTelegram, Shown
from tests.bot.respondent import ASKS_PLACE, choose

STEPS = 6
PEOPLE = 64
FIRST_LIVE = 1_000_000
"""Chats from here on belong to the crowd."""


class Wait(NamedTuple):
    at: float
    """When the update came, or should have."""
    seconds: float


@dataclass(slots=True)
class Visitor:
    chat: int
    steps: int = 0
    """Updates sent so far."""
    at: float = 0.0
    """Of the last one."""


class Crowd:
    """Taps what `choose` finds; in a script of so many steps, else the first button."""

    def __init__(
        self,
        server: LeanTelegram,
        *,
        steps: int | None = STEPS,
        chats: Iterator[int] | None = None,
    ) -> None:
        """Without a number of steps they go on for as long as they are asked something.

        `chats`: whose numbers newcomers have; by themselves these follow each other.
        """
        self.waits: list[Wait] = []
        self.left = 0
        """Who came to the end of the script."""
        self.others: Callable[[Shown], None] | None = None
        """Told of messages in chats that are not the crowd's."""
        self._server = server
        self._steps = steps
        self._waiting: dict[int, Visitor] = {}
        self._chats = chats or itertools.count(FIRST_LIVE)
        server.on_message = self._hear

    @property
    def unanswered(self) -> int:
        return len(self._waiting)

    def go(self) -> None:
        """All of them, so that the bot can end in peace."""
        self._server.on_message = None

    def come(self, at: float) -> None:
        """Somebody new."""
        visitor = Visitor(next(self._chats))
        self._server.say(visitor.chat, "/start")
        self._wait(visitor, at)

    def answer(self, visitor: Visitor, shown: Shown, at: float) -> bool:
        """False when they leave instead."""
        if visitor.steps == self._steps or not self._reply(shown):
            self.left += 1
            return False
        self._wait(visitor, at)
        return True

    def heard(self, visitor: Visitor, shown: Shown) -> None:
        """What the crowd does then."""
        raise NotImplementedError

    def _wait(self, visitor: Visitor, at: float) -> None:
        visitor.steps += 1
        visitor.at = at
        self._waiting[visitor.chat] = visitor

    def _reply(self, shown: Shown) -> int | None:
        if (data := self._choice(shown)) is not None:
            return self._server.tap(shown.chat, shown.id, data)
        if self._steps is None and ASKS_PLACE in shown.text:
            return self._server.say(shown.chat, "London")
        return None

    def _choice(self, shown: Shown) -> str | None:
        try:
            fitting = choose(shown)
        except IndexError:  # a peer's buttons carry codes of their own
            fitting = None
        first = shown.data[0] if shown.data and self._steps is not None else None
        return fitting or first

    def _hear(self, shown: Shown) -> None:
        if shown.chat < FIRST_LIVE:
            if self.others is not None:
                self.others(shown)
            return
        visitor = self._waiting.get(shown.chat)
        if visitor is None or not self._answers(visitor, shown):
            return
        del self._waiting[shown.chat]
        self.waits.append(Wait(visitor.at, now() - visitor.at))
        self.heard(visitor, shown)

    def _answers(self, visitor: Visitor, shown: Shown) -> bool:
        """What only tells is no answer, except at the end."""
        if shown.data or visitor.steps == self._steps:
            return True
        return self._steps is None and ASKS_PLACE in shown.text


class ClosedLoop(Crowd):
    """So many people at a time, each as fast as the bot."""

    def begin(self, people: int = PEOPLE) -> None:
        for _ in range(people):
            self.come(now())

    def heard(self, visitor: Visitor, shown: Shown) -> None:
        if not self.answer(visitor, shown, now()):
            self.come(now())


class OpenLoop(Crowd):
    """One update after another at a steady rate, by whoever was asked the longest ago."""

    def __init__(
        self, server: LeanTelegram, updates_a_second: float, *, steps: int | None = STEPS
    ) -> None:
        super().__init__(server, steps=steps)
        self.came: list[float] = []
        """When each update came, or should have."""
        self._interval = 1 / updates_a_second
        self._asked: deque[tuple[Visitor, Shown]] = deque()

    async def run(self) -> None:
        """Until cancelled; an update that is late counts from when it should have come."""
        at = now()
        while True:
            at += self._interval
            await asyncio.sleep(at - now())
            self.came.append(at)
            self._act(at)

    def heard(self, visitor: Visitor, shown: Shown) -> None:
        self._asked.append((visitor, shown))

    def _act(self, at: float) -> None:
        while self._asked:
            if self.answer(*self._asked.popleft(), at):
                return
        self.come(at)


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest of them that this share of them does not exceed; 0 of none."""
    if not values:
        return 0.0
    return sorted(values)[max(0, ceil(share * len(values)) - 1)]


def now() -> float:
    return asyncio.get_running_loop().time()
