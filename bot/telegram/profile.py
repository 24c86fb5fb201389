"""What Telegram shows of the bot beside the talk: command menu, description, about text, name.

Rule: asked for at the start and told only where it differs, in each language. A failure costs a
line in the log and nothing else.
"""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from telegram.error import InvalidToken, RetryAfter, TelegramError

from bot.model import Api
from bot.telegram.letters import Draw, plain
from bot.telegram.verdicts import pause_seconds, retry_after
from content.words import SOURCE_LANGUAGE
from flows.effects import Text

log = logging.getLogger(__name__)

COMMANDS = (
    "today", "plan", "progress", "learn", "correct", "why", "answers", "report", "pause", "resume",
    "stop", "settings", "help", "privacy", "export",
    "withdraw", "language",
)  # fmt: skip
"""In the order in which Telegram offers them beside the text field."""
TRIES = 6
LONGEST_WAIT_SECONDS = 3600.0
"""Telegram may ask for most of a day before a name is changed again: then the next start does."""
PRIVATE = {"scope": {"type": "all_private_chats"}}
"""In groups the bot only says that it talks in private, so there is no menu."""
CODE = re.compile("[a-z]{2}")
"""Telegram knows languages by two letters."""


@dataclass(frozen=True)
class Wish:
    """One thing that Telegram keeps of the bot: asked by `ask`, changed by `tell`."""

    ask: str
    tell: str
    where: Mapping[str, Any]
    wanted: Mapping[str, Any]

    def is_met(self, answer: object) -> bool:
        if isinstance(answer, Mapping):
            return all(answer.get(name, "") == value for name, value in self.wanted.items())
        return bool(answer == self.wanted.get("commands", []))


def wishes(draw: Draw, languages: Sequence[str], name: str | None = None) -> Iterator[Wish]:
    """English is what Telegram falls back to. Nothing stands in groups, as an older program left.

    The name is the operator's: without one it stays what it is.
    """
    for language in languages:
        if CODE.fullmatch(language):
            where = {} if language == SOURCE_LANGUAGE else {"language_code": language}
            yield from _of_language(draw, language, where)
    yield Wish("getMyCommands", "deleteMyCommands", {}, {})
    if name:
        yield Wish("getMyName", "setMyName", {}, {"name": name})


def _of_language(draw: Draw, language: str, where: Mapping[str, Any]) -> Iterator[Wish]:
    def said(key: str) -> str:
        return plain(draw(Text(key=key), language))

    menu = [{"command": name, "description": said(f"command-{name}")} for name in COMMANDS]
    yield Wish("getMyCommands", "setMyCommands", {**where, **PRIVATE}, {"commands": menu})
    description, about = said("bot-description"), said("bot-about")
    yield Wish("getMyDescription", "setMyDescription", where, {"description": description})
    yield Wish(
        "getMyShortDescription", "setMyShortDescription", where, {"short_description": about}
    )


async def register(api: Api, draw: Draw, languages: Sequence[str], name: str | None = None) -> None:
    for wish in wishes(draw, languages, name):
        try:
            await _fulfil(api, wish)
        except InvalidToken:
            return  # the poller ends the process with a sentence about it
        except TelegramError as error:
            log.warning("%s failed (%s); the next start tries again", wish.tell, error.message)


async def _fulfil(api: Api, wish: Wish) -> None:
    """Raises the last error when it cannot be done."""
    for tried in range(TRIES):
        try:
            if not wish.is_met(await api.call(wish.ask, wish.where)):
                await api.call(wish.tell, {**wish.where, **wish.wanted})
        except InvalidToken:
            raise
        except RetryAfter as error:
            seconds = retry_after(error).total_seconds()
            if tried == TRIES - 1 or seconds > LONGEST_WAIT_SECONDS:
                raise
            await asyncio.sleep(seconds)
        except TelegramError as error:
            if tried == TRIES - 1:
                raise
            log.debug("%s: %s", wish.tell, error.message)
            await asyncio.sleep(pause_seconds(tried))
        else:
            return
