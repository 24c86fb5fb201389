"""The fault matrix: what can go wrong with a call, against each method that the bot calls.

R8, R9, R10, T4: over HTTP and with the bot's own wiring. Nothing is lost, nothing is doubled beyond
the rule (a letter of unknown outcome once per restart), and the calls are counted.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from bot.app import run
from bot.clock import SystemClock
from bot.settings import Settings
from content.load import load_content
from tests.bot.api_server import BotApiServer, Message, Person, RefusalError
from tests.bot.databases import Make

READ_SECONDS = 2.0
STALL_SECONDS = 3.0
"""Longer than the bot waits for an answer."""
PAGE = "<html><body><h1>Bad Gateway</h1><hr>nginx</body></html>"
HELP = "I am not for emergencies"
WAIT = "Too Many Requests: retry after 1"


class Fault(NamedTuple):
    """What the server does, and the calls that it takes until the bot is done with it.

    `sends`: copies of a new message and calls for it, in the process that met the fault and, after
    a restart, in all. `edits`, `answers`: calls, when the fault comes twice in a row.
    """

    what: dict[str, Any]
    sends: tuple[tuple[int, int], tuple[int, int]]
    edits: int = 3
    answers: int = 3


AGAIN = ((1, 2), (1, 2))
"""Surely not sent, so sent again at once."""
NEXT_START = ((0, 1), (1, 2))
"""Unknown, and not carried out: the next process sends it."""
TWICE = ((1, 1), (2, 2))
"""Unknown, and carried out: the one repetition that the rule allows."""
TAKEN = 2
"""The second call hears that all is done already."""

FAULTS = {
    "429": Fault({"refusal": RefusalError(429, WAIT, retry_after=1)}, AGAIN),
    "429 of a gateway": Fault({"gateway": (429, PAGE)}, AGAIN),
    "500": Fault({"refusal": RefusalError(500, "Internal Server Error")}, AGAIN),
    "502 with a page": Fault({"gateway": (502, PAGE)}, AGAIN),
    "403 with a page": Fault({"gateway": (403, PAGE)}, AGAIN),
    "400 with a page": Fault({"gateway": (400, PAGE)}, AGAIN),
    "504 with a page": Fault({"gateway": (504, PAGE)}, NEXT_START),
    "reset before": Fault({"lose_call": True}, NEXT_START),
    "reset after": Fault({"lose_answer": True}, TWICE, TAKEN, TAKEN),
    "stall": Fault({"seconds": STALL_SECONDS}, TWICE),
    "half an answer": Fault({"half_answer": True}, TWICE, TAKEN, TAKEN),
    "no JSON": Fault({"words": PAGE}, TWICE, TAKEN, TAKEN),
    "JSON, a list": Fault({"words": "[]"}, TWICE, TAKEN, TAKEN),
    "JSON, a word": Fault({"words": '"ok"'}, TWICE, TAKEN, TAKEN),
    "JSON, too deep": Fault({"words": "[" * 100_000}, TWICE, TAKEN, TAKEN),
    "no result": Fault({"words": '{"ok": true}'}, TWICE, TAKEN, TAKEN),
    "an odd result": Fault({"words": '{"ok": true, "result": 7}'}, TWICE, 1, 1),
}
"""A gateway's 429 costs 3 seconds, as it does not say how long to wait."""


class House:
    """A bot with its files, that can be started again; Ada meets the fault, Bea does not."""

    def __init__(
        self, server: BotApiServer, folder: Path, url: str, starting: asyncio.Lock
    ) -> None:
        """`url`: of the database."""
        self.server = server
        self.starting = starting
        self.ada, self.bea = (Person(server, number) for number in (1, 2))
        self.settings = Settings(
            _env_file=None,  # type: ignore[call-arg] # the library's own switch
            telegram_bot_token=server.token,
            telegram_api_url=server.url,
            database_url=url,
            data_key_file=folder / "bot.key",
        )

    @contextlib.asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        stop = asyncio.Event()
        work = run(self.settings, SystemClock(), stop, read_seconds=READ_SECONDS)
        starts = len(self.server.called("deleteWebhook"))
        async with self.starting:  # the migrations know one database at a time
            task = asyncio.create_task(work)
            await self.calls("deleteWebhook", starts + 1)
        try:
            yield
        finally:
            stop.set()
            await task

    async def until(self, done: Callable[[], Any]) -> None:
        await self.server.until(done, 40)

    async def calls(self, method: str, count: int) -> None:
        await self.until(lambda: len(self.server.called(method)) >= count)

    def sends(self, person: Person) -> tuple[int, int]:
        """Copies on the phone, and calls for them."""
        calls = self.server.called("sendMessage")
        copies = sum(HELP in message.text for message in person.heard)
        return copies, sum(call["chat_id"] == person.number for call in calls)

    async def calm(self) -> None:
        """Everything before this is stored, and its letters have met their fate."""
        await self.until(lambda: not self.server.pending)
        copies, _ = self.sends(self.bea)
        self.bea.says("/help")
        await self.until(lambda: self.sends(self.bea)[0] > copies)

    async def asked(self) -> Message:
        """The first question that Ada is asked."""
        self.ada.says("/start")
        await self.until(self.ada.labels)
        return next(message for message in reversed(self.ada.heard) if message.buttons)

    async def answers(self, screen: Message) -> None:
        before = screen.text
        self.ada.taps_data(next(iter(screen.buttons.values())), screen.id)
        await self.until(lambda: screen.text != before)


class Town:
    """Houses, each with a server, a bot and a database of its own."""

    def __init__(self, folder: Path, make_database: Make) -> None:
        self._folder = folder
        self._make_database = make_database
        self._starting = asyncio.Lock()

    @contextlib.asynccontextmanager
    async def house(self, name: str = "house") -> AsyncIterator[House]:
        home = self._folder / name
        home.mkdir()
        database = await self._make_database(name)
        async with BotApiServer() as server:
            yield House(server, home, database.url, self._starting)

    async def against_all(self, trial: Callable[[House, Fault], Awaitable[None]]) -> None:
        """All faults at one time."""

        async def meet(name: str, fault: Fault) -> None:
            async with self.house(name) as house:
                try:
                    await trial(house, fault)
                except (AssertionError, TimeoutError) as error:
                    raise AssertionError(f"{name}: {error!r}; {_summary(house.server)}") from error

        await asyncio.gather(*(meet(name, fault) for name, fault in FAULTS.items()))


@pytest.fixture
def town(tmp_path: Path, make_database: Make) -> Town:
    return Town(tmp_path, make_database)


def _summary(server: BotApiServer) -> str:
    return ", ".join(method for method, _ in server.calls)


# Fault x method


async def test_send_message(town: Town) -> None:
    """R10, T4: not sent is sent again; unknown is left to the next process; never a third time."""

    async def trial(house: House, fault: Fault) -> None:
        house.server.fail("sendMessage", chat=1, **fault.what)
        before, after = fault.sends
        async with house.open():
            house.ada.says("/help")
            await house.until(lambda: house.sends(house.ada) == before)
            await house.calm()
            assert house.sends(house.ada) == before
        for _ in range(2):
            async with house.open():
                await house.until(lambda: house.sends(house.ada) == after)
                await house.calm()
        assert house.sends(house.ada) == after

    await town.against_all(trial)


async def test_edit_message_text(town: Town) -> None:
    """R10: an edit is made again whatever became of it, as the second one changes nothing."""

    async def trial(house: House, fault: Fault) -> None:
        async with house.open():
            screen = await house.asked()
            house.server.fail("editMessageText", times=2, chat=1, **fault.what)
            await house.answers(screen)
            await house.calls("editMessageText", fault.edits)
            await house.calm()
        assert len(house.server.called("editMessageText")) == fault.edits
        assert screen.edits == 1
        assert len(house.server.taps) == 1

    await town.against_all(trial)


async def test_answer_callback_query(town: Town) -> None:
    """R8: the effect does not wait for the answer; R25: which comes, whatever happens to it."""

    async def trial(house: House, fault: Fault) -> None:
        async with house.open():
            screen = await house.asked()
            house.server.fail("answerCallbackQuery", times=2, **fault.what)
            await house.answers(screen)
            await house.until(lambda: not house.server.open_taps)
            await house.calls("answerCallbackQuery", fault.answers)
            await house.calm()
        assert len(house.server.called("answerCallbackQuery")) == fault.answers

    await town.against_all(trial)


async def test_get_updates(town: Town) -> None:
    """R1, R3, R7: what was not read, or not understood, comes again and is answered once."""

    async def trial(house: House, fault: Fault) -> None:
        house.server.fail("getUpdates", times=2, **fault.what)
        async with house.open():
            house.ada.says("/help")
            await house.until(lambda: house.sends(house.ada) == (1, 1))
            await house.calm()
        assert house.sends(house.ada) == (1, 1)
        assert len(house.server.called("getUpdates")) <= 2 + 5

    await town.against_all(trial)


@pytest.mark.parametrize(
    ("engine_name", "method"),
    [
        ("sqlite", "deleteWebhook"),
        ("sqlite", "getMyCommands"),
        ("sqlite", "setMyDescription"),
        ("postgresql", "deleteWebhook"),
    ],
)
async def test_what_is_called_at_the_start(town: Town, method: str) -> None:
    """R3: the bot comes up, with its menu, and has thrown nothing away."""

    async def trial(house: House, fault: Fault) -> None:
        house.server.fail(method, times=2, **fault.what)
        async with house.open():
            await house.calm()
            await house.until(lambda: ("short_description", "") in house.server.profile)
        once = 1 + len(load_content().words.languages)
        assert len(house.server.called(method)) <= 2 + once
        assert not any(
            call["drop_pending_updates"] for call in house.server.called("deleteWebhook")
        )

    await town.against_all(trial)


async def test_polls_keep_to_the_wait(town: Town) -> None:
    """R9."""
    async with town.house() as house:
        server = house.server
        server.fail("getUpdates", refusal=RefusalError(429, WAIT, retry_after=1))
        loop = asyncio.get_running_loop()
        async with house.open():
            await house.calls("getUpdates", 1)
            refused_at = loop.time()
            await house.calls("getUpdates", 2)
            assert loop.time() - refused_at >= 1 - 0.05


# Updates that come twice, or in another order


async def test_updates_that_come_twice_or_upside_down(town: Town) -> None:
    """R2, R4, R7: each is taken once, in the order of their numbers."""
    async with town.house() as house:
        server = house.server
        for n in range(6):
            house.ada.says("/help" if n % 2 else f"no command {n}")
        first, *rest = server.pending
        server.pending.clear()
        server.pending.extend([*reversed(rest), first, *rest, first])
        async with house.open():
            await house.until(lambda: house.sends(house.ada)[1] >= 6)
            await house.calm()
        assert house.sends(house.ada) == (3, 6)
        heard = [HELP in message.text for message in house.ada.heard]
        assert heard == [n % 2 == 1 for n in range(6)]


async def test_a_server_that_repeats_itself_is_not_asked_without_end(town: Town) -> None:
    """R7: it ignores what was confirmed, or has nothing and does not wait; the bot takes breath."""
    async with town.house() as house:
        server = house.server
        house.ada.says("/help")
        old = f'{{"ok": true, "result": [{json.dumps(server.pending[0])}]}}'
        server.fail("getUpdates", times=50, words=old)
        async with house.open():
            await house.until(lambda: house.sends(house.ada) == (1, 1))
            server.faults["getUpdates"].clear()
            server.fail("getUpdates", times=10_000, words='{"ok": true, "result": []}')
            asked = len(server.called("getUpdates"))
            await asyncio.sleep(1)
            assert len(server.called("getUpdates")) - asked <= 25
        assert house.sends(house.ada) == (1, 1)


# Who is gone


async def test_who_blocks_the_bot_is_left_in_peace_at_once(town: Town) -> None:
    """R12: the first 403 is the last call, also after a restart; nobody else notices."""
    async with town.house() as house:
        server = house.server
        server.blocked.add(1)
        async with house.open():
            for _ in range(5):
                house.ada.says("/help")
            await house.calm()
            assert house.sends(house.ada) == (0, 1)
        async with house.open():
            await house.calm()
        assert house.sends(house.ada) == (0, 1)


@pytest.mark.parametrize("back", ["a new message", "an unblock and a new message"])
async def test_who_comes_back_finds_no_backlog(town: Town, back: str) -> None:
    """R12: what was owed before stays unsent, and the talk goes on."""
    async with town.house() as house:
        server = house.server
        server.blocked.add(1)
        async with house.open():
            for _ in range(5):
                house.ada.says("/help")
            await house.calm()
        async with house.open():
            server.blocked.discard(1)
            if back.startswith("an unblock"):
                house.ada.becomes("member")
            house.ada.says("/help")
            await house.until(lambda: house.sends(house.ada)[0])
            await house.calm()
        assert house.sends(house.ada)[0] == 1


async def test_a_chat_that_telegram_does_not_find_is_gone_too(town: Town) -> None:
    """R12."""
    async with town.house() as house:
        server = house.server
        missing = RefusalError(400, "Bad Request: chat not found")
        server.fail("sendMessage", chat=1, times=100, refusal=missing)
        async with house.open():
            for _ in range(5):
                house.ada.says("/help")
            await house.calm()
        assert house.sends(house.ada) == (0, 1)


# Telegram's "not before", across a restart


async def test_a_restart_does_not_shorten_the_wait(town: Town) -> None:
    """R9: retry_after of a chat binds the next process as well, and that chat alone."""
    async with town.house() as house:
        server = house.server
        loop = asyncio.get_running_loop()
        server.fail("sendMessage", chat=1, refusal=RefusalError(429, WAIT, retry_after=3))
        async with house.open():
            house.ada.says("/help")
            await house.calls("sendMessage", 1)
            refused_at = loop.time()
            await house.calm()
        async with house.open():
            await house.calm()
            assert house.sends(house.ada) == (0, 1)
            await house.until(lambda: house.sends(house.ada) == (1, 2))
        assert loop.time() - refused_at >= 3 - 0.1


async def test_a_restart_does_not_shorten_the_wait_of_the_whole_bot(town: Town) -> None:
    """R9: three chats refused in a row mean everybody, and the next process knows it."""
    async with town.house() as house:
        server = house.server
        loop = asyncio.get_running_loop()
        people = [Person(server, number) for number in (11, 12, 13)]
        server.fail("sendMessage", times=3, refusal=RefusalError(429, WAIT, retry_after=3))
        async with house.open():
            for person in people:
                person.says("/help")
            await house.calls("sendMessage", 3)
            refused_at = loop.time()
        async with house.open():
            house.bea.says("/help")
            await house.until(lambda: house.sends(house.bea) == (1, 1))
            assert loop.time() - refused_at >= 3 - 0.1
            await house.until(lambda: all(house.sends(p) == (1, 2) for p in people))
        assert loop.time() - refused_at >= 3 - 0.1
        assert len(server.called("sendMessage")) == 3 + 4
