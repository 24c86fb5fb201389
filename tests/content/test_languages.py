"""A second language is measured against English."""

from __future__ import annotations

from pathlib import Path

import pytest

from content.check import draft_problems, problems
from content.languages import language_problems, untranslated
from content.load import ContentError, load_content
from content.words import read_words


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
    assert language_problems(locales / "de") == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("hi = Hallo, { $name }\n", ["en/bot.ftl:3: bye: is not in the language de"]),
        (
            "hi = Hallo, { $name }\nbye = Tschüss\nna = Na\n",
            ["de/bot.ftl:3: na: is not in the language en"],
        ),
        (
            "",
            [
                "en/bot.ftl:3: bye: is not in the language de",
                "en/bot.ftl:1: hi: is not in the language de",
            ],
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
    assert language_problems(locales / "de") == [f"content/locales/{line}" for line in told]


def test_a_file_that_is_not_there_is_told_once(locales: Path):
    write(locales / "en", "more.ftl", "one = One\ntwo = Two\n")
    write(locales / "de", "bot.ftl", "hi = Hallo, { $name }\nbye = Tschüss\n")
    assert language_problems(locales / "de") == ["content/locales/de/more.ftl: No such file"]


def test_a_language_that_is_whole_is_read(german: Path):
    content = load_content(german.parents[1])
    assert content.words.languages == ("de", "en")
    [told] = problems(german.parents[1])
    assert told.startswith("content/tone.yaml: languages.de: is not there")


def test_rules_for_a_language_that_is_not_there_are_told(german: Path):
    """As a misspelt name would leave a language without."""
    limits = "{graded_from_words: 10, sentence_words: 99, emoji: 1}"
    rules = f"{{forbidden: [], allowed: [], limits: {limits}}}"
    tone = german.parents[1] / "tone.yaml"
    english = tone.read_text("utf-8")
    tone.write_text(f"{english}languages:\n  de: {rules}\n", "utf-8")
    assert problems(german.parents[1]) == []
    tone.write_text(f"{english}languages:\n  de: {rules}\n  dee: {rules}\n", "utf-8")
    [told] = problems(german.parents[1])
    assert told.partition(": ")[2].startswith("languages.dee: there is no language dee -> ")


def test_a_language_that_is_not_whole_is_refused(folder: Path):
    """As any mistake in the files: half of what is read would be in English."""
    write(folder / "locales" / "de", "bot.ftl", "welcome = Hallo\n")
    with pytest.raises(ContentError) as refused:
        load_content(folder)
    told = refused.value.mistakes
    assert "content/locales/de/intake.yaml: No such file or directory" in told
    assert any(line.endswith("consent: is not in the language de") for line in told)
    assert any(": is not in the language de -> translate it" in line for line in problems(folder))


def test_a_draft_is_read_by_nobody_and_told_apart(german: Path):
    """So that a translation may grow beside a bot that runs."""
    folder = german.parents[1]
    (german / "DRAFT").touch()
    (german / "safety.yaml").unlink()
    write(german, "new.ftl", "new = {\n")
    assert load_content(folder).words.languages == ("en",)
    assert problems(folder) == []
    [(language, left)] = draft_problems(folder).items()
    assert language == "de"
    assert [line.partition(": ")[0] for line in left] == [
        "content/locales/de/new.ftl:2",
        "content/locales/de/safety.yaml",
        "content/tone.yaml",
    ]


def test_a_title_that_fits_on_no_button_is_told(german: Path):
    path = german / "lessons.yaml"
    short = load_content(german.parents[1]).texts["de"]["lessons", "slow", "title"]
    load_content.cache_clear()
    said = path.read_text("utf-8").replace(short, "Warum man es langsam angeht")
    path.write_text(said, "utf-8")
    told = [line.partition(": ")[2] for line in problems(german.parents[1])]
    assert "lessons.slow.title: 27 letters, at most 22 -> find a shorter title" in told


def test_of_a_draft_that_cannot_be_read_only_that_is_told(german: Path):
    (german / "DRAFT").touch()
    (german / "bot.ftl").write_text("hi = Grüße\n", "cp1252")
    [(_, left)] = draft_problems(german.parents[1]).items()
    assert [line.partition(" -> ")[0] for line in left] == [
        "content/locales/de/bot.ftl:1: file: is not saved as UTF-8"
    ]


def test_of_a_draft_only_what_is_left_is_told(german: Path):
    """Here the rules for what it may say, as all texts are there."""
    (german / "DRAFT").touch()
    [(language, left)] = draft_problems(german.parents[1]).items()
    told = "content/tone.yaml: languages.de: is not there: no saying is forbidden"
    assert language == "de"
    assert left == [f"{told} -> write forbidden, limits and allowed, as es has them"]


def test_a_draft_with_rules_and_all_texts_has_nothing_left(german: Path):
    (german / "DRAFT").touch()
    limits = "{graded_from_words: 10, sentence_words: 99, emoji: 1}"
    rules = f"{{forbidden: [], allowed: [], limits: {limits}}}"
    with (german.parents[1] / "tone.yaml").open("a", encoding="utf-8") as tone:
        tone.write(f"languages:\n  de: {rules}\n")
    assert draft_problems(german.parents[1]) == {"de": []}


def test_messages_that_were_copied_and_not_translated_are_told(locales: Path):
    """One word, or none, may be the same in both."""
    copied = "no = No\nvalue = <b>{ $name }</b>: { $value }\nmorning = Good morning\n"
    write(locales / "en", "more.ftl", f"{copied}night = Good night\n")
    write(locales / "de", "more.ftl", f"{copied}night = Gute Nacht\n")
    told = "content/locales/de/more.ftl:3: morning: still says what English says"
    assert untranslated(locales / "de") == [told]


def test_any_byte_of_an_overlay_counts_in_the_version(german: Path):
    folder = german.parents[1]
    before = load_content(folder).version
    load_content.cache_clear()
    path = german / "safety.yaml"
    path.write_text(path.read_text("utf-8") + "# a note\n", "utf-8")
    assert load_content(folder).version != before


@pytest.mark.parametrize(
    ("code", "language"),
    [("pt-BR", "pt-BR"), ("pt-br", "pt-BR"), ("pt-BR-x-a", "pt-BR"), ("pt", "en"), ("", "en")],
)
def test_nearest_language_is_the_one_without_its_last_part(locales: Path, code: str, language: str):
    write(locales / "pt-BR", "bot.ftl", "hi = Oi\n")
    assert read_words(locales).nearest(code) == language
