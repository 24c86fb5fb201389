"""Looks up what the files name of one another: questions, options, and tests of conditions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from content.files import Files, option_ids
from content.schema import Question, Test

NUMERIC = frozenset({"scale", "number", "lr"})


def options_of(name: str, files: Files) -> set[str]:
    """The options of a question; none for one that does not exist."""
    found = (question for question in files.intake.questions if question.id == name)
    return {option for q in found for option in option_ids(q, files.safety.red_flags)}


def bad_tick(tick: str, files: Files) -> str | None:
    """What is wrong with a `question.option`, if anything."""
    question, _, option = tick.partition(".")
    return None if option in options_of(question, files) else f"there is no option {tick}"


def bad_questions(ids: Iterable[str], files: Files) -> Iterator[str]:
    known = {question.id for question in files.intake.questions}
    yield from (f"there is no question {item}" for item in ids if item not in known)


def bad_test(test: Test, known: Mapping[str, Question], files: Files) -> Iterator[str]:
    """What is wrong with one comparison of a condition, if only these questions may be named."""
    other = known.get(test.question)
    if other is None:
        yield f"there is no earlier question {test.question}"
    elif test.op == ">=":
        if other.type not in NUMERIC:
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
