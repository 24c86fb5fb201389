"""The snapshot that is stored between two events: frozen, and whole in one small document.

Only what cannot be derived from the content and the other fields is kept here.
"""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal

from pydantic import (
    AwareDatetime,
    BaseModel,
    ConfigDict,
    SerializerFunctionWrapHandler,
    model_serializer,
)

from content.schema import DayType, DoseStep, SafetyClass
from flows.effects import Text

Answer = str | int | float | list[str] | list[int] | list[float] | None
"""single, text, time: str; multi: list of option ids; scale, number: a number; lr: [left, right];
time_range: "HH:MM-HH:MM"; None = asked and skipped."""
Answers = dict[str, Answer]

Completion = Literal["done", "partial", "skipped"]
Tingling = Literal["none", "better", "same", "worse"]
Light = Literal["GREEN", "AMBER", "RED"]
MomentKind = Literal[
    "prompt", "nudge", "morning", "follow_up", "break", "moves", "snooze", "summary"
]  # fmt: skip
AskKind = Literal[
    "cards", "weekly", "again", "barrier", "pause", "habit", "keep", "eased", "better",
    "lesson",
]  # fmt: skip
"""What is asked or told now and then, or ended; kept with the day, as moments are."""


class Snapshot(BaseModel):
    model_config = ConfigDict(frozen=True, extra="allow")  # unknown fields survive an older program


class Consent(Snapshot):
    version: str
    sha256: str
    language: str
    at: AwareDatetime


class Moment(Snapshot):
    """A due moment: exactly one per kind, local day and ordinal."""

    kind: MomentKind
    day: dt.date
    """In the person's own zone."""
    ordinal: int = 0
    at: AwareDatetime


class Open(Snapshot):
    """A question, card or menu that is on the person's screen and can be answered."""

    ask: int
    """Unique number of this showing; buttons carry it."""
    screen: int
    topic: str
    """What it is about: "q.q_age", "checkin.pain", "settings" ..."""
    picks: tuple[str, ...] = ()
    """Ticks so far, in a multi-select."""
    under: tuple[Text, ...] | None = None
    """What stands first once it is shown in full; None = it is, and no cover hides it."""


class Note(Snapshot):
    """The last message that came unasked and asks nothing, from which a tap shows it in full."""

    kind: Literal["break", "summary"]
    about: str
    """The move, or the last day of the week."""
    ask: int = 0
    """Of its cover; 0 = it has none, and was said in full."""
    screen: int = 0


class Rung(Snapshot):
    """Where one exercise stands in its chain."""

    state: Literal["locked", "active", "passed"]
    dose: DoseStep = 1
    count: int = 0
    """Counted sessions at this dose."""
    easy: int = 0
    """How many of these had effort <= 3."""
    halved_sessions: int = 0
    """Sessions still to come with half the repetitions."""
    was_halved: bool = False

    @model_serializer(mode="wrap")
    def _lean(self, write: SerializerFunctionWrapHandler) -> dict[str, Any]:
        """There is one for each exercise, most of them locked: defaults would be the most of it."""
        fields = type(self).model_fields
        written: dict[str, Any] = write(self)
        return {k: v for k, v in written.items() if k not in fields or v != fields[k].default}


class Item(Snapshot):
    """One exercise of a built session."""

    exercise: str
    dose: DoseStep
    slot: str
    """nerve, focus, strength, anchor, posture, rotation or free."""
    extra_set: Literal["left", "right"] | None = None
    halved: bool = False


class Session(Snapshot):
    day: dt.date
    type: DayType
    items: tuple[Item, ...]
    seconds: int


class CheckIn(Snapshot):
    """What was reported of one session, and what was decided on it. None = not asked or unknown."""

    day: dt.date
    type: DayType
    items: tuple[str, ...]
    completion: Completion
    pain: int | None = None
    """NRS 0-10 during the session."""
    tingling: Tingling | None = None
    effort: int | None = None
    """RPE 0-10, on L days."""
    culprit: str | None = None
    morning_pain: int | None = None
    morning_tingling: bool | None = None
    """Still there the next morning."""
    doms: bool | None = None
    """Dull, in both thighs, no tingling?"""
    light: Light | None = None
    decision: str | None = None
    minutes: int | None = None
    """How long the session was planned to take; None in reports of an older program."""
    left_out: tuple[str, ...] = ()
    """Moves that were skipped or stopped; known when the session was led move by move."""
    eased: tuple[str, ...] = ()
    """Moves that were made smaller on that day: they do not count towards a step up."""


class Doing(Snapshot):
    """One move of a session that is led move by move."""

    planned: Item
    now: Item
    """As it is done today: the same, made smaller, or an easier move in its place."""
    how: Literal["open", "done", "skipped", "stopped"] = "open"
    pain: int | None = None
    """The highest said of it, 0-10."""


class Guided(Snapshot):
    """A session that is led move by move: how far it has come."""

    day: dt.date
    """Of the session."""
    moves: tuple[Doing, ...] = ()
    at: int = 1
    """Whose turn it is, counted from 1."""
    pain: int | None = None
    """The highest said of any move; it stays known when the session is built anew."""
    culprit: str | None = None
    """The planned move that this pain belongs to."""
    was_tried: bool = False
    """Some move was done, at least in part; it stays known too."""


class Program(Snapshot):
    """Phase, rungs and the last sessions: all that the next session is built from."""

    day0: dt.date
    phase: Literal[1, 2, 3, 4] = 1
    phase_since: dt.date
    counted: int = 0
    """Sessions done or partial in this phase."""
    rungs: dict[str, Rung]
    blocked_until: dict[str, dt.date] = {}
    built: tuple[Session, ...] = ()
    """The last three built sessions, oldest first, without today's."""
    today: Session | None = None
    reports: tuple[CheckIn, ...] = ()
    """14 days, oldest first."""
    trained_on: dt.date | None = None
    """The last day a session was done, at least in part; None before the first."""
    days: int | None = None
    """Of a week, as the programme has followed them since `week_since`; None = not kept then."""
    week_since: dt.date | None = None
    """When the days a week were changed; None = never."""
    missed_on: dt.date | None = None
    """The first missed session of the lapse that ran when they were changed."""
    eased: Literal[0, 7, 14, 28] = 0
    """How far the lapse that runs has eased the moves: the first day of the row applied last."""
    unsettled: Program | None = None
    """As it was before the last report was settled and the next session built, so that both can
    be made anew after a morning answer or a correction; without the sessions and reports."""
    forced_gentle: bool = False
    """The next session is G, whatever the pattern says."""
    shorten_until: dt.date | None = None
    cleared_on: dt.date | None = None
    """When a stop was cleared: care and cap 2 for 28 days from then."""
    past_sessions: int = 0
    """Done at least in part, of reports that are not kept any more."""


class Lived(Snapshot):
    """One session day as it went: whether it kept to its time."""

    day: dt.date
    snoozed: bool = False
    at: str | None = None
    """When the session was begun, or else reported, "HH:MM"; None = not done that day."""
    is_off: bool = False
    """That was far from the prompt's own time."""


class Off(Snapshot):
    """Local days, both included, on which the moves were held: a pause, a stop, a crisis."""

    first: dt.date
    last: dt.date | None = None
    """None = it lasts."""


class Rhythm(Snapshot):
    """How regular the sessions are; what the last 14 days of reports do not tell."""

    lived: tuple[Lived, ...] = ()
    """The last session days, oldest first."""
    streak: int = 0
    """Planned days kept in a row, up to `settled_on`."""
    settled_on: dt.date | None = None
    """The last day that no correction can reach any more; None = none counted yet."""
    off: tuple[Off, ...] = ()
    """Those that a day after `settled_on` may fall into."""


class Again(Snapshot):
    """A re-assessment under way: what is left to ask, and what was answered before."""

    full: bool = False
    """After a long lapse: card C is opened too, and it cannot be put off."""
    left: tuple[str, ...] = ()
    """Questions still to come."""
    before: Answers = {}
    """The answers of the last assessment to the questions that were answered anew."""
    done: tuple[str, ...] = ()
    """Steps that were answered or skipped, in order: the way back."""


class Retention(Snapshot):
    """How long all this is kept, while the person does nothing."""

    active_on: dt.date
    """The last day on which they did anything."""
    at: AwareDatetime
    """When the next step comes: a warning, or the end."""
    last: bool = False
    """The next step is the end."""


class Conversation(Snapshot):
    """Everything one talk needs to go on. `state` names are stored, so they are a contract."""

    schema_version: int = 1
    content_version: str = ""
    state: str = "welcome"
    language: str = "en"
    language_chosen: bool = False
    """By hand: what the client is set to does not change it any more."""
    consent: Consent | None = None
    withdrawn_at: AwareDatetime | None = None
    """When the consent was taken back; None = it holds, or was never given."""
    retention: Retention | None = None
    """None = nothing is planned yet, or all is kept until the person deletes it."""
    answers: Answers = {}
    safety: SafetyClass = "ok"
    stops: tuple[str, ...] = ()
    """Red-flag items and derived triggers that hold the moves, until cleared."""
    stopped_at: dict[str, AwareDatetime] = {}
    """When each of the stops began; of an older snapshot it may not be known."""
    cleared: dict[str, dt.date] = {}
    """Stops that were cleared, and when."""
    mistaken: tuple[str, ...] = ()
    """Ticks taken back as a mistake: each may be, once."""
    checks_again: tuple[str, ...] | None = None
    """Skipped movement checks still to be asked; None until they are taken up."""
    held: bool = False
    """After words of self-harm: no moves until the person writes again."""
    cards_owed: bool = False
    """Cards A and B were opened and not both closed since: they come before the next session."""
    reassess_on: dt.date | None = None
    """When the next re-assessment is due; None = 14 days after the programme began."""
    put_off: int = 0
    """How often it was put off."""
    again: Again | None = None
    """A re-assessment under way."""
    no_gain: int = 0
    """Re-assessments running without a clear or likely gain."""
    load_on: dt.date | None = None
    """The last load day of a plan that was left for a new start: the next plan minds it."""
    resting: dict[str, dt.date] = {}
    """Until when moves of that plan rest."""
    gentle_first: bool = False
    """That plan ended after RED: the first session of the next one is gentle."""
    reviewing: bool = False
    """All answers were shown before the result, which comes before anything that follows it."""
    seen_at: AwareDatetime | None = None
    """When the person last did anything in the intake."""
    opening: dt.date | None = None
    """The day whose session is to follow what must be asked first."""
    zone: str | None = None
    """IANA name."""
    program: Program | None = None
    opens: tuple[Open, ...] = ()
    """What can be answered now; typed text goes to the last."""
    draft: dict[str, Answer] = {}
    """Answers of a check-in under way."""
    guided: Guided | None = None
    """The session under way, led move by move, until it is reported."""
    agenda: tuple[Moment, ...] = ()
    last_fired: dict[str, dt.date] = {}
    """Per MomentKind (breaks by ordinal) or AskKind: the last local day it fired or was settled, so
    that a change of zone never repeats a day."""
    looked_at: AwareDatetime | None = None
    """When a card of today's session was opened last; None once the session is reported."""
    heard_on: dt.date | None = None
    """The last local day the person did anything, once there is a programme."""
    last_tap: tuple[int, str] | None = None
    next_screen: int = 1
    next_ask: int = 1
    exported_at: AwareDatetime | None = None
    """When a copy of everything was asked for last."""
    clinic: str | None = None
    """The word of the link that the person came by."""
    lessons_read: tuple[str, ...] = ()
    lessons_offered: tuple[str, ...] = ()
    """None is offered twice."""
    text_only: bool = False
    """No effects, emoji or pictures."""
    details: bool = False
    """What comes unasked says all at once, on a locked screen too."""
    note: Note | None = None
    missed: int = 0
    """How many messages running were not understood, up to 3."""
    mistyped: dt.date | None = None
    """The local day whose report paused the moves, while its number can still be told anew."""
    blocked: bool = False
    paused_until: dt.date | None = None
    back_owed: bool = False
    """A pause is over and nobody was told: the next prompt says so."""
    rhythm: Rhythm = Rhythm()
    summary_day: int = 7
    """Of the weekly summary, as an ISO weekday; 0 = none."""
    summary_on: dt.date | None = None
    """When the last one was told."""
    unasked: tuple[dt.date, int] | None = None
    """How many messages that nobody asked for this local day has had."""

    @property
    def due_at(self) -> dt.datetime | None:
        """The one moment that the store has to know of."""
        moments = [] if self.blocked else [m.at for m in self.agenda]
        if self.retention:
            moments.append(self.retention.at)
        return min(moments, default=None)
