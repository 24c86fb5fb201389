"""What one YAML file holds as a whole, for files that are a list of things.

Only shapes; that the things fit together is crosscheck's matter.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from content.plan_rules import PlanRules
from content.reply_words import ReplyWords
from content.schema import Exercise, Frozen, Question, RedFlag, Section
from content.weighing import Weighing

INTAKE, SAFETY, EXERCISES = "intake.yaml", "safety.yaml", "exercises.yaml"
WEIGHING, RULES, REPLIES = "factors.yaml", "plans.yaml", "replies.yaml"


class Intake(Frozen):
    sections: tuple[Section, ...]
    questions: tuple[Question, ...]


class Safety(Frozen):
    red_flags: tuple[RedFlag, ...]


class Library(Frozen):
    exercises: tuple[Exercise, ...]


@dataclass(frozen=True)
class Files:
    """All files that refer to one another."""

    intake: Intake
    safety: Safety
    library: Library
    weighing: Weighing
    rules: PlanRules
    reply_words: ReplyWords


def option_ids(question: Question, red_flags: Sequence[RedFlag]) -> tuple[str, ...]:
    """What can be ticked; the lines of a safety card are the options of its question."""
    if question.options_from is None:
        return tuple(option.id for option in question.options)
    card = question.options_from.removeprefix("card_")
    return tuple(flag.id for flag in red_flags if flag.card == card)
