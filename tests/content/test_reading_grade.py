"""Sentences of a text, and its grade after Flesch and Kincaid."""

from __future__ import annotations

import pytest

from content.reading_grade import grade, sentences


@pytest.mark.parametrize(
    ("text", "lengths"),
    [
        ("Bow. Come up slowly.", [1, 3]),
        ("Why? Because it helps!", [1, 3]),
        ("Pain was 4.5 of 10.", [5]),
        ("0 = no pain. 10 = worst.", [3, 2]),
        ("Stop if: it hurts", [4]),
        ("<b>Please know</b>\n• I am for adults.", [2, 4]),
        ("tie my shoes | run 5 km", [3, 3]),
        ("tingling &amp; pain", [2]),
        ("See /today. 👍", [2]),
        ("…", []),
        ("", []),
    ],
)
def test_words_of_each_sentence_are_counted(text: str, lengths: list[int]):
    assert [len(sentence) for sentence in sentences(text)] == lengths


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bend the knee.", -2.6),  # 0.39 * 3 + 11.8 * 3 / 3 - 15.59
        ("Stop. Bend your knees a little.", -0.7),  # 6 words, 2 sentences, 7 syllables
        ("Do 10 slow reps.", -2.2),  # a number counts as one syllable
        ("Back-and-forth walking", 14.7),  # a word with hyphens is one word, of 3 syllables
        ("Neurodynamic sensitivity necessitates consideration.", 42.0),
        ("", 0.0),
    ],
)
def test_grade_is_that_of_the_formula(text: str, expected: float):
    assert grade(text) == expected
