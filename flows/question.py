"""A question on the screen: its lines, its buttons, and an answer to it in words.

Rule: draws from the content and what is ticked; what a tap means is `intake`'s matter.
"""

from __future__ import annotations

from functools import lru_cache
from html import unescape
from typing import Any

from content.load import Content
from content.schema import Question
from flows.conversation import Open
from flows.effects import Button, Text
from flows.labels import shown
from flows.parts import GAP, LONG_LABEL, SHORT_LABEL, button, in_rows, number_button, scale_rows, t
from flows.turn import Rows, Turn
from flows.words import draw, part_question

WHY = "?"
"""A pick that is no tick: the reason for the question is shown."""


# Its lines.


def option_text(question: Question, option: str) -> Text:
    return t(f"option.{question.id}.{option}")


def ask_line(question: Question) -> Text:
    """What is asked stands out; how a check is done does not."""
    if question.part == 2 and part_question(question.ask)[0]:
        how, asked = t(f"how.{question.id}"), t(f"asked.{question.id}")
        return t("question-check", how=how, asked=asked)
    return t("question", ask=t(f"ask.{question.id}"))


def ask_lines(question: Question, topic: Open, turn: Turn) -> list[Text]:
    """The question, what helps to answer it, and its options when their labels are long."""
    lines = [ask_line(question)]
    if question.help:
        lines.append(t("question-help", help=t(f"help.{question.id}")))
    if question.part == 2:
        lines.append(t("move-stop"))
    if question.type == "lr":
        lines.append(t("lr-right", left=topic.picks[0][1:]) if _left(topic) else t("lr-left"))
    if WHY in topic.picks:
        lines.append(t("question-why", why=t(f"why.{question.id}")))
    if _listed(question, turn):
        lines.append(GAP)
        lines += [_listed_option(question, n, o, topic) for n, o in _numbered(question, turn)]
    return lines


def _left(topic: Open) -> bool:
    return any(p.startswith("l") and p[1:].isdigit() for p in topic.picks)


def _listed(question: Question, turn: Turn) -> bool:
    """One label too long for a button puts all of them into the message, by number."""
    return _longest(question.id, turn.content, turn.conversation.language) > LONG_LABEL


@lru_cache(maxsize=1024)
def _longest(question: str, content: Content, language: str) -> int:
    """Letters of the longest label, as the person reads it."""
    texts = [t(f"option.{question}.{option}") for option in content.option_ids(question)]
    return max((len(unescape(draw(text, content, language))) for text in texts), default=0)


def _numbered(question: Question, turn: Turn) -> list[tuple[int, str]]:
    return list(enumerate(turn.content.option_ids(question.id), 1))


def _listed_option(question: Question, n: int, option: str, topic: Open) -> Text:
    key = "option-ticked" if option in topic.picks else "option-listed"
    return t(key, n=n, label=option_text(question, option))


# Its buttons.


def answer_rows(question: Question, topic: Open, turn: Turn) -> Rows:
    match question.type:
        case "single":
            return _option_rows(question, "o", topic, turn)
        case "multi":
            return (*_option_rows(question, "t", topic, turn), *_multi_ends(question, topic))
        case "scale":
            return scale_rows(int(question.max or 10))
        case "lr":
            if not _left(topic):
                return scale_rows()
            return (*scale_rows(code="r"), (button("button-same-both", "same"),))
        case "number" if not turn.content.words.has(f"suggest-{question.id}"):
            low, high = int(question.min or 0), int(question.max or 10)
            return in_rows([number_button(n) for n in range(low, high + 1)], 6)
        case _:
            return suggestion_rows(question, turn)


def suggestion_rows(question: Question, turn: Turn) -> Rows:
    """Ready answers to a typed question, as content gives them."""
    ready = suggestions(question, turn)
    buttons = [button(t("plain", text=s), f"s.{n}") for n, s in enumerate(ready)]
    longest = max((len(s) for s in ready), default=0)
    return in_rows(buttons, 4 if longest <= 6 else 2 if longest <= 12 else 1)


def suggestions(question: Question, turn: Turn) -> list[str]:
    key = f"suggest-{question.id}"
    if not turn.content.words.has(key):
        return []
    return [s.strip() for s in shown(t(key), turn).split("|")]


def _option_rows(question: Question, code: str, topic: Open, turn: Turn) -> Rows:
    listed = _listed(question, turn)
    buttons = []
    for n, option in _numbered(question, turn):
        label = t("plain", text=str(n)) if listed else option_text(question, option)
        does = code
        if code == "t":
            is_on = option in topic.picks
            label = t("tick-on" if is_on else "tick-off", label=label)
            does = "u" if is_on else "t"
        buttons.append(button(label, f"{does}.{option}"))
    longest = _longest(question.id, turn.content, turn.conversation.language)
    return in_rows(buttons, 5 if listed else 2 if longest <= SHORT_LABEL else 1)


def _multi_ends(question: Question, topic: Open) -> Rows:
    if set(topic.picks) - {WHY}:
        return ((button("button-continue", "go", "primary"),),)
    row: list[Button] = []
    if question.none_button:
        row.append(button("button-none", "none"))
    if question.options_from:
        row.append(button("button-unsure", "unsure"))
    return (tuple(row),) if row else ()


# An answer.


def describe(question: Question, value: Any) -> Text:
    """An answer in the words of its question."""
    match value:
        case None:
            return t("answer-skipped")
        case []:
            return t("answer-none")
        case [int() | float() as left, int() | float() as right]:
            return t("answer-lr", left=left, right=right)
        case list():
            return listed(tuple(option_text(question, o) for o in value))
        case str() if question.type == "single":
            return option_text(question, value)
        case int() | float() if question.unit:
            return t("answer-unit", n=value, unit=t(f"unit.{question.id}"), of=question.id)
        case _:
            return t("plain", text=value)


def listed(texts: tuple[Text, ...]) -> Text:
    """Whole labels, which may hold commas and "and" themselves."""
    first, *rest = texts
    return t("answer-more", first=first, rest=listed(tuple(rest))) if rest else first
