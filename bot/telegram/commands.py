"""The command menu that Telegram shows beside the text field.

A failure here costs the menu and nothing else.
"""

from __future__ import annotations

import asyncio
import logging

from telegram.error import InvalidToken, RetryAfter, TelegramError

from bot.model import Api
from bot.telegram.letters import Draw, plain
from bot.telegram.verdicts import pause_seconds, retry_after
from flows.effects import Text

log = logging.getLogger(__name__)

TRIES = 6

COMMANDS = (
    "today", "plan", "correct", "why", "answers", "pause", "resume", "stop", "settings", "help",
    "privacy",
)  # fmt: skip


async def register(api: Api, draw: Draw, language: str = "en") -> None:
    menu = [
        {"command": name, "description": plain(draw(Text(key=f"command-{name}"), language))}
        for name in COMMANDS
    ]
    for tried in range(TRIES):
        try:
            await api.call("setMyCommands", {"commands": menu})
        except InvalidToken:
            return  # the poller ends the process with a sentence about it
        except RetryAfter as error:
            await asyncio.sleep(retry_after(error).total_seconds())
        except TelegramError as error:
            log.debug("the command menu was not set: %s", error.message)
            await asyncio.sleep(pause_seconds(tried))
        else:
            return
    log.warning("the command menu could not be set; the next start tries again")
