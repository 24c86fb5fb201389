"""The programme: how it starts, which day it is, today's session, when a phase ends.

Rule: the door to `rungs` and `builder`; pure functions over a frozen Program, which is what the
snapshot keeps (clinical spec 6).
"""

from __future__ import annotations

import datetime as dt

from content.load import Content
from content.schema import DayType, SafetyClass
from flows.basis import Basis
from flows.builder import Bench, build, earlier
from flows.conversation import Answers, CheckIn, Program, Session
from flows.rungs import first_rungs, phase_of
from flows.weigh import Weighed

KEPT_SESSIONS = 3
"""As many as any rule looks back (the rotation rule)."""
WEEK = 7


def start_program(  # noqa: PLR0913, PLR0917 - the parts of one snapshot
    answers: Answers,
    cls: SafetyClass,
    weighed: Weighed,
    day0: dt.date,
    content: Content,
    cleared_on: dt.date | None = None,
) -> Program:
    """Phase 1, with the first rungs open."""
    rungs = first_rungs(Basis(answers, cls, weighed, content))
    days = days_a_week(answers)
    return Program(day0=day0, phase_since=day0, days=days, rungs=rungs, cleared_on=cleared_on)


def days_a_week(answers: Answers) -> int | None:
    """None = not answered: the shortest week there is."""
    days = answers.get("q_days")
    return int(days) if isinstance(days, int | float) else None


def day_type(program: Program, day: dt.date, answers: Answers, content: Content) -> DayType | None:
    """None on rest days, and before day 0."""
    planned = planned_type(program, day, answers, content)
    if planned is None:
        return None
    today = program.today
    stays_gentle = today is not None and today.day == day and today.type == "G"
    if program.forced_gentle or stays_gentle:
        return "G"
    return "M" if planned == "L" and _was_load(program, day) else planned


def planned_type(
    program: Program, day: dt.date, answers: Answers, content: Content
) -> DayType | None:
    """What the week pattern says, without what happened."""
    since = (day - program.day0).days
    week = content.rules.week
    pattern = week.get(days_a_week(answers) or 0) or week[min(week)]
    return pattern.get(since % WEEK) if since >= 0 else None


def _was_load(program: Program, day: dt.date) -> bool:
    """Load was asked for yesterday: two load days are never running."""
    yesterday = day - dt.timedelta(days=1)
    return any(s.day == yesterday and s.type == "L" for s in earlier(program, day))


def build_session(  # noqa: PLR0913, PLR0917 - the parts of one snapshot
    program: Program,
    day: dt.date,
    answers: Answers,
    cls: SafetyClass,
    weighed: Weighed,
    content: Content,
) -> Session:
    """The session of a day that is no rest day; LookupError on a rest day."""
    kind = day_type(program, day, answers, content)
    if kind is None:
        raise LookupError(f"{day} is a rest day")
    return build(Bench(program, day, kind, Basis(answers, cls, weighed, content)))


def put_today(program: Program, session: Session) -> Program:
    """Today's session, new or rebuilt; the one of an earlier day joins the last built ones.

    A gentle session takes up the order for one; the day then stays gentle, however often it is
    rebuilt.
    """
    return program.model_copy(
        update={
            "built": earlier(program, session.day)[-KEPT_SESSIONS:],
            "today": session,
            "forced_gentle": program.forced_gentle and session.type != "G",
        }
    )


def close_phase(program: Program, day: dt.date, content: Content) -> Program:
    """The next phase, if this one is done; else the programme as it is."""
    leave = phase_of(program, content).leave
    if leave is None or program.counted < leave.sessions:
        return program
    if (day - program.phase_since).days < leave.days or not _is_steady(program.reports, content):
        return program
    changes = {"phase": program.phase + 1, "phase_since": day, "counted": 0}
    return program.model_copy(update=changes)


def _is_steady(reports: tuple[CheckIn, ...], content: Content) -> bool:
    """No RED, little AMBER and no worse tingling in the last reported (done or partial) ones."""
    rule = content.rules.steady
    last = [report for report in reports if report.completion != "skipped"][-rule.reports :]
    lights = [report.light for report in last]
    return (
        "RED" not in lights
        and lights.count("AMBER") <= rule.most_amber
        and all(report.tingling != "worse" for report in last)
    )
