"""Serves the page on this machine, and carries taps and messages between it and the room.

Only pages that this server gave out may talk to it: Host and Origin are checked, so that no other
site a browser has open can reach it.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import signal
import socket
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from aiohttp import WSCloseCode, WSMsgType, web

from bot.app import operators_content
from bot.clock import SystemClock
from bot.logs import set_up
from bot.preview.chat import Json
from bot.preview.cupboard import type_of
from bot.preview.mark import MarkFile
from bot.preview.room import Room
from bot.settings import Settings, SettingsError
from bot.store import StoreError
from bot.store.key_file import load_or_make_key_file
from bot.store.sql import SqlStore
from content.load import ContentError

log = logging.getLogger(__name__)

HOST = "127.0.0.1"
PAGE = Path(__file__).parent / "page"
DATABASE = Path("data/preview.db")
KEY_FILE = Path("data/preview.key")
"""Nothing of a real person is in the preview, so its key may lie beside its data."""
MARK_FILE = Path("data/preview.json")
LONGEST_MESSAGE = 16_384
SHUTDOWN_SECONDS = 1.0
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self';"
    " media-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none';"
    " frame-ancestors 'none'"
)
FILES = {"/": "index.html"} | {
    f"/{name}": name for name in ("chat.css", "chat.js", "mark.svg", "wall.svg")
}

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
            for page in tuple(self.sockets):
                try:
                    await page.send_str(change)
                except ConnectionError:
                    self.sockets.discard(page)


def application(room: Room, pages: Pages, port: int) -> web.Application:
    app = web.Application(middlewares=[_only_own_pages(port)])
    for path, name in FILES.items():
        app.router.add_get(path, _file(PAGE / name))
    app.router.add_get("/media/{id:[^/]+/[^/]+}", _media(room))
    app.router.add_get("/ws", _socket(room, pages))
    return app


def _only_own_pages(port: int) -> Any:
    hosts = {f"{name}:{port}" for name in (HOST, "localhost")}
    origins = {f"http://{host}" for host in hosts}

    @web.middleware
    async def check(request: web.Request, handler: Handler) -> web.StreamResponse:
        origin = request.headers.get("Origin")
        if request.host not in hosts or (origin is not None and origin not in origins):
            raise web.HTTPForbidden(text="This page is only for this machine.")
        return await handler(request)

    return check


def _file(path: Path) -> Handler:
    async def send(request: web.Request) -> web.StreamResponse:
        del request
        headers = {
            "Content-Security-Policy": POLICY,
            "Cache-Control": "no-store",
            "X-Content-Type-Options": "nosniff",
        }
        return web.FileResponse(path, headers=headers)

    return send


def _media(room: Room) -> Handler:
    async def send(request: web.Request) -> web.StreamResponse:
        file = room.chat.files.get(request.match_info["id"])
        if file is None:
            raise web.HTTPNotFound(text="This picture is not kept any more.")
        return _part(file.data, type_of(file), request)

    return send


def _part(data: bytes, kind: str, request: web.Request) -> web.Response:
    """The whole, or the part that was asked for: some browsers play no film without."""
    headers = {"X-Content-Type-Options": "nosniff", "Accept-Ranges": "bytes"}
    first, end, _ = request.http_range.indices(len(data))
    if "Range" not in request.headers or first >= end:
        return web.Response(body=data, content_type=kind, headers=headers)
    headers["Content-Range"] = f"bytes {first}-{end - 1}/{len(data)}"
    return web.Response(status=206, body=data[first:end], content_type=kind, headers=headers)


def _socket(room: Room, pages: Pages) -> Handler:
    async def talk(request: web.Request) -> web.StreamResponse:
        page = web.WebSocketResponse(max_msg_size=LONGEST_MESSAGE, heartbeat=30)
        await page.prepare(request)
        await page.send_str(json.dumps(room.snapshot()))
        pages.sockets.add(page)
        try:
            async for message in page:
                if message.type is WSMsgType.TEXT:
                    await _take(room, message.data)
                    pages.tell({"kind": "done"})
        finally:
            pages.sockets.discard(page)
        return page

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
    form = "text" if settings.log_format == "auto" else settings.log_format
    set_up(settings.log_level, settings.secrets(), form)
    try:
        with listen(settings.preview_port) as door:
            asyncio.run(_serve(settings, door))
    except (StoreError, ContentError) as error:
        print(error, file=sys.stderr)  # noqa: T201 - one readable line for the operator
        return 1
    return 0


def listen(port: int) -> socket.socket:
    """Before anything else starts, so that a second preview leaves the first one's files alone."""
    try:
        return socket.create_server((HOST, port))
    except OSError as error:
        reason = os.strerror(error.errno or 0).lower()
        raise SettingsError(
            f"PREVIEW_PORT: {port} cannot be used ({reason}); set another number, or 0 for any"
        ) from None


def _clear_left_over() -> None:
    """Without its mark, a database has people in it whom nobody would find again."""
    if not MARK_FILE.exists():
        for file in DATABASE.parent.glob(f"{DATABASE.name}*"):
            file.unlink()


async def _serve(settings: Settings, door: socket.socket) -> None:
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    content = operators_content(settings)
    _clear_left_over()
    store = await SqlStore.open(f"sqlite:///{DATABASE}", load_or_make_key_file(KEY_FILE))
    try:
        pages = Pages()
        start = SystemClock().now()
        room = Room(store, content, pages.tell, MarkFile(MARK_FILE), start)
        await room.open()
        await _run(room, pages, door, stop)
    finally:
        await store.close()


async def _run(room: Room, pages: Pages, door: socket.socket, stop: asyncio.Event) -> None:
    port = door.getsockname()[1]
    runner = web.AppRunner(
        application(room, pages, port), access_log=None, shutdown_timeout=SHUTDOWN_SECONDS
    )
    await runner.setup()
    await web.SockSite(runner, door).start()
    telling = asyncio.create_task(pages.run())
    print(f"The preview is at http://{HOST}:{port} (end it with Ctrl-C)", flush=True)  # noqa: T201 - for whoever started it
    await stop.wait()
    telling.cancel()
    for open_page in tuple(pages.sockets):
        await open_page.close(code=WSCloseCode.GOING_AWAY)
    await room.close()
    await runner.cleanup()
