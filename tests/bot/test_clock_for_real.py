"""The real process while the machine's clock jumps: libfaketime moves it, and nothing else."""

from __future__ import annotations

import asyncio
import datetime as dt
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import aiohttp
import pytest
import sqlalchemy as sa

from bot.health import HOST, KEPT_SECONDS
from bot.store.tables import people
from tests.bot.api_server import BotApiServer, Message, Person
from tests.bot.databases import ENGINES, new_database
from tests.bot.reading import reading
from tests.bot.respondent import answer
from tests.bot.running import BotProcess
from tests.bot.store.kit import Place, PostgresPlace, SqlitePlace
from tests.postgres import Server

LIBRARY = Path("/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1")
SECONDS = 30.0
DUE = sa.select(people.c.due_at)
DRIVER = """
import functools, sys
import bot.__main__, bot.app

bot.app.PURGE_SECONDS = 0.5
bot.app.run = functools.partial(bot.app.run, nap_seconds=0.1)
sys.exit(bot.__main__.main(["run"]))
"""
"""The program as it is, but that it looks at the clock more often."""


class FakeClock:
    """The time of day of one process; it goes on from wherever it is set."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "clock"
        self.settings = {
            "LD_PRELOAD": str(LIBRARY),
            "FAKETIME_TIMESTAMP_FILE": str(self._file),
            "FAKETIME_NO_CACHE": "1",
            "DONT_FAKE_MONOTONIC": "1",
            "NO_FAKE_STAT": "1",
        }

    def set(self, moment: dt.datetime) -> None:
        offset = moment.timestamp() - time.time()  # noqa: TID251 - the test moves the real clock
        new = self._file.with_suffix(".new")
        new.write_text(f"{offset:+.3f}\n")
        new.replace(self._file)


def _works(folder: Path) -> bool:
    """The library is there, and the interpreter listens to it."""
    clock = FakeClock(folder)
    clock.set(_at(2, 12))
    told = subprocess.run(
        [sys.executable, "-c", "import datetime; print(datetime.date.today())"],
        env=clock.settings, capture_output=True, text=True, check=False,
    )  # fmt: skip
    return told.stdout.strip() == "2026-03-02"


def _at(day: int, hour: int, minute: int = 0) -> dt.datetime:
    return dt.datetime(2026, 3, day, hour, minute, tzinfo=dt.UTC)


class Town:
    """A bot, its clock, and Ada in London, who answers whatever she is asked."""

    def __init__(self, server: BotApiServer, folder: Path, url: str) -> None:
        """`url`: of the database."""
        with socket.socket() as free:
            free.bind((HOST, 0))
            self._port = free.getsockname()[1]
        self.clock = FakeClock(folder)
        self._url = url
        self.server = server
        self.bot = BotProcess(
            server, folder, DATABASE_URL=url, HEALTH_PORT=str(self._port), LOG_LEVEL="INFO",
            **self.clock.settings,
        )  # fmt: skip
        self.ada = Person(server, 1)
        self.answers = True
        server.on_message = self._react

    def _react(self, message: Message) -> None:
        if self.answers:
            asyncio.get_running_loop().call_soon(answer, self.ada, message)

    async def jump(self, day: int, hour: int, minute: int = 0) -> None:
        self.clock.set(_at(day, hour, minute))
        await self.settle()

    async def settle(self) -> None:
        """Until nothing is due, on its way or unanswered, as two fresh looks in a row say."""
        quiet = 0
        async with asyncio.timeout(SECONDS):
            while quiet < 2:
                await asyncio.sleep(KEPT_SECONDS)
                body = await self._ask()
                counts = [*(body["outbox"] or {"not": 1}).values(), body["oldest_due_seconds"]]
                quiet = 0 if any(counts) or self.server.pending else quiet + 1

    async def planned(self, done: Callable[[dt.datetime], bool]) -> None:
        """Until her next moment is as it should be."""
        with reading(self._url) as reader:
            async with asyncio.timeout(SECONDS):
                while not done(reader.rows(DUE)[0].due_at):  # noqa: ASYNC110 - the process does not tell
                    await asyncio.sleep(0.1)

    async def _ask(self) -> dict[str, Any]:
        url = f"http://{HOST}:{self._port}/readyz"
        async with aiohttp.ClientSession() as session, session.get(url) as response:
            body: dict[str, Any] = await response.json()
            return body

    def reports(self) -> int:
        return sum("✓ Done, pain 1" in message.text for message in self.ada.heard)


class Monday(NamedTuple):
    """A bot with whom Ada has done her first session."""

    folder: Path
    database: Place


@pytest.fixture(scope="module", params=ENGINES)
def monday(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Monday]:
    folder = tmp_path_factory.mktemp("monday")
    if not _works(folder):
        pytest.skip("libfaketime is not installed here (Debian: apt-get install libfaketime)")

    async def begin(url: str) -> None:
        async with BotApiServer() as server:
            town = Town(server, folder, url)
            town.clock.set(_at(2, 9))
            async with town.bot.running():
                town.ada.says("/start")
                await town.ada.hears("so this session counts", 2 * SECONDS)

    with new_database(request, request.param, folder / "data") as database:
        asyncio.run(begin(database.url))
        yield Monday(folder, database)


@pytest.fixture
async def database(
    monday: Monday, request: pytest.FixtureRequest, tmp_path: Path
) -> AsyncIterator[Place]:
    """As it was on Monday."""
    shutil.copytree(monday.folder, tmp_path, dirs_exist_ok=True)
    if not isinstance(monday.database, PostgresPlace):
        yield SqlitePlace(tmp_path / "data")
        return
    shared: Server = request.getfixturevalue("postgres_server")
    async with shared.database(monday.database.database) as name:
        yield PostgresPlace(shared, name)


@pytest.fixture
async def town(database: Place, tmp_path: Path) -> AsyncIterator[Town]:
    async with BotApiServer() as server:
        server.count_updates_from(1_000_000)  # Telegram's numbers go on
        town = Town(server, tmp_path, database.url)
        town.clock.set(_at(2, 10))
        async with town.bot.running("-c", DRIVER):
            yield town
    for sign in ("ERROR", "Traceback", "something failed"):
        assert sign not in town.bot.output, town.bot.output


async def test_after_a_sleep_of_days_one_prompt_comes_and_none_for_a_day_that_is_over(
    town: Town,
) -> None:
    """T3: asleep from Monday to Wednesday noon, it brings Wednesday's moves, once."""
    town.answers = False
    town.clock.set(_at(4, 12))
    await town.planned(lambda due_at: due_at.date() == dt.date(2026, 3, 4))
    town.clock.set(_at(4, 12, 1))
    await town.server.until(lambda: town.ada.heard, SECONDS)
    await town.settle()
    await town.jump(4, 12, 30)
    assert len(town.ada.heard) == 1


@pytest.mark.parametrize(
    ("monday", "day", "hour"),
    [
        pytest.param("sqlite", 3, 6, id="by an hour"),
        pytest.param("sqlite", 2, 7, id="by a day"),
        pytest.param("postgresql", 2, 7, id="by a day, postgresql"),
    ],
    indirect=["monday"],
)
async def test_set_back_nothing_comes_twice_and_nothing_stays_away(
    town: Town, day: int, hour: int
) -> None:
    """T1, T2: Tuesday's prompt has come when the clock goes back, and it comes to it again."""
    await town.jump(3, 7, 5)
    assert town.reports() == 1
    heard = len(town.ada.heard)
    await town.jump(day, hour, 5)
    assert len(town.ada.heard) == heard
    town.ada.says("/plan")
    await town.server.until(lambda: len(town.ada.heard) > heard, SECONDS)
    await town.jump(3, 7, 6)
    assert (town.reports(), len(town.ada.heard)) == (1, heard + 1)
    await town.jump(4, 7, 6)
    assert town.reports() == 2


async def test_a_clock_that_was_a_year_ahead_keeps_nobody_waiting_for_a_year(town: Town) -> None:
    """T3: the machine started with a wrong year, which was put right a little later."""
    town.answers = False
    year = dt.timedelta(days=365)
    town.clock.set(_at(3, 12) + year)
    await town.planned(lambda due_at: due_at >= _at(3, 12) + year)
    town.clock.set(_at(3, 12, 1) + year)
    await town.planned(lambda due_at: due_at > _at(4, 0) + year)
    town.clock.set(_at(3, 12))
    await town.planned(lambda due_at: due_at.date() == dt.date(2026, 3, 4))
    heard = len(town.ada.heard)
    town.clock.set(_at(4, 7, 1))
    await town.server.until(lambda: len(town.ada.heard) > heard, SECONDS)
    await town.settle()
    assert len(town.ada.heard) == heard + 1
