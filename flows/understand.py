"""What an event means here: one word for the machine, and a value for its actions.

Rule: reads the event and what is open; changes nothing but `turn.opened` and `turn.value`.
"""

from __future__ import annotations

from typing import assert_never

from flows import checkin, menus, physio, replies, retention, stops, topics, wanted
from flows.claims import PROGRAM
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
from flows.parts import SHOW, t
from flows.turn import Turn

COMMANDS = (
    "today", "plan", "correct", "why", "answers", "pause", "resume", "stop", "settings", "help",
    "privacy", "erase", "language", "learn", "progress", "export",
    "withdraw",
)  # fmt: skip
ANYWHERE = {
    "!new": "new", "!correct": "correct", "!start": "start", "!resume": "resume",
    "!erase": "erase_ask", "!week": "week_pain", "!over": "over_ask",
    "!progress": "progress", "!today": "today", "!time": "ask_time", "!help": "help",
    "!stop": "stop", "!export": "export", "!keep": "keep_data", "!withdraw": "withdraw",
}  # fmt: skip
"""Buttons that never grow old."""
NEVER_HELD = (
    *stops.SCREENING, "settings", "set.", "zone", "pause", "erase", "stopped", "language", "undo",
    "clock", "here", "welcome", "renew", "withdraw",
)  # fmt: skip
"""Topics that can be answered while a safety card is open; all others wait for it."""

NOTE = "note"
"""The topic of a message that came unasked and asks nothing; it is not kept open."""
OF_ONES_DATA = ("!erase", "!export", "!keep", "!withdraw")
"""Buttons that may be tapped before words come again after those of self-harm."""
CARDS_OPEN = {"program.active", "program.paused", "referred"}
"""States in which "Something new" opens the safety cards, which hold the moves from then on."""


def understand(turn: Turn) -> str:
    match event := turn.event:
        case Started():
            return _danger(turn, event.argument) or "start"
        case Commanded():
            return _danger(turn, event.argument) or _command(turn, event)
        case Chose():
            return _tap(turn, event)
        case Said():
            return _words(turn, event)
        case Located():
            return _place(turn, event)
        case Sent():
            return _danger(turn, event.text) or "unread"
        case MomentDue():
            return "retention" if retention.is_all(turn) else "due"
        case Blocked():
            return "block"
        case Unblocked():
            return "unblock"
        case _:
            assert_never(event)


def _command(turn: Turn, event: Commanded) -> str:
    if event.name == "erase":
        return "erase_ask"
    if event.name == "report":
        return "page_ask"
    if event.name == "pause" and event.argument and turn.state in PROGRAM:
        return menus.take_argument(turn, event.argument)
    return event.name if event.name in COMMANDS else "unclear"


def _tap(turn: Turn, event: Chose) -> str:
    opens = turn.conversation.opens
    topic = next((o for o in opens if o.ask == event.ask), None) or _note(turn, event)
    if topic is None and event.code not in ANYWHERE:
        return "stale"
    if turn.conversation.held and not _is_free(turn, event, topic):
        return "held"
    if event.code in ANYWHERE:
        return ANYWHERE[event.code]
    assert topic
    return _take(turn, topic, code=event.code, text=None)


def _is_free(turn: Turn, event: Chose, topic: Open | None) -> bool:
    """For all other taps, words come first after self-harm."""
    if event.code in ANYWHERE:
        is_new = event.code == "!new" and turn.state in CARDS_OPEN
        return is_new or event.code in OF_ONES_DATA
    return topic is not None and topic.topic in ("erase", "withdraw")


def _take(turn: Turn, topic: Open, *, code: str | None, text: str | None) -> str:
    if stops.screening_open(turn.conversation) and not topic.topic.startswith(NEVER_HELD):
        return "card_first"
    turn.opened = topic
    if text is not None and topic.under is not None and topic.topic.startswith(stops.SCREENING):
        return "card_first"  # nobody answers for their safety without having read the question
    if code == SHOW:
        return _show(topic)
    return topics.of(topic).take(turn, topic, code=code, text=text)


def _show(topic: Open) -> str:
    """What a cover hides, if it still does."""
    if topic.topic == NOTE:
        return "show_note"
    return "stale" if topic.under is None else "show"


def _note(turn: Turn, event: Chose) -> Open | None:
    """What asks nothing, and is to be shown."""
    note = turn.conversation.note
    if note is None or note.ask != event.ask or event.code != SHOW:
        return None
    return Open(ask=note.ask, screen=note.screen, topic=NOTE)


def _danger(turn: Turn, text: str) -> str | None:
    """Safety words, wherever they stand: below a photo and behind a command too."""
    found = replies.safety_found(text, turn.content.reply_words)
    if not found:
        return None
    turn.value = found
    return "crisis" if found[0] == replies.CRISIS else "danger"


def _words(turn: Turn, event: Said) -> str:
    """Danger first; after words of self-harm, nothing is asked of who writes again."""
    danger = _danger(turn, event.text)
    if danger:
        return danger
    trigger, says_nothing = _reply(turn, event), wanted.ANSWERS_NOTHING
    if trigger in says_nothing and replies.asks_what_is_wrong(event.text, turn.content.reply_words):
        return "what_is_wrong"
    is_free = _is_free_text(turn)
    is_any = is_free or trigger in ("zone", "zones")  # somewhere there is a place of any name
    wish = wanted.instead(turn, event.text, trigger, is_free_text=is_any)
    if turn.was_held and wish not in wanted.SPOKEN_AT_ONCE:
        is_answer = wish is None and trigger not in says_nothing and not is_free
        return trigger if is_answer else "wrote_again"
    return wish or trigger


def _is_free_text(turn: Turn) -> bool:
    """Any words would do as an answer to what is open: a goal, or a name."""
    name = turn.opened.topic.rpartition(".")[2] if turn.opened else ""
    question = turn.content.questions.get(name)
    return name == physio.TOPIC or (question is not None and question.type == "text")


def _reply(turn: Turn, event: Said) -> str:
    """To the last thing that is open and takes words; else a report."""
    for topic in reversed(turn.conversation.opens):
        trigger = _take(turn, topic, code=None, text=event.text)
        if trigger != "elsewhere":
            return trigger
    turn.opened = None
    return checkin.read_report(turn, event.text)


def _place(turn: Turn, event: Located) -> str:
    turn.opened = next((o for o in turn.conversation.opens if o.topic == "zone"), None)
    turn.value = event.zone or t("hint-zone")
    if turn.opened is None and event.zone and turn.state in PROGRAM:
        return "here"
    return "zone" if event.zone else "unclear"
