"""The real process on PostgreSQL: restarts, a second instance, and a server that goes away."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from tests.bot.api_server import BotApiServer, Person
from tests.bot.network import Network, telegram
from tests.bot.running import BotProcess
from tests.bot.store.line import line_to
from tests.postgres import END_THE_WRITER, NoServerError, OwnServer, own_postgres

TAKE_OVER_SECONDS = 10


@pytest.fixture(scope="module")
def own() -> Iterator[OwnServer]:
    try:
        with own_postgres() as running:
            yield running
    except NoServerError as error:
        pytest.skip(str(error))


@pytest.fixture
async def database(own: OwnServer) -> AsyncIterator[str]:
    async with own.database() as name:
        yield name


@pytest.fixture
async def bot(own: OwnServer, database: str, tmp_path: Path) -> AsyncIterator[BotProcess]:
    async with BotApiServer() as server:
        yield BotProcess(server, tmp_path, DATABASE_URL=own.at(database))


async def says(process: asyncio.subprocess.Process, words: str) -> None:
    """Waits for a line of the process."""
    assert process.stdout is not None
    async with asyncio.timeout(20):
        while words not in (line := (await process.stdout.readline()).decode()):
            assert line, f"it ended without {words!r}"


async def test_it_goes_on_after_a_restart_at_the_same_question(bot: BotProcess) -> None:
    """R1, R3."""
    ada = Person(bot.server, 1)
    ada.says("/start")
    async with bot.running():
        await ada.hears("I am Unhamstrung")
        ada.taps("I agree")
        await ada.hears("How old are you?")
    ada.says("18-39")
    async with bot.running():
        await ada.hears("Any of these now")


async def test_a_second_instance_takes_over_when_the_first_is_killed(bot: BotProcess) -> None:
    """R20, R1: within ten seconds, at the same question."""
    ada = Person(bot.server, 1)
    first = await bot.start()
    ada.says("/start")
    await ada.hears("I am Unhamstrung")
    second = await bot.start()
    await says(second, "standing by")
    ada.taps("I agree")
    await ada.hears("How old are you?")
    await bot.end(first, signal.SIGKILL)
    ada.says("18-39")
    await ada.hears("Any of these now", seconds=TAKE_OVER_SECONDS)
    assert await bot.end(second) == 0


async def test_an_instance_that_stands_by_ends_when_it_is_told(bot: BotProcess) -> None:
    """R20."""
    async with bot.running():
        second = await bot.start()
        await says(second, "standing by")
        assert await bot.end(second) == 0
    assert "Traceback" not in bot.output


async def test_a_worker_that_hung_is_followed_and_stands_by_when_it_is_back(
    bot: BotProcess, own: OwnServer, database: str
) -> None:
    """R20, R1: whoever has the lock leads, and nothing is said twice."""
    ada = Person(bot.server, 1)
    first = await bot.start()
    ada.says("/start")
    await ada.hears("I am Unhamstrung")
    second = await bot.start()
    await says(second, "standing by")
    first.send_signal(signal.SIGSTOP)
    await own.sql(END_THE_WRITER, database)
    await says(second, "this worker leads now")
    ada.taps("I agree")
    await ada.hears("How old are you?", seconds=TAKE_OVER_SECONDS)
    first.send_signal(signal.SIGCONT)
    await says(first, "another leads")
    ada.says("18-39")
    await ada.hears("Any of these now", seconds=TAKE_OVER_SECONDS)
    await bot.server.until(lambda: not bot.server.pending)
    assert [m.text.count("Any of these now") for m in ada.heard].count(1) == 1
    assert [await bot.end(process) for process in (first, second)] == [0, 0]
    assert "Traceback" not in bot.output


async def test_it_outlives_a_restart_of_the_server(bot: BotProcess, own: OwnServer) -> None:
    """R26: while it is away people hear so; what they said is taken when it is back."""
    ada = Person(bot.server, 1)
    ada.says("/start")
    async with bot.running():
        await ada.hears("I am Unhamstrung")
        own.stop("QUIT")
        try:
            ada.taps("I agree")
            heard = len(ada.heard)
            await bot.server.until(lambda: len(ada.heard) > heard)
        finally:
            own.start()
        await ada.hears("How old are you?", seconds=30)
        ada.says("18-39")
        await ada.hears("Any of these now")
    assert "cannot be reached" in bot.output or "the connection was lost" in bot.output
    assert "Traceback" not in bot.output


async def test_an_answer_whose_commit_was_in_doubt_is_sent_without_a_restart(
    bot: BotProcess, own: OwnServer, database: str
) -> None:
    """R1, T4: stored once, said once."""
    ada = Person(bot.server, 1)
    async with line_to(own.folder) as line:
        bot.settings["DATABASE_URL"] = f"postgresql://postgres@/{database}?host={line.host}"
        ada.says("/start")
        async with bot.running():
            await ada.hears("I am Unhamstrung")
            ada.taps("I agree")
            await ada.hears("How old are you?")
            line.lose_commit("answer", times=3)  # one may be of what became of the last letter
            ada.says("18-39")
            await ada.hears("Any of these now", seconds=30)
            await bot.server.until(lambda: not bot.server.pending)
    assert line.lost_commits == 3
    assert [message.text for message in ada.heard if "Any of these now" in message.text][1:] == []


async def test_it_reaches_for_telegram_and_its_database_alone(
    bot: BotProcess, own: OwnServer
) -> None:
    """S7."""
    database = f"{own.folder}/.s.PGSQL.5432"
    network = Network(bot, telegram(bot), database)
    ada = Person(bot.server, 1)
    ada.says("/start")
    async with bot.running():
        await ada.hears("I am Unhamstrung")
    asked = network.asked()
    assert asked.pop("socket.connect") == {telegram(bot), database}
    assert asked == {}


async def test_a_lost_key_file_is_not_replaced(bot: BotProcess) -> None:
    """P9: fails closed; what the database says of its key is asked before anything else."""
    async with bot.running():
        pass
    key = Path(bot.settings["DATA_KEY_FILE"])
    key.unlink()
    bot.settings["LOG_LEVEL"] = "WARNING"
    code, said = await bot.answer_to("run")
    assert (code, said.count("\n"), "There is no key file" in said) == (1, 1, True)
    assert not key.exists()


async def test_a_server_that_is_not_there_is_one_line_and_code_1(bot: BotProcess) -> None:
    """R26."""
    bot.settings |= {
        "DATABASE_URL": "postgresql://bot:k33p-0ut@127.0.0.1:1/bot", "LOG_LEVEL": "WARNING",
    }  # fmt: skip
    code, said = await bot.answer_to("run")
    assert (code, said.count("\n")) == (1, 1)
    assert "bot on 127.0.0.1: the server cannot be reached" in said
    assert "k33p" not in said
