"""A Bot API server on loopback, with Telegram's rules about updates, edits, taps, texts and files.

`Person` is somebody with a phone, so that a test reads like a talk.
"""

# ruff: noqa: N802 - the methods carry the names of the Bot API

from __future__ import annotations

import asyncio
import contextlib
import itertools
import json
import re
from collections import defaultdict, deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Self

from aiohttp import web

from tests.bot.api_html import ParseError, parse
from tests.bot.bringing import Bringing

TOKEN = "123456:TEST-not-a-real-token-000000000000000"
SEND = {
    *("chat_id", "text", "parse_mode", "link_preview_options", "reply_markup"),
    *("disable_notification", "message_effect_id"),
}
CAPTIONED = SEND - {"text", "link_preview_options"} | {"caption"}
PROFILE = {"Name": "name", "Description": "description", "ShortDescription": "short_description"}
"""What is kept of the bot itself, in the names of its methods and in its own."""
KNOWN = {
    "deleteWebhook": {"drop_pending_updates"},
    "setWebhook": {
        *("url", "secret_token", "allowed_updates", "max_connections", "drop_pending_updates"),
    },
    "getWebhookInfo": set(),
    "getMe": set(),
    "getUpdates": {"offset", "limit", "timeout", "allowed_updates"},
    "setMyCommands": {"commands", "language_code", "scope"},
    **{f"{do}MyCommands": {"language_code", "scope"} for do in ("get", "delete")},
    **{f"getMy{what}": {"language_code"} for what in PROFILE},
    **{f"setMy{what}": {"language_code", field} for what, field in PROFILE.items()},
    "sendMessage": SEND,
    "editMessageText": SEND - {"disable_notification", "message_effect_id"} | {"message_id"},
    "sendAnimation": CAPTIONED | {"animation"},
    "sendPhoto": CAPTIONED | {"photo"},
    "sendDocument": CAPTIONED | {"document"},
    "sendMediaGroup": {"chat_id", "media", "disable_notification", "message_effect_id"},
    "editMessageCaption": {"chat_id", "message_id", "caption", "parse_mode", "reply_markup"},
    "editMessageMedia": {"chat_id", "message_id", "media", "reply_markup"},
    "editMessageReplyMarkup": {"chat_id", "message_id", "reply_markup"},
    "deleteMessage": {"chat_id", "message_id"},
    "deleteMessages": {"chat_id", "message_ids"},
    "answerCallbackQuery": {"callback_query_id", "text"},
}
SENDS = ("sendMessage", "sendAnimation", "sendPhoto", "sendDocument", "sendMediaGroup")
EDITS = ("editMessageText", "editMessageCaption", "editMessageMedia")
MEDIA_FIELDS = {"type", "media", "caption", "parse_mode"}
TEXT_UNITS, CAPTION_UNITS = 4096, 1024
MOST_BYTES = {"photo": 10 * 2**20, "animation": 50 * 2**20, "document": 50 * 2**20}
BEGINS = {"photo": (b"\x89PNG", b"\xff\xd8\xff"), "animation": (b"ftyp",), "document": (b"",)}
"""What a file of a kind has in its first bytes."""
MOST_DELETED = 100
BUTTON_FIELDS = {"text", "callback_data", "style"}


class RefusalError(Exception):
    def __init__(self, status: int, description: str, **parameters: int) -> None:
        self.status = status
        self.body = {"ok": False, "error_code": status, "description": description}
        if parameters:
            self.body["parameters"] = parameters


@dataclass
class Message:
    id: int
    chat: int
    text: str
    html: str
    markup: dict[str, Any]
    kind: str = "text"
    """Or photo, animation, document: then the text is its caption."""
    file: str = ""
    """Its id."""
    edits: int = 0

    @property
    def buttons(self) -> dict[str, str]:
        """Label to callback data."""
        rows = self.markup.get("inline_keyboard", [])
        return {b["text"]: b["callback_data"] for row in rows for b in row}


class BrokenError(Exception):
    """The connection broke before anything was carried out."""


class GatewayError(Exception):
    """Something on the way answered, and nothing was carried out."""


@dataclass
class Fault:
    """What happens to the next calls of a method instead of, or after, its work."""

    times: int
    refusal: RefusalError | None = None
    seconds: float = 0.0
    lose_answer: bool = False
    """The call is done, but its answer never comes: the connection breaks."""
    lose_call: bool = False
    """The connection breaks, and nothing is done."""
    gateway: tuple[int, str] | None = None
    """Nothing is done; status and page of a gateway on the way."""
    half_answer: bool = False
    """The call is done, and the connection breaks in the middle of the answer."""
    words: str | None = None
    """The call is done, and this comes back instead of Telegram's JSON."""
    chat: int | None = None
    """Only calls for this chat."""


NO_FAULT = Fault(times=1)


@dataclass
class BotApiServer:
    token: str = TOKEN
    calls: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    messages: dict[int, dict[int, Message]] = field(default_factory=lambda: defaultdict(dict))
    taps: dict[str, str | None] = field(default_factory=dict)
    """Callback query ids that were answered, and with what."""
    menus: dict[tuple[str, str], list[dict[str, str]]] = field(default_factory=dict)
    """Commands by kind of chat and language."""
    profile: dict[tuple[str, str], str] = field(default_factory=dict)
    """Name, description and the like, by field and language."""
    blocked: set[int] = field(default_factory=set)
    faults: dict[str, deque[Fault]] = field(default_factory=lambda: defaultdict(deque))
    files: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    """What was uploaded: its kind and content, by Telegram's id for it."""
    too_old: set[int] = field(default_factory=set)
    """Messages that nobody can delete any more."""
    on_message: Callable[[Message], None] | None = None
    """Told of each message that is new or edited."""
    rides: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    """Calls that came in answers to updates that were brought, and were carried out."""

    def __post_init__(self) -> None:
        self.pending: deque[dict[str, Any]] = deque()
        self.open_taps: set[str] = set()
        self.changed = asyncio.Event()
        self._update_ids = itertools.count(1000)
        self._message_ids = itertools.count(1)
        self._query_ids = itertools.count(1)
        self._file_ids = itertools.count(1)
        self._poll = 0
        self._why_ended = ""
        self._new_update = asyncio.Event()
        self.bringing = Bringing(self.pending, self._brought)
        self._runner: web.AppRunner | None = None
        self.url = ""

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=64 * 2**20)
        app.router.add_post("/{token}/{method}", self._serve)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        host, port = self._runner.addresses[0][:2]
        self.url = f"http://{host}:{port}"
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._runner
        self._end_polls("other getUpdates")
        await self.bringing.stop()
        await self._runner.cleanup()

    # What a test can do

    def push(self, body: dict[str, Any]) -> int:
        """Queue an update; it stays until a poll with a higher offset confirms it, or an answer."""
        update_id = next(self._update_ids)
        self.pending.append({"update_id": update_id, **body})
        self._new_update.set()
        self.bringing.look()
        return update_id

    def count_updates_from(self, number: int) -> None:
        """As Telegram does after a week without any."""
        self._update_ids = itertools.count(number)

    def fail(self, method: str, *, times: int = 1, **fault: Any) -> None:
        self.faults[method].append(Fault(times, **fault))

    def new_message_id(self) -> int:
        return next(self._message_ids)

    def new_query(self) -> str:
        query = f"q{next(self._query_ids)}"
        self.open_taps.add(query)
        return query

    def called(self, method: str) -> list[dict[str, Any]]:
        return [params for name, params in self.calls if name == method]

    async def until(self, done: Callable[[], Any], seconds: float = 10.0) -> None:
        """Waits for calls of the bot to make `done` true."""
        async with asyncio.timeout(seconds):
            while not done():
                self.changed.clear()
                await self.changed.wait()

    # The wire

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        try:
            params = await self._params(request, method)
            result, fault = await self._faulty(method, params)
        except RefusalError as refused:
            return web.json_response(refused.body, status=refused.status)
        except GatewayError as gateway:
            status, page = gateway.args
            return web.Response(text=page, status=status, content_type="text/html")
        except BrokenError:
            return _broken(request)
        finally:
            self.changed.set()
        return await self._told(request, fault, {"ok": True, "result": result})

    async def _told(
        self, request: web.Request, fault: Fault, answer: dict[str, Any]
    ) -> web.StreamResponse:
        if fault.lose_answer:
            return _broken(request)
        if fault.words is not None:
            return web.Response(text=fault.words, content_type="application/json")
        if fault.half_answer:
            body = json.dumps(answer).encode()
            half = web.StreamResponse(headers={"Content-Length": str(len(body))})
            await half.prepare(request)
            await half.write(body[: len(body) // 2])
            assert request.transport
            request.transport.close()
            return half
        return web.json_response(answer)

    async def _params(self, request: web.Request, method: str) -> dict[str, Any]:
        if request.match_info["token"] != f"bot{self.token}":
            raise RefusalError(401, "Unauthorized")
        if method not in KNOWN:
            raise RefusalError(404, "Not Found")
        given = await (request.json() if request.content_type.endswith("json") else request.post())
        params = _with_files({name: _loaded(name, value) for name, value in given.items()})
        if unknown := set(params) - KNOWN[method]:
            raise RefusalError(400, f"Bad Request: unknown parameters {sorted(unknown)}")
        return params

    async def _faulty(self, method: str, params: dict[str, Any]) -> tuple[Any, Fault]:
        self.calls.append((method, params))
        fault = self._next_fault(method, params)
        await asyncio.sleep(fault.seconds)
        if fault.refusal:
            raise fault.refusal
        if fault.gateway:
            raise GatewayError(*fault.gateway)
        if fault.lose_call:
            raise BrokenError
        result = self._work(method)(params)
        return await result if asyncio.iscoroutine(result) else result, fault

    def _work(self, method: str) -> Callable[[dict[str, Any]], Any]:
        what = PROFILE.get(method[5:])
        if what is None:
            return getattr(self, f"_{method}")  # type: ignore[no-any-return] # by its name
        kept = self._tells_of_itself if method.startswith("set") else self._told_of_itself
        return partial(kept, what)

    def _next_fault(self, method: str, params: dict[str, Any]) -> Fault:
        chat = params.get("chat_id")
        meant = (fault for fault in self.faults[method] if fault.chat in {None, chat})
        fault = next(meant, None)
        if fault is None:
            return NO_FAULT
        fault.times -= 1
        if not fault.times:
            self.faults[method].remove(fault)
        return fault

    @property
    def commands(self) -> list[dict[str, str]]:
        """What is offered in English, in private chats."""
        return self.menus.get(("all_private_chats", ""), [])

    # The methods

    async def _deleteWebhook(self, params: dict[str, Any]) -> bool:
        await self.bringing.stop()
        if params.get("drop_pending_updates"):
            self.pending.clear()
        return True

    async def _setWebhook(self, params: dict[str, Any]) -> bool:
        """What is under way to another address may come to this one too."""
        if not params.get("url"):
            return await self._deleteWebhook(params)
        if not re.fullmatch("[A-Za-z0-9_-]{1,256}", params.get("secret_token", "-")):
            raise RefusalError(400, "Bad Request: secret token contains unallowed characters")
        self._end_polls("setWebhook")
        await self.bringing.start(params)
        return True

    def _getMe(self, params: dict[str, Any]) -> dict[str, Any]:
        del params
        bot = int(self.token.partition(":")[0])
        return {"id": bot, "is_bot": True, "first_name": "Unhamstrung", "username": "hamstring_bot"}

    def _getWebhookInfo(self, params: dict[str, Any]) -> dict[str, Any]:
        del params
        return self.bringing.told()

    def _brought(self, call: dict[str, Any] | None) -> None:
        """Something was brought, or could not be; the answer may ask for a call."""
        if call and call.get("method") in KNOWN:
            method = call.pop("method")
            self.rides.append((method, call))
            with contextlib.suppress(RefusalError):
                self._work(method)(call)
        self.changed.set()

    def _end_polls(self, why: str) -> None:
        self._poll += 1
        self._why_ended = why
        self._new_update.set()

    async def _getUpdates(self, params: dict[str, Any]) -> list[Any]:
        """A second poll ends the first one, as Telegram does."""
        if self.bringing.hook:
            raise RefusalError(
                409,
                "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook"
                " to delete the webhook first",
            )
        self._end_polls("other getUpdates")
        mine = self._poll
        while self.pending and self.pending[0]["update_id"] < params.get("offset", 0):
            self.pending.popleft()
        self.changed.set()
        try:
            async with asyncio.timeout(params.get("timeout", 0)):
                while not self.pending and mine == self._poll:
                    self._new_update.clear()
                    await self._new_update.wait()
        except TimeoutError:
            pass
        if mine != self._poll:
            raise RefusalError(409, f"Conflict: terminated by {self._why_ended} request")
        return list(itertools.islice(self.pending, params.get("limit", 100)))

    def _setMyCommands(self, params: dict[str, Any]) -> bool:
        self.menus[_menu(params)] = params["commands"]
        return True

    def _getMyCommands(self, params: dict[str, Any]) -> list[dict[str, str]]:
        return self.menus.get(_menu(params), [])

    def _deleteMyCommands(self, params: dict[str, Any]) -> bool:
        self.menus.pop(_menu(params), None)
        return True

    def _told_of_itself(self, what: str, params: dict[str, Any]) -> dict[str, str]:
        return {what: self.profile.get((what, params.get("language_code", "")), "")}

    def _tells_of_itself(self, what: str, params: dict[str, Any]) -> bool:
        self.profile[what, params.get("language_code", "")] = params[what]
        return True

    def _sendMessage(self, params: dict[str, Any]) -> Any:
        chat = self._chat(params)
        return self._add(Message(self.new_message_id(), chat, *_text(params), _markup(params)))

    def _sendAnimation(self, params: dict[str, Any]) -> Any:
        return self._send_file("animation", params)

    def _sendPhoto(self, params: dict[str, Any]) -> Any:
        return self._send_file("photo", params)

    def _sendDocument(self, params: dict[str, Any]) -> Any:
        return self._send_file("document", params)

    def _send_file(self, kind: str, params: dict[str, Any]) -> Any:
        chat, file = self._chat(params), self._file(kind, params.get(kind))
        text, source = _caption(params)
        new = self.new_message_id()
        return self._add(Message(new, chat, text, source, _markup(params), kind, file))

    def _sendMediaGroup(self, params: dict[str, Any]) -> Any:
        chat, media = self._chat(params), params["media"]
        if not 2 <= len(media) <= 10:
            raise RefusalError(400, "Bad Request: an album must include 2-10 messages")
        if any(each["type"] not in {"photo", "video"} for each in media):
            raise RefusalError(400, "Bad Request: can't use media of this type in an album")
        files = [self._file(each["type"], each["media"]) for each in media]
        captions = [_caption(each) for each in media]
        return [
            self._add(Message(self.new_message_id(), chat, text, source, {}, "photo", file))
            for file, (text, source) in zip(files, captions, strict=True)
        ]

    def _add(self, message: Message) -> Any:
        self.messages[message.chat][message.id] = message
        return self._shown(message)

    def _file(self, kind: str, given: Any) -> str:
        """The id of a file that was uploaded now or before."""
        if isinstance(given, tuple):
            _, content = given
            return self._uploaded(kind, content)
        known = self.files.get(given)
        if known is None:
            raise RefusalError(400, "Bad Request: wrong file identifier/HTTP URL specified")
        if known[0] != kind:
            was, meant = known[0].title(), kind.title()
            raise RefusalError(400, f"Bad Request: can't use file of type {was} as {meant}")
        return str(given)

    def _uploaded(self, kind: str, content: bytes) -> str:
        if not content:
            raise RefusalError(400, "Bad Request: file must be non-empty")
        if len(content) > MOST_BYTES[kind]:
            raise RefusalError(413, "Request Entity Too Large")
        if not any(begin in content[:12] for begin in BEGINS[kind]):
            raise RefusalError(400, "Bad Request: IMAGE_PROCESS_FAILED")
        id_ = f"{kind}-{next(self._file_ids)}"
        self.files[id_] = kind, content
        return id_

    def _editMessageText(self, params: dict[str, Any]) -> Any:
        message = self._editable(params)
        if message.kind != "text":
            raise RefusalError(400, "Bad Request: there is no text in the message to edit")
        return self._change(message, (*_text(params), _markup(params), "text", ""))

    def _editMessageCaption(self, params: dict[str, Any]) -> Any:
        message = self._editable(params)
        if message.kind == "text":
            raise RefusalError(400, "Bad Request: there is no caption in the message to edit")
        caption = _caption(params)
        return self._change(message, (*caption, _markup(params), message.kind, message.file))

    def _editMessageMedia(self, params: dict[str, Any]) -> Any:
        """A text becomes a picture too; a picture never becomes a text."""
        message, media = self._editable(params), params["media"]
        if unknown := set(media) - MEDIA_FIELDS:
            raise RefusalError(400, f"Bad Request: can't parse InputMedia: {sorted(unknown)}")
        file = self._file(media["type"], media["media"])
        return self._change(message, (*_caption(media), _markup(params), media["type"], file))

    def _editMessageReplyMarkup(self, params: dict[str, Any]) -> Any:
        message = self._editable(params)
        same = (message.text, message.html)
        return self._change(message, (*same, _markup(params), message.kind, message.file))

    def _editable(self, params: dict[str, Any]) -> Message:
        message = self.messages[self._chat(params)].get(params.get("message_id", 0))
        if message is None:
            raise RefusalError(400, "Bad Request: message to edit not found")
        if set(message.markup) & {"keyboard", "remove_keyboard"}:
            raise RefusalError(400, "Bad Request: message can't be edited")
        return message

    def _change(self, message: Message, new: tuple[str, str, dict[str, Any], str, str]) -> Any:
        _, source, markup, _, file = new
        if (source, markup, file) == (message.html, message.markup, message.file):
            raise RefusalError(
                400,
                "Bad Request: message is not modified: specified new message content and reply"
                " markup are exactly the same as a current content and reply markup",
            )
        message.text, message.html, message.markup, message.kind, message.file = new
        message.edits += 1
        return self._shown(message)

    def _deleteMessage(self, params: dict[str, Any]) -> bool:
        if self.messages[self._chat(params)].pop(params.get("message_id", 0), None) is None:
            raise RefusalError(400, "Bad Request: message to delete not found")
        return True

    def _deleteMessages(self, params: dict[str, Any]) -> bool:
        """Those that are not there are passed over; one that is too old stops them all."""
        chat, ids = self._chat(params), params.get("message_ids", [])
        if not 1 <= len(ids) <= MOST_DELETED:
            raise RefusalError(400, "Bad Request: too many message identifiers specified")
        if self.too_old & set(ids):
            raise RefusalError(400, "Bad Request: message can't be deleted for everyone")
        for id_ in ids:
            self.messages[chat].pop(id_, None)
        return True

    def _answerCallbackQuery(self, params: dict[str, Any]) -> bool:
        query = params.get("callback_query_id")
        if query not in self.open_taps:
            raise RefusalError(
                400,
                "Bad Request: query is too old and response timeout expired or query ID is invalid",
            )
        if len(params.get("text", "")) > 200:
            raise RefusalError(400, "Bad Request: MESSAGE_TOO_LONG")
        self.open_taps.discard(query)
        self.taps[query] = params.get("text")
        return True

    def _chat(self, params: dict[str, Any]) -> int:
        chat = params.get("chat_id")
        if not isinstance(chat, int):
            raise RefusalError(400, "Bad Request: chat not found")
        if chat in self.blocked:
            raise RefusalError(403, "Forbidden: bot was blocked by the user")
        return chat

    def _shown(self, message: Message) -> dict[str, Any]:
        if self.on_message:
            self.on_message(message)
        shown = {"message_id": message.id, "date": 0, "chat": {"id": message.chat}}
        match message.kind:
            case "text":
                return {**shown, "text": message.text}
            case "photo":  # in sizes, the largest last
                sizes = [{"file_id": f"small {message.file}"}, {"file_id": message.file}]
                return {**shown, "photo": sizes, "caption": message.text}
            case kind:
                return {**shown, kind: {"file_id": message.file}, "caption": message.text}


def _menu(params: dict[str, Any]) -> tuple[str, str]:
    return params.get("scope", {"type": "default"})["type"], params.get("language_code", "")


def _broken(request: web.Request) -> web.Response:
    assert request.transport
    request.transport.abort()
    return web.Response()


def _loaded(name: str, value: Any) -> Any:
    """Form fields are JSON, plain words or files."""
    if isinstance(value, web.FileField):
        return value.filename, value.file.read()
    if not isinstance(value, str) or name in {"text", "caption"}:
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value


def words_of(params: Mapping[str, Any]) -> str:
    """A text, or the caption of whatever a call shows."""
    media = params.get("media", {})
    first = media[0] if isinstance(media, list) else media
    return str(params.get("text", params.get("caption", first.get("caption", ""))))


def _with_files(params: dict[str, Any]) -> dict[str, Any]:
    """Files that lie beside a value come into it, where it names them."""
    beside = {name: value for name, value in params.items() if name.startswith("attached")}

    def filled(value: Any) -> Any:
        match value:
            case str() if value.startswith("attach://"):
                return beside[value.removeprefix("attach://")]
            case dict():
                return {name: filled(each) for name, each in value.items()}
            case list():
                return [filled(each) for each in value]
            case _:
                return value

    return {name: filled(value) for name, value in params.items() if name not in beside}


def _text(params: dict[str, Any]) -> tuple[str, str]:
    text, source = _parsed(params, "text")
    if not text.strip():
        raise RefusalError(400, "Bad Request: message text is empty")
    if _units(text) > TEXT_UNITS:
        raise RefusalError(400, "Bad Request: message is too long")
    return text, source


def _caption(params: dict[str, Any]) -> tuple[str, str]:
    text, source = _parsed(params, "caption")
    if _units(text) > CAPTION_UNITS:
        raise RefusalError(400, "Bad Request: message caption is too long")
    return text, source


def _parsed(params: dict[str, Any], name: str) -> tuple[str, str]:
    source = str(params.get(name, ""))
    try:
        return (parse(source) if params.get("parse_mode") == "HTML" else source), source
    except ParseError as error:
        raise RefusalError(400, f"Bad Request: can't parse entities: {error}") from error


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _markup(params: dict[str, Any]) -> dict[str, Any]:
    markup: dict[str, Any] = params.get("reply_markup", {})
    for button in (b for row in markup.get("inline_keyboard", []) for b in row):
        if unknown := set(button) - BUTTON_FIELDS:
            raise RefusalError(400, f"Bad Request: unknown button fields {sorted(unknown)}")
        if not 1 <= len(button["callback_data"].encode()) <= 64:
            raise RefusalError(400, "Bad Request: BUTTON_DATA_INVALID")
        if not button["text"].strip():
            raise RefusalError(400, "Bad Request: text buttons are unallowed to be empty")
    return markup


class Person:
    """Somebody with a phone."""

    def __init__(self, server: BotApiServer, number: int, language: str = "en") -> None:
        self.server = server
        self.number = number
        self._from = {
            "id": number,
            "is_bot": False,
            "first_name": "Ada",
            "last_name": "Example",
            "language_code": language,
        }

    @property
    def chat(self) -> dict[str, Any]:
        return {"id": self.number, "type": "private", "first_name": "Ada"}

    @property
    def heard(self) -> list[Message]:
        return list(self.server.messages[self.number].values())

    def labels(self) -> list[str]:
        """Of the newest message that has buttons."""
        return next((list(m.buttons) for m in reversed(self.heard) if m.buttons), [])

    def says(self, text: str) -> int:
        return self.sends(text=text)

    def sends(self, **content: Any) -> int:
        message = {
            "message_id": self.server.new_message_id(),
            "date": 0,
            "from": self._from,
            "chat": self.chat,
            **content,
        }
        return self.server.push({"message": message})

    def taps(self, label: str) -> int:
        """The newest button whose label has these words in it."""
        for message in reversed(self.heard):
            for text, data in message.buttons.items():
                if label.lower() in text.lower():
                    return self.taps_data(data, message.id)
        raise AssertionError(f"no button says {label!r}; there are {self.labels()}")

    def taps_data(self, data: str, message_id: int = 1) -> int:
        query = {
            "id": self.server.new_query(),
            "from": self._from,
            "chat_instance": "1",
            "message": {"message_id": message_id, "date": 0, "chat": self.chat},
            "data": data,
        }
        return self.server.push({"callback_query": query})

    def becomes(self, status: str) -> int:
        """The word "kicked" blocks the bot, "member" lets it in again."""
        (self.server.blocked.add if status == "kicked" else self.server.blocked.discard)(
            self.number
        )
        change = {
            "chat": self.chat,
            "from": self._from,
            "date": 0,
            "old_chat_member": {"status": "member"},
            "new_chat_member": {"status": status},
        }
        return self.server.push({"my_chat_member": change})

    async def hears(self, words: str, seconds: float = 10.0) -> Message:
        """Waits until a message on the screen has these words."""

        def found() -> Message | None:
            return next((m for m in reversed(self.heard) if words in m.text), None)

        try:
            await self.server.until(found, seconds)
        except TimeoutError:
            raise AssertionError(
                f"never heard {words!r}, but {[m.text for m in self.heard]}"
            ) from None
        message = found()
        assert message
        return message
