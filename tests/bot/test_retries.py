"""Set-aside events on their way back: through the real talk, once the program is mended."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from bot.clock import VirtualClock
from bot.desk import Desk
from bot.model import Handled, Incoming
from bot.outage import Outage
from bot.retries import Retries
from bot.store import SetAside, StoreError
from bot.store.sql import SqlStore
from bot.talk import RETRY_MOMENT
from content.load import Content, load_content
from flows import Conversation, Outcome, advance
from flows.conversation import Moment
from flows.effects import Forget
from flows.events import Event, MomentDue, Said
from tests.bot.store.kit import ANNA, BERT, CONSENT, NOW, RING, hours, open_store, put, url
from tests.bot.store.kit import due as due_chats

BUG = "bug"


@dataclass
class Program:
    """The talk, with a mistake in it until it is mended."""

    is_mended: bool = False
    seen: list[Event] = field(default_factory=list)

    def advance(self, told: Conversation, event: Event, content: Content) -> Outcome:
        self.seen.append(event)
        is_hard = isinstance(event, MomentDue) or BUG in getattr(event, "text", "")
        if is_hard and not self.is_mended:
            raise ValueError(f"cannot take {event}")
        return advance(told, event, content)


@dataclass
class Office:
    store: SqlStore
    program: Program
    clock: VirtualClock
    handled: list[Handled] = field(default_factory=list)
    numbers: int = 0

    def __post_init__(self) -> None:
        self.desk = Desk(self.store, load_content(), self.clock, advance=self.program.advance)
        self.retries = Retries(self.store, self.desk, self.handled.append, Outage())

    async def say(self, text: str, chat: Any = ANNA) -> list[str]:
        self.numbers += 1
        said = Said(at=self.clock.now(), text=text)
        return keys(await self.desk.handle([Incoming(f"u:1:{self.numbers}", chat, said)]))

    async def moment(self) -> list[str]:
        due = MomentDue(at=self.clock.now())
        return keys(await self.desk.handle([Incoming("", ANNA, due)]))

    async def wish(self) -> None:
        await self.store.wish([one.id for one in await self.store.set_aside()])

    async def tick(self) -> list[str]:
        """The keys of what is said when everything that is wished for is tried."""
        before = len(self.handled)
        await self.retries.tick()
        return [key for handled in self.handled[before:] for key in keys(handled)]

    async def only_row(self) -> SetAside:
        (row,) = await self.store.set_aside()
        return row


def keys(handled: Handled) -> list[str]:
    return [letter.say.lines[0].key for letter in handled.letters]


def asked_for_goal(**fields: Any) -> Conversation:
    """In the middle of the intake; any words are an answer."""
    opens = [{"ask": 7, "screen": 7, "topic": "q.q_goal"}]
    return Conversation.model_validate(
        {"state": "intake.talk", "consent": CONSENT, "opens": opens, "next_ask": 8,
         "next_screen": 8, **fields}
    )  # fmt: skip


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    store = await open_store(tmp_path)
    await put(store, asked_for_goal(), chat=ANNA)
    await put(store, asked_for_goal(), chat=BERT)
    yield Office(store, Program(), VirtualClock(NOW))
    await store.close()


async def goal(store: SqlStore) -> Any:
    async with store.batch() as batch:
        told = (await batch.load([ANNA]))[ANNA].conversation
    assert told
    return told.answers.get("q_goal")


async def test_a_mended_program_answers_after_all(office: Office) -> None:
    assert await office.say("a bug to tie my shoes") == ["apology"]
    await office.wish()
    office.program.is_mended = True
    office.clock.set(NOW + hours(5))
    assert await office.tick()
    assert await goal(office.store) == "a bug to tie my shoes"
    assert await office.store.set_aside() == []
    assert office.program.seen[-1].at == NOW + hours(5), "the program's time never goes back"
    assert await office.tick() == []


async def test_nothing_is_tried_that_was_not_asked_for(office: Office) -> None:
    await office.say("bug")
    office.program.is_mended = True
    assert await office.tick() == []
    assert await goal(office.store) is None


async def test_what_raises_again_waits_for_the_next_wish_without_another_apology(
    office: Office,
) -> None:
    await office.say("bug")
    row = await office.only_row()
    await office.wish()
    assert await office.tick() == []
    assert await office.only_row() == row
    tries = len(office.program.seen)
    await office.tick()
    assert len(office.program.seen) == tries


async def test_each_person_s_events_come_in_order_and_together(office: Office) -> None:
    for text, chat in (("bug 1", ANNA), ("bug 2", BERT), ("bug 3", ANNA)):
        await office.say(text, chat)
    await office.wish()
    office.program.is_mended = True
    tried = len(office.program.seen)
    await office.tick()
    texts = [getattr(event, "text", None) for event in office.program.seen[tried:]]
    assert texts == ["bug 1", "bug 3", "bug 2"]


async def test_what_answers_nothing_any_more_is_told_once(office: Office) -> None:
    """The first words answer the question; the others were about it too, and are not counted."""
    for n in range(3):
        await office.say(f"bug {n}")
    await office.wish()
    office.program.is_mended = True
    said = await office.tick()
    assert said.count("came-late") == 1
    assert await goal(office.store) == "bug 0"
    assert await office.store.set_aside() == []


async def test_at_night_it_waits_for_the_morning(office: Office) -> None:
    """T5: an answer nobody waits for any more is no direct reply."""
    await put(office.store, asked_for_goal(zone="Europe/Berlin"))
    await office.say("bug")
    await office.wish()
    office.program.is_mended = True
    office.clock.set(NOW.replace(hour=22))
    assert await office.tick() == []
    assert (await office.only_row()).wished
    office.clock.set(NOW + dt.timedelta(days=1))
    assert await office.tick()


async def test_a_full_disk_leaves_the_wish_as_it_is(office: Office) -> None:
    """R26: nothing is lost, and nothing is done twice."""

    class FullDisk:
        def batch(self) -> Any:
            raise StoreError("the disk is full")

    await office.say("bug")
    await office.wish()
    office.program.is_mended = True
    full: Any = FullDisk()
    with pytest.raises(StoreError):
        await Desk(full, load_content(), office.clock).handle(await office.store.wished())
    assert (await office.only_row()).wished
    assert await office.tick()


async def test_what_cannot_be_stored_stays_alone(office: Office) -> None:
    """6-batch-failure: the others of the batch are taken."""
    for text, chat in (("bug", ANNA), ("bug", BERT)):
        await office.say(text, chat)
    await office.wish()

    def unstorable(told: Conversation, event: Event, content: Content) -> Outcome:
        outcome = advance(told, event, content)
        if told.model_extra:  # Anna's
            answers = {"x": object()}
            return outcome.model_copy(
                update={"conversation": told.model_copy(update={"answers": answers})}
            )
        return outcome

    await put(office.store, asked_for_goal(mark="Anna's"))
    desk = Desk(office.store, load_content(), office.clock, advance=unstorable)
    handled = await desk.handle(await office.store.wished())
    assert {letter.chat for letter in handled.letters} == {BERT}
    row = await office.only_row()
    assert (row.chat, row.wished) == (ANNA, False)
    assert row.traceback.endswith("PydanticSerializationError")


async def test_who_was_erased_meanwhile_is_not_spoken_for(office: Office) -> None:
    """The words are gone between the look and the transaction."""
    await office.say("bug")
    await office.wish()
    office.program.is_mended = True
    seen = await office.store.wished()
    await put(office.store, None, forget=True)
    tries = len(office.program.seen)
    assert keys(await office.desk.handle(seen)) == []
    assert len(office.program.seen) == tries


async def test_an_erasure_that_was_set_aside_erases(office: Office) -> None:
    def erase(told: Conversation, event: Event, content: Content) -> Outcome:
        return Outcome(conversation=told, effects=(Forget(),))

    await office.say("bug")
    await office.wish()
    desk = Desk(office.store, load_content(), office.clock, advance=erase)
    handled = await desk.handle(await office.store.wished())
    assert handled.forgotten == (ANNA,)
    assert await office.store.set_aside() == []


# Due moments


async def due(store: SqlStore, at: dt.datetime) -> None:
    moments = (Moment(kind="moves", day=at.date(), at=at),)
    await put(store, asked_for_goal(agenda=moments))


async def test_a_moment_that_fails_every_hour_is_one_row_until_it_goes_well(
    office: Office,
) -> None:
    await due(office.store, NOW)
    for hour in range(3):
        office.clock.set(NOW + hour * RETRY_MOMENT)
        assert await office.moment() == []
        assert (await office.only_row()).kind == "moment_due"
    office.program.is_mended = True
    office.clock.set(NOW + hours(3))
    await office.moment()
    assert await office.store.set_aside() == []


async def test_a_moment_that_was_given_up_meanwhile_leaves_no_row(office: Office) -> None:
    await due(office.store, NOW)
    await office.moment()
    await due(office.store, NOW + hours(9))
    await office.moment()
    assert await office.store.set_aside() == []


async def test_a_moment_can_be_tried_before_its_hour_is_over(office: Office) -> None:
    await due(office.store, NOW)
    await office.moment()
    row = await office.only_row()
    await office.wish()
    await office.tick()
    assert (await office.only_row()).id == row.id
    office.program.is_mended = True
    await office.wish()
    await office.tick()
    assert await office.store.set_aside() == []
    assert await due_chats(office.store, office.clock.now(), 1) == []


# The loop


async def test_a_wish_made_beside_a_running_bot_is_seen(office: Office, tmp_path: Path) -> None:
    await office.say("bug")
    office.program.is_mended = True
    answered = asyncio.Event()
    retries = Retries(
        office.store, office.desk, lambda _: answered.set(), Outage(), look_seconds=0.01
    )
    running = asyncio.create_task(retries.run())
    beside = await SqlStore.beside(url(tmp_path), RING)
    await beside.wish([one.id for one in await beside.set_aside()])
    async with asyncio.timeout(10):
        await answered.wait()
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    assert await beside.set_aside() == []
    await beside.close()
    assert await goal(office.store) == "bug"


async def test_a_store_in_trouble_is_asked_again(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    """R26: one line when it begins and one when it ends, however often it is asked."""
    asked: list[int] = []

    class Ailing:
        async def wished(self) -> list[Incoming]:
            asked.append(1)
            if len(asked) < 3:
                raise StoreError("The disk is full.")
            if len(asked) > 4:
                well.set()
            return []

    well = asyncio.Event()
    retries = Retries(
        Ailing(),
        office.desk,
        office.handled.append,
        Outage(),
        look_seconds=0.0,  # type: ignore[arg-type] # all it is asked
    )
    running = asyncio.create_task(retries.run())
    async with asyncio.timeout(10):
        await well.wait()
    running.cancel()
    assert [record.levelname for record in caplog.records] == ["ERROR", "WARNING"]
