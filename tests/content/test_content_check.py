"""What `check` says of the files as they are, and what no text may say."""

from __future__ import annotations

from pathlib import Path

import pytest

from content.check import problems, report
from content.load import FOLDER, load_content
from tests.content.conftest import Break


def test_nothing_is_wrong_with_the_content():
    assert problems(FOLDER) == []


def test_report_can_be_read_at_a_glance():
    lines = report(load_content())
    assert "questions   46, of which 32 core" in lines
    assert "red flags   29" in lines
    assert "  strength  3 of level 1, 3 of level 2, 3 of level 3, 3 of level 4" in lines
    assert "  rotation  served by 3" in lines


@pytest.mark.parametrize(
    "text",
    [
        "You have sciatica.",
        "It seems you have a pinched nerve.",
        "Your weak hamstrings need work.",
        "That comes from bad posture.",
        "This will fix it.",
        "A cure for tight legs.",
        "The disc is out of place.",
        "That is wear and tear.",
        "No pain, no gain!",
        "This may damage the nerve.",
        "You do not need a doctor.",
        "You don't need to see a doctor.",
        "We guarantee it.",
        "In 4 weeks you will touch your toes.",
        "Take ibuprofen first.",
        "It adds muscle segments.",
        "This makes your hamstrings longer.",
    ],
)
def test_forbidden_words_are_found_in_messages_and_cards(
    folder: Path, break_file: Break, text: str
):
    """Also in small letters, and across a line break in the file."""
    message = text.lower().replace(" ", "\n    ", 1)
    (folder / "locales" / "en" / "new.ftl").write_text(f"new-words =\n    {message}\n", "utf-8")
    line = break_file("exercises.yaml", "A light pull that comes and goes.", text)
    found = problems(folder)
    assert len(found) >= 2
    assert found[0].startswith(f"content/exercises.yaml:{line}: feel: must not say ")
    assert found[-1].startswith("content/locales/en/new.ftl:1: new-words: must not say ")


@pytest.mark.parametrize(
    "text",
    [
        "They are not a diagnosis.",
        "Told you have a slipped disc, sciatica or a narrow spine in the last year",
        "Gentle nerve slides often help.",
        "Legs long and lazy.",
        "Please see a doctor within 1 week.",
        "You take blood thinners or bleed easily",
        "I look again in 4 weeks.",
    ],
)
def test_calm_words_pass(folder: Path, text: str):
    (folder / "locales" / "en" / "new.ftl").write_text(f"new-words = {text}\n", "utf-8")
    assert problems(folder) == []


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("<b>Done", "<b> is not closed"),
        ("Done</b>", "</b> closes nothing"),
        ("<b><i>Done</b></i>", "</b> closes nothing"),
        ("<h1>Done</h1>", "<h1> is no tag that we use"),
        ("pain & tingling", "a bare < or & has to be written as &lt; or &amp;"),
        ("{ nowhere }", "refers to nowhere, which is not there"),
    ],
)
def test_what_telegram_would_refuse_is_found(folder: Path, text: str, what: str):
    (folder / "locales" / "en" / "new.ftl").write_text(f"new-words = {text}\n", "utf-8")
    assert problems(folder) == [f"content/locales/en/new.ftl:1: new-words: {what}"]


def test_mistakes_of_the_files_come_before_those_of_the_tone(folder: Path, break_file: Break):
    break_file("intake.yaml", "    max_chars: 80", "    max_chars: many")
    assert [problem.split(": ")[1] for problem in problems(folder)] == ["q_goal.max_chars"]
