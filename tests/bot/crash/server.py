"""A Bot API server that tells of each call when it is asked and when it is done.

Rule: knows nothing of processes; whoever listens may say that the caller died in the act.
"""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from tests.bot.api_server import EDITS, SENDS, BotApiServer, RefusalError, words_of

Instant = Literal["asked", "done"]
How = Literal["sent", "edited", "unchanged"]
MONDAY = dt.datetime(2026, 3, 2, 10, tzinfo=dt.UTC)
"""When it all begins."""


class Content(NamedTuple):
    """What a message shows, and at which moment of the people's time.

    Buttons carry the number of their question; what has none may say the same another day.
    """

    at: dt.datetime
    text: str
    markup: str

    @classmethod
    def of(cls, params: dict[str, Any], at: dt.datetime) -> Content:
        markup = json.dumps(params.get("reply_markup", {}), sort_keys=True)
        return cls(at, words_of(params), markup)


class Shown(NamedTuple):
    """Something that Telegram carried out, in the order in which it did."""

    life: int
    """The number of the process that asked for it."""
    chat: int
    content: Content
    how: How


@dataclass
class WatchedServer(BotApiServer):
    reach: Callable[[str, Instant, Any], bool] = lambda *_: False
    """Told the method, how far it is, and the result; True: the caller has just died."""
    on_update: Callable[[dict[str, Any]], None] = lambda _: None
    now: dt.datetime = MONDAY
    lives: int = 0
    """Processes so far; what a killed one had on its way is here before the next one starts."""
    shown: list[Shown] = field(default_factory=list)
    seen: dict[int, Counter[Content]] = field(default_factory=lambda: defaultdict(Counter))
    """By chat."""

    def push(self, body: dict[str, Any]) -> int:
        update_id = super().push(body)
        self.on_update({"update_id": update_id, **body})
        return update_id

    async def _faulty(self, method: str, params: dict[str, Any]) -> tuple[Any, Any]:
        if self.reach(method, "asked", None):
            raise RefusalError(500, "nobody reads this: the call was lost with its caller")
        try:
            result, lose = await super()._faulty(method, params)
        except RefusalError as refused:
            if "message is not modified" in refused.body["description"]:
                self._note("unchanged", params)
            raise
        if method in {*SENDS, *EDITS}:
            self._note("sent" if method in SENDS else "edited", params)
        self.reach(method, "done", result)
        return result, lose

    def _note(self, how: How, params: dict[str, Any]) -> None:
        one = Shown(self.lives, params["chat_id"], Content.of(params, self.now), how)
        self.shown.append(one)
        self.seen[one.chat][one.content] += 1
