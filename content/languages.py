"""Finds what one language says and another does not: each is measured against English."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from fluent.syntax import ast

from content.messages import entries, line_of, name_of, read_messages
from content.reading import shown_path
from content.texts import message_values
from content.words import SOURCE_LANGUAGE

_WORD = re.compile(r"[^\W\d_]{2,}")
_TAG = re.compile(r"<[^>]*>")
Places = dict[str, tuple[Path, ast.Message | ast.Term]]
"""Message -> its file, and what stands there."""


def language_problems(folder: Path) -> list[str]:
    """Keys that this language leaves out or makes up, and values that English does not give."""
    return list(_against(folder.parent / SOURCE_LANGUAGE, folder))


def untranslated(folder: Path) -> list[str]:
    """Messages that are still those of English; one word may be the same in both."""
    english = _said(folder.parent / SOURCE_LANGUAGE)
    return [
        f"{shown_path(path)}:{message.line}: {message.name}: still says what English says"
        for path in sorted(folder.glob("*.ftl"))
        for message in read_messages(path)
        if message.texts == english.get(message.name) and _words(message.texts) > 1
    ]


def _said(folder: Path) -> dict[str, tuple[str, ...]]:
    paths = sorted(folder.glob("*.ftl"))
    return {each.name: each.texts for path in paths for each in read_messages(path)}


def _words(texts: tuple[str, ...]) -> int:
    return len(_WORD.findall(_TAG.sub("", " ".join(texts))))


def _against(source: Path, other: Path) -> Iterator[str]:
    there, here = _places(source), _places(other)
    absent = {path for path in source.glob("*.ftl") if not (other / path.name).exists()}
    absent -= {there[name][0] for name in there.keys() & here.keys()}
    yield from (f"{shown_path(other / path.name)}: No such file" for path in sorted(absent))
    for name in sorted(there.keys() - here.keys()):
        if there[name][0] not in absent:
            yield f"{_where(there[name])}: is not in the language {other.name}"
    for name in sorted(here.keys() - there.keys()):
        yield f"{_where(here[name])}: is not in the language {source.name}"
    given, used = _values(source), _values(other)
    for name in sorted(there.keys() & here.keys()):
        for value in sorted(used[name] - given[name]):
            yield f"{_where(here[name])}: ${value} is not given in English"
        for value in sorted(given[name] - used[name]):
            yield f"{_where(here[name])}: ${value} is left out here"


def _places(folder: Path) -> Places:
    return {
        name_of(entry): (path, entry)
        for path in sorted(folder.glob("*.ftl"))
        for entry in entries(path.read_text("utf-8"))
    }


def _where(place: tuple[Path, ast.Message | ast.Term]) -> str:
    """Looked up for mistakes only, as every start looks for them."""
    path, entry = place
    line = line_of(entry.id, path.read_text("utf-8"))
    return f"{shown_path(path)}:{line}: {name_of(entry)}"


def _values(folder: Path) -> dict[str, frozenset[str]]:
    found = dict[str, frozenset[str]]()
    for path in sorted(folder.glob("*.ftl")):
        found |= message_values(path)
    return found
