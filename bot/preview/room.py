"""One bot, one person, one clock that can be moved.

Time steps from due moment to due moment, so that a week passes as it would: prompt by prompt. In
between it runs as the real one does. Everything but HTTP is the bot itself.
"""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
import time
from collections.abc import AsyncIterator

from bot.app import drawer, picturing
from bot.clock import VirtualClock
from bot.desk import Desk
from bot.model import ChatId, Incoming
from bot.outbox import Pump
from bot.pacing import Pacer
from bot.preview.answers import answer_for
from bot.preview.chat import Chat, Json, Watcher
from bot.preview.mark import Mark, MarkFile
from bot.scheduler import Scheduler
from bot.screens import Screens
from bot.store import Store
from bot.telegram.profile import register
from bot.telegram.sender import Sender
from bot.telegram.updates import decode
from content.load import Content
from content.words import SOURCE_LANGUAGE

NO_PACING = Pacer(rate=1e6, chat_seconds=0.0)
PREVIEW = "preview"
"""A bot of its own, as far as files are concerned."""
MOST_MOMENTS = 500
"""A step that meets more due moments than this is cut short: something is wrong then."""
FAR = dt.timedelta(days=400)


class Room:
    """What the page can do; one thing at a time."""

    def __init__(
        self,
        store: Store,
        content: Content,
        watch: Watcher,
        marks: MarkFile,
        start: dt.datetime,
    ) -> None:
        """`start` is the real present; ids that begin with it are higher than any given before."""
        mark = marks.recall(start)
        first_id = int(start.timestamp() * 1000)
        self._start = start
        self._marks = marks
        self._clock = VirtualClock(mark.now)
        self._since = time.monotonic()
        self.chat = Chat(self._clock, self._changed, first_id)
        self._watch = watch
        self._store = store
        self._draw = drawer(content)
        self._desk = Desk(store, content, self._clock)
        pictures = picturing(store, content, self._clock, PREVIEW)
        sender = Sender(self.chat, Screens(store), self._draw, self._clock, pictures)
        self._pump = Pump(sender, store, self._clock, NO_PACING, self._never_blocked)
        self._scheduler = Scheduler(store, self._desk, self._clock, self._pump.deliver)
        self._turn = asyncio.Lock()
        self._person = mark.person
        self._zone: str | None = None
        self._update = first_id

    async def open(self) -> None:
        """Lets pass what the real clock is ahead, then begins as on Telegram, with Start."""
        self._pumping = asyncio.create_task(self._pump.run())
        await register(self.chat, self._draw, (SOURCE_LANGUAGE,))
        await self._look_at_zone()
        async with self._one_thing():
            await self._pass(self._start)
        await self.say("/start")

    async def close(self) -> None:
        self._pumping.cancel()
        await asyncio.gather(self._pumping, return_exceptions=True)
        await self._pump.stop()

    # What a person does.

    async def say(self, text: str) -> None:
        async with self._one_thing():
            await self._send({"message": self._from_me({"text": text}, text)})

    async def tap(self, message_id: int, data: str) -> None:
        async with self._one_thing():
            await self._tap(message_id, data)

    async def share_place(self, name: str, latitude: float, longitude: float) -> None:
        async with self._one_thing():
            place = {"location": {"latitude": latitude, "longitude": longitude}}
            await self._send({"message": self._from_me(place, f"📍 {name}")})

    async def answer(self) -> None:
        """Answers what is open, as an easy-going person would."""
        async with self._one_thing():
            match answer_for(list(self.chat.messages.values())):
                case ("say", text):
                    await self._send({"message": self._from_me({"text": text}, text)})
                case (int() as message_id, str() as data):
                    await self._tap(message_id, data)
                case None:
                    self._watch({"kind": "note", "note": "nothing_open"})

    async def new_person(self) -> None:
        """The last one leaves first, so that no prompt of theirs turns up here."""
        async with self._one_thing():
            await self._send({"message": self._from_me({"text": "/stop"}, "/stop")})
            self._person = ChatId(self._person + 1)
            self.chat.clear()
            await self._send({"message": self._from_me({"text": "/start"}, "/start")})

    # Time.

    async def step(self, days: int) -> None:
        async with self._one_thing():
            await self._pass(self._clock.now() + dt.timedelta(days=days))

    async def step_to_next(self) -> None:
        """To the next moment at which the bot speaks by itself."""
        async with self._one_thing():
            before = max(self.chat.messages, default=0)
            for _ in range(MOST_MOMENTS):
                due = await self._store.next_due()
                if due is None or due > self._clock.now() + FAR:
                    self._watch({"kind": "note", "note": "nothing_planned"})
                    return
                await self._tick_at(due)
                if max(self.chat.messages, default=0) > before:
                    return

    @contextlib.asynccontextmanager
    async def _one_thing(self) -> AsyncIterator[None]:
        """As much time has passed here as in the real world since the last thing that happened."""
        async with self._turn:
            now = time.monotonic()
            passed, self._since = now - self._since, now
            await self._pass(self._clock.now() + dt.timedelta(seconds=passed))
            yield
            self._since = time.monotonic()
            self._marks.keep(Mark(person=self._person, now=self._clock.now()))

    async def _pass(self, until: dt.datetime) -> None:
        for _ in range(MOST_MOMENTS):
            due = await self._store.next_due()
            if due is None or due > until:
                break
            await self._tick_at(due)
        self._clock.set(max(until, self._clock.now()))
        self._changed({"kind": "clock"})

    async def _tick_at(self, due: dt.datetime) -> None:
        self._clock.set(max(due, self._clock.now()))
        self._changed({"kind": "clock"})
        await self._scheduler.tick()
        await self._pump.quiet()

    # Updates, as Telegram makes them.

    async def _tap(self, message_id: int, data: str) -> None:
        if not self.chat.button(message_id, data):
            self._watch({"kind": "answered", "text": ""})
            return
        message = {"message_id": message_id, "chat": self._where()}
        query = {"id": str(self._update), "from": self._who(), "message": message, "data": data}
        await self._send({"callback_query": query})

    async def _send(self, body: Json) -> None:
        self._update += 1
        now = self._clock.now()
        update = {"update_id": self._update, **body}
        incoming = decode(update, f"preview-{self._person}", now)
        if isinstance(incoming, Incoming):
            handled = await self._desk.handle([incoming])
            await self._look_at_zone()
            self._pump.deliver(handled)
            await self._pump.quiet()

    async def _look_at_zone(self) -> None:
        """Times are shown as on the person's own phone."""
        async with self._store.batch() as batch:
            talk = (await batch.load([self._person]))[self._person].conversation
        self._zone = talk.zone if talk else None

    def _from_me(self, body: Json, shown: str) -> Json:
        return self.chat.add_own(shown) | {"chat": self._where(), "from": self._who()} | body

    def _where(self) -> Json:
        return {"id": self._person, "type": "private"}

    def _who(self) -> Json:
        return {"id": self._person, "is_bot": False, "first_name": "You", "language_code": "en"}

    def _changed(self, change: Json) -> None:
        self._watch(change | self._time())

    def _time(self) -> Json:
        return {"now": self._clock.now().isoformat(), "zone": self._zone}

    async def _never_blocked(self, chat: ChatId) -> None:
        raise AssertionError(f"nobody blocks the bot in the preview: {chat}")

    def snapshot(self) -> Json:
        """All that a page needs that has just been opened."""
        return {
            "kind": "all",
            "messages": list(self.chat.messages.values()),
            "commands": self.chat.commands,
            **self._time(),
        }
