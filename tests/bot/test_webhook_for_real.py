"""The real process with a webhook, and a Telegram that brings updates until they are taken."""

from __future__ import annotations

import asyncio
import contextlib
import random
import re
import signal
import sqlite3
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from tests.bot.api_server import BotApiServer, Message, Person, RefusalError
from tests.bot.databases import on_sqlite_alone
from tests.bot.respondent import answer
from tests.bot.running import BotProcess
from tests.bot.store.kit import Place
from tests.bot.test_webhook import free_port

PEOPLE = 6
SECONDS = 60.0
READY = "moves for today are ready"
TROUBLE = "I have trouble storing answers right now"
IMPATIENT = """
import sys
import bot.__main__, bot.store.sqlite

bot.store.sqlite.BUSY_MS = 200
sys.exit(bot.__main__.main(["run"]))
"""
"""The program as it is, with less patience for a file that somebody else holds."""


@pytest.fixture
def hooked(server: BotApiServer, database: Place, tmp_path: Path) -> BotProcess:
    listen = f"127.0.0.1:{free_port()}"
    url = f"http://{listen}/some/prefix/hook"
    return BotProcess(server, tmp_path, DATABASE_URL=database.url, WEBHOOK_URL=url, LISTEN=listen)


@contextlib.asynccontextmanager
async def brought_to(
    bot: BotProcess, *command: str, code: int = 0
) -> AsyncIterator[asyncio.subprocess.Process]:
    """Started, known to Telegram, and ended cleanly."""
    process = await _started(bot, *command)
    try:
        yield process
    finally:
        ended = await bot.end(process)
    assert ended == code, bot.output


async def _started(bot: BotProcess, *command: str) -> asyncio.subprocess.Process:
    told = len(bot.server.called("setWebhook"))
    process = await bot.start(*command)
    await bot.server.until(lambda: len(bot.server.called("setWebhook")) > told)
    await bot.server.until(lambda: bot.server.bringing.hook)
    return process


class Town:
    """People who answer whatever they are asked, until their moves are ready."""

    def __init__(self, server: BotApiServer) -> None:
        self.server = server
        self.people = [Person(server, number) for number in range(1, PEOPLE + 1)]
        self.done: set[int] = set()
        self.shown = 0
        self.ever: dict[int, set[str]] = {person.number: set() for person in self.people}
        """All that each has read, also what was edited away since."""
        server.on_message = self._react

    def _react(self, message: Message) -> None:
        self.shown += 1
        self.ever[message.chat].add(_timeless(message.text))
        if READY in message.text:
            self.done.add(message.chat)
        elif message.chat not in self.done:
            asyncio.get_running_loop().call_soon(answer, self.people[message.chat - 1], message)

    def begin(self) -> None:
        for person in self.people:
            person.says("/start")

    async def until_shown(self, steps: int) -> None:
        goal = self.shown + steps
        await self.server.until(lambda: self.shown >= goal or self.all_done(), SECONDS)

    def all_done(self) -> bool:
        return len(self.done) == PEOPLE and not self.server.pending

    def talks(self) -> set[tuple[str, ...]]:
        """What they read; the same for all when nothing is lost or taken twice."""
        return {
            tuple(
                _timeless(message.text) for message in person.heard if TROUBLE not in message.text
            )
            for person in self.people
        }


def _timeless(text: str) -> str:
    return re.sub("[0-9:]{5}", "", text)


async def test_the_first_talk(hooked: BotProcess) -> None:
    """No poll is made, and no call for a tap."""
    ada, server = Person(hooked.server, 1), hooked.server
    ada.says("/start")
    async with brought_to(hooked):
        await ada.hears("I am Unhamstrung")
        ada.taps("I agree")
        await ada.hears("How old are you?")
        await server.until(lambda: len(server.taps) == 1)
    assert [method for method, _ in server.rides] == ["answerCallbackQuery"]
    assert server.called("answerCallbackQuery") == []
    assert server.called("getUpdates") == []
    assert set(server.bringing.statuses) == {200}


async def test_several_people_get_to_their_moves(hooked: BotProcess) -> None:
    town = Town(hooked.server)
    town.begin()
    async with brought_to(hooked):
        await hooked.server.until(town.all_done, SECONDS)
    assert len(town.talks()) == 1
    assert "Traceback" not in hooked.output


@contextlib.contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """By a program that holds it for longer than anybody waits."""
    other = sqlite3.connect(folder / "data" / "bot.db", isolation_level=None, timeout=SECONDS)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        other.close()


@on_sqlite_alone
async def test_what_the_store_does_not_take_comes_again(hooked: BotProcess) -> None:
    """R2, R26: nothing is lost and nothing taken twice. Only a file can be held like this."""
    server, town = hooked.server, Town(hooked.server)
    async with brought_to(hooked, "-c", IMPATIENT):
        town.begin()
        for _ in range(2):
            await town.until_shown(2 * PEOPLE)
            refused = server.bringing.statuses.count(503)
            with _locked(hooked.folder):
                await server.until(lambda n=refused: server.bringing.statuses.count(503) >= n + 4)
        await server.until(town.all_done, SECONDS)
    assert len(town.talks()) == 1
    told = [sum(TROUBLE in message.text for message in person.heard) for person in town.people]
    assert max(told) <= 2
    assert sum(told)
    assert set(server.bringing.statuses) == {200, 503}


async def test_a_process_that_is_killed_again_and_again(hooked: BotProcess) -> None:
    """R1: what it had not answered comes again, and what it had stored counts once."""
    server, town, dice = hooked.server, Town(hooked.server), random.Random(1)
    town.begin()
    for _ in range(6):
        process = await _started(hooked)
        await town.until_shown(dice.randint(1, 2 * PEOPLE))
        await asyncio.sleep(dice.uniform(0, 0.05))
        await hooked.end(process, signal.SIGKILL)
    async with brought_to(hooked):
        await server.until(town.all_done, SECONDS)
    read = {frozenset(texts) for texts in town.ever.values()}
    assert len(read) == 1, "a message may come twice after a kill, an answer is taken once"
    assert "was set aside" not in hooked.output


async def test_answers_that_never_arrive_change_nothing(hooked: BotProcess) -> None:
    """R1, R7: Telegram brings each update again, though it was taken."""
    server, ada = hooked.server, Person(hooked.server, 1)
    async with brought_to(hooked):
        server.bringing.deaf = True
        ada.says("/start")
        await server.until(lambda: len(server.bringing.statuses) >= 4)
        server.bringing.deaf = False
        await server.until(lambda: not server.pending)
        await ada.hears("I am Unhamstrung")
    assert len(ada.heard) == 1


async def test_an_impatient_telegram_hangs_up_and_comes_again(hooked: BotProcess) -> None:
    """R1, R7."""
    server, town = hooked.server, Town(hooked.server)
    async with brought_to(hooked):
        server.bringing.patience = 0.004
        town.begin()
        await server.until(lambda: server.bringing.statuses.count(0) >= 10, SECONDS)
        server.bringing.patience = SECONDS
        await server.until(town.all_done, SECONDS)
    assert len(town.talks()) == 1


async def test_from_polling_to_a_webhook_and_back(hooked: BotProcess) -> None:
    """R3: what waits in between is taken once, by whichever way."""
    server, ada = hooked.server, Person(hooked.server, 1)
    hook = {name: hooked.settings.pop(name) for name in ("WEBHOOK_URL", "LISTEN")}
    ada.says("/start")

    def helped() -> int:
        return sum("I am not for emergencies" in message.text for message in ada.heard)

    for number in range(1, 5):
        ada.says("/help")
        if number % 2:
            async with hooked.running():
                await server.until(lambda n=number: helped() == n)
                await server.until(lambda: not server.pending)
        else:
            hooked.settings |= hook
            async with brought_to(hooked):
                await server.until(lambda n=number: helped() == n)
            for name in hook:
                del hooked.settings[name]
    assert helped() == 4
    assert not any(call["drop_pending_updates"] for call in server.called("deleteWebhook"))


@on_sqlite_alone
async def test_no_line_shows_the_secret(hooked: BotProcess) -> None:
    """S1, S2: at DEBUG, of one's own choice or worked out, whoever tries to guess it."""
    import aiohttp

    from bot.telegram.door import SECRET_HEADER

    hooked.settings["WEBHOOK_SECRET"] = "numb-and-never-shown_1"
    async with brought_to(hooked):
        async with aiohttp.ClientSession() as session:
            for guess in ("numb-and-never-shown_2", "x" * 9000, "\u00fcber"):
                for path in ("", "/%00", "/numb"):
                    at = hooked.settings["WEBHOOK_URL"] + path
                    async with session.post(at, headers={SECRET_HEADER: guess}) as told:
                        assert told.status in {400, 401}
                        assert "numb" not in await told.text()
        Person(hooked.server, 1).says("/start")
        await hooked.server.until(lambda: not hooked.server.pending)
    assert "numb" not in hooked.output
    assert hooked.server.bringing.hook is not None, "it stays when the bot ends"
    del hooked.settings["WEBHOOK_SECRET"]
    async with brought_to(hooked):
        pass
    secret = hooked.server.called("setWebhook")[-1]["secret_token"]
    assert secret not in hooked.output


@on_sqlite_alone
async def test_a_place_to_listen_that_is_taken_is_one_line_and_code_2(hooked: BotProcess) -> None:
    async with brought_to(hooked):
        other = BotProcess(hooked.server, hooked.folder / "other", LOG_LEVEL="ERROR")
        other.folder.mkdir()
        other.settings |= {name: hooked.settings[name] for name in ("WEBHOOK_URL", "LISTEN")}
        code, said = await other.answer_to("run")
    assert (code, said.count("\n")) == (2, 1), said
    assert f"LISTEN: {hooked.settings['LISTEN']} cannot be used" in said


async def test_it_ends_while_updates_keep_coming(hooked: BotProcess) -> None:
    """R1: within its time, and what it answered is stored."""
    server, ada = hooked.server, Person(hooked.server, 1)
    loop = asyncio.get_running_loop()
    process = await _started(hooked)
    for _ in range(100):
        ada.says("/help")
    await server.until(lambda: len(server.bringing.statuses) > 10)
    begin = loop.time()
    assert await hooked.end(process) == 0
    assert loop.time() - begin < 5
    async with brought_to(hooked):
        await server.until(lambda: not server.pending, SECONDS)
    helped = [message for message in ada.heard if "I am not for emergencies" in message.text]
    assert len(helped) == 100


# The command


@on_sqlite_alone
async def test_an_operator_sets_shows_and_deletes_it(hooked: BotProcess) -> None:
    """R3."""
    url, server = hooked.settings["WEBHOOK_URL"], hooked.server
    Person(server, 1).says("hello?")
    told = await hooked.answer_to("webhook", "show")
    assert told[0] == 0
    assert told[1].startswith(f"There is no webhook, though WEBHOOK_URL is {url}")
    assert "1 updates wait" in told[1]
    assert await hooked.answer_to("webhook", "set") == (
        0, f"Telegram brings updates to {url} from now on.\n",
    )  # fmt: skip
    await server.until(lambda: server.bringing.statuses)
    code, said = await hooked.answer_to("webhook", "show")
    assert (code, f"to {url}, as WEBHOOK_URL says." in said) == (0, True)
    assert re.search(r"The last that failed, \d+ s ago \(.*\): Connection refused", said)
    code, said = await hooked.answer_to("webhook", "delete")
    assert (code, server.bringing.hook) == (0, None)
    assert [len(server.called("deleteWebhook")), len(server.pending)] == [1, 1]


@on_sqlite_alone
@pytest.mark.parametrize(
    ("settings", "action", "code", "line"),
    [
        ({"TELEGRAM_BOT_TOKEN": ""}, "show", 2, "TELEGRAM_BOT_TOKEN: is not set"),
        ({"TELEGRAM_BOT_TOKEN": "1:unknown"}, "show", 2, "TELEGRAM_BOT_TOKEN: Telegram does not"),
        ({"WEBHOOK_URL": ""}, "set", 2, "WEBHOOK_URL: is not set"),
        ({"TELEGRAM_API_URL": "http://127.0.0.1:9"}, "delete", 1, "Telegram does not do it (no co"),
    ],
)
async def test_what_does_not_work_is_one_line(
    hooked: BotProcess, settings: dict[str, str], action: str, code: int, line: str
) -> None:
    hooked.settings |= settings
    ended, said = await hooked.answer_to("webhook", action)
    assert (ended, said.count("\n")) == (code, 1), said
    assert said.startswith(line)


@on_sqlite_alone
async def test_telegram_may_ask_to_wait(hooked: BotProcess) -> None:
    hooked.server.fail("setWebhook", refusal=RefusalError(429, "Too Many Requests", retry_after=7))
    told = await hooked.answer_to("webhook", "set")
    assert told == (1, "Telegram asks to wait for 7 s; try again then.\n")
