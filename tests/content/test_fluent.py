"""Fluent messages: formatted whole, or refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from content.load import ContentError
from content.words import Words, WordsError, read_words


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "en").mkdir()
    (tmp_path / "ru").mkdir()
    (tmp_path / "en" / "bot.ftl").write_text(
        "moves = { $n ->\n    [one] { $n } move\n   *[other] { $n } moves\n } today\n"
        "broken-reference = See { nothing }\n"
        "only-attribute =\n    .label = a label\n",
        "utf-8",
    )
    (tmp_path / "ru" / "bot.ftl").write_text(
        "moves = { $n ->\n    [one] { $n } движение\n    [few] { $n } движения\n"
        "   *[many] { $n } движений\n }\n",
        "utf-8",
    )
    return tmp_path


@pytest.fixture
def words(folder: Path) -> Words:
    return read_words(folder)


@pytest.mark.parametrize(
    ("language", "n", "text"),
    [
        ("en", 1, "1 move today"),
        ("en", 3, "3 moves today"),
        ("en", 3.0, "3 moves today"),
        ("en", 2.5, "2.5 moves today"),
        ("ru", 21, "21 движение"),
        ("ru", 3, "3 движения"),
        ("ru", 5, "5 движений"),
        ("xx", 3, "3 moves today"),
    ],
)
def test_message_in_the_readers_language(words: Words, language: str, n: float, text: str):
    """An unknown language reads English."""
    assert words.format("moves", {"n": n}, language) == text


@pytest.mark.parametrize(
    ("key", "what"),
    [
        ("nobody-wrote-this", "en: there is no message 'nobody-wrote-this'"),
        ("moves", "en: moves: Unknown external: n"),
        ("broken-reference", "en: broken-reference: Unknown message: nothing"),
        ("only-attribute", "en: only-attribute has no text of its own"),
    ],
)
def test_half_a_text_is_refused(words: Words, key: str, what: str):
    with pytest.raises(WordsError, match=what):
        words.format(key, {}, "en")


def test_has_tells_what_can_be_said(words: Words):
    assert words.has("moves")
    assert not words.has("nobody-wrote-this")
    assert words.languages == ("en", "ru")


def test_mistakes_in_fluent_name_file_and_line(folder: Path):
    """A message given twice, even in another file, and a line that is no Fluent."""
    (folder / "en" / "more.ftl").write_text("fine = Fine\n\nmoves = Again\nopen = { $n\n", "utf-8")
    with pytest.raises(ContentError) as error:
        read_words(folder)
    told = [mistake.partition("en/")[2] or mistake for mistake in error.value.mistakes]
    assert told == ["more.ftl:3: moves: given twice", 'more.ftl:5: open: Expected token: "}"']


def test_without_english_there_are_no_words(tmp_path: Path):
    with pytest.raises(ContentError, match="No such folder"):
        read_words(tmp_path)
