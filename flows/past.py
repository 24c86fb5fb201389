"""A person's history as days: pain, the morning after, what was done; and looks in between.

Rule: reads rows and invents nothing: what was not told stays None, and a gap stays a gap.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from content.load import Content
from flows import plan
from flows.agenda import asks_morning
from flows.conditions import known, larger
from flows.conversation import Answers, CheckIn, Conversation, Program
from flows.effects import Record
from flows.rate import AMBER_PAIN
from flows.streak import KEPT_OFF

DAY = dt.timedelta(days=1)
LONGEST_REST = 4
"""Days from one session to the next, in the shortest week there is."""
MOST_DAYS = 120
"""From more on, a picture shows weeks."""
TESTS = ("q_f1", "q_f2", "q_f3", "q_f4")

Kind = Literal["done", "partly", "skipped", "eased", "open", "waits", "rest", "off"]
"""eased: left out because it hurt; open: planned, and nothing is told; waits: the same, and it can
still be done today; off: no sessions for longer than any rest lasts, or the moves were held."""
KEPT: tuple[Kind, ...] = ("done", "partly")
PLANNED: tuple[Kind, ...] = (*KEPT, "skipped", "open")
Number = Literal["pain", "morning"]


class Day(NamedTuple):
    """One local day."""

    day: dt.date
    kind: Kind
    share: float = 0.0
    """Of the moves that were planned, those that were done, 0-1."""
    pain: int | None = None
    """The worst during the session, 0-10."""
    morning: int | None = None
    """On the morning after it, 0-10."""
    asks: bool = False
    """The morning after is asked about."""
    phase: int | None = None

    @property
    def breaks(self) -> dict[Number, bool]:
        """No line may pass over it: a number was to be had, and is not there."""
        nothing = self.kind not in {*KEPT, "rest"}
        return {
            "pain": self.pain is None and self.kind != "rest",
            "morning": self.morning is None and (nothing or self.asks),
        }


class Look(NamedTuple):
    """The intake, or a re-assessment."""

    day: dt.date
    numbers: dict[str, float]
    """By question, of those with a known answer; the larger of two sides."""
    scores: dict[str, int | None]
    """Of factors and functions, 0-100."""


class Week(NamedTuple):
    """Seven days, or what is left of them at the end: the worst of each number."""

    first: dt.date
    last: dt.date
    pain: int | None
    morning: int | None
    kept: int
    planned: int
    phase: int | None
    is_off: bool


class Past(NamedTuple):
    days: tuple[Day, ...] = ()
    """Every day from the first session on, without a hole."""
    looks: tuple[Look, ...] = ()
    """Oldest first."""


def past_of(
    records: Iterable[Record], conversation: Conversation | None, until: dt.date, content: Content
) -> Past:
    """Up to this day. Of rows on the same session the last one counts."""
    rows = [r for r in records if r.day <= until]
    days = tuple(_days(rows, conversation or Conversation(), until, content))
    return Past(days, tuple(_looks(rows, content)))


def window(past: Past, days: int | None) -> tuple[Day, ...]:
    """The last days, or all; a plan that is younger begins with its first day."""
    return past.days if days is None else past.days[-days:]


def between(past: Past, first: dt.date, last: dt.date) -> tuple[Day, ...]:
    """Each of these days; those outside the past are off."""
    known_days = {day.day: day for day in past.days}
    length = (last - first).days + 1
    wanted = (first + n * DAY for n in range(length))
    return tuple(known_days.get(day, Day(day, "off")) for day in wanted)


def tells(days: Iterable[Day]) -> bool:
    """Something can be shown of them."""
    return any(day.kind in KEPT or day.pain is not None for day in days)


def kept_of(days: Iterable[Day]) -> int:
    return sum(day.kind in KEPT for day in days)


def planned_of(days: Iterable[Day]) -> int:
    return sum(day.kind in PLANNED for day in days)


def runs(days: Sequence[Day], number: Number) -> list[list[int]]:
    """Places of the days with this number, in runs that a line may join.

    Rest lies between two sessions of a run, and never a session without the number.
    """
    found: list[list[int]] = []
    broken = True
    for place, day in enumerate(days):
        if getattr(day, number) is None:
            broken = broken or day.breaks[number]
            continue
        if broken or place - found[-1][-1] > LONGEST_REST:
            found.append([])
        found[-1].append(place)
        broken = False
    return found


def longest_gap(days: Iterable[Day]) -> int:
    """Sessions in a row of which nothing is known."""
    longest = now = 0
    for day in days:
        if day.kind in KEPT or day.pain is not None:
            now = 0
        elif day.kind in PLANNED:
            now += 1
        longest = max(longest, now)
    return longest


def phases(days: Sequence[Day]) -> list[tuple[int, int, int]]:
    """Each phase with its first and last place, in order; days of no known phase in none."""
    found: list[tuple[int, int, int]] = []
    for place, day in enumerate(days):
        if day.phase is None:
            continue
        if found and found[-1][0] == day.phase and found[-1][2] == place - 1:
            found[-1] = (day.phase, found[-1][1], place)
        else:
            found.append((day.phase, place, place))
    return found


def weeks(days: Sequence[Day]) -> tuple[Week, ...]:
    """From the first day on."""
    parts = (days[at : at + plan.WEEK] for at in range(0, len(days), plan.WEEK))
    return tuple(_week(part) for part in parts)


def _week(days: Sequence[Day]) -> Week:
    return Week(
        first=days[0].day,
        last=days[-1].day,
        pain=max((d.pain for d in days if d.pain is not None), default=None),
        morning=max((d.morning for d in days if d.morning is not None), default=None),
        kept=kept_of(days),
        planned=planned_of(days),
        phase=days[-1].phase,
        is_off=all(d.kind == "off" for d in days),
    )


# Days.


class _Rows(NamedTuple):
    """What the rows say of each day."""

    reports: dict[dt.date, CheckIn]
    sessions: set[dt.date]
    phases: dict[dt.date, int]
    """As it was when a session was built."""

    @property
    def days(self) -> set[dt.date]:
        return self.sessions.union(self.reports)


def _days(
    records: Iterable[Record], conversation: Conversation, until: dt.date, content: Content
) -> Iterator[Day]:
    rows = _rows(records)
    if not rows.days:
        return
    told, phase = sorted(rows.days), None
    for n in range((until - told[0]).days + 1):
        day = told[0] + n * DAY
        phase = _phase(day, rows, conversation.program) or phase
        report = rows.reports.get(day)
        if report:
            yield _reported(report, phase)
        else:
            kind = _untold(day, rows.days, conversation, until, content)
            yield Day(day, kind, phase=phase)


def _rows(records: Iterable[Record]) -> _Rows:
    rows = _Rows({}, set(), {})
    for record in records:
        if record.what == "report":
            rows.reports[record.day] = CheckIn.model_validate(record.data)
        elif record.what == "session":
            rows.sessions.add(record.day)
            if phase := record.data.get("phase"):  # rows of an older program have none
                rows.phases[record.day] = phase
    return rows


def _phase(day: dt.date, rows: _Rows, program: Program | None) -> int | None:
    """On the day it changed; that of now is known without rows."""
    is_now = program is not None and program.phase_since <= day
    return rows.phases.get(day) or (program.phase if program and is_now else None)


def _reported(report: CheckIn, phase: int | None) -> Day:
    hurts = (report.pain or 0) >= AMBER_PAIN or report.tingling == "worse"
    kinds: dict[str, Kind] = {
        "done": "done",
        "partial": "partly",
        "skipped": "eased" if hurts else "skipped",
    }
    return Day(
        day=report.day,
        kind=kinds[report.completion],
        share=_share(report),
        pain=report.pain,
        morning=report.morning_pain,
        asks=asks_morning(report),
        phase=phase,
    )


def _share(report: CheckIn) -> float:
    """Of a session done in part, half, if it is not known which moves were left out."""
    if report.completion != "partial" or not report.left_out or not report.items:
        return {"done": 1.0, "partial": 0.5, "skipped": 0.0}[report.completion]
    return max(0.0, 1 - len(report.left_out) / len(report.items))


def _untold(
    day: dt.date, told: set[dt.date], conversation: Conversation, until: dt.date, content: Content
) -> Kind:
    """A day without a report."""
    offs = conversation.rhythm.off
    if any(off.first <= day and (off.last is None or day <= off.last) for off in offs):
        return "off"
    if day in told or (day > until - KEPT_OFF and _is_planned(day, conversation, content)):
        return "waits" if day == until else "open"
    before = max(d for d in told if d < day)
    after = min((d for d in told if d > day), default=until)
    return "rest" if (after - before).days <= LONGEST_REST else "off"


def _is_planned(day: dt.date, conversation: Conversation, content: Content) -> bool:
    """By the week as it is now; only while it is also known on which days the moves were held."""
    program = conversation.program
    if program is None or day < (program.week_since or program.day0):
        return False
    return plan.planned_type(program, day, conversation.answers, content) is not None


# Looks.


def _looks(records: Iterable[Record], content: Content) -> Iterator[Look]:
    """An answer that was changed later belongs to the look before."""
    last: Look | None = None
    for record in records:
        if record.what != "assessment":
            continue
        look = _look(record, content)
        if last and (record.data.get("changed") or record.day == last.day):
            look = look._replace(day=last.day)
        elif last:
            yield last
        last = look
    if last:
        yield last


def _look(record: Record, content: Content) -> Look:
    answers: Answers = record.data["answers"]
    told = {name: known(name, answers, content) for name in content.rules.reassess.measures}
    numbers = {name: larger(value) for name, value in told.items() if value is not None}
    return Look(record.day, numbers, dict(record.data["scores"]))
