"""Finds what one language says and another does not: each is measured against English."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from content.messages import read_messages
from content.reading import shown_path
from content.texts import message_values
from content.words import SOURCE_LANGUAGE

Places = dict[str, tuple[Path, int]]
"""Message -> its file and line."""


def language_problems(locales: Path) -> list[str]:
    """Keys left out or made up, and values that English does not give."""
    source = locales / SOURCE_LANGUAGE
    others = sorted(p for p in locales.glob("*") if p.is_dir() and p != source)
    return [what for other in others for what in _against(source, other)]


def _against(source: Path, other: Path) -> Iterator[str]:
    there, here = _places(source), _places(other)
    for name in sorted(there.keys() - here.keys()):
        path, line = there[name]
        yield f"{shown_path(path)}:{line}: {name}: is not in the language {other.name}"
    for name in sorted(here.keys() - there.keys()):
        path, line = here[name]
        yield f"{shown_path(path)}:{line}: {name}: is not in the language {source.name}"
    given, used = _values(source), _values(other)
    for name in sorted(there.keys() & here.keys()):
        path, line = here[name]
        for value in sorted(used[name] - given[name]):
            yield f"{shown_path(path)}:{line}: {name}: ${value} is not given in English"
        for value in sorted(given[name] - used[name]):
            yield f"{shown_path(path)}:{line}: {name}: ${value} is left out here"


def _places(folder: Path) -> Places:
    return {
        message.name: (path, message.line)
        for path in sorted(folder.glob("*.ftl"))
        for message in read_messages(path)
    }


def _values(folder: Path) -> dict[str, frozenset[str]]:
    found = dict[str, frozenset[str]]()
    for path in sorted(folder.glob("*.ftl")):
        found |= message_values(path)
    return found
