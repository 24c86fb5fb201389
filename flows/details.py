"""Details in reminders: whether what comes unasked says all at once, or only that something waits.

Rule: says whether, and lets it be changed; what a cover says is `cover`'s matter (trust spec P11).
"""

from __future__ import annotations

from flows.agenda import next_lines
from flows.effects import Text
from flows.parts import GAP, t
from flows.turn import Turn


def are_hidden(turn: Turn) -> bool:
    """In all that this event says: nobody asked for it, nor for details."""
    return turn.event.kind == "moment_due" and not turn.conversation.details


def setting(turn: Turn) -> Text:
    return t("details-on" if turn.conversation.details else "details-off")


def toggle(turn: Turn) -> None:
    """One tap turns them on or off."""
    turn.put(details=not turn.conversation.details)
    said = "details-are-on" if turn.conversation.details else "details-are-off"
    turn.lead += [t(said), *next_lines(turn), GAP]
    turn.show("settings")
