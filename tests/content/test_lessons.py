"""Lessons: short, sourced, and told of when they are not."""

from __future__ import annotations

from pathlib import Path

import pytest

from content.check import problems
from content.lessons import FEWEST_WORDS, LONGEST_TITLE, MOST_WORDS
from content.load import load_content
from content.mend import with_mend
from content.reading_grade import sentences
from tests.content.conftest import Break

LESSONS = load_content().lessons
SLOW = '    title: "Why slow"'
SITTING = "    sources: [buckley2015]"
CASES = {
    "id twice": ("  - id: sliders", "  - id: nerve", 0, "nerve.id: nerve is there twice"),
    "no id": ("  - id: sliders", "  - id: Sliders", 0, "Sliders.id: 'Sliders' is no id"),
    "title too long": (
        SLOW, '    title: "Why going slow is good!"',
        0, "slow.title: 23 letters, at most 22",
    ),
    "no source": (SITTING, "    sources: []", 0, "sitting.sources: a lesson needs a source"),
    "source unknown": (
        SITTING, "    sources: [buckley2015, buckley2016]",
        0, "sitting.sources.1: there is no reference buckley2016",
    ),
    "reference of no lesson": (
        SITTING, "    sources: [cheung2003]",
        None, "buckley2015: no lesson names it",
    ),
    "fits nobody": (
        "    fits: sore", "    fits: sour",
        0, "soreness.fits: Input should be 'nerve'",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_a_mistake_is_told_with_its_line_and_how_to_mend_it(
    folder: Path, break_file: Break, name: str
) -> None:
    old, new, below, told = CASES[name]
    line = break_file("lessons.yaml", old, new)
    [found] = [found for found in problems(folder) if told in found]
    assert " -> " in found
    if below is not None:
        assert found.startswith(f"content/lessons.yaml:{line + below}: ")


@pytest.mark.parametrize(("extra", "count"), [("", 3), (" word" * 90 + ".", 93)])
def test_a_lesson_is_a_minute_long(folder: Path, extra: str, count: int) -> None:
    path = folder / "lessons.yaml"
    text = path.read_text("utf-8")
    start = text.index("text: |-", text.index("- id: sitting"))
    end = text.index("    sources", start)
    path.write_text(f'{text[:start]}text: "Sit for less.{extra}"\n{text[end:]}', "utf-8")
    told = f"sitting.text: {count} words, not {FEWEST_WORDS} to {MOST_WORDS}"
    assert any(told in found for found in problems(folder))


def test_each_mistake_has_a_way_to_mend_it() -> None:
    for what in ("61 words, not 60 to 90", "23 letters, at most 22", "a lesson needs a source"):
        assert " -> " in with_mend(what)


def test_a_change_of_a_lesson_is_a_new_version(folder: Path, break_file: Break) -> None:
    before = load_content(folder).version
    break_file("lessons.yaml", SLOW, '    title: "Why so slow"')
    load_content.cache_clear()
    assert load_content(folder).version != before


# What the lessons of this bot hold.


def test_there_are_8_to_10_lessons_for_all_that_is_asked() -> None:
    assert 8 <= len(LESSONS.lessons) <= 10
    assert {lesson.fits for lesson in LESSONS.lessons} >= {
        "nerve", "length", "posture", "sore", "test", None,
    }  # fmt: skip


def test_lessons_fit_a_minute_and_a_button_in_every_language() -> None:
    content = load_content()
    for texts in content.texts.values():
        for lesson in LESSONS.lessons:
            assert len(texts["lessons", lesson.id, "title"]) <= LONGEST_TITLE
            assert texts["lessons", lesson.id, "text"]
    for lesson in LESSONS.lessons:
        assert FEWEST_WORDS <= sum(map(len, sentences(lesson.text))) <= MOST_WORDS


def test_a_lesson_is_found_by_its_id() -> None:
    assert LESSONS.get("nerve") == LESSONS.lessons[0]
    assert LESSONS.get("gone") is None


def test_what_is_unsure_is_said_as_unsure() -> None:
    """Clinical spec 10, the table of claims."""
    texts = {lesson.id: " ".join(lesson.text.split()) for lesson in LESSONS.lessons}
    assert "Gentle nerve slides often help." in texts["nerve"]
    assert "The trials do not show why." in texts["nerve"]
    assert "builds strength where the muscle is long" in texts["length"]
    assert "Studies are mixed." in texts["eccentric"]
    assert "less bent-knee time may help" in texts["posture"]
    assert "not proven" in texts["sitting"]
    assert "Your body may get used to the long position." in texts["feeling"]


def test_english_titles_and_texts_can_be_said_in_other_languages() -> None:
    content = load_content()
    assert content.texts["en"]["lessons", "slow", "title"] == "Why slow"
