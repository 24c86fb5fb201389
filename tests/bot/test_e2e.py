"""The whole bot over HTTP on a clock of the test: from the first word to the third day."""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.app import run
from bot.clock import VirtualClock
from bot.settings import Settings
from tests.bot.api_server import BotApiServer, Message, Person
from tests.bot.respondent import answer
from tests.bot.store.kit import Place

A_WHILE = 1.2
"""Seconds in which a message that should not come would have come: a chat rests for 1 s."""
NAP_SECONDS = 0.02
"""The scheduler looks at the test's clock often, as nobody can tell it that the clock moved."""
MONDAY = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)


class Town:
    """A running bot, its clock, and people who answer whatever they are asked."""

    def __init__(self, server: BotApiServer, folder: Path, url: str) -> None:
        """`url`: of the database."""
        self.server = server
        self.clock = VirtualClock(MONDAY)
        self.people: dict[int, Person] = {}
        self.settings = Settings(
            _env_file=None,  # type: ignore[call-arg] # the library's own switch
            telegram_bot_token=server.token,
            telegram_api_url=server.url,
            database_url=url,
            data_key_file=folder / "bot.key",
            emergency_number="112",
            operator_contact="Ada & Co",
            flood_per_minute=100_000,  # virtual people are faster than people
        )
        server.on_message = self._react

    def person(self, number: int) -> Person:
        self.people[number] = Person(self.server, number)
        return self.people[number]

    def _react(self, message: Message) -> None:
        if message.chat in self.people:
            asyncio.get_running_loop().call_soon(answer, self.people[message.chat], message)

    def fall_silent(self, number: int) -> Person:
        """They read on, but answer nothing more by themselves."""
        return self.people.pop(number)

    @contextlib.asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        stop = asyncio.Event()
        task = asyncio.create_task(run(self.settings, self.clock, stop, nap_seconds=NAP_SECONDS))
        try:
            yield
        finally:
            stop.set()
            await task


@pytest.fixture
def town(server: BotApiServer, database: Place, tmp_path: Path) -> Town:
    return Town(server, tmp_path, database.url)


def _at(day: int, hour: int, minute: int = 0) -> dt.datetime:
    return dt.datetime(2026, 3, day, hour, minute, tzinfo=dt.UTC)


async def test_from_the_first_word_to_the_third_day(town: Town) -> None:
    """Intake, plan and first session on Monday; then a prompt and an answer every morning."""
    ada = town.person(1)
    async with town.open():
        ada.says("/start")
        first = await ada.hears("so this session counts", seconds=20)
        assert "Next: tomorrow at 07:00" in first.text
        for day in (3, 4):
            town.clock.set(_at(day, 7, 10))
            await town.server.until(lambda day=day: len(_reports(ada)) == day - 1)
            await town.server.until(lambda: not town.server.pending)
    assert len(_reports(ada)) == 3, "each day has its own message"
    assert not town.server.open_taps, "every tap was answered"


async def test_a_prompt_that_is_not_answered_brings_one_nudge(town: Town) -> None:
    ada = town.person(1)
    async with town.open():
        ada.says("/start")
        await ada.hears("so this session counts", seconds=20)
        ada = town.fall_silent(1)
        town.clock.set(_at(3, 7, 1))
        await ada.hears("One short question")  # about yesterday's load day, before today's moves
        town.clock.set(_at(3, 13))
        await ada.hears("A small reminder")
        await ada.hears("moves for today are ready")
        heard = len(ada.heard)
        town.clock.set(_at(3, 20))
        await asyncio.sleep(A_WHILE)
    assert len(ada.heard) == heard


async def test_a_restart_between_two_days_changes_nothing(town: Town) -> None:
    ada = town.person(1)
    async with town.open():
        ada.says("/start")
        await ada.hears("so this session counts", seconds=20)
    town.clock.set(_at(3, 7, 10))
    async with town.open():
        await town.server.until(lambda: len(_reports(ada)) == 2)
    assert len(_reports(ada)) == 2


async def test_who_blocked_the_bot_gets_nothing_until_they_come_back(town: Town) -> None:
    ada = town.person(1)
    async with town.open():
        ada.says("/start")
        await ada.hears("so this session counts", seconds=20)
        ada = town.fall_silent(1)
        ada.becomes("kicked")
        await town.server.until(lambda: not town.server.pending)
        calls = len(town.server.called("sendMessage"))
        town.clock.set(_at(4, 7, 10))
        await asyncio.sleep(A_WHILE)
        assert len(town.server.called("sendMessage")) == calls
        ada.becomes("member")
        await town.server.until(lambda: not town.server.pending)
        town.clock.set(_at(5, 7, 10))  # what was planned for earlier days is dropped here
        await asyncio.sleep(A_WHILE)
        town.clock.set(_at(5, 7, 11))
        await ada.hears("moves for today are ready")
    assert len(town.server.called("sendMessage")) <= calls + 3, "no backlog"


async def test_a_refused_prompt_tells_that_the_bot_is_blocked(town: Town) -> None:
    """R12: no update says so when the bot was away; the first 403 does, and ends the prompts."""
    ada = town.person(1)
    async with town.open():
        ada.says("/start")
        await ada.hears("so this session counts", seconds=20)
        town.fall_silent(1)
        town.server.blocked.add(1)
        calls = len(town.server.called("sendMessage"))
        town.clock.set(_at(3, 7, 10))
        await town.server.until(lambda: len(town.server.called("sendMessage")) > calls)
        for day in (4, 5):
            town.clock.set(_at(day, 7, 10))
            await asyncio.sleep(A_WHILE)
    assert len(town.server.called("sendMessage")) == calls + 1


async def test_what_the_operator_set_is_in_the_words(town: Town) -> None:
    town.person(1)
    ada = town.fall_silent(1)
    async with town.open():
        ada.says("/privacy")
        await ada.hears("Ada & Co")


async def test_a_copy_of_everything_comes_as_four_files(town: Town) -> None:
    """P5, S4: to who asked for it, in this order, and to nobody else."""
    ada, bob = town.person(1), town.person(2)
    async with town.open():
        ada.says("/start")
        bob.says("/start")
        for person in ada, bob:
            await person.hears("so this session counts", seconds=20)
        ada.says("/export")
        await ada.hears("FHIR R4")
    sent = town.server.called("sendDocument")
    assert {call["chat_id"] for call in sent} == {1}
    files = [message.file for message in ada.heard if message.kind == "document"]
    summary, document, tables, bundle = (town.server.files[file][1] for file in files)
    assert (summary[:4], tables[:2]) == (b"%PDF", b"PK")
    told = json.loads(document)
    assert (told["format"], told["stored"]["chat"]) == ("unhamstrung-export", 1)
    assert told["answers"]
    assert json.loads(bundle)["resourceType"] == "Bundle"


def _reports(person: Person) -> list[Message]:
    return [message for message in person.heard if "✓ Done, pain 1" in message.text]
