"""After days off a person hears once, of today; and a restart at any second changes nothing due.

The scheduler, the desk, the store and the real talk, on a clock that is set by hand.
"""

from __future__ import annotations

import contextlib
import datetime as dt
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest

from bot.clock import VirtualClock
from bot.desk import Desk
from bot.model import ChatId, Handled
from bot.scheduler import CHATS_AT_ONCE, Scheduler
from bot.store.sql import SqlStore
from flows import Conversation
from tests.bot.store.kit import Place, conversation, open_store, put
from tests.flows.days import at, p1
from tests.flows.people import CONTENT

PEOPLE = 60
"""More than one batch of due moments."""


@dataclass
class Town:
    """Its people train on Monday, Tuesday, Thursday and Friday at 18:00, each in a second of it."""

    store: SqlStore
    clock: VirtualClock
    told: Counter[ChatId] = field(default_factory=Counter)
    """New messages that nobody asked for."""

    def note(self, handled: Handled) -> None:
        self.told.update(
            letter.chat
            for letter in handled.letters
            if letter.say.lane != "reply" and not letter.say.edit_only
        )

    async def look(self) -> list[int]:
        """All that is due now; the sizes of the batches."""
        desk = Desk(self.store, CONTENT, self.clock)
        scheduler = Scheduler(self.store, desk, self.clock, self.note)
        sizes = []
        while size := await scheduler.tick():
            sizes.append(size)
        return sizes


@contextlib.asynccontextmanager
async def town_of(database: Place, talk: Conversation, people: int = 1) -> AsyncIterator[Town]:
    """All of them alike."""
    store = await open_store(database)
    for n in range(people):
        await put(store, talk, chat=ChatId(n))
    town = Town(store, VirtualClock(at(0)))
    try:
        yield town
    finally:
        await town.store.close()


ANNA = ChatId(0)


@pytest.mark.parametrize(
    ("back", "each"),
    [
        (at(1, "19:00"), 1),  # an hour late: today's prompt
        (at(1, "22:30"), 0),  # quiet hours, and the day ends in them
        (at(2, "10:00"), 0),  # a rest day; Tuesday's prompt is over
        (at(3, "19:00"), 1),  # Thursday's, and not Tuesday's as well
        (at(11, "10:00"), 0),  # a training day, and its time is still to come
    ],
)
async def test_after_downtime_each_hears_once_at_most(
    database: Place, back: dt.datetime, each: int
) -> None:
    """T3: and nobody is due any more then, so no storm follows."""
    async with town_of(database, p1("skipped").conversation, PEOPLE) as town:
        town.clock.set(back)
        sizes = await town.look()
        assert sum(sizes) == PEOPLE
        assert max(sizes) <= CHATS_AT_ONCE
        town.clock.set(back + dt.timedelta(minutes=1))  # what is owed today is found meanwhile
        await town.look()
        assert town.told == ({ChatId(n): each for n in range(PEOPLE)} if each else {})
        due_at = await town.store.next_due()
        assert due_at is not None
        assert due_at > town.clock.now()


async def test_a_late_prompt_comes_in_the_morning_of_its_own_day_only(database: Place) -> None:
    """T3, T5: the process was back at 05:45; quiet hours hold what is late until 06:00."""
    async with town_of(database, p1("skipped", q_time="05:00").conversation) as town:
        town.clock.set(at(1, "05:45"))
        await town.look()
        assert not town.told
        due_at = await town.store.next_due()
        assert due_at is not None
        assert at(1, "06:00") <= due_at < at(1, "06:01")
        town.clock.set(due_at)
        await town.look()
        assert town.told == {ANNA: 1}


@pytest.mark.parametrize("minute", ["18:06", "20:04", "20:06", "21:30"])
async def test_a_restart_leaves_everything_due_as_it_was(database: Place, minute: str) -> None:
    """T2, T5: at 18:05 the person said "later"; the session comes again at 20:05, once."""
    async with town_of(database, snoozed()) as town:
        town.clock.set(at(1, minute))
        await town.look()
        due = await town.store.next_due()
        await town.store.close()
        town.store = await open_store(database)
        assert await town.store.next_due() == due
        await live_on(town)
        assert town.told == {ANNA: 1}


def snoozed() -> Conversation:
    walker = p1("skipped")
    walker.pass_until(at(1, "18:05"))
    walker.press("later")
    return walker.conversation


async def live_on(town: Town) -> None:
    """Until the evening is over."""
    while (due := await town.store.next_due()) is not None and due < at(2, "00:00"):
        town.clock.set(max(due, town.clock.now()))
        await town.look()


async def test_a_clock_that_goes_back_loses_and_repeats_nothing(database: Place) -> None:
    """T1, T2: the prompt of the day has come; set back by an hour, the clock meets 18:00 again."""
    async with town_of(database, p1("skipped").conversation) as town:
        town.clock.set(at(1, "18:01"))
        await town.look()
        before = await conversation(town.store, ANNA)
        town.clock = VirtualClock(at(1, "17:00"))
        for minute in ("17:00", "18:00", "18:01", "18:30"):
            town.clock.set(at(1, minute))
            assert await town.look() == []
        assert town.told == {ANNA: 1}
        assert await conversation(town.store, ANNA) == before
        town.clock.set(at(1, "21:02"))
        await town.look()
        assert town.told == {ANNA: 2}, "the nudge, at its time"
