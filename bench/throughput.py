"""Updates a second through the real process: 64 people answer as fast as the bot asks.

The bot runs as `python -m bot run` with a fresh SQLite file, on one core where the system can pin
it; the Bot API server, the people and the clock are this process. Use: python -m bench.throughput
"""

# ruff: noqa: T201 - it prints what it finds

from __future__ import annotations

import asyncio
import itertools
import os
import platform
import resource
import statistics
import sys
import tempfile

from bench.beside import bot_beside
from tests.bot.api_server import BotApiServer, Message, Person
from tests.bot.respondent import answer, asks

PEOPLE = 64
WARM_UP_SECONDS = 3.0
MEASURED_SECONDS = 15.0


class Crowd:
    """So many people at a time; whoever is done makes room for somebody new."""

    def __init__(self, server: BotApiServer) -> None:
        self.server = server
        self.people: dict[int, Person] = {}
        self.asked_at: dict[int, float] = {}
        self.answered = 0
        self.finished = 0
        self.waits: list[float] = []
        self._numbers = itertools.count(1)
        server.on_message = self.hear

    def join(self) -> None:
        person = Person(self.server, next(self._numbers))
        self.people[person.number] = person
        self._asks(person.number)
        person.says("/start")

    def hear(self, message: Message) -> None:
        """Called inside the bot's call: the person reacts a moment later."""
        asyncio.get_running_loop().call_soon(self._react, message)

    def _react(self, message: Message) -> None:
        number = message.chat
        if number not in self.asked_at or not asks(message):
            return
        self.waits.append(_time() - self.asked_at.pop(number))
        self.answered += 1
        if answer(self.people[number], message) is None:
            self.finished += 1
            del self.people[number]
            self.join()
        else:
            self._asks(number)

    def _asks(self, number: int) -> None:
        self.asked_at[number] = _time()


async def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        await _measure(folder)
    bot = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(f"CPU of the bot, start and end included: {bot.ru_utime + bot.ru_stime:.1f} s")


async def _measure(folder: str) -> None:
    async with BotApiServer() as server, bot_beside(server, folder):
        await server.until(lambda: server.called("getUpdates"))
        server.calls.clear()
        crowd = Crowd(server)
        for _ in range(PEOPLE):
            crowd.join()
        await asyncio.sleep(WARM_UP_SECONDS)
        before, calls, start = crowd.answered, len(server.calls), _time()
        crowd.waits.clear()
        await asyncio.sleep(MEASURED_SECONDS)
        seconds = _time() - start
        _report(crowd, crowd.answered - before, len(server.calls) - calls, seconds)


def _report(crowd: Crowd, updates: int, calls: int, seconds: float) -> None:
    waits = sorted(crowd.waits)
    print(f"{updates / seconds:.0f} updates/s with {PEOPLE} people over {seconds:.0f} s")
    print(f"{calls / updates:.2f} Bot API calls for each update; {crowd.finished} plans made")
    print(f"wait for the answer: median {statistics.median(waits) * 1000:.0f} ms,", end=" ")
    print(f"99 % under {waits[int(len(waits) * 0.99)] * 1000:.0f} ms")
    print(
        f"machine: {platform.platform()}, {os.cpu_count()} cores, Python {sys.version.split()[0]}"
    )


def _time() -> float:
    return asyncio.get_running_loop().time()


if __name__ == "__main__":
    asyncio.run(main())
