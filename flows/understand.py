"""What an event means here: one word for the machine, and a value for its actions.

Rule: reads the event and what is open; changes nothing but `turn.opened` and `turn.value`.
"""

from __future__ import annotations

from typing import assert_never

from flows import checkin, replies, stops, topics
from flows.conversation import Open
from flows.events import (
    Blocked,
    Chose,
    Commanded,
    Located,
    MomentDue,
    Said,
    Sent,
    Started,
    Unblocked,
)
from flows.parts import t
from flows.turn import Turn

COMMANDS = (
    "today", "plan", "correct", "why", "answers", "pause", "resume", "stop", "settings", "help",
    "privacy", "erase",
)  # fmt: skip
ANYWHERE = {
    "!new": "new", "!correct": "correct", "!start": "start", "!resume": "resume",
    "!erase": "erase_ask",
}  # fmt: skip
"""Buttons that never grow old."""
NEVER_HELD = (*stops.SCREENING, "settings", "set.", "zone", "pause", "erase", "stopped")
"""Topics that can be answered while a safety card is open; all others wait for it."""


def understand(turn: Turn) -> str:
    match event := turn.event:
        case Started():
            return "start"
        case Commanded():
            return _command(event)
        case Chose():
            return _tap(turn, event)
        case Said():
            return _words(turn, event)
        case Located():
            return _place(turn, event)
        case Sent():
            return "unread"
        case MomentDue():
            return "due"
        case Blocked():
            return "block"
        case Unblocked():
            return "unblock"
        case _:
            assert_never(event)


def _command(event: Commanded) -> str:
    if event.name == "erase":
        return "erase_ask"
    return event.name if event.name in COMMANDS else "unclear"


def _tap(turn: Turn, event: Chose) -> str:
    if event.code in ANYWHERE:
        return ANYWHERE[event.code]
    topic = next((o for o in turn.conversation.opens if o.ask == event.ask), None)
    if topic is None:
        return "stale"
    return _take(turn, topic, code=event.code, text=None)


def _take(turn: Turn, topic: Open, *, code: str | None, text: str | None) -> str:
    if stops.screening_open(turn.conversation) and not topic.topic.startswith(NEVER_HELD):
        return "card_first"
    turn.opened = topic
    return topics.of(topic).take(turn, topic, code=code, text=text)


def _words(turn: Turn, event: Said) -> str:
    """Danger first; then the last thing that is open and takes words; then a report."""
    danger = replies.safety_item(event.text, turn.content.reply_words)
    if danger:
        turn.value = danger
        return "crisis" if danger == "crisis" else "danger"
    for topic in reversed(turn.conversation.opens):
        trigger = _take(turn, topic, code=None, text=event.text)
        if trigger != "elsewhere":
            return trigger
    turn.opened = None
    return checkin.read_report(turn, event.text)


def _place(turn: Turn, event: Located) -> str:
    turn.opened = next((o for o in turn.conversation.opens if o.topic == "zone"), None)
    turn.value = event.zone or t("hint-zone")
    return "zone" if event.zone else "unclear"
