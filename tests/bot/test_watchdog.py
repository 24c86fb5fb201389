"""A process that cannot do its work ends by itself, so that its supervisor starts it anew."""

from __future__ import annotations

import asyncio
import signal
import socket
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.bot.api_server import BotApiServer, Person, RefusalError
from tests.bot.running import BotProcess

SECONDS = 10
"""The least that WATCHDOG_SECONDS may be."""
SLACK = 20
"""Seconds for a start on a machine that has more to do."""
FOR_EVER = 10**6
DRIVER = """
import asyncio, re, sys, time
import bot.__main__, bot.app, bot.watchdog
from bot.store.sql import SqlStore
from bot.store.unit import finish

bot.watchdog.END_SECONDS = 2.0
run = bot.app.run

async def wait_for_ever(store, *_):
    async with store.batch():
        open("stuck", "w").close()
        await finish(asyncio.Event().wait())

def stand_still():
    time.sleep(1000)

async def spoiled(*given, **named):
    loop = asyncio.get_running_loop()
    {spoil}
    await run(*given, **named)

bot.app.run = spoiled
sys.exit(bot.__main__.main(["run"]))
"""
"""The program as it is, but for one thing that stands still, and less patience at the end."""


@dataclass
class End:
    code: int
    seconds: float
    said: str

    @property
    def errors(self) -> list[str]:
        return [line for line in self.said.splitlines() if " DEBUG " not in line]


async def _ended(bot: BotProcess, *command: str) -> End:
    loop = asyncio.get_running_loop()
    start = loop.time()
    process = await bot.start(*command)
    return await _end(process, start)


async def _end(process: asyncio.subprocess.Process, start: float) -> End:
    """Whatever does not end is killed, which another exit code tells."""
    loop = asyncio.get_running_loop()
    killing = loop.call_later(SECONDS + SLACK, process.kill)
    said, _ = await process.communicate()
    killing.cancel()
    assert process.returncode is not None
    return End(process.returncode, loop.time() - start, said.decode())


async def _refusing(folder: Path, refusal: RefusalError) -> End:
    async with BotApiServer() as server:
        server.fail("getUpdates", times=FOR_EVER, refusal=refusal)
        return await _ended(_bot(server, folder))


async def _stalling(folder: Path) -> End:
    async with BotApiServer() as server:
        server.fail("getUpdates", times=FOR_EVER, seconds=3 * SECONDS)
        return await _ended(_bot(server, folder))


async def _nobody_there(folder: Path) -> End:
    async with BotApiServer() as server:
        return await _ended(_bot(server, folder, TELEGRAM_API_URL="http://127.0.0.1:9"))


async def _spoiled(folder: Path, spoil: str) -> End:
    async with BotApiServer() as server:
        return await _ended(_bot(server, folder), "-c", DRIVER.format(spoil=spoil))


async def _told_to_end(folder: Path) -> End:
    """A call of the store never comes back, and then a supervisor wants the process to end."""
    async with BotApiServer() as server:
        bot = _bot(server, folder, WATCHDOG_SECONDS="1000")
        driver = DRIVER.format(spoil="SqlStore.recover = wait_for_ever")
        process = await bot.start("-c", driver)
        async with asyncio.timeout(SLACK):
            while not (folder / "stuck").exists():  # noqa: ASYNC110 - a file tells nobody
                await asyncio.sleep(0.05)
        process.send_signal(signal.SIGTERM)
        return await _end(process, asyncio.get_running_loop().time())


def _bot(server: BotApiServer, folder: Path, **settings: str) -> BotProcess:
    """Lines as an operator reads them at a terminal."""
    as_text = {"LOG_LEVEL": "INFO", "LOG_FORMAT": "text"}
    given = {"WATCHDOG_SECONDS": str(SECONDS), **as_text, **settings}
    return BotProcess(server, folder, **given)


CASES: dict[str, Callable[[Path], Awaitable[End]]] = {
    "refused": lambda folder: _refusing(folder, RefusalError(502, "Bad Gateway")),
    "conflict": lambda folder: _refusing(folder, RefusalError(409, "Conflict: other getUpdates")),
    "stalled": _stalling,
    "nobody there": _nobody_there,
    "loop": lambda folder: _spoiled(folder, "loop.call_later(1, stand_still)"),
    "interpreter": lambda folder: _spoiled(
        folder, "loop.call_later(1, re.match, '(a+)+$', 'a' * 60 + 'b')"
    ),
    "store": lambda folder: _spoiled(folder, "SqlStore.recover = wait_for_ever"),
    "end": _told_to_end,
}


@pytest.fixture(scope="module")
def ends(tmp_path_factory: pytest.TempPathFactory) -> dict[str, End]:
    """All at once, as each of them mostly waits."""

    async def all_of_them() -> dict[str, End]:
        folders = [tmp_path_factory.mktemp(name.replace(" ", "-")) for name in CASES]
        works = [case(folder) for case, folder in zip(CASES.values(), folders, strict=True)]
        return dict(zip(CASES, await asyncio.gather(*works), strict=True))

    return asyncio.run(all_of_them())


@pytest.mark.parametrize(
    ("case", "reason"),
    [
        ("refused", "Bad Gateway"),
        ("conflict", "another program is polling with the same token"),
        ("stalled", "nothing came back"),
        ("nobody there", "no connection"),
    ],
)
def test_a_long_silence_ends_the_process(ends: dict[str, End], case: str, reason: str) -> None:
    """R19: code 1, soon after the limit, and one line that says why."""
    end = ends[case]
    assert (end.code, SECONDS <= end.seconds < SECONDS + SLACK) == (1, True), end
    (last,) = [line for line in end.errors if line.startswith("no good poll for 10 s")]
    assert reason in last
    assert end.errors[-1] == last
    assert "Traceback" not in end.said


@pytest.mark.parametrize(
    ("case", "place"),
    [
        ("loop", "stand_still"),
        ("store", "wait_for_ever"),
    ],
)
def test_a_program_that_stands_still_ends(ends: dict[str, End], case: str, place: str) -> None:
    """R19: one line says so, and then the places, which hold no value."""
    end = ends[case]
    assert (end.code, SECONDS <= end.seconds < SECONDS + SLACK) == (1, True), end
    (line,) = [line for line in end.errors if line.startswith("the program stands still, 10 s")]
    places = end.errors[end.errors.index(line) + 1 :]
    assert any(place in one for one in places), places
    assert all(one.startswith(("  thread ", "  task ")) for one in places)


def test_even_an_interpreter_that_is_never_let_go_of_ends(ends: dict[str, End]) -> None:
    """R19: a regular expression without an end stops every thread of ours."""
    end = ends["interpreter"]
    assert (end.code, SECONDS <= end.seconds < SECONDS + SLACK) == (1, True), end
    assert "Timeout (" in end.said
    assert "aaaa" not in end.said


def test_an_end_that_does_not_come_is_made(ends: dict[str, End]) -> None:
    """R19: SIGTERM while the store is stuck."""
    end = ends["end"]
    assert end.code == 1, end
    assert "the program was to end and does not" in end.said


def test_a_second_instance_is_explained_in_one_line(ends: dict[str, End]) -> None:
    """R20: however often it is refused."""
    explained = [line for line in ends["conflict"].errors if "WARNING" in line]
    assert len(explained) == 1
    assert "stop it, or get a token of its own from @BotFather" in explained[0]


async def test_a_silence_that_ends_changes_nothing(server: BotApiServer, tmp_path: Path) -> None:
    """R19: Telegram is away for a while, and what people wrote meanwhile is answered."""
    ada = Person(server, 1)
    bot = _bot(server, tmp_path)
    async with bot.running():
        server.fail("getUpdates", times=4, refusal=RefusalError(502, "Bad Gateway"))
        ada.says("/start")
        await ada.hears("I am Unhamstrung")
        ada.taps("I agree")
        await ada.hears("How old are you?", seconds=SLACK)
    assert "polling goes on" in bot.output


class Supervisor:
    """What systemd listens on."""

    def __init__(self, line: socket.socket, folder: Path) -> None:
        self.address = str(folder / "notify")
        self._line = line
        self._line.bind(self.address)
        self._line.settimeout(0)
        self.heard: list[str] = []

    async def hears(self, word: str) -> None:
        loop = asyncio.get_running_loop()
        async with asyncio.timeout(SLACK):
            while word not in self.heard:
                said = await loop.sock_recv(self._line, 4096)
                self.heard += said.decode().splitlines()


@pytest.fixture
def supervisor(tmp_path: Path) -> Iterator[Supervisor]:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
        yield Supervisor(line, tmp_path)


async def test_systemd_hears_how_it_fares(
    server: BotApiServer, supervisor: Supervisor, tmp_path: Path
) -> None:
    """R19: ready, alive, what it does, what is wrong, and that it ends."""
    bot = _bot(server, tmp_path, NOTIFY_SOCKET=supervisor.address, WATCHDOG_USEC="300000")
    async with bot.running():
        await supervisor.hears("READY=1")
        await supervisor.hears("STATUS=at work")
        await supervisor.hears("WATCHDOG=1")
        supervisor.heard.clear()
        await supervisor.hears("WATCHDOG=1")
        server.fail("getUpdates", times=2, refusal=RefusalError(502, "Bad Gateway"))
        Person(server, 1).says("hello")
        await supervisor.hears("STATUS=Telegram cannot be reached (Bad Gateway)")
        await supervisor.hears("STATUS=at work")
    await supervisor.hears("STOPPING=1")


async def test_without_a_supervisor_nobody_is_told(server: BotApiServer, tmp_path: Path) -> None:
    nowhere = str(tmp_path / "nobody")
    async with _bot(server, tmp_path, NOTIFY_SOCKET=nowhere).running():
        pass
    assert not Path(nowhere).exists()
