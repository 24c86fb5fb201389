"""Spanish: syllables as they are heard, and the ease of a text on the INFLESZ scale."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from content.load import FOLDER
from content.plain import eased, plain_problems
from content.reading_ease import count_spanish_syllables, spanish_ease
from content.texts import Text
from content.tone import read_tone


@pytest.mark.parametrize(
    ("word", "syllables"),
    [
        ("pie", 1), ("pies", 1), ("que", 1), ("muy", 1), ("y", 1), ("hoy", 1), ("día", 2),
        ("guía", 2), ("cuídate", 3), ("ciudad", 2), ("también", 2), ("aéreo", 4), ("ahí", 2),
        ("prohibir", 3), ("pingüino", 3), ("leer", 2), ("rodilla", 3), ("músculo", 3),
        ("hormigueo", 4), ("Ejercicios", 4), ("1", 1),
    ],
)  # fmt: skip
def test_syllables_of_a_word(word: str, syllables: int):
    assert count_spanish_syllables(word) == syllables


@pytest.mark.parametrize(
    ("text", "ease"),
    [
        ("Dobla la rodilla.", 79.2),  # 206.835 - 62.3 * 6 / 3 - 3
        ("Para. Dobla un poco la rodilla.", 89.6),  # 11 syllables, 6 words, 2 sentences
        ("Haz 10 repeticiones.", 58.5),  # a number counts as one: 7 syllables, 3 words
        ("", 100.0),
    ],
)
def test_ease_is_that_of_the_formula(text: str, ease: float):
    assert spanish_ease(text) == ease


def limits_of(language: str, text: str, folder: Path) -> list[str]:
    place = folder / "locales" / language
    place.mkdir(parents=True)
    (place / "new.ftl").write_text(f"new-words = {text}\n", "utf-8")
    found = plain_problems(folder, read_tone(folder), language)
    return [line.partition("new-words: ")[2] for line in found if "new-words" in line]


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    place = tmp_path / "content"
    place.mkdir()
    shutil.copy(FOLDER / "tone.yaml", place)
    return place


HARD = "La extensibilidad isquiotibial requiere consideraciones neurodinámicas particularmente "
HARD += "individualizadas durante entrenamientos excéntricos."
LONG = "Si hoy te va bien y no te duele la pierna, dobla un poco la rodilla y para ya."


@pytest.mark.parametrize(
    ("language", "text", "told"),
    [
        ("es", HARD, ["reading ease -93.0, at least 55: "]),
        ("es", LONG, ["19 words in one sentence, at most 18: "]),
        ("es", "Bien 🎉 👍", ["2 emoji, at most 1"]),
        ("es", "Consideraciones neurodinámicas individualizadas", []),
        ("es", "Si hoy te va bien, dobla un poco la rodilla y para ya.", []),
        ("de", HARD + " " + LONG, []),
    ],
)
def test_what_is_too_hard_or_too_long_is_told(
    bare: Path, language: str, text: str, told: list[str]
):
    """Labels have no ease; a language without rules of its own is not measured."""
    found = limits_of(language, text, bare)
    assert len(found) == len(told)
    assert all(line.startswith(start) for line, start in zip(found, told, strict=True))


def test_a_language_without_a_formula_has_no_ease(bare: Path):
    text = Text("here", HARD, "bot.ftl", "new-words")
    assert eased([text], read_tone(bare).of("de").limits, "de") == []
