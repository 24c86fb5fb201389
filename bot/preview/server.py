"""Serves the page on this machine, and carries taps and messages between it and the room.

Only pages that this server gave out may talk to it: Host and Origin are checked, so that no other
site a browser has open can reach it.
"""

from __future__ import annotations

import asyncio
import json
import logging
import signal
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from aiohttp import WSCloseCode, WSMsgType, web

from bot.app import operators_content
from bot.clock import SystemClock
from bot.logs import set_up
from bot.preview.chat import Json
from bot.preview.room import Room
from bot.settings import Settings
from bot.store import StoreError
from bot.store.crypto import load_or_make_key_file
from bot.store.sql import SqlStore
from content.load import ContentError

log = logging.getLogger(__name__)

HOST = "127.0.0.1"
PAGE = Path(__file__).parent / "page"
DATABASE = Path("data/preview.db")
KEY_FILE = Path("data/preview.key")
"""Nothing of a real person is in the preview, so its key may lie beside its data."""
LONGEST_MESSAGE = 16_384
SHUTDOWN_SECONDS = 1.0
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:;"
    " connect-src 'self'"
)
FILES = {"/": "index.html", "/chat.css": "chat.css", "/chat.js": "chat.js", "/mark.svg": "mark.svg"}

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Pages:
    """Every open page sees the same chat."""

    def __init__(self) -> None:
        self.sockets: set[web.WebSocketResponse] = set()
        self._queue: asyncio.Queue[Json] = asyncio.Queue()

    def tell(self, change: Json) -> None:
        self._queue.put_nowait(change)

    async def run(self) -> None:
        while True:
            change = json.dumps(await self._queue.get())
            for socket in tuple(self.sockets):
                try:
                    await socket.send_str(change)
                except ConnectionError:
                    self.sockets.discard(socket)


def application(room: Room, pages: Pages, port: int) -> web.Application:
    app = web.Application(middlewares=[_only_own_pages(port)])
    for path, name in FILES.items():
        app.router.add_get(path, _file(PAGE / name))
    app.router.add_get("/ws", _socket(room, pages))
    return app


def _only_own_pages(port: int) -> Any:
    hosts = {f"{name}:{port}" for name in ("127.0.0.1", "localhost")}

    @web.middleware
    async def check(request: web.Request, handler: Handler) -> web.StreamResponse:
        origin = request.headers.get("Origin")
        if request.host not in hosts or (origin and origin.removeprefix("http://") not in hosts):
            raise web.HTTPForbidden(text="This page is only for this machine.")
        return await handler(request)

    return check


def _file(path: Path) -> Handler:
    async def send(request: web.Request) -> web.StreamResponse:
        del request
        headers = {"Content-Security-Policy": POLICY, "Cache-Control": "no-store"}
        return web.FileResponse(path, headers=headers)

    return send


def _socket(room: Room, pages: Pages) -> Handler:
    async def talk(request: web.Request) -> web.StreamResponse:
        socket = web.WebSocketResponse(max_msg_size=LONGEST_MESSAGE, heartbeat=30)
        await socket.prepare(request)
        await socket.send_str(json.dumps(room.snapshot()))
        pages.sockets.add(socket)
        try:
            async for message in socket:
                if message.type is WSMsgType.TEXT:
                    await _take(room, message.data)
        finally:
            pages.sockets.discard(socket)
        return socket

    return talk


async def _take(room: Room, text: str) -> None:
    """One message of the page; anything else than what the page sends is ignored."""
    try:
        said = json.loads(text)
        await _do(room, said)
    except (ValueError, KeyError, TypeError) as error:
        log.debug("the page sent something odd: %s", type(error).__name__)


async def _do(room: Room, said: Json) -> None:
    match said["do"]:
        case "say":
            await room.say(str(said["text"]))
        case "tap":
            await room.tap(int(said["message"]), str(said["data"]))
        case "place":
            latitude, longitude = float(said["latitude"]), float(said["longitude"])
            await room.share_place(str(said["name"]), latitude, longitude)
        case "next":
            await room.step_to_next()
        case "days":
            await room.step(min(int(said["days"]), 31))
        case "answer":
            await room.answer()
        case "new":
            await room.new_person()


def serve(settings: Settings) -> int:
    """Until Ctrl-C or SIGTERM; the exit code of the process."""
    set_up(settings.log_level, None)
    try:
        asyncio.run(_serve(settings))
    except OSError as error:
        return _fail(
            f"PREVIEW_PORT: port {settings.preview_port} cannot be used ({error.strerror});"
            " set another one"
        )
    except (StoreError, ContentError) as error:
        return _fail(str(error))
    return 0


async def _serve(settings: Settings) -> None:
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    content = operators_content(settings)
    for old in DATABASE.parent.glob(f"{DATABASE.name}*"):
        old.unlink()
    store = await SqlStore.open(f"sqlite:///{DATABASE}", load_or_make_key_file(KEY_FILE))
    try:
        pages = Pages()
        room = Room(store, content, pages.tell, SystemClock().now())
        await _run(room, pages, settings.preview_port, stop)
    finally:
        await store.close()


async def _run(room: Room, pages: Pages, port: int, stop: asyncio.Event) -> None:
    """Listens first, so that a port that is taken is known before anything else starts."""
    socket = await asyncio.get_running_loop().create_server(asyncio.Protocol, HOST, port)
    port = socket.sockets[0].getsockname()[1]
    socket.close()
    await socket.wait_closed()
    runner = web.AppRunner(
        application(room, pages, port), access_log=None, shutdown_timeout=SHUTDOWN_SECONDS
    )
    await runner.setup()
    await web.TCPSite(runner, HOST, port).start()
    await room.open()
    telling = asyncio.create_task(pages.run())
    print(f"The preview is at http://{HOST}:{port} (end it with Ctrl-C)", flush=True)  # noqa: T201 - for whoever started it
    await stop.wait()
    telling.cancel()
    for open_page in tuple(pages.sockets):
        await open_page.close(code=WSCloseCode.GOING_AWAY)
    await room.close()
    await runner.cleanup()


def _fail(sentence: str) -> int:
    print(sentence, file=sys.stderr)  # noqa: T201 - one readable line for the operator
    return 1
