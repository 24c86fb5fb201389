"""Checks that the content files fit together: every name exists, every number can be right.

Each check is a generator of findings; none stops another, so that one run tells everything.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, pairwise
from typing import get_args

from content.files import EXERCISES, INTAKE, REPLIES, RULES, SAFETY, WEIGHING, Files, option_ids
from content.plan_rules import PlanRules
from content.reading import Field
from content.schema import (
    Condition,
    Exercise,
    FactorId,
    FunctionId,
    Points,
    Question,
    Target,
    Test,
)
from content.weighing import Factor, Function, Weighing

Finding = tuple[str, Field, str]
"""File, where in it, what is wrong."""
LEAST_MOVES = 3
"""Every factor and function needs a choice of exercises."""
CRISIS = "crisis"
"""A row of the safety words that is no line of a card (clinical spec 9)."""
_NUMERIC = frozenset({"scale", "number", "lr"})


def cross_check(files: Files) -> Iterator[Finding]:
    yield from _twice(files)
    yield from _sections(files)
    for index, flag in enumerate(files.safety.red_flags):
        if (flag.urgency is None) != (flag.cls == "care"):
            what = f"class {flag.cls} {'needs' if flag.urgency is None else 'has no'} urgency"
            yield SAFETY, ("red_flags", index), what
    for index, question in enumerate(files.intake.questions):
        for field, what in chain(_own(question), _conditions(question, files)):
            yield INTAKE, ("questions", index, *field), what
    for index, exercise in enumerate(files.library.exercises):
        for field, what in _exercise(exercise, files):
            yield EXERCISES, ("exercises", index, *field), what
    yield from _served(files)
    yield from _maxima(files)
    yield from _references(files)


def _twice(files: Files) -> Iterator[Finding]:
    """Ids that occur twice in their list."""
    intake = files.intake
    for name, key, ids in (
        (INTAKE, "sections", [section.id for section in intake.sections]),
        (INTAKE, "questions", [question.id for question in intake.questions]),
        (SAFETY, "red_flags", [flag.id for flag in files.safety.red_flags]),
        (EXERCISES, "exercises", [exercise.id for exercise in files.library.exercises]),
    ):
        for index in _repeats(ids):
            yield name, (key, index, "id"), f"{ids[index]} is there twice"


def _repeats(ids: Sequence[str]) -> list[int]:
    """Where an id stands that stood before."""
    return [index for index, name in enumerate(ids) if name in ids[:index]]


def _sections(files: Files) -> Iterator[Finding]:
    """Every question in exactly one section of its part; those of the settings in none."""
    parts = {question.id: question.part for question in files.intake.questions}
    settings = {question.id for question in files.intake.questions if question.asked}
    placed = Counter(chain.from_iterable(s.questions for s in files.intake.sections))
    for index, section in enumerate(files.intake.sections):
        for place, name in enumerate(section.questions):
            field = ("sections", index, "questions", place)
            if name not in parts:
                yield INTAKE, field, f"there is no question {name}"
            elif name in settings:
                yield INTAKE, field, f"{name} is asked in the settings only"
            elif parts[name] != section.part:
                yield INTAKE, field, f"{name} is of part {parts[name]}, not {section.part}"
            elif placed[name] > 1:
                yield INTAKE, field, f"{name} is in the sections {placed[name]} times"
    for index, name in enumerate(parts):
        if name not in placed and name not in settings:
            yield INTAKE, ("questions", index), "is in no section"


def _own(question: Question) -> Iterator[tuple[Field, str]]:
    """What a question can get wrong by itself."""
    ids = [option.id for option in question.options]
    for index in _repeats(ids):
        yield ("options", index, "id"), f"{ids[index]} is there twice"
    if question.type in {"single", "multi"} and not ids and question.options_from is None:
        yield (), f"type {question.type} needs options"
    if question.default is not None and question.default not in ids:
        yield ("default",), f"there is no option {question.default}"
    if question.type == "text" and question.max_chars is None:
        yield (), "type text needs max_chars"
    yield from _numbers(question)


def _numbers(question: Question) -> Iterator[tuple[Field, str]]:
    low, high = question.min, question.max
    if question.type in _NUMERIC and (low is None or high is None):
        yield (), f"type {question.type} needs min and max"
    if low is not None and high is not None and low >= high:
        yield ("max",), f"{high:g} is not above min, which is {low:g}"
    if question.step is not None and question.step <= 0:
        yield ("step",), "must be above 0"
    for index, (band, following) in enumerate(pairwise(question.bands), start=1):
        if following.lt <= band.lt:
            yield ("bands", index, "lt"), f"{following.lt:g} is not above {band.lt:g}"
    if question.bands and high is not None and question.bands[-1].lt <= high:
        yield ("bands",), f"no band holds {high:g}"


def _conditions(question: Question, files: Files) -> Iterator[tuple[Field, str]]:
    """Conditions test earlier questions only, by options that exist."""
    earlier = dict[str, Question]()
    for other in files.intake.questions:
        if other.id == question.id:
            break
        earlier[other.id] = other
    for field in ("ask_if", "skip_if"):
        condition: Condition | None = getattr(question, field)
        for test in condition.tests if condition else ():
            for what in _test(test, earlier, files):
                yield (field,), what


def _test(test: Test, earlier: dict[str, Question], files: Files) -> Iterator[str]:
    other = earlier.get(test.question)
    if other is None:
        yield f"there is no earlier question {test.question}"
    elif test.op == ">=":
        if other.type not in _NUMERIC:
            yield f"{test.question} has no number to compare"
        elif not _is_number(test.values[0]):
            yield f"{test.values[0]} is no number"
    elif (test.op == "has") != (other.type == "multi"):
        yield f"{test.question} is of type {other.type}: use {'has' if test.op != 'has' else '=='}"
    else:
        for value in test.values:
            if value not in option_ids(other, files.safety.red_flags):
                yield f"{test.question} has no option {value}"


def _is_number(text: str) -> bool:
    return text.replace(".", "", 1).isdecimal()


def _exercise(exercise: Exercise, files: Files) -> Iterator[tuple[Field, str]]:
    equipment = _options_of("q_equip", files)
    for index, item in enumerate(exercise.equip):
        if item not in equipment:
            yield ("equip", index), f"{item} is no option of q_equip"
    for index, tick in enumerate(exercise.avoid_if):
        if what := _bad_tick(tick, files):
            yield ("avoid_if", index), what
    for step in {1, 2, 3} - exercise.dose.keys():
        yield ("dose",), f"d{step} is missing"
    for field in ("easier", "harder"):
        if what := _bad_chain(exercise, field, files):
            yield (field,), what


def _bad_chain(exercise: Exercise, field: str, files: Files) -> str | None:
    """What is wrong on the way along easier or harder, if anything."""
    library = {other.id: other for other in files.library.exercises}
    seen, name = {exercise.id}, getattr(exercise, field)
    if name is not None and name not in library:
        return f"there is no exercise {name}"
    while name in library and name not in seen:
        seen.add(name)
        name = getattr(library[name], field)
    return f"the chain comes back to {name}" if name == exercise.id else None


def _served(files: Files) -> Iterator[Finding]:
    moves = [exercise for exercise in files.library.exercises if "session" in exercise.use]
    for target in (*get_args(FactorId), *get_args(FunctionId)):
        count = sum(target in (*move.factors, *move.functions) for move in moves)
        if count < LEAST_MOVES:
            what = f"only {count} session moves serve {target}, at least {LEAST_MOVES} are needed"
            yield EXERCISES, ("exercises",), what


def _maxima(files: Files) -> Iterator[Finding]:
    """The most that a question can give is what factors.yaml says."""
    given = {question.id: most_points(question) for question in files.intake.questions}
    factors, functions = files.weighing.factors, files.weighing.functions
    for key, weighed in (("factors", factors), ("functions", functions)):
        targets: Sequence[Factor | Function] = weighed
        for index, target in enumerate(targets):
            wanted = {
                name: points[target.id] for name, points in given.items() if target.id in points
            }
            for name in sorted(wanted.keys() | target.maximum.keys()):
                said, found = target.maximum.get(name, 0), wanted.get(name, 0)
                if said != found:
                    what = f"{name} is {said} here, but its answers give at most {found}"
                    yield WEIGHING, (key, index, "maximum", name), what


def most_points(question: Question) -> dict[Target, int]:
    """Per score: the best option or band, the full rating, and the difference of the sides."""
    best: dict[Target, int] = {}
    for points in _each_points(question):
        for target, value in points.items():
            best[target] = max(best.get(target, 0), value)
    for target, value in (question.asym.pts if question.asym else {}).items():
        best[target] = best.get(target, 0) + value
    return best


def _each_points(question: Question) -> Iterator[Points]:
    yield from (option.pts for option in question.options)
    yield from (band.pts for band in question.bands)
    yield {target: round(rate * (question.max or 0)) for target, rate in question.rate.items()}


def _references(files: Files) -> Iterator[Finding]:
    """What the files name of one another."""
    yield from _of_weighing(files.weighing, files)
    yield from _of_rules(files.rules, files)
    flags = {flag.id for flag in files.safety.red_flags}
    for index, row in enumerate(files.reply_words.safety):
        if row.item not in flags | {CRISIS}:
            yield REPLIES, ("safety", index, "item"), f"there is no red flag {row.item}"


def _of_weighing(weighing: Weighing, files: Files) -> Iterator[Finding]:
    for index, cap in enumerate(weighing.caps):
        yield from _ticks(WEIGHING, ("caps", index, "tick"), [cap.tick], files)
    for index, flag in enumerate(weighing.flags):
        yield from _ticks(WEIGHING, ("flags", index, "ticks"), flag.ticks, files)
        yield from _questions(WEIGHING, ("flags", index, "gaps"), flag.gaps, files)
    for index, function in enumerate(weighing.functions):
        yield from _questions(WEIGHING, ("functions", index, "test"), [function.test], files)
    focus = weighing.focus_side
    yield from _questions(WEIGHING, ("focus_side",), [focus.question, *focus.tests], files)


def _of_rules(rules: PlanRules, files: Files) -> Iterator[Finding]:
    yield from _ticks(RULES, ("no_skipping_with",), rules.no_skipping_with, files)
    yield from _questions(RULES, ("extra_set", "tests"), rules.extra_set.tests.values(), files)
    for field in ("minutes", "items"):
        ticks = [f"q_minutes.{name}" for name in getattr(rules, field)]
        yield from _ticks(RULES, (field,), ticks, files)
        for name in _options_of("q_minutes", files) - getattr(rules, field).keys():
            yield RULES, (field,), f"{name} of q_minutes is missing"
    library = {exercise.id for exercise in files.library.exercises}
    named: list[tuple[Field, str | None]] = [(("meanwhile",), rules.meanwhile)]
    named += [(("bonuses", i, "exercise"), b.exercise) for i, b in enumerate(rules.bonuses)]
    named += [(("never_running", i), name) for i, name in enumerate(rules.never_running)]
    named += [(("breaks", "rotate", i), name) for i, name in enumerate(rules.breaks.rotate)]
    for place, exercise in named:
        if exercise is not None and exercise not in library:
            yield RULES, place, f"there is no exercise {exercise}"


def _ticks(name: str, field: Field, ticks: Iterable[str], files: Files) -> Iterator[Finding]:
    for tick in ticks:
        if what := _bad_tick(tick, files):
            yield name, field, what


def _questions(name: str, field: Field, ids: Iterable[str], files: Files) -> Iterator[Finding]:
    known = {question.id for question in files.intake.questions}
    yield from ((name, field, f"there is no question {item}") for item in ids if item not in known)


def _bad_tick(tick: str, files: Files) -> str | None:
    """What is wrong with a `question.option`, if anything."""
    question, _, option = tick.partition(".")
    return None if option in _options_of(question, files) else f"there is no option {tick}"


def _options_of(name: str, files: Files) -> set[str]:
    """The options of a question; none for one that does not exist."""
    found = (question for question in files.intake.questions if question.id == name)
    return {option for q in found for option in option_ids(q, files.safety.red_flags)}
