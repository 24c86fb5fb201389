"""The one plain document that a copy of somebody's data is made from, and its schema.

Rule: shapes and what each field means; docs/export.md and schema.json are made from them.
First what people read, in their own words; last `talk` and `history`, as the program keeps them.
"""

from __future__ import annotations

import datetime as dt
from typing import Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict

from content.schema import DayType, DoseStep, SafetyClass
from flows.conversation import Answer, CheckIn, Conversation, Item
from flows.effects import Lane, Record, Say
from flows.events import Event

FORMAT = "unhamstrung-export"
VERSION: Literal[1] = 1
"""Raised when a field goes or changes its meaning; a new field leaves it as it is."""


class Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class StoredRow(Part):
    """What the database can read of the person's row without the key."""

    chat: int
    """Telegram's number of this chat."""
    version: int
    """How often the row was written."""
    due_at: AwareDatetime | None
    """When the bot speaks by itself next."""
    updated_at: AwareDatetime
    """When it was written last."""


class Agreed(Part):
    """A consent that was given, or taken back."""

    at: AwareDatetime | None
    what: Literal["given", "withdrawn"]
    version: str
    """Of the text that was agreed to."""
    sha256: str
    """Of the very words that were shown."""
    language: str


class Answered(Part):
    """One question and its answer."""

    section: str
    question: str
    """Its id."""
    asked: str
    """In the person's language; empty for a question that is not asked any more."""
    value: Answer
    """As it is stored: option ids, a number, both legs as [left, right]; null = skipped."""
    said: str
    """In the person's language."""


class Scored(Part):
    """What answers were weighed to; a habit of moving, and no finding."""

    id: str
    name: str
    score: int | None
    """0-100; null = too little was answered."""


class Assessed(Part):
    """The first questions, or a look again two weeks later."""

    day: dt.date
    answers: tuple[Answered, ...]
    scores: tuple[Scored, ...]


class PlanMove(Part):
    """One move of the plan, and how far it has come."""

    exercise: str
    name: str
    state: Literal["locked", "active", "passed"]
    step: DoseStep
    """1 to 3."""
    dose: str
    count: int
    """Sessions counted at this step."""
    in_use: bool
    """In one of the last two sessions."""
    rests_until: dt.date | None


class Plan(Part):
    """The plan as it is now."""

    phase: int
    phase_name: str
    phase_since: dt.date
    begun_on: dt.date
    counted: int
    """Sessions counted in this phase."""
    moves: tuple[PlanMove, ...]


class SessionMove(Item):
    """One move of a session."""

    name: str
    words: str
    """The dose."""


class Built(Part):
    """One session as it was built."""

    day: dt.date
    type: DayType
    """L = load, M = movement, G = gentle."""
    seconds: int
    phase: int | None
    moves: tuple[SessionMove, ...]


class Reported(CheckIn):
    """One report, as it counts now."""

    said: tuple[str, ...]
    """What was told, in words."""


class Decided(Part):
    """What was decided on a report."""

    report: dt.date
    """The day of the report."""
    rule: str
    """D1 to D13."""
    reason: str | None
    numbers: dict[str, int | str]
    """What was looked at."""
    changes: tuple[dict[str, str], ...]
    """Moves, and what became of each."""
    said: str
    """As the person read it; empty where an older program kept no words."""


class Sign(Part):
    """A safety sign that holds the moves, or held them."""

    id: str
    said: str
    at: str
    """Since when, or when it was cleared; empty = not known."""


class SafetyLine(Part):
    """One line of the log of safety."""

    day: dt.date
    what: Literal["stopped", "cleared"]
    safety_class: str
    signs: tuple[Sign, ...]


class Safety(Part):
    """What the safety questions led to."""

    safety_class: SafetyClass
    stops: tuple[Sign, ...]
    cleared: tuple[Sign, ...]
    taken_back: tuple[Sign, ...]
    """Ticks that were a mistake."""
    held: bool
    """After words of self-harm, until the person writes again."""
    log: tuple[SafetyLine, ...]


SetTo = str | int | bool | None


class Setting(Part):
    id: str
    name: str
    value: SetTo
    said: str


class Message(Part):
    """A message of the bot of the last 48 hours, or one that waits."""

    created_at: AwareDatetime
    lane: Lane
    state: str
    """waiting, tried, sent, failed, uncertain, dropped or blocked."""
    tries: int
    refused: int
    screen: int | None
    message_id: int | None
    """Telegram's."""
    not_before: AwareDatetime | None
    useless_after: AwareDatetime | None
    settled_at: AwareDatetime | None
    language: str | None
    text: str
    """As it was shown; empty when it does not open."""
    buttons: tuple[str, ...]
    recipe: Say | None
    """What the text is drawn from."""


class Screen(Part):
    """Which message of Telegram shows a screen of the talk."""

    screen: int
    message_id: int
    pictured: bool


class SetAside(Part):
    """Something that was sent, and that the program could not take."""

    at: AwareDatetime
    key: str
    """Telegram's number of it."""
    wished: bool
    """It is to be tried again."""
    event: Event | None
    """null: only its time is kept."""
    stood: str | None
    """Where the talk stood."""


class History(Record):
    """A row of the history, as it is kept; what `data` holds stands below."""

    recorded_at: AwareDatetime


class Document(Part):
    """All that is stored about one person."""

    format: Literal["unhamstrung-export"]
    version: Literal[1]
    made_at: AwareDatetime
    language: str
    """Of all words in here."""
    about: tuple[str, ...]
    """Who runs the bot, and what this is not."""
    stored: StoredRow
    unreadable: dict[str, int]
    """By table: how much of it is stored and could not be opened."""
    consents: tuple[Agreed, ...]
    answers: tuple[Answered, ...]
    """As they count now."""
    scores: tuple[Scored, ...]
    """Of these answers."""
    assessments: tuple[Assessed, ...]
    plan: Plan | None
    sessions: tuple[Built, ...]
    reports: tuple[Reported, ...]
    decisions: tuple[Decided, ...]
    safety: Safety
    settings: tuple[Setting, ...]
    messages: tuple[Message, ...]
    screens: tuple[Screen, ...]
    set_aside: tuple[SetAside, ...]
    talk: Conversation | None
    """The talk as it is kept; null when it could not be opened."""
    history: tuple[History, ...]
    """Every row of the history, also those that were told anew later."""


DATA: dict[str, dict[str, str]] = {
    "consent": {
        "version": "of the text",
        "sha256": "of the words that were shown",
        "language": "they were read in",
        "at": "when",
        "withdrawn": "true: the consent was taken back",
    },
    "assessment": {
        "answers": "all answers as they stood then, by question",
        "scores": "0-100 by factor and function; null = too little was answered",
        "class": "of safety",
        "changed": "true: answers of the last assessment were changed; it is no new one",
    },
    "session": {
        "day": "of the session",
        "type": "L = load, M = movement, G = gentle",
        "items": "its moves, each with its step, its place and what was changed for it",
        "seconds": "how long it was planned to take",
        "phase": "of the plan, 1-4",
    },
    "report": dict.fromkeys(CheckIn.model_fields, "as in `reports`"),
    "decision": {
        "report": "the day of the report it rests on",
        "decision": "D1 to D13",
        "reason": "which part of the rule fired",
        "numbers": "what was looked at",
        "changes": "moves, and what became of each",
    },
    "safety": {
        "class": "when moves were stopped: how soon somebody should look",
        "items": "when moves were stopped: the signs",
        "cleared": "the signs that were cleared",
    },
}
"""What `data` of a row of the history holds, by what it is."""


COLUMNS: dict[str, str] = {
    "people.chat_id": "stored.chat",
    "people.snapshot": "talk",
    "people.version": "stored.version",
    "people.due_at": "stored.due_at",
    "people.updated_at": "stored.updated_at",
    "letters.lane": "messages.lane",
    "letters.state": "messages.state",
    "letters.tries": "messages.tries",
    "letters.refused": "messages.refused",
    "letters.screen": "messages.screen",
    "letters.message_id": "messages.message_id",
    "letters.blob": "messages.recipe",
    "letters.created_at": "messages.created_at",
    "letters.not_before": "messages.not_before",
    "letters.useless_after": "messages.useless_after",
    "letters.settled_at": "messages.settled_at",
    "screens.screen": "screens.screen",
    "screens.message_id": "screens.message_id",
    "screens.pictured": "screens.pictured",
    "history.recorded_at": "history.recorded_at",
    "history.blob": "history.data",
    "quarantine.key": "set_aside.key",
    "quarantine.at": "set_aside.at",
    "quarantine.blob": "set_aside.event",
    "quarantine.retry": "set_aside.wished",
}
"""Where each column of a table that names a chat stands in the document."""
LEFT_OUT: dict[str, str] = {
    "people.wrapped_key": "the key itself: it would open what else was copied, and says nothing",
    "letters.id": "the number of a row: the list is in its order",
    "letters.chat_id": "the same chat",
    "letters.worker": "which process sends it, and nothing of a person",
    "screens.chat_id": "the same chat",
    "history.id": "the number of a row: the list is in its order",
    "history.chat_id": "the same chat",
    "quarantine.id": "the number of a row: the list is in its order",
    "quarantine.chat_id": "the same chat",
    "quarantine.traceback": "places in the program, and nothing of a person",
}
"""Columns that are in no copy, and why."""
