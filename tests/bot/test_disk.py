"""Disks that are full, do not write, or are held by somebody else, under the real process.

On SQLite, as the disk of a PostgreSQL server is behind the server; test_process_postgres.py has
what is seen of its trouble.
"""

from __future__ import annotations

import asyncio
import contextlib
import re
import resource
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from tests.bot.api_server import BotApiServer, Message, Person
from tests.bot.respondent import answer
from tests.bot.running import BotProcess

PEOPLE = 6
TROUBLE = "I have trouble storing answers right now"
READY = "moves for today are ready"
RETRIES = 2
"""So many polls into an outage, whatever would be said twice has been."""
SECONDS = 60.0
SIZE = 8 * 1024 * 1024


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A small one of its own."""
    folder = tmp_path / "data"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(folder)]
    if shutil.which("mount") is None or subprocess.run(mount, check=False).returncode:
        pytest.skip("no file system may be mounted here")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


class Town:
    """People who answer whatever they are asked, and what they have heard."""

    def __init__(self, server: BotApiServer) -> None:
        self.server = server
        self.people = {n: Person(server, n) for n in range(1, PEOPLE + 1)}
        self.done: set[int] = set()
        self.shown = 0
        """Messages, new or edited."""
        server.on_message = self._react

    def _react(self, message: Message) -> None:
        self.shown += 1
        if READY in message.text:
            self.done.add(message.chat)
        elif message.chat not in self.done:
            asyncio.get_running_loop().call_soon(answer, self.people[message.chat], message)

    def begin(self) -> None:
        for person in self.people.values():
            person.says("/start")

    def troubles(self) -> list[int]:
        """How often each was told."""
        return [sum(TROUBLE in m.text for m in p.heard) for p in self.people.values()]

    def talks(self) -> set[tuple[str, ...]]:
        """What they read, but for the trouble; the same for all when nothing is lost or doubled."""
        return {
            tuple(re.sub("[0-9:]{5}", "", m.text) for m in person.heard if TROUBLE not in m.text)
            for person in self.people.values()
        }

    async def progress(self, steps: int) -> None:
        """So many for each of them, more or less."""
        goal = self.shown + steps * PEOPLE
        await self.server.until(lambda: self.shown >= goal, SECONDS)


DRIVER = """
import sys
import bot.__main__, bot.store.sqlite

bot.store.sqlite.BUSY_MS = 200
sys.exit(bot.__main__.main(["run"]))
"""
"""The program as it is, with less patience for a file that somebody else holds."""
Spoil = Callable[[Path, int], AbstractContextManager[None]]
"""Given the folder of the database and the process; in force inside the block."""


@contextlib.contextmanager
def _full(folder: Path, _: int) -> Iterator[None]:
    filler = folder / "filler"
    with filler.open("wb", buffering=0) as file, contextlib.suppress(OSError):
        while file.write(b"\0" * 4096):
            pass
    try:
        yield
    finally:
        filler.unlink()


@contextlib.contextmanager
def _unwritable(_: Path, process: int) -> Iterator[None]:
    """Every write to any file fails, as on a disk that has become read-only."""
    soft, hard = resource.prlimit(process, resource.RLIMIT_FSIZE)
    resource.prlimit(process, resource.RLIMIT_FSIZE, (0, hard))
    try:
        yield
    finally:
        resource.prlimit(process, resource.RLIMIT_FSIZE, (soft, hard))


@contextlib.contextmanager
def _locked(folder: Path, _: int) -> Iterator[None]:
    """By a program that holds it for longer than anybody waits."""
    other = sqlite3.connect(folder / "bot.db", isolation_level=None, timeout=SECONDS)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        other.close()


def _remount(disk: Path, how: str) -> None:
    subprocess.run(["mount", "-o", f"remount,{how}", str(disk)], check=True)


OUTAGES: dict[str, tuple[Spoil, str]] = {
    "full": (_full, "the disk is full; make room on it"),
    "unwritable": (_unwritable, "the disk does not read or write"),
    "locked": (_locked, "another program holds it locked; close that one"),
}


@pytest.mark.parametrize("kind", OUTAGES)
async def test_an_outage_while_people_answer(
    server: BotApiServer, disk: Path, tmp_path: Path, kind: str
) -> None:
    """R26: one clear line and one kind message each; nothing lost, nothing doubled, twice."""
    spoil, words = OUTAGES[kind]
    bot, town = BotProcess(server, tmp_path, LOG_LEVEL="INFO"), Town(server)
    assert bot.settings["DATABASE_URL"] == f"sqlite:///{disk}/bot.db"
    async with bot.running("-c", DRIVER) as process:
        town.begin()
        for outage in (1, 2):
            await town.progress(5)
            with spoil(disk, process.pid):
                await server.until(lambda n=outage: min(town.troubles()) == n, SECONDS)
                polls = len(server.called("getUpdates"))
                await server.until(
                    lambda n=polls: len(server.called("getUpdates")) >= n + RETRIES, SECONDS
                )
        await server.until(lambda: len(town.done) == PEOPLE, SECONDS)
    assert town.troubles() == [2] * PEOPLE
    assert len(town.talks()) == 1, town.talks()
    lines = bot.output.splitlines()
    errors = [line for line in lines if "ERROR" in line]
    assert [words in line for line in errors] == [True, True], errors
    assert sum("the database works again" in line for line in lines) == 2
    assert "Traceback" not in bot.output


async def test_people_stay_apart_from_an_outage_that_meets_nobody(
    server: BotApiServer, disk: Path, tmp_path: Path
) -> None:
    """R26: nobody writes while the disk is full, so nobody is told."""
    bot, town = BotProcess(server, tmp_path), Town(server)
    async with bot.running() as process:
        with _full(disk, process.pid):
            polls = len(server.called("getUpdates"))
            town.server.push({"poll": {}})
            await server.until(lambda: len(server.called("getUpdates")) > polls + 1, SECONDS)
        town.begin()
        await server.until(lambda: len(town.done) == PEOPLE, SECONDS)
    assert town.troubles() == [0] * PEOPLE


async def test_a_start_on_a_full_disk_is_one_line(
    server: BotApiServer, disk: Path, tmp_path: Path
) -> None:
    """R26: a supervisor starts it anew until there is room."""
    bot = BotProcess(server, tmp_path, LOG_LEVEL="WARNING")
    with _full(disk, 0):
        code, said = await bot.answer_to("run")
    assert (code, said.count("\n")) == (1, 1), said
    assert "No space left on device" in said
    async with bot.running():
        pass


async def test_a_start_on_a_read_only_disk_is_one_line(
    server: BotApiServer, disk: Path, tmp_path: Path
) -> None:
    """R26: what is stored stays, and it starts when the disk can be written again."""
    bot, town = BotProcess(server, tmp_path, LOG_LEVEL="WARNING"), Town(server)
    async with bot.running():
        town.begin()
        await town.progress(1)
    _remount(disk, "ro")
    code, said = await bot.answer_to("run")
    assert (code, said.count("\n")) == (1, 1), said
    assert str(disk) in said
    _remount(disk, "rw")
    async with bot.running():
        await server.until(lambda: len(town.done) == PEOPLE, SECONDS)
    assert len(town.talks()) == 1
