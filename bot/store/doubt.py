"""Letters of a commit whose outcome is unknown: if it came through, they are in nobody's hands.

Rule: whoever next hands letters out first asks which of them are stored, and takes those along.
"""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager

from bot.model import Letter
from bot.store import UnknownOutcomeError, queries
from bot.store.unit import Unit


class Doubt:
    def __init__(self) -> None:
        self._letters: list[Letter] = []

    @contextlib.asynccontextmanager
    async def handing_out(
        self, transaction: AbstractAsyncContextManager[Unit], *, replies: bool
    ) -> AsyncIterator[tuple[Unit, list[Letter]]]:
        """The list begins with what was in doubt; the body adds what it marks as tried.

        Only the body's own outcome decides who has them: after an error nobody does.
        """
        letters: list[Letter] = []
        try:
            async with transaction as unit:
                letters += await self._still_tried(unit, replies=replies)
                yield unit, letters
        except UnknownOutcomeError:
            known = {letter.id for letter in letters}
            self._letters = [one for one in self._letters if one.id not in known] + letters
            raise
        self._letters = [one for one in self._letters if _is_reply(one) != replies]

    async def _still_tried(self, unit: Unit, *, replies: bool) -> list[Letter]:
        asked = [letter for letter in self._letters if _is_reply(letter) == replies]
        if not asked:
            return []
        rows = await unit.rows(queries.STILL_TRIED, {"ids": [letter.id for letter in asked]})
        stored = {row.id for row in rows}
        return [letter for letter in asked if letter.id in stored]


def _is_reply(letter: Letter) -> bool:
    return letter.say.lane == "reply"
