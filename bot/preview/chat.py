"""Telegram's side of one private chat, in memory: what stands in it, by the Bot API's rules.

Rule: knows messages and keyboards, nothing of the bot behind them or of the page in front.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from typing import Any

from telegram.error import BadRequest

from bot.clock import Clock

Json = dict[str, Any]
Watcher = Callable[[Json], None]
"""Told of everything that changes on the screen."""

MEDIA = {"video/mp4": b"ftyp", "image/png": b"PNG", "image/gif": b"GIF8"}
"""By what their files begin with."""
SHOWN = ("text", "photo", "animation", "caption", "inline", "keyboard", "remove_keyboard")


class Chat:
    """Implements bot.model.Api for one chat at a time."""

    def __init__(self, clock: Clock, watch: Watcher, first_id: int = 1) -> None:
        self._clock = clock
        self._watch = watch
        self._first_id = self._next_id = first_id
        self.messages: dict[int, Json] = {}
        self.commands: list[Json] = []

    def clear(self) -> None:
        """A new person sees an empty chat."""
        self.messages.clear()
        self._watch({"kind": "clear"})

    def add_own(self, text: str) -> Json:
        """What the person wrote; comes back as Telegram's Message."""
        message = self._add({"me": True, "text": text})
        return {"message_id": message["id"], "date": int(self._clock.now().timestamp())}

    def button(self, message_id: int, data: str) -> bool:
        """Whether this button stands under this message."""
        rows = self.messages.get(message_id, {}).get("inline", [])
        return any(button["data"] == data for row in rows for button in row)

    async def call(self, method: str, params: Mapping[str, Any]) -> Any:
        match method:
            case "sendMessage" | "sendPhoto" | "sendAnimation":
                return self._telegram(self._add(self._content(params)))
            case "editMessageText" | "editMessageCaption" | "editMessageReplyMarkup":
                return self._edit(params)
            case "deleteMessage":
                return self._delete(params)
            case "answerCallbackQuery":
                self._watch({"kind": "answered", "text": params.get("text", "")})
                return True
            case "setMyCommands":
                self.commands = list(params["commands"])
                return True
            case "getMyCommands":
                return self.commands if "scope" in params else []
            case "getMyDescription" | "getMyShortDescription":
                return {}
            case "setMyDescription" | "setMyShortDescription":
                return True
            case _:
                raise BadRequest(f"Method {method} is not known here")

    def _content(self, params: Mapping[str, Any]) -> Json:
        markup = params.get("reply_markup") or {}
        content = {name: _shown(params[name]) for name in SHOWN if name in params}
        if "inline_keyboard" in markup:
            content["inline"] = [[_face(b) for b in row] for row in markup["inline_keyboard"]]
        if "keyboard" in markup:
            content["keyboard"] = markup["keyboard"]
        if markup.get("remove_keyboard"):
            content["remove_keyboard"] = True
        if not any(content.get(name) for name in ("text", "photo", "animation")):
            raise BadRequest("Message text is empty")
        return content

    def _add(self, content: Json) -> Json:
        message = {"id": self._next_id, "at": self._clock.now().isoformat(), **content}
        self._next_id += 1
        self.messages[message["id"]] = message
        self._watch({"kind": "message", "message": message})
        return message

    def _edit(self, params: Mapping[str, Any]) -> Json:
        if params["message_id"] < self._first_id:
            return {"message_id": params["message_id"]}  # it stands above what is still shown here
        old = self.messages.get(params["message_id"])
        if old is None or old.get("me"):
            raise BadRequest("Message to edit not found")
        kept: Json = {name: old[name] for name in ("id", "at", "photo", "animation") if name in old}
        if "text" not in params and "caption" not in params:
            kept |= {name: old[name] for name in ("text", "caption") if name in old}
        new = kept | self._content({**kept, **params})
        if new == old:
            raise BadRequest("Message is not modified")
        self.messages[old["id"]] = new
        self._watch({"kind": "message", "message": new})
        return self._telegram(new)

    def _delete(self, params: Mapping[str, Any]) -> bool:
        if self.messages.pop(params["message_id"], None) is None:
            raise BadRequest("Message to delete not found")
        self._watch({"kind": "gone", "id": params["message_id"]})
        return True

    def _telegram(self, message: Json) -> Json:
        return {"message_id": message["id"]}


def _face(button: Mapping[str, Any]) -> Json:
    return {
        "text": button["text"],
        "data": button["callback_data"],
        "style": button.get("style", "plain"),
    }


def _shown(value: Any) -> Any:
    """A picture that is uploaded travels in its own address."""
    if not isinstance(value, bytes):
        return value
    kind = next((kind for kind, start in MEDIA.items() if start in value[:12]), "image/jpeg")
    return f"data:{kind};base64,{base64.b64encode(value).decode()}"
