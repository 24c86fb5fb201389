"""A call with a picture: what the same letter would be as a text, with the words as its caption.

Pure: which file is meant, and what a refusal means, are the sender's matters.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from bot.model import Upload
from bot.telegram.letters import Call, fit, plain, units

Kind = Literal["animation", "photo", "document"]
File = str | Upload
"""Telegram's id of a file that it has, or the file itself."""

CAPTION_UNITS = 1024
"""Telegram's limit for a caption without its tags, in UTF-16 units."""
ALBUM = range(2, 11)
"""So many pictures make one; of animations none can be made."""
NOT_WITH_A_PICTURE = ("text", "link_preview_options")
NOT_WITH_AN_ALBUM = ("caption", "parse_mode", "reply_markup")
METHODS: Mapping[Kind, str] = {
    "animation": "sendAnimation",
    "photo": "sendPhoto",
    "document": "sendDocument",
}


def fits(text: Call) -> bool:
    """Whether the words of this text can stand below a picture."""
    return units(plain(text.params["text"])) <= CAPTION_UNITS


def with_picture(text: Call, kind: Kind, file: File) -> Call:
    """An edit where the text is one, else a new message."""
    params = _captioned(text)
    if text.method != "editMessageText":
        return Call(METHODS[kind], {**params, kind: file})
    caption = {name: params.pop(name) for name in ("caption", "parse_mode")}
    return Call("editMessageMedia", {**params, "media": {"type": kind, "media": file, **caption}})


def with_album(text: Call, files: Sequence[File]) -> Call:
    """Always new, and without buttons; the words stand below the first."""
    params = _captioned(text)
    media = [{"type": "photo", "media": file} for file in files]
    media[0] |= {name: params[name] for name in ("caption", "parse_mode")}
    left = {name: value for name, value in params.items() if name not in NOT_WITH_AN_ALBUM}
    return Call("sendMediaGroup", {**left, "media": media})


def caption_of(text: Call) -> Call:
    """The picture stays as it is."""
    return Call("editMessageCaption", _captioned(text))


def _captioned(text: Call) -> dict[str, Any]:
    params = {n: value for n, value in text.params.items() if n not in NOT_WITH_A_PICTURE}
    return {**params, "caption": fit(text.params["text"], CAPTION_UNITS)}


def file_ids(result: Any, kind: Kind) -> list[str | None]:
    """Telegram's ids of the files of a call's result, which is a message or several."""
    messages = result if isinstance(result, list) else [result]
    return [_file_id(message, kind) for message in messages]


def _file_id(message: Any, kind: Kind) -> str | None:
    found = message.get(kind) if isinstance(message, dict) else None
    if isinstance(found, list):  # a photo comes in sizes, the largest last
        found = found[-1] if found else None
    id_ = found.get("file_id") if isinstance(found, dict) else None
    return id_ if isinstance(id_, str) else None
