"""How easy a Spanish text is to read: 0 is very hard, 100 very easy.

The formula of Flesch, fitted to Spanish by Szigriszt-Pazos (1993), with the INFLESZ scale of
Barrio-Cantalejo and others (2008, An Sist Sanit Navar 31): under 40 very hard, 40-55 rather hard,
55-65 normal, 65-80 rather easy, above very easy. They ask at least 55 of what patients read.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from content.reading_grade import measure

_MUTE = re.compile(r"(?<=[gq])u(?=[eiéí])")
"""Written and not heard: que, guía."""
_GROUP = re.compile(r"[aeiouáéíóúü]+|(?<![a-zñáéíóúü])y(?![a-zñáéíóúü])")
_HEART = re.compile(r"[aeoáéóíú]")
"""A vowel that makes a syllable of its own; i and u join their neighbours: ciudad, cuídate."""
_PIECE = re.compile(r"[^\W\d_]+")


def count_spanish_syllables(word: str) -> int:
    """At least one."""
    heard = _MUTE.sub("", word.lower())
    return max(1, sum(max(1, len(_HEART.findall(group))) for group in _GROUP.findall(heard)))


def spanish_ease(text: str) -> float:
    """206.835 - 62.3 syllables a word - words a sentence; to one decimal."""
    measured = measure(text, _syllables)
    if measured is None:
        return 100.0
    return round(206.835 - 62.3 * measured.syllables - measured.words, 1)


def _syllables(word: str) -> int:
    return max(1, sum(map(count_spanish_syllables, _PIECE.findall(word))))


EASE: dict[str, Callable[[str], float]] = {"es": spanish_ease}
"""The formula of each language that has one here."""
