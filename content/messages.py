"""Looks at Fluent files as text: what is broken in them, what each message says and refers to.

For checks only; formatting is done in words.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from fluent.syntax import FluentParser, ast
from fluent.syntax.visitor import Visitor


@dataclass(frozen=True)
class Message:
    """A message or term (its name begins with a hyphen)."""

    name: str
    line: int
    texts: tuple[str, ...]
    """The text of each pattern, variants too, with nothing in the place of placeables."""
    references: frozenset[str]


@lru_cache(maxsize=256)
def parse(source: str) -> ast.Resource:
    """The messages of a file's text, for many who look at them; nobody may change them."""
    return FluentParser().parse(source)


def entries(source: str) -> Iterator[ast.Message | ast.Term]:
    """All that can be read of it."""
    for entry in parse(source).body:
        if isinstance(entry, ast.Message | ast.Term):
            yield entry


def faults(resource: ast.Resource, source: str, seen: set[str]) -> Iterator[str]:
    """`line: name: what` for all that Fluent would skip without a word; `seen` grows."""
    for entry in resource.body:
        if isinstance(entry, ast.Junk):
            name = (entry.content or "").partition("=")[0].strip()
            for note in entry.annotations:
                yield f"{line_of(note, source)}: {name}: {note.message}"
        elif isinstance(entry, ast.Message | ast.Term):
            if name_of(entry) in seen:
                yield f"{line_of(entry.id, source)}: {name_of(entry)}: given twice"
            seen.add(name_of(entry))


def read_messages(path: Path) -> tuple[Message, ...]:
    return _messages(path.read_text("utf-8"))


@lru_cache(maxsize=256)
def _messages(source: str) -> tuple[Message, ...]:
    return tuple(_message(entry, source) for entry in entries(source))


def _message(entry: ast.Message | ast.Term, source: str) -> Message:
    found = _Found()
    found.visit(entry)
    return Message(
        name=name_of(entry),
        line=line_of(entry.id, source),
        texts=tuple(found.texts),
        references=frozenset(found.references),
    )


class _Found(Visitor):
    """Gathers texts and references on a walk through a message."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.references: set[str] = set()

    def visit_Pattern(self, node: ast.Pattern) -> None:  # noqa: N802 - named by the library
        parts = (part.value for part in node.elements if isinstance(part, ast.TextElement))
        self.texts.append(" ".join("".join(parts).split()))
        self.generic_visit(node)

    def visit_MessageReference(self, node: ast.MessageReference) -> None:  # noqa: N802 - as above
        self.references.add(node.id.name)

    def visit_TermReference(self, node: ast.TermReference) -> None:  # noqa: N802 - as above
        self.references.add(f"-{node.id.name}")
        self.generic_visit(node)


def name_of(entry: ast.Message | ast.Term) -> str:
    return f"-{entry.id.name}" if isinstance(entry, ast.Term) else entry.id.name


def line_of(node: ast.SyntaxNode, source: str) -> int:
    """The line, from 1; Fluent counts characters."""
    return source.count("\n", 0, node.span.start if node.span else 0) + 1
