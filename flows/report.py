"""A report on a session: made from what is known, rated, kept.

Rule: `rate` decides and `adapt` applies; here reports meet the programme.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from operator import attrgetter

from content.load import Content
from flows import adapt
from flows.conversation import Answer, CheckIn, Conversation, Program, Session
from flows.effects import Record
from flows.parts import button
from flows.turn import Rows, Turn

Draft = dict[str, Answer]
UNSURE = "unsure"
KEPT_DAYS = 14
NO_MATTER_OF_A_REPORT = {"days", "week_since", "missed_on", "past_sessions"}
"""Fields of a programme that no report changes what it says."""
CORRECT: Rows = ((button("button-correct", "!correct"),),)
"""Below a message that closes a report."""


def program_of(turn: Turn) -> Program:
    """Of a person in the programme."""
    assert turn.conversation.program
    return turn.conversation.program


def waiting_session(conversation: Conversation) -> Session | None:
    """The built session that still waits for a report."""
    program = conversation.program
    if program is None or program.today is None:
        return None
    return None if report_of(program, program.today.day) else program.today


def report_of(program: Program, day: dt.date) -> CheckIn | None:
    """Looked for from the last one back, as reports are kept in order."""
    last = next((r for r in reversed(program.reports) if r.day <= day), None)
    return last if last and last.day == day else None


def make_report(draft: Draft, session: Session, content: Content) -> CheckIn:
    """From what is known; no word of completion counts as skipped."""
    report = CheckIn(
        day=session.day,
        type=session.type,
        items=tuple(i.exercise for i in session.items),
        minutes=planned_minutes(session),
        **{"completion": "skipped"}
        | {k: v for k, v in draft.items() if k in CheckIn.model_fields and k != "culprit"},
    )
    culprit = draft.get("culprit")
    if culprit == UNSURE:
        culprit = adapt.default_culprit(session, report.tingling, content)
    return report.model_copy(update={"culprit": culprit})


def last_report(conversation: Conversation) -> CheckIn | None:
    program = conversation.program
    return program.reports[-1] if program and program.reports else None


def decision_on(report: CheckIn, conversation: Conversation) -> adapt.Decision:
    """On the reports as they will be kept, so that it stays the same once they are."""
    assert conversation.program
    known_then = [r for r in _kept_with(conversation.program, report) if r.day <= report.day]
    return adapt.decide(known_then, base_pain(conversation))


def last_decision(conversation: Conversation) -> adapt.Decision:
    """On the last report as it stands."""
    last = last_report(conversation)
    assert last
    return decision_on(last, conversation)


def base_pain(conversation: Conversation) -> int:
    """`q_pain_now` of the latest assessment."""
    pain = conversation.answers.get("q_pain_now")
    return pain if isinstance(pain, int) else 0


def with_report(program: Program, report: CheckIn) -> Program:
    """14 days of reports, one a day, in order; of those that go, the number stays."""
    kept = _kept_with(program, report)
    days = {r.day for r in kept}
    past = sessions_ever(program, [r for r in program.reports if r.day not in days])
    return program.model_copy(update={"reports": tuple(kept), "past_sessions": past})


def sessions_ever(program: Program, reports: Iterable[CheckIn]) -> int:
    """Done at least in part: by these reports, and by those that are not kept any more."""
    return program.past_sessions + sum(r.completion != "skipped" for r in reports)


def planned_minutes(session: Session) -> int:
    return max(1, round(session.seconds / 60))


def minutes_of(report: CheckIn) -> int:
    """As planned; of a session done in part, half."""
    planned = report.minutes or 0
    return {"done": planned, "partial": planned // 2, "skipped": 0}[report.completion]


def _kept_with(program: Program, report: CheckIn) -> list[CheckIn]:
    over = report.day - dt.timedelta(days=KEPT_DAYS)
    kept = [r for r in program.reports if r.day != report.day and r.day > over]
    return sorted((*kept, report), key=attrgetter("day"))


def remember(program: Program, before: Program) -> Program:
    """With what settling and building changed as it was before, so that both can be made anew.

    Of the rungs only those that moved, or a snapshot would hold each twice.
    """
    moved = {name: rung for name, rung in before.rungs.items() if program.rungs.get(name) != rung}
    kept_anyway = {"unsettled": None, "reports": (), "built": (), "today": None}
    lean = before.model_copy(update={**kept_anyway, "rungs": moved})
    return program.model_copy(update={"unsettled": lean})


def last_settled(program: Program) -> CheckIn | None:
    return next((r for r in reversed(program.reports) if r.decision is not None), None)


def before_settling(program: Program) -> Program | None:
    """As it was before its last settled report was, with the reports and sessions of now.

    Without today's session, which was built on that report. None when it is not known.
    """
    old = program.unsettled
    if old is None:
        return None
    rungs = {**program.rungs, **old.rungs}
    built = program.built
    week = program.model_dump(include=NO_MATTER_OF_A_REPORT)
    kept = {"rungs": rungs, "reports": program.reports, "built": built}
    return old.model_copy(update={**kept, **week})


def reopen(program: Program, report: CheckIn) -> Program:
    """`report` in the place of the one of its day; if that was settled, as it was before."""
    settled = last_settled(program)
    if settled is not None and settled.day == report.day:
        program = before_settling(program) or program
    return with_report(program, report.model_copy(update={"decision": None}))


def keep(turn: Turn, report: CheckIn) -> None:
    """In the programme with its light, and in the history."""
    report = report.model_copy(update={"light": decision_on(report, turn.conversation).light})
    turn.put(program=with_report(program_of(turn), report))
    turn.record(Record(what="report", day=report.day, data=report.model_dump(mode="json")))


def keep_session(turn: Turn, session: Session) -> None:
    """In the history, with the phase that it was built in."""
    data = {**session.model_dump(mode="json"), "phase": program_of(turn).phase}
    turn.record(Record(what="session", day=session.day, data=data))


def keep_anew(turn: Turn, report: CheckIn) -> None:
    """In the place of the report of its day, as if it had been told so at once."""
    turn.put(program=reopen(program_of(turn), report))
    keep(turn, report.model_copy(update={"decision": None}))


def say_decision(turn: Turn) -> None:
    """One sentence with the rule's reason."""
    conversation = turn.conversation
    decision = last_decision(conversation)
    turn.lead += adapt.say_decision(decision, (), conversation.answers, turn.content)
