"""Missed sessions, and when the bot falls silent over them.

Rule: counts days and says yes or no; no guilt. What a lapse does to the moves is in `ease`, what
is said of it in `comeback` (clinical spec 7, lapse).
"""

from __future__ import annotations

import datetime as dt

from flows import plan
from flows.agenda import today
from flows.missed import days_until, first_missed
from flows.turn import Turn

SILENT_FROM, BREAKS_SILENCE = 3, (3, 7, 14)
"""Days since the first missed session."""
LONG = 14
"""From so many days on, who comes back is asked about safety first."""


def hear(turn: Turn) -> None:
    """Any message ends the silence."""
    if turn.conversation.program and turn.conversation.zone:
        turn.put(heard_on=today(turn))


def speaks(turn: Turn, day: dt.date) -> bool:
    """Whether a prompt is sent: on the first days, then on three more, then no more."""
    days = _days_unheard(turn, day)
    return days < SILENT_FROM or days in BREAKS_SILENCE


def is_with_us(turn: Turn, day: dt.date) -> bool:
    """Before the silence begins: only then are sitting breaks sent."""
    return _days_unheard(turn, day) < SILENT_FROM


def _days_unheard(turn: Turn, day: dt.date) -> int:
    program = turn.conversation.program
    assert program
    missed = first_missed(program, day, turn.conversation.answers, turn.content)
    return (day - _counts_from(turn, missed)).days if missed else 0


def days_missed(turn: Turn) -> int:
    """The lapse of clinical spec 7: days since the first missed session; 0 without one."""
    program = turn.conversation.program
    assert program
    return days_until(today(turn), program, turn.conversation.answers, turn.content)


def needs_cards(turn: Turn) -> bool:
    """Back after 14 days: cards A and B come before the next session, once."""
    missed = days_missed(turn)
    closed = turn.conversation.last_fired.get("cards")
    return missed >= LONG and (closed is None or (today(turn) - closed).days > missed - LONG)


def _counts_from(turn: Turn, missed: dt.date) -> dt.date:
    """After a message the count begins anew, with the next session."""
    heard, program = turn.conversation.heard_on, turn.conversation.program
    assert program
    if heard is None or heard <= missed:
        return missed
    week = (heard + dt.timedelta(days=n) for n in range(plan.WEEK))
    answers, content = turn.conversation.answers, turn.content
    return next(d for d in week if plan.day_type(program, d, answers, content))
