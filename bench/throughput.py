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
from dataclasses import dataclass
from pathlib import Path

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


@dataclass
class Pace:
    """What was done in the seconds that were measured."""

    crowd: Crowd
    updates: int
    calls: int
    seconds: float
    cpu_seconds: float
    """Of the bot."""


async def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        _report(await pace(folder, MEASURED_SECONDS))
    bot = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(f"CPU of the bot, start and end included: {bot.ru_utime + bot.ru_stime:.1f} s")


async def pace(folder: str, seconds: float, program: str = "bot") -> Pace:
    async with BotApiServer() as server, bot_beside(server, folder, program=program) as bot:
        await server.until(lambda: server.called("getUpdates"))
        server.calls.clear()
        crowd = Crowd(server)
        for _ in range(PEOPLE):
            crowd.join()
        await asyncio.sleep(WARM_UP_SECONDS)
        before, calls, start, cpu = crowd.answered, len(server.calls), _time(), _cpu(bot)
        crowd.waits.clear()
        await asyncio.sleep(seconds)
        return Pace(
            crowd,
            crowd.answered - before,
            len(server.calls) - calls,
            _time() - start,
            _cpu(bot) - cpu,
        )


def _cpu(process: int) -> float:
    """Seconds of its own and of the system for it; none where the system does not say."""
    stat = Path(f"/proc/{process}/stat")
    if not stat.exists():
        return 0.0
    user, system = stat.read_text().rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def _report(pace: Pace) -> None:
    waits, updates = sorted(pace.crowd.waits), pace.updates
    print(f"{updates / pace.seconds:.0f} updates/s", end=" ")
    print(f"with {PEOPLE} people over {pace.seconds:.0f} s")
    print(f"{pace.calls / updates:.2f} Bot API calls for each update;", end=" ")
    print(f"{pace.crowd.finished} plans made")
    print(f"wait for the answer: median {statistics.median(waits) * 1000:.0f} ms,", end=" ")
    print(f"99 % under {waits[int(len(waits) * 0.99)] * 1000:.0f} ms")
    print(
        f"machine: {platform.platform()}, {os.cpu_count()} cores, Python {sys.version.split()[0]}"
    )


def _time() -> float:
    return asyncio.get_running_loop().time()


if __name__ == "__main__":
    asyncio.run(main())
