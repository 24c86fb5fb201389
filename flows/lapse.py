"""Missed sessions, and when the bot falls silent over them.

Rule: counts days and says yes or no; no guilt, and nothing of what a lapse does to the moves
(clinical spec 7, lapse).
"""

from __future__ import annotations

import datetime as dt

from flows import plan
from flows.agenda import today
from flows.conversation import Program
from flows.turn import Turn

SILENT_FROM, BREAKS_SILENCE = 3, (3, 7, 14)
"""Days since the first missed session."""
WEEK = 7


def hear(turn: Turn) -> None:
    """Any message ends the silence."""
    if turn.conversation.program and turn.conversation.zone:
        turn.put(heard_on=today(turn))


def speaks(turn: Turn, day: dt.date) -> bool:
    """Whether a prompt is sent: on the first days, then on three more, then no more."""
    program = turn.conversation.program
    assert program
    missed = first_missed(program, day)
    if missed is None:
        return True
    days = (day - _counts_from(turn, missed)).days
    return days < SILENT_FROM or days in BREAKS_SILENCE


def first_missed(program: Program, day: dt.date) -> dt.date | None:
    """The first session before `day` that was missed since one was done, at least in part."""
    missed: list[dt.date] = []
    for report in program.reports:
        missed = [*missed, report.day] if report.completion == "skipped" else []
    open_ = program.today
    if open_ and open_.day < day and open_.day not in {r.day for r in program.reports}:
        missed.append(open_.day)
    return missed[0] if missed else None


def _counts_from(turn: Turn, missed: dt.date) -> dt.date:
    """After a message the count begins anew, with the next session."""
    heard, program = turn.conversation.heard_on, turn.conversation.program
    assert program
    if heard is None or heard <= missed:
        return missed
    week = (heard + dt.timedelta(days=n) for n in range(WEEK))
    answers, content = turn.conversation.answers, turn.content
    return next(d for d in week if plan.day_type(program, d, answers, content))
