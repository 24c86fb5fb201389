"""Who pauses, stops, reports or writes of danger gets no letter any more that waits unasked."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import AsyncIterator
from typing import Literal

import pytest

from bot.clock import VirtualClock
from bot.desk import Desk
from bot.model import ChatId, Dropped, Handled, Incoming
from bot.store.sql import SqlStore
from flows.conversation import Conversation
from flows.events import Blocked, Commanded, Event, MomentDue, Said
from tests.bot.store.kit import Place, open_store, put
from tests.bot.test_outbox import Bench, running
from tests.flows.days import at, p1
from tests.flows.people import CONTENT

CHAT = ChatId(1)
SOON = dt.timedelta(seconds=1)


class Gate(asyncio.Event):
    """Says when somebody stands before it."""

    def __init__(self) -> None:
        super().__init__()
        self.reached = asyncio.Event()

    async def wait(self) -> Literal[True]:
        self.reached.set()
        return await super().wait()


@pytest.fixture
def bench() -> Bench:
    return Bench()


async def test_a_claimed_prompt_that_waits_for_its_turn_is_not_sent(bench: Bench) -> None:
    """T5: it lay in memory, behind a letter that Telegram is slow to take."""
    gate = Gate()
    bench.api.gates[CHAT] = gate
    first, second = (bench.letter(text, lane="prompt") for text in ("first", "second"))
    bench.store.waiting = [first, second, bench.letter("other", chat=2, lane="prompt")]
    async with running(bench.pump):
        await gate.reached.wait()
        reply = bench.letter("paused")
        bench.pump.deliver(Handled((reply,), (), hushed=(CHAT,)))
        gate.set()
        await bench.pump.quiet()
    assert sorted(bench.api.texts()) == ["first", "other", "paused"]
    assert isinstance(bench.store.verdicts[second.id], Dropped)


async def test_what_comes_after_is_sent(bench: Bench) -> None:
    async with running(bench.pump):
        bench.pump.deliver(Handled((bench.letter("paused"),), (), hushed=(CHAT,)))
        await bench.pump.quiet()
        bench.store.waiting = [bench.letter("next prompt", lane="prompt")]
        later = bench.letter("other", chat=2, lane="prompt")
        bench.pump.deliver(Handled((later,), ()))
        await bench.pump.quiet()
    assert bench.api.texts() == ["paused", "next prompt"]


# The whole way: the talk, the desk and the store.


@pytest.fixture
async def store(database: Place) -> AsyncIterator[SqlStore]:
    """Of somebody in a programme whose second prompt has just come due and waits to be sent."""
    walker = p1("skipped")
    walker.pass_until(at(1, "17:59"))
    opened = await open_store(database)
    await put(opened, walker.conversation, chat=CHAT)
    await take(opened, MomentDue(at=prompted_at(walker.conversation)))
    yield opened
    await opened.close()


def prompted_at(talk: Conversation) -> dt.datetime:
    assert talk.due_at
    return talk.due_at


async def take(store: SqlStore, event: Event) -> Handled:
    desk = Desk(store, CONTENT, VirtualClock(event.at))
    return await desk.handle([Incoming("", CHAT, event)])


async def unasked(store: SqlStore) -> list[str]:
    letters = await store.claim(at(1, "18:02"), 10)
    return [letter.say.lane for letter in letters]


NOW = at(1, "18:01")


@pytest.mark.parametrize(
    "event",
    [
        Commanded(at=NOW, name="pause", argument="until Friday"),
        Commanded(at=NOW, name="stop"),
        Said(at=NOW, text="I want to die"),
        Said(at=NOW, text="done 9"),
        Commanded(at=NOW, name="erase"),
    ],
    ids=["pause", "stop", "crisis", "report", "erase asked, not done"],
)
async def test_a_prompt_that_waits_is_dropped(store: SqlStore, event: Event) -> None:
    """T5, T6, 6-silence: all of these hold at once; who has answered is not nudged."""
    handled = await take(store, event)
    asked_only = isinstance(event, Commanded) and event.name == "erase"
    assert handled.hushed == (() if asked_only else (CHAT,))
    assert await unasked(store) == (["prompt"] if asked_only else [])


async def test_a_block_drops_it_so_that_an_unblock_meets_no_backlog(store: SqlStore) -> None:
    """R12."""
    await take(store, Blocked(at=NOW))
    assert await unasked(store) == []
