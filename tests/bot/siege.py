"""People who mean harm, against decoding, desk, talk, store and drawing: nothing may come of it.

Rule: what they send is drawn from a seed; whoever stands by must find all as it was.
"""

from __future__ import annotations

import datetime as dt
import logging
import random
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from bot.app import drawer, operators_content
from bot.clock import VirtualClock
from bot.desk import Desk
from bot.model import ChatId, Handled, Incoming
from bot.settings import Settings
from bot.store.sql import SqlStore
from bot.telegram.letters import compose
from bot.telegram.updates import decode
from flows.events import Chose, MomentDue, Said, Started
from tests.bot.hostile import Hostile, mark
from tests.bot.store.kit import RING, due, put, url
from tests.flows.starts import STARTS, begin

BEGIN = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)
BYSTANDER = ChatId(31_415_926)
SECRET = "bystanders-secret"
BATCH = 40
LOOK_EVERY = 25
"""Batches between two looks at the bystander, and between two hours of the clock."""
FAILED = ("set aside", "taken apart")
"""What the desk says of an event that raised."""


class Siege(logging.Handler):
    """Also listens to the log: `problems` are what must not happen."""

    def __init__(self, seed: int) -> None:
        super().__init__(logging.DEBUG)
        self.hostile = Hostile(seed)
        self.problems: list[str] = []
        self.done: Counter[str] = Counter()
        """Updates by what was made of them, letters, and taps that were answered."""
        self._dice = random.Random(f"{seed}/siege")
        content = operators_content(Settings(_env_file=None))  # type: ignore[call-arg] # the library's own switch
        self._content = content
        self._draw = drawer(content)
        self._clock = VirtualClock(BEGIN)

    def emit(self, record: logging.LogRecord) -> None:
        said = record.getMessage()
        if record.exc_info or any(words in said for words in FAILED):
            self.problems.append(f"{record.name}: {said} {getattr(record, 'where', '')}")

    async def run(self, folder: Path, updates: int) -> None:
        logging.getLogger().addHandler(self)
        store = await SqlStore.open(url(folder), RING)
        self._desk = Desk(store, self._content, self._clock)
        try:
            before = await self._bystander(store)
            batches = -(-updates // BATCH)
            for number in range(1, batches + 1):
                if number % LOOK_EVERY == 1:
                    await self._settle_in(store)
                await self._batch(min(BATCH, updates - (number - 1) * BATCH))
                if number % LOOK_EVERY == 0 or number == batches:
                    await self._pass_time(store)
                    if await store.past(BYSTANDER) != before:
                        self.problems.append("the bystander's data have changed")
            if found := await store.set_aside():
                self.problems.append(f"{len(found)} events were set aside")
        finally:
            await store.close()
            logging.getLogger().removeHandler(self)

    async def _bystander(self, store: SqlStore) -> object:
        """Mid intake, so that nothing is due for them."""
        said = (Started(at=BEGIN, language="en"), Said(at=BEGIN, text="yes"))
        for number, event in enumerate(said):
            handled = await self._desk.handle([Incoming(f"b{number}", BYSTANDER, event)])
        ask = max(letter.say.ask for letter in handled.letters)
        agreed = Chose(at=BEGIN, ask=ask, code="agree")
        await self._desk.handle([Incoming("b2", BYSTANDER, agreed)])
        await self._desk.handle([Incoming("b3", BYSTANDER, Said(at=BEGIN, text=SECRET))])
        past = await store.past(BYSTANDER)
        assert past.conversation
        assert past.conversation.consent
        return past

    async def _settle_in(self, store: SqlStore) -> None:
        """Those who mean harm are somewhere in a talk: at a question, a card, on some day."""
        for chat in map(ChatId, self.hostile.chats):
            walker = begin(self._dice.choice(sorted(STARTS)))
            for say in walker.screens.values():
                self.hostile.learn(say)
            await put(store, walker.conversation, chat=chat)

    async def _batch(self, size: int) -> None:
        now = self._clock.now()
        decoded = [decode(self.hostile.update(), "123456", now) for _ in range(size)]
        self.done.update(type(one).__name__ for one in decoded)
        await self._take([one for one in decoded if isinstance(one, Incoming)])

    async def _pass_time(self, store: SqlStore) -> None:
        self._clock.set(self._clock.now() + dt.timedelta(hours=self._dice.choice((1, 5, 13))))
        now = self._clock.now()
        chats = await due(store, now, BATCH)
        moments = [Incoming("", chat, MomentDue(at=now)) for chat in chats]
        await self._take(moments)
        await store.purge(now)

    async def _take(self, incoming: Sequence[Incoming]) -> None:
        chats = {one.chat for one in incoming}
        if BYSTANDER in chats:
            self.problems.append("something was taken for the bystander's own")
        self._look_at(await self._desk.handle(incoming), chats)

    def _look_at(self, handled: Handled, chats: set[ChatId]) -> None:
        for letter in handled.letters:
            call = compose(letter.say, letter.chat, letter.language, self._draw)
            self.hostile.learn(letter.say)
            self._check(letter.chat, chats, str(call.params))
        for answered in handled.callbacks:
            text = answered.text and self._draw(answered.text, answered.language)
            self._check(answered.chat, chats, text or "")
        self.done["letters"] += len(handled.letters)
        self.done["answers to taps"] += len(handled.callbacks)

    def _check(self, chat: ChatId | None, chats: set[ChatId], said: str) -> None:
        if chat not in chats:
            self.problems.append("somebody was told something out of turn")
        others = [mark(other) for other in self.hostile.chats if other != chat]
        if SECRET in said or any(other in said for other in others):
            self.problems.append("somebody was told the words of somebody else")
