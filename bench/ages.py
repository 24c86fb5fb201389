"""What an update costs on a person's first day in the programme, and what on their 365th.

People are led through their days by the talk itself: each day the moves, and whatever is asked.
Then all do the same harmless things again and again: today's moves, the plan, the settings, close.
Use: python -m bench.ages [--days 1 30 365] [--rounds 3] [--seconds 10]
"""

# ruff: noqa: T201 - it prints what it finds

from __future__ import annotations

import argparse
import asyncio
import datetime as dt
import statistics
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

from bench.conversation import Meter, median_and_range, waited
from bench.crowd import FIRST_LIVE, PEOPLE, Wait, now
from bench.filled import database, opened, sealed_bytes
from bench.running import OURS, running
from bench.telegram import LeanTelegram, Shown
from bot.clock import SystemClock, VirtualClock
from bot.desk import Desk
from bot.model import ChatId, Incoming
from bot.store import Saved
from content.load import load_content
from flows import Conversation
from flows.effects import Record, Say
from flows.events import Chose, Commanded, Event
from tests.bot.population import ZONES
from tests.flows.days import report, settle
from tests.flows.people import CONTENT, answers_of
from tests.flows.walker import Walker

DAYS = (1, 30, 365)
WARM_UP_SECONDS = 3.0
TURNS = 20
"""Of the whole script, where the desk is measured by itself."""
COMMANDS = ("today", "plan", "settings")
CLOSE = "close"
"""The button of the settings; after it the script begins again."""
STEPS = len(COMMANDS) + 1
HOUR = dt.timedelta(hours=1)
DAY = dt.timedelta(days=1)


class Aged(NamedTuple):
    """Somebody after so many days in the programme."""

    days: int
    at: dt.datetime
    """The moment that they have come to."""
    conversation: Conversation
    records: tuple[Record, ...]

    @property
    def snapshot_bytes(self) -> int:
        """Before it is sealed."""
        return len(self.conversation.model_dump_json())


@dataclass(frozen=True)
class Cost:
    """Of one update by the desk, among as many in a batch as there are people."""

    days: int
    cpu_us: float
    snapshot_bytes: int
    sealed_bytes: int
    history_rows: int
    file_bytes: int
    """A person."""


@dataclass(frozen=True)
class Pace:
    """Through the real process, in a closed loop."""

    rate: float
    """Updates a second."""
    cpu_ms: float
    """Of the bot, for each."""
    p50: float
    p99: float
    """Milliseconds to the answer."""


@dataclass(frozen=True)
class Rates:
    """Rounds in turns."""

    by_days: dict[int, tuple[Pace, ...]]

    def ratio(self, young: int, old: int) -> float:
        """Of the medians."""
        before, after = ([one.rate for one in self.by_days[days]] for days in (young, old))
        return statistics.median(after) / statistics.median(before)

    def cpu_ratio(self, young: int, old: int) -> float:
        """The same by the bot's CPU alone, as one core would do them; steadier than `ratio`."""
        before, after = ([one.cpu_ms for one in self.by_days[days]] for days in (young, old))
        return statistics.median(before) / statistics.median(after)


@lru_cache(8)
def aged(days: int, until: dt.datetime) -> Aged:
    """Today's prompt came an hour ago; whatever waited for an answer has it."""
    zone = next(z for z in ZONES if 7 <= until.astimezone(ZoneInfo(z)).hour < 20)
    prompt = until.astimezone(ZoneInfo(zone)) - HOUR
    walker = Walker(CONTENT, until - DAY * days, Conversation())
    walker.intake(answers_of("p1_desk", q_days=7, q_breaks=0, q_time=f"{prompt:%H:%M}"), zone)
    for day in range(days - 1, -1, -1):
        settle(walker, morning="n.1")
        report(walker, "done 1")
        walker.pass_until(until - DAY * day)
    settle(walker, morning="n.1")
    walker.close_morning()
    return Aged(days, until, walker.conversation, tuple(walker.records))


async def store_aged(folder: Path, one: Aged, people: int) -> None:
    """So many of the same, with all their history; rows as the store writes them."""
    consent = one.conversation.consent
    assert consent
    async with opened(folder) as store:
        for chat in range(FIRST_LIVE, FIRST_LIVE + people):
            saved = Saved(ChatId(chat), one.conversation, 0, "en", records=one.records)
            async with store.batch() as batch:
                await batch.load([saved.chat])
                await batch.save([saved], keys=(), now=consent.at)


async def desk_cost(folder: Path, one: Aged, people: int = PEOPLE, turns: int = TURNS) -> Cost:
    """Loading, the talk, saving and the commit; nothing is sent."""
    await store_aged(folder, one, people)
    size = database(folder).stat().st_size
    async with opened(folder) as store:
        desk = Desk(store, load_content(), VirtualClock(one.at))
        took = [await _turn(desk, people, one.at) for _ in range(turns)]
        async with store.batch() as batch:
            (loaded,) = (await batch.load([ChatId(FIRST_LIVE)])).values()
    assert loaded.conversation
    assert loaded.version == turns * STEPS + 1
    return Cost(
        days=one.days,
        cpu_us=statistics.median(took) / people / STEPS * 1e6,
        snapshot_bytes=one.snapshot_bytes,
        sealed_bytes=sealed_bytes(folder),
        history_rows=len(one.records),
        file_bytes=size // people,
    )


async def _turn(desk: Desk, people: int, at: dt.datetime) -> float:
    """Everybody goes through the script once; seconds of CPU, of all threads."""
    chats = [ChatId(chat) for chat in range(FIRST_LIVE, FIRST_LIVE + people)]
    begun = time.process_time()
    for name in COMMANDS:
        event = Commanded(at=at, name=name, argument="")
        handled = await desk.handle([Incoming("", chat, event) for chat in chats])
    asks = {letter.chat: letter.say.ask for letter in handled.letters if _closes(letter.say)}
    taps: dict[ChatId, Event] = {c: Chose(at=at, ask=asks[c], code=CLOSE) for c in chats}
    await desk.handle([Incoming("", chat, tap) for chat, tap in taps.items()])
    return time.process_time() - begun


def _closes(say: Say) -> bool:
    return any(button.code == CLOSE for row in say.buttons for button in row)


async def rates(days: Sequence[int], rounds: int, seconds: float) -> Rates:
    found: dict[int, list[Pace]] = {each: [] for each in days}
    for number in range(rounds):
        for each in sorted(days, reverse=bool(number % 2)):
            found[each].append(await pace(each, seconds))
    return Rates({each: tuple(paces) for each, paces in found.items()})


async def pace(days: int, seconds: float, people: int = PEOPLE) -> Pace:
    with tempfile.TemporaryDirectory() as folder:
        one = aged(days, SystemClock().now().replace(second=0, microsecond=0))
        await store_aged(Path(folder), one, people)
        async with LeanTelegram() as server, running(OURS, server, folder) as beside:
            members = Members(server)
            members.begin(people)
            await asyncio.sleep(WARM_UP_SECONDS)
            members.waits.clear()
            meter = Meter(server, beside)
            await asyncio.sleep(seconds)
            updates, took, cpu = len(members.waits), meter.seconds, meter.cpu
        p50, p99 = waited(members.waits)
        return Pace(updates / took, cpu / max(1, updates) * 1000, p50, p99)


class Members:
    """Each goes through the script again and again, as fast as the bot."""

    def __init__(self, server: LeanTelegram) -> None:
        self.waits: list[Wait] = []
        self._server = server
        self._steps: dict[int, int] = {}
        """By chat, how many updates it has sent."""
        self._asked: dict[int, float] = {}
        """When, by the chats that wait."""
        server.on_message = self._hear

    def begin(self, people: int) -> None:
        for chat in range(FIRST_LIVE, FIRST_LIVE + people):
            self._say(chat)

    def _hear(self, shown: Shown) -> None:
        """What has no buttons is an older message that is put away."""
        if not shown.data or shown.chat not in self._asked:
            return
        at = self._asked.pop(shown.chat)
        self.waits.append(Wait(at, now() - at))
        close = next((data for data in shown.data if data.endswith(f":{CLOSE}")), None)
        if close is None:
            self._say(shown.chat)
        else:
            self._note(shown.chat)
            self._server.tap(shown.chat, shown.id, close)

    def _say(self, chat: int) -> None:
        step = self._steps.get(chat, 0)
        self._note(chat)
        self._server.say(chat, f"/{COMMANDS[step % STEPS]}")

    def _note(self, chat: int) -> None:
        self._steps[chat] = self._steps.get(chat, 0) + 1
        self._asked[chat] = now()


async def main(asked: argparse.Namespace) -> None:
    for days in asked.days:
        one = aged(days, SystemClock().now().replace(second=0, microsecond=0))
        with tempfile.TemporaryDirectory() as folder:
            _tell_cost(await desk_cost(Path(folder), one))
    if asked.seconds:
        first = asked.days[0]
        found = await rates(asked.days, asked.rounds, asked.seconds)
        for days in asked.days:
            paces = found.by_days[days]
            rate = median_and_range([one.rate for one in paces])
            cpu = median_and_range([one.cpu_ms for one in paces], 2)
            print(f"day {days}: {rate} updates/s, {cpu} ms of CPU each", end="; ")
            by_rate, by_cpu = found.ratio(first, days), found.cpu_ratio(first, days)
            print(f"{by_rate:.2f} of day {first}, by CPU {by_cpu:.2f}")


def _tell_cost(cost: Cost) -> None:
    print(f"day {cost.days}: {cost.cpu_us:.0f} us an update at the desk;", end=" ")
    print(f"snapshot {cost.snapshot_bytes:,} bytes, sealed {cost.sealed_bytes:,};", end=" ")
    print(f"{cost.history_rows:,} rows of history, {cost.file_bytes:,} bytes of file a person")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--days", type=int, nargs="+", default=list(DAYS))
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=10.0, help="of a round; 0 = none")
    return parser.parse_args()


if __name__ == "__main__":
    asyncio.run(main(_arguments()))
