"""Telegram's HTML, read as strictly as Telegram reads it."""

from __future__ import annotations

import html
import re

TAGS = {
    *("b", "strong", "i", "em", "u", "ins", "s", "strike", "del", "a", "code", "pre"),
    *("blockquote", "tg-spoiler", "span", "tg-emoji", "tg-time"),
}
PART = re.compile(r"<(/?)([a-zA-Z0-9-]*)([^<>]*)>|<|>")
ENTITY = re.compile(r"&(?!(?:lt|gt|amp|quot|#\d+|#x[0-9a-fA-F]+);)(\w+);")


class ParseError(ValueError):
    """What stands behind "can't parse entities: "."""


def parse(text: str) -> str:
    """The text without its tags."""
    open_tags: list[str] = []
    for part in PART.finditer(text):
        if part[2] is None:
            raise ParseError(f'Unsupported start tag "" at byte offset {part.start()}')
        name = part[2].lower()
        if name not in TAGS:
            raise ParseError(f'Unsupported start tag "{name}" at byte offset {part.start()}')
        if not part[1]:
            open_tags.append(name)
        elif not open_tags or open_tags.pop() != name:
            raise ParseError(f'Unexpected end tag "{name}" at byte offset {part.start()}')
    if open_tags:
        raise ParseError(f'Can\'t find end tag corresponding to start tag "{open_tags[-1]}"')
    if unknown := ENTITY.search(text):
        raise ParseError(f"Unknown entity {unknown[0]}")
    return html.unescape(PART.sub("", text))
