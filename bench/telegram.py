"""A Bot API server that costs next to nothing, so that what is measured is the bot.

Rule: bare HTTP/1.1 on loopback; it reads only the fields it needs, keeps no messages, and answers
every text with the same words and buttons, at the length that Telegram's own answers have.
"""

from __future__ import annotations

import asyncio
import itertools
import json
from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, Self

from bench.forms import Form, form_of, request_in

BOT_ID = 123_456
TOKEN = f"{BOT_ID}:BENCH-not-a-real-token-00000000000000"
DATE = 1_767_225_600
"""Not 0: by that Telegram says that a message cannot be had any more."""
LONGEST_BATCH = 100
BOT = {"id": BOT_ID, "is_bot": True, "first_name": "Bench", "username": "bench_bot"}
WORDS = " ".join(["These are about as many words as one question has."] * 5)
BUTTONS = [[{"text": f"Answer number {n}", "callback_data": f"x:1:o.{n}"}] for n in range(4)]
FILE = {"file_id": "AgAD", "file_unique_id": "AQAD", "width": 640, "height": 640, "duration": 4}
SHOWN_AS: dict[str, dict[str, Any]] = {
    "sendMessage": {"text": WORDS},
    "sendPhoto": {"photo": [FILE], "caption": WORDS},
    "sendAnimation": {"animation": FILE, "caption": WORDS},
    "sendDocument": {"document": FILE, "caption": WORDS},
    "editMessageText": {"text": WORDS},
    "editMessageCaption": {"caption": WORDS},
    "editMessageMedia": {"photo": [FILE], "animation": FILE, "caption": WORDS},
    "editMessageReplyMarkup": {"text": WORDS},
}
"""What stands in the message that a method answers with."""
TELLS: dict[str, Any] = {
    "getMe": {**BOT, "can_join_groups": True, "can_read_all_group_messages": False},
    "getWebhookInfo": {"url": "", "has_custom_certificate": False, "pending_update_count": 0},
    "getMyCommands": [],
    "getMyName": {"name": ""},
    "getMyDescription": {"description": ""},
    "getMyShortDescription": {"short_description": ""},
    "sendMediaGroup": [{"message_id": 1, "date": DATE, "chat": {"id": 1, "type": "private"}}],
}
AGREES = (
    *("setWebhook", "deleteWebhook", "setMyCommands", "deleteMyCommands", "setMyName"),
    *(
        "setMyDescription",
        "setMyShortDescription",
        "answerCallbackQuery",
        "deleteMessage",
        "deleteMessages",
    ),
    *("sendChatAction", "logOut", "close"),
)


def _response(body: bytes, status: bytes = b"200 OK") -> bytes:
    return b"HTTP/1.1 %b\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%b" % (
        status,
        len(body),
        body,
    )


def _encoded(value: object) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode()


MARKUP = _encoded({"inline_keyboard": BUTTONS})
NOT_FOUND = _response(b'{"ok":false,"error_code":404,"description":"Not Found"}', b"404 Not Found")
MESSAGE = b'{"ok":true,"result":{"message_id":%d,"from":%b,"chat":{"id":%d,"type":"private"},%b}}'
SAID = (
    b'{"message":{"message_id":%d,"from":{"id":%d,"is_bot":false,"first_name":"Ada",'
    b'"language_code":"en"},"chat":{"id":%d,"first_name":"Ada","type":"private"},"date":%d,'
    b'"text":%b%b}}'
)
COMMAND = b',"entities":[{"type":"bot_command","offset":0,"length":%d}]'
TAPPED = (
    b'{"callback_query":{"id":"%d","from":{"id":%d,"is_bot":false,"first_name":"Ada",'
    b'"language_code":"en"},"message":{"message_id":%d,"from":%b,"chat":{"id":%d,'
    b'"first_name":"Ada","type":"private"},%b},"chat_instance":"1","data":%b}}'
)
FROM = _encoded(BOT)


def _shown_as(content: dict[str, Any]) -> bytes:
    """The rest of a message, as it stands in an object."""
    return _encoded({"date": DATE, **content})[1:-1] + b',"reply_markup":' + MARKUP


QUESTION = _shown_as({"text": WORDS})


@dataclass(slots=True)
class Shown:
    """What a chat shows now; `tests.bot.respondent.choose` knows what to tap."""

    chat: int
    id: int
    data: tuple[str, ...]
    """Callback data of its buttons, in order."""
    form: Form

    @property
    def buttons(self) -> dict[str, str]:
        """By data: what stands on buttons is not read."""
        return {data: data for data in self.data}

    @property
    def text(self) -> str:
        return self.form.text()


Work = Callable[["_Line", bytes, bytes], None]


class LeanTelegram:
    """`TELEGRAM_API_URL` is `url`, and `TELEGRAM_BOT_TOKEN` is `token`."""

    def __init__(self, token: str = TOKEN) -> None:
        self.token = token
        self.url = ""
        self.counts: Counter[str] = Counter()
        """Calls by method."""
        self.delay_seconds = 0.0
        """Every answer but that to getUpdates takes so long, and shows its message then."""
        self.on_message: Callable[[Shown], None] | None = None
        """Told of each message that is new or edited."""
        self.on_update: Callable[[bytes], None] | None = None
        """Brings each update; without it they wait for a poll."""
        self.pending: deque[tuple[int, bytes]] = deque()
        self._update_ids = itertools.count(1000)
        self._message_ids = itertools.count(1)
        self._query_ids = itertools.count(1)
        self._waiting: tuple[_Line, int] | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._about_to_flush = False
        self._changed = asyncio.Event()
        self._watched = 0
        self._routes = {f"/bot{token}/{name}".encode(): work for name, work in self._works()}
        self._lines: set[_Line] = set()
        self._server: asyncio.Server | None = None

    async def __aenter__(self) -> Self:
        self._loop = asyncio.get_running_loop()
        self._server = await self._loop.create_server(lambda: _Line(self), "127.0.0.1", 0)
        self.url = f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._server
        self._release()
        self._server.close()
        for line in list(self._lines):
            line.transport.abort()
        await self._server.wait_closed()

    # What people do

    def say(self, chat: int, text: str) -> int:
        command = COMMAND % len(text.split(maxsplit=1)[0]) if text.startswith("/") else b""
        said = (next(self._message_ids), chat, chat, DATE, _encoded(text), command)
        return self.push_encoded(SAID % said)

    def tap(self, chat: int, message_id: int, data: str) -> int:
        query = next(self._query_ids)
        tapped = (query, chat, message_id, FROM, chat, QUESTION, _encoded(data))
        return self.push_encoded(TAPPED % tapped)

    def push(self, body: dict[str, Any]) -> int:
        """An update without its number, which is what comes back."""
        return self.push_encoded(_encoded(body))

    def push_encoded(self, body: bytes) -> int:
        """It stays until a poll with a higher offset confirms it, if nobody brings it."""
        update_id = next(self._update_ids)
        update = b'{"update_id":%d,%b' % (update_id, body[1:])
        if self.on_update is not None:
            self._loop.call_soon(self.on_update, update)
            return update_id
        self.pending.append((update_id, update))
        if self._waiting is not None and not self._about_to_flush:
            self._about_to_flush = True
            self._loop.call_soon(self._flush)
        return update_id

    @property
    def calls(self) -> int:
        """Without those that wait for updates."""
        return self.counts.total() - self.counts["getUpdates"]

    async def until(self, done: Callable[[], Any], seconds: float = 10.0) -> None:
        """Waits for calls to make `done` true."""
        self._watched += 1
        try:
            async with asyncio.timeout(seconds):
                while not done():
                    self._changed.clear()
                    await self._changed.wait()
        finally:
            self._watched -= 1

    # The wire

    def _works(self) -> list[tuple[str, Work]]:
        agreed = dict.fromkeys(AGREES, True)
        told = {
            name: _response(_encoded({"ok": True, "result": result}))
            for name, result in (TELLS | agreed).items()
        }
        return [
            ("getUpdates", self._polled),
            *((name, partial(self._told, name, answer)) for name, answer in told.items()),
            *(
                (name, partial(self._showed, name, _shown_as(content)))
                for name, content in SHOWN_AS.items()
            ),
        ]

    def take(self, line: _Line, path: bytes, head: bytes, body: bytes) -> None:
        work = self._routes.get(path)
        if work is None:
            self.counts["unknown"] += 1
            line.transport.write(NOT_FOUND)
        else:
            work(line, head, body)

    def _told(self, name: str, answer: bytes, line: _Line, head: bytes, body: bytes) -> None:
        """The same, whatever was asked."""
        del head, body
        self.counts[name] += 1
        self._answer(line, answer, None)

    def _showed(self, name: str, rest: bytes, line: _Line, head: bytes, body: bytes) -> None:
        """A call that names a message edits it."""
        self.counts[name] += 1
        form = form_of(head, body)
        chat = form.number("chat_id")
        number = form.number("message_id") or next(self._message_ids)
        answer = _response(MESSAGE % (number, FROM, chat, rest))
        self._answer(line, answer, Shown(chat, number, form.data(), form))

    def _answer(self, line: _Line, answer: bytes, shown: Shown | None) -> None:
        if self.delay_seconds:
            self._loop.call_later(self.delay_seconds, self._deliver, line, answer, shown)
        else:
            self._deliver(line, answer, shown)

    def _deliver(self, line: _Line, answer: bytes, shown: Shown | None) -> None:
        line.transport.write(answer)
        if shown is not None and self.on_message is not None:
            self.on_message(shown)
        if self._watched:
            self._changed.set()

    def _polled(self, line: _Line, head: bytes, body: bytes) -> None:
        """A second poll ends the first one."""
        self.counts["getUpdates"] += 1
        form = form_of(head, body)
        offset, limit = form.number("offset"), form.number("limit") or LONGEST_BATCH
        while self.pending and self.pending[0][0] < offset:
            self.pending.popleft()
        self._release()
        seconds = form.number("timeout")
        if self.pending or not seconds:
            self._hand_out(line, limit)
        else:
            self._waiting = line, limit
            self._timer = self._loop.call_later(seconds, self._release)
        if self._watched:
            self._changed.set()

    def _flush(self) -> None:
        self._about_to_flush = False
        self._release()

    def _release(self) -> None:
        """The poll that waits gets what there is, if it is still there."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._waiting is not None:
            line, limit = self._waiting
            self._waiting = None
            self._hand_out(line, limit)

    def _hand_out(self, line: _Line, limit: int) -> None:
        updates = b",".join(body for _, body in itertools.islice(self.pending, limit))
        line.transport.write(_response(b'{"ok":true,"result":[%b]}' % updates))

    def opened(self, line: _Line) -> None:
        self._lines.add(line)

    def closed(self, line: _Line) -> None:
        self._lines.discard(line)
        if self._waiting is not None and self._waiting[0] is line:
            self._waiting = None


class _Line(asyncio.Protocol):
    """One connection; asyncio has switched Nagle's delay off."""

    transport: asyncio.Transport

    def __init__(self, server: LeanTelegram) -> None:
        self._server = server
        self._rest = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self._server.opened(self)

    def connection_lost(self, exc: Exception | None) -> None:
        del exc
        self._server.closed(self)

    def data_received(self, data: bytes) -> None:
        if self._rest:
            data = self._rest + data
        while data and (request := request_in(data)) is not None:
            self._server.take(self, request.path, request.head, request.body)
            data = data[request.size :]
        self._rest = data
