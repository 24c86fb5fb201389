"""What a wish in plain words means here and now: the trigger for the machine, and its value.

Rule: looked at only where the words answer nothing that is open and report nothing; it goes no
further than a command or a button could.
"""

from __future__ import annotations

from collections.abc import Callable

from content.reply_words import Wish
from flows import menus, replies, stops, topics
from flows.agenda import today
from flows.asides import open_question
from flows.claims import PROGRAM
from flows.clock_words import Ambiguous, read_time
from flows.conversation import Open
from flows.date_words import read_until
from flows.labels import fold
from flows.moves_named import named, names_none, todays
from flows.report import waiting_session
from flows.settings import zone_picks
from flows.turn import Turn
from flows.wishes import Asked, alone, names_one_day, place_in, wishes

SAME_AS: dict[Wish, str] = {
    "about": "about", "answers": "answers", "ask_time": "ask_time", "bye": "bye",
    "doses": "doses", "erase": "erase_ask", "export": "export", "hello": "hello", "help": "help",
    "language": "language", "learn": "learn", "page": "page_ask", "plan": "plan",
    "privacy": "privacy", "progress": "progress", "results": "results", "settings": "settings",
    "sore": "sore", "stop": "stop", "thanks": "thanks", "today": "today", "when": "when",
    "why": "why_moves", "withdraw": "withdraw",
}  # fmt: skip
"""Wishes that mean one thing wherever they are said."""
OVER_FREE_TEXT = (
    "stop", "erase", "withdraw", "export", "help", "language", "privacy", "back", "skip", "correct",
    "why", "hello", "thanks",
)  # fmt: skip
"""What counts by itself where any words would do as an answer."""
ANSWERS_NOTHING = {"unclear", "vague", "at_card", "reported", "card_first"}
"""Triggers of words that answer nothing that is open."""
TAKEN_FOR = ("report", "morning", "fixed", "snooze")
"""Triggers of words that a wish with a number in it, or a question, can be taken for."""
SPOKEN_AT_ONCE = ("stop", "erase_ask", "withdraw")
"""Heeded in the first words after words of self-harm too."""


def instead(turn: Turn, text: str, trigger: str, *, is_free_text: bool) -> str | None:
    """The trigger of a wish, where the words are nothing else; if not, the turn is as it was."""
    opened, value = turn.opened, turn.value
    for asked in _candidates(turn, text, trigger, is_free_text=is_free_text):
        if found := _meaning(turn, asked, trigger):
            return found
        turn.opened, turn.value = opened, value
    return None


def _candidates(turn: Turn, text: str, trigger: str, *, is_free_text: bool) -> list[Asked]:
    words = turn.content.reply_words
    if is_free_text:
        wish = alone(text, words)
        return [Asked(wish)] if wish in OVER_FREE_TEXT else []
    if trigger in ANSWERS_NOTHING:
        return list(wishes(text, words))
    if trigger in TAKEN_FOR:
        return [asked for asked in wishes(text, words) if _is_no_report(turn, text, asked)]
    return []


def _is_no_report(turn: Turn, text: str, asked: Asked) -> bool:
    """Its number is a time of day; or it asks, and tells nothing that was done or felt."""
    words = turn.content.reply_words
    said = replies.read(text, len(todays(turn)), words)
    if asked.wish == "set_time":
        return said.completion is None and not replies.speaks_of_pain(text, words)
    tells = said.completion in ("done", "partial") or said.pain is not None
    return "?" in text and not tells


def _meaning(turn: Turn, asked: Asked, trigger: str) -> str | None:
    topic = turn.opened
    if topic and trigger != "card_first" and (found := _handed_over(turn, topic, asked)):
        return found
    turn.opened = turn.value = None
    if asked.wish in SAME_AS:
        return SAME_AS[asked.wish]
    return MEANINGS[asked.wish](turn, asked)


def _handed_over(turn: Turn, topic: Open, asked: Asked) -> str | None:
    """What is open is answered by what is wished: "remind me at 18:00", where a time is asked."""
    if asked.wish in ("skip", "back"):
        return _by_button(turn, topic, asked.wish)
    if asked.wish == "correct" and topic.topic.startswith("q."):
        return _by_button(turn, topic, "back")
    if asked.wish == "set_time" and topic.topic in ("q.q_time", "set.q_time"):
        return topics.of(topic).take(turn, topic, code=None, text=asked.after)
    if asked.wish in ("moved", "is_in") and topic.topic == "zone":
        place = place_in(asked.after, turn.content.reply_words)
        return topics.of(topic).take(turn, topic, code=None, text=place)
    return None


def _by_button(turn: Turn, topic: Open, code: str) -> str | None:
    """What the button of this code does, if the screen has it."""
    rows = turn.drawn(topic).rows
    if not any(button.code == code for row in rows for button in row):
        return None
    return topics.of(topic).take(turn, topic, code=code, text=None)


# One function for each wish whose meaning depends on where it is said.


def _go_on(turn: Turn, asked: Asked) -> str:
    del asked
    ways = {"program.paused": "resume", "program.active": "today", "stopped": "resume",
            "welcome": "hello", "withdrawn": "start"}  # fmt: skip
    return ways.get(turn.state, "start")


def _correct(turn: Turn, asked: Asked) -> str:
    del asked
    return "mistyped" if stops.may_retype(turn) else "correct"


def _fine(turn: Turn, asked: Asked) -> str | None:
    """An "ok" answers nothing that is asked; where nothing is, it is as good as thanks."""
    del asked
    waits = waiting_session(turn.conversation) is not None and turn.state in PROGRAM
    return None if waits or open_question(turn) else "thanks"


def _set_time(turn: Turn, asked: Asked) -> str | None:
    """For every day; "at 7 tonight" is of one day only."""
    if names_one_day(asked.after, turn.content.reply_words):
        return None
    found = read_time(asked.after)
    if isinstance(found, Ambiguous):
        turn.value = tuple(f"{time:%H:%M}" for time in found.choices)
        return "which_time"
    turn.value = f"{found:%H:%M}" if found else None
    return "set_time" if found else "ask_time"


def _moved(turn: Turn, asked: Asked) -> str | None:
    return _to(turn, place_in(asked.after, turn.content.reply_words), is_sure=True)


def _is_in(turn: Turn, asked: Asked) -> str | None:
    """As in "I'm in Tokyo", and not in a hurry: only the whole name of a place will do."""
    return _to(turn, place_in(asked.after, turn.content.reply_words), is_sure=False)


def _to(turn: Turn, place: str, *, is_sure: bool) -> str | None:
    found = turn.content.places.find(place)
    if not is_sure:
        found = tuple(p for p in found if fold(p.label.partition(",")[0]) == fold(place))
    picks = zone_picks(found)
    if len(picks) == 1:
        turn.value = found[0].zone
        return "rezone" if turn.state in PROGRAM else "zone"
    if turn.state not in PROGRAM or not (picks or is_sure):
        return None
    turn.value = picks or "zone"
    return "zones" if picks else "set"


def _pause(turn: Turn, asked: Asked) -> str:
    """Until the day that is named; without one it is asked."""
    if turn.state not in PROGRAM:
        return "pause"
    found = read_until(asked.after, today(turn)) if asked.after else None
    return menus.until(turn, found, otherwise="pause") if found else "pause"


def _ill(turn: Turn, asked: Asked) -> str:
    del asked
    return "ill" if turn.state in PROGRAM else "pause"


def _how(turn: Turn, asked: Asked) -> str | None:
    """Of a move that is named, or of those of today."""
    turn.value = named(asked.after, turn)
    return "show_how" if turn.value or names_none(asked.after, turn) else None


def _no_button(turn: Turn, asked: Asked) -> None:
    """There is nothing to skip, or to go back to."""
    del turn, asked


MEANINGS: dict[Wish, Callable[[Turn, Asked], str | None]] = {
    "back": _no_button,
    "correct": _correct,
    "fine": _fine,
    "go_on": _go_on,
    "how": _how,
    "ill": _ill,
    "is_in": _is_in,
    "moved": _moved,
    "pause": _pause,
    "set_time": _set_time,
    "skip": _no_button,
}
