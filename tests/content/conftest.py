"""Copies of the content folder that a test may break."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from content.lessons import LESSONS, LONGEST_TITLE
from content.load import FOLDER
from content.policy import POLICY, words_hash
from tests.pseudo import TRANSLATED, write_pseudo

Break = Callable[[str, str, str], int]
"""File, text in it, what to put there; gives the line (from 1) where the text began."""


UNUSED = ("__pycache__", "*.py", "*.tsv", "media")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """In English alone, so that a change there needs no translation."""
    unused = shutil.ignore_patterns(*UNUSED, *TRANSLATED)
    copy = Path(shutil.copytree(FOLDER, tmp_path / "content", ignore=unused))
    english, _, _ = (copy / "tone.yaml").read_text("utf-8").partition("\nlanguages:\n")
    (copy / "tone.yaml").write_text(f"{english}\n", "utf-8")
    return copy


@pytest.fixture
def german(folder: Path) -> Path:
    """A second language beside English, whole: English in a disguise."""
    write_pseudo(folder, "de")
    place = folder / "locales" / "de"
    overlay = yaml.safe_load((place / LESSONS).read_text("utf-8"))
    for lesson in overlay["lessons"].values():
        lesson["title"] = lesson["title"][:LONGEST_TITLE]
    (place / LESSONS).write_text(yaml.safe_dump(overlay, allow_unicode=True), "utf-8")
    with (folder / POLICY).open("a") as policy:
        policy.write(f"      de: {words_hash(folder, 'de')}\n")
    return place


@pytest.fixture
def break_file(folder: Path) -> Break:
    def replace(name: str, old: str, new: str) -> int:
        path = folder / name
        text = path.read_text("utf-8")
        assert text.count(old) == 1, f"{old!r} is there {text.count(old)} times"
        path.write_text(text.replace(old, new), "utf-8")
        return text[: text.index(old)].count("\n") + 1

    return replace
