"""Check-ins in, a light and one decision out: the table D1-D13 (clinical spec 7).

Rule: says what is decided and why, for any reports; what a decision does is in `adapt`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from pydantic import BaseModel, ConfigDict

from content.schema import SafetyClass
from flows.conversation import CheckIn, Light

DecisionId = Literal[
    "D1", "D2", "D3", "D4", "D5", "D6", "D7", "D8", "D9", "D10", "D11", "D12", "D13"
]
WINDOW = 3
"""Reported sessions that the rules look back on."""
SAME_CULPRIT_WITHIN = dt.timedelta(days=14)

# Pain-monitoring lines of the NRS, stricter than Thomee 1997 and Silbernagel 2007, as nobody
# examines the person.
PAUSE_PAIN = 8
RED_PAIN = 6
RED_MORNING, RED_MORNING_RISE = 4, 3
AMBER_PAIN = 4
AMBER_MORNING_RISE = 2
SORE_IGNORED, SORE_HIGHEST = 3, 5
"""Dull soreness in both thighs: up to 3 means nothing, up to 5 is AMBER at most (Cheung 2003)."""
HIGH_BASE = 4

AMBER_EFFORT = 9
HOLD_EFFORT = 8


class Decision(BaseModel):
    """One row of the table."""

    model_config = ConfigDict(frozen=True)
    id: DecisionId
    light: Light | None
    reason: str
    """Which part of the row fired: it names the sentence."""
    numbers: dict[str, int | str]
    """What was known and looked at."""
    nerve_counts: bool
    """Do nerve items of this session count?"""


@dataclass(frozen=True, slots=True)
class Case:
    """All that a guard may look at; what most of them ask for is worked out once."""

    reports: Sequence[CheckIn]
    base: int
    cls: SafetyClass
    last: CheckIn
    light: Light | None
    amber: str | None
    """Why the last session is AMBER, if it is."""
    reported: Sequence[CheckIn]
    """Done or partial."""

    @property
    def is_skipped(self) -> bool:
        return self.last.completion == "skipped"

    @property
    def answered(self) -> list[CheckIn]:
        """The same, and skips with a pain or tingling answer: what D1-D3 look at."""
        return [r for r in self.reports if r.completion != "skipped" or _says_something(r)]


def _says_something(report: CheckIn) -> bool:
    return _worst(report) is not None or report.tingling not in {None, "none"}


def _worst(report: CheckIn) -> int | None:
    """The highest pain known, during or next morning."""
    known = [p for p in (report.pain, report.morning_pain) if p is not None]
    return max(known, default=None)


# Lights.


def light(report: CheckIn, base: int) -> Light | None:
    """`base`: pain now at the latest assessment. None: too little is known."""
    if _red(report, base):
        return "RED"
    if report.completion == "skipped":
        return None
    if _amber(report, base):
        return "AMBER"
    return "GREEN" if report.pain is not None else None


def _red(report: CheckIn, base: int) -> str | None:
    if report.pain is not None and report.pain >= RED_PAIN:
        return "pain"
    morning = report.morning_pain
    if morning is None or _is_soreness(report):
        return None
    return "morning" if morning >= max(RED_MORNING, base + RED_MORNING_RISE) else None


def _amber(report: CheckIn, base: int) -> str | None:
    if report.pain is not None and report.pain >= AMBER_PAIN:
        return "pain"
    least = SORE_IGNORED + 1 if _is_soreness(report) else base + AMBER_MORNING_RISE
    if report.morning_pain is not None and report.morning_pain >= least:
        return "morning"
    if report.tingling == "worse":
        return "tingling"
    return "effort" if report.effort is not None and report.effort >= AMBER_EFFORT else None


def _is_soreness(report: CheckIn) -> bool:
    """Over 5 it is never taken for soreness."""
    return bool(report.doms) and (report.morning_pain or 0) <= SORE_HIGHEST


# Guards: why the row fires, or None. The first row that fires is the decision.


def emergency(case: Case) -> str | None:
    return "card" if case.cls == "emergency" else None


def must_pause(case: Case) -> str | None:
    if case.cls == "clinician_first":
        return "card"
    if (_worst(case.last) or 0) >= PAUSE_PAIN:
        return "pain"
    recent = case.answered[-WINDOW:]
    if sum(_red(r, case.base) is not None for r in recent) > 1:
        return "two-red"
    if len(recent) == WINDOW and all(r.tingling == "worse" for r in recent):
        return "tingling"
    stays = case.last.tingling == "worse" and case.last.morning_tingling
    return "tingling-stays" if stays else None


def is_red(case: Case) -> str | None:
    return _red(case.last, case.base)


def tingling_again(case: Case) -> str | None:
    worse = sum(r.tingling == "worse" for r in case.reported[-WINDOW:])
    return "tingling" if worse > 1 and not case.is_skipped else None


def tingling_worse(case: Case) -> str | None:
    return "tingling" if case.last.tingling == "worse" and not case.is_skipped else None


def same_culprit(case: Case) -> str | None:
    last = case.last
    if not case.amber or last.culprit is None or _is_usual(case):
        return None
    earlier = [r for r in case.reports[:-1] if last.day - r.day <= SAME_CULPRIT_WITHIN]
    return "culprit" if any(r.culprit == last.culprit for r in earlier) else None


def amber_again(case: Case) -> str | None:
    before = case.reported[-2:-1]
    was_amber = any(light(r, case.base) == "AMBER" for r in before)
    return case.amber if was_amber and not _is_usual(case) else None


def _is_usual(case: Case) -> bool:
    """No more pain than the person came with."""
    worst = _worst(case.last)
    return case.base >= HIGH_BASE and worst is not None and worst <= case.base


def is_amber(case: Case) -> str | None:
    return case.amber


def partial_again(case: Case) -> str | None:
    often = sum(r.completion == "partial" for r in case.reported[-WINDOW:]) > 1
    return "partial" if often and case.last.completion == "partial" else None


def not_done(case: Case) -> str | None:
    return case.last.completion if case.last.completion != "done" else None


def pain_unknown(case: Case) -> str | None:
    return "unknown" if case.last.pain is None else None


def hard_work(case: Case) -> str | None:
    effort = case.last.effort
    return "effort" if effort is not None and effort >= HOLD_EFFORT else None


def went_well(case: Case) -> str | None:
    del case
    return "green"


TABLE: tuple[tuple[DecisionId, Callable[[Case], str | None]], ...] = (
    ("D1", emergency),
    ("D2", must_pause),
    ("D3", is_red),
    ("D4", tingling_again),
    ("D5", tingling_worse),
    ("D6", same_culprit),
    ("D7", amber_again),
    ("D8", is_amber),
    ("D9", partial_again),
    ("D10", not_done),
    ("D11", pain_unknown),
    ("D12", hard_work),
    ("D13", went_well),
)
assert tuple(name for name, _ in TABLE) == get_args(DecisionId)


def decide(
    reports: Sequence[CheckIn], base: int, *, screening_class: SafetyClass = "ok"
) -> Decision:
    """On the last of the reports (at least one), since the start or the last cleared pause.

    Pure: a morning answer simply decides again. A day without a reply is a skip that says nothing.
    `screening_class`: what the safety cards say now.
    """
    case = _case(reports, base, screening_class)
    name, reason = next((name, reason) for name, guard in TABLE if (reason := guard(case)))
    counts = name == "D13" and case.last.tingling in {"none", "better"}
    numbers = _numbers(case)
    return Decision(id=name, light=case.light, reason=reason, numbers=numbers, nerve_counts=counts)


def _case(reports: Sequence[CheckIn], base: int, cls: SafetyClass) -> Case:
    last = reports[-1]
    shines = light(last, base)
    return Case(
        reports, base, cls, last,
        light=shines,
        amber=_amber(last, base) if shines == "AMBER" else None,
        reported=[r for r in reports if r.completion != "skipped"],
    )  # fmt: skip


def _numbers(case: Case) -> dict[str, int | str]:
    last = case.last
    seen = {
        "pain": last.pain,
        "morning": last.morning_pain,
        "worst": _worst(last),
        "effort": last.effort,
        "tingling": last.tingling,
        "culprit": last.culprit,
        "base": case.base,
    }
    return {name: value for name, value in seen.items() if value is not None}
