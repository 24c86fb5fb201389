"""Checks the plan rules: weeks and phases that hold together, and names that exist."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, pairwise

from content.files import Files
from content.plan_rules import PlanRules
from content.reading import Field
from content.schema import DayType
from content.ticks import bad_questions, bad_test, bad_tick, options_of

Found = tuple[Field, str]
"""Where in the file, what is wrong."""
WEEK = 7


def plan_findings(files: Files) -> Iterator[Found]:
    rules = files.rules
    yield from _weeks(rules)
    yield from _phases(rules)
    yield from _minutes(rules, files)
    yield from _exercises(rules, files)
    for tick in rules.no_skipping_with:
        if what := bad_tick(tick, files):
            yield ("no_skipping_with",), what
    for field, ids in _questions(rules):
        yield from ((field, what) for what in bad_questions(ids, files))
    every = {question.id: question for question in files.intake.questions}
    for index, tip in enumerate(rules.habits.tips):
        for what in chain.from_iterable(bad_test(t, every, files) for t in tip.when.tests):
            yield ("habits", "tips", index, "when"), what


def _weeks(rules: PlanRules) -> Iterator[Found]:
    for count, days in rules.week.items():
        if len(days) != count:
            yield ("week", count), f"{len(days)} days are named, not {count}"
        if wrong := [day for day in days if day not in range(WEEK)]:
            yield ("week", count), f"day {wrong[0]} is not 0 to {WEEK - 1}"
        elif running := _running(days):
            yield ("week", count), f"days {running[0]} and {running[1]} are load days running"


def _running(days: Mapping[int, DayType]) -> tuple[int, int] | None:
    """Two load days without a day between them, into the next week too (clinical spec 6)."""
    pairs = ((day, (day + 1) % WEEK) for day in days if days[day] == "L")
    return next((pair for pair in pairs if days.get(pair[1]) == "L"), None)


def _phases(rules: PlanRules) -> Iterator[Found]:
    """In order; each keeps what the one before had, and all but the last can be left."""
    phases = rules.phases
    if [phase.id for phase in phases] != [1, 2, 3, 4]:
        yield ("phases",), "the phases are not 1, 2, 3, 4 in this order"
    for index, (before, phase) in enumerate(pairwise(phases), start=1):
        if phase.level_cap < before.level_cap:
            yield ("phases", index, "level_cap"), f"is below that of phase {before.id}"
        if lost := sorted(set(before.unlocks) - set(phase.unlocks)):
            yield ("phases", index, "unlocks"), f"{lost[0]} is open in phase {before.id} already"
    for index, phase in enumerate(phases):
        if phase.focus not in phase.unlocks:
            yield ("phases", index, "focus"), f"{phase.focus} is not open in this phase"
        if (phase.leave is None) != (index == len(phases) - 1):
            yield ("phases", index), "leave belongs to every phase but the last"


def _minutes(rules: PlanRules, files: Files) -> Iterator[Found]:
    for key in ("minutes", "items"):
        ids = getattr(rules, key).keys()
        for what in filter(None, (bad_tick(f"q_minutes.{name}", files) for name in ids)):
            yield (key,), what
        for name in options_of("q_minutes", files) - ids:
            yield (key,), f"{name} of q_minutes is missing"


def _exercises(rules: PlanRules, files: Files) -> Iterator[Found]:
    library = {exercise.id for exercise in files.library.exercises}
    named: list[tuple[Field, str | None]] = [(("meanwhile",), rules.meanwhile)]
    named += [(("bonuses", i, "exercise"), b.exercise) for i, b in enumerate(rules.bonuses)]
    named += [(("never_running", i), name) for i, name in enumerate(rules.never_running)]
    named += [(("breaks", "rotate", i), name) for i, name in enumerate(rules.breaks.rotate)]
    named += [(("habits", "tips", i), tip.exercise) for i, tip in enumerate(rules.habits.tips)]
    for place, exercise in named:
        if exercise is not None and exercise not in library:
            yield place, f"there is no exercise {exercise}"


def _questions(rules: PlanRules) -> Iterator[tuple[Field, Iterable[str]]]:
    """Where questions are named."""
    again = rules.reassess
    yield ("extra_set", "tests"), rules.extra_set.tests.values()
    yield ("reassess", "ask"), again.ask
    yield ("reassess", "if_asked_before"), again.if_asked_before
    yield ("reassess", "measures"), again.measures
    yield ("reassess", "pain"), again.pain
    yield ("reassess", "fit", "measures"), again.fit.measures
