"""Telegram's side of one private chat, in memory: what stands in it, by the Bot API's rules.

Rule: knows messages and keyboards, nothing of the bot behind them or of the page in front.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from telegram.error import BadRequest

from bot.clock import Clock
from bot.model import Upload
from bot.preview.cupboard import Cupboard

Json = dict[str, Any]
Watcher = Callable[[Json], None]
"""Told of everything that changes on the screen."""

MEDIA = ("photo", "animation", "document", "album")
SHOWN = ("text", *MEDIA, "caption")
KEPT = ("id", "at")
"""In every edit."""


class Chat:
    """Implements bot.model.Api for one chat at a time."""

    def __init__(self, clock: Clock, watch: Watcher, first_id: int = 1) -> None:
        self._clock = clock
        self._watch = watch
        self._first_id = self._next_id = first_id
        self.messages: dict[int, Json] = {}
        self.files = Cupboard()
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
            case "sendMessage" | "sendPhoto" | "sendAnimation" | "sendDocument":
                return _telegram(self._add(self._content(params)))
            case "sendMediaGroup":
                return self._add_album(params)
            case "editMessageText" | "editMessageCaption" | "editMessageReplyMarkup":
                return self._edit(method, params)
            case "editMessageMedia":
                media = params["media"]
                content = {media["type"]: media["media"], "caption": media.get("caption", "")}
                return self._edit(method, {**params, **content})
            case "deleteMessage":
                return self._delete(params)
            case "deleteMessages":
                for id_ in params["message_ids"]:
                    if id_ in self.messages:
                        self._delete({"message_id": id_})
                return True
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
        content = {n: self._shown(n, params[n]) for n in SHOWN if n in params}
        if "inline_keyboard" in markup:
            content["inline"] = [[_face(b) for b in row] for row in markup["inline_keyboard"]]
        if "keyboard" in markup:
            content["keyboard"] = markup["keyboard"]
        if markup.get("remove_keyboard"):
            content["remove_keyboard"] = True
        if not any(content.get(name) for name in ("text", *MEDIA)):
            raise BadRequest("Message text is empty")
        return content

    def _add(self, content: Json) -> Json:
        message = {"id": self._next_id, "at": self._clock.now().isoformat(), **content}
        self._next_id += 1
        self.messages[message["id"]] = message
        self._watch({"kind": "message", "message": message})
        return message

    def _shown(self, name: str, value: Any) -> Any:
        """A file by its id, which is its address below /media/ too."""
        if name == "album":
            return [self._shown("photo", each) for each in value]
        if name not in MEDIA:
            return value
        id_ = self.files.put(value) if isinstance(value, Upload) else str(value)
        if self.files.get(id_) is None:
            raise BadRequest("Wrong file identifier/HTTP URL specified")
        return id_

    def _add_album(self, params: Mapping[str, Any]) -> list[Json]:
        """Shown as one message; Telegram tells of as many as there are pictures."""
        media = params["media"]
        album = {"album": [each["media"] for each in media], "caption": media[0].get("caption", "")}
        message = self._add(self._content({**params, **album}))
        return [_telegram({"id": message["id"], "photo": file}) for file in message["album"]]

    def _edit(self, method: str, params: Mapping[str, Any]) -> Json:
        if params["message_id"] < self._first_id:
            return {"message_id": params["message_id"]}  # it stands above what is still shown here
        old = self.messages.get(params["message_id"])
        if old is None or old.get("me"):
            raise BadRequest("Message to edit not found")
        kept = self._kept(method, old)
        new = {name: old[name] for name in KEPT} | self._content({**kept, **params})
        if new == old:
            raise BadRequest("Message is not modified")
        self.messages[old["id"]] = new
        self._watch({"kind": "message", "message": new})
        return _telegram(new)

    def _kept(self, method: str, old: Json) -> Json:
        """What this edit leaves as it is."""
        media = {name: old[name] for name in MEDIA if name in old}
        match method:
            case "editMessageText" if media:
                raise BadRequest("There is no text in the message to edit")
            case "editMessageCaption" if not media:
                raise BadRequest("There is no caption in the message to edit")
            case "editMessageCaption":
                return media
            case "editMessageReplyMarkup":
                return media | {name: old[name] for name in ("text", "caption") if name in old}
            case _:
                return {}

    def _delete(self, params: Mapping[str, Any]) -> bool:
        if self.messages.pop(params["message_id"], None) is None:
            raise BadRequest("Message to delete not found")
        self._watch({"kind": "gone", "id": params["message_id"]})
        return True


def _face(button: Mapping[str, Any]) -> Json:
    return {
        "text": button["text"],
        "data": button["callback_data"],
        "style": button.get("style", "plain"),
    }


def _telegram(message: Json) -> Json:
    """As Telegram tells of it: a photo comes in sizes."""
    told: Json = {"message_id": message["id"]}
    for kind in ("animation", "document"):
        if kind in message:
            told[kind] = {"file_id": message[kind]}
    if "photo" in message:
        told["photo"] = [{"file_id": message["photo"]}]
    return told
