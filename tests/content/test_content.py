"""The files as they are: everything of the clinical specification is there, and quickly."""

from __future__ import annotations

import time
from collections import Counter
from pathlib import Path

import pytest

from content.load import Content, load_content
from content.reading import read_yaml
from content.schema import Dose


@pytest.fixture(scope="module")
def content() -> Content:
    return load_content()


def test_questionnaire_is_whole(content: Content):
    assert len(content.questions) == 46
    assert sum(question.core for question in content.questions.values()) == 32
    assert Counter(question.part for question in content.questions.values()) == {1: 28, 2: 10, 3: 8}


def test_safety_cards_are_whole(content: Content):
    """Classes and urgencies per card, as in the table of clinical spec 2."""
    flags = content.red_flags.values()
    assert Counter((flag.card, flag.cls, flag.urgency) for flag in flags) == {
        ("a", "emergency", "now"): 10,
        ("b", "clinician_first", "48_hours"): 3,
        ("b", "clinician_first", "1_week"): 4,
        ("b", "clinician_first", "before_starting"): 3,
        ("c", "care", None): 9,
    }
    assert [flag.id for flag in flags if flag.mention] == ["am_stiff"]
    again = {flag.id for flag in flags if flag.new_or_worse}
    assert again == {"heart", "cancer", "numb_fixed", "surgery", "neuro", "pregnancy"}


def test_safety_comes_first_and_cannot_be_skipped(content: Content):
    assert content.sections[0].questions == ("q_age", "q_rf_a", "q_rf_b", "q_rf_c")
    part_1 = [question for question in content.questions.values() if question.part == 1]
    kept = {question.id for question in part_1 if not question.skippable}
    assert kept == {
        "q_age", "q_rf_a", "q_rf_b", "q_rf_c", "q_side", "q_pain_now", "q_pain_worst",
    }  # fmt: skip


def test_every_movement_check_can_be_skipped(content: Content):
    assert all(question.skippable for question in content.questions.values() if question.part == 2)


def test_exercises_are_whole(content: Content):
    assert len(content.exercises) == 38
    assert content.exercises["s_curl_slow"].dose[2] == Dose(
        sets=2, n=8, held=False, tempo_seconds=(1, 0, 5), rest_seconds=30
    )
    assert content.exercises["p_straight_sit"].dose[1] == Dose(sets=1, n=60, held=True)


def test_lines_of_a_card_are_its_options(content: Content):
    assert content.option_ids("q_rf_a")[:2] == ("saddle", "bladder")
    assert content.option_ids("q_side") == ("left", "right", "both", "unsure")
    assert content.option_ids("q_f1") == ()


def test_version_changes_with_any_byte(folder: Path):
    """Also one that no program reads, as a comment can explain a number."""
    before = load_content(folder).version
    load_content.cache_clear()
    path = folder / "intake.yaml"
    path.write_text(path.read_text("utf-8") + "# one more comment\n", "utf-8")
    assert load_content(folder).version != before


def test_yes_and_no_are_words(folder: Path):
    """Plain YAML would make truth values of them; here only true and false are."""
    path = folder / "words.yaml"
    path.write_text("{yes: no, on: [off, y, n], both: [true, false]}")
    assert read_yaml(path) == {"yes": "no", "on": ["off", "y", "n"], "both": [True, False]}


def test_reading_everything_is_quick(folder: Path):
    """The start has 2 s in all; this is far above what it takes, and far below what hurts."""
    started = time.perf_counter()
    load_content(folder)
    assert time.perf_counter() - started < 0.6
