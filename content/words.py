"""Fluent messages, one bundle per language; formats them or says loudly that it cannot.

Knows no keys and no people: what the messages are for is the callers' matter.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from fluent.runtime import FluentBundle

from content.messages import faults, parse
from content.reading import NOT_UTF8, ContentError, shown_path

Value = str | int | float
SOURCE_LANGUAGE = "en"
"""The language that every message exists in, and that unknown languages fall back to."""
DRAFT = "DRAFT"
"""A file of this name in a language's folder: people do not read it yet."""


class WordsError(LookupError):
    """A message that does not exist, or cannot be formatted with these values."""


NOT_GIVEN: Mapping[str, Value] = {"number": "none", "operator": "none", "contact": "none"}
"""What the operator may set: the emergency number, who runs the bot, and how to reach them."""


class Words:
    """All messages of all languages; a message is compiled when it is first used."""

    def __init__(self, bundles: Mapping[str, FluentBundle], given: Mapping[str, Value]) -> None:
        self._bundles = bundles
        self._given = given

    def with_given(self, given: Mapping[str, Value]) -> Words:
        """With what the operator set, as HTML, for any message to use."""
        return Words(self._bundles, {**self._given, **given})

    @property
    def languages(self) -> tuple[str, ...]:
        return tuple(self._bundles)

    def nearest(self, code: str) -> str:
        """The language for a BCP 47 code: itself, or without its region; else English."""
        if code in self._bundles:
            return code
        wanted = code.lower().split("-")
        for length in range(len(wanted), 0, -1):
            for language in self._bundles:
                if language.lower() == "-".join(wanted[:length]):
                    return language
        return SOURCE_LANGUAGE

    def has(self, key: str) -> bool:
        return bool(self._bundles[SOURCE_LANGUAGE].has_message(key))

    def format(self, key: str, values: Mapping[str, Value], language: str) -> str:
        """The message as it is, without escaping; raises WordsError instead of a half text."""
        bundle = self._bundles.get(language) or self._bundles[SOURCE_LANGUAGE]
        if not bundle.has_message(key):
            raise WordsError(f"{language}: there is no message {key!r}")
        pattern = bundle.get_message(key).value
        if pattern is None:
            raise WordsError(f"{language}: {key} has no text of its own")
        text, errors = bundle.format_pattern(pattern, {**self._given, **values})
        if errors:
            raise WordsError(f"{language}: {key}: {errors[0]}")
        return str(text)


def language_folders(locales: Path, *, drafts: bool = False) -> list[Path]:
    """Those that people can read, or those that are drafts."""
    folders = sorted(path for path in locales.glob("*") if path.is_dir())
    return [path for path in folders if (path / DRAFT).exists() == drafts]


def read_words(folder: Path) -> Words:
    """Every language folder with all its files; ContentError with every mistake in them."""
    bundles, mistakes = dict[str, FluentBundle](), list[str]()
    for place in language_folders(folder):
        locales = [place.name, SOURCE_LANGUAGE]  # English plurals where a language has no own
        bundles[place.name] = FluentBundle(locales, use_isolating=False)
        mistakes += _fill(bundles[place.name], sorted(place.glob("*.ftl")))
    if SOURCE_LANGUAGE not in bundles:
        mistakes.append(f"{shown_path(folder / SOURCE_LANGUAGE)}: No such folder")
    if mistakes:
        raise ContentError(mistakes)
    return Words(bundles, NOT_GIVEN)


def fluent_mistakes(folder: Path) -> list[str]:
    """Of the files of one language."""
    return _fill(FluentBundle([SOURCE_LANGUAGE]), sorted(folder.glob("*.ftl")))


def unreadable(folder: Path) -> list[str]:
    """Files of a language that cannot even be looked at."""
    return [_not_utf8(path) for path in sorted(folder.glob("*.ftl")) if _source(path) is None]


def _source(path: Path) -> str | None:
    """None when an editor saved it in another way, or put its mark before the first line."""
    try:
        text = path.read_text("utf-8")
    except UnicodeDecodeError:
        return None
    return None if text.startswith("\ufeff") else text


def _not_utf8(path: Path) -> str:
    return f"{shown_path(path)}:1: file: {NOT_UTF8}"


def _fill(bundle: FluentBundle, files: list[Path]) -> list[str]:
    """Add the files to the bundle; the mistakes found on the way."""
    mistakes, seen = list[str](), set[str]()
    for path in files:
        source = _source(path)
        if source is None:
            mistakes.append(_not_utf8(path))
            continue
        resource = parse(source)
        bundle.add_resource(resource)
        mistakes += [f"{shown_path(path)}:{fault}" for fault in faults(resource, source, seen)]
    return mistakes
