"""What was not understood, said in other words each time it happens again.

Rule: first what was not clear, then an example that fits, then ways on as buttons; whatever is
understood begins the count anew.
"""

from __future__ import annotations

from typing import NamedTuple

from flows.conversation import Open
from flows.effects import Say, Text
from flows.parts import button, t
from flows.turn import Rows, Turn

RUN = 3
"""The third time leads on by buttons; the fourth begins anew."""
MISSED = {"unclear", "vague", "at_card", "reported", "unread", "card_first", "renew", "rest"}
"""Triggers of what says nothing here."""
WRITTEN = ("said", "commanded", "sent", "located", "started")
FITTING = {
    "hint-worst": "again-worst",
    "hint-number-below": "again-number",
    "hint-number-above": "again-number",
    "hint-number-step": "again-step",
    "hint-ticked": "again-ticked",
    "hint-time-which": "again-time-which",
    "hint-text-long": "again-text-long",
    "hint-yes-no": "again-yes-no",
    "hint-zone": "again-zone",
    "hint-pause": "again-pause",
    "hint-consent": "again-consent",
    "hint-renew": "again-renew",
    "hint-legs-one_side": "again-legs",
    "not-offered": "again-adults",
    "stopped-already": "again-stopped",
    "today-done": "again-reported",
    "withdrawn-rest": "again-withdrawn",
}
"""Hints with a reason of their own, in other words."""
EXAMPLES = {
    "text": t("example-text"),
    "time": t("example-time"),
    "time_range": t("example-range"),
    "lr": t("example-legs"),
    **dict.fromkeys(("number", "scale", "pain", "effort", "morning_pain"), t("plain", text="3")),
}  # fmt: skip
"""By the type of a question, or by what is asked of a report."""
CHOICES = ("o.", "t.", "n.", "s.")
"""Begin the codes of buttons that answer what is asked, and can be written too."""


class Answer(NamedTuple):
    lines: tuple[Text, ...]
    rows: Rows = ()
    """Ways on, below the buttons of what is open."""


def count(turn: Turn, trigger: str) -> None:
    """Taps of old buttons and what comes due are neither here nor there."""
    event = turn.event
    if trigger in MISSED and event.kind in WRITTEN:
        turn.put(missed=turn.conversation.missed % RUN + 1)
    elif event.kind in WRITTEN or (event.kind == "chose" and trigger not in ("stale", "held")):
        turn.put(missed=0)


def is_first(turn: Turn) -> bool:
    return turn.conversation.missed <= 1


def answer(turn: Turn, first: Text, topic: Open | None = None) -> Answer:
    """By how often in a row this was; `first`: what is said the first time."""
    match turn.conversation.missed:
        case 2:
            return Answer((_again(turn, first, topic),))
        case 3:
            return Answer((t("stuck", asked="yes" if topic else "no"),), _ways_on(turn))
        case _:
            return Answer((first,))


def _again(turn: Turn, first: Text, topic: Open | None) -> Text:
    if first.key in FITTING:
        return t(FITTING[first.key], **first.values)
    example = _example(turn, topic) if topic else None
    if example:
        return t("again-example", example=example)
    if topic:
        return t("again-buttons")
    return t("again-plan" if turn.conversation.program else "again")


def _example(turn: Turn, topic: Open) -> Text | None:
    """Something that would be understood here."""
    name = topic.topic.rpartition(".")[2]
    question = turn.content.questions.get(name)
    kind = question.type if question else name
    if kind in EXAMPLES:
        return EXAMPLES[kind]
    if question and question.options_from:
        return None  # no sign of danger is put into anybody's mouth
    rows = turn.drawn(topic).rows
    return next((b.label for row in rows for b in row if b.code.startswith(CHOICES)), None)


def _ways_on(turn: Turn) -> Rows:
    """Not while all waits for a word, when no button does anything."""
    if turn.conversation.held:
        return ()
    helps = button("button-help", "!help")
    if turn.state == "welcome" and not turn.conversation.opens:
        return ((button("button-start", "!start"), helps),)
    if turn.state in ("welcome", "not_offered", "stopped", "withdrawn"):
        return ((helps,),)
    return ((helps, button("button-stop", "!stop")),)


def add_rows(turn: Turn, rows: Rows) -> None:
    """Below what was shown last."""
    last = turn.effects[-1]
    if rows and isinstance(last, Say):
        turn.effects[-1] = last.model_copy(update={"buttons": (*last.buttons, *rows)})
