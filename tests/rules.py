"""The rows of the clinical rules, each with an id that a test names where it proves the row.

Rule: the list only; ids come from the content where it has them. `@pytest.mark.rule("D3")` names
one, tests/test_rules.py holds both together. Use: python -m tests.rules
"""

# ruff: noqa: T201 - it prints the map

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, get_args

from content.load import load_content
from content.schema import SafetyClass
from flows.rate import DecisionId

TESTS = Path(__file__).parent
_CONTENT = load_content()
_MEASURES = ("pain_now", "pain_worst", "goal", "ftf", "rating", "score")
_CHANGES = ("clear_better", "small", "same", "clear_worse")

_GROUPS: dict[str, tuple[str, ...]] = {  # by section of the clinical specification
    # 2, safety screen
    "class": get_args(SafetyClass),
    "card": tuple(_CONTENT.red_flags),
    "derived": (
        "u18", "onset_sudden", "pain_now_6", "pain_worst_9", "pain_now_4", "pain_worst_7", "a65",
        "tingle_settle", "sitbone",
    ),
    "mention": ("am_stiff", "irritable", "tingling_below_knee"),
    "safety": (
        "weekly", "pain_jump", "return_14", "something_new", "words", "clearing", "mistake",
        "followup",
    ),
    # 4, scoring
    "score": (
        "base", "best_option", "band", "rating", "asymmetry", "missing", "not_asked",
        "missing_option", "rating_missing", "cap_posture", "below_50", "from_50_to_79",
        "unknown_35",
    ),
    "level": ("low", "moderate", "high"),
    "rank": ("order", "ties", "unknown"),
    "lead": ("none", "single", "shared", "three"),
    "flag": tuple(flag.id for flag in _CONTENT.weighing.flags),
    "side": ("focus", "extra_set"),
    "because": ("least_points", "order", "most_3", "rating_4"),
    "explain": (
        "single", "shared", "three", "none", "high", "moderate", "low", "null", "function",
        "functions_free", "last",
    ),
    # 6, programme
    "dose": ("start", "seconds"),
    "phase": tuple(str(phase.id) for phase in _CONTENT.rules.phases),
    "cap": ("phase", "regular", "care", "cleared"),
    "rung": ("start", "skip", "pass", "nothing_to_open", "nerve_stays", "only_locked", "cap_falls"),
    "week": (*(str(days) for days in _CONTENT.rules.week), "load_running", "forced_gentle"),
    "builder": tuple(str(step) for step in range(1, 9)),
    # 7, adaptation
    "": get_args(DecisionId),
    "light": ("red", "amber", "green", "unknown", "soreness", "high_base", "skipped", "morning"),
    "progress": ("three", "two_easy", "most_two", "nerve_calm", "pass"),
    "regress": ("dose", "easier", "halve", "rest"),
    "culprit": ("longest_strength", "nerve", "skipped"),
    "lapse": ("1-2", "3-6", "7-13", "14-27", "28+", "prompts"),
    "barrier": ("time", "pain", "forgot", "bored", "unsure", "other"),
    "correct": ("today", "yesterday"),
    # 8, re-assessment
    "reassess": (
        *(f"{measure}.{change}" for measure in _MEASURES for change in _CHANGES),
        "goal.likely", "put_off", "not_the_fit",
    ),
}  # fmt: skip

RULES: tuple[str, ...] = tuple(
    f"{group}.{row}" if group else row for group, rows in _GROUPS.items() for row in rows
)


class Named(NamedTuple):
    """A rule that a test says it proves."""

    rule: str
    test: str


def named_in(source: str, file: str) -> Iterator[Named]:
    """By marks on test functions, and on the rows of their tables."""
    tree = ast.parse(source)
    tables = {
        ast.unparse(target): node.value
        for node in tree.body
        if isinstance(node, ast.Assign)
        for target in node.targets
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and _is_test(node):
            for rule in dict.fromkeys(_rules(node.decorator_list, tables)):
                yield Named(rule, f"{file}::{node.name}")


def _is_test(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    return node.name.startswith("test_")


def _rules(decorators: Sequence[ast.AST], tables: Mapping[str, ast.expr]) -> Iterator[str]:
    parts = [part for decorator in decorators for part in ast.walk(decorator)]
    named_tables = [tables[p.id] for p in parts if isinstance(p, ast.Name) and p.id in tables]
    for part in (*parts, *(row for table in named_tables for row in ast.walk(table))):
        match part:
            case ast.Call(func=ast.Attribute(attr="rule"), args=ids):
                pass
            case ast.Call(func=ast.Name(id="rule"), args=[first, *_]):  # marks several rows
                ids = [first]
            case _:
                continue
        for rule in ids:
            assert isinstance(rule, ast.Constant), f"{ast.unparse(rule)}: plain ids only"
            yield str(rule.value)


def named() -> list[Named]:
    files = sorted(TESTS.rglob("test_*.py"))
    return [
        found
        for file in files
        for found in named_in(file.read_text("utf-8"), str(file.relative_to(TESTS)))
    ]


def main() -> None:
    found = named()
    for rule in RULES:
        tests = [name.test for name in found if name.rule == rule]
        print(f"{rule:28} {', '.join(tests) or '-'}")


if __name__ == "__main__":
    main()
