"""HTTP at the door: who may bring an update, what one looks like, and what is answered.

Rule: only who knows the secret is listened to, at any path, as a proxy may put one before. Nothing
that was brought is repeated, neither in an answer nor in a line of the log.
"""

from __future__ import annotations

import asyncio
import hmac
import json
import logging
import os
import socket
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from aiohttp import web

from bot.metrics import Handler
from bot.settings import SettingsError, place_to_listen
from bot.telegram.updates import next_update
from bot.telegram.waiting import ELSEWHERE, Answer, Queue

log = logging.getLogger(__name__)

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the name of the header only
MOST_BYTES = 2**20
"""The longest texts, quoted ones and their entities are an eighth of it."""
BODY_SECONDS = 20.0
"""For the whole of a body."""
SOCKET_MODE = 0o660
"""A proxy of the same group may connect."""

STRANGERS = logging.Logger("strangers", logging.CRITICAL)  # noqa: LOG001 - apart from all others
"""Where aiohttp would write a traceback for whatever is no HTTP: nowhere."""

NO_UPDATE = Answer(400)
UNKNOWN = Answer(401)
NOT_THIS_WAY = Answer(405)
TOO_SLOW = Answer(408)
TOO_LONG = Answer(413)
BROKEN = Answer(500)


class _RefusedError(Exception):
    """The request is no update; `args` holds the answer."""


class Door:
    """Answers once what was brought is stored, or cannot be."""

    def __init__(self, secret: str, queue: Queue) -> None:
        self._secret = secret.encode()
        self._queue = queue

    async def __call__(self, request: web.BaseRequest) -> web.StreamResponse:
        """It is not broken off when who asks hangs up: what was brought is brought."""
        try:
            return _response(await self._taken(request))
        except _RefusedError as refused:
            return _response(refused.args[0])
        except Exception:
            log.exception("the door stumbled")
            return _response(BROKEN)

    async def _taken(self, request: web.BaseRequest) -> Answer:
        update = await self._update(request)
        waiting = self._queue.join(update, partial(_is_there, request))
        return ELSEWHERE if waiting is None else await asyncio.shield(waiting.told)

    async def _update(self, request: web.BaseRequest) -> Mapping[str, Any]:
        if request.method != "POST":
            raise _RefusedError(NOT_THIS_WAY)
        if not self._knows(request):
            raise _RefusedError(UNKNOWN)
        update = _read(await _body(request))
        if update is None:
            raise _RefusedError(NO_UPDATE)
        return update

    def _knows(self, request: web.BaseRequest) -> bool:
        """In constant time, and before anything of the body is read (S2)."""
        given = request.headers.getall(SECRET_HEADER, [])
        told = given[0].encode("utf-8", "surrogateescape") if len(given) == 1 else b""
        return hmac.compare_digest(told, self._secret)


async def _body(request: web.BaseRequest) -> bytes:
    if (request.content_length or 0) > MOST_BYTES:
        raise _RefusedError(TOO_LONG)
    body = bytearray()
    try:
        async with asyncio.timeout(BODY_SECONDS):
            async for part in request.content.iter_any():
                body += part
                if len(body) > MOST_BYTES:
                    raise _RefusedError(TOO_LONG)
    except TimeoutError:
        raise _RefusedError(TOO_SLOW) from None
    except (OSError, web.RequestPayloadError):  # whoever brought it has hung up, or is no HTTP
        raise _RefusedError(NO_UPDATE) from None
    return bytes(body)


def _read(body: bytes) -> Mapping[str, Any] | None:
    """None for what has no number: nobody could tell whether it came before."""
    try:
        update = json.loads(body.decode("utf-8", "replace"))
    except (ValueError, RecursionError):
        return None
    return update if isinstance(update, dict) and next_update([update]) else None


def _is_there(request: web.BaseRequest) -> bool:
    return request.transport is not None and not request.transport.is_closing()


def _response(answer: Answer) -> web.Response:
    headers = {"Cache-Control": "no-store"}
    if answer.retry_seconds:
        headers["Retry-After"] = str(answer.retry_seconds)
    if answer.status == NOT_THIS_WAY.status:
        headers["Allow"] = "POST"
    kind = "application/json" if answer.body else None
    return web.Response(status=answer.status, body=answer.body, content_type=kind, headers=headers)


def served(handler: Handler) -> web.Server:
    return web.Server(handler, access_log=None, logger=STRANGERS)


async def open_door(runner: web.ServerRunner, listen: str) -> str:
    """Where it is, as an address. Raises SettingsError when that cannot be."""
    place = place_to_listen(listen)
    try:
        if isinstance(place, Path):
            await _open_socket(runner, place)
            return f"unix:{place}"
        await web.TCPSite(runner, *place).start()
    except OSError as error:
        why = (error.strerror or os.strerror(error.errno or 0)).lower()
        raise SettingsError(
            f"LISTEN: {listen} cannot be used ({why}); does another worker listen there? Each needs"
            " a place of its own"
        ) from None
    host, port = runner.addresses[0][:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


async def _open_socket(runner: web.ServerRunner, path: Path) -> None:
    """A socket that nobody listens at any more is replaced."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as other:
        if other.connect_ex(str(path)) == 0:
            raise FileExistsError(17, "Address already in use")
    await web.UnixSite(runner, str(path)).start()
    path.chmod(SOCKET_MODE)  # noqa: ASYNC240 - once, and nobody waits yet
