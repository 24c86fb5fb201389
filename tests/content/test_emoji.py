"""A text without its emoji, and that each of ours reads well so."""

from __future__ import annotations

import re

import pytest

from content.emoji import EMOJI, without_emoji
from content.load import FOLDER, load_content
from content.texts import spoken_texts

LANGUAGES = load_content().words.languages


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("✅ Done", "Done"),
        ("📍 Use my location", "Use my location"),
        ("Well done 🎉", "Well done "),
        ("⚠️ Stop", "Stop"),
        ("👩‍⚕️ A doctor", "A doctor"),
        ("✓ 3 of 5 ☑ ↓ ‹ ›", "✓ 3 of 5 ☑ ↓ ‹ ›"),
        ("<b>🙂 Hi</b>", "<b>Hi</b>"),
        ("🙂", "🙂"),
        ("plain", "plain"),
    ],
)
def test_emoji_go_and_signs_stay(text: str, bare: str) -> None:
    assert without_emoji(text) == bare


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_of_ours_reads_well_without_them(language: str) -> None:
    """Nothing is said by an emoji alone, and none is missed in the middle of a sentence."""
    for text in spoken_texts(FOLDER, language):
        if EMOJI.search(text.text):
            bare = without_emoji(text.text)
            assert not EMOJI.search(bare), text.where
            assert not re.search(r"\S {2,}\S", bare), text.where
            assert re.search(r"\w", bare), text.where
