"""Messages that nothing says, and what the program says without there being a message."""

from __future__ import annotations

from pathlib import Path

import pytest

from content.check import problems
from content.usage import Uses, usage_problems, uses_of

MODULES = {
    "flows/said.py": '''
"""A module that says things."""
from flows.parts import button, t

PAUSE = "pause-"
CHOICES = {"step": ("all", "some")}


def say(turn, name, step, choice):
    turn.toast("closed", n=1)
    return (
        t("plain", text="x"), t("exercise.a.name"), t("whole"), button("button-yes", "yes"),
        t(f"label-{name}"), t(f"{step}-{choice}"), t(PAUSE + name), Text(key="by-key"),
        t("why" if name else "because"), t(f"{name}"), t(f"x{name}"), t(f"flag.{name}"),
    )
''',
    "bot/empty.py": "",
    "tests/not_ours.py": 't("only-in-tests")',
}


@pytest.fixture
def uses(tmp_path: Path) -> Uses:
    for name, text in MODULES.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
    return uses_of(tmp_path)


@pytest.mark.parametrize("key", ["whole", "by-key", "button-yes", "closed"])
def test_a_key_by_itself_is_certainly_said(uses: Uses, key: str):
    assert key in uses.words
    assert key.replace("-", r"\-") in {pattern for _, pattern in uses.said}


def test_where_it_is_said_is_told(uses: Uses):
    assert ("flows/said.py:10", "closed") in uses.said


def test_texts_of_the_yaml_files_are_no_messages(uses: Uses):
    assert not {"plain", r"exercise\.a\.name"} & {pattern for _, pattern in uses.said}


def test_a_key_that_is_put_together_is_known_by_its_fixed_parts(uses: Uses):
    """With a value in front, only by words of the same file."""
    assert r"label\-[\w-]+" in uses.patterns
    assert r"pause-[\w-]+" in uses.patterns
    [stepped] = [pattern for pattern in uses.patterns if pattern.startswith("(?:")]
    assert "step" in stepped
    assert "whole" in stepped
    assert "hint" not in stepped
    assert len(uses.patterns) == 3


def test_other_folders_say_nothing(uses: Uses):
    assert "only-in-tests" not in uses.words


def test_a_message_that_nothing_says_is_told(folder: Path):
    (folder / "locales" / "en" / "new.ftl").write_text(
        "nobody-says-this = Hi\nbutton-why-ever = Why?\nhint-legs-new = See { nobody-needs-it }\n"
        "nobody-needs-it = this\n",
        "utf-8",
    )
    told = [line for line in problems(folder) if "new.ftl" in line]
    assert told == [
        f"content/locales/en/new.ftl:{line}: {name}: nothing says this message "
        "-> take it out of every language"
        for line, name in ((1, "nobody-says-this"), (2, "button-why-ever"))
    ]


def test_what_is_said_and_is_no_message_is_told(folder: Path):
    for name in ("welcome", "hint-legs-unreadable"):
        for path in (folder / "locales" / "en").glob("*.ftl"):
            text = path.read_text("utf-8")
            path.write_text(text.replace(f"\n{name} =", f"\nelse-{name} ="), "utf-8")
    told = usage_problems(folder / "locales" / "en")
    assert any(line.endswith(": says welcome, which is no message") for line in told)
    assert not any("says hint-legs-…" in line for line in told)
