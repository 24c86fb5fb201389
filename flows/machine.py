"""The state machine of the talk, and `advance`.

One machine serves all people; the model is a Turn, made for one event and thrown away.
"""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

from transitions import MachineError
from transitions.extensions.nesting import HierarchicalMachine, NestedState

from content.load import Content
from flows import (
    anywhere,
    breaks,
    cap,
    cover,
    language,
    lapse,
    plainly,
    referral,
    renewal,
    retention,
    starting,
    streak,
    summary,
    topics,
    unclear,
    withdrawal,
)
from flows.claims import unblock
from flows.conversation import Conversation
from flows.errors import UnexpectedEvent
from flows.events import UNASKED, Event
from flows.fit import fit_to_content
from flows.table import table
from flows.table_rows import states
from flows.turn import Outcome, Turn
from flows.understand import understand

WORDS = ("started", "commanded", "said", "located")
"""Not a sticker, nor the tap of a button that was there before."""
EPOCH = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


class State(NestedState):
    separator = "."


class Machine(HierarchicalMachine):
    state_cls = State


@lru_cache(maxsize=4)
def build(content: Content, kind: type[HierarchicalMachine] = Machine) -> HierarchicalMachine:
    """Built once from content; no model is ever registered on it."""
    machine = kind(
        model=None, states=states(content), initial="welcome", auto_transitions=False,
        send_event=False,
    )  # fmt: skip
    for move in table(content):
        machine.add_transition(
            move.trigger, move.source, move.dest,
            conditions=list(move.when), after=list(move.act),
        )  # fmt: skip
    return machine


def advance(conversation: Conversation, event: Event, content: Content) -> Outcome:
    """What comes of this event; the snapshot given is not changed.

    Never raises for anything that a person can do. Raises UnexpectedEvent when the table has no
    row for what was understood, which is a mistake of ours.
    """
    turn = Turn(conversation, event, content, topics.draw)
    _number(turn)
    first_new = turn.conversation.next_screen
    fit_to_content(turn)
    language.hear(turn)
    _wake(turn)
    referral.note(turn)
    trigger = withdrawal.instead(turn, renewal.instead(turn, understand(turn)))
    unclear.count(turn, trigger)
    machine = build(content)
    try:
        moved = trigger in machine.events and machine.trigger_event(turn, trigger, turn)
    except MachineError as error:
        raise UnexpectedEvent(turn.state, trigger) from error
    if not moved:
        raise UnexpectedEvent(turn.state, trigger)
    return _outcome(turn, first_new)


def _number(turn: Turn) -> None:
    """First numbers lie above those of an erased talk, whose old buttons then stay stale."""
    if turn.conversation.next_ask == 1:
        first = first_number(turn.at)
        turn.put(next_ask=first, next_screen=first)


def first_number(at: dt.datetime) -> int:
    """Above all that were given out before, as no talk asks something every second."""
    return max(1, int((at - EPOCH).total_seconds()))


def _wake(turn: Turn) -> None:
    """Anything a person does ends the silence after a block; after a crisis, only words do."""
    if turn.event.kind in UNASKED:
        return
    if turn.conversation.held and turn.event.kind in WORDS:
        turn.was_held = True
        turn.put(held=False)
    lapse.hear(turn)
    if turn.conversation.blocked and turn.event.kind != "unblocked":
        unblock(turn)


def _outcome(turn: Turn, first_new: int) -> Outcome:
    last_tap = turn.conversation.last_tap
    if turn.event.kind == "chose":
        last_tap = (turn.event.ask, turn.event.code)
    if turn.state.startswith(starting.UNPLANNED) and turn.event.kind not in UNASKED:
        turn.put(seen_at=turn.at)
    if turn.conversation.program and turn.conversation.withdrawn_at is None:
        streak.keep(turn)
        breaks.keep_planned(turn)
        summary.keep_planned(turn)
    cover.hide(turn)
    cap.count(turn, first_new)
    anywhere.offer_new(turn)
    plainly.mark(turn)
    retention.keep_planned(turn)
    turn.put(state=turn.state, last_tap=last_tap, content_version=turn.content.version)
    return Outcome(conversation=turn.conversation, effects=tuple(turn.effects))
