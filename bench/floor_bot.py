"""The least that a bot in Python can do: no library, no state, the same calls for each update.

Rule: for `bench.floor` only. It shows what the Bot API server of these benches can bear.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
from collections import deque
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode, urlsplit

from bench.forms import request_in
from bench.telegram import BUTTONS, WORDS

CONNECTIONS = 192
POLL_SECONDS = 30
QUESTION = urlencode({"text": WORDS, "reply_markup": json.dumps({"inline_keyboard": BUTTONS})})
Heard = Callable[[bytes], None]


class Line(asyncio.Protocol):
    """One connection; one call at a time."""

    transport: asyncio.Transport

    def __init__(self) -> None:
        self._rest = b""
        self._heard: Heard | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport

    def call(self, request: bytes, heard: Heard) -> None:
        self._heard = heard
        self.transport.write(request)

    def data_received(self, data: bytes) -> None:
        """Answers are read as requests are: a first line, heads, a body."""
        self._rest += data
        if (answer := request_in(self._rest)) is not None and self._heard is not None:
            self._rest = self._rest[answer.size :]
            self._heard(answer.body)


class FloorBot:
    def __init__(self, path: str) -> None:
        self._path = path
        self._free: list[Line] = []
        self._queue: deque[bytes] = deque()

    async def run(self, host: str, port: int) -> None:
        loop = asyncio.get_running_loop()
        lines = [(await loop.create_connection(Line, host, port))[1] for _ in range(CONNECTIONS)]
        self._polls, *self._free = lines
        self._poll(0)
        await asyncio.Event().wait()

    def _poll(self, offset: int) -> None:
        asked = f"offset={offset}&limit=100&timeout={POLL_SECONDS}"
        self._polls.call(self._request("getUpdates", asked), self._take)

    def _take(self, body: bytes) -> None:
        updates = json.loads(body)["result"]
        for update in updates:
            self._reply(update)
        self._poll(updates[-1]["update_id"] + 1 if updates else 0)

    def _reply(self, update: dict[str, Any]) -> None:
        if "message" in update:
            chat = update["message"]["chat"]["id"]
            self._call("sendMessage", f"chat_id={chat}&{QUESTION}")
        else:
            tap = update["callback_query"]
            message = tap["message"]
            where = f"chat_id={message['chat']['id']}&message_id={message['message_id']}"
            self._call("answerCallbackQuery", f"callback_query_id={tap['id']}")
            self._call("editMessageText", f"{where}&{QUESTION}")

    def _request(self, method: str, asked: str) -> bytes:
        return (
            f"POST {self._path}/{method} HTTP/1.1\r\nHost: here\r\nContent-Type:"
            f" application/x-www-form-urlencoded\r\nContent-Length: {len(asked)}\r\n\r\n{asked}"
        ).encode()

    def _call(self, method: str, asked: str) -> None:
        self._queue.append(self._request(method, asked))
        if self._free:
            self._next(self._free.pop())

    def _next(self, line: Line) -> None:
        if self._queue:
            line.call(self._queue.popleft(), lambda _: self._next(line))
        else:
            self._free.append(line)


def main() -> None:
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    where = urlsplit(os.environ["TELEGRAM_API_URL"])
    bot = FloorBot(f"/bot{os.environ['TELEGRAM_BOT_TOKEN']}")
    asyncio.run(bot.run(where.hostname or "", where.port or 80))


if __name__ == "__main__":
    main()
