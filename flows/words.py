"""Draws texts: a key and its values become Telegram HTML in the reader's language.

Words of the content and of people are escaped here; Fluent messages may hold tags and are trusted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from html import escape

from babel import Locale
from babel.lists import format_list

from content.load import Content
from content.schema import Exercise, Question
from content.words import SOURCE_LANGUAGE, WordsError
from flows.effects import Text

_LISTS = {"en": "en_GB"}
"""Whose way of joining a list: "a, b and c" without the American last comma (clinical spec 4)."""

_PLACE = re.compile(r"\{(\w+)\}")


def draw(text: Text, content: Content, language: str) -> str:
    """Raises WordsError for a key that is nowhere, or a value that is not given."""
    if language not in content.words.languages:
        language = SOURCE_LANGUAGE
    values = {name: _draw_value(value, content, language) for name, value in text.values.items()}
    phrase = _phrases(content).get(text.key)
    if phrase is None:
        return content.words.format(text.key, values, language)
    return _fill(text.key, phrase, values) if "{" in phrase else phrase


def _fill(key: str, phrase: str, values: dict[str, str | int | float]) -> str:
    """Put each value in its place, once: a person's own braces stay what they are."""
    try:
        return _PLACE.sub(lambda place: str(values[place[1]]), phrase)
    except KeyError as error:
        raise WordsError(f"{key} needs the value {error}") from error


def _draw_value(
    value: str | float | Text | tuple[Text, ...], content: Content, language: str
) -> str | int | float:
    """Numbers stay numbers, as Fluent picks plurals by them; 3.0 is 3."""
    match value:
        case str():
            return escape(value, quote=False)
        case Text():
            return draw(value, content, language)
        case tuple():
            return _join([draw(part, content, language) for part in value], language)
        case _:
            return int(value) if value == int(value) else value


def _join(parts: list[str], language: str) -> str:
    return format_list(parts, locale=_locale(_LISTS.get(language, language)))


@lru_cache(maxsize=16)
def _locale(language: str) -> Locale:
    return Locale.parse(language.replace("-", "_"))


@lru_cache(maxsize=2)
def _phrases(content: Content) -> dict[str, str]:
    """Every text of the YAML files by its key, escaped; `{v}` stands for the answer."""
    found = {"plain": "{text}"}
    for question in content.questions.values():
        found |= {f"{kind}.{question.id}{rest}": text for kind, rest, text in _of(question)}
    for flag in content.red_flags.values():
        found |= {f"flag.{flag.id}": flag.label, f"option.q_rf_{flag.card}.{flag.id}": flag.label}
    for exercise in content.exercises.values():
        found |= dict(_of_exercise(exercise))
    return {key: escape(text, quote=False) for key, text in found.items()}


def _of(question: Question) -> Iterator[tuple[str, str, str]]:
    """Kind, rest of the key, text."""
    yield "ask", "", question.ask
    yield "why", "", question.plain_why
    for kind, text in (
        ("help", question.help),
        ("unit", question.unit),
        ("because", question.because),
    ):
        if text is not None:
            yield kind, "", text
    for option in question.options:
        yield "option", f".{option.id}", option.label
    reasons = [(option.id, option.because) for option in question.options]
    reasons += [(str(index), band.because) for index, band in enumerate(question.bands)]
    for name, because in reasons:
        if because is not None:
            yield "because", f".{name}", because


def _of_exercise(exercise: Exercise) -> Iterator[tuple[str, str]]:
    for field in ("name", "feel", "mistakes", "stop_if"):
        yield f"exercise.{exercise.id}.{field}", getattr(exercise, field)
    for number, step in enumerate(exercise.steps, start=1):
        yield f"step.{exercise.id}.{number}", step
