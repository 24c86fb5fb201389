"""All answers on one screen, before the result follows from them.

Rule: shows and leads on; a list of one section and one answer are drawn and taken by `answers`,
and what an answer does for safety is `edited`'s matter.
"""

from __future__ import annotations

from collections.abc import Callable

from flows import answers, cards, edited, intake
from flows.conditions import status
from flows.conversation import Answers, Open
from flows.effects import Text
from flows.parts import GAP, button, in_rows, t
from flows.question import describe
from flows.turn import Screen, Turn

SCREENS = ("review", "answers.", "edit.")
"""Topics that are open one at a time."""
FEW = 2
"""Ticks that are named; of more the number is told."""


def show(turn: Turn) -> None:
    """From here on the result comes before anything that follows it; owed cards before that."""
    turn.put(reviewing=True)
    if turn.conversation.cards_owed:
        turn.finish(t("card-first"))
        open_cards(turn)
        return
    if turn.lead and turn.lead[-1] != GAP:
        turn.lead.append(GAP)
    turn.show("review")


def draw_review(turn: Turn, topic: Open) -> Screen:
    del topic
    every, whole = answers.sections(turn), is_whole(turn)
    lines = [t("review-title" if whole else "review-so-far")]
    for section in every:
        lines += [GAP, t("review-section", section=t(f"button-section-{section}"))]
        lines += [_line(question, turn) for question in answers.listed(turn, section)]
    lines += [GAP, t("review-how" if whole else "review-how-so-far")]
    onwards = button("button-review-done" if whole else "button-start-on", "go", "primary")
    parts = [button(f"button-section-{section}", f"s.{section}") for section in every]
    return Screen(lines=tuple(lines), rows=((onwards,), *in_rows(parts, 2)))


def _line(question: str, turn: Turn) -> Text:
    return t("review-line", name=answers.label(question), value=_value(question, turn))


def _value(question: str, turn: Turn) -> Text:
    """In few words."""
    asked, said = turn.content.questions[question], turn.conversation.answers.get(question)
    if asked.type != "multi" or not isinstance(said, list) or len(said) <= FEW:
        return answers.value_text(question, turn)
    first = describe(asked, said[:FEW])
    return t("review-ticks", first=first, n=len(said) - FEW)


def take_review(turn: Turn, topic: Open, *, code: str | None, text: str | None) -> str:
    del topic
    if text is not None:
        turn.value = t("hint-review")
        return "unclear"
    if code == "go":
        return "reviewed"
    head, _, turn.value = (code or "").partition(".")
    return "section" if head == "s" and turn.value in answers.sections(turn) else "stale"


# Where it leads.


def is_whole(turn: Turn) -> bool:
    """Nothing is left to ask before the result."""
    return _open_section(turn, turn.conversation.answers) is None


def _open_section(turn: Turn, said: Answers) -> str | None:
    parts = (s for s in turn.content.sections if s.part < 3)
    return next((s.id for s in parts if intake.next_question(s, said, turn.content)), None)


def is_reviewing(turn: Turn) -> bool:
    """Who comes back from a stop with cards that are owed is asked them here, too."""
    talk = turn.conversation
    return talk.cards_owed or (talk.reviewing and is_whole(turn))


def was_reviewing(turn: Turn) -> bool:
    return turn.conversation.reviewing


def is_whole_then(turn: Turn) -> bool:
    """With this answer."""
    return _open_section(turn, intake.answers_then(turn)) is None


def opens(section: str) -> Callable[[Turn], bool]:
    """This answer calls for others, where none was left open."""

    def opens_question(turn: Turn) -> bool:
        return is_whole(turn) and _open_section(turn, _answers_then(turn)) == section

    opens_question.__name__ = f"opens_{section}_question"
    return opens_question


def _answers_then(turn: Turn) -> Answers:
    """Where all checks were left out, those that this answer would open are too."""
    said, question = intake.answers_then(turn), turn.value[0]
    names = {q for s in turn.content.sections if s.part == 2 for q in s.questions}
    before = turn.conversation.answers
    left_out = names & before.keys() and all(before.get(name) is None for name in names)
    if question in names or not left_out:
        return said
    fresh = [name for name in names if status(name, said, turn.content) == "open"]
    return {**said, **dict.fromkeys(fresh)}


def keep(turn: Turn) -> None:
    said = _answers_then(turn)
    edited.take(turn)
    turn.put(answers=said)


def show_changed(turn: Turn) -> None:
    turn.lead = [t("review-changed"), *turn.lead]
    show(turn)


def ask_more(turn: Turn) -> None:
    """What the answer calls for is asked as in the intake."""
    turn.lead += [t("edit-more"), GAP]
    intake.ask_next(turn)


def open_cards(turn: Turn) -> None:
    """Below, and the review comes again once both are closed."""
    turn.opened = None
    turn.close_all(SCREENS, t("moved-down"))
    cards.open_cards(turn)


def leave(turn: Turn) -> None:
    """Questions were still open: the result does not follow yet."""
    turn.put(reviewing=False)
