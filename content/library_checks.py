"""Checks the exercise library: doses, steps, chains, poses, and that each score has its moves."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import get_args

from content.files import Files
from content.poses import out_of_range, read_pose
from content.reading import Field
from content.schema import Dose, Exercise, FactorId, FunctionId, Target
from content.ticks import bad_tick, options_of

Found = tuple[Field, str]
"""Where in an exercise, what is wrong."""
LEAST_MOVES = 3
"""Every factor and function needs a choice of exercises."""
LEAST_STEPS, MOST_STEPS = 4, 7
"""Enough to follow, few enough to keep in mind."""


def exercise_findings(exercise: Exercise, files: Files) -> Iterator[Found]:
    equipment = options_of("q_equip", files)
    for index, item in enumerate(exercise.equip):
        if item not in equipment:
            yield ("equip", index), f"{item} is no option of q_equip"
    for index, tick in enumerate(exercise.avoid_if):
        if what := bad_tick(tick, files):
            yield ("avoid_if", index), what
    if not LEAST_STEPS <= len(exercise.steps) <= MOST_STEPS:
        yield ("steps",), f"{len(exercise.steps)} steps, not {LEAST_STEPS} to {MOST_STEPS}"
    yield from _doses(exercise)
    yield from _chain(exercise, {other.id: other for other in files.library.exercises})
    yield from _poses(exercise)


def unserved(files: Files) -> Iterator[str]:
    for target in (*get_args(FactorId), *get_args(FunctionId)):
        count = len(serving(target, files.library.exercises))
        if count < LEAST_MOVES:
            what = f"only {count} session moves serve {target}, at least {LEAST_MOVES} are needed"
            yield what


def serving(target: Target, exercises: tuple[Exercise, ...]) -> list[Exercise]:
    """The moves of the daily plan that serve a factor or function."""
    moves = (move for move in exercises if "session" in move.use)
    return [move for move in moves if target in (*move.factors, *move.functions)]


def _doses(exercise: Exercise) -> Iterator[Found]:
    """All three there, and none smaller than the one before."""
    for step in {1, 2, 3} - exercise.dose.keys():
        yield ("dose",), f"d{step} is missing"
    for (low, smaller), (high, larger) in pairwise(sorted(exercise.dose.items())):
        for name, measure in (("work", _work_seconds), ("time", _time_seconds)):
            before, after = measure(smaller), measure(larger)
            if after < before:
                what = f"d{high} is {after} s of {name}, less than d{low} with {before} s"
                yield ("dose", high), what
                break


def _work_seconds(dose: Dose) -> int:
    return dose.sets * dose.n * (1 if dose.held else sum(dose.tempo_seconds))


def _time_seconds(dose: Dose) -> int:
    """As in the estimate of a session, but for legs and getting ready, which no dose changes."""
    return _work_seconds(dose) + (dose.sets - 1) * dose.rest_seconds


def _chain(exercise: Exercise, library: dict[str, Exercise]) -> Iterator[Found]:
    for field, way in (("easier", -1), ("harder", 1)):
        name = getattr(exercise, field)
        other = library.get(name)
        if name is not None and other is None:
            yield (field,), f"there is no exercise {name}"
        elif other is not None and (other.level - exercise.level) * way < 0:
            side = "above" if way < 0 else "below"
            yield (field,), f"{name} is of level {other.level}, {side} level {exercise.level} here"
    if _comes_back(exercise, library):
        field = "easier" if exercise.harder is None else "harder"
        yield (field,), f"the chain comes back to {exercise.id}"


def _comes_back(exercise: Exercise, library: dict[str, Exercise]) -> bool:
    """Along `harder` of one or `easier` of another, as both open what comes next."""
    seen, todo = set[str](), [exercise.id]
    while todo:
        name = todo.pop()
        following = {other.id for other in library.values() if other.easier == name}
        following |= {library[name].harder or ""} & library.keys()
        if exercise.id in following:
            return True
        todo += following - seen
        seen |= following
    return False


def _poses(exercise: Exercise) -> Iterator[Found]:
    if not exercise.poses:
        yield ("poses",), "there is none to draw"
    for index, text in enumerate(exercise.poses):
        try:
            pose = read_pose(text)
        except ValueError as error:
            yield ("poses", index), str(error)
            continue
        if pose.base != exercise.pos:
            yield ("poses", index), f"{pose.base} is not the position {exercise.pos} of the move"
        for what in out_of_range(pose):
            yield ("poses", index), what
