"""Several real processes on one PostgreSQL database: one leads, others stand by and take over."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bot.api_server import Message, Person
from tests.bot.crash.crew import Plan
from tests.bot.crash.crew_trial import CrewTrial
from tests.bot.crash.trial import Crowd
from tests.bot.respondent import answer
from tests.bot.running import BotProcess
from tests.postgres import NoServerError, OwnServer, own_postgres

TAKE_OVER_SECONDS = 10.0
HAND_OVER_SECONDS = 3.0
PEOPLE = 8
READY = "moves for today are ready"
KILLS = 5
SECONDS = 12.0
"""After that no more kills; what was begun is lived to its end."""


@pytest.fixture
def engine_name() -> str:
    """A SQLite file is one process's."""
    return "postgresql"


class Answering:
    """People who answer whatever they are asked, until their first moves are ready."""

    def __init__(self, bot: BotProcess) -> None:
        self.people = {n: Person(bot.server, n) for n in range(1, PEOPLE + 1)}
        self.done: set[int] = set()
        bot.server.on_message = self._react

    def _react(self, message: Message) -> None:
        if READY in message.text:
            self.done.add(message.chat)
        elif message.chat not in self.done:
            asyncio.get_running_loop().call_soon(answer, self.people[message.chat], message)

    def begin(self) -> None:
        for person in self.people.values():
            person.says("/start")

    def questions(self) -> list[int]:
        """How many messages each has on the screen."""
        return [len(person.heard) for person in self.people.values()]


async def leading(bot: BotProcess) -> asyncio.subprocess.Process:
    """Started first, and polling."""
    polls = len(bot.server.called("getUpdates"))
    process = await bot.start()
    await bot.server.until(lambda: len(bot.server.called("getUpdates")) > polls)
    return process


async def standing_by(bot: BotProcess) -> asyncio.subprocess.Process:
    """Started beside one that leads."""
    process = await bot.start()
    assert process.stdout
    async with asyncio.timeout(20):
        while b"another worker leads" not in (line := await process.stdout.readline()):
            assert line, "it ended"
    return process


async def test_one_polls_and_the_other_takes_over_when_it_is_killed(bot: BotProcess) -> None:
    """R1, R20: within ten seconds; each question is asked once, and answered once."""
    first = await leading(bot)
    second = await standing_by(bot)
    town = Answering(bot)
    town.begin()
    await bot.server.until(lambda: len(bot.server.called("editMessageText")) > 10 * PEOPLE)
    polls = len(bot.server.called("getUpdates"))
    loop = asyncio.get_running_loop()
    killed_at = loop.time()
    await bot.end(first, signal.SIGKILL)
    await bot.server.until(
        lambda: len(bot.server.called("getUpdates")) > polls, seconds=TAKE_OVER_SECONDS
    )
    assert loop.time() - killed_at < TAKE_OVER_SECONDS
    await bot.server.until(lambda: len(town.done) == PEOPLE, seconds=60)
    assert await bot.end(second) == 0
    most, least = max(town.questions()), min(town.questions())
    assert most - least <= 1, "a kill repeats one message of a chat at most"
    assert "Traceback" not in bot.output


async def test_who_is_told_to_end_hands_over_at_once(bot: BotProcess) -> None:
    """R20: as in a rolling upgrade."""
    first = await leading(bot)
    second = await standing_by(bot)
    ada = Person(bot.server, 1)
    ada.says("/start")
    await ada.hears("I am Unhamstrung")
    loop = asyncio.get_running_loop()
    told_at = loop.time()
    ended = asyncio.create_task(bot.end(first))
    ada.taps("I agree")
    await ada.hears("How old are you?")
    assert await ended == 0
    ada.says("18-39")
    await ada.hears("Any of these now", seconds=HAND_OVER_SECONDS)
    assert loop.time() - told_at < HAND_OVER_SECONDS
    assert await bot.end(second) == 0
    assert "Traceback" not in bot.output


async def test_who_stands_by_ends_when_it_is_told(bot: BotProcess) -> None:
    first = await leading(bot)
    second = await standing_by(bot)
    assert await bot.end(second) == 0
    assert await bot.end(first) == 0


# Kill -9, again and again, while people live with them; `python -m bench.workers` does it for long.


@pytest.fixture
def own() -> Iterator[OwnServer]:
    try:
        with own_postgres() as running:
            yield running
    except NoServerError as error:
        pytest.skip(str(error))


@pytest.mark.parametrize(
    "by_webhook",
    [
        pytest.param(True, id="webhook"),
        pytest.param(False, id="polling", marks=pytest.mark.slow),
    ],
)
async def test_people_lose_nothing_though_workers_and_database_go_away(
    tmp_path: Path, own: OwnServer, *, by_webhook: bool
) -> None:
    """R1, R2, T2, T4: two workers, kills every few seconds, and the server shut down once."""
    plan = Plan(workers=2, kill_every=2.0, outages=1, by_webhook=by_webhook)
    crowd = Crowd(first=3, a_day=1)
    trial = CrewTrial(tmp_path, own, plan, kills=KILLS, seed=3, seconds=SECONDS, crowd=crowd)
    report = await trial.run()
    assert not report.problems, f"{report}"
    assert report.kills.total() >= 3
    assert trial.keeper.outages == 1
