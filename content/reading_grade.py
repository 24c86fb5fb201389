"""How hard a text is to read: its sentences, and its US school grade after Flesch and Kincaid.

Knows nothing of what is too hard; the limits stand in tone.yaml.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from html import unescape
from typing import NamedTuple

from content.syllables import count_syllables

Sentence = tuple[str, ...]
"""The words of a sentence, as written."""
_END = re.compile(r"\n|\||(?<=[.!?])\s")
"""Lines and the parts of a list are sentences too; a colon ends none."""
_TAG = re.compile(r"</?\w[^>]*>")
_LETTERS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


@lru_cache(maxsize=16384)
def sentences(text: str) -> tuple[Sentence, ...]:
    """A word is what stands between spaces, with at least one letter or digit."""
    pieces = _END.split(unescape(_TAG.sub("", text)))
    found = [tuple(w for w in piece.split() if any(map(str.isalnum, w))) for piece in pieces]
    return tuple(words for words in found if words)


def grade(text: str) -> float:
    """0.39 words a sentence + 11.8 syllables a word - 15.59; to one decimal."""
    measured = measure(text, _syllables)
    if measured is None:
        return 0.0
    return round(0.39 * measured.words + 11.8 * measured.syllables - 15.59, 1)


class Measured(NamedTuple):
    words: float
    """A sentence."""
    syllables: float
    """A word."""


def measure(text: str, syllables: Callable[[str], int]) -> Measured | None:
    """None for a text without words. A number counts as one syllable: it is seen at a glance."""
    parts = sentences(text)
    words = [word for sentence in parts for word in sentence]
    if not words:
        return None
    heard = sum(1 if any(map(str.isdigit, word)) else syllables(word) for word in words)
    return Measured(words=len(words) / len(parts), syllables=heard / len(words))


def _syllables(word: str) -> int:
    return max(1, sum(map(count_syllables, _LETTERS.findall(word))))
