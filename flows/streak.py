"""Planned days kept in a row, counted without a word when they end.

Rule: a planned day is kept when its session was done, at least in part. A rest day, a day on which
the moves were held (a pause, a stop, a crisis), and a session left out because it hurt neither add
nor break. Any other planned day that is over ends the count; nobody is told that it did.
"""

from __future__ import annotations

import datetime as dt

from flows import plan, tone
from flows.agenda import is_ahead, today
from flows.conversation import CheckIn, Off, Rhythm
from flows.parts import NEW_SYMPTOM, t
from flows.plainly import celebrating
from flows.rate import AMBER_PAIN
from flows.report import last_report, program_of, report_of
from flows.turn import Turn

MILESTONES = (3, 7, 14, 30)
THEN_EVERY = 50
DAY = dt.timedelta(days=1)
SETTLES_AFTER = 3 * DAY
"""A correction reaches yesterday, a journey one day more."""
LOOKS_BACK = 30 * DAY
"""Where counting begins, in a talk that an older program stored."""
KEPT_OFF = 14 * DAY
"""As long as reports are kept."""


def now(turn: Turn) -> int:
    """Today counts as soon as its session is reported."""
    return _counted(turn, today(turn))


def _counted(turn: Turn, until: dt.date) -> int:
    count, day = turn.conversation.rhythm.streak, _first_open(turn)
    while day <= until:
        count = _after(turn, count, day)
        day += DAY
    return count


def _first_open(turn: Turn) -> dt.date:
    """The first day that is not settled."""
    settled = turn.conversation.rhythm.settled_on
    if settled is None:
        return max(program_of(turn).day0, today(turn) - LOOKS_BACK)
    return settled + DAY


def _after(turn: Turn, count: int, day: dt.date) -> int:
    if is_kept(turn, day):
        return count + 1
    is_missed = is_planned(turn, day) and day < today(turn)
    return 0 if is_missed else count


def is_kept(turn: Turn, day: dt.date) -> bool:
    report = report_of(program_of(turn), day)
    return report is not None and report.completion != "skipped"


def is_planned(turn: Turn, day: dt.date) -> bool:
    """And not off. Days before the week was changed are not judged by the week of now."""
    program = program_of(turn)
    report = report_of(program, day)
    if is_off(turn, day) or (report and _hurt(report)):
        return False
    if program.week_since and day < program.week_since:
        return report is not None
    return plan.planned_type(program, day, turn.conversation.answers, turn.content) is not None


def is_off(turn: Turn, day: dt.date) -> bool:
    offs = turn.conversation.rhythm.off
    return any(off.first <= day and (off.last is None or day <= off.last) for off in offs)


def _hurt(report: CheckIn) -> bool:
    """Nobody is to train into pain for the sake of a number."""
    hurts = (report.pain or 0) >= AMBER_PAIN or report.tingling == "worse"
    return report.completion == "skipped" and hurts


# Keeping count.


def keep(turn: Turn) -> None:
    """After every event: days on which the moves are held, and days that nothing changes now."""
    if "prompt" not in turn.conversation.last_fired:
        return  # no plan was accepted yet
    _note_off(turn)
    _forget_ahead(turn)
    settle(turn, today(turn) - SETTLES_AFTER)


def settle(turn: Turn, until: dt.date) -> None:
    """What these days made of the count stays, whatever becomes of their reports."""
    if until >= _first_open(turn):
        _put(turn, streak=_counted(turn, until), settled_on=until)


def _forget_ahead(turn: Turn) -> None:
    """The clock was wrong when it was noted."""
    settled = turn.conversation.rhythm.settled_on
    if settled and is_ahead(settled, today(turn)):
        _put(turn, settled_on=today(turn) - SETTLES_AFTER)


def _note_off(turn: Turn) -> None:
    held = turn.state != "program.active" or turn.conversation.held
    offs, day = turn.conversation.rhythm.off, today(turn)
    last = offs[-1] if offs else None
    lasts = last is not None and last.last is None
    if held == lasts:
        return
    kept = tuple(o for o in offs if o.last is None or o.last >= day - KEPT_OFF)
    if last and lasts:
        _put(turn, off=(*kept[:-1], last.model_copy(update={"last": max(day, last.first)})))
    elif last and last.last and last.last >= day:  # off again on the day it ended
        _put(turn, off=(*kept[:-1], last.model_copy(update={"last": None})))
    else:
        _put(turn, off=(*kept, Off(first=day)))


def _put(turn: Turn, **changes: object) -> None:
    rhythm: Rhythm = turn.conversation.rhythm.model_copy(update=changes)
    turn.put(rhythm=rhythm)


# Saying it.


def is_due(turn: Turn) -> bool:
    """Below a report that adds to it, now and then."""
    last = last_report(turn.conversation)
    return last is not None and last.completion != "skipped" and is_milestone(now(turn))


def tell(turn: Turn) -> None:
    said = t("streak", days=now(turn), style=tone.style(turn))
    turn.say(said, rows=NEW_SYMPTOM, **celebrating(turn))


def is_milestone(count: int) -> bool:
    return count in MILESTONES or (count > 0 and count % THEN_EVERY == 0)
