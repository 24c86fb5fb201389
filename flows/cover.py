"""A cover: what comes unasked says only that something waits, and a tap shows it in full.

Rule: one place, after every event, so that no new message can be forgotten: a locked screen names
no body part, no pain and no move (trust spec P11, decision 0027).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from flows import breaks, comeback, details, summary, tone
from flows.conversation import Note, Open
from flows.effects import Effect, Say, Text
from flows.parts import SHOW, button, t
from flows.report import planned_minutes, program_of
from flows.stops import SHORT
from flows.turn import Rows, Screen, Turn

CALM = ("done", "partial", "skipped", "later", "skip")
"""Buttons that stay on a cover: they say nothing, and what they lead to is an answer."""
SAFE = (
    "nudge", "pause-over", "retention-warning", "retention-ended",
    "renew-title", "renew-change", "renew-ask",
)  # fmt: skip
"""Lines that name nothing of health: they stand on a cover too, or need none."""


# Covering.


def hide(turn: Turn) -> None:
    """After every event: what nobody asked for waits below a cover, unless details are wanted."""
    if details.are_hidden(turn):
        turn.effects = [_hidden(turn, effect) for effect in turn.effects]


def _hidden(turn: Turn, effect: Effect) -> Effect:
    """What only tidies a screen that stands there lights up no phone."""
    if not isinstance(effect, Say) or effect.edit_only:
        return effect
    if all(line.key in SAFE for line in effect.lines):
        return effect
    topic = next((o for o in turn.conversation.opens if o.ask == effect.ask), None)
    return _below_cover(turn, effect, topic) if topic else _note(turn, effect)


def _below_cover(turn: Turn, say: Say, topic: Open) -> Say:
    covered = topic.model_copy(update={"under": turn.under[topic.ask]})
    opens = turn.conversation.opens
    turn.put(opens=tuple(covered if o == topic else o for o in opens))
    line = line_of(turn, topic)
    opener = button("cover-show" if line.key in READ else "cover-answer", SHOW, "primary")
    return _cover(say, line, ((opener,), *_calm(say)))


def _calm(say: Say) -> Rows:
    rows = (tuple(b for b in row if b.code in CALM) for row in say.buttons)
    return tuple(row for row in rows if row)


def _note(turn: Turn, say: Say) -> Say:
    """On a screen of its own, where a tap can show it; what cannot be shown later is left out."""
    note = turn.conversation.note
    if note is None or note.ask:
        return _cover(say, t("cover-note"), ())
    ask, screen = turn.conversation.next_ask, turn.conversation.next_screen
    kept = note.model_copy(update={"ask": ask, "screen": screen})
    turn.put(note=kept, next_ask=ask + 1, next_screen=screen + 1)
    rows = ((button("cover-show", SHOW, "primary"),),)
    covered = _cover(say, t(f"cover-{note.kind}"), rows)
    return covered.model_copy(update={"ask": ask, "screen": screen})


def _cover(say: Say, line: Text, rows: Rows) -> Say:
    """Sent as the message itself would be."""
    lines = (*(line for line in say.lines if line.key in SAFE), line)
    hidden = {"lines": lines, "buttons": rows, "picture": None, "album": (), "effect": "none"}
    return say.model_copy(update=hidden)


# What stands on it.


def _prompt(turn: Turn, topic: Open) -> Text:
    """How long it takes; nothing of it, when no move is left."""
    del topic
    session = program_of(turn).today
    assert session
    minutes = planned_minutes(session) if session.items else 0
    return t("cover-prompt", style=tone.style(turn), minutes=minutes)


def _stopped(turn: Turn, topic: Open) -> Text:
    """A stop has to be read; later there is only one question."""
    del turn
    return t("cover-question" if topic.picks == SHORT else "cover-stop")


LINES: dict[str, str | Callable[[Turn, Open], Text]] = {
    "prompt": _prompt,
    "stopped": _stopped,
    "new": "cover-first",
    "morning": "cover-morning",
    "again.offer": "cover-again",
    "barrier": "cover-barrier",
    "fork": "cover-fork",
}
"""By a topic's name or its first word; any other waits with a short question."""
READ = ("cover-prompt", "cover-stop")
"""Covers of what is read first; all others are opened to answer."""


def line_of(turn: Turn, topic: Open) -> Text:
    found = LINES.get(topic.topic) or LINES.get(topic.topic.partition(".")[0], "cover-question")
    return t(found) if isinstance(found, str) else found(turn, topic)


# Showing what it hides.


class Kind(NamedTuple):
    """A kind of note: whether it still holds, and how it looks."""

    holds: Callable[[Turn, str], bool]
    draw: Callable[[Turn, str], Screen]


NOTES = {
    "break": Kind(breaks.holds, breaks.draw),
    "summary": Kind(summary.holds, summary.draw),
}


def show(turn: Turn) -> None:
    """In its place, with the lines that would have stood first."""
    topic = turn.opened
    assert topic
    turn.redraw(topic.picks)
    if topic.topic == "prompt":
        comeback.note(turn)


def holds(turn: Turn) -> bool:
    """A move that may be done still, or a week that can be told."""
    note = _shown(turn)
    return NOTES[note.kind].holds(turn, note.about)


def show_note(turn: Turn) -> None:
    note = _shown(turn)
    screen = NOTES[note.kind].draw(turn, note.about)
    turn.put(note=None)
    turn.finish(*screen.lines, rows=screen.rows, picture=screen.picture)


def _shown(turn: Turn) -> Note:
    assert turn.conversation.note
    return turn.conversation.note
