"""The end of a re-assessment: what has changed since the last one, and what follows from it.

Rule: only tells and eases; the next one is 14 days away from here (clinical spec 8).
"""

from __future__ import annotations

import datetime as dt

from flows.agenda import fired, today
from flows.basis import Basis
from flows.conversation import Answers, Program
from flows.effects import Text
from flows.explain import explain_result
from flows.gains import compare, pain_jumped, say_gains, without_gain
from flows.parts import GAP, spaced, t
from flows.report import program_of
from flows.result import mentions, record_assessment
from flows.steps import Work, regress_strength
from flows.turn import Turn
from flows.weigh import weigh


def end(turn: Turn) -> None:
    """What has changed and what leads now; `turn.value` = whether safety comes once more."""
    conversation, content = turn.conversation, turn.content
    assert conversation.again
    answers, before = conversation.answers, conversation.again.before
    found = compare({**answers, **before}, answers, before, content)
    turn.value = pain_jumped(found, content)
    if turn.value:
        _ease(turn)
    no_gain = without_gain(found, conversation.no_gain, content)
    turn.put(again=None, put_off=0, no_gain=no_gain, reassess_on=_next_on(turn))
    fired(turn, "again")
    record_assessment(turn)
    changes = say_gains(found, content) or (t("again-nothing"),)
    turn.lead += [t("again-title"), GAP, *changes, GAP]
    turn.lead += spaced(*_end_lines(turn, answers))


def told_gain(turn: Turn) -> bool:
    """Of what is about to be told, something is clearly better, and nothing clearly worse."""
    told = {line.key for line in turn.lead}
    return "gain-clear-better" in told and told.isdisjoint({"gain-clear-worse", "gain-eases"})


def _next_on(turn: Turn) -> dt.date:
    return today(turn) + dt.timedelta(days=turn.content.rules.reassess.every_days)


def _end_lines(turn: Turn, answers: Answers) -> tuple[Text, ...]:
    conversation, content = turn.conversation, turn.content
    lines = [t("again-eased"), t("again-safety")] if turn.value else []
    if conversation.no_gain >= content.rules.reassess.fit.without:
        lines.append(t("again-not-fit"))
    leads = explain_result(weigh(answers, content), content)[0]
    told = (t("again-now"), leads, *mentions(conversation, content))
    return (*lines, *told, t("disclaimer-folded"))


def _ease(turn: Turn) -> None:
    """In what a morning answer goes back to as well."""
    program = program_of(turn)
    eased = _eased(program, turn)
    if program.unsettled:
        eased = eased.model_copy(update={"unsettled": _eased(program.unsettled, turn)})
    turn.put(program=eased)


def _eased(program: Program, turn: Turn) -> Program:
    conversation, content = turn.conversation, turn.content
    weighed = weigh(conversation.answers, content)
    basis = Basis(conversation.answers, conversation.safety, weighed, content)
    work = Work(program, today(turn), basis)
    regress_strength(work)
    return work.program
