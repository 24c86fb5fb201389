"""What could not be taken when it came, and is tried again once the program is mended.

Rule: it counts as said now, but only where the talk still stands as it found it. Elsewhere it would
answer another question, or report on another day; then only danger is read out of it.
"""

from __future__ import annotations

import datetime as dt

from flows.agenda import LATE
from flows.conversation import Conversation
from flows.events import Blocked, Chose, Commanded, Event, MomentDue, Said, Sent, Started, Unblocked
from flows.reminders import in_quiet_hours, local_day

CAME_LATE = "late"
"""What `Sent.what` calls it when it does not count any more."""
TURNS_PROMPTS = ("pause", "resume")
"""Commands that could undo what was asked for since; all others show something, or end it."""


def standing(conversation: Conversation) -> str:
    """Where the talk stands: two places are the same when words mean the same at both."""
    topic = conversation.opens[-1].topic if conversation.opens else "nothing"
    return f"{conversation.state} {topic} {'held' if conversation.held else 'free'}"


def must_wait(event: Event, conversation: Conversation, at: dt.datetime) -> bool:
    """Quiet hours hold an answer that the person does not wait for any more."""
    if isinstance(event, MomentDue) or conversation.zone is None or at - event.at <= LATE:
        return False
    return in_quiet_hours(at, conversation.zone)


def once_more(
    event: Event, stood: str | None, conversation: Conversation, at: dt.datetime
) -> Event | None:
    """The event as it counts now; None when there is nothing left of it to say.

    `stood`: where the talk stood when it came.
    """
    if isinstance(event, Blocked):
        return None  # if it is so still, the next letter will tell
    if _counts(event, stood, conversation, at):
        return event.model_copy(update={"at": at})
    return Sent(at=at, what=CAME_LATE, text=_words(event))


def _counts(event: Event, stood: str | None, conversation: Conversation, at: dt.datetime) -> bool:
    match event:
        case MomentDue() | Unblocked() | Sent():
            return True
        case Commanded(name=name) if name not in TURNS_PROMPTS:
            return True
        case Chose(code="!new" | "!correct" | "!erase" | "!help" | "!stop" | "!today" | "!time"):
            return True
        case Chose(code="!keep" | "!export" | "!withdraw"):
            return True
        case Chose(ask=ask):
            return any(topic.ask == ask for topic in conversation.opens)
        case _:
            return standing(conversation) == stood and _same_day(event, conversation, at)


def _same_day(event: Event, conversation: Conversation, at: dt.datetime) -> bool:
    """Before there is a programme, no answer is about a day."""
    zone = conversation.zone
    if conversation.program is None or zone is None:
        return True
    return local_day(event.at, zone) == local_day(at, zone)


def _words(event: Event) -> str:
    match event:
        case Said(text=text):
            return text
        case Started(argument=argument) | Commanded(argument=argument):
            return argument
        case _:
            return ""
