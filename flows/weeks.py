"""Weeks of a programme, counted from its first day; the first is 0.

Rule: only the calendar, and what a week has had already.
"""

from __future__ import annotations

import datetime as dt

from flows.agenda import today
from flows.conversation import AskKind
from flows.plan import WEEK
from flows.report import program_of
from flows.turn import Turn


def number(turn: Turn) -> int:
    return (today(turn) - program_of(turn).day0).days // WEEK


def began(turn: Turn) -> dt.date:
    return program_of(turn).day0 + dt.timedelta(days=WEEK * number(turn))


def has_had(turn: Turn, kind: AskKind) -> bool:
    """This week, once is enough."""
    last = turn.conversation.last_fired.get(kind)
    return last is not None and last >= began(turn)
