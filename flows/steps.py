"""Steps on the rungs: one more counted, one step up, one down, a rest.

Rule: each changes one programme and notes what happened; when to take which is `adapt`'s matter.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from content.schema import DoseStep, Exercise
from flows.basis import Basis
from flows.builder import value
from flows.conversation import CheckIn, Program, Rung
from flows.rungs import FRESH, LOCKED, pass_rung, phase_of

REST = dt.timedelta(days=14)
"""How long a blocked move stays out."""
HALVED_SESSIONS = 3
COUNTS, EASY_COUNTS = 3, 2
"""Counted sessions before the next step; the fewer when each was easy."""
HIGHEST_DOSE = 3

What = Literal["up", "passed", "opened", "down", "returned", "halved", "rested"]


class Change(BaseModel):
    """What happened to one move."""

    model_config = ConfigDict(frozen=True)
    exercise: str
    what: What


class Work:
    """A programme under one decision; made for it and thrown away."""

    def __init__(self, program: Program, day: dt.date, basis: Basis) -> None:
        self.program = program
        self.day = day
        self.basis = basis
        self.changes: list[Change] = []

    @property
    def report(self) -> CheckIn:
        """The last one; a change that rests on no report never asks for it."""
        return self.program.reports[-1]

    def put(self, **changes: Any) -> None:
        self.program = self.program.model_copy(update=changes)

    def rung(self, name: str) -> Rung:
        return self.program.rungs[name]

    def exercise(self, name: str) -> Exercise:
        return self.basis.content.exercises[name]

    def set(self, name: str, rung: Rung) -> None:
        self.put(rungs={**self.program.rungs, name: rung})

    def change(self, name: str, **changes: Any) -> None:
        """What is counted begins anew with every change but counting itself."""
        self.set(name, self.rung(name).model_copy(update={"count": 0, "easy": 0, **changes}))

    def note(self, name: str, what: What) -> None:
        self.changes.append(Change(exercise=name, what=what))

    @property
    def was_done(self) -> bool:
        """At least in part."""
        return self.report.completion != "skipped"

    @property
    def items(self) -> list[str]:
        """Moves of the reported session, the harder one of a chain first."""
        return self.harder_first(n for n in self.report.items if n in self.program.rungs)

    def harder_first(self, names: Iterable[str]) -> list[str]:
        return sorted(names, key=self._depth, reverse=True)

    def _depth(self, name: str) -> int:
        """How many easier moves lead up to it."""
        easier = self.exercise(name).easier
        return 1 + self._depth(easier) if easier else 0


def count(work: Work, name: str, *, is_easy: bool) -> None:
    """One more session at this dose."""
    rung = work.rung(name)
    work.change(name, count=rung.count + 1, easy=rung.easy + is_easy)


def is_ready(rung: Rung) -> bool:
    was_easy = rung.count == EASY_COUNTS and rung.easy == EASY_COUNTS
    return rung.count >= COUNTS or was_easy


def by_value(names: Iterable[str], work: Work) -> list[str]:
    """Most valuable first."""
    phase = phase_of(work.program, work.basis.content)
    return sorted(names, key=lambda n: (-value(work.exercise(n), phase, work.basis), n))


def progress(work: Work, name: str) -> bool:
    """One dose step up, or on to the next move; False when there is no way on yet."""
    rung = work.rung(name)
    if rung.dose < HIGHEST_DOSE:
        work.change(name, dose=rung.dose + 1, was_halved=False)
        work.note(name, "up")
        return True
    before = work.program.rungs
    passed = pass_rung(work.program, name, work.day, work.basis)
    locked = [n for n, r in before.items() if r.state == "locked"]
    opened = [n for n in locked if passed.rungs[n].state != "locked"]
    is_passed = passed.rungs[name].state == "passed"
    if not opened and not is_passed:
        return False
    work.program = passed
    if is_passed:
        work.note(name, "passed")
    for other in opened:
        work.note(other, "opened")
    return True


def regress(work: Work, name: str) -> None:
    """One dose step down; at d1 the easier move; without one half the repetitions, then a rest."""
    rung = work.rung(name)
    easier = work.exercise(name).easier
    if rung.state != "active":
        return  # a gentle day's passed move: there is nothing below it
    if rung.dose > 1:
        work.change(name, dose=rung.dose - 1)
        work.note(name, "down")
    elif easier in work.program.rungs and work.basis.is_usable(work.exercise(easier)):
        work.set(name, LOCKED)
        work.change(easier, state="active", dose=_lower_dose(work.rung(easier)))
        work.note(easier, "returned")
    elif rung.was_halved:
        rest(work, name)
    else:
        work.change(name, halved_sessions=HALVED_SESSIONS, was_halved=True)
        work.note(name, "halved")


def regress_strength(work: Work) -> None:
    """All active strength one step down; an easier move that comes back has had its step."""
    active = [n for n, rung in work.program.rungs.items() if rung.state == "active"]
    for name in work.harder_first(n for n in active if work.exercise(n).cat == "strength"):
        if name not in {change.exercise for change in work.changes}:
            regress(work, name)


def _lower_dose(easier: Rung) -> DoseStep:
    """d2, or d1 if that is where the easier move stands: going back is never a step up."""
    return 1 if easier.state == "active" and easier.dose == 1 else 2


def lowest(work: Work, name: str) -> None:
    work.set(name, FRESH)


def rest(work: Work, name: str) -> None:
    """Out of the sessions for 14 days."""
    was_active = work.rung(name).state == "active"
    work.program = rested(work.program, name, work.day)
    if was_active:
        work.note(name, "rested")


def rested(program: Program, name: str, day: dt.date) -> Program:
    """With this move out of the sessions; what is counted begins anew after the rest."""
    until = max(day + REST, program.blocked_until.get(name, day))
    anew = {"count": 0, "easy": 0, "halved_sessions": 0, "was_halved": False}
    rung = program.rungs[name].model_copy(update=anew)
    return program.model_copy(
        update={
            "blocked_until": {**program.blocked_until, name: until},
            "rungs": {**program.rungs, name: rung},
        }
    )
