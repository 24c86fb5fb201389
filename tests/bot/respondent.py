"""Somebody healthy who answers whatever they are asked, and does the moves.

Knows the codes of buttons, and nothing of the questions but that an adult is asked.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Protocol

from tests.bot.api_server import Message, Person

FIRST_CHOICE = ("show", "agree", "done", "go", "set_up", "accept", "now", "n.1", "none", "n.7")
NEVER = ("o.u18",)
ASKS_PLACE = "Where are you?"


class Seen(Protocol):
    """A message, on whichever server."""

    @property
    def text(self) -> str: ...

    @property
    def buttons(self) -> Mapping[str, str]: ...


def asks(message: Seen) -> bool:
    """What only tells, or was left in the chat to be read again, wants no answer."""
    return bool(message.buttons) or ASKS_PLACE in message.text


def answer(person: Person, message: Message) -> int | None:
    """Taps or writes; the update's number, or None when nothing is asked."""
    if ASKS_PLACE in message.text:
        return person.says("London")
    data = choose(message)
    return None if data is None else person.taps_data(data, message.id)


def choose(message: Seen) -> str | None:
    """The callback data of the button to tap."""
    codes = {data.split(":", 2)[2]: data for data in message.buttons.values()}
    wanted = [*FIRST_CHOICE, *(code for code in codes if re.match(r"([onrst]|did|h)\.", code))]
    return next((codes[code] for code in wanted if code in codes and code not in NEVER), None)
