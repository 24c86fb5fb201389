"""How hard a text is to read: its sentences, and its US school grade after Flesch and Kincaid.

Knows nothing of what is too hard; the limits stand in tone.yaml.
"""

from __future__ import annotations

import re
from html import unescape

from content.syllables import count_syllables

Sentence = tuple[str, ...]
"""The words of a sentence, as written."""
_END = re.compile(r"\n|\||(?<=[.!?])\s")
"""Lines and the parts of a list are sentences too; a colon ends none."""
_TAG = re.compile(r"</?\w[^>]*>")
_LETTERS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


def sentences(text: str) -> list[Sentence]:
    """A word is what stands between spaces, with at least one letter or digit."""
    pieces = _END.split(unescape(_TAG.sub("", text)))
    found = [tuple(w for w in piece.split() if any(map(str.isalnum, w))) for piece in pieces]
    return [words for words in found if words]


def grade(text: str) -> float:
    """0.39 words a sentence + 11.8 syllables a word - 15.59; to one decimal."""
    parts = sentences(text)
    words = [word for sentence in parts for word in sentence]
    if not words:
        return 0.0
    syllables = sum(_syllables(word) for word in words)
    exact = 0.39 * len(words) / len(parts) + 11.8 * syllables / len(words) - 15.59
    return round(exact, 1)


def _syllables(word: str) -> int:
    """A number counts as one: it is seen at a glance."""
    if any(map(str.isdigit, word)):
        return 1
    return max(1, sum(count_syllables(part) for part in _LETTERS.findall(word)))
