"""The command menu that Telegram shows beside the text field.

A failure here costs the menu and nothing else.
"""

from __future__ import annotations

import logging

from telegram.error import InvalidToken, TelegramError

from bot.model import Api
from bot.telegram.letters import Draw, plain
from flows.effects import Text

log = logging.getLogger(__name__)

COMMANDS = (
    "today", "plan", "correct", "why", "answers", "pause", "resume", "stop", "settings", "help",
    "privacy",
)  # fmt: skip


async def register(api: Api, draw: Draw, language: str = "en") -> None:
    menu = [
        {"command": name, "description": plain(draw(Text(key=f"command-{name}"), language))}
        for name in COMMANDS
    ]
    try:
        await api.call("setMyCommands", {"commands": menu})
    except InvalidToken:
        return  # the poller ends the process with a sentence about it
    except TelegramError as error:
        log.warning("the command menu could not be set: %s", error.message)
