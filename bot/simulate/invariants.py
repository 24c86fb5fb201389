"""What must be true after every step of every talk; a breach ends the talk with a sentence.

Rule: looks from outside, at the snapshots and at what was said, and asks the talk's own code only
for limits.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

from content.load import Content
from content.schema import DayType
from flows.basis import Basis
from flows.builder import seconds
from flows.conditions import avoided
from flows.conversation import Conversation, Program, Session
from flows.effects import Effect, Say, Text
from flows.events import Event
from flows.reminders import local_day
from flows.rungs import level_cap
from flows.stops import screening_open
from flows.turn import Outcome
from flows.weigh import weigh
from flows.words import draw

MOST_UNASKED = 10
"""Messages a local day that nobody asked for (clinical spec 6)."""
MOST_AT_ONCE = 5
"""Due moments handled at the very same time, before it counts as running in circles."""
LARGEST_SNAPSHOT = 16 * 1024
SPOKEN_TO = ("started", "said", "commanded", "located", "sent")
WAYS_ON = ("!start", "!resume")
COMMAND = re.compile(r"(?<!\w)/[a-z]+")
SESSION_LINES = ("session-item", "card-title")
RUNNING = ("program.active", "program.paused")
"""A proposal only shows what a first day would hold."""
STOPPED = ("emergency", "clinician_first", "not_offered")


class BreachError(Exception):
    """A rule that must always hold did not."""

    def __init__(self, rule: str, sentence: str) -> None:
        super().__init__(f"{rule}: {sentence}")
        self.rule = rule


@dataclass
class Watch:
    """Looks at one person's talk, step by step; remembers what rules over days need."""

    content: Content
    unasked: Counter[dt.date] = field(default_factory=Counter)
    screens: set[int] = field(default_factory=set)
    """Logical screens that exist."""
    types: dict[dt.date, DayType] = field(default_factory=dict)
    """Of the sessions shown, as they were shown last."""
    due_at: tuple[dt.datetime, int] | None = None
    """The last due moment, and how many were handled at that time."""

    def look(self, before: Conversation, event: Event, outcome: Outcome) -> None:
        """Raises BreachError for the first rule that is broken."""
        after = outcome.conversation
        says = [e for e in outcome.effects if isinstance(e, Say)]
        self._answers(before, event, outcome.effects)
        self._blocked(after, says)
        self._built(before, after)
        self._offered(before, after, event, says)
        self._unasked(after, event, says)
        self._circles(event)
        self._goes_on(after, says)

    # One rule each.

    def _answers(self, before: Conversation, event: Event, effects: tuple[Effect, ...]) -> None:
        if event.kind in SPOKEN_TO and not any(e.kind == "say" for e in effects):
            raise BreachError("silent", "a message was not answered")
        is_new = event.kind == "chose" and before.last_tap != (event.ask, event.code)
        if is_new and not any(e.kind in ("say", "toast") for e in effects):
            raise BreachError("silent", "a tap was not answered")

    def _blocked(self, after: Conversation, says: list[Say]) -> None:
        if after.blocked and (_comes(after) or any(not s.edit_only for s in says)):
            raise BreachError("blocked", "a person who blocked the bot was written to")

    def _built(self, before: Conversation, after: Conversation) -> None:
        """A session that is new: every move is allowed, and it fits the time."""
        session = after.program.today if after.program else None
        if session is None or (before.program and session == before.program.today):
            return
        assert after.program
        cap = self._cap(after, after.program, session.day)
        for item in session.items:
            self._suits(item.exercise, after, cap)
        self._fits(session, after)

    def _suits(self, move: str, after: Conversation, cap: int | None) -> None:
        exercise = self.content.exercises[move]
        if avoided(exercise, after.answers):
            raise BreachError("avoid_if", f"{move} is ruled out by the answers")
        if cap is not None and exercise.level > cap:
            raise BreachError("level cap", f"{move} is level {exercise.level}, the cap is {cap}")

    def _cap(self, after: Conversation, program: Program, day: dt.date) -> int:
        """Gentle days hold level 1 only."""
        if program.today and program.today.type == "G":
            return self.content.rules.gentle.level
        weighed = weigh(after.answers, self.content)
        basis = Basis(after.answers, after.safety, weighed, self.content)
        return level_cap(program, day, basis)

    def _fits(self, session: Session, after: Conversation) -> None:
        """Longer only if nothing could be made shorter (session builder, rule 7)."""
        rules = self.content.rules
        minutes = rules.minutes.get(
            str(after.answers.get("q_minutes")), min(rules.minutes.values())
        )
        plain = sum(seconds(item, self.content) for item in session.items)
        if plain <= minutes * 60 * rules.time.slack:
            return
        lowest = all(item.dose == 1 for item in session.items)
        free = any(item.slot == "free" for item in session.items)
        if not lowest or (free and len(session.items) > rules.time.least_items):
            raise BreachError("time", f"{plain} seconds were built for {minutes} minutes")

    def _offered(
        self, before: Conversation, after: Conversation, event: Event, says: list[Say]
    ) -> None:
        """Moves on the screen: none while they must wait, none ruled out, no load twice running."""
        for say in says:
            moves = offered(say)
            if not moves:
                continue
            _may_train(before, after, event)
            is_session = any(line.key in SESSION_LINES for line in say.lines)
            program = after.program if is_session else None
            cap = self._cap(after, program, _day(after, event)) if program else None
            for move in moves:
                self._suits(move, after, cap)
            if program and program.today and after.state in RUNNING:
                self._load(program.today)

    def _load(self, session: Session) -> None:
        self.types = {d: t for d, t in self.types.items() if (session.day - d).days < 3}
        self.types[session.day] = session.type
        near = [session.day + dt.timedelta(days=n) for n in (-1, 1)]
        if session.type == "L" and any(self.types.get(d) == "L" for d in near):
            raise BreachError("load days", f"load on {session.day} and on the day beside it")

    def _unasked(self, after: Conversation, event: Event, says: list[Say]) -> None:
        new = new_messages(says, self.screens)
        self.screens |= {s.screen for s in says if s.screen is not None and not s.edit_only}
        if event.kind != "moment_due":
            return
        day = _day(after, event)
        self.unasked[day] += new
        if self.unasked[day] > MOST_UNASKED:
            raise BreachError("unasked", f"{self.unasked[day]} messages on {day}")

    def _circles(self, event: Event) -> None:
        if event.kind != "moment_due":
            return
        at, times = self.due_at or (event.at, 0)
        self.due_at = (event.at, times + 1 if at == event.at else 1)
        if self.due_at[1] > MOST_AT_ONCE:
            raise BreachError("circles", "a due moment is never over")

    def _goes_on(self, after: Conversation, says: list[Say]) -> None:
        """An open question, a due moment, or words that say how to go on."""
        if after.opens or _comes(after) or after.blocked or not says:
            return
        codes = {b.code for s in says for row in s.buttons for b in row}
        lines = (line for s in says for line in s.lines)
        if codes.isdisjoint(WAYS_ON) and not any(self._names_command(t, after) for t in lines):
            raise BreachError("way on", f"nothing follows in {after.state}")

    def _names_command(self, line: Text, after: Conversation) -> bool:
        return bool(COMMAND.search(draw(line, self.content, after.language)))


def _comes(after: Conversation) -> bool:
    """A moment of the talk itself; the end of its keeping is none."""
    kept = after.retention.at if after.retention else None
    return after.due_at not in {None, kept}


def _may_train(before: Conversation, after: Conversation, event: Event) -> None:
    if after.stops or after.safety in STOPPED:
        raise BreachError("stopped", "moves were shown while a red flag stands")
    if screening_open(after):
        raise BreachError("card open", "moves were shown while a safety card is open")
    if after.held or (before.held and event.kind == "moment_due"):
        raise BreachError("crisis", "moves were shown after words of self-harm")


def _day(after: Conversation, event: Event) -> dt.date:
    return local_day(event.at, after.zone) if after.zone else event.at.date()


def new_messages(says: Iterable[Say], screens: Collection[int]) -> int:
    """How many are sent anew; what edits a screen that stands is no message."""
    shown = [s.screen for s in says if not s.edit_only and s.screen not in screens]
    return shown.count(None) + len({screen for screen in shown if screen is not None})


def offered(say: Say) -> list[str]:
    """The moves that a message tells how to do: lines with a dose, or steps."""
    found: dict[str, None] = {}
    for line in say.lines:
        keys = list(_keys(line))
        if any(key.startswith(("dose-", "step.")) for key in keys):
            names = (key.split(".")[1] for key in keys if key.startswith(("exercise.", "step.")))
            found |= dict.fromkeys(names)
    return list(found)


def _keys(text: Text) -> Iterator[str]:
    yield text.key
    for value in text.values.values():
        if isinstance(value, Text):
            yield from _keys(value)
        elif isinstance(value, tuple):
            for part in value:
                yield from _keys(part)
