"""Why the plan is as it is: the last report, the rule that fired, and what came of it.

Rule: tells and changes nothing; what is said is worked out anew from the reports.
"""

from __future__ import annotations

from flows import adapt
from flows.adapt import Change, Decision
from flows.agenda import today, weekday
from flows.asides import bring_back
from flows.conversation import CheckIn, Conversation, Program
from flows.effects import Text
from flows.explain import explain_result
from flows.parts import GAP, NEW_SYMPTOM, t
from flows.report import (
    CORRECT,
    base_pain,
    before_settling,
    decision_on,
    last_report,
    program_of,
)
from flows.told import part_lines
from flows.turn import Turn
from flows.weigh import weigh


def why(turn: Turn) -> None:
    conversation = turn.conversation
    last = last_report(conversation)
    told = _about(turn, last) if last else [t("why-none")]
    leads = explain_result(weigh(conversation.answers, turn.content), turn.content)[0]
    rows = (*(CORRECT if last else ()), *NEW_SYMPTOM)
    turn.say(t("why-title"), *told, GAP, leads, rows=rows)
    bring_back(turn)


def _about(turn: Turn, last: CheckIn) -> list[Text]:
    """The numbers first, then the rule, then the moves."""
    conversation = turn.conversation
    decision = decision_on(last, conversation)
    return [
        t("why-session", weekday=weekday(last.day), type=last.type),
        *part_lines(last, conversation),
        t("why-base", base=base_pain(conversation)),
        *_rule(turn, last, decision),
    ]


def _rule(turn: Turn, last: CheckIn, decision: Decision) -> list[Text]:
    """By which it was settled; the answers may have changed since."""
    if last.decision not in (None, decision.id):
        return [t("why-then", id=str(last.decision))]
    sentence, *more = adapt.say_decision(decision, (), turn.conversation.answers, turn.content)
    return [
        t("why-light", light=decision.light or "none"),
        GAP,
        t("why-rule", id=decision.id, sentence=sentence),
        *more,
        *_moves(turn, last, decision),
    ]


def _moves(turn: Turn, last: CheckIn, decision: Decision) -> tuple[Text, ...]:
    """What became of them; what will, if the session is still to come."""
    program = program_of(turn) if last.decision is None else before_settling(program_of(turn))
    if program is None:
        return ()
    changes = adapt.say_changes(_changes(turn.conversation, program, decision, turn))
    return (
        t("why-coming" if last.decision is None else "why-came"),
        *(changes or (t("why-no-change"),)),
    )


def _changes(
    conversation: Conversation, program: Program, decision: Decision, turn: Turn
) -> tuple[Change, ...]:
    _, changes = adapt.apply(
        program, decision, answers=conversation.answers, cls=conversation.safety,
        weighed=weigh(conversation.answers, turn.content), day=today(turn), content=turn.content,
    )  # fmt: skip
    return changes
