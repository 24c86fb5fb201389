"""Today's moves as pictures, all of them at once.

Rule: shows and changes nothing; what can be tapped comes again below, as an album has no buttons.
"""

from __future__ import annotations

from flows.asides import move_down
from flows.guided import led
from flows.parts import t
from flows.pictures import are_wanted
from flows.turn import Turn

LEAST, MOST = 2, 10
"""Pictures that Telegram takes as an album."""


def moves(turn: Turn) -> tuple[str, ...]:
    """As they are to be done now; none when they make no album, or no pictures are wanted."""
    guided = led(turn.conversation, turn.content)
    if guided is None or not are_wanted(turn):
        return ()
    found = tuple(dict.fromkeys(move.now.exercise for move in guided.moves))
    return found if LEAST <= len(found) <= MOST else ()


def show(turn: Turn) -> None:
    """Who looks is at the moves: nothing unasked comes in between."""
    prompt = turn.opened
    assert prompt
    turn.put(looked_at=turn.at)
    turn.say(t("album"), album=moves(turn))
    move_down(turn, prompt)
