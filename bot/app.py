"""Wiring: the only place that picks concrete classes.

What comes in goes through the desk; what it leaves to do goes to the pump and wakes the scheduler.
"""

from __future__ import annotations

import asyncio
import html
import logging
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from telegram.error import TelegramError

from bot.clock import Clock
from bot.desk import Desk
from bot.logs import note_lost_errors
from bot.model import Api, ChatId, Handled, Incoming, Offset
from bot.outbox import Pump
from bot.pacing import Pacer
from bot.scheduler import Scheduler
from bot.screens import Screens
from bot.settings import Settings
from bot.store import Store, StoreError
from bot.store.crypto import KeyRing, load_or_make_key_file
from bot.store.sql import SqlStore
from bot.telegram.api import TelegramApi
from bot.telegram.commands import register
from bot.telegram.letters import Draw, compose
from bot.telegram.polling import Bot, Intake, Poller
from bot.telegram.sender import Sender
from bot.telegram.updates import Aside
from content.load import Content, load_content
from content.words import WordsError
from flows.effects import Say, Text
from flows.events import Blocked
from flows.words import draw

log = logging.getLogger(__name__)

PURGE_SECONDS = 3600.0


def operators_content(settings: Settings) -> Content:
    """The content, with what the operator set filled in."""
    content = load_content()
    given = {"number": settings.emergency_number, "contact": settings.operator_contact}
    told = {name: html.escape(value, quote=False) for name, value in given.items() if value}
    return replace(content, words=content.words.with_given(told))


def drawer(content: Content) -> Draw:
    return lambda text, language: draw(text, content, language)


async def run(settings: Settings, clock: Clock, stop: asyncio.Event) -> None:
    """The bot on Telegram, until `stop` is set; needs a token.

    Raises StoreError, ContentError, TokenError or SilenceError, each with a sentence for the
    operator.
    """
    asyncio.get_running_loop().set_exception_handler(note_lost_errors)
    assert settings.token is not None
    content = operators_content(settings)
    ring = _key_ring(settings.data_key_file)
    store = await SqlStore.open(settings.database_url, ring)
    try:
        async with TelegramApi(settings.telegram_api_url, settings.token) as api:
            house = House(api, store, content, clock, settings)
            await house.run(stop)
    finally:
        await store.close()


def _key_ring(path: Path) -> KeyRing:
    is_new = not path.exists()
    ring = load_or_make_key_file(path)
    if is_new:
        log.info("made the key file %s: keep a copy of it apart from the data", path)
    return ring


class House:
    """The parts of a running bot."""

    def __init__(
        self, api: Api, store: Store, content: Content, clock: Clock, settings: Settings
    ) -> None:
        assert settings.token is not None
        self._api = api
        self._store = store
        self._clock = clock
        self._draw = drawer(content)
        self._desk = Desk(store, content, clock)
        sender = Sender(api, Screens(store), self._draw, clock)
        self._pump = Pump(sender, store, clock, Pacer(settings.send_rate), self._lose)
        self._scheduler = Scheduler(store, self._desk, clock, self._deliver)
        bot = Bot(settings.token.partition(":")[0], settings.telegram_api_url)
        self._poller = Poller(api, store, clock, Intake(self._take, self._say_aside), bot)

    async def run(self, stop: asyncio.Event) -> None:
        """Takes nothing in any more when `stop` is set, sends what is under way, and ends."""
        pump = asyncio.create_task(self._pump.run())
        intake = [
            asyncio.create_task(work)
            for work in (self._poller.run(), self._scheduler.run(), self._purge())
        ]
        menu = asyncio.create_task(register(self._api, self._draw))
        stopped = asyncio.create_task(stop.wait())
        done, _ = await asyncio.wait({stopped, pump, *intake}, return_when=asyncio.FIRST_COMPLETED)
        for tasks in (intake, [pump, menu, stopped]):
            await _end(tasks)
        await self._pump.stop()
        for task in done - {stopped}:
            task.result()
        log.info("the bot has stopped; nothing is lost")

    async def _take(self, incoming: Sequence[Incoming], offset: Offset) -> None:
        self._deliver(await self._desk.handle(incoming, offset))

    async def _lose(self, chat: ChatId) -> None:
        event = Blocked(at=self._clock.now())
        self._deliver(await self._desk.handle([Incoming("", chat, event)]))

    def _deliver(self, handled: Handled) -> None:
        self._pump.deliver(handled)
        self._scheduler.wake(handled.due_at)

    async def _say_aside(self, aside: Aside) -> None:
        say = Say(lines=(Text(key=aside.key),))
        try:
            call = compose(say, aside.chat, aside.language, self._draw)
            await self._api.call(call.method, call.params)
        except (TelegramError, WordsError) as error:
            log.warning("a line was not sent: %s", error, extra={"chat": aside.chat})

    async def _purge(self) -> None:
        while True:
            try:
                await self._store.purge(self._clock.now())
            except StoreError as error:
                log.warning("old rows could not be dropped: %s", error)
            await asyncio.sleep(PURGE_SECONDS)


async def _end(tasks: Sequence[asyncio.Task[object]]) -> None:
    """Cancelled tasks finish what must not be broken off."""
    for task in tasks:
        task.cancel()
    await asyncio.wait(tasks)
