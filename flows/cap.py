"""How many messages that nobody asked for one local day may bring.

Rule: counts them, and says whether there is room for one more; what was asked for by a tap or by
words counts too, and is never held back (clinical spec 6, trust spec P12).
"""

from __future__ import annotations

from flows.agenda import today
from flows.effects import Effect, Say
from flows.turn import Turn

MOST_A_DAY = 10
KEPT_FREE = 3
"""For what matters more than a break or a summary: the session with what is asked beside it, and a
nudge."""


def has_room(turn: Turn, keep_free: int = 0) -> bool:
    return had_today(turn) < MOST_A_DAY - keep_free


def had_today(turn: Turn) -> int:
    had = turn.conversation.unasked
    return had[1] if had and had[0] == today(turn) else 0


def count(turn: Turn, first_new: int) -> None:
    """After every event. `first_new`: the number of the first screen that did not stand before."""
    sent = sum(_is_new(effect, first_new) for effect in turn.effects)
    if sent and turn.conversation.zone:
        turn.put(unasked=(today(turn), had_today(turn) + sent))


def _is_new(effect: Effect, first_new: int) -> bool:
    if not isinstance(effect, Say) or effect.lane == "reply" or effect.edit_only:
        return False
    return effect.screen is None or effect.screen >= first_new
