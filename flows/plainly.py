"""For who wants words only, as with a screen reader or little data: no effects, emoji or pictures.

Rule: says how a message is to be sent, and never what it says.
"""

from __future__ import annotations

from typing import Any

from flows.agenda import is_quiet_person, next_lines
from flows.effects import Say, Text
from flows.parts import GAP, t
from flows.pictures import without
from flows.turn import Turn


def celebrating(turn: Turn) -> dict[str, Any]:
    """How a message is sent at the few moments that are worth it."""
    is_plain = turn.conversation.text_only or is_quiet_person(turn)
    return {} if is_plain else {"effect": "celebrate"}


def mark(turn: Turn) -> None:
    """Every message of this event, for who has asked for it."""
    if turn.conversation.text_only:
        turn.effects = [
            without(effect.model_copy(update={"text_only": True}))
            if isinstance(effect, Say)
            else effect
            for effect in turn.effects
        ]


def setting(turn: Turn) -> Text:
    return t("text-only-on" if turn.conversation.text_only else "text-only-off")


def toggle(turn: Turn) -> None:
    """One tap turns it on or off."""
    turn.put(text_only=not turn.conversation.text_only)
    said = "text-only-is-on" if turn.conversation.text_only else "text-only-is-off"
    turn.lead += [t(said), *next_lines(turn), GAP]
    turn.show("settings")
