"""What one update costs at each stage of its way, in this process and on the real code.

So many people at a time say /start and tap through the script of the benches. The desk, the store
and the pump are the bot's own; only Telegram is an object that answers at once. CPU is that of the
whole process, threads included, as nothing else runs in it meanwhile.
Rule: measures; nothing is printed here, and no person is made up.
"""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import statistics
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple, TypeVar, cast

from bench.crowd import STEPS
from bench.telegram import BOT_ID, LeanTelegram
from bot.app import drawer, picturing
from bot.clock import SystemClock
from bot.desk import Desk
from bot.flood import Flood
from bot.model import ChatId, Handled, Incoming, Letter, Offset
from bot.outbox import Pump
from bot.pacing import Pacer
from bot.screens import Screens
from bot.store import Batch, Saved, Store
from bot.store.crypto import KeyRing, new_entry
from bot.store.sql import SqlStore
from bot.telegram.answers import result_of
from bot.telegram.api import TelegramApi
from bot.telegram.letters import compose
from bot.telegram.sender import Sender
from bot.telegram.updates import decode, in_order
from content.load import Content, load_content
from flows import Conversation, Outcome, advance
from flows.events import Event
from tests.bot.respondent import choose

AT_ONCE = 64
"""Calls under way, as many as people in the closed loop."""
BOT = str(BOT_ID)
RING = KeyRing.parse(new_entry("k1"))
Pair = tuple[Conversation, Event]
Given = TypeVar("Given")


class Cost(NamedTuple):
    """Microseconds."""

    cpu: float = 0.0
    wall: float = 0.0

    def over(self, times: float) -> Cost:
        return Cost(self.cpu / times, self.wall / times)

    def less(self, others: Iterable[Cost]) -> Cost:
        taken = list(others)
        return Cost(
            self.cpu - sum(other.cpu for other in taken),
            self.wall - sum(other.wall for other in taken),
        )


class Watch:
    """Adds up what each stage took since it was last emptied."""

    def __init__(self) -> None:
        self.costs: dict[str, Cost] = defaultdict(Cost)

    @contextlib.contextmanager
    def on(self, stage: str) -> Iterator[None]:
        wall, cpu = time.perf_counter_ns(), time.process_time_ns()
        try:
            yield
        finally:
            cpu, wall = time.process_time_ns() - cpu, time.perf_counter_ns() - wall
            before = self.costs[stage]
            self.costs[stage] = Cost(before.cpu + cpu / 1000, before.wall + wall / 1000)

    def empty(self) -> dict[str, Cost]:
        costs, self.costs = self.costs, defaultdict(Cost)
        return costs


class TimedBatch:
    """Else as the batch of the store."""

    def __init__(self, batch: Batch, watch: Watch) -> None:
        self._batch = batch
        self._watch = watch

    def __getattr__(self, name: str) -> Any:
        return getattr(self._batch, name)

    async def unseen(self, keys: Sequence[str]) -> set[str]:
        with self._watch.on("load"):
            return await self._batch.unseen(keys)

    async def load(self, chats: Sequence[ChatId]) -> dict[ChatId, Any]:
        with self._watch.on("load"):
            return await self._batch.load(chats)

    async def save(self, saved: Sequence[Saved], **rest: Any) -> tuple[Letter, ...]:
        with self._watch.on("save"):
            return await self._batch.save(saved, **rest)


class TimedStore:
    """Else as the store."""

    def __init__(self, store: SqlStore, watch: Watch) -> None:
        self._store = store
        self._watch = watch

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    @contextlib.asynccontextmanager
    async def batch(self) -> AsyncIterator[Batch]:
        async with contextlib.AsyncExitStack() as stack:
            batch = await stack.enter_async_context(self._store.batch())
            yield cast("Batch", TimedBatch(batch, self._watch))
            with self._watch.on("commit"):
                await stack.aclose()

    async def settle(self, *given: Any) -> None:
        with self._watch.on("settle"):
            await self._store.settle(*given)


@dataclass
class Screenful:
    """What a chat shows; `choose` knows what to tap."""

    buttons: Mapping[str, str] = field(default_factory=dict)
    text: str = ""
    message: int = 0


class Instant:
    """A Bot API that answers at once, and remembers what was asked of it."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, Mapping[str, Any]]] = []
        self.shown: dict[int, Screenful] = {}
        self._numbers = itertools.count(1)

    async def call(self, method: str, params: Mapping[str, Any]) -> Any:
        self.calls.append((method, params))
        number = params.get("message_id") or next(self._numbers)
        rows = (params.get("reply_markup") or {}).get("inline_keyboard", ())
        buttons = {each["callback_data"]: each["callback_data"] for row in rows for each in row}
        if buttons:
            self.shown[params["chat_id"]] = Screenful(buttons, message=number)
        return {"message_id": number}


@dataclass
class Walked:
    """What became of one batch after another."""

    updates: int = 0
    costs: list[dict[str, Cost]] = field(default_factory=list)
    """Of each batch, for one update."""
    bodies: list[bytes] = field(default_factory=list)
    letters: list[Letter] = field(default_factory=list)
    calls: list[tuple[str, Mapping[str, Any]]] = field(default_factory=list)
    pairs: list[Pair] = field(default_factory=list)
    after: list[Conversation] = field(default_factory=list)

    def stage(self, name: str) -> Cost:
        """For one update; the median of all batches."""
        found = [costs.get(name, Cost()) for costs in self.costs]
        return Cost(
            statistics.median(each.cpu for each in found),
            statistics.median(each.wall for each in found),
        )


class Bench:
    """The inner parts of a running bot, on a store of its own."""

    def __init__(self, store: SqlStore, content: Content) -> None:
        self.content = content
        self.watch = Watch()
        self.walked = Walked()
        self.api = Instant()
        self._clock = SystemClock()
        self._people = LeanTelegram()
        self._flood = Flood(100_000, content.reply_words)
        timed = cast("Store", TimedStore(store, self.watch))
        self._desk = Desk(timed, content, self._clock, advance=self._advance)
        pictures = picturing(store, content, self._clock, BOT)
        sender = Sender(self.api, Screens(timed), drawer(content), self._clock, pictures)
        self._pump = Pump(sender, timed, self._clock, Pacer(1000), _nothing)

    def _advance(self, told: Conversation, event: Event, content: Content) -> Outcome:
        with self.watch.on("advance"):
            outcome = advance(told, event, content)
        self.walked.pairs.append((told, event))
        self.walked.after.append(outcome.conversation)
        return outcome

    async def talk(self, chats: Sequence[int]) -> None:
        """The script, of all of them at the same time."""
        for chat in chats:
            self._people.say(chat, "/start")
        await self._batch(len(chats))
        for _ in range(STEPS - 1):
            for chat in chats:
                shown = self.api.shown[chat]
                data = choose(shown)
                assert data, "the script is longer than the talk"
                self._people.tap(chat, shown.message, data)
            await self._batch(len(chats))

    async def _batch(self, updates: int) -> None:
        body = b'{"ok":true,"result":[%b]}' % b",".join(one for _, one in self._people.pending)
        last = self._people.pending[-1][0]
        self._people.pending.clear()
        self.watch.empty()
        with self.watch.on("parse"):
            incoming = self._parse(body)
        with self.watch.on("desk"):
            handled = await self._desk.handle(incoming, Offset(BOT, last + 1))
        with self.watch.on("pump"):
            self._pump.deliver(handled)
            await self._pump.quiet()
        costs = self.watch.empty()
        self.walked.updates += updates
        self.walked.costs.append({stage: cost.over(updates) for stage, cost in costs.items()})
        self._remember(body, handled)

    def _parse(self, body: bytes) -> list[Incoming]:
        at = self._clock.now()
        updates = in_order(result_of(200, body))
        read = self._flood.sift(decode(update, BOT, at) for update in updates)
        return [one for one in read if isinstance(one, Incoming)]

    def _remember(self, body: bytes, handled: Handled) -> None:
        self.walked.bodies.append(body)
        self.walked.letters += handled.letters
        self.walked.calls += self.api.calls
        self.api.calls.clear()


async def _nothing(chat: ChatId) -> None:
    del chat


@contextlib.asynccontextmanager
async def store_in(folder: Path) -> AsyncIterator[SqlStore]:
    store = await SqlStore.open(f"sqlite:///{folder}/bot.db", RING)
    try:
        yield store
    finally:
        await store.close()


CHATS = itertools.count(1_000_000)


async def walked(store: SqlStore, people: int, talks: int) -> Walked:
    """So many people at once, and after them as many others; the first ones only warm it up."""
    bench = Bench(store, load_content())
    for warm in range(talks + 1):
        await bench.talk([next(CHATS) for _ in range(people)])
        if not warm:
            bench.walked = Walked()
    return bench.walked


@dataclass(frozen=True)
class Budget:
    """Microseconds for one update, at so many updates a batch."""

    people: int
    letters: float
    """For one update."""
    calls: float
    stages: Mapping[str, Cost]


PARTS = {
    "parse": "parse: body of getUpdates to events",
    "load": "load: BEGIN, two statements, unseal, validate",
    "advance": "advance",
    "save": "save: dump, seal, statements",
    "commit": "commit",
    "desk": "desk: the rest of it",
    "render": "render: letters to calls",
    "pump": "pump: lines, pacing, screens",
    "settle": "settle: a transaction of verdicts",
    "send": "send: HTTP calls",
}
"""In the order of an update's way."""


async def budget(people: int, talks: int) -> Budget:
    with tempfile.TemporaryDirectory() as folder:
        async with store_in(Path(folder)) as store:
            found = await walked(store, people, talks)
    letters, calls = len(found.letters) / found.updates, len(found.calls) / found.updates
    measured = {name: found.stage(name) for name in PARTS}
    desk = ("load", "advance", "save", "commit")
    render = _rendered(found.letters)
    sent = await sent_over_http(found.calls[-AT_ONCE * 20 :])
    each = {
        **measured,
        "desk": measured["desk"].less(measured[name] for name in desk),
        "render": Cost(render * letters, render * letters),
        "send": Cost(sent.cpu * calls, sent.wall * calls),
    }
    each["pump"] = measured["pump"].less((measured["settle"], each["render"]))
    return Budget(people, letters, calls, each)


def _rendered(letters: Sequence[Letter]) -> float:
    draw = drawer(load_content())
    return of_each(
        lambda letter: compose(letter.say, letter.chat, letter.language, draw),
        letters[-2 * AT_ONCE :],
    )


def of_each(work: Callable[[Given], object], given: Sequence[Given], times: int = 7) -> float:
    """Microseconds of CPU for one of these; the median of so many rounds, the first unheeded."""
    found = []
    for _ in range(times + 1):
        begun = time.thread_time_ns()
        for each in given:
            work(each)
        found.append((time.thread_time_ns() - begun) / 1000 / len(given))
    return statistics.median(found[1:])


async def sent_over_http(calls: Sequence[tuple[str, Mapping[str, Any]]]) -> Cost:
    """One call through the bot's own client, many at once; the server is another thread."""
    with _server_beside() as server:
        async with TelegramApi(server.url, server.token) as api:
            found = [await _sent(api, calls) for _ in range(4)]
    rest = found[1:]
    return Cost(
        statistics.median(each.cpu for each in rest), statistics.median(each.wall for each in rest)
    )


async def _sent(api: TelegramApi, calls: Sequence[tuple[str, Mapping[str, Any]]]) -> Cost:
    left = iter(calls)

    async def some() -> None:
        for method, params in left:
            await api.call(method, params)

    wall, cpu = time.perf_counter_ns(), time.thread_time_ns()
    await asyncio.gather(*(some() for _ in range(AT_ONCE)))
    cpu, wall = time.thread_time_ns() - cpu, time.perf_counter_ns() - wall
    return Cost(cpu / 1000, wall / 1000).over(len(calls))


@contextlib.contextmanager
def _server_beside() -> Iterator[LeanTelegram]:
    """In a thread, so that the CPU of this one is the client's."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    server = LeanTelegram()
    asyncio.run_coroutine_threadsafe(server.__aenter__(), loop).result()
    try:
        yield server
    finally:
        asyncio.run_coroutine_threadsafe(server.__aexit__(), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()
