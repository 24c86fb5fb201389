"""Where in the life of a process the kill falls.

Rule: draws moments; who kills is the trial. Most are aimed at the instants between two things that
ought to be one: stored and confirmed, stored and sent, sent and marked as sent.
"""

from __future__ import annotations

import random
from typing import NamedTuple

from tests.bot.crash.server import Instant


class Aim(NamedTuple):
    name: str
    method: str = ""
    """"": by time alone."""
    nth: int = 1
    instant: Instant = "done"
    seconds: float = 0.0
    """After that call, or after the start."""


EARLY = "soon after the start"
SHARES = {
    EARLY: 10,
    "at any time": 18,
    "in recovery": 4,
    "updates handed out": 14,
    "stored, not sent": 14,
    "stored, not confirmed": 8,
    "sent, not answered": 16,
    "answered, not marked": 10,
    "a tap answered": 6,
}
"""Of a hundred kills."""


def draw_aim(dice: random.Random) -> Aim:
    name = dice.choices(list(SHARES), list(SHARES.values()))[0]
    message = dice.choice(("sendMessage", "editMessageText"))
    nth = dice.randint(1, 3 if message == "sendMessage" else 12)
    match name:
        case "soon after the start":
            return Aim(name, seconds=dice.uniform(0, 0.15))
        case "at any time":
            return Aim(name, seconds=dice.uniform(0, 0.7))
        case "in recovery":
            return Aim(name, "deleteWebhook", 1, dice.choice(("asked", "done")))
        case "updates handed out":
            return Aim(name, "getUpdates", dice.randint(1, 8), seconds=dice.uniform(0, 0.03))
        case "stored, not sent":
            return Aim(name, message, nth, "asked")
        case "stored, not confirmed":
            return Aim(name, "getUpdates", dice.randint(2, 9), "asked")
        case "sent, not answered":
            return Aim(name, message, nth)
        case "answered, not marked":
            return Aim(name, message, nth, seconds=dice.uniform(0.001, 0.03))
        case _:
            return Aim(name, "answerCallbackQuery", dice.randint(1, 6))
