"""The answers of the intake, read and changed later on.

Rule: shows them and takes a new one; what follows from it is `edited`'s matter.
"""

from __future__ import annotations

from content.schema import Question
from flows import intake
from flows.agenda import next_lines
from flows.asides import bring_back
from flows.cards import CARDS
from flows.conditions import status
from flows.conversation import Open
from flows.effects import Button, Text
from flows.labels import pick_label
from flows.parts import GAP, NEW_SYMPTOM, button, in_rows, t, zone_name
from flows.question import answer_rows, ask_lines, describe
from flows.turn import Rows, Screen, Turn

NOTED = ("noted",)
"""Picks of a list that stands behind what was just changed."""
SHOWN = ("answered", "skipped", "open")
"""A question that has an answer, or would have to be asked."""
ASKED = ("answered", "skipped")
"""A question that was put."""
REVIEW = "intake.review"
"""The state in which the answers are looked through, before there is a result."""
STYLE, ZONE = "q_style", "zone"
LAST = "setup"
"""The section that ends with what is asked in no section."""


def label(question: str) -> Text:
    return t(f"label-{question}")


def sections(turn: Turn) -> list[str]:
    """Those that have anything to show."""
    return [s.id for s in turn.content.sections if listed(turn, s.id)]


def in_review(turn: Turn) -> bool:
    """Only what was put so far is shown, and the way back leads to all of it."""
    return turn.state == REVIEW


def listed(turn: Turn, section: str) -> list[str]:
    """What stands on the screen of a section, in the order of its numbers."""
    said, content = turn.conversation.answers, turn.content
    questions = intake.section(section, content).questions
    shown = ASKED if in_review(turn) else SHOWN
    names = [q for q in questions if status(q, said, content) in shown]
    return [*names, STYLE, ZONE] if section == LAST and not in_review(turn) else names


def section_of(question: str, turn: Turn) -> str:
    found = (s.id for s in turn.content.sections if question in s.questions)
    return next(found, LAST)


def answers(turn: Turn) -> None:
    turn.opened = None
    turn.show(f"answers.{sections(turn)[0]}")


def show_section(turn: Turn) -> None:
    turn.show(f"answers.{turn.value}")


def show_noted(turn: Turn) -> None:
    """What a change has done, and the way back to the list, which is long."""
    turn.show(f"answers.{turn.value}", NOTED)


def value_text(question: str, turn: Turn) -> Text:
    """The answer in its own words."""
    if question == ZONE:
        return zone_name(turn.conversation.zone or "")
    said, asked = turn.conversation.answers, turn.content.questions[question]
    if question not in said and asked.default is None:
        return t("answers-open")
    return describe(asked, said.get(question, asked.default))


def draw_answers(turn: Turn, topic: Open) -> Screen:
    section = topic.topic.removeprefix("answers.")
    if topic.picks == NOTED:
        ways = (button("button-back-answers", f"s.{section}"), button("button-close", "close"))
        return Screen(lines=(t("answers-noted"),), rows=(ways,))
    every, names = sections(turn), listed(turn, section)
    title = t(
        "answers-title",
        section=t(f"section-{section}"),
        n=every.index(section) + 1 if section in every else 1,
        total=len(every),
    )
    lines = [
        t("answers-line", n=n, name=label(q), value=value_text(q, turn))
        for n, q in enumerate(names, 1)
    ]
    numbers = [button(t("plain", text=str(n)), f"e.{q}") for n, q in enumerate(names, 1)]
    rows = (*in_rows(numbers, 6), *_ways_on(section, every, turn))
    return Screen(lines=(title, *lines, GAP, t("answers-how")), rows=rows)


def _ways_on(section: str, every: list[str], turn: Turn) -> Rows:
    if in_review(turn):
        return ((button("button-review-back", "close"),),)
    return (*_others(section, every), (button("button-close", "close"),))


def _others(section: str, every: list[str]) -> Rows:
    buttons: list[Button] = [button(f"button-section-{s}", f"s.{s}") for s in every if s != section]
    return in_rows(buttons, 2)


def take_answers(turn: Turn, topic: Open, *, code: str | None, text: str | None) -> str:
    """Words that are no line of the list are for something else."""
    if code == "close":
        return "answers_close"
    names = listed(turn, topic.topic.removeprefix("answers."))
    head, _, tail = (code or "").partition(".")
    if text is not None:
        found = pick_label(text, [(q, label(q)) for q in names], turn)
        head, tail = ("e", found) if found else ("", "")
    turn.value = tail
    if head == "s" and tail in sections(turn):
        return "section"
    if head == "e" and tail in names:
        return _opens(tail)
    if code is None and in_review(turn):
        turn.value = t("hint-review-line")
        return "unclear"
    return "stale" if code is not None else "elsewhere"


def _opens(question: str) -> str:
    """Signs on the first two cards are ticked, and never taken off, by "Something new"."""
    if question in CARDS:
        return "new"
    return "set" if question == ZONE else "edit"


def close(turn: Turn) -> None:
    turn.finish(t("answers-closed"), *next_lines(turn), rows=NEW_SYMPTOM)
    bring_back(turn)


# One answer.


def ask(turn: Turn) -> None:
    """Ticks stand as they are now."""
    ask_anew(turn, turn.value)


def ask_anew(turn: Turn, question: str) -> None:
    said = turn.conversation.answers.get(question)
    is_ticked = turn.content.questions[question].type == "multi"
    ticks = said if is_ticked and isinstance(said, list) else ()
    turn.show(f"edit.{question}", [str(tick) for tick in ticks])


def draw_edit(turn: Turn, topic: Open) -> Screen:
    name = topic.topic.removeprefix("edit.")
    question = turn.content.questions[name]
    lines = [*ask_lines(question, topic, turn)]
    lines.append(t("edit-now", value=value_text(name, turn)))
    rows = _without_unsure(answer_rows(question, topic, turn))
    ways_out = [button("button-back", "back")]
    if _may_skip(question):
        ways_out.append(button("button-take-out", "skip"))
    last = () if in_review(turn) else NEW_SYMPTOM
    return Screen(lines=tuple(lines), rows=(*rows, tuple(ways_out), *last))


def _without_unsure(rows: Rows) -> Rows:
    """Line by line, a card is asked in the intake only."""
    kept = (tuple(b for b in row if b.code != "unsure") for row in rows)
    return tuple(row for row in kept if row)


def _may_skip(question: Question) -> bool:
    return question.skippable and question.asked is None


def take_edit(turn: Turn, topic: Open, *, code: str | None, text: str | None) -> str:
    name = topic.topic.removeprefix("edit.")
    section, question = section_of(name, turn), turn.content.questions[name]
    if code == "back":
        turn.value = section
        return "section"
    not_offered = code in ("why", "unsure") or (code == "skip" and not _may_skip(question))
    if not_offered or name not in listed(turn, section):
        return "stale" if code is not None else "elsewhere"
    as_asked = topic.model_copy(update={"topic": f"q.{name}"})
    trigger = intake.take_question(turn, as_asked, code=code, text=text)
    return "edited" if trigger == "answer" else trigger
