"""What a lapse does to the moves: easier ones, the longer it lasts (clinical spec 7, lapse).

Rule: changes phase, rungs and doses, never upwards; how long a lapse is, is counted in `lapse`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from content.load import Content
from flows.basis import Basis
from flows.conversation import Program, Rung
from flows.rungs import LOCKED

LIGHT, STEP_DOWN, PHASE_BACK, START = 3, 7, 14, 28
"""Days since the first missed session from which each row of the table holds."""
HARD_LEVEL = 3
"""Strength from here on gives way to easier moves: it fades with longer breaks (Bosquet 2013)."""
RETURN_DOSE = 2
"""Where the easier move starts."""


def ease(program: Program, missed: int, day: dt.date, basis: Basis) -> Program:
    """Every row reached and not applied yet, in order; twice is once.

    One row on top of the other, so that it comes to the same whether or not sessions were built on
    the days between. Rungs are to be settled afterwards, as the cap may have fallen.
    """
    for row, apply in ROWS:
        if program.eased < row <= missed:
            program = apply(program, day, basis).model_copy(update={"eased": row})
    return program


def lighter(program: Program, missed: int, content: Content) -> Program:
    """To build a session from: strength is one step down after a few days.

    The rungs of the programme itself are to stay.
    """
    if program.eased or missed < LIGHT:
        return program
    lower = {
        name: _lowered(rung)
        for name, rung in program.rungs.items()
        if content.exercises[name].cat == "strength"
    }
    return program.model_copy(update={"rungs": {**program.rungs, **lower}})


def _step_down(program: Program, day: dt.date, basis: Basis) -> Program:
    """Every move by one dose; a hard strength move locks where there is an easier one to do."""
    del day
    lower = {name: _lowered(rung) for name, rung in program.rungs.items()}
    ways = {name: way for name in lower if (way := _easier(name, program, basis))}
    back = {way: _returned(lower[way]) for way in ways.values()}
    # Locked last: an easier move may be a hard one too, and gives way in its turn.
    rungs = {**lower, **back, **dict.fromkeys(ways, LOCKED)}
    return program.model_copy(update={"rungs": rungs})


def _easier(name: str, program: Program, basis: Basis) -> str | None:
    """What a hard strength move gives way to."""
    exercises = basis.content.exercises
    move = exercises[name]
    is_hard = move.cat == "strength" and move.level >= HARD_LEVEL
    if not is_hard or program.rungs[name].state != "active" or move.easier not in program.rungs:
        return None
    return move.easier if basis.is_usable(exercises[move.easier]) else None


def _returned(easier: Rung) -> Rung:
    """Never a step up from where it stands."""
    if easier.state == "active":
        return easier
    return _anew(easier, state="active", dose=RETURN_DOSE)


def _lowered(rung: Rung) -> Rung:
    """What was counted begins anew at d1 too: it is a while since."""
    return _anew(rung, dose=max(1, rung.dose - 1)) if rung.state == "active" else rung


def _anew(rung: Rung, **changes: object) -> Rung:
    """Half the repetitions, asked for by pain, outlast a lapse."""
    return rung.model_copy(update={"count": 0, "easy": 0, **changes})


def _phase_back(program: Program, day: dt.date, basis: Basis) -> Program:
    del basis
    return _at_first_step(program, day, max(1, program.phase - 1))


def _to_start(program: Program, day: dt.date, basis: Basis) -> Program:
    del basis
    return _at_first_step(program, day, 1)


def _at_first_step(program: Program, day: dt.date, phase: int) -> Program:
    """The phase begins anew, with every open move at d1."""
    rungs = {
        name: _anew(rung, dose=1) if rung.state == "active" else rung
        for name, rung in program.rungs.items()
    }
    changes = {"phase": phase, "phase_since": day, "counted": 0, "rungs": rungs}
    return program.model_copy(update=changes)


ROWS: tuple[tuple[int, Callable[[Program, dt.date, Basis], Program]], ...] = (
    (STEP_DOWN, _step_down),
    (PHASE_BACK, _phase_back),
    (START, _to_start),
)
