"""What every message of the programme has: the button "Something new" (clinical spec 2).

Rule: adds the button where it is not there yet, and changes nothing else.
"""

from __future__ import annotations

from flows.effects import Effect, Say
from flows.parts import NEW_SYMPTOM
from flows.stops import SCREENING
from flows.turn import Turn

RUNNING = ("program.active", "program.paused", "referred")
"""States in which the cards can be opened."""
ALONE = ("moved-down", "crisis", "crisis-alone", "crisis-stopped")
"""Messages that lead elsewhere, or that nothing else may stand beside (clinical spec 2)."""


def offer_new(turn: Turn) -> None:
    """Not while all waits for a word after a crisis."""
    if turn.state in RUNNING and not turn.conversation.held:
        turn.effects = [_with_new(effect, turn) for effect in turn.effects]


def _with_new(effect: Effect, turn: Turn) -> Effect:
    if not isinstance(effect, Say) or _stands_alone(effect) or _is_card(effect, turn):
        return effect
    if has_new(effect):
        return effect
    return effect.model_copy(update={"buttons": (*effect.buttons, *NEW_SYMPTOM)})


def has_new(say: Say) -> bool:
    code = NEW_SYMPTOM[0][0].code
    return any(button.code == code for row in say.buttons for button in row)


def _stands_alone(say: Say) -> bool:
    """Another keyboard below the text field leaves no room for buttons; an album has none."""
    has_no_room = say.keyboard != "keep" or say.album
    return say.edit_only or bool(has_no_room) or any(line.key in ALONE for line in say.lines)


def _is_card(say: Say, turn: Turn) -> bool:
    return any(o.ask == say.ask and o.topic.startswith(SCREENING) for o in turn.conversation.opens)
