"""Wiring: the only place that picks concrete classes.

What comes in goes through the desk; what it leaves to do goes to the pump and wakes the scheduler.
"""

from __future__ import annotations

import asyncio
import html
import logging
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import replace
from typing import Any

from bot.claims import CLAIM_LETTERS
from bot.clock import Clock
from bot.desk import Advance, Desk
from bot.flood import Flood
from bot.health import Health, served
from bot.keys import ring_to_start_with
from bot.logs import call_people_by, keep_secret, note_lost_errors
from bot.metrics import SILENT, Metrics, metrics_for
from bot.model import Answered, Api, ChatId, Handled, Incoming, Offset
from bot.operator import Operator
from bot.outage import Outage
from bot.outbox import Pump
from bot.pacing import Pacer
from bot.pictures.media import find
from bot.pictures.painter import Painter
from bot.retries import Retries
from bot.scheduler import NAP_SECONDS, Scheduler
from bot.screens import Screens
from bot.settings import Settings
from bot.store import Company, Store, StoreError
from bot.store.erased import ErasureList
from bot.store.sql import SqlStore
from bot.telegram.api import TelegramApi
from bot.telegram.hearing import Hearing
from bot.telegram.hook import hook_of
from bot.telegram.http import READ_SECONDS
from bot.telegram.intake import Intake
from bot.telegram.letters import Draw
from bot.telegram.pictures import Pictures
from bot.telegram.polling import Bot, Poller
from bot.telegram.profile import register
from bot.telegram.sender import Sender
from bot.telegram.updates import Aside
from bot.telegram.uploads import Uploads
from bot.telegram.webhook import Webhook
from bot.vitals import Parts, Vitals
from bot.watchdog import Watchdog
from bot.workers import Workers
from content.keeping import Keeping
from content.load import Content, load_content
from flows import advance
from flows.events import Blocked
from flows.words import draw

log = logging.getLogger(__name__)

PURGE_SECONDS = 3600.0
ROOM_SECONDS = 0.1
"""Between two looks whether the worker that leads has sent some prompts."""


def operators_content(settings: Settings) -> Content:
    """The content, with what the operator set filled in."""
    content = load_content()
    given = {
        "number": settings.emergency_number,
        "operator": settings.operator_name,
        "contact": settings.operator_contact,
    }
    told = {name: html.escape(value, quote=False) for name, value in given.items() if value}
    keeping = Keeping(settings.retention_months)
    return replace(content, words=content.words.with_given(told), keeping=keeping)


def drawer(content: Content) -> Draw:
    return lambda text, language: draw(text, content, language)


def picturing(store: Store, content: Content, clock: Clock, bot: str) -> Pictures:
    """`bot`: whose files these are at Telegram."""
    painter = Painter(store, content, drawer(content), find)
    return Pictures(painter, Uploads(store, bot, clock))


async def run(  # noqa: PLR0913 - what is picked outside
    settings: Settings,
    clock: Clock,
    stop: asyncio.Event,
    *,
    watchdog: Watchdog | None = None,
    nap_seconds: float = NAP_SECONDS,
    read_seconds: float = READ_SECONDS,
) -> None:
    """The bot on Telegram, until `stop` is set; needs a token.

    `nap_seconds`: how long the scheduler may not notice that a clock was moved by hand;
    `read_seconds`: how long Telegram may be silent in a call before its outcome is unknown.

    Raises StoreError, ContentError, SettingsError, TokenError or SilenceError, each with a
    sentence for the operator.
    """
    asyncio.get_running_loop().set_exception_handler(note_lost_errors)
    vitals = Vitals(settings.watchdog_seconds, watchdog)
    health = Health(vitals, clock, metrics_for(settings.health_port, clock))
    vitals.start()
    try:
        async with served(health, settings.health_port):
            await _work(settings, clock, stop, health, nap_seconds, read_seconds)
    finally:
        await health.end()


async def _work(  # noqa: PLR0913, PLR0917 - what `run` was given
    settings: Settings,
    clock: Clock,
    stop: asyncio.Event,
    health: Health,
    nap_seconds: float,
    read_seconds: float,
) -> None:
    assert settings.token is not None
    content = operators_content(settings)
    store = await _until(stop, _open(settings, health.vitals.stand_by, health.metrics))
    if store is None:
        return
    try:
        url, token = settings.telegram_api_url, settings.token
        async with TelegramApi(url, token, read_seconds=read_seconds) as api:
            house = House(
                api, store, content, clock, settings,
                nap_seconds=nap_seconds, metrics=health.metrics,
            )  # fmt: skip
            await house.run(stop, health.vitals)
    finally:
        await health.end()
        await store.close()


async def _open(settings: Settings, stands_by: Callable[[], None], metrics: Metrics) -> SqlStore:
    ring = await ring_to_start_with(settings)
    keep_secret(*ring.secrets())
    call_people_by(ring.alias)
    erasures = ErasureList(settings.erasures, ring)
    erasures.check()
    return await SqlStore.open(
        settings.database_url, ring, stands_by, erasures=erasures, metrics=metrics
    )


async def _until(stop: asyncio.Event, opening: Coroutine[Any, Any, SqlStore]) -> SqlStore | None:
    """None when it is told to stop before, as it may stand by for long."""
    task = asyncio.create_task(opening)
    stopped = asyncio.create_task(stop.wait())
    await asyncio.wait({task, stopped}, return_when=asyncio.FIRST_COMPLETED)
    stopped.cancel()
    if not task.done():
        task.cancel()
        await asyncio.wait({task})
    return None if task.cancelled() else task.result()


class House:
    """The parts of a running bot."""

    def __init__(  # noqa: PLR0913 - the parts that are picked outside
        self,
        api: Api,
        store: Store,
        content: Content,
        clock: Clock,
        settings: Settings,
        *,
        nap_seconds: float = NAP_SECONDS,
        advance: Advance = advance,
        metrics: Metrics = SILENT,
    ) -> None:
        assert settings.token is not None
        self._api = api = metrics.timed(api)
        self._metrics = metrics
        self._store = store
        self._clock = clock
        self._draw = drawer(content)
        self._languages = content.words.languages
        self._name = settings.bot_name
        self._desk = Desk(store, content, clock, advance=advance, metrics=metrics)
        bot = Bot(settings.token.partition(":")[0], settings.telegram_api_url)
        pictures = picturing(store, content, clock, bot.name)
        sender = Sender(api, Screens(store), self._draw, clock, pictures)
        self._outage = outage = Outage()
        pacer = Pacer(settings.send_rate)
        self._workers = Workers(store, clock, self._hear, outage=outage)
        metrics.met(self._workers.company)
        self._pump = Pump(
            sender, store, clock, pacer, self._lose,
            outage=outage, leads=self._workers.leads, metrics=metrics,
        )  # fmt: skip
        self._scheduler = Scheduler(
            store, self._desk, clock, self._deliver, self._room,
            nap_seconds=nap_seconds, outage=outage,
        )  # fmt: skip
        self._retries = Retries(store, self._desk, self._deliver, outage)
        flood = Flood(settings.flood_per_minute, content.reply_words)
        self._operator = Operator(settings.operator_ids, store, clock, self._pump.say_once)
        intake = Intake(self._take, self._deliver, self._aside, flood.sift, bot.id, clock)
        hook = hook_of(settings)
        patience = settings.watchdog_seconds
        self._is_called = hook is not None
        self._ear: Hearing = (
            Webhook(
                api, clock, intake, hook, sender.answer_call,
                outage=outage, silence_seconds=patience, metrics=metrics,
            )
            if hook
            else Poller(api, store, clock, intake, bot, outage=outage, silence_seconds=patience)
        )  # fmt: skip

    async def run(self, stop: asyncio.Event, vitals: Vitals) -> None:
        """Takes nothing in any more when `stop` is set, sends what is under way, and ends."""
        pump = asyncio.create_task(self._pump.run())
        leading = self._workers.while_leading
        works = (
            *self._hearing(), self._scheduler.run(), leading(self._purge),
            leading(self._retries.run), self._workers.run(),
        )  # fmt: skip
        ear, _, scheduler, *_ = intake = [asyncio.create_task(work) for work in works]
        named = {self._ear.work: ear, "pump": pump, "scheduler": scheduler}
        vitals.run(Parts(self._store, self._ear, named))
        assert vitals.heart
        lives = (pump, vitals.heart, *intake)
        menu = asyncio.create_task(leading(self._register))
        stopped = asyncio.create_task(stop.wait())
        done, _ = await asyncio.wait({stopped, *lives}, return_when=asyncio.FIRST_COMPLETED)
        vitals.ending()
        for tasks in (intake, [pump, menu, stopped]):
            await _end(tasks)
        await self._pump.stop()
        for task in done - {stopped}:
            task.result()
        log.info("the bot has stopped; nothing is lost")

    def _hearing(self) -> tuple[Coroutine[Any, Any, None], ...]:
        """Telegram calls any worker; only one may ask it."""
        works = (self._ear.run, self._ear.guard)
        if self._is_called:
            return tuple(work() for work in works)
        return tuple(self._workers.while_leading(work) for work in works)

    async def _register(self) -> None:
        await register(self._api, self._draw, self._languages, self._name)

    def _hear(self, company: Company) -> None:
        self._metrics.met(company)
        self._pump.hear(company)

    async def _room(self) -> None:
        """Prompts are written no faster than whoever leads sends them."""
        if self._workers.leads():
            await self._pump.room()
            return
        while (await self._store.backlog()).letters["prompt"] >= CLAIM_LETTERS:  # noqa: ASYNC110 - another process drains it
            await asyncio.sleep(ROOM_SECONDS)

    async def _take(self, incoming: Sequence[Incoming], offset: Offset | None) -> Handled:
        asked = [one for one in incoming if self._operator.asks(one)]
        others = [one for one in incoming if one not in asked] if asked else incoming
        handled = await self._desk.handle(others, offset)
        for one in asked:
            await self._operator.answer(one)
        return handled

    async def _lose(self, chat: ChatId) -> None:
        event = Blocked(at=self._clock.now())
        self._deliver(await self._desk.handle([Incoming("", chat, event)]))

    def _deliver(self, handled: Handled) -> None:
        self._pump.deliver(handled)
        self._scheduler.wake(handled.due_at)

    def _aside(self, aside: Aside | Answered) -> None:
        if isinstance(aside, Aside):
            self._pump.say_aside(aside)
        else:
            self._pump.deliver(Handled((), (aside,)))

    async def _purge(self) -> None:
        while True:
            try:
                await self._bring_back()
                await self._look_at_idle()
                await self._drop_old()
            except StoreError as error:
                self._outage.met("old rows", error)
            else:
                self._outage.passed("old rows")
            await asyncio.sleep(PURGE_SECONDS)

    async def _bring_back(self) -> None:
        now = self._clock.now()
        while found := await self._store.bring_back(now):
            log.warning("the clock was days ahead: reminders of %s people are planned anew", found)
            self._scheduler.wake(now)

    async def _look_at_idle(self) -> None:
        now = self._clock.now()
        while await self._store.look_at_idle(now):
            self._scheduler.wake(now)

    async def _drop_old(self) -> None:
        if given_up := await self._store.purge(self._clock.now()):
            log.warning("%s events that were set aside a month ago are given up", given_up)


async def _end(tasks: Sequence[asyncio.Task[object]]) -> None:
    """Cancelled tasks finish what must not be broken off."""
    for task in tasks:
        task.cancel()
    await asyncio.wait(tasks)
