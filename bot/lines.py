"""Letters in memory: a line for each chat and lane, in the order in which they were stored.

Rule: knows nothing of calls or of the store.
"""

from __future__ import annotations

import asyncio
from collections import deque

from bot.model import ChatId, Handled, Letter, LetterId
from flows.effects import Lane

Line = tuple[ChatId, Lane]


class Lines:
    def __init__(self) -> None:
        self._lines: dict[Line, deque[Letter]] = {}
        self._ended = asyncio.Event()
        self._hushed: dict[ChatId, LetterId] = {}
        """Unasked letters below this one are not sent; the store has closed those not in memory."""

    def put(self, letter: Letter) -> Line | None:
        """At the end of its line, but for what was taken over from another worker.

        The line, when it is a new one.
        """
        line = _line_of(letter)
        letters = self._lines.get(line)
        if letters is None:
            self._lines[line] = deque([letter])
            return line
        place = next((n for n, one in enumerate(letters) if one.id > letter.id), len(letters))
        letters.insert(place, letter)
        return None

    def first(self, line: Line) -> Letter | None:
        letters = self._lines[line]
        return letters[0] if letters else None

    def is_first(self, letter: Letter) -> bool:
        return self.first(_line_of(letter)) is letter

    def standing(self, line: Line) -> tuple[Letter, ...]:
        return tuple(self._lines[line])

    def to(self, chat: ChatId) -> set[LetterId]:
        """In all lanes."""
        lines = (line for (of, _), line in self._lines.items() if of == chat)
        return {letter.id for line in lines for letter in line}

    def all(self) -> list[Letter]:
        return [letter for line in self._lines.values() for letter in line]

    def held(self, *lanes: Lane) -> int:
        return sum(len(line) for (_, lane), line in self._lines.items() if lane in lanes)

    def remove(self, letter: Letter) -> None:
        self._lines[_line_of(letter)].remove(letter)

    def end(self, line: Line) -> None:
        """Nobody stands in it any more."""
        del self._lines[line]
        self._ended.set()

    async def until_ended(self, line: Line) -> None:
        while line in self._lines:
            self._ended.clear()
            await self._ended.wait()

    def hush(self, handled: Handled) -> None:
        for chat in handled.hushed:
            own = (letter.id for letter in handled.letters if letter.chat == chat)
            self._hushed[chat] = min(own, default=self._hushed.get(chat, LetterId(0)))

    def is_hushed(self, letter: Letter) -> bool:
        """It was of use when it was taken from the store, and is not wanted any more."""
        return letter.say.lane != "reply" and letter.id < self._hushed.get(letter.chat, 0)

    def forget_hushed(self) -> None:
        """No letter is left that could be among them."""
        self._hushed.clear()


def _line_of(letter: Letter) -> Line:
    return letter.chat, letter.say.lane
