"""Finds texts that are too hard, too long or too merry to read (clinical spec 10).

Judges English only, for which the reading grade was made; the limits stand in tone.yaml.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from content.reading import mistake
from content.reading_grade import grade, sentences
from content.texts import Text, spoken_texts
from content.tone import Limits, Tone
from content.words import SOURCE_LANGUAGE

_EMOJI = re.compile("[\U0001f300-\U0001faff\u2600-\u2610\u2613-\u2712\u2716-\u27bf]")
"""Ticks are signs, not emoji."""


def plain_problems(folder: Path, tone: Tone) -> list[str]:
    """One line per text and limit; also what is allowed although nothing says it."""
    texts = list(spoken_texts(folder, SOURCE_LANGUAGE))
    found = [what for text in texts for what in _too_much(text, tone)]
    unused = [
        mistake(folder / "tone.yaml", ("allowed", index), f"no text says {allowed.text!r}")
        for index, allowed in enumerate(tone.allowed)
        if not any(_is_in(allowed.text, text.text) for text in texts)
    ]
    return list(dict.fromkeys([*found, *unused]))


def graded(texts: Iterable[Text], limits: Limits) -> list[tuple[float, Text]]:
    """Those long enough for a grade."""
    return [(grade(t.text), t) for t in texts if _words(t.text) >= limits.graded_from_words]


def _words(text: str) -> int:
    return sum(len(sentence) for sentence in sentences(text))


def _too_much(text: Text, tone: Tone) -> Iterator[str]:
    limits = tone.limits
    for sentence in sentences(text.text):
        said = " ".join(sentence)
        if len(sentence) > limits.sentence_words and not _is_allowed(said, tone):
            what = f"{len(sentence)} words in one sentence, at most {limits.sentence_words}"
            yield f"{text.where}: {what}: {said!r}"
    if not _is_allowed(text.text, tone):
        for level, _ in graded([text], limits):
            if level > limits.grade:
                what = f"reading grade {level}, at most {limits.grade:g}"
                yield f"{text.where}: {what}: {_flat(text.text)!r}"
    if (count := len(_EMOJI.findall(text.text))) > limits.emoji:
        yield f"{text.where}: {count} emoji, at most {limits.emoji}"


def _is_allowed(said: str, tone: Tone) -> bool:
    return any(_flat(said) == _flat(allowed.text) for allowed in tone.allowed)


def _is_in(allowed: str, text: str) -> bool:
    """As the whole text, or as one of its sentences."""
    return _flat(allowed) in [_flat(text), *(" ".join(s) for s in sentences(text))]


def _flat(text: str) -> str:
    return " ".join(text.split())
