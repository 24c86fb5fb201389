"""What /healthz and /readyz say, of a process at each stage and in each kind of trouble."""

from __future__ import annotations

import asyncio
import json
import re
import socket
import sqlite3
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

import aiohttp
import pytest

from bot.clock import VirtualClock
from bot.health import HOST, Health, served
from bot.settings import SettingsError
from bot.store import Backlog, StoreError
from bot.vitals import Parts, Vitals
from tests.bot.api_server import BotApiServer, Person, RefusalError
from tests.bot.running import BotProcess
from tests.bot.store.kit import NOW, hours

LIMIT = 600.0
NOTHING: dict[Any, int] = {"reply": 0, "prompt": 0, "bulk": 0}
SECONDS = 30.0
"""For anything that happens at once on a machine with nothing else to do."""


@dataclass
class Poller:
    seconds: float = 0.0
    has_polled: bool = True
    trouble: str = ""
    resting: bool = False
    good: str = "good poll"

    def silence(self) -> float:
        return self.seconds


@dataclass
class Store:
    answer: Backlog | StoreError = field(default_factory=lambda: Backlog(NOTHING, None, None, None))
    asked: int = 0
    stuck: bool = False

    async def backlog(self) -> Backlog:
        self.asked += 1
        if self.stuck:
            await asyncio.Event().wait()
        if isinstance(self.answer, StoreError):
            raise self.answer
        return self.answer


class Patient:
    """A process whose parts a test can set."""

    def __init__(self) -> None:
        self.poller, self.store = Poller(), Store()
        self.vitals = Vitals(LIMIT)
        self.health = Health(self.vitals, VirtualClock(NOW))
        self.tasks = {name: asyncio.create_task(_for_ever()) for name in ("pump", "scheduler")}

    def run(self) -> None:
        self.vitals.run(Parts(cast("Any", self.store), cast("Any", self.poller), self.tasks))

    async def reasons(self) -> tuple[list[str], list[str]]:
        """Of /healthz and /readyz."""
        alive, ready = await self.health.alive(), await self.health.ready()
        assert (alive["ok"], ready["ok"]) == (not alive["reasons"], not ready["reasons"])
        return alive["reasons"], ready["reasons"]


async def _for_ever() -> None:
    await asyncio.Event().wait()


@pytest.fixture
async def patient() -> AsyncIterator[Patient]:
    patient = Patient()
    yield patient
    for task in patient.tasks.values():
        task.cancel()
    await asyncio.wait(patient.tasks.values())


async def test_while_it_starts_it_is_alive_and_not_ready(patient: Patient) -> None:
    assert await patient.reasons() == ([], ["starting"])


async def test_standing_by_is_alive_and_not_ready(patient: Patient) -> None:
    """R20: the other instance works; a new start would not help."""
    patient.vitals.stand_by()
    assert await patient.reasons() == ([], ["standing by"])


async def test_a_worker_that_does_not_lead_is_alive_and_not_ready(patient: Patient) -> None:
    """R20: it polls as soon as the other one is gone."""
    patient.run()
    patient.poller.resting = True
    assert await patient.reasons() == ([], ["standing by"])


async def test_at_work_it_is_both(patient: Patient) -> None:
    patient.run()
    assert await patient.reasons() == ([], [])


async def test_while_it_ends_nobody_should_count_on_it(patient: Patient) -> None:
    """Its parts end too, and that is no reason for a new start."""
    patient.run()
    patient.vitals.ending()
    assert await patient.reasons() == ([], ["ending"])
    patient.tasks["pump"].cancel()
    await asyncio.wait({patient.tasks["pump"]})
    assert await patient.reasons() == ([], ["ending"])


async def test_before_the_first_good_poll_it_is_not_ready(patient: Patient) -> None:
    patient.run()
    patient.poller.has_polled = False
    assert await patient.reasons() == ([], ["no good poll yet"])


async def test_a_silence_over_the_limit_is_the_end(patient: Patient) -> None:
    """R19: the same limit as the watchdog's."""
    patient.run()
    patient.poller.seconds = LIMIT
    assert await patient.reasons() == ([], [])
    patient.poller.seconds = LIMIT + 1
    reason = ["no good poll for 601 s"]
    assert await patient.reasons() == (reason, reason)


async def test_a_part_that_has_ended_is_named(patient: Patient) -> None:
    patient.run()
    patient.tasks["pump"].cancel()
    await asyncio.wait({patient.tasks["pump"]})
    reason = ["the pump has ended"]
    assert await patient.reasons() == (reason, reason)


async def test_what_polling_waits_for_is_told(patient: Patient) -> None:
    """R26: of a full disk, for instance; a new start would not help."""
    patient.run()
    patient.poller.trouble = "the disk is full"
    assert await patient.reasons() == ([], ["the disk is full"])


async def test_a_store_that_fails_is_not_ready(patient: Patient) -> None:
    patient.run()
    patient.store.answer = StoreError("it is damaged; restore a backup")
    assert await patient.reasons() == ([], ["it is damaged; restore a backup"])
    patient.poller.trouble = "it is damaged; restore a backup"
    assert await patient.reasons() == ([], ["it is damaged; restore a backup"])


async def test_a_store_that_does_not_answer_keeps_nobody_waiting(
    patient: Patient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.health.STORE_SECONDS", 0.05)
    patient.run()
    patient.store.stuck = True
    assert await patient.reasons() == ([], ["the database does not answer"])
    assert patient.store.asked == 1, "nobody else queues up behind it"
    assert patient.health._looking
    patient.health._looking.cancel()


@pytest.mark.parametrize(
    ("backlog", "reasons"),
    [
        (Backlog(NOTHING, None, NOW - hours(0.5), None), []),
        (Backlog(NOTHING, None, NOW - hours(1), None), ["a letter waits for 3600 s"]),
        (Backlog(NOTHING, NOW - hours(9), None, None), []),
        (Backlog(NOTHING, None, None, NOW - hours(2)), ["a due moment waits for 7200 s"]),
        (Backlog(NOTHING, None, None, NOW + hours(2)), []),
    ],
    ids=["letter", "late letter", "of unknown outcome", "late moment", "moment to come"],
)
async def test_hopelessly_late_is_not_ready(
    patient: Patient, backlog: Backlog, reasons: list[str]
) -> None:
    patient.run()
    patient.store.answer = backlog
    assert await patient.reasons() == ([], reasons)


async def test_the_numbers_are_counts_and_seconds(patient: Patient) -> None:
    patient.run()
    patient.poller.seconds = 12.34
    counts: dict[Any, int] = {"reply": 1, "prompt": 20, "bulk": 300}
    patient.store.answer = Backlog(counts, NOW - hours(0.1), NOW, NOW - hours(0.01))
    assert await patient.health.ready() == {
        "ok": True,
        "reasons": [],
        "stage": "running",
        "seconds_since_good_poll": 12.3,
        "outbox": {"reply": 1, "prompt": 20, "bulk": 300},
        "oldest_letter_seconds": 360.0,
        "oldest_due_seconds": 36.0,
    }


async def test_however_often_it_is_asked_the_store_is_asked_once(patient: Patient) -> None:
    patient.run()
    await asyncio.gather(*(patient.health.ready() for _ in range(50)))
    assert patient.store.asked == 1


async def test_a_taken_port_is_a_wrong_setting(patient: Patient) -> None:
    with socket.socket() as taken:
        taken.bind((HOST, 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(SettingsError, match=f"HEALTH_PORT: {port} cannot be used"):
            async with served(patient.health, port):
                pass


# The process


class Caller:
    """Asks the running process, and keeps asking until it says what is awaited."""

    def __init__(self, port: int) -> None:
        self._url = f"http://{HOST}:{port}"

    async def ask(self, path: str) -> tuple[int, dict[str, Any]]:
        async with aiohttp.ClientSession() as session, session.get(self._url + path) as answer:
            assert answer.content_type == "application/json"
            return answer.status, json.loads(await answer.text())

    async def until(self, path: str, status: int, reason: str = "") -> dict[str, Any]:
        async with asyncio.timeout(SECONDS):
            while True:
                try:
                    got, body = await self.ask(path)
                except aiohttp.ClientConnectionError:
                    got, body = 0, {}
                if got == status and reason in "; ".join(body["reasons"]):
                    return body
                await asyncio.sleep(0.05)


@pytest.fixture
def port() -> int:
    with socket.socket() as free:
        free.bind((HOST, 0))
        return int(free.getsockname()[1])


async def test_a_running_bot_is_asked(server: BotApiServer, bot: BotProcess, port: int) -> None:
    """Ready at work, not ready while Telegram refuses, and nothing about people in it."""
    bot.settings["HEALTH_PORT"] = str(port)
    caller = Caller(port)
    ada = Person(server, 987_654_321)
    async with bot.running():
        ada.says("/start")
        await ada.hears("I am Unhamstrung")
        while (await caller.until("/readyz", 200))["outbox"] != NOTHING:
            pass
        server.fail("getUpdates", times=1000, refusal=RefusalError(502, "Bad Gateway"))
        ada.says("to wake the poll")
        await caller.until("/readyz", 503, "Telegram cannot be reached")
        status, body = await caller.ask("/healthz")
        assert (status, body["ok"]) == (200, True)
        assert "987654321" not in json.dumps(body)
        server.faults.clear()
        await caller.until("/readyz", 200)
    assert f"health at http://{HOST}:{port}/healthz" in bot.output


async def test_it_answers_while_the_store_is_opened(
    server: BotApiServer, tmp_path: Path, port: int
) -> None:
    """Another program holds the file locked for a while, as a bot starts."""
    bot = BotProcess(server, tmp_path, HEALTH_PORT=str(port))
    async with bot.running():
        pass
    other = sqlite3.connect(tmp_path / "data" / "bot.db", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    caller = Caller(port)
    process = await bot.start()
    try:
        await caller.until("/readyz", 503, "starting")
        assert (await caller.ask("/healthz"))[0] == 200
        other.execute("COMMIT")
        await caller.until("/readyz", 200)
    finally:
        other.close()
        await bot.end(process)


async def test_any_free_port_is_named_in_the_log(server: BotApiServer, tmp_path: Path) -> None:
    bot = BotProcess(server, tmp_path, HEALTH_PORT="0")
    async with bot.running():
        pass
    assert re.search(r"health at http://127\.0\.0\.1:[1-9][0-9]*/healthz and /readyz", bot.output)


async def test_without_a_port_nothing_is_served(server: BotApiServer, tmp_path: Path) -> None:
    bot = BotProcess(server, tmp_path)
    async with bot.running():
        pass
    assert "health at" not in bot.output


async def test_a_taken_port_is_one_line_and_code_2(server: BotApiServer, tmp_path: Path) -> None:
    port = int(server.url.rpartition(":")[2])
    bot = BotProcess(server, tmp_path, HEALTH_PORT=str(port), LOG_LEVEL="ERROR")
    code, said = await bot.answer_to("run")
    assert (code, said.count("\n")) == (2, 1)
    assert f"HEALTH_PORT: {port} cannot be used (address already in use); does" in said
