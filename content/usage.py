"""Which messages the program says: those that are not there, and those that nobody needs.

Rule: reads the program as text; a key that is put together is known by its fixed parts.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from content.messages import Message, read_messages
from content.reading import shown_path

_ROOMS = ("content", "flows", "bot")
_SAYERS = frozenset({"t", "button", "toast", "Text"})
"""Calls whose first argument, or `key`, is the key of a text."""
_NAME = re.compile(r"[a-zA-Z][\w-]*")
"""A message; a key with a dot is a text of the YAML files."""
_PREFIX = re.compile(r"[a-zA-Z]\w*-")
_ANY = r"[\w-]+"
_PLAIN = "plain"
"""What is drawn as it is."""


class Uses(NamedTuple):
    """What the program says."""

    words: frozenset[str]
    """Every string in it."""
    patterns: frozenset[str]
    """Regular expressions of strings that are put together."""
    said: tuple[tuple[str, str], ...]
    """Where it stands, and the pattern, of what is certainly a key."""


def usage_problems(english: Path) -> list[str]:
    """Of the messages of the source language, as each other one is measured against it."""
    found = [(path, m) for path in sorted(english.glob("*.ftl")) for m in read_messages(path)]
    uses, names = uses_of(Path(__file__).parents[1]), {message.name for _, message in found}
    referred = {name for _, message in found for name in message.references}
    needed = re.compile("|".join(sorted(uses.patterns)))
    return [
        *(
            f"{shown_path(path)}:{message.line}: {message.name}: nothing says this message"
            for path, message in found
            if message.name not in uses.words | referred and not _fits(needed, message)
        ),
        *(
            f"{where}: says {_shown(pattern)}, which is no message"
            for where, pattern in uses.said
            if _shown(pattern) not in names and not any(re.fullmatch(pattern, n) for n in names)
        ),
    ]


def _shown(pattern: str) -> str:
    """With a gap where a value stands."""
    return pattern.replace(_ANY, "…").replace("\\", "")


def _fits(needed: re.Pattern[str], message: Message) -> bool:
    return needed.fullmatch(message.name) is not None


@cache
def uses_of(root: Path) -> Uses:
    words, patterns, said = set[str](), set[str](), list[tuple[str, str]]()
    for path in (path for room in _ROOMS for path in sorted((root / room).rglob("*.py"))):
        tree = ast.parse(path.read_text("utf-8"))
        here = set(_strings(tree))
        words |= here
        patterns |= {f"{word}{_ANY}" for word in here if _PREFIX.fullmatch(word)}
        for node in ast.walk(tree):
            if isinstance(node, ast.JoinedStr) and (pattern := _pattern(node, here)):
                patterns.add(pattern)
            if isinstance(node, ast.Call) and (key := _key(node, here)):
                said.append((f"{path.relative_to(root)}:{node.lineno}", key))
    return Uses(frozenset(words), frozenset(patterns), tuple(said))


def _strings(tree: ast.AST) -> Iterator[str]:
    """Whole ones; what stands between values is a part of a pattern."""
    joined = (node for node in ast.walk(tree) if isinstance(node, ast.JoinedStr))
    parts = {id(part) for node in joined for part in node.values}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in parts:
            yield node.value


def _pattern(node: ast.JoinedStr, here: Iterable[str]) -> str | None:
    """None for what cannot be a message; one that begins with a value needs a word of the file."""
    parts = [_fixed(part) for part in node.values]
    fixed = "".join(part for part in parts if part is not None)
    if "-" not in fixed or not re.fullmatch(r"[\w-]+", fixed):
        return None
    first, *rest = (_ANY if part is None else re.escape(part) for part in parts)
    if parts[0] is None:
        first = "(?:" + "|".join(sorted(w for w in here if _NAME.fullmatch(w))) + ")"
    return "".join((first, *rest))


def _fixed(part: ast.expr) -> str | None:
    """None for a value."""
    return str(part.value) if isinstance(part, ast.Constant) else None


def _key(call: ast.Call, here: Iterable[str]) -> str | None:
    """The pattern of the message that a call asks for, if it names one."""
    name = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
    named = [keyword.value for keyword in call.keywords if keyword.arg == "key"]
    key = next(iter([*named, *call.args]), None) if name in _SAYERS else None
    match key:
        case ast.Constant(value=str(word)) if _NAME.fullmatch(word) and word != _PLAIN:
            return re.escape(word)
        case ast.JoinedStr():
            return _pattern(key, here)
        case _:
            return None
