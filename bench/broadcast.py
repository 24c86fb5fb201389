"""Replies to live people while a broadcast of prompts is under way, through the real process.

So many people's prompts come due in one instant; others answer questions all the while, at a
steady rate that does not wait for the bot (an open loop). The wait from a tap to the next question
is told for the quiet time before and for the whole broadcast. The bot is `python -m bot run` on one
core, with a fresh SQLite file; the Bot API server and the people are this process, on the others.
Use: python -m bench.broadcast [--people 20000] [--rate 300] [--taps 30]
"""

# ruff: noqa: T201 - it prints what it finds

from __future__ import annotations

import argparse
import asyncio
import collections
import contextlib
import datetime as dt
import gc
import itertools
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from bench.beside import bot_beside
from bot.clock import SystemClock
from bot.model import ChatId
from bot.store.key_file import load_or_make_key_file
from bot.store.sql import SqlStore
from tests.bot.api_server import BotApiServer, Message, Person
from tests.bot.population import fill, trained_until
from tests.bot.respondent import answer, asks

FIRST_LIVE = 1_000_000
"""Chats from here on belong to live people, those below to the broadcast."""
WARM_UP_SECONDS = 5.0
QUIET_SECONDS = 20.0
LONGEST_SECONDS = 900.0
LONGEST_START_SECONDS = 60.0
FILLED_A_SECOND = 1000
"""People put into the store, at least."""


class Wait(NamedTuple):
    tapped_at: float
    seconds: float


class Trickle:
    """One answer after another at a steady rate, whether or not the bot keeps up."""

    def __init__(self, server: BotApiServer, taps_a_second: float) -> None:
        self.server = server
        self.waits: list[Wait] = []
        self.prompted: collections.Counter[int] = collections.Counter()
        self.prompted_at: list[float] = []
        self._interval = 1 / taps_a_second
        self._asked: collections.deque[tuple[Person, Message]] = collections.deque()
        self._people: dict[int, Person] = {}
        self._waiting: dict[int, float] = {}
        self._numbers = itertools.count(FIRST_LIVE)
        server.on_message = self._hear

    @property
    def unanswered(self) -> int:
        return len(self._waiting)

    async def run(self) -> None:
        """Until cancelled; a tap that comes late counts from when it should have come."""
        at = _time()
        while True:
            at += self._interval
            await asyncio.sleep(at - _time())
            self._act(at)

    def _act(self, at: float) -> None:
        """Whoever was asked the longest ago answers; if nobody is asked, somebody new comes."""
        while self._asked:
            person, message = self._asked.popleft()
            self._waiting[person.number] = at
            if answer(person, message) is not None:
                return
            del self._waiting[person.number]
            del self._people[person.number]
        person = Person(self.server, next(self._numbers))
        self._people[person.number] = person
        self._waiting[person.number] = at
        person.says("/start")

    def _hear(self, message: Message) -> None:
        if message.chat < FIRST_LIVE:
            self.prompted[message.chat] += 1
            self.prompted_at.append(_time())
        elif message.chat in self._waiting and asks(message):
            at = self._waiting.pop(message.chat)
            self.waits.append(Wait(at, _time() - at))
            self._asked.append((self._people[message.chat], message))


class Span(NamedTuple):
    """A stretch of the run, and what share of its core the bot used in it."""

    start: float
    end: float
    busy: float


async def main(people: int, rate: float, taps: float) -> int:
    with tempfile.TemporaryDirectory() as folder:
        due_at = await _prepare(Path(folder), people)
        async with BotApiServer() as server, bot_beside(server, folder, SEND_RATE=str(rate)) as bot:
            await server.until(lambda: server.called("getUpdates"), LONGEST_START_SECONDS)
            trickle = Trickle(server, taps)
            task = asyncio.create_task(trickle.run())
            await asyncio.sleep(WARM_UP_SECONDS)
            quiet = await _quiet(bot, due_at)
            broadcast = await _broadcast(bot, trickle, people)
            task.cancel()
    return _report(trickle, people, quiet, broadcast)


async def _prepare(folder: Path, people: int) -> dt.datetime:
    """Their prompts come due when the bot has been up for a while."""
    clock = SystemClock()
    store = await SqlStore.open(
        f"sqlite:///{folder}/bot.db", load_or_make_key_file(folder / "bot.key")
    )
    lead = people / FILLED_A_SECOND + 2 * WARM_UP_SECONDS + QUIET_SECONDS
    due_at = clock.now() + dt.timedelta(seconds=lead)
    one = trained_until(due_at)
    await fill(store, ((ChatId(n + 1), one) for n in range(people)))
    await store.close()
    return due_at


async def _quiet(bot: int, due_at: dt.datetime) -> Span:
    start, cpu = _time(), _cpu_seconds(bot)
    await asyncio.sleep((due_at - SystemClock().now()).total_seconds())
    seconds = _time() - start
    if seconds < QUIET_SECONDS / 2:
        raise SystemExit("filling the database took too long to leave a quiet time")
    return Span(start, _time(), (_cpu_seconds(bot) - cpu) / seconds)


async def _broadcast(bot: int, trickle: Trickle, people: int) -> Span:
    """From its first prompt to its last."""
    start, cpu, own = _time(), _cpu_seconds(bot), time.process_time()
    with contextlib.suppress(TimeoutError):
        await trickle.server.until(lambda: len(trickle.prompted) >= people, LONGEST_SECONDS)
    seconds = _time() - start
    busy = (_cpu_seconds(bot) - cpu) / seconds
    own = (time.process_time() - own) / seconds
    print(f"the server and the people used {own:.0%} of a core during the broadcast")
    await asyncio.sleep(1.0)  # in which a second copy of a prompt would come
    return Span(trickle.prompted_at[0], trickle.prompted_at[-1], busy)


def _report(trickle: Trickle, people: int, quiet: Span, broadcast: Span) -> int:
    """The exit code: 1 when a prompt is missing or came twice."""
    seconds = broadcast.end - broadcast.start
    sent = sum(trickle.prompted.values())
    missing = people - len(trickle.prompted)
    twice = sent - len(trickle.prompted)
    print(f"prompts: {sent} in {seconds:.1f} s ({sent / seconds:.0f}/s),", end=" ")
    print(f"missing {missing}, twice {twice}; replies still owed: {trickle.unanswered}")
    print("replies         number  median ms  99 % under ms  longest ms  the bot's core used")
    high = [_tell(name, trickle.waits, span) for name, span in
            (("quiet", quiet), ("broadcast", broadcast))]  # fmt: skip
    print(f"99 % during the broadcast: {high[1] / high[0]:.2f} times the quiet value")
    return int(bool(missing or twice))


def _tell(name: str, waits: list[Wait], span: Span) -> float:
    """One row, of the taps of that time; what 99 of 100 waits were under."""
    found = sorted(w.seconds * 1000 for w in waits if span.start <= w.tapped_at < span.end)
    median, high = found[len(found) // 2], found[int(len(found) * 0.99)]
    print(f"{name:15} {len(found):6}  {median:9.1f}  {high:13.1f}", end="  ")
    print(f"{found[-1]:10.1f}  {span.busy:19.0%}")
    return high


def _cpu_seconds(process: int) -> float:
    """Used so far, as Linux tells it."""
    told = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")


def _time() -> float:
    return asyncio.get_running_loop().time()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=20_000)
    parser.add_argument("--rate", type=float, default=300, help="SEND_RATE of the bot")
    parser.add_argument("--taps", type=float, default=30, help="answers of live people a second")
    return parser.parse_args()


if __name__ == "__main__":
    gc.disable()  # or pauses of this process would count as the bot's
    given = _arguments()
    sys.exit(asyncio.run(main(given.people, given.rate, given.taps)))
