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
from flows.parts import t
from flows.turn import Turn
from flows.welcome import help_text

MENUS = (
    "prompt", "settings", "set.", "zone", "pause", "erase", "less", "answers", "edit.", "correct",
    "fix.",
)  # fmt: skip
"""Topics that stay where they are: nothing waits for them."""


def bring_back(turn: Turn) -> None:
    """The open question once more, below what was just said; menus stay where they are."""
    _close_over(turn)
    asked = "zone" if turn.state == "intake.zone" else None  # a menu later, a question now
    questions = [
        o for o in turn.conversation.opens if o.topic == asked or not o.topic.startswith(MENUS)
    ]
    if questions:
        move_down(turn, questions[-1])


def _close_over(turn: Turn) -> None:
    """A morning that nothing can be told of any more."""
    is_open = any(o.topic.startswith("morning.") for o in turn.conversation.opens)
    if is_open and morning.told_of(turn.conversation, today(turn)) is None:
        turn.close_all(("morning.",), t("morning-closed"))


def move_down(turn: Turn, topic: Open, **how: Any) -> None:
    """Shown anew as the last message; `how` it is sent when nobody asked for it."""
    turn.effects.append(Say(lines=(t("moved-down"),), screen=topic.screen, **how))
    turn.close(topic)
    turn.opened = None
    turn.show(topic.topic, topic.picks, **how)


def help_(turn: Turn) -> None:
    turn.say(*help_text(turn.conversation))
    bring_back(turn)


def privacy(turn: Turn) -> None:
    turn.say(t("privacy"))
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
    if turn.state in {"welcome", "not_offered", "stopped"}:
        return (t("way-on-start"),)
    return next_lines(turn) if turn.state == "program.paused" else ()


def welcome_back(turn: Turn) -> None:
    turn.lead.append(t("welcome-back"))
    turn.say()
    bring_back(turn)


# What is not understood, or comes too late.


def stale(turn: Turn) -> None:
    """A double tap says nothing; any other late or foreign tap says that the question is closed."""
    assert turn.event.kind == "chose"
    if turn.conversation.last_tap != (turn.event.ask, turn.event.code):
        turn.toast("question-closed")


def redraw(turn: Turn) -> None:
    turn.redraw(turn.value)


def unclear(turn: Turn) -> None:
    """What was not clear, and the same question again; without one, what can be written."""
    hint = turn.value if isinstance(turn.value, Text) else None
    if turn.opened and turn.opened.topic != "prompt":
        topic = turn.opened
        turn.lead.append(hint or t("hint-buttons"))
        move_down(turn, topic)
        return
    said = hint or t("unclear-idle" if turn.conversation.program else "unclear")
    turn.say(said, *(way_on(turn) if turn.conversation.program else ()))


def unread(turn: Turn) -> None:
    """A sticker, a voice message, a photo ...: said kindly, and back to the question."""
    assert turn.event.kind == "sent"
    what = turn.event.what
    said = t("came-late") if what == CAME_LATE else t("unread", what=what)
    turn.say(said, *way_on(turn))
    if not turn.conversation.held:
        bring_back(turn)
