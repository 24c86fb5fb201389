"""Finds texts that are too hard, too long or too merry to read (clinical spec 10).

Each language by its own formula; the limits stand in tone.yaml.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from content.emoji import EMOJI
from content.lessons import LONGEST_TITLE
from content.reading import Field, mistake
from content.reading_ease import EASE
from content.reading_grade import grade, sentences
from content.texts import Text, spoken_texts
from content.tone import Limits, Rules, Tone
from content.words import SOURCE_LANGUAGE


def plain_problems(folder: Path, tone: Tone, language: str) -> list[str]:
    """One line per text and limit; also what is allowed although nothing says it."""
    rules, field = tone.of(language), _field(language)
    texts = list(spoken_texts(folder, language))
    found = [what for text in texts for what in _too_much(text, rules, language)]
    unused = [
        mistake(folder / "tone.yaml", (*field, index), f"no text says {allowed.text!r}")
        for index, allowed in enumerate(rules.allowed)
        if not any(_is_in(allowed.text, text.text) for text in texts)
    ]
    return list(dict.fromkeys([*found, *unused]))


def _field(language: str) -> Field:
    return ("allowed",) if language == SOURCE_LANGUAGE else ("languages", language, "allowed")


def graded(texts: Iterable[Text], limits: Limits) -> list[tuple[float, Text]]:
    """Those long enough for a grade."""
    return [(grade(t.text), t) for t in texts if _words(t.text) >= limits.graded_from_words]


def eased(texts: Iterable[Text], limits: Limits, language: str) -> list[tuple[float, Text]]:
    """Those long enough, with how easy they are; none in a language without a formula."""
    ease = EASE.get(language)
    long = (t for t in texts if _words(t.text) >= limits.graded_from_words)
    return [(ease(text.text), text) for text in long] if ease else []


def _words(text: str) -> int:
    return sum(len(sentence) for sentence in sentences(text))


def _too_much(text: Text, rules: Rules, language: str) -> Iterator[str]:
    limits = rules.limits
    for sentence in sentences(text.text):
        said = " ".join(sentence)
        if len(sentence) > limits.sentence_words and not _is_allowed(said, rules):
            what = f"{len(sentence)} words in one sentence, at most {limits.sentence_words}"
            yield f"{text.where}: {what}: {said!r}"
    if not _is_allowed(text.text, rules):
        yield from (f"{text.where}: {what}" for what in _too_hard(text, limits, language))
    if text.field == "title" and len(text.text) > LONGEST_TITLE:
        yield f"{text.where}: {len(text.text)} letters, at most {LONGEST_TITLE}"
    if (count := len(EMOJI.findall(text.text))) > limits.emoji:
        yield f"{text.where}: {count} emoji, at most {limits.emoji}"


def _too_hard(text: Text, limits: Limits, language: str) -> Iterator[str]:
    if limits.grade is not None:
        for level, _ in graded([text], limits):
            if level > limits.grade:
                what = f"reading grade {level}, at most {limits.grade:g}"
                yield f"{what}: {_flat(text.text)!r}"
    if limits.ease is not None:
        for ease, _ in eased([text], limits, language):
            if ease < limits.ease:
                yield f"reading ease {ease}, at least {limits.ease:g}: {_flat(text.text)!r}"


def _is_allowed(said: str, rules: Rules) -> bool:
    return any(_flat(said) == _flat(allowed.text) for allowed in rules.allowed)


def _is_in(allowed: str, text: str) -> bool:
    """As the whole text, or as one of its sentences."""
    return _flat(allowed) in [_flat(text), *(" ".join(s) for s in sentences(text))]


def _flat(text: str) -> str:
    return " ".join(text.split())
