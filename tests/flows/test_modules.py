"""Each module of `flows` has its tests: a file of its name, or the file of its feature says so."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

import flows

MODULES = sorted(p.stem for p in Path(flows.__file__).parent.glob("*.py") if p.stem != "__init__")
ARCHITECTURE = Path(__file__).parents[2] / "docs" / "architecture.md"
FILES = sorted(Path(__file__).parent.glob("test_*.py"))


@cache
def proven_in(file: Path) -> set[str]:
    """By its name, and by "Also of `this` and `that`." in its docstring."""
    said = ast.get_docstring(ast.parse(file.read_text("utf-8"))) or ""
    also = re.search(r"^Also of ([^.]+)\.$", said, re.MULTILINE)
    return {file.stem.removeprefix("test_"), *re.findall(r"`(\w+)`", also[1] if also else "")}


@pytest.mark.parametrize("module", MODULES)
def test_a_module_has_its_tests(module: str) -> None:
    assert [file.name for file in FILES if module in proven_in(file)]


@pytest.mark.parametrize("module", MODULES)
def test_a_module_stands_in_the_architecture(module: str) -> None:
    talk = ARCHITECTURE.read_text("utf-8").partition("## The talk")[2].partition("\n## ")[0]
    assert f"`{module}`" in talk


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_file_names_no_module_that_is_none(file: Path) -> None:
    assert proven_in(file) - {file.stem.removeprefix("test_")} <= set(MODULES)
