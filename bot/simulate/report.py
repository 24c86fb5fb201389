"""What became of a cohort, as tables in plain text and as one JSON document.

Rule: arranges counts; nothing here is counted anew.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from bot.simulate.cohort import Course, Plan
from bot.simulate.tally import LAPSES, STANDINGS, Counts

SESSIONS = ("planned", "done", "partial", "skipped")
TOTALS = (
    "events", "messages", "messages unasked", "steps up", "moves passed", "steps down",
    "moves rested", "pauses", "referrals", "emergencies", "cleared", "assessment",
)  # fmt: skip
"""The rungs of the moves up and down; stops and how many were cleared; assessments."""
DECISIONS = tuple(f"D{n}" for n in range(1, 14))


class Week(NamedTuple):
    """One row of the tables; the first week is 1."""

    week: int
    standing: dict[str, int]
    sessions: dict[str, int]
    mean_dose: float | None
    """Of the items built; None when nothing was built."""
    messages: int
    active: int


def by_week(counts: Counts, weeks: int) -> list[Week]:
    return [
        Week(
            week=n + 1,
            standing={s: counts[f"standing.{s}", n] for s in STANDINGS},
            sessions={s: counts[f"sessions {s}", n] for s in SESSIONS},
            mean_dose=_mean(counts["doses", n], counts["items", n]),
            messages=counts["messages", n],
            active=counts["active", n],
        )
        for n in range(weeks)
    ]


def _mean(total: int, count: int) -> float | None:
    return round(total / count, 3) if count else None


def total(counts: Counts, what: str) -> int:
    return sum(n for (name, _), n in counts.items() if name == what)


def _all_of(counts: Counts, head: str) -> dict[str, int]:
    names = sorted({name for name, _ in counts if name.startswith(head)})
    return {name.removeprefix(head): total(counts, name) for name in names}


def summary(plan: Plan, course: Course) -> dict[str, Any]:
    counts = course.counts
    return {
        "people": plan.people,
        "weeks": plan.weeks,
        "seed": plan.seed,
        "kinds": _all_of(counts, "people."),
        "totals": {name: total(counts, name) for name in TOTALS},
        "decisions": {d: total(counts, f"decision.{d}") for d in DECISIONS},
        "lapses": {name: total(counts, f"lapse.{name}") for name in LAPSES.values()},
        "by_week": [week._asdict() for week in by_week(counts, plan.weeks)],
        "failures": [
            {"person": f.number, "rule": f.rule, "sentence": f.sentence} for f in course.failures
        ],
    }


def text(plan: Plan, course: Course) -> str:
    """To be read; the failures with the talk that shows each kind, once."""
    found = summary(plan, course)
    weeks = by_week(course.counts, plan.weeks)
    parts = [
        f"{plan.people} people, {plan.weeks} weeks, seed {plan.seed}",
        _pairs("People", found["kinds"]),
        _week_table(weeks),
        _pairs("Altogether", found["totals"]),
        _pairs("Decisions", found["decisions"]),
        _pairs("Lapses that ended", found["lapses"]),
        *_failures(plan, course),
    ]
    return "\n\n".join(parts)


def _pairs(title: str, values: dict[str, int]) -> str:
    return "\n".join([title, *_columns([(name, f"{n:,}") for name, n in values.items()])])


def _columns(rows: Iterable[tuple[str, ...]]) -> list[str]:
    """The first column to the left, numbers to the right."""
    rows = list(rows)
    widths = [max(len(row[n]) for row in rows) for n in range(len(rows[0]))] if rows else []
    return [
        "  " + "  ".join(c.rjust(w) if n else c.ljust(w) for n, (c, w) in enumerate(cells))
        for cells in (list(zip(row, widths, strict=True)) for row in rows)
    ]


def _week_table(weeks: list[Week]) -> str:
    head = ("week", *STANDINGS, *SESSIONS, "mean dose", "messages", "active")
    rows = [
        (
            str(week.week),
            *(str(week.standing[s]) for s in STANDINGS),
            *(str(week.sessions[s]) for s in SESSIONS),
            "-" if week.mean_dose is None else f"{week.mean_dose:.2f}",
            str(week.messages),
            str(week.active),
        )
        for week in weeks
    ]
    return "\n".join(["How they stand when each week ends", *_columns([head, *rows])])


def _failures(plan: Plan, course: Course) -> list[str]:
    if not course.failures:
        return ["Every rule held in every step."]
    told: set[str] = set()
    parts = [f"{len(course.failures)} people show a broken rule:"]
    for failure in course.failures:
        again = replay(plan, failure.number)
        parts.append(f"person {failure.number}: {failure.sentence}\n  replay: {again}")
        if failure.rule not in told:
            parts.append(failure.talk)
        told.add(failure.rule)
    return parts


def replay(plan: Plan, number: int) -> str:
    weeks, seed = plan.weeks, plan.seed
    return f"python -m bot simulate --weeks {weeks} --seed {seed} --only {number}"
