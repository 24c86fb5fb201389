"""Options of the test run."""

from __future__ import annotations

import sys

import pytest


def pytest_sessionstart() -> None:
    """A mutation run forks from a warm process: what was weighed before must not hide a change."""
    if weigh := sys.modules.get("flows.weigh"):
        weigh._weigh.cache_clear()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-talks",
        action="store_true",
        help="write the bot's side of tests/talks/*.yaml anew; then read the diff",
    )


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """The processes of a run must find the same tests in the same order; a set has none."""
    for cases in metafunc.definition.iter_markers("parametrize"):
        if any(isinstance(each, set | frozenset) for each in cases.args):
            pytest.fail(f"{metafunc.definition.nodeid}: sort the set of its cases")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The random talks, which take long and are late in the alphabet, would end a run alone."""
    items.sort(key=lambda item: item.path.parts[-2:] != ("flows", "test_walk.py"))
