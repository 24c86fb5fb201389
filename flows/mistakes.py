"""An answer that stopped the moves, taken back as a mistake: they wait until it is given anew.

Rule: once there is a programme; in the intake its question comes again by itself.
"""

from __future__ import annotations

from flows import edited, intake, stops
from flows.claims import has_plan
from flows.conversation import Open
from flows.parts import t
from flows.question import answer_rows, ask_lines
from flows.stops import DERIVED
from flows.turn import Screen, Turn


def takes_back_answer(turn: Turn) -> bool:
    item, yes = turn.value
    return has_plan(turn) and item in DERIVED and not yes


def ask_anew(turn: Turn) -> None:
    turn.show(f"mistaken.{DERIVED[turn.value[0]]}")


def draw_mistaken(turn: Turn, topic: Open) -> Screen:
    """As in the intake, without a way past it."""
    question = turn.content.questions[topic.topic.removeprefix("mistaken.")]
    lines = ask_lines(question, topic, turn)
    return Screen(lines=tuple(lines), rows=answer_rows(question, topic, turn))


def take_mistaken(turn: Turn, topic: Open, *, code: str | None, text: str | None) -> str:
    question = turn.content.questions[topic.topic.removeprefix("mistaken.")]
    if text is not None:
        trigger = intake.take_text(turn, topic, question, text)
    else:
        trigger = intake.take_code(turn, topic, question, code or "")
    return "told_anew" if trigger == "answer" else trigger


def stops_anew(turn: Turn) -> bool:
    """By the new answer, or by another stop that still stands."""
    return bool(stops.pauses(turn.conversation)) or edited.must_stop(turn)


def lift(turn: Turn) -> None:
    turn.put(stops=(), stopped_at={})
    turn.lead.append(t("item-no"))
