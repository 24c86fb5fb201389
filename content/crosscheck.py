"""Checks that the content files fit together: every name exists, every number can be right.

Each check is a generator of findings; none stops another, so that one run tells everything.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, pairwise

from content.files import EXERCISES, INTAKE, REPLIES, RULES, SAFETY, WEIGHING, Files
from content.library_checks import exercise_findings, unserved
from content.plan_checks import plan_findings
from content.reading import Field
from content.schema import Condition, Points, Question, Target
from content.ticks import NUMERIC, bad_questions, bad_test, bad_tick
from content.weighing import Factor, Function, Weighing

Finding = tuple[str, Field, str]
"""File, where in it, what is wrong."""
CRISIS = "crisis"
"""A row of the safety words that is no line of a card (clinical spec 9)."""
_ID = re.compile(r"[a-z][a-z0-9_]*", re.ASCII)


def cross_check(files: Files) -> Iterator[Finding]:
    yield from _ids(files)
    yield from _sections(files)
    for index, flag in enumerate(files.safety.red_flags):
        if (flag.urgency is None) != (flag.cls == "care"):
            what = f"class {flag.cls} {'needs' if flag.urgency is None else 'has no'} urgency"
            yield SAFETY, ("red_flags", index), what
    for index, question in enumerate(files.intake.questions):
        for field, what in chain(_own(question), _conditions(question, files)):
            yield INTAKE, ("questions", index, *field), what
    for index, exercise in enumerate(files.library.exercises):
        for field, what in exercise_findings(exercise, files):
            yield EXERCISES, ("exercises", index, *field), what
    yield from ((EXERCISES, ("exercises",), what) for what in unserved(files))
    yield from _maxima(files)
    yield from _references(files)


def _ids(files: Files) -> Iterator[Finding]:
    """Ids that occur twice in their list, or would not pass through buttons and conditions."""
    intake = files.intake
    for name, key, ids in (
        (INTAKE, "sections", [section.id for section in intake.sections]),
        (INTAKE, "questions", [question.id for question in intake.questions]),
        (SAFETY, "red_flags", [flag.id for flag in files.safety.red_flags]),
        (EXERCISES, "exercises", [exercise.id for exercise in files.library.exercises]),
    ):
        for index in _repeats(ids):
            yield name, (key, index, "id"), f"{ids[index]} is there twice"
        for index in _misspelt(ids):
            yield name, (key, index, "id"), f"{ids[index]!r} is no id"


def _repeats(ids: Sequence[str]) -> list[int]:
    """Where an id stands that stood before."""
    return [index for index, name in enumerate(ids) if name in ids[:index]]


def _misspelt(ids: Sequence[str]) -> list[int]:
    return [index for index, name in enumerate(ids) if not _ID.fullmatch(name)]


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
    for index in _misspelt(ids):
        yield ("options", index, "id"), f"{ids[index]!r} is no id"
    if question.type in {"single", "multi"} and not ids and question.options_from is None:
        yield (), f"type {question.type} needs options"
    if question.default is not None and question.default not in ids:
        yield ("default",), f"there is no option {question.default}"
    if question.type == "text" and question.max_chars is None:
        yield (), "type text needs max_chars"
    yield from _numbers(question)


def _numbers(question: Question) -> Iterator[tuple[Field, str]]:
    low, high = question.min, question.max
    if question.type in NUMERIC and (low is None or high is None):
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
            for what in bad_test(test, earlier, files):
                yield (field,), what


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
    yield from ((RULES, field, what) for field, what in plan_findings(files))
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


def _ticks(name: str, field: Field, ticks: Iterable[str], files: Files) -> Iterator[Finding]:
    for tick in ticks:
        if what := bad_tick(tick, files):
            yield name, field, what


def _questions(name: str, field: Field, ids: Iterable[str], files: Files) -> Iterator[Finding]:
    yield from ((name, field, what) for what in bad_questions(ids, files))
