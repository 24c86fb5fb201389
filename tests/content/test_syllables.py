"""Syllables by the letters of a word."""

from __future__ import annotations

import pytest

from content.syllables import count_syllables

CASES = [
    ("knee", 1), ("reached", 1), ("pulled", 1), ("curled", 1), ("moves", 1), ("don't", 1),
    ("i", 1), ("while", 1), ("through", 1), ("the", 1),
    ("ankle", 2), ("ankles", 2), ("muscle", 2), ("lifted", 2), ("added", 2), ("uses", 2),
    ("stretches", 2), ("going", 2), ("lying", 2), ("quiet", 2), ("sometimes", 2), ("safely", 2),
    ("settled", 2), ("tingling", 2), ("people", 2), ("question", 2), ("movement", 2),
    ("hamstrings", 2), ("special", 2),
    ("easier", 3), ("usual", 3), ("serious", 3), ("video", 3), ("idea", 3), ("exercise", 3),
    ("position", 3), ("companion", 3), ("period", 3), ("everything", 3), ("medium", 3),
    ("clinician", 3), ("diagnosis", 4), ("diabetes", 4), ("emergency", 4), ("experience", 4),
    ("Wednesday", 2), ("today's", 2), ("WEDNESDAY'S", 2),
]  # fmt: skip


@pytest.mark.parametrize(("word", "syllables"), CASES)
def test_syllables_are_counted(word: str, syllables: int):
    assert count_syllables(word) == syllables
