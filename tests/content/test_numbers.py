"""Messages with a number in them read well with 0, 1 and 2."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import islice, product
from pathlib import Path

import pytest
from fluent.syntax import FluentParser, ast
from fluent.syntax.visitor import Visitor

from content.load import load_content

CONTENT = load_content()
FILES = sorted((Path(__file__).parents[2] / "content/locales/en").glob("*.ftl"))
NUMBERS = (0, 1, 2)
PLURALS = {"zero", "one", "two", "few", "many", "other"}
MOST = 2000
"""Drawings of one message."""
THING = "day|week|hour|minute|second|rep|move|session|set|point|letter|time|report|question"
WRONG = re.compile(rf"(?<![\d.])(1 (\w+ )?({THING})s|(0|2) (\w+ )?({THING}))\b", re.IGNORECASE)


class _Variables(Visitor):
    """Each variable of a message, with the words that it is told apart by."""

    def __init__(self) -> None:
        self.found: dict[str, set[str | int]] = {}
        self.inner: set[str] = set()

    def visit_MessageReference(self, node: ast.MessageReference) -> None:  # noqa: N802 - the library's
        self.inner.add(node.id.name)

    def visit_VariableReference(self, node: ast.VariableReference) -> None:  # noqa: N802 - the library's
        self.found.setdefault(node.id.name, set())

    def visit_SelectExpression(self, node: ast.SelectExpression) -> None:  # noqa: N802 - the library's
        self.generic_visit(node)
        if isinstance(node.selector, ast.VariableReference):
            keys = (variant.key for variant in node.variants)
            words = {key.name for key in keys if isinstance(key, ast.Identifier)}
            self.found.setdefault(node.selector.id.name, set()).update(words - PLURALS)


def _messages() -> dict[str, dict[str, set[str | int]]]:
    seen: dict[str, _Variables] = {}
    for path in FILES:
        for entry in FluentParser().parse(path.read_text("utf-8")).body:
            if isinstance(entry, ast.Message):
                seen[entry.id.name] = _Variables()
                seen[entry.id.name].visit(entry)
    for variables in seen.values():
        for name in variables.inner:
            variables.found |= seen[name].found
    return {name: variables.found for name, variables in seen.items() if variables.found}


MESSAGES = _messages()


def drawings(name: str) -> Iterator[str]:
    """With each number in the place of each variable, and every variant by a word."""
    variables = MESSAGES[name]
    choices = [(*NUMBERS, *sorted(map(str, words))) for words in variables.values()]
    for values in islice(product(*choices), MOST):
        given: Mapping[str, str | int] = dict(zip(variables, values, strict=True))
        yield CONTENT.words.format(name, given, "en")


@pytest.mark.parametrize("name", MESSAGES)
def test_a_message_counts_one_thing_and_several(name: str) -> None:
    assert not [text for text in drawings(name) if WRONG.search(text)]


@pytest.mark.parametrize(
    ("name", "values", "text"),
    [
        ("prompt", {"moves": 0, "style": "warm"}, "Good to see you. No move is left for today."),
        ("prompt", {"moves": 1, "style": "brief"}, "Your move for today is ready."),
        ("prompt", {"moves": 2, "style": "brief"}, "Your 2 moves for today are ready."),
        ("checkin-which", {"n": 0}, "Is that no moves, or pain 0?"),
        ("checkin-which", {"n": 1}, "Is that 1 move, or pain 1?"),
        ("answer-unit", {"n": 1, "unit": "", "of": "q_sit_hours"}, "1 hour a day"),
        ("answer-unit", {"n": 9, "unit": "cm", "of": "q_ftf"}, "9 cm"),
        ("guided-tempo", {"effort": 1, "hold": 0, "back": 4}, "Pace: 1 second out, 4 back."),
        (
            "dose-reps",
            {"sets": 1, "n": 8, "side": "each", "extra": "none"},
            "8 slow reps each leg",
        ),
        (
            "dose-hold",
            {"sets": 3, "n": 30, "side": "both", "extra": "left"},
            "3 times 30 seconds, 1 more set left",
        ),
    ],
)
def test_a_number_is_said_as_people_say_it(name: str, values: dict, text: str) -> None:
    assert CONTENT.words.format(name, values, "en") == text
