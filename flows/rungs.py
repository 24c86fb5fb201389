"""Where each exercise stands in its chain, and how high a person may go (clinical spec 6).

Rule: rungs and caps only; which moves make a session is decided in `builder`.
"""

from __future__ import annotations

import datetime as dt

from content.load import Content
from content.plan_rules import Phase
from content.schema import DoseStep, Exercise
from flows.basis import Basis
from flows.conversation import Program, Rung

LOCKED = Rung(state="locked")
FRESH = Rung(state="active")
"""A rung newly unlocked: d1, nothing counted."""
PASSED = Rung(state="passed", dose=3)


def phase_of(program: Program, content: Content) -> Phase:
    return content.rules.phases[program.phase - 1]


def level_cap(program: Program, day: dt.date, basis: Basis) -> int:
    """No move above it on this day."""
    rules, phase = basis.rules, phase_of(program, basis.content)
    cap = phase.level_cap
    if basis.is_regular and phase.id in rules.regular_cap.phases:
        cap += rules.regular_cap.more
    if basis.cls == "care":
        cap = min(cap, rules.care_cap)
    if _newly_cleared(program, day, basis):
        cap = min(cap, rules.cleared.level_cap)
    return cap


def _newly_cleared(program: Program, day: dt.date, basis: Basis) -> bool:
    if program.cleared_on is None:
        return False
    return (day - program.cleared_on).days < basis.rules.cleared.days


def starting_dose(exercise: Exercise, basis: Basis) -> DoseStep:
    """d1 with care, pain or no experience; clinical spec 5."""
    pain = basis.answers.get("q_pain_now")
    hurts = isinstance(pain, int | float) and pain >= basis.rules.start.pain_from
    if basis.cls != "ok" or hurts:
        return 1
    steps = basis.rules.start.by_experience.get(basis.chosen("q_exp"), {})
    return steps.get(exercise.level, 1)


def first_rungs(basis: Basis) -> dict[str, Rung]:
    """Level 1 and the roots of the chains are open; those used to strength work skip a level."""
    moves = [e for e in basis.content.exercises.values() if "session" in e.use]
    rungs = {
        e.id: Rung(state="active", dose=starting_dose(e, basis))
        if e.level == 1 or e.easier is None
        else LOCKED
        for e in moves
    }
    for move in moves if _may_skip(basis) else ():
        harder = basis.content.exercises.get(move.harder or "")
        if move.cat == "strength" and move.level == 1 and harder and basis.is_usable(harder):
            rungs[move.id] = PASSED
            rungs[harder.id] = Rung(state="active", dose=starting_dose(harder, basis))
    return rungs


def _may_skip(basis: Basis) -> bool:
    ticks = {f"{question}.{answer}" for question, answer in basis.answers.items()}
    return basis.is_regular and ticks.isdisjoint(basis.rules.no_skipping_with)


def successors(exercise: Exercise, content: Content) -> list[Exercise]:
    """Moves next in the chain, on one or more branches."""
    return [
        other
        for other in content.exercises.values()
        if other.easier == exercise.id or exercise.harder == other.id
    ]


def pass_rung(program: Program, exercise_id: str, day: dt.date, basis: Basis) -> Program:
    """Open what comes next; with nothing to open, stay at d3 and try again later.

    A nerve move stays active beside what it opened.
    """
    exercise = basis.content.exercises[exercise_id]
    cap = level_cap(program, day, basis)
    following = [
        other
        for other in successors(exercise, basis.content)
        if other.level <= cap and basis.is_usable(other)
    ]
    stays = not following or exercise.cat == "nerve"
    opened = {o.id: FRESH for o in following if program.rungs[o.id].state == "locked"}
    this = Rung(state="active", dose=3) if stays else PASSED
    return program.model_copy(update={"rungs": {**program.rungs, exercise_id: this, **opened}})


def settle_rungs(program: Program, day: dt.date, basis: Basis) -> Program:
    """To be called when the cap may have fallen, or answers changed what is usable.

    Moves above the cap lock, but for the roots of chains, which nothing would open again; a passed
    move without any way on becomes active at d1, and so does a passed root that lost what it had
    opened. Does nothing when called twice.
    """
    cap = level_cap(program, day, basis)
    settled = {
        name: _settled(basis.content.exercises[name], rung, cap, basis)
        for name, rung in program.rungs.items()
    }
    return program.model_copy(update={"rungs": settled})


def _settled(exercise: Exercise, rung: Rung, cap: int, basis: Basis) -> Rung:
    if exercise.level > cap:
        return LOCKED if exercise.easier else FRESH if rung.state == "passed" else rung
    if rung.state != "passed" or not basis.is_usable(exercise):
        return rung
    following = successors(exercise, basis.content)
    way_on = any(other.level <= cap and basis.is_usable(other) for other in following)
    return rung if way_on else FRESH
