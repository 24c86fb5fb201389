"""A second language is measured against English."""

from __future__ import annotations

from pathlib import Path

import pytest

from content.languages import language_problems


@pytest.fixture
def locales(tmp_path: Path) -> Path:
    """As in a content folder, so that mistakes name it."""
    place = tmp_path / "content" / "locales"
    write(place / "en", "bot.ftl", "hi = Hello, { $name }\n\nbye = Bye\n")
    return place


def write(folder: Path, name: str, text: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, "utf-8")


def test_language_with_all_messages_passes(locales: Path):
    """In whatever file they stand."""
    write(locales / "de", "alles.ftl", "bye = Tschüss\nhi = Hallo, { $name }\n")
    assert language_problems(locales) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("hi = Hallo, { $name }\n", ["en/bot.ftl:3: bye: is not in the language de"]),
        (
            "hi = Hallo, { $name }\nbye = Tschüss\nna = Na\n",
            ["de/bot.ftl:3: na: is not in the language en"],
        ),
        ("bye = Tschüss\nhi = Hallo\n", ["de/bot.ftl:2: hi: $name is left out here"]),
        (
            "hi = Hallo, { $name } { $n ->\n   *[other] du\n }\nbye = Tschüss\n",
            ["de/bot.ftl:1: hi: $n is not given in English"],
        ),
    ],
)
def test_difference_is_told_with_its_line(locales: Path, text: str, told: list[str]):
    write(locales / "de", "bot.ftl", text)
    assert language_problems(locales) == [f"content/locales/{line}" for line in told]


def test_check_tells_it(folder: Path):
    from content.check import problems

    write(folder / "locales" / "de", "bot.ftl", "welcome = Hallo\n")
    assert any(": is not in the language de -> translate it" in line for line in problems(folder))
