"""A copy of the content folder that a test may break."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from content.load import FOLDER

Break = Callable[[str, str, str], int]
"""File, text in it, what to put there; gives the line (from 1) where the text began."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    unused = shutil.ignore_patterns("__pycache__", "*.py", "*.tsv", "media")
    return Path(shutil.copytree(FOLDER, tmp_path / "content", ignore=unused))


@pytest.fixture
def break_file(folder: Path) -> Break:
    def replace(name: str, old: str, new: str) -> int:
        path = folder / name
        text = path.read_text("utf-8")
        assert text.count(old) == 1, f"{old!r} is there {text.count(old)} times"
        path.write_text(text.replace(old, new), "utf-8")
        return text[: text.index(old)].count("\n") + 1

    return replace
