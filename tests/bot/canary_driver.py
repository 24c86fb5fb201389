"""The bot on the clock of a file, which fails on certain words: python -m tests.bot.canary_driver.

Rule: the process of `python -m bot run` but for the time and for one mistake, whose text repeats
what was said, as mistakes do.
"""

from __future__ import annotations

import asyncio
import sys
from functools import partial
from pathlib import Path

import bot.app
from content.load import Content
from flows import Conversation, Outcome, advance
from flows.events import Event
from tests.bot.crash.driver import FileClock, live

BREAKS = "this breaks"


def fragile(conversation: Conversation, event: Event, content: Content) -> Outcome:
    if BREAKS in getattr(event, "text", ""):
        raise RuntimeError(f"cannot take {event!r} in {conversation!r}")
    return advance(conversation, event, content)


if __name__ == "__main__":
    bot.app.House = partial(bot.app.House, advance=fragile)  # type: ignore[assignment,misc] # a mistake to be made
    asyncio.run(live(FileClock(Path(sys.argv[1]))))
