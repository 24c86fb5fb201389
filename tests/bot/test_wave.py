"""Many people's prompts come due at once, and live people get their answers all the same.

Work is counted, and no time is measured: the loop's time jumps.
"""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Iterator, Mapping
from random import Random
from typing import Any, cast

import pytest

from bot.app import House
from bot.claims import CLAIM_LETTERS
from bot.clock import VirtualClock
from bot.desk import Desk
from bot.model import ChatId, Handled, Incoming, Letter, LetterId, Verdict
from bot.outbox import Pump
from bot.pacing import Pacer
from bot.scheduler import AMONG_LIVE, CHATS_AT_ONCE, Scheduler
from bot.screens import Screens
from bot.settings import Settings
from bot.store import Store
from bot.store.sql import SqlStore
from bot.telegram.sender import Sender
from bot.vitals import Vitals
from flows import Conversation, Outcome, advance
from flows.effects import Say, Text
from flows.events import Event, Said
from tests.bot.databases import ENGINES, new_database
from tests.bot.day.telegram import Begun, Message, Telegram
from tests.bot.day.town import Watched, message_from
from tests.bot.memory_store import MemoryStore
from tests.bot.population import fill, trained_until
from tests.bot.store.kit import NOW, RING, Place, due, open_store, put, say, talk
from tests.bot.virtual_loop import LoopClock, VirtualLoop, run_virtually
from tests.flows.people import CONTENT

PEOPLE = 200
LIVE = 5000
RATE = 20.0
WAVE_AT = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)


class Wave:
    """200 people whose prompts come due in one instant, and one who asks for help again and again.

    The bot is the real one, with its store, but for Telegram. `url`: of the database.
    """

    def __init__(self, url: str) -> None:
        self.url = url
        self.telegram = Telegram(Random("wave"), 0, self._hear)
        self.prompted: dict[int, int] = {}
        self.ahead: list[int] = []
        """At each prompt: how many were written and not begun to be sent."""
        self.done = asyncio.Event()
        self._written = 0

    def _hear(self, message: Message) -> None:
        if message.chat != LIVE:
            self.prompted[message.chat] = self.prompted.get(message.chat, 0) + 1
            self.ahead.append(self._written - len(self.calls()))
        if len(self.prompted) == PEOPLE:
            self.done.set()

    def _advance(self, before: Conversation, event: Event, content: Any) -> Outcome:
        outcome = advance(before, event, content)
        self._written += sum(isinstance(e, Say) and e.lane == "prompt" for e in outcome.effects)
        return outcome

    def calls(self, *, live: bool = False) -> list[Begun]:
        sends = (call for call in self.telegram.begun if call.method == "sendMessage")
        return [call for call in sends if (call.chat == LIVE) is live]

    async def run(self) -> None:
        loop = asyncio.get_running_loop()
        assert isinstance(loop, VirtualLoop)
        with loop.in_threads():
            store = await SqlStore.open(self.url, RING)
            one = trained_until(WAVE_AT)
            await fill(store, ((ChatId(n + 1), one) for n in range(PEOPLE)))
        settings = Settings(
            _env_file=None,  # type: ignore[call-arg] # the library's own switch
            telegram_bot_token="1:TEST-not-a-real-token",  # type: ignore[arg-type] # made a secret
            flood_per_minute=100_000,  # virtual people are faster than people
            send_rate=RATE,
        )
        house = House(
            self.telegram.line(), cast("Store", Watched(store, loop)), CONTENT,
            LoopClock(WAVE_AT - dt.timedelta(seconds=5)), settings, advance=self._advance,
        )  # fmt: skip
        stop, vitals = asyncio.Event(), Vitals(settings.watchdog_seconds)
        vitals.start()
        bot = asyncio.create_task(house.run(stop, vitals))
        while not self.done.is_set():
            self.telegram.push(message=message_from(LIVE, "/help"))
            await asyncio.sleep(0.5)
        await asyncio.sleep(60)  # in which a second copy would come
        stop.set()
        await bot
        await vitals.end()
        with loop.in_threads():
            await store.close()


@pytest.fixture(scope="module", params=ENGINES)
def wave(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Wave]:
    with new_database(request, request.param, tmp_path_factory.mktemp("wave")) as database:
        wave = Wave(database.url)
        run_virtually(wave.run())
        yield wave


def test_everybody_gets_the_prompt_once(wave: Wave) -> None:
    """T1."""
    assert wave.prompted == dict.fromkeys(range(1, PEOPLE + 1), 1)


def test_a_wave_is_spread_over_the_rate(wave: Wave) -> None:
    """T7: no second holds more calls than SEND_RATE, and none is wasted."""
    times = [call.at for call in wave.calls()]
    assert len(times) == PEOPLE
    most = max(sum(start <= at < start + 1 - 1e-6 for at in times) for start in times)
    assert RATE * 0.8 <= most <= RATE
    live = len([call for call in wave.calls(live=True) if times[0] <= call.at <= times[-1]])
    assert times[-1] - times[0] <= (PEOPLE + live) / RATE + 1


def test_a_reply_is_the_next_call_to_begin(wave: Wave) -> None:
    """R9: it waits for no turn, however many prompts wait for theirs."""
    first, *_, last = (call.at for call in wave.calls())
    asked = [at for at in wave.telegram.wrote[LIVE] if first < at < last - 1]
    assert len(asked) > 10
    begun = wave.telegram.begun
    for at in asked:
        reply = next(n for n, call in enumerate(begun) if call.chat == LIVE and call.at >= at)
        between = [call for call in begun[:reply] if call.at >= at and call.method == "sendMessage"]
        assert len(between) <= 1, "the way from Telegram takes as long as a turn or so"


def test_letters_are_not_written_much_sooner_than_they_leave(wave: Wave) -> None:
    """T2: what has to wait waits as a due moment, which is decided on when its turn has come."""
    assert max(wave.ahead) <= CLAIM_LETTERS + CHATS_AT_ONCE


async def test_due_moments_give_way_to_live_people(database: Place) -> None:
    """6-reminders: live events first; the moments that are left stay due."""
    store = await open_store(database)
    for number in range(CHATS_AT_ONCE):
        await put(store, talk(NOW), chat=ChatId(number))
    live: list[asyncio.Task[Handled]] = []
    order: list[str] = []

    def advance(told: Conversation, event: Event, content: object) -> Outcome:
        order.append(event.kind)
        if not live:  # somebody writes while the first moment is under way
            said = Incoming("u:1:1", ChatId(LIVE), Said(at=NOW, text="hello"))
            live.append(asyncio.create_task(desk.handle([said])))
        return Outcome(conversation=told.model_copy(update={"agenda": ()}), effects=(say(),))

    desk = Desk(store, None, VirtualClock(NOW), advance=advance)  # type: ignore[arg-type] # content is unread
    scheduler = Scheduler(store, desk, VirtualClock(NOW), lambda _: None)
    await scheduler.tick()
    await live[0]
    assert order == ["moment_due", "said"]
    assert len(await due(store, NOW, CHATS_AT_ONCE)) == CHATS_AT_ONCE - 1
    assert await scheduler.tick() == AMONG_LIVE, "they may say more"
    while await scheduler.tick():
        pass
    assert await due(store, NOW, CHATS_AT_ONCE) == []
    await store.close()


async def test_moments_wait_until_there_is_room(database: Place) -> None:
    """6-reminders: a wave waits as rows, and not as letters."""
    store = await open_store(database)
    await put(store, talk(NOW))
    room, came, asked = asyncio.Event(), asyncio.Event(), asyncio.Event()

    async def is_room() -> None:
        asked.set()
        await room.wait()

    def advance(told: Conversation, event: Event, content: object) -> Outcome:
        assert room.is_set()
        return Outcome(conversation=told.model_copy(update={"agenda": ()}), effects=(say(),))

    clock = VirtualClock(NOW)
    desk = Desk(store, None, clock, advance=advance)  # type: ignore[arg-type] # content is unread
    scheduler = Scheduler(store, desk, clock, lambda _: came.set(), is_room)
    run = asyncio.create_task(scheduler.run())
    await asked.wait()
    assert await due(store, NOW, 50) == [ChatId(1001)]
    room.set()
    async with asyncio.timeout(5):
        await came.wait()
    run.cancel()
    await asyncio.wait({run})
    await store.close()


class Shop:
    """A pump before a store in memory, and a Telegram that answers when it is let."""

    def __init__(self, memory: MemoryStore | None = None) -> None:
        self.memory = memory or MemoryStore()
        self.opened = asyncio.Event()
        store, clock = cast("Store", self.memory), VirtualClock(NOW)
        sender = Sender(self, Screens(store), lambda text, _: text.key, clock)
        self.pump = Pump(sender, store, clock, Pacer(1e6, 0), self._lose)

    async def call(self, method: str, params: object) -> Any:
        await self.opened.wait()
        return {"message_id": 1}

    async def _lose(self, chat: ChatId) -> None:
        raise AssertionError(chat)

    def write(self, count: int) -> None:
        """Prompts, as the desk does."""
        page = Say(lines=(Text(key="prompt"),), lane="prompt", screen=1)
        letters = [Letter(LetterId(n), ChatId(n), page, "en", 1, NOW) for n in range(count)]
        self.memory.waiting += letters
        self.pump.deliver(Handled(tuple(letters), ()))


async def test_there_is_room_again_when_prompts_have_left() -> None:
    shop = Shop()
    run = asyncio.create_task(shop.pump.run())
    await shop.pump.room()
    shop.write(CLAIM_LETTERS)
    room = asyncio.create_task(shop.pump.room())
    for _ in range(100):
        await asyncio.sleep(0)
    assert not room.done()
    shop.opened.set()
    async with asyncio.timeout(5):
        await room
    run.cancel()
    await asyncio.wait({run})
    await shop.pump.stop()


async def test_claimed_letters_are_looked_up_together() -> None:
    """6-screens: one question to the store for all, even where there is no message yet."""
    shop = Shop()
    shop.opened.set()
    run = asyncio.create_task(shop.pump.run())
    shop.write(CLAIM_LETTERS)
    async with asyncio.timeout(5):
        while len(shop.memory.sent()) < CLAIM_LETTERS:  # noqa: ASYNC110 - told by nobody
            await asyncio.sleep(0.001)
    assert shop.memory.lookups == 1
    run.cancel()
    await asyncio.wait({run})
    await shop.pump.stop()


class SlowMemory(MemoryStore):
    """A disk takes its time, in which others come to the door."""

    async def settle(self, verdicts: Mapping[LetterId, Verdict], now: dt.datetime) -> None:
        for _ in range(20):
            await asyncio.sleep(0)
        await super().settle(verdicts, now)


async def test_one_writing_serves_all_who_wait_for_it() -> None:
    """6-store: many chats' new messages are written down together before each is edited."""
    shop = Shop(SlowMemory())
    shop.opened.set()
    shown = [Say(lines=(Text(key=key),), screen=1) for key in ("question", "answered")]
    letters = [
        Letter(LetterId(2 * chat + n), ChatId(chat), page, "en", 1, NOW)
        for chat in range(PEOPLE)
        for n, page in enumerate(shown)
    ]
    shop.pump.deliver(Handled(tuple(letters), ()))
    await shop.pump.quiet()
    assert len(shop.memory.sent()) == 2 * PEOPLE
    assert shop.memory.settles < PEOPLE / 10
