"""P7: who stays away is warned, then deleted, by scheduler, desk and store on a virtual clock."""

from __future__ import annotations

import datetime as dt
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.clock import VirtualClock
from bot.desk import Desk
from bot.model import ChatId, Handled, Letter, Sent
from bot.scheduler import Scheduler
from bot.store.sql import IDLE, SqlStore
from content.keeping import Keeping
from flows import Conversation
from flows.retention import GRACE
from tests.bot.store.kit import ANNA, NOW, Place, conversation, due, open_store, put, record
from tests.flows.people import CONTENT
from tests.flows.situations import in_program, then

DAY = dt.timedelta(days=1)
ONE_MONTH = replace(CONTENT, keeping=Keeping(1))


class Bot:
    def __init__(self, store: SqlStore) -> None:
        self.store = store
        self.clock = VirtualClock(NOW)
        desk = Desk(store, ONE_MONTH, self.clock)
        self.scheduler = Scheduler(store, desk, self.clock, self.note)
        self.letters: list[Letter] = []

    def note(self, handled: Handled) -> None:
        self.letters += handled.letters

    async def live(self, days: int) -> list[str]:
        """From due moment to due moment, with a look at the idle each day; what is said unasked."""
        self.letters.clear()
        end = self.clock.now() + days * DAY
        while self.clock.now() < end:
            next_due = await self.store.next_due()
            tomorrow = self.clock.now() + DAY
            self.clock.set(max(self.clock.now(), min(next_due or end, tomorrow, end)))
            await self.store.look_at_idle(self.clock.now())
            while await self.scheduler.tick():
                pass
        return [letter.say.lines[0].key for letter in self.letters if not letter.say.edit_only]

    async def sends_all(self) -> None:
        verdicts = {letter.id: Sent(n) for n, letter in enumerate(self.letters, 1)}
        await self.store.claim(self.clock.now(), 100)
        await self.store.settle(verdicts, self.clock.now())
        await self.store.purge(self.clock.now())


@pytest.fixture
async def bot(database: Place) -> AsyncIterator[Bot]:
    store = await open_store(database)
    yield Bot(store)
    await store.close()


def stopped() -> Conversation:
    """As of today."""
    walker = then(in_program, "/stop")
    walker.now = NOW
    walker.content = ONE_MONTH
    walker.say("hello")
    return walker.conversation


async def test_after_the_warning_comes_the_end_and_no_row_is_left(
    bot: Bot, database: Place
) -> None:
    await put(bot.store, stopped(), records=[record(text="private")])
    assert await bot.live(30) == []
    assert await bot.live(3) == ["retention-warning"]
    assert await bot.live(27) == []
    assert await database.rows("SELECT count(*) FROM history") == [(1,)]
    assert await bot.live(3) == ["retention-ended"]
    assert await database.rows("SELECT count(*) FROM history") == [(0,)]
    assert await conversation(bot.store) is None
    await bot.sends_all()
    assert await database.rows("SELECT count(*) FROM people") == [(0,)]
    assert await database.rows("SELECT name, count FROM counters") == [("expired", 1)]


async def test_who_blocked_the_bot_goes_in_silence(bot: Bot, database: Place) -> None:
    await put(bot.store, stopped().model_copy(update={"blocked": True}))
    assert await bot.live(70) == []
    assert await database.rows("SELECT count(*) FROM people WHERE snapshot IS NOT NULL") == [(0,)]


@pytest.mark.parametrize(
    "older",
    [
        {"blocked": True},
        {"state": "stopped", "agenda": ()},
        {"state": "intake.talk", "agenda": (), "program": None},
    ],
    ids=["blocked", "stopped", "half way through the questions"],
)
async def test_who_is_in_the_store_already_is_found_and_forgotten_in_the_end(
    bot: Bot, database: Place, older: dict[str, object]
) -> None:
    """Nothing was planned for them: a look of the store brings them after a month."""
    left = stopped().model_copy(update={"retention": None, "heard_on": None, **older})
    await put(bot.store, left)
    await bot.live(IDLE.days)
    assert await database.rows("SELECT due_at FROM people") == [(None,)]
    await bot.live(2)
    found = await conversation(bot.store)
    assert found
    assert found.retention
    assert found.retention.at <= bot.clock.now() + 32 * DAY
    await bot.live(32 + GRACE.days + 2)
    assert await conversation(bot.store) is None


async def test_a_look_at_who_is_planned_for_changes_nothing(bot: Bot) -> None:
    far = replace(CONTENT, keeping=Keeping(12))
    walker = then(in_program, "/stop")
    walker.now, walker.content = NOW, far
    walker.say("hello")
    await put(bot.store, walker.conversation, chat=ChatId(5))
    bot.scheduler = Scheduler(bot.store, Desk(bot.store, far, bot.clock), bot.clock, bot.note)
    assert await bot.live(100) == []
    found = await conversation(bot.store, ChatId(5))
    assert found
    assert found.retention == walker.conversation.retention
    assert await due(bot.store, bot.clock.now(), 1) == []


async def test_a_day_of_silence_is_nothing_to_look_at(bot: Bot) -> None:
    await put(bot.store, stopped(), chat=ANNA)
    assert await bot.store.look_at_idle(NOW + DAY) == 0
