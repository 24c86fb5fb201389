"""Every text that a person may read, with where it stands: YAML values and Fluent messages.

Rule: only finds them; what a text must not be is said in tone and plain.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from fluent.syntax import ast
from fluent.syntax.visitor import Visitor

from content.messages import entries, line_of, name_of
from content.reading import shown_path
from content.words import SOURCE_LANGUAGE

_Loader: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
SPOKEN = frozenset({
    "ask", "because", "cue", "feel", "help", "label", "mistakes", "name", "plain_why", "steps",
    "stop_if", "text", "title", "unit",
})  # fmt: skip
"""Keys of the YAML files whose values are read by people."""
FOR_CLINICIANS = frozenset({"why"})
_NOT_OURS = frozenset({"replies.yaml", "tone.yaml"})
"""What people say, and what nobody may."""
Chosen = tuple[Any, ...]
"""Variants of a message, the outer first."""
ANY_VALUE = "it"
"""Stands for what is filled in: a short word, which is neither hard nor long."""


@dataclass(frozen=True)
class Text:
    where: str
    """`file:line: field`."""
    text: str
    file: str
    field: str
    """The last key; for a message its name."""


def our_yamls(folder: Path) -> list[Path]:
    """The files that hold something for people to read."""
    return sorted(path for path in folder.glob("*.yaml") if path.name not in _NOT_OURS)


def yaml_texts(path: Path) -> Iterator[Text]:
    """Each value of a file that is not for clinicians only, codes included.

    None when it is no YAML: whoever reads the file for its data tells that.
    """
    try:
        root = yaml.compose(path.read_bytes(), _Loader)
    except yaml.YAMLError:
        return
    todo: list[tuple[tuple[str, ...], yaml.Node | None]] = [((), root)]
    while todo:
        names, node = todo.pop()
        if isinstance(node, yaml.ScalarNode):
            where = f"{shown_path(path)}:{node.start_mark.line + 1}: {'.'.join(names)}"
            yield Text(where, node.value, path.name, names[-1] if names else "")
        elif isinstance(node, yaml.SequenceNode):
            todo += [(_item_names(names, item), item) for item in reversed(node.value)]
        elif isinstance(node, yaml.MappingNode):
            pairs = [(k.value, v) for k, v in node.value if k.value not in FOR_CLINICIANS]
            todo += [((*names, key), value) for key, value in reversed(pairs)]


def _item_names(names: tuple[str, ...], item: yaml.Node) -> tuple[str, ...]:
    """An item of a file's own list goes by its id, as in other mistakes."""
    pairs = item.value if isinstance(item, yaml.MappingNode) else []
    ids = [value.value for key, value in pairs if key.value == "id"]
    return (ids[0],) if ids and len(names) == 1 else names


def yamls_in(folder: Path, language: str) -> list[Path]:
    """The files with what this language says: those of the folder itself, or its overlays."""
    if language == SOURCE_LANGUAGE:
        return our_yamls(folder)
    return sorted((folder / "locales" / language).glob("*.yaml"))


def spoken_texts(folder: Path, language: str) -> Iterator[Text]:
    """What people read, with a short word for each value that is filled in."""
    for path in yamls_in(folder, language):
        is_overlay = language != SOURCE_LANGUAGE
        yield from (text for text in yaml_texts(path) if is_overlay or text.field in SPOKEN)
    for path in sorted((folder / "locales" / language).glob("*.ftl")):
        yield from message_texts(path)


def message_texts(path: Path) -> Iterator[Text]:
    """Each message as it may be read: with the default variants, and with each other one."""
    source = path.read_text("utf-8")
    for entry in entries(source):
        where = f"{shown_path(path)}:{line_of(entry.id, source)}: {entry.id.name}"
        for text in _readings(entry.value) if entry.value else ():
            yield Text(where, text, path.name, entry.id.name)


def message_values(path: Path) -> dict[str, frozenset[str]]:
    """Message -> the values that it asks for."""
    found = dict[str, frozenset[str]]()
    source = path.read_text("utf-8")
    for entry in entries(source):
        search = _Search()
        if entry.span is None or "$" in source[entry.span.start : entry.span.end]:
            search.visit(entry)
        found[name_of(entry)] = frozenset(search.values)
    return found


def _readings(pattern: Any) -> list[str]:
    search = _Search()
    search.visit(pattern)
    return list(dict.fromkeys(_filled(pattern, path) for path in [(), *search.paths]))


def _filled(pattern: Any, path: Chosen) -> str:
    """With the variants of the path where they belong, and the default ones elsewhere."""
    return "".join(_element(element, path) for element in pattern.elements)


def _element(element: Any, path: Chosen) -> str:
    if isinstance(element, ast.TextElement):
        return str(element.value)
    expression = element.expression
    if isinstance(expression, ast.StringLiteral):
        return str(expression.value)
    if not isinstance(expression, ast.SelectExpression):
        return ANY_VALUE
    default = next(variant for variant in expression.variants if variant.default)
    chosen = next((v for v in expression.variants if any(v is p for p in path)), default)
    return _filled(chosen.value, path)


class _Search(Visitor):
    """Gathers variants, each with those around it, and values on a walk through a message."""

    def __init__(self) -> None:
        self.paths: list[Chosen] = []
        self.values: set[str] = set()
        self._around: Chosen = ()

    def visit_Variant(self, node: ast.Variant) -> None:  # noqa: N802 - named by the library
        outside, self._around = self._around, (*self._around, node)
        self.paths.append(self._around)
        self.generic_visit(node)
        self._around = outside

    def visit_VariableReference(self, node: ast.VariableReference) -> None:  # noqa: N802 - as above
        self.values.add(node.id.name)
