"""Whatever fails, and however: no log shows a token, a key, a chat, a name or a word of a person.

S1: the real process at DEBUG, in each way in which it can fail, with texts of errors that repeat
all that they were given. Every value that must not show is said once and nowhere else.
"""

from __future__ import annotations

import asyncio
import base64
import contextlib
import json
import re
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest

from bot.__main__ import HELP, main
from bot.clock import SystemClock
from bot.model import ChatId
from bot.settings import Settings
from bot.store.crypto import KeyRing
from bot.store.sql import SqlStore
from tests.bot.api_server import BotApiServer, Person, RefusalError
from tests.bot.canaries import MARK, forms
from tests.bot.population import fill, trained_until
from tests.bot.running import BotProcess

CHAT = 6_180_339_887
KEY = base64.b64encode(b"kanari-key-of-thirty-two-bytes!!").decode()
SECRET = f"{MARK}-token-00000000000000000000000"
TOKEN = f"123456:{SECRET}"
PASSWORD = f"{MARK}-password"
HIDDEN = {
    **forms(MARK),
    "chat": re.compile(str(CHAT).encode()),
    "key": re.compile(re.escape(KEY[:-1]).encode()),
    "trace": re.compile(b"Traceback"),
}
WORDS = f"{MARK} 7 of 10"
SECONDS = 30.0
PATIENCE = 5.0

DRIVER = """
import asyncio, gc, sys, threading, warnings
from functools import partial
import sqlalchemy as sa
import bot.__main__, bot.app, bot.telegram.intake, bot.telegram.sender
from bot.health import Health
from bot.outbox import Pump
from bot.pictures.painter import Painter
from bot.screens import Screens
from bot.store.batch import SqlBatch
from bot.store.sql import SqlStore
from bot.telegram.sender import Sender

def told(*given, **named):
    return RuntimeError(f"{{given!r}} {{named!r}}")

def refused(*given, **named):
    return sa.exc.IntegrityError(f"INSERT {{given!r}}", [given, named], ValueError(repr(given)))

def spoil(owner, name, error=told, times=2):
    real, left = getattr(owner, name), [times]
    def spoiled(*given, **named):
        left[0] -= 1
        if left[0] >= 0:
            raise error(*given, **named)
        return real(*given, **named)
    setattr(owner, name, spoiled)

class Heavy:
    def __del__(self):
        raise RuntimeError("WORDS")

def lets_go():
    Heavy()

def loses(text):
    raise RuntimeError(text)

async def stumbles(text):
    raise RuntimeError(text)

real_run = bot.app.run

async def run(*given, **named):
    loop = asyncio.get_running_loop()
    {begin}
    await real_run(*given, **named)

bot.app.run = run
{spoil}
sys.exit(bot.__main__.main(["run"]))
"""


class Case:
    """One bot in a folder of its own, and Ada, who says things that are to be found nowhere.

    `home`: what is stored of her already, as she is in the programme.
    """

    def __init__(
        self, server: BotApiServer, folder: Path, home: Path | None = None, **settings: str
    ) -> None:
        if home:
            shutil.copytree(home, folder / "data")
        self.server = server
        self.ada = Person(server, CHAT)
        self.ada._from |= dict.fromkeys(("first_name", "last_name", "username"), WORDS)
        self.bot = BotProcess(server, folder, **settings)
        del self.bot.settings["DATA_KEY_FILE"]
        self.bot.settings |= {
            "DATA_KEY": f"k1:{KEY}", "ERASED_FILE": str(folder / "erased.txt"), **settings
        }  # fmt: skip

    async def talks(self) -> None:
        """Asks for words and pictures, and says what must not show, whatever comes back."""
        for text in ("/progress", "/export", "/today", WORDS, f"/why {WORDS}", f"numb {WORDS}"):
            self.ada.says(text)
        self.ada.sends(photo=[], caption=WORDS)
        self.ada.taps_data(WORDS[:60])

    async def has_ended(
        self, process: asyncio.subprocess.Process, done: Callable[[], bool], seconds: float
    ) -> bool:
        """Comes back when it is done, has ended over it, or has had its time."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                while not done() and process.returncode is None:  # noqa: ASYNC110 - an end tells nobody
                    await asyncio.sleep(0.05)
        return process.returncode is not None

    async def lives(self, process: asyncio.subprocess.Process) -> None:
        """Reads what is said; some of them end at it, and some never read it."""
        calls = self.server.calls
        if await self.has_ended(process, lambda: bool(calls), SECONDS):
            return
        await self.talks()
        if not await self.has_ended(process, lambda: not self.server.pending, PATIENCE):
            await self.has_ended(process, lambda: False, 1.5)

    async def said(self, *command: str) -> str:
        process = await self.bot.start(*command)
        await self.lives(process)
        await self.bot.end(process)
        return self.bot.output


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database in which Ada is, whose prompt is due."""
    folder = tmp_path_factory.mktemp("home")

    async def fill_it() -> None:
        now = SystemClock().now()
        ring = KeyRing.parse(f"k1:{KEY}")
        store = await SqlStore.open(f"sqlite:///{folder}/bot.db", ring)
        await fill(store, [(ChatId(CHAT), trained_until(now))])
        await store.close()

    asyncio.run(fill_it())
    return folder


def _leaks(said: str) -> list[str]:
    return [f"{name}: {line}" for line in said.splitlines() for name, pattern in HIDDEN.items()
            if pattern.search(line.encode())]  # fmt: skip


# A mistake of ours, anywhere

SPOILT = {
    "the talk": ("", "bot.app.House = partial(bot.app.House, advance=lambda *g: loses(repr(g)))"),
    "a batch": ("", "spoil(SqlBatch, 'save', refused)"),
    "every batch": ("", "spoil(SqlBatch, 'save', refused, 1000)"),
    "loading": ("", "spoil(SqlBatch, 'load')"),
    "verdicts": ("", "spoil(SqlStore, 'settle')"),
    "claims": ("", "spoil(SqlStore, 'claim')"),
    "due moments": ("", "spoil(SqlBatch, 'due')"),
    "retries": ("", "spoil(SqlStore, 'wished')"),
    "old rows": ("", "spoil(SqlStore, 'purge')"),
    "drawing": ("", "spoil(bot.app, 'draw', times=3)"),
    "a message": ("", "spoil(Sender, '_put')"),
    "screens": ("", "spoil(Screens, 'find')"),
    "a short answer": ("", "spoil(bot.telegram.sender, 'toast')"),
    "pictures": ("", "spoil(Painter, 'paint', times=100)"),
    "decoding": ("", "spoil(bot.telegram.intake, 'decode')"),
    "the end": ("", "spoil(Pump, 'stop')"),
    "opening": ("", "spoil(SqlStore, 'open')"),
    "a task": ("loop.call_later(0.5, lambda: loop.create_task(stumbles('WORDS')))", ""),
    "a callback": ("loop.call_later(0.5, loses, 'WORDS')", ""),
    "a thread": (
        "loop.call_later(0.5, lambda: threading.Thread(target=loses, args=['WORDS']).start())", "",
    ),
    "a destructor": ("loop.call_later(0.5, lets_go)", ""),
    "a warning": ("loop.call_later(0.5, warnings.warn, 'WORDS')", ""),
}  # fmt: skip
"""What fails in a running bot: at its start, and before."""
IS_TOLD = re.compile(
    r'"(kind|message)": "(RuntimeError|IntegrityError|[^"]*(RuntimeError|IntegrityError|UserWarning'
    r"|WordsError|failed|was set aside|taken apart))"
)


@pytest.fixture(scope="module")
def outputs(home: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """All at once, a few at a time, as each of them mostly waits."""
    turns = asyncio.Semaphore(4)

    async def one(begin: str, spoil: str) -> str:
        program = DRIVER.format(begin=begin, spoil=spoil).replace("WORDS", WORDS)
        async with turns, BotApiServer(token=TOKEN) as server:
            case = Case(server, tmp_path_factory.mktemp("leaks"), home)
            return await case.said("-c", program)

    async def all_of_them() -> list[str]:
        return await asyncio.gather(*(one(*how) for how in SPOILT.values()))

    return dict(zip(SPOILT, asyncio.run(all_of_them()), strict=True))


@pytest.mark.parametrize("case", SPOILT)
def test_a_mistake_of_ours_shows_nothing(outputs: dict[str, str], case: str) -> None:
    """S1."""
    assert _leaks(outputs[case]) == []


@pytest.mark.parametrize("case", SPOILT)
def test_and_yet_it_is_told(outputs: dict[str, str], case: str) -> None:
    """Else the test before would prove nothing."""
    assert IS_TOLD.search(outputs[case]), outputs[case]


@pytest.mark.parametrize("case", SPOILT)
def test_every_line_is_json(outputs: dict[str, str], case: str) -> None:
    for line in outputs[case].splitlines():
        assert {"time", "level", "logger", "message"} <= json.loads(line).keys()


# Telegram, and what stands before it

ECHO = f'Bad Request: can\'t parse entities: Unsupported start tag "{WORDS}" of {CHAT}'
PAGE = f"<html>{WORDS} {TOKEN} {CHAT}</html>"
FAULTS: tuple[dict[str, Any], ...] = (
    {"refusal": RefusalError(400, ECHO)},
    {"refusal": RefusalError(409, f"Conflict: {WORDS}")},
    {"refusal": RefusalError(413, f"Request Entity Too Large {WORDS}")},
    {"refusal": RefusalError(429, f"Too Many Requests: {WORDS}", retry_after=1)},
    {"refusal": RefusalError(500, f"Internal Server Error: {WORDS} {TOKEN}")},
    {"gateway": (502, PAGE)},
    {"gateway": (400, PAGE)},
    {"words": PAGE},
    {"words": f'{{"ok": true, "result": ["{WORDS}"]}}'},
    {"words": f'{{"ok": false, "error_code": 418, "description": "{WORDS}"}}'},
    {"lose_answer": True},
    {"lose_call": True},
    {"half_answer": True},
)


GONE = (
    {"refusal": RefusalError(400, f"{WORDS} chat not found")},
    {"refusal": RefusalError(403, f"Forbidden: {WORDS}")},
)
"""After such a word the chat hears nothing more until it writes again."""
METHODS = {
    "getUpdates": FAULTS[::5], "sendMessage": FAULTS, "sendDocument": FAULTS[::2],
    "editMessageText": FAULTS[1::4], "answerCallbackQuery": FAULTS[::4],
    "setMyCommands": FAULTS[:1],
}  # fmt: skip
ROUNDS = 4


async def test_whatever_telegram_says_of_a_call_shows_nothing(home: Path, tmp_path: Path) -> None:
    """S1: in each method, files too; descriptions repeat what was sent."""
    async with BotApiServer(token=TOKEN) as server:
        case = Case(server, tmp_path, home)
        for method, faults in METHODS.items():
            for fault in faults:
                server.fail(method, **fault)
        process = await case.bot.start()
        for _ in range(ROUNDS):
            await case.lives(process)
        for fault in GONE:
            server.faults["sendMessage"].clear()
            server.fail("sendMessage", **fault)
            await case.lives(process)
        await case.bot.end(process)
        assert len(server.called("sendDocument")) >= len(METHODS["sendDocument"])
    assert _leaks(case.bot.output) == []
    told = (
        "a letter failed: Can't parse entities",
        "polling waits",
        "connection lost",
    )
    assert [words for words in told if words not in case.bot.output] == []


async def test_a_token_that_is_refused_shows_nothing(tmp_path: Path) -> None:
    """S1."""
    async with BotApiServer(token=TOKEN) as server:
        case = Case(server, tmp_path)
        server.fail("deleteWebhook", refusal=RefusalError(401, f"Unauthorized: {TOKEN} {WORDS}"))
        code, said = await case.bot.answer_to("run")
    assert code == 2
    assert "Telegram does not know this token" in said
    assert _leaks(said) == []


async def test_a_health_endpoint_that_stumbles_shows_nothing(tmp_path: Path) -> None:
    """S1: of its own error nor of who asked."""
    spoilt = "spoil(Health, 'alive', lambda *_: RuntimeError('WORDS'))".replace("WORDS", WORDS)
    async with BotApiServer(token=TOKEN) as server:
        case = Case(server, tmp_path, HEALTH_PORT="0")
        polls = len(server.called("getUpdates"))
        process = await case.bot.start("-c", DRIVER.format(begin="", spoil=spoilt))
        assert process.stdout
        said = ""
        async with asyncio.timeout(SECONDS):
            while not (found := re.search(r"http://127\.0\.0\.1:\d+/healthz", said)):
                said += (await process.stdout.readline()).decode()
            await server.until(lambda: len(server.called("getUpdates")) > polls)
        with pytest.raises(OSError, match="500"):
            await asyncio.to_thread(urlopen, f"{found[0]}?{MARK}")
        await case.bot.end(process)
    assert "aiohttp.server" in case.bot.output
    assert _leaks(said + case.bot.output) == []


# Before it runs, and other commands


def _not_a_database(case: Case, file: Path) -> None:
    del case
    file.write_text(f"{WORDS} {KEY}" * 100)


def _another_key(case: Case, file: Path) -> None:
    del file
    case.bot.settings["DATA_KEY"] = f"k1:{base64.b64encode(b'another' + b'y' * 25).decode()}"


def _a_damaged_row(case: Case, file: Path) -> None:
    del case
    database = sqlite3.connect(file)
    database.execute("UPDATE people SET snapshot = ?", (f"{WORDS} {KEY}".encode(),))
    database.commit()
    database.close()


@pytest.mark.parametrize("damage", [_not_a_database, _another_key, _a_damaged_row])
async def test_a_database_that_cannot_be_read_shows_nothing(
    home: Path, tmp_path: Path, damage: Callable[[Case, Path], None]
) -> None:
    """S1."""
    async with BotApiServer(token=TOKEN) as server:
        case = Case(server, tmp_path, home)
        damage(case, tmp_path / "data" / "bot.db")
        process = await case.bot.start()
        await case.lives(process)
        code = await case.bot.end(process)
    assert code == (0 if damage is _a_damaged_row else 1)
    assert _leaks(case.bot.output) == []


WRONG = {
    "TELEGRAM_BOT_TOKEN": f"{MARK} {TOKEN}",
    "TELEGRAM_API_URL": f"ftp://{PASSWORD}@example.org",
    "DATABASE_URL": f"postgresql://bot:{PASSWORD}@:x/bot",
    "DATA_KEY": f"k1:{KEY[:-2]} {MARK}",
    "OPERATOR_IDS": f"{MARK}, {CHAT}",
    "EMERGENCY_NUMBER": MARK,
    "LOG_LEVEL": MARK,
    "LOG_FORMAT": MARK,
    "FLOOD_PER_MINUTE": MARK,
}


@pytest.fixture
def said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str]]:
    """Code and words of a command, with a setting that is wrong."""
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", TOKEN)
    monkeypatch.setenv("TELEGRAM_API_URL", "http://127.0.0.1:9")

    def run(name: str, *command: str) -> tuple[int, str]:
        monkeypatch.setenv(name, WRONG[name])
        code = main(command)
        told = capsys.readouterr()
        return code, told.out + told.err

    return run


Run = Callable[..., tuple[int, str]]


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_setting_is_named_and_not_shown(said: Run, name: str) -> None:
    """S1: one line, as it may be a secret in the wrong place."""
    code, told = said(name, "run")
    assert (code, told.count("\n"), told.startswith(f"{name}: ")) == (2, 1, True), told
    assert _leaks(told) == []


COMMANDS = {
    "preview": (), "backup": ("x.db",), "restore": ("x.db",), "restored": (),
    "quarantine": ("list",), "rotate-key": (), "webhook": ("show",),
}  # fmt: skip
"""All that read the settings, but for `run`."""


@pytest.mark.parametrize("command", [command for command in COMMANDS if command in HELP])
@pytest.mark.parametrize("name", ["TELEGRAM_BOT_TOKEN", "DATABASE_URL", "DATA_KEY"])
def test_no_command_shows_a_wrong_setting(said: Run, command: str, name: str) -> None:
    """S1."""
    code, told = said(name, command, *COMMANDS[command])
    assert (code, told.startswith(f"{name}: ")) == (2, True), told
    assert _leaks(told) == []


async def test_a_server_of_a_database_that_is_not_there_shows_no_password(tmp_path: Path) -> None:
    """S1."""
    case = Case(BotApiServer(token=TOKEN), tmp_path, TELEGRAM_API_URL="http://127.0.0.1:9")
    case.bot.settings["DATABASE_URL"] = f"postgresql://bot:{PASSWORD}@127.0.0.1:1/bot"
    code, told = await case.bot.answer_to("run")
    assert code == 1
    assert _leaks(told) == []
