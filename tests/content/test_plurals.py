"""A form for every number, as the language counts."""

from __future__ import annotations

from pathlib import Path

import pytest

from content.plurals import plural_problems

ENGLISH = """days = { $n ->
    [one] { $n } day
   *[other] { $n } days
 }
kind = { $what ->
    [left] left
   *[none] no
 }
row = { $n ->
    [3] three
   *[other] more
 }
"""


def told(tmp_path: Path, language: str, text: str) -> list[str]:
    source, place = tmp_path / "en", tmp_path / language
    for folder, said in ((source, ENGLISH), (place, text)):
        folder.mkdir(exist_ok=True)
        (folder / "bot.ftl").write_text(said, "utf-8")
    return [line.partition("bot.ftl:")[2] for line in plural_problems(source, place)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", ENGLISH),
        ("es", "days = { $n ->\n    [one] { $n } día\n   *[other] { $n } días\n }\n"),
        ("es", "days = { $n ->\n    [1] un día\n   *[other] { $n } días\n }\n"),
        ("es", "days = Días: { $n }\n"),
        ("es", "row = { $n ->\n    [3] tres\n   *[other] más\n }\n"),
        ("es", "kind = { $what ->\n    [left] izquierda\n   *[none] nada\n }\n"),
        ("ja", "days = { $n ->\n   *[other] { $n } 日\n }\n"),
        ("ru", "days = { $n ->\n    [one] день\n    [few] дня\n   *[many] дней\n }\n"),
        ("en-XA", "days = { $n ->\n    [one] ð\n   *[other] ðð\n }\n"),
    ],
)
def test_what_can_count_passes(tmp_path: Path, language: str, text: str):
    """A select without forms counts only if English counts by that value."""
    assert told(tmp_path, language, text) == []


@pytest.mark.parametrize(
    ("language", "text", "mistakes"),
    [
        (
            "es",
            "hi = Hola\ndays = { $n ->\n   *[other] { $n } días\n }\n",
            ["2: days: $n has no form [one]"],
        ),
        (
            "en",
            "days = { $n ->\n   *[other] { $n } days\n }\n",
            ["1: days: $n has no form [one]"],
        ),
        (
            "es",
            "days = { $n ->\n    [one] día\n   *[many] días\n }\n",
            ["1: days: $n has no form [other]"],
        ),
        (
            "ru",
            "days = { $n ->\n    [1] день\n   *[other] дней\n }\n",
            ["1: days: $n has no form [few], [many], [one]"],
        ),
        (
            "ru",
            "new = { $n ->\n    [one] день\n   *[many] дней\n }\n",
            ["1: new: $n has no form [few]"],
        ),
    ],
)
def test_a_form_that_is_missing_is_told(
    tmp_path: Path, language: str, text: str, mistakes: list[str]
):
    """A variant for 1 is no form for 21, where both take the same."""
    assert told(tmp_path, language, text) == mistakes
