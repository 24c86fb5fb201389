"""A Say becomes one call of the Bot API.

Pure: which message it edits, and what the call's failure means, are the pump's matters.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.model import ChatId
from content.emoji import without_emoji
from flows.effects import Button, Say, Text

Draw = Callable[[Text, str], str]
"""A text in a language, as HTML with everything that a person wrote escaped."""

TEXT_UNITS = 4096
"""Telegram's limit for a message without its tags, in UTF-16 units."""
TOAST_UNITS = 200
LABEL_UNITS = 64
SHARE_PLACE = Text(key="button-share-location")
TAG = re.compile(r"<[^>]*>")
TIME_TAG = re.compile(r"</?tg-time[^>]*>")
WORDS = ("text", "caption")
CELEBRATE = "5046509860389126442"
"""The party popper, one of the effects that are free for all."""


@dataclass(frozen=True, slots=True)
class Call:
    method: str
    params: dict[str, Any]

    def without_times(self) -> Call:
        """For a server that does not know moments in a text; their words stay."""
        return Call(self.method, _without_times(self.params))

    def without_effect(self) -> Call:
        """For a server that does not know this effect."""
        left = {name: value for name, value in self.params.items() if name != "message_effect_id"}
        return Call(self.method, left)

    def _with(self, **params: Any) -> Call:
        return Call(self.method, {**self.params, **params})

    def without_styles(self) -> Call:
        """For a server that does not know the colors of buttons."""
        markup = self.params.get("reply_markup", {})
        if "inline_keyboard" not in markup:
            return self
        rows = [
            [{name: value for name, value in button.items() if name != "style"} for button in row]
            for row in markup["inline_keyboard"]
        ]
        return self._with(reply_markup={"inline_keyboard": rows})


def compose(
    say: Say, chat: ChatId, language: str, draw: Draw, *, message_id: int | None = None
) -> Call:
    """An edit where there is a message to edit, else a new message.

    A keyboard below the text field cannot be edited in, and a message has one kind of keyboard:
    such a Say is always new, and its inline buttons come first when it has both.
    """
    if say.text_only:
        draw = _bare(draw)
    params: dict[str, Any] = {
        "chat_id": chat,
        "text": fit("\n".join(draw(line, language) for line in say.lines)),
        "parse_mode": "HTML",
        "link_preview_options": {"is_disabled": True},
    }
    if markup := _markup(say, language, draw):
        params["reply_markup"] = markup
    if message_id is not None and (say.keyboard == "keep" or say.buttons):
        return Call("editMessageText", {**params, "message_id": message_id})
    if say.silent:
        params["disable_notification"] = True
    if say.effect == "celebrate" and not say.text_only:
        params["message_effect_id"] = CELEBRATE
    return Call("sendMessage", params)


def _without_times(params: dict[str, Any]) -> dict[str, Any]:
    """The words of a picture are its caption, and those of an edited one lie deeper."""
    return {name: _timeless(name, value) for name, value in params.items()}


def _timeless(name: str, value: Any) -> Any:
    match value:
        case str() if name in WORDS:
            return TIME_TAG.sub("", value)
        case dict() if name == "media":
            return _without_times(value)
        case list() if name == "media":
            return [_without_times(each) for each in value]
        case _:
            return value


def _bare(draw: Draw) -> Draw:
    return lambda text, language: without_emoji(draw(text, language))


def toast(text: Text, language: str, draw: Draw) -> str:
    """Plain text for the answer to a tap."""
    return _cut(plain(draw(text, language)), TOAST_UNITS)


def fit(text: str, limit: int = TEXT_UNITS) -> str:
    """The text, or as many of its lines as Telegram takes; a single long line loses its tags."""
    if 2 * len(text) <= limit or units(plain(text)) <= limit:
        return text
    lines = text.split("\n")
    while len(lines) > 1 and units(plain("\n".join(lines))) > limit - 2:
        lines.pop()
    shorter = "\n".join(lines)
    if units(plain(shorter)) <= limit - 2:
        return f"{shorter}\n…"
    return html.escape(_cut(plain(shorter), limit), quote=False)


def plain(text: str) -> str:
    """What a reader sees of an HTML text."""
    if "<" not in text and "&" not in text:
        return text
    return html.unescape(TAG.sub("", text))


def units(text: str) -> int:
    """Length as Telegram counts it."""
    return len(text.encode("utf-16-le")) // 2


def _cut(text: str, limit: int) -> str:
    if 2 * len(text) <= limit or units(text) <= limit:
        return text
    half = text.encode("utf-16-le")[: 2 * (limit - 1)]
    return half.decode("utf-16-le", "ignore") + "…"


def _markup(say: Say, language: str, draw: Draw) -> dict[str, Any] | None:
    if say.buttons:
        rows = [[_button(b, say.ask, language, draw) for b in row] for row in say.buttons]
        return {"inline_keyboard": rows}
    match say.keyboard:
        case "ask_location":
            label = plain(draw(SHARE_PLACE, language))
            return {
                "keyboard": [[{"text": label, "request_location": True}]],
                "resize_keyboard": True,
                "one_time_keyboard": True,
            }
        case "remove":
            return {"remove_keyboard": True}
        case "keep":
            return None


def _button(button: Button, ask: int, language: str, draw: Draw) -> dict[str, str]:
    face = {
        "text": _cut(plain(draw(button.label, language)), LABEL_UNITS),
        "callback_data": f"1:{ask}:{button.code}",
    }
    return face if button.style == "plain" else {**face, "style": button.style}
