"""The tone that a person has chosen: friendly, just the facts, or quiet.

Rule: it changes words, and how a message is delivered: one quiet message makes no sound and has no
nudge (clinical spec 6). It changes no plan, no button and no moment of a session.
"""

from __future__ import annotations

from flows.agenda import today
from flows.parts import t
from flows.report import last_report
from flows.turn import Turn

WAYS = 3
"""To say thanks, so that it is not the same every day."""


def style(turn: Turn) -> str:
    return str(turn.conversation.answers.get("q_style") or "brief")


def thank(turn: Turn) -> None:
    """For a report on a session that was done, at least in part; a skipped one needs none."""
    last = last_report(turn.conversation)
    if last and last.completion != "skipped":
        turn.lead.append(t("thanks", style=style(turn), n=today(turn).toordinal() % WAYS))
