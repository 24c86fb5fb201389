"""The link somebody came by: a clinic's word behind /start, such as `clinic-oak_street`.

Rule: a word for whoever gave out the link, and nothing about the person; shown, and used for
nothing else.
"""

from __future__ import annotations

import re

from flows import consent, replies
from flows.effects import Text
from flows.parts import t
from flows.turn import Turn

LINK = re.compile(r"clinic-([A-Za-z0-9_-]{1,57})", re.ASCII)
"""Telegram passes on at most 64 signs of these."""


def note(turn: Turn) -> None:
    """The first one stays until everything is deleted; any other word is passed over.

    A word of danger is answered (`understand`), and kept nowhere. Nor is any word kept once consent
    was taken back, or while a changed policy waits.
    """
    talk = turn.conversation
    is_kept = talk.consent is None or consent.holds(talk, turn.content)
    if turn.event.kind != "started" or talk.clinic is not None or not is_kept:
        return
    link = LINK.fullmatch(turn.event.argument)
    if link and not replies.safety_found(link[1], turn.content.reply_words):
        turn.put(clinic=link[1])


def privacy_lines(turn: Turn) -> tuple[Text, ...]:
    clinic = turn.conversation.clinic
    return () if clinic is None else (t("privacy-clinic", code=clinic),)
