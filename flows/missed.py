"""Missed sessions, from the snapshot alone: which was the first, and how many days it is since.

Rule: pure functions over a programme; a change of days counts from its day on, never backwards
(clinical spec 7, lapse).
"""

from __future__ import annotations

import datetime as dt

from content.load import Content
from flows import plan
from flows.conversation import Answers, Program

DAY = dt.timedelta(days=1)


def first_missed(
    program: Program, day: dt.date, answers: Answers, content: Content
) -> dt.date | None:
    """The first planned session before `day` since one was done, at least in part."""
    trained = last_trained(program)
    if program.missed_on and (trained is None or program.missed_on > trained):
        return program.missed_on
    start = max(trained + DAY if trained else program.day0, program.week_since or program.day0)
    week = (start + n * DAY for n in range(plan.WEEK))
    first = next(d for d in week if plan.planned_type(program, d, answers, content))
    return first if first < day else None


def last_trained(program: Program) -> dt.date | None:
    days = [r.day for r in program.reports if r.completion != "skipped"]
    return max([*days, program.trained_on] if program.trained_on else days, default=None)


def days_until(day: dt.date, program: Program, answers: Answers, content: Content) -> int:
    """As seen from this day."""
    missed = first_missed(program, day, answers, content)
    return (day - missed).days if missed else 0


def with_days(program: Program, day: dt.date, answers: Answers, content: Content) -> Program:
    """The week follows these answers from `day` on; what was missed before stays missed."""
    days = plan.days_a_week(answers)
    if days == program.days:
        return program
    if program.days is None:  # stored before the days were kept: nothing to count by
        return program.model_copy(update={"days": days})
    before = {**answers, "q_days": program.days}
    missed = first_missed(program, day, before, content)
    changes = {"days": days, "week_since": day, "missed_on": missed}
    return program.model_copy(update=changes)
