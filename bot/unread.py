"""Somebody whose stored talk cannot be opened, and who wants it gone.

Rule: nothing can be sealed for them, so what is said here is stored nowhere.
"""

from __future__ import annotations

from bot.model import Incoming
from bot.talk import Talk
from bot.telegram.updates import Aside
from flows.events import Commanded

YES = ("yes", "si", "sí")


def erase_unread(talk: Talk, one: Incoming) -> Aside | None:
    """/erase asks for one more word, and with it deletes; None for anything else they do."""
    event = one.event
    if not isinstance(event, Commanded) or event.name != "erase":
        return None
    if event.argument.strip().casefold() not in YES:
        return Aside(one.chat, "erase-unread", one.language)
    talk.begin_anew(event.at)
    return Aside(one.chat, "erased-unread", one.language)
