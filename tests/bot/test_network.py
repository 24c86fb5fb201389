"""S7, S2: whom the process reaches for, and who can reach it.

On SQLite; on PostgreSQL its server is reached for as well: test_process_postgres.py.
"""

from __future__ import annotations

import asyncio
import json
import re

import aiohttp
import pytest

from tests.bot.api_server import BotApiServer, Message, Person
from tests.bot.network import Network, telegram
from tests.bot.respondent import ASKS_PLACE, answer
from tests.bot.running import ROOT, BotProcess

PARIS = {"latitude": 48.85, "longitude": 2.35}
A_TALK = 60.0
"""Seconds at most for the questions, a plan and a session, on a busy machine."""
ELSEWHERE = """
import os, socket, subprocess
for ask in (
    lambda: socket.socket().connect(("127.0.0.1", PORT)),
    lambda: socket.getaddrinfo("example.invalid", 443),
    lambda: socket.socket(type=socket.SOCK_DGRAM).sendto(b"x", ("127.0.0.1", PORT)),
    lambda: subprocess.run(["true"]),
    lambda: os.system("true"),
    lambda: socket.socket().connect(("127.0.0.1", 9)),
):
    try:
        ask()
    except ConnectionRefusedError as error:
        print(error)
    else:
        print("done")
"""
"""PORT is open, and is not what may be asked; port 9 may be, and is closed."""


@pytest.fixture
def engine_name() -> str:
    return "sqlite"


class Resident(Person):
    """Answers whatever they are asked, and shares where they are."""

    def __init__(self, server: BotApiServer, number: int) -> None:
        super().__init__(server, number)
        self.is_through = False
        server.on_message = self._react

    async def gets(self, kind: str, times: int = 1) -> None:
        """So many more messages of a kind."""
        wanted = self._count(kind) + times
        await self.server.until(lambda: self._count(kind) >= wanted, seconds=A_TALK)

    def _count(self, kind: str) -> int:
        return sum(message.kind == kind for message in self.heard)

    def _react(self, message: Message) -> None:
        self.is_through |= "this session counts" in message.text
        if not self.is_through:
            asyncio.get_running_loop().call_soon(self._answer, message)

    def _answer(self, message: Message) -> None:
        if ASKS_PLACE in message.text:
            self.sends(location=PARIS)
        else:
            answer(self, message)


async def test_what_a_process_asks_of_the_network_is_seen_and_refused(bot: BotProcess) -> None:
    """S7: or the tests below would prove nothing."""
    network = Network(bot, ("127.0.0.1", 9))
    host, port = telegram(bot)
    _, said = await bot.answer_to("-c", ELSEWHERE.replace("PORT", str(port)))
    refused = (
        *("socket.connect", "socket.getaddrinfo", "socket.sendto"),
        *("subprocess.Popen", "os.system"),
    )
    *ours, the_systems_own = said.splitlines()
    assert ours == [f"{event} is not allowed here" for event in refused]
    assert "Connection refused" in the_systems_own, "it was let through"
    asked = network.asked()
    assert (host, port) in asked["socket.connect"] & asked["socket.sendto"]
    assert any("example.invalid" in one for one in asked["socket.getaddrinfo"])


async def test_a_bot_reaches_for_telegram_alone(bot: BotProcess) -> None:
    """S7: through a talk with films, a place, a session, a chart, a PDF and a copy of all data."""
    network = Network(bot, telegram(bot))
    ada = Resident(bot.server, 1)
    ada.says("/start")
    async with bot.running():
        await bot.server.until(lambda: ada.is_through, seconds=A_TALK)
        ada.says("/progress")
        await ada.gets("photo")
        ada.says("/report")
        await ada.hears("A page for your physio")
        ada.taps("Without a name")
        await ada.gets("document")
        ada.says("/export")
        await ada.gets("document", times=3)
    assert bot.server.called("sendAnimation")
    asked = network.asked()
    assert asked.pop("socket.connect") == {telegram(bot)}
    assert asked == {}, "it listens nowhere, looks up no name and starts no program"


async def test_a_bot_listens_for_health_alone_and_on_this_machine(bot: BotProcess) -> None:
    """S2: without a WEBHOOK_URL there is no secret of a webhook to be guessed."""
    bot.settings["HEALTH_PORT"] = "0"
    network = Network(bot, telegram(bot))
    async with bot.running():
        pass
    asked = network.asked()
    ((host, _),) = asked.pop("socket.bind")
    assert host == "127.0.0.1"
    assert set(asked) == {"socket.connect"}


async def test_the_preview_reaches_for_nothing_and_listens_on_this_machine_alone(
    bot: BotProcess,
) -> None:
    """S7, S2."""
    bot.settings["PREVIEW_PORT"] = "0"
    network = Network(bot)
    process = await bot.start("preview")
    try:
        await led_through_the_preview(process)
    finally:
        await bot.end(process)
    asked = network.asked()
    ((host, _),) = asked.pop("socket.bind")
    assert host == "127.0.0.1"
    assert asked == {}


async def led_through_the_preview(process: asyncio.subprocess.Process) -> None:
    """By its own button, until a session with its films is on the page."""
    assert process.stdout
    while not (found := re.search(rb"http://[0-9.:]+", await process.stdout.readline())):
        pass
    async with (
        aiohttp.ClientSession(found[0].decode()) as session,
        session.ws_connect("/ws", max_msg_size=0) as page,
        asyncio.timeout(A_TALK),
    ):
        await page.send_json({"do": "say", "text": "/start"})
        async for message in page:
            if '"animation":' in message.data:
                return
            if json.loads(message.data)["kind"] == "done":
                await page.send_json({"do": "answer"})


async def test_no_page_of_ours_is_made_of_what_lies_elsewhere() -> None:
    """S7: typst would fetch packages past Python, so nobody here may ask for one."""
    pages = [*(ROOT / "bot").rglob("*.typ")]
    assert pages
    assert not [page for page in pages if re.search("@[a-z]+/", page.read_text())]
