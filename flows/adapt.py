"""What each decision does to the programme (clinical spec 7).

Rule: a decision is applied once a report, when the next session is built, so that a morning answer
can still change it; until then nothing of the programme has moved.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from content.load import Content
from content.schema import SafetyClass
from flows import steps
from flows.basis import Basis
from flows.builder import seconds
from flows.conversation import Answers, Item, Program, Session, Tingling
from flows.rate import Decision, DecisionId, decide, light
from flows.steps import Change, Work
from flows.tell import say_changes, say_decision
from flows.weigh import Weighed

__all__ = [
    "Change",
    "Decision",
    "apply",
    "decide",
    "default_culprit",
    "light",
    "say_changes",
    "say_decision",
]

SHORTER = dt.timedelta(days=7)
EASY_EFFORT = 3
MOST_PROGRESS = 2
"""Items a session."""
STRONG_NERVE = ("n_slump", "n_tension", "n_standing")
"""What rests when tingling was worse twice (clinical spec 7, D4)."""


def apply(  # noqa: PLR0913 - the parts of one snapshot
    program: Program,
    decision: Decision,
    *,
    answers: Answers,
    cls: SafetyClass,
    weighed: Weighed,
    day: dt.date,
    content: Content,
) -> tuple[Program, tuple[Change, ...]]:
    """`decision` on the last of the programme's reports; `day`: of the session to be built next.

    Once a report: a second call would count it twice.
    """
    work = Work(program, day, Basis(answers, cls, weighed, content))
    halved = [name for name in work.items if work.rung(name).halved_sessions]
    EFFECTS[decision.id](work, decision)
    if work.was_done:
        work.put(counted=program.counted + 1, eased=0)  # a lapse, if there was one, is over
        _wear_off(work, halved, program)
    return work.program, tuple(work.changes)


def _wear_off(work: Work, halved: list[str], before: Program) -> None:
    """One of the sessions with half the repetitions is over, unless they were just changed."""
    for name in halved:
        left = before.rungs[name].halved_sessions
        if work.rung(name).halved_sessions == left:
            rung = work.rung(name).model_copy(update={"halved_sessions": left - 1})
            work.set(name, rung)


# What each row does.


def _hold(work: Work, decision: Decision) -> None:
    """Nothing moves."""


def _uncount(work: Work, decision: Decision) -> None:
    """After a PAUSE too: the stop itself is the talk's, and what follows it begins anew."""
    del decision
    for name in work.items:
        work.change(name)


def _ease_gently(work: Work, decision: Decision) -> None:
    _ease_culprit(work, decision)
    work.put(forced_gentle=True)


def _ease_culprit(work: Work, decision: Decision) -> None:
    del decision
    if culprit := _culprit(work):
        steps.regress(work, culprit)


def _rest_culprit(work: Work, decision: Decision) -> None:
    del decision
    if culprit := _culprit(work):
        steps.rest(work, culprit)


def _ease_nerve(work: Work, decision: Decision) -> None:
    del decision
    for name in work.items:
        if work.exercise(name).cat == "nerve":
            steps.regress(work, name)


def _rest_nerve(work: Work, decision: Decision) -> None:
    """The strong ones rest, in this session or not; the others stay, at d1."""
    del decision
    for name in [n for n in work.program.rungs if work.exercise(n).cat == "nerve"]:
        if name in STRONG_NERVE:
            steps.rest(work, name)
        elif work.rung(name).state == "active":
            steps.lowest(work, name)


def _shorten(work: Work, decision: Decision) -> None:
    del decision
    work.put(shorten_until=work.day + SHORTER)


def _count(work: Work, decision: Decision) -> None:
    """Each item once more; then those that have enough go on, the most valuable first."""
    counted = [name for name in work.items if _counts(name, work, decision)]
    effort = work.report.effort
    for name in counted:
        steps.count(work, name, is_easy=effort is not None and effort <= EASY_EFFORT)
    done = 0
    for name in steps.by_value([n for n in counted if steps.is_ready(work.rung(n))], work):
        done += done < MOST_PROGRESS and steps.progress(work, name)


def _counts(name: str, work: Work, decision: Decision) -> bool:
    """On an active rung, at full repetitions; a nerve move only while tingling is calm."""
    if name in work.report.eased:
        return False
    rung = work.rung(name)
    is_calm = decision.nerve_counts or work.exercise(name).cat != "nerve"
    return rung.state == "active" and rung.halved_sessions == 0 and is_calm


EFFECTS: dict[DecisionId, Callable[[Work, Decision], None]] = {
    "D1": _uncount,
    "D2": _uncount,
    "D3": _ease_gently,
    "D4": _rest_nerve,
    "D5": _ease_nerve,
    "D6": _rest_culprit,
    "D7": _ease_culprit,
    "D8": _uncount,
    "D9": _shorten,
    "D10": _hold,
    "D11": _hold,
    "D12": _hold,
    "D13": _count,
}


# The culprit.


def default_culprit(session: Session, tingling: Tingling | None, content: Content) -> str | None:
    """Who it was when nobody is sure: a nerve move if tingling is worse, else the longest strength.

    None when the session has neither.
    """
    cat = "nerve" if tingling == "worse" else "strength"
    items = [i for i in session.items if content.exercises[i.exercise].cat == cat]
    longest = max(items, key=lambda i: seconds(i, content), default=None)
    return longest.exercise if longest else None


def _culprit(work: Work) -> str | None:
    """As reported; if it was never asked, as if not sure. A skipped session has none."""
    if not work.was_done:
        return None
    named = work.report.culprit
    if named is not None:
        return named if named in work.program.rungs else None
    return default_culprit(_session(work), work.report.tingling, work.basis.content)


def _session(work: Work) -> Session:
    """The reported session as it was built; if that is gone, at the doses of today."""
    program, report = work.program, work.report
    built = (*program.built, program.today) if program.today else program.built
    same = [session for session in built if session.day == report.day]
    items = tuple(Item(exercise=n, dose=work.rung(n).dose, slot="free") for n in work.items)
    return same[-1] if same else Session(day=report.day, type=report.type, items=items, seconds=0)
