"""Only pages of this server may talk to it, and odd messages do no harm."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import ClientSession, WSServerHandshakeError, web

from bot.clock import VirtualClock
from bot.model import Upload
from bot.preview.chat import Chat
from bot.preview.server import Pages, application, listen
from bot.settings import SettingsError


class NoRoom:
    """Remembers what it is asked for."""

    def __init__(self) -> None:
        self.asked: list[tuple[Any, ...]] = []
        self.chat = Chat(VirtualClock(dt.datetime(2026, 3, 2, tzinfo=dt.UTC)), lambda _: None)

    def snapshot(self) -> dict[str, Any]:
        return {"kind": "all", "messages": [], "commands": [], "now": "2026-03-02T09:00:00+00:00"}

    async def say(self, text: str) -> None:
        self.asked.append(("say", text))

    async def tap(self, message: int, data: str) -> None:
        self.asked.append(("tap", message, data))

    async def step(self, days: int) -> None:
        self.asked.append(("step", days))


class Served:
    def __init__(self, port: int) -> None:
        self.address = f"http://127.0.0.1:{port}"
        self.room = NoRoom()
        self.pages = Pages()


@pytest.fixture
async def served() -> AsyncIterator[Served]:
    door = listen(0)
    port = door.getsockname()[1]
    served = Served(port)
    room: Any = served.room
    runner = web.AppRunner(application(room, served.pages, port), shutdown_timeout=0.1)
    await runner.setup()
    await web.SockSite(runner, door).start()
    telling = asyncio.create_task(served.pages.run())
    yield served
    telling.cancel()
    await runner.cleanup()


@pytest.mark.parametrize("path", ["/", "/chat.js", "/chat.css", "/mark.svg", "/wall.svg"])
async def test_the_page_allows_nothing_from_elsewhere(served: Served, path: str) -> None:
    async with ClientSession() as session, session.get(served.address + path) as answer:
        assert answer.status == 200
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy


async def test_what_the_bot_uploaded_is_shown(served: Served) -> None:
    """Whole, or in the part that a browser asks for before it plays a film."""
    id_ = served.room.chat.files.put(Upload("bow.mp4", b"0123456789"))
    ranges = {None: (200, b"0123456789"), "bytes=2-4": (206, b"234"), "bytes=8-": (206, b"89")}
    async with ClientSession() as session:
        for asked, told in ranges.items():
            headers = {"Range": asked} if asked else {}
            address = f"{served.address}/media/{id_}"
            async with session.get(address, headers=headers) as answer:
                assert (answer.status, await answer.read()) == told
                assert answer.content_type == "video/mp4"
        async with session.get(f"{served.address}/media/none/bow.mp4") as answer:
            assert answer.status == 404


FOREIGN = {
    "another host (a name that was pointed here)": {"Host": "evil.example"},
    "another site's page": {"Origin": "https://evil.example"},
    "another port's page": {"Origin": "http://127.0.0.1:1"},
    "a page of nowhere (a file, a sandbox)": {"Origin": "null"},
    "a page that hides where it is from": {"Origin": ""},
}


@pytest.mark.parametrize("headers", FOREIGN.values(), ids=FOREIGN)
async def test_strangers_are_refused(served: Served, headers: dict[str, str]) -> None:
    """6-preview."""
    async with ClientSession(headers=headers) as session:
        async with session.get(served.address) as answer:
            assert answer.status == 403
        with pytest.raises(WSServerHandshakeError):
            await session.ws_connect(f"{served.address}/ws")


async def test_the_own_page_sees_the_chat_and_what_changes(served: Served) -> None:
    """6-preview."""
    headers = {"Origin": served.address}
    address = f"{served.address}/ws"
    async with ClientSession(headers=headers) as session, session.ws_connect(address) as page:
        assert (await page.receive_json())["kind"] == "all"
        served.pages.tell({"kind": "note", "note": "nothing_open"})
        assert await page.receive_json() == {"kind": "note", "note": "nothing_open"}


ODD = ["", "{", "[]", "5", "null", '{"do": 3}', '{"do": "tap"}', '{"do": "tap", "message": "x"}']


async def test_odd_messages_are_passed_over(served: Served) -> None:
    async with ClientSession() as session, session.ws_connect(f"{served.address}/ws") as page:
        for odd in ODD:
            await page.send_str(odd)
        await page.send_json({"do": "say", "text": "hello"})
        await page.send_json({"do": "tap", "message": 3, "data": "1:2:yes"})
        await page.send_json({"do": "days", "days": 9999})
        async with asyncio.timeout(5):
            while len(served.room.asked) < 3:  # noqa: ASYNC110 - the room has no bell
                await asyncio.sleep(0.01)
    assert served.room.asked == [("say", "hello"), ("tap", 3, "1:2:yes"), ("step", 31)]


def test_a_port_that_is_taken_is_told_in_one_line() -> None:
    with listen(0) as door:
        port = door.getsockname()[1]
        assert door.getsockname()[0] == "127.0.0.1"
        with pytest.raises(SettingsError, match=f"^PREVIEW_PORT: {port} cannot be used .*; set"):
            listen(port)
