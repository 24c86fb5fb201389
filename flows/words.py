"""Draws texts: a key and its values become Telegram HTML in the reader's language.

Words of the content and of people are escaped here; Fluent messages may hold tags and are trusted.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from functools import lru_cache
from html import escape

from babel import Locale, UnknownLocaleError
from babel.lists import format_list
from babel.numbers import format_decimal

from content.load import Content
from content.overlays import PLACE
from content.reading import Field
from content.words import SOURCE_LANGUAGE, WordsError
from flows.effects import Text

MOST_KEPT = 10_000
"""Texts kept as they were drawn, of a language; some hundred bytes each."""
_LIST = object()
"""Marks a tuple of texts among recipes."""
_LISTS = {"en": "en_GB"}
"""Whose way of joining a list: "a, b and c" without the American last comma (clinical spec 4)."""
OF_LANGUAGE = "language."
"""language.es.name: what a language says of itself, whatever language is read."""

_MOMENT = '<tg-time unix="{unix}" format="t">{text}</tg-time>'
"""A time of day as the reader's own phone writes it; `text` is for phones that cannot."""


def draw(text: Text, content: Content, language: str) -> str:
    """Raises WordsError for a key that is nowhere, or a value that is not given."""
    language = content.words.nearest(language)
    recipe = _recipe(text)
    if recipe is None:
        return _draw(text, content, language)
    before = _drawn_before(content, language)
    drawn = before.get(recipe)
    if drawn is None:
        drawn = _draw(text, content, language)
        if len(before) >= MOST_KEPT:
            before.clear()
        before[recipe] = drawn
    return drawn


def _recipe(text: Text) -> Hashable:
    """What draws the same for everybody: keys and numbers.

    None when words are in it, which may be a person's own.
    """
    if not text.values:
        return text.key
    recipe: list[Hashable] = [text.key]
    for name, value in text.values.items():
        match value:
            case str():
                return None
            case Text():
                part = _recipe(value)
            case tuple():
                parts = [_recipe(each) for each in value]
                part = None if None in parts else (_LIST, *parts)
            case _:
                part = value
        if part is None:
            return None
        recipe += (name, part)
    return tuple(recipe)


@lru_cache(maxsize=16)
def _drawn_before(content: Content, language: str) -> dict[Hashable, str]:
    """By recipe; filled by `draw`."""
    del content, language
    return {}


def _draw(text: Text, content: Content, language: str) -> str:
    if text.key.startswith(OF_LANGUAGE):
        own, what = text.key.removeprefix(OF_LANGUAGE).split(".")
        return content.words.format(f"language-{what}", {}, own)
    values = {name: _draw_value(value, content, language) for name, value in text.values.items()}
    phrase = _phrases(content, language).get(text.key)
    if phrase is None:
        return content.words.format(text.key, values, language)
    return _fill(text.key, phrase, values, language) if "{" in phrase else phrase


def _fill(key: str, phrase: str, values: dict[str, str | int | float], language: str) -> str:
    """Put each value in its place, once: a person's own braces stay what they are."""
    try:
        return PLACE.sub(lambda place: _shown(values[place[1]], language), phrase)
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


def _shown(value: str | float, language: str) -> str:
    return value if isinstance(value, str) else format_decimal(value, locale=locale_of(language))


def _join(parts: list[str], language: str) -> str:
    return format_list(parts, locale=locale_of(_LISTS.get(language, language)))


@lru_cache(maxsize=16)
def locale_of(language: str) -> Locale:
    """English ways for a language that Babel does not know."""
    try:
        return Locale.parse(language.replace("-", "_"))
    except UnknownLocaleError:
        return Locale(SOURCE_LANGUAGE)


@lru_cache(maxsize=16)
def _phrases(content: Content, language: str) -> dict[str, str]:
    """Every text of the YAML files by its key, escaped; `{v}` stands for the answer."""
    texts = content.texts.get(language, content.texts[SOURCE_LANGUAGE])
    found = {
        key: escape(text, quote=False)
        for field, text in texts.items()
        for key in _keys(field, content)
    }
    return {"plain": "{text}", "plain.time": _MOMENT, **found, **_parted(found, content)}


def _parted(found: dict[str, str], content: Content) -> dict[str, str]:
    """Movement checks by themselves: how one is done, and what is asked of it."""
    parted: dict[str, str] = {}
    for question in content.questions.values():
        how, asked = part_question(found[f"ask.{question.id}"])
        parted |= {f"how.{question.id}": how, f"asked.{question.id}": asked}
    return parted


def part_question(ask: str) -> tuple[str, str]:
    """Before the sentence with the first question mark, and from there on."""
    start = ask.rfind(". ", 0, ask.find("?")) + 1
    return ask[:start].strip(), ask[start:].strip()


def _keys(field: Field, content: Content) -> Iterator[str]:
    """The keys of a text by where it stands in an overlay."""
    match field:
        case ("questions", question, "plain_why"):
            yield f"why.{question}"
        case ("questions", question, "options", option, "label"):
            yield f"option.{question}.{option}"
        case ("questions", question, "options", option, "because"):
            yield f"because.{question}.{option}"
        case ("questions", str(question), "bands", int(number)):
            bands = enumerate(content.questions[question].bands)
            yield f"because.{question}.{[n for n, band in bands if band.because][number]}"
        case ("questions", question, kind):
            yield f"{kind}.{question}"
        case ("red_flags", str(flag)):
            yield f"flag.{flag}"
            yield f"option.q_rf_{content.red_flags[flag].card}.{flag}"
        case ("exercises", exercise, "steps", int(number)):
            yield f"step.{exercise}.{number + 1}"
        case ("exercises", exercise, kind):
            yield f"exercise.{exercise}.{kind}"
        case _:
            _, lesson, kind = field
            yield f"lesson.{lesson}.{kind}"
