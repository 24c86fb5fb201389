"""Calls to servers of any age: what one has refused once is left out from then on.

Rule: knows fields of calls that are newer than some servers, and nothing of letters.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from telegram.error import TelegramError

from bot.model import Api
from bot.telegram.letters import Call
from bot.telegram.verdicts import is_about_effects, is_about_style, is_about_times


class Newer(NamedTuple):
    """What an older server refuses: how to tell, and the call without it."""

    is_refused: Callable[[TelegramError], bool]
    leave_out: Callable[[Call], Call]


NEWER = (
    Newer(is_about_style, Call.without_styles),
    Newer(is_about_times, Call.without_times),
    Newer(is_about_effects, Call.without_effect),
)


class Caller:
    def __init__(self, api: Api) -> None:
        self._api = api
        self._refused: tuple[Newer, ...] = ()

    async def __call__(self, call: Call) -> Any:
        for newer in self._refused:
            call = newer.leave_out(call)
        try:
            return await self._api.call(call.method, call.params)
        except TelegramError as error:
            left = (newer for newer in NEWER if newer not in self._refused)
            refused = next((newer for newer in left if newer.is_refused(error)), None)
            if refused is None:
                raise
        self._refused = (*self._refused, refused)
        return await self(call)
