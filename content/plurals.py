"""Finds messages that cannot count: a form that a language needs for some number is not there.

Rule: only whole numbers occur, up to a thousand; one that has a variant of its own needs no form.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from babel import Locale, UnknownLocaleError
from fluent.syntax import ast
from fluent.syntax.visitor import Visitor

from content.messages import entries, line_of
from content.reading import shown_path

FORMS = frozenset({"zero", "one", "two", "few", "many", "other"})
_HIGHEST = 1000
_Counts = dict[tuple[str, str], list[ast.SelectExpression]]
"""Message and value -> what is selected by it."""


def plural_problems(source: Path, folder: Path) -> Iterator[str]:
    """Of the messages of a folder; English shows which values are counted."""
    counted = {
        name
        for path in sorted(source.glob("*.ftl"))
        for name, selects in _selects(path).items()
        if any(_counts(select) for select in selects)
    }
    for path in sorted(folder.glob("*.ftl")):
        text = path.read_text("utf-8")
        for (message, value), selects in _selects(path).items():
            bad = [select for select in selects if _counts(select) and _lacks(select, folder.name)]
            if not bad and (message, value) in counted and not any(map(_counts, selects)):
                bad = [select for select in selects if _lacks(select, folder.name)]
            for select in bad:
                where = f"{shown_path(path)}:{line_of(select, text)}: {message}"
                missing = ", ".join(f"[{form}]" for form in _lacks(select, folder.name))
                yield f"{where}: ${value} has no form {missing}"


def _counts(select: ast.SelectExpression) -> bool:
    """By its forms; or by the last one, when the others were lost."""
    names = {v.key.name if isinstance(v.key, ast.Identifier) else "" for v in select.variants}
    return bool(names & (FORMS - {"other"})) or names == {"other"}


def _lacks(select: ast.SelectExpression, language: str) -> list[str]:
    keys = [variant.key for variant in select.variants]
    forms = {key.name for key in keys if isinstance(key, ast.Identifier)}
    numbers = {key.value for key in keys if isinstance(key, ast.NumberLiteral)}
    needed = _needed(language)
    return [form for form in sorted(needed.keys() - forms) if needed[form] - numbers]


@cache
def _needed(language: str) -> dict[str, frozenset[str]]:
    """Form -> the numbers that take it; those of English where a language has no own."""
    try:
        form = Locale.parse(language, sep="-").plural_form
    except UnknownLocaleError:
        form = Locale("en").plural_form
    found = defaultdict[str, set[str]](set)
    for number in range(_HIGHEST):
        found[form(number)].add(str(number))
    return {name: frozenset(numbers) for name, numbers in found.items()}


def _selects(path: Path) -> _Counts:
    found = _Counts()
    for entry in entries(path.read_text("utf-8")):
        search = _Search()
        search.visit(entry)
        for select in search.selects:
            if isinstance(select.selector, ast.VariableReference):
                found.setdefault((entry.id.name, select.selector.id.name), []).append(select)
    return found


class _Search(Visitor):
    def __init__(self) -> None:
        self.selects: list[ast.SelectExpression] = []

    def visit_SelectExpression(self, node: ast.SelectExpression) -> None:  # noqa: N802 - named by the library
        self.selects.append(node)
        self.generic_visit(node)
