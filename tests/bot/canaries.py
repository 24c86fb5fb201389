"""Words that are said once and nowhere else, somebody who says nothing but those, and their traces.

Rule: a canary is found in whatever form a program could have written it down.
"""

from __future__ import annotations

import base64
import random
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from tests.bot.api_server import BotApiServer, Message, Person
from tests.bot.canary_driver import BREAKS
from tests.bot.respondent import ASKS_PLACE, choose

MARK = "kanarienvogel"
"""What all canaries have in common."""
MOST_ANSWERS = 200
"""Between two looks at the clock."""
ASKS_WORDS = ("one thing you want back", "Type a name to put on it")
"""Questions that any words answer."""


class Canary(Person):
    """Answers whatever is asked, and says something of their own every now and then."""

    def __init__(self, server: BotApiServer, number: int, seed: int) -> None:
        super().__init__(server, number)
        self._dice = random.Random(seed)
        self._count = 0
        self._left = 0
        self._from |= {name: self.word() for name in ("first_name", "last_name", "username")}

    @property
    def chat(self) -> dict[str, Any]:
        names = {name: self._from[name] for name in ("first_name", "last_name", "username")}
        return {**super().chat, **names}

    def word(self) -> str:
        self._count += 1
        return f"{MARK}{self._count:05d}x"

    @property
    def said(self) -> int:
        return self._count

    def wakes(self) -> None:
        """Another part of the day."""
        self._left = MOST_ANSWERS

    def reads(self, message: Message) -> None:
        if self._left <= 0:
            return
        self._left -= 1
        if any(words in message.text for words in ASKS_WORDS):
            self.says(self.word())
        elif self._dice.random() < 0.3:
            self.says_something()
        elif ASKS_PLACE in message.text:
            self.says("London")
        elif (data := _button(message)) is not None:
            self.taps_data(data, message.id)

    def says_something(self) -> None:
        """In one of the ways in which Telegram brings words along."""
        word = self.word()
        body = self._dice.choice(_BODIES)
        if body is None:
            query = {**body_of(self.word()), "from": self._from, "chat": self.chat}
            self.server.push({"edited_message": {"message_id": 1, "date": 0, **query}})
        else:
            self.sends(**_filled(body, word))

    def breaks_it(self) -> None:
        self.says(f"{BREAKS}: {self.word()}")


def _button(message: Message) -> str | None:
    """Nothing new, wherever that is asked; else as anybody healthy."""
    codes = {data.split(":", 2)[2]: data for data in message.buttons.values()}
    return codes["no"] if {"no", "yes"} <= codes.keys() else choose(message)


_BODIES: tuple[Mapping[str, Any] | None, ...] = (
    None,
    {"text": "{}"},
    {"text": "/why {}"},
    {"text": "/pause {}"},
    {"text": "/nothing {}"},
    {"photo": [], "caption": "{}"},
    {"document": {"file_id": "A", "file_name": "{}"}, "caption": "{}"},
    {"contact": {"phone_number": "{}", "first_name": "{}", "last_name": "{}"}},
    {"venue": {"title": "{}", "address": "{}"}},
    {"poll": {"id": "{}", "question": "{}"}},
    {"text": "{}", "forward_origin": {"sender_user_name": "{}"}},
    {"text": "{}", "reply_to_message": {"text": "{}"}, "quote": {"text": "{}"}},
)


def body_of(word: str) -> dict[str, Any]:
    return {"text": f"I meant {word}"}


def _filled(body: Any, word: str) -> Any:
    match body:
        case str():
            return body.replace("{}", word)
        case list():
            return [_filled(each, word) for each in body]
        case Mapping():
            return {name: _filled(each, word) for name, each in body.items()}
        case _:
            return body


class Trace(NamedTuple):
    file: str
    form: str
    around: bytes


def forms(words: str) -> dict[str, re.Pattern[bytes]]:
    """How these words may look in a file."""
    plain = words.encode()
    codes = {"plain": plain, "utf-16": words.encode("utf-16-le"), "hex": plain.hex().encode()}
    sought = {name: re.compile(re.escape(code), re.IGNORECASE) for name, code in codes.items()}
    for shift in range(3):  # base64 looks different by where a word begins
        inner = base64.b64encode(b"\0" * shift + plain)
        sought[f"base64+{shift}"] = re.compile(re.escape(inner[4 if shift else 0 : -4]))
    return sought


def forms_of_chat(chat: int) -> dict[str, re.Pattern[bytes]]:
    """As SQLite writes a number in a column and as the key of a row, and as words."""
    number = chat.to_bytes((chat.bit_length() + 7) // 8, "big")
    sevens = [chat >> shift & 0x7F for shift in range(0, chat.bit_length(), 7)]
    key = bytes([*(seven | 0x80 for seven in reversed(sevens[1:])), sevens[0]])
    return {
        "integer": re.compile(re.escape(number)),
        "key": re.compile(re.escape(key)),
        "decimal": re.compile(str(chat).encode()),
    }


def traces(folders: Iterable[Path], sought: Mapping[str, re.Pattern[bytes]]) -> Iterator[Trace]:
    """In every file below."""
    for folder in folders:
        for file in sorted(each for each in folder.rglob("*") if each.is_file()):
            try:
                content = file.read_bytes()
            except FileNotFoundError:  # a database's own, gone meanwhile
                continue
            for form, pattern in sought.items():
                if found := pattern.search(content):
                    around = content[max(0, found.start() - 40) : found.end() + 40]
                    yield Trace(file.name, form, around)
