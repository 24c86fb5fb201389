"""What happened to a person, counted by week since their /start; sums of sums, so order is nothing.

Rule: counts events, records and differences of snapshots; judges nothing.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import Any

from bot.simulate.invariants import new_messages
from bot.simulate.people import Person
from flows.conversation import Conversation, Program
from flows.effects import Record, Say
from flows.events import Event
from flows.turn import Outcome

Key = tuple[str, int]
"""What was counted, and in which week; 0 = the first."""
Counts = Counter[Key]
WEEK = dt.timedelta(days=7)
STANDINGS = (
    "intake", "phase 1", "phase 2", "phase 3", "phase 4", "paused", "referred", "stopped", "blocked"
)  # fmt: skip
LAPSES = {1: "1-2 days", 3: "3-6 days", 7: "7-13 days", 14: "14-27 days", 28: "28 days or more"}
"""By their first day."""


class Tally:
    def __init__(self, person: Person, weeks: int) -> None:
        self.starts_at = person.starts_at
        self.weeks = weeks
        self.counts: Counts = Counter({(f"people.{person.kind}", 0): 1, ("people", 0): 1})
        self.week = 0
        self.active_in = -1
        self.sessions: dict[dt.date, str] = {}
        """Days that had a session, and what was reported of it last."""
        self.lapse_since: dt.date | None = None
        self.in_plan = False

    def add(self, what: str, n: int = 1) -> None:
        if n:
            self.counts[what, self.week] += n

    def note(self, before: Conversation, event: Event, outcome: Outcome, screens: set[int]) -> None:
        self._turn_weeks(before, event.at)
        self.in_plan = before.state.startswith(("program.active", "program.paused"))
        self.add("events")
        if event.kind not in ("moment_due", "blocked", "unblocked"):
            self._heard()
        new = new_messages((e for e in outcome.effects if isinstance(e, Say)), screens)
        self.add("messages", new)
        self.add("messages unasked", new if event.kind == "moment_due" else 0)
        for effect in outcome.effects:
            if isinstance(effect, Record):
                self._record(effect)
        if before.program is not outcome.conversation.program:
            self._steps(before.program, outcome.conversation.program)

    def close(self, talk: Conversation, end: dt.datetime) -> None:
        self._turn_weeks(talk, end)
        self._end_lapse(end.date())

    # By week.

    def _turn_weeks(self, talk: Conversation, at: dt.datetime) -> None:
        """The weeks that are over now: how the person stood when they ended."""
        now = min(self.weeks, (at - self.starts_at) // WEEK)
        while self.week < now:
            self.add(f"standing.{standing(talk)}")
            self.week += 1
        self.week = min(self.week, self.weeks - 1) if now < self.weeks else self.week

    def _heard(self) -> None:
        if self.active_in != self.week:
            self.active_in = self.week
            self.add("active")

    # By record.

    def _record(self, record: Record) -> None:
        match record.what:
            case "session":
                self._session(record)
            case "report":
                self._report(record.day, record.data)
            case "decision":
                self.add(f"decision.{record.data['decision']}")
            case "safety" if "class" in record.data:
                self._safety(record.data)
            case "safety":
                self.add("cleared")
            case what:
                self.add(what)

    def _session(self, record: Record) -> None:
        if record.day in self.sessions:
            return  # built anew on the morning's answer
        self.sessions[record.day] = ""
        self.add("sessions planned")
        self.add("items", len(record.data["items"]))
        self.add("doses", sum(item["dose"] for item in record.data["items"]))

    def _report(self, day: dt.date, data: dict[str, Any]) -> None:
        """The last word on a day counts."""
        said, before = data["completion"], self.sessions.get(day)
        if said == before:
            return
        if before:
            self.add(f"sessions {before}", -1)
        self.sessions[day] = said
        self.add(f"sessions {said}")
        if said != "skipped":
            self._end_lapse(day)
        elif self.lapse_since is None:
            self.lapse_since = day

    def _safety(self, data: dict[str, Any]) -> None:
        self._end_lapse(None)
        is_urgent = data["class"] == "emergency"
        if self.in_plan:  # stops are decisions too, though nothing is settled by them
            self.add("decision.D1" if is_urgent else "decision.D2")
        if any(item.startswith("pause-") for item in data["items"]):
            self.add("pauses")
        self.add("emergencies" if is_urgent else "referrals")

    def _end_lapse(self, day: dt.date | None) -> None:
        """None: a stop is no lapse."""
        since, self.lapse_since = self.lapse_since, None
        if since is None or day is None:
            return
        days = (day - since).days
        first = max((n for n in LAPSES if n <= days), default=1)
        self.add(f"lapse.{LAPSES[first]}")

    # By snapshot.

    def _steps(self, before: Program | None, after: Program | None) -> None:
        """Steps on the rungs; those of a programme begun anew are none."""
        if before is None or after is None or before.rungs is after.rungs:
            return
        if before.day0 != after.day0:
            return
        for name, rung in after.rungs.items():
            old = before.rungs[name]
            if rung is old:
                continue
            if old.state == "active" and rung.state == "active" and rung.dose != old.dose:
                self.add("steps up" if rung.dose > old.dose else "steps down")
            elif rung.state == "passed" and old.state == "active":
                self.add("moves passed")
        new = after.blocked_until.items() - before.blocked_until.items()
        self.add("moves rested", len(new))


def standing(talk: Conversation) -> str:
    if talk.blocked:
        return "blocked"
    head, _, rest = talk.state.partition(".")
    if head == "program" and rest == "active" and talk.program:
        return f"phase {talk.program.phase}"
    if head == "program":
        return "paused" if rest == "paused" else "intake"
    return head if head in ("referred", "stopped") else "intake"
