"""S5: a thousand messages of one person, against the real process; nobody else waits for them."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest

from tests.bot.api_server import BotApiServer, Person
from tests.bot.running import BotProcess
from tests.bot.store.kit import Place, SqlitePlace

PER_MINUTE = 60
MESSAGES = 1000
NOTICE = "That was a lot at once"
SECONDS = 30.0
"""For a machine that has more to do."""
WAIT_SECONDS = 5.0
"""So long nobody else may wait, however busy this machine is; alone it is a tenth of a second."""


@pytest.fixture
def flooded(server: BotApiServer, database: Place, tmp_path: Path) -> BotProcess:
    settings = {"LOG_LEVEL": "INFO", "FLOOD_PER_MINUTE": str(PER_MINUTE)}
    return BotProcess(server, tmp_path, DATABASE_URL=database.url, **settings)


async def _bytes(database: Place) -> int:
    if isinstance(database, SqlitePlace):
        return sum(file.stat().st_size for file in database.folder.glob("bot.db*"))
    return int((await database.rows("SELECT pg_database_size(current_database())"))[0][0])


def _calls_for(person: Person) -> int:
    return sum(
        params.get("chat_id") == person.number
        for method, params in person.server.calls
        if method in {"sendMessage", "editMessageText"}
    )


async def _answered(person: Person) -> float:
    """Seconds until somebody who asks for help has it."""
    loop, before, heard = asyncio.get_running_loop(), asyncio.get_running_loop().time(), 0
    heard = _calls_for(person)
    person.says("/help")
    await person.server.until(lambda: _calls_for(person) > heard, SECONDS)
    return loop.time() - before


async def test_a_flood_slows_nobody_and_fills_no_disk(flooded: BotProcess, database: Place) -> None:
    """S5, R25: and what is dangerous in it is answered."""
    server = flooded.server
    ada, bob = Person(server, 6_180_339_887), Person(server, 2)
    async with flooded.running():
        for person in (ada, bob):
            await _answered(person)
        before = await _bytes(database)
        for number in range(MESSAGES):
            ada.says(f"and another thing, number {number}")
        waits = [await _answered(bob) for _ in range(5)]
        ada.says("my saddle is numb and I cannot pee")
        await server.until(lambda: not server.pending, SECONDS)
        await ada.hears("This can be serious", SECONDS)
    grown = await _bytes(database) - before
    notices = [message for message in ada.heard if NOTICE in message.text]
    assert max(waits) < WAIT_SECONDS
    assert 1 <= len(notices) <= 2
    assert _calls_for(ada) <= 2 * PER_MINUTE
    assert grown < 500_000
    assert "Traceback" not in flooded.output


async def test_taps_of_a_flood_stop_spinning_and_the_way_out_is_open(flooded: BotProcess) -> None:
    """S5, P12."""
    server = flooded.server
    ada = Person(server, 6_180_339_887)
    async with flooded.running():
        ada.says("/start")
        await ada.hears("I am Unhamstrung", SECONDS)
        for number in range(2 * PER_MINUTE):
            ada.taps_data(f"1:{number}:y")
        await server.until(lambda: len(server.taps) >= 2 * PER_MINUTE - 1, SECONDS)
        heard = len(ada.heard)
        ada.says("/stop")
        await server.until(lambda: len(ada.heard) > heard, SECONDS)
    assert not server.pending


async def test_a_bot_that_is_added_to_many_groups_says_little(flooded: BotProcess) -> None:
    """R13, S5."""
    server = flooded.server
    member = {"old_chat_member": {"status": "left"}, "new_chat_member": {"status": "member"}}
    async with flooded.running():
        for number in range(300):
            server.push(
                {"my_chat_member": {"chat": {"id": -9 - number, "type": "group"}, **member}}
            )
        ada = Person(server, 1)
        await _answered(ada)
        await server.until(lambda: not server.pending, SECONDS)
    assert len(server.called("sendMessage")) <= PER_MINUTE + 1


async def test_a_flood_is_in_the_log_by_pseudonym(flooded: BotProcess) -> None:
    """S1, S5: with its counts, once its minute is over."""
    ada = Person(flooded.server, 6_180_339_887)
    program = """
import sys, bot.__main__, bot.flood
bot.flood.MINUTE = 2.0
sys.exit(bot.__main__.main(["run"]))
"""
    async with flooded.running("-c", program):
        for number in range(MESSAGES // 2):
            ada.says(f"number {number}")
        await flooded.server.until(lambda: not flooded.server.pending, SECONDS)
        await asyncio.sleep(3)
    lines = [json.loads(line) for line in flooded.output.splitlines()]
    floods = [line for line in lines if line["message"].startswith("a flood: ")]
    assert floods
    assert all(len(line["person"]) == 8 for line in floods)
    assert str(ada.number) not in flooded.output
