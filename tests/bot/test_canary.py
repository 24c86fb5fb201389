"""A month of somebody whose every word is a canary: no file shows one, in the end none is left.

P6, P9, S1: with messages that fail, a program that raises, and a process that is killed meanwhile.
On SQLite, whose files are the bot's own: what a PostgreSQL server keeps in its files, and for how
long, is its operator's matter; tests/bot/store/test_erased.py reads all rows there.
"""

from __future__ import annotations

import asyncio
import base64
import contextlib
import datetime as dt
import os
import signal
import sqlite3
import sys
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from tests.bot.api_server import BotApiServer, Message, RefusalError
from tests.bot.canaries import MARK, Canary, forms, forms_of_chat, traces
from tests.bot.crash.stored import Stored
from tests.bot.running import ROOT, BotProcess, without_settings

CHAT = 6_180_339_887
BESIDE = 7_071_067_811
"""Somebody else, who stays."""
BEGIN = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)
DAYS = 30
HOURS = (7, 13, 21)
KILLED_EVERY = 6
"""Days."""
QUIET_SECONDS = 0.08
CLEARED_SECONDS = 30
"""After the yes to deleting, on a slow disk."""
MINUTES = 5
FAULT_EVERY = 2
"""Parts of a day."""
FAULTS = (
    ("sendMessage", {"refusal": RefusalError(500, "Internal Server Error")}),
    ("sendMessage", {"lose_answer": True}),
    ("editMessageText", {"refusal": RefusalError(400, "Bad Request: CANNOT_SAY_WHY")}),
    ("getUpdates", {"gateway": (502, "<html>Bad Gateway</html>")}),
    ("answerCallbackQuery", {"lose_call": True}),
    ("sendDocument", {"refusal": RefusalError(413, "Request Entity Too Large")}),
    ("editMessageText", {"refusal": RefusalError(429, "Too Many Requests", retry_after=1)}),
    ("getUpdates", {"words": '{"ok": true, "result": [7, {"update_id": "x"}]}'}),
    ("sendPhoto", {"half_answer": True}),
)


class Month:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.server = BotApiServer()
        self.server.on_message = self._show
        self.people = [Canary(self.server, chat, seed=chat) for chat in (CHAT, BESIDE)]
        self.bot = BotProcess(self.server, folder, LOG_LEVEL="DEBUG", FLOOD_PER_MINUTE="100000")
        self.stored = Stored(self.bot.settings["DATABASE_URL"], folder / "keys" / "bot.key")
        self._process: asyncio.subprocess.Process | None = None
        self._clock = folder / "clock"
        self._now = BEGIN

    def _show(self, message: Message) -> None:
        for person in self.people:
            if person.number == message.chat:
                asyncio.get_running_loop().call_soon(person.reads, message)

    @contextlib.asynccontextmanager
    async def runs(self) -> AsyncIterator[None]:
        self._clock.touch()
        self.set_clock(BEGIN)
        async with self.server:
            self.bot.settings["TELEGRAM_API_URL"] = self.server.url
            await self._start()
            try:
                yield
            finally:
                await self.end(signal.SIGTERM)

    async def lives(self) -> None:
        for person in self.people:
            person.wakes()
            person.says(f"/start {person.word()}")
        await self.calm()
        for day in range(DAYS):
            if day % KILLED_EVERY == KILLED_EVERY - 1:
                await self.end(signal.SIGKILL)
                await self._start()
            for number, hour in enumerate(HOURS):
                self.set_clock(BEGIN.replace(hour=hour) + dt.timedelta(days=day + 1))
                self._goes_wrong(len(HOURS) * day + number)
                for person in self.people:
                    person.wakes()
                    person.says_something()
                await self.calm()

    def _goes_wrong(self, number: int) -> None:
        if number % FAULT_EVERY == 0:
            method, fault = FAULTS[number // FAULT_EVERY % len(FAULTS)]
            self.server.fail(method, **fault)
        if number % 7 == 0:
            self.people[0].breaks_it()
        if number % 13 == 0:
            self.people[0].says(("/report", "/export", "/progress", "/privacy")[number % 4])

    def set_clock(self, now: dt.datetime) -> None:
        self._now = now
        os.utime(self._clock, (int(now.timestamp()),) * 2)

    async def calm(self) -> None:
        """Until Telegram is asked for nothing more; what failed goes out some minutes later."""
        for _ in range(MINUTES):
            await self._quiet()
            if not self.stored.count("letters WHERE settled_at IS NULL"):
                return
            self.set_clock(self._now + dt.timedelta(minutes=1))

    async def _quiet(self) -> None:
        calls = -1
        async with asyncio.timeout(60):
            while self.server.pending or calls != len(self.server.calls):
                calls = len(self.server.calls)
                await asyncio.sleep(QUIET_SECONDS)

    async def _start(self) -> None:
        temporary = self.folder / "tmp"
        temporary.mkdir(exist_ok=True)
        polls = len(self.server.called("getUpdates"))
        with (self.folder / "bot.log").open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "tests.bot.canary_driver", str(self._clock)),
                env={
                    **without_settings(), "PYTHONPATH": str(ROOT), "TMPDIR": str(temporary),
                    **self.bot.settings,
                },
                cwd=self.folder,
                stdout=log,
                stderr=log,
            )  # fmt: skip
        await self.server.until(lambda: len(self.server.called("getUpdates")) > polls)

    async def end(self, number: int) -> None:
        if self._process is not None:
            self._process.send_signal(number)
            await self._process.wait()
            self._process = None

    async def command(self, *command: str) -> str:
        code, said = await self.bot.answer_to(*command)
        with (self.folder / "bot.log").open("a") as log:
            log.write(said)
        assert code == 0, said
        return said

    async def comes_to(self, look: Callable[[], object], wanted: object) -> None:
        """Rows go with the last word, and what is left in the files after them."""
        for _ in range(int(CLEARED_SECONDS / QUIET_SECONDS)):
            if look() == wanted:
                return
            await asyncio.sleep(QUIET_SECONDS)
        assert look() == wanted

    def rows(self, table: str) -> int:
        return self.stored.count(f"{table} WHERE chat_id = {CHAT}")


async def test_no_file_shows_a_word_and_after_erasing_there_is_none(tmp_path: Path) -> None:
    """P6, P9, S1: database, log of it, backup, logs and temporary files, byte by byte."""
    month = Month(tmp_path)
    async with month.runs():
        await month.lives()
        assert month.people[0].said > 5 * DAYS
        assert month.rows("quarantine") >= 5
        assert month.rows("history") >= 10
        backup = str(tmp_path / "before.backup")
        await month.command("backup", backup)
        await month.command("quarantine", "list")
        assert list(traces([tmp_path], forms(MARK))) == []
        assert MARK in month.stored.conversations([CHAT])[CHAT].model_dump_json(), "else no proof"

        month.server.faults.clear()
        ada = month.people.pop(0)
        ada.says("/erase")
        await ada.hears("Delete everything")
        ada.taps("Delete everything")
        await month.calm()
        await month.comes_to(lambda: {name: month.rows(name) for name in _TABLES}, _NO_ROWS)
        files = [tmp_path / "data", tmp_path / "tmp", tmp_path / "keys"]
        sought = {**forms(MARK), **forms_of_chat(CHAT)}
        await month.comes_to(lambda: list(traces(files, sought)), [])
        assert [t for t in traces([tmp_path], forms_of_chat(CHAT)) if t.file == "bot.log"] == []

    await month.command("restore", backup, "--force")
    assert {name: month.rows(name) for name in _TABLES} == _NO_ROWS
    assert month.stored.count(f"people WHERE chat_id = {BESIDE}") == 1
    restored = tmp_path / "data" / "bot.db"
    found = [t for t in traces([restored.parent], forms_of_chat(CHAT)) if t.file == restored.name]
    assert found == []


_TABLES = ("people", "letters", "history", "screens", "quarantine")
_NO_ROWS = dict.fromkeys(_TABLES, 0)


@pytest.mark.parametrize("before", range(4))
def test_a_canary_that_is_there_is_found(tmp_path: Path, before: int) -> None:
    text = f"{'x' * before}{MARK}00001x"
    for number, write in enumerate((str.encode, _hex, _base64, _utf16)):
        (tmp_path / str(number)).write_bytes(b"\xff" * number + write(text))
    assert [trace.file for trace in traces([tmp_path], forms(MARK))] == ["0", "1", "2", "3"]


def test_a_chat_is_found_in_a_database(tmp_path: Path) -> None:
    database = sqlite3.connect(tmp_path / "x.db")
    database.execute("CREATE TABLE letters (id INTEGER PRIMARY KEY, chat_id BIGINT)")
    database.execute("INSERT INTO letters (chat_id) VALUES (?)", (CHAT,))
    database.commit()
    database.close()
    assert [trace.form for trace in traces([tmp_path], forms_of_chat(CHAT))] == ["integer"]


def test_a_chat_is_found_as_the_key_of_a_row(tmp_path: Path) -> None:
    database = sqlite3.connect(tmp_path / "x.db")
    database.execute("CREATE TABLE people (chat_id INTEGER PRIMARY KEY)")
    database.execute("INSERT INTO people VALUES (?)", (CHAT,))
    database.commit()
    database.close()
    assert [trace.form for trace in traces([tmp_path], forms_of_chat(CHAT))] == ["key"]


def _hex(text: str) -> bytes:
    return text.encode().hex().encode()


def _base64(text: str) -> bytes:
    return base64.b64encode(text.encode())


def _utf16(text: str) -> bytes:
    return text.encode("utf-16-le")
