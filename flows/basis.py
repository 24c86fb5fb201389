"""What a programme rests on: the answers and what was made of them.

Rule: derived anew whenever it is needed, never stored; what is asked of each move is worked out
for the first.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from content.load import Content
from content.plan_rules import PlanRules
from content.schema import Exercise, SafetyClass, Target
from flows.conditions import avoided, known, restricting
from flows.conversation import Answers
from flows.weigh import Weighed, planning_score


@dataclass(frozen=True)
class Basis:
    answers: Answers
    cls: SafetyClass
    weighed: Weighed
    content: Content

    @property
    def rules(self) -> PlanRules:
        return self.content.rules

    @property
    def is_regular(self) -> bool:
        """Used to strength work, and nothing that asks for care."""
        return self.cls == "ok" and self.answers.get("q_exp") == "regular"

    def chosen(self, question: str) -> str:
        """The option of a single question; "" when there is none."""
        return str(known(question, self.answers, self.content) or "")

    def score(self, target: Target) -> int:
        """What planning reckons with, known or not."""
        return planning_score(target, self.weighed, self.content)

    def is_usable(self, exercise: Exercise) -> bool:
        """All equipment is there, and nothing speaks against the move."""
        return self._equipment.issuperset(exercise.equip) and self._restricting.isdisjoint(
            exercise.avoid_if
        )

    @cached_property
    def _equipment(self) -> frozenset[str]:
        return _equipment(self.answers)

    @cached_property
    def _restricting(self) -> frozenset[str]:
        return restricting(self.answers)


def usable(exercise: Exercise, answers: Answers) -> bool:
    """What `Basis.is_usable` says, for who has only the answers."""
    return _equipment(answers).issuperset(exercise.equip) and not avoided(exercise, answers)


def _equipment(answers: Answers) -> frozenset[str]:
    there = answers.get("q_equip")
    return frozenset(map(str, there)) if isinstance(there, list) else frozenset()
