"""Decisions and changes as texts: which rule fired, and what became of the moves.

Rule: names keys of decisions.ftl, and decides nothing.
"""

from __future__ import annotations

from collections.abc import Iterable

from content.load import Content
from flows.conversation import Answers
from flows.effects import Text
from flows.rate import Decision
from flows.steps import Change, What


def say_decision(
    decision: Decision, changes: Iterable[Change], answers: Answers, content: Content
) -> tuple[Text, ...]:
    """Which rule fired, in one sentence; then what became of the moves."""
    key = f"decision-{decision.id.lower()}-{decision.reason}"
    known = {**_culprit(decision, content), **_true_of(decision, answers, content)}
    lines = [Text(key=key, values={**decision.numbers, **known})]
    if decision.id == "D13" and decision.numbers.get("tingling") == "same":
        lines.append(Text(key="decision-nerve-waits"))
    return (*lines, *say_changes(changes))


def _culprit(decision: Decision, content: Content) -> dict[str, Text]:
    culprit = str(decision.numbers.get("culprit", ""))
    return {"culprit": _name(culprit)} if culprit in content.exercises else {}


def _true_of(decision: Decision, answers: Answers, content: Content) -> dict[str, str]:
    """So that no more is said than is done."""
    rules = content.rules
    count = rules.items.get(str(answers.get("q_minutes")), min(rules.items.values()))
    return {
        "named": "yes" if "culprit" in decision.numbers else "no",
        "shortest": "yes" if count <= rules.time.least_items else "no",
    }


def say_changes(changes: Iterable[Change]) -> tuple[Text, ...]:
    """One line for each kind of change, naming its moves."""
    groups = dict[What, list[Text]]()
    for change in changes:
        groups.setdefault(change.what, []).append(_name(change.exercise))
    return tuple(
        Text(key=f"changes-{what}", values={"moves": tuple(names)})
        for what, names in groups.items()
    )


def _name(exercise: str) -> Text:
    return Text(key=f"exercise.{exercise}.name")
