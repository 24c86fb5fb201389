"""Small texts of the page for a physio: days, joined lines, what is left out.

Rule: no facts are looked up here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from content.load import Content
from content.schema import Question
from flows.conversation import Answer, Answers
from flows.effects import Text
from flows.parts import t
from flows.question import describe
from flows.weigh import Reason

UNKNOWN = t("page-unknown")


def day_text(day: dt.date) -> Text:
    """With its year: the page is read later, and by somebody else."""
    return t("page-date", day=day.day, month=day.month, year=str(day.year))


def number(value: float | None) -> Text:
    return UNKNOWN if value is None else t("plain", text=f"{value:g}")


def move(name: str) -> Text:
    return t(f"exercise.{name}.name")


def measure(name: str) -> Text:
    return t(f"page-measure-{name}")


def value_text(question: Question, value: Answer) -> Text:
    """An answer; of both legs in short."""
    match value:
        case [int() | float() as left, int() | float() as right]:
            return t("page-sides", left=left, right=right)
        case _:
            return describe(question, value)


def in_turn(texts: Sequence[Text]) -> Text:
    """One behind the other, as sentences."""
    first, *rest = texts
    return t("page-then", first=first, rest=in_turn(rest)) if rest else first


def cut(texts: Sequence[Text], most: int) -> tuple[Text, ...]:
    """The first of them, and how many more there are."""
    left = len(texts) - most
    return (*texts[:most], t("page-more", n=left)) if left > 0 else tuple(texts)


def answer_behind(reason: Reason, answers: Answers, content: Content) -> Text:
    """An answer that gave points: its question in short, and the option that counted."""
    question = content.questions[reason.question]
    is_option = isinstance(reason.option, str)
    said = t(f"option.{question.id}.{reason.option}") if is_option else None
    return t(
        "page-answer",
        name=t(f"label-{question.id}"),
        value=said or value_text(question, answers.get(question.id)),
    )
