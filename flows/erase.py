"""Deleting everything: what goes is said first, it is asked once, and a receipt says what was done.

Rule: a receipt holds moments and counts only. Its number comes from the moment and from how many
questions there were, so that it tells nothing of the person, and nothing is kept to compare it to.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from zoneinfo import ZoneInfo

from flows.agenda import date
from flows.asides import way_on
from flows.conversation import Conversation, Open
from flows.effects import Forget, Text
from flows.parts import button, spaced, t
from flows.turn import Screen, Turn

WITHOUT_ZONE = "UTC"
ERASES = ("yes", "sweep")
"""Both delete everything here; the second one also takes messages away at Telegram."""


def ask(turn: Turn) -> None:
    turn.opened = None
    turn.show("erase")


def draw(turn: Turn, topic: Open) -> Screen:
    del turn, topic
    lines = spaced(t("erase-ask"), t("erase-telegram"), t("erase-copy-first"))
    rows = (
        (button("button-erase-yes", "yes", "danger"),),
        (button("button-erase-sweep", "sweep", "danger"),),
        (button("button-erase-no", "no"), button("button-export", "!export")),
    )
    return Screen(lines=lines, rows=rows)


def take(turn: Turn, topic: Open, *, code: str | None, text: str | None) -> str:
    del topic
    if text is not None:
        return "elsewhere"
    turn.value = code
    return "erase" if code in ERASES else "keep" if code == "no" else "stale"


def erase(turn: Turn) -> None:
    """The last word goes to a chat that is not known any more."""
    lines = spaced(*_receipt(turn), t("erased-telegram"), t("erased-backups"), t("erased-begin"))
    turn.finish(*lines, rows=((button("button-start", "!start"),),))
    turn.effects.append(Forget(sweep=turn.value == "sweep"))


def _receipt(turn: Turn) -> Iterator[Text]:
    yield t("erased", swept="yes" if turn.value == "sweep" else "no")
    yield t("erased-receipt", number=_number(turn), when=_when(turn))
    answers, reports = len(turn.conversation.answers), _reports(turn.conversation)
    if answers or reports:
        yield t("erased-counts", answers=answers, reports=reports)


def _when(turn: Turn) -> Text:
    zone = turn.conversation.zone or WITHOUT_ZONE
    at = turn.at.astimezone(ZoneInfo(zone))
    return t("erased-when", date=date(at.date()), year=str(at.year), time=f"{at:%H:%M}", zone=zone)


def _number(turn: Turn) -> str:
    """Two people hardly ever get the same."""
    talk = turn.conversation
    source = f"{turn.at.isoformat()} {talk.next_ask} {talk.next_screen}"
    digits = f"{int(hashlib.sha256(source.encode()).hexdigest(), 16) % 10**8:08}"
    return f"{digits[:4]}-{digits[4:]}"


def _reports(talk: Conversation) -> int:
    program = talk.program
    return program.past_sessions + len(program.reports) if program else 0


def keep(turn: Turn) -> None:
    turn.finish(t("erase-kept"), *way_on(turn))
