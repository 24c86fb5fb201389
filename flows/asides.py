"""What answers at any time and changes nothing: help, privacy, what was not understood.

Rule: an aside answers, and then brings back the question that was open, once.
"""

from __future__ import annotations

from typing import Any

from flows import morning
from flows.agenda import next_lines, today
from flows.conversation import Open
from flows.effects import Say, Text
from flows.late import CAME_LATE
from flows.move_card import is_card
from flows.parts import GAP, SHOW, t
from flows.report import CORRECT
from flows.turn import Rows, Turn
from flows.unclear import add_rows, answer
from flows.welcome import help_text

MENUS = (
    "prompt", "settings", "set.", "zone", "pause", "erase", "less", "answers", "edit.", "correct",
    "fix.", "language", "learn", "lesson", "home", "over", "snooze", "better",
    "undo", "clock", "here", "progress", "page", "withdraw",
)  # fmt: skip
"""Topics that stay where they are: nothing waits for them."""
ASKED: dict[str, tuple[str, ...]] = {
    "intake.zone": ("zone",),
    "intake.review": ("answers.", "edit."),
}
"""Menus later, questions now: by the state that cannot go on without them."""


def bring_back(turn: Turn) -> None:
    """The open question once more, below what was just said; menus stay where they are."""
    _close_over(turn)
    question = open_question(turn) or _shown_move(turn)
    if question:
        move_down(turn, question)


def _shown_move(turn: Turn) -> Open | None:
    """The card of the move that somebody is at."""
    return next((o for o in turn.conversation.opens if is_card(o)), None)


def open_question(turn: Turn) -> Open | None:
    """The one that was asked last, and is no menu; none but consent of who has taken it back."""
    asked, opens = ASKED.get(turn.state, ()), reversed(turn.conversation.opens)
    if turn.state == "withdrawn":
        return next((o for o in opens if o.topic == "welcome"), None)
    return next(
        (o for o in opens if o.topic.startswith(asked) or not o.topic.startswith(MENUS)), None
    )


def _close_over(turn: Turn) -> None:
    """A morning that nothing can be told of any more."""
    is_open = any(o.topic.startswith("morning.") for o in turn.conversation.opens)
    if is_open and morning.told_of(turn.conversation, today(turn)) is None:
        turn.close_all(("morning.",), t("morning-closed"))


def move_down(turn: Turn, topic: Open, **how: Any) -> None:
    """Shown anew as the last message; `how` it is sent when nobody asked for it."""
    moved = Say(lines=(t("moved-down"),), screen=topic.screen, edit_only=True, **how)
    turn.effects.append(moved)
    turn.keep_under(topic)
    turn.close(topic)
    turn.opened = None
    turn.show(topic.topic, topic.picks, **how)


def help_(turn: Turn) -> None:
    turn.say(*help_text(turn.conversation))
    bring_back(turn)


def cannot_tell(turn: Turn) -> None:
    """Asked for a diagnosis; clinical spec 10."""
    turn.opened = None
    turn.say(t("cannot-tell"))
    bring_back(turn)


def not_yet(turn: Turn) -> None:
    """A command of the programme, before there is one."""
    turn.say(t("not-yet"), *way_on(turn))
    bring_back(turn)


def way_on(turn: Turn) -> tuple[Text, ...]:
    """Where nothing is open and nothing will come: what to write."""
    if any(o != turn.opened for o in turn.conversation.opens):
        return ()
    if turn.state in {"welcome", "not_offered", "stopped", "withdrawn"}:
        return (t("way-on-start"),)
    return next_lines(turn) if turn.state == "program.paused" else ()


def welcome_back(turn: Turn) -> None:
    turn.lead.append(t("welcome-back"))
    turn.say()
    bring_back(turn)


# What is not understood, or comes too late.


def stale(turn: Turn) -> None:
    """A double tap says nothing; any other late or foreign one that the question is closed.

    The open question comes down if something stands below it, so that a run of taps shows it once.
    """
    assert turn.event.kind == "chose"
    if turn.conversation.last_tap == (turn.event.ask, turn.event.code):
        return
    turn.toast("cover-over" if turn.event.code == SHOW else "question-closed")
    question = None if turn.conversation.held else open_question(turn)
    if question and question.screen != turn.conversation.next_screen - 1:
        move_down(turn, question)


def redraw(turn: Turn) -> None:
    turn.redraw(turn.value)


def unclear(turn: Turn) -> None:
    """What was not clear, and the same question again; without one, what can be written."""
    hint = turn.value if isinstance(turn.value, Text) else None
    if turn.opened and turn.opened.topic != "prompt":
        again(turn, turn.opened, hint or t("hint-buttons"))
        return
    said = hint or t("unclear-idle" if turn.conversation.program else "unclear")
    lines, rows = answer(turn, said)
    turn.say(*lines, *(way_on(turn) if turn.conversation.program else ()), rows=rows)


def again(turn: Turn, topic: Open, hint: Text) -> None:
    """The question once more, below what was not clear."""
    lines, rows = answer(turn, hint, topic)
    turn.lead += (*lines, GAP)
    move_down(turn, topic)
    add_rows(turn, rows)


def unread(turn: Turn) -> None:
    """A sticker, a voice message, a photo ...: said kindly, and back to the question."""
    assert turn.event.kind == "sent"
    if turn.event.what == CAME_LATE:
        turn.say(t("came-late"), *way_on(turn))
        if not turn.conversation.held:
            bring_back(turn)
        return
    _close_over(turn)
    said, below = _cannot_read(turn, turn.event.what)
    question = open_question(turn) or _shown_move(turn)
    if question and not turn.conversation.held:
        again(turn, question, said)
        add_rows(turn, below)
        return
    lines, rows = answer(turn, said)
    turn.say(*lines, *way_on(turn), rows=(*rows, *below))


def _cannot_read(turn: Turn, what: str) -> tuple[Text, Rows]:
    """A message that was changed may have been a report, which can be corrected."""
    program = turn.conversation.program
    if what == "edited" and program is None:
        return t("media", what="edited_early"), ()
    may_correct = what == "edited" and turn.state.startswith("program.") and program
    return t("media", what=what), CORRECT if may_correct and may_correct.reports else ()
