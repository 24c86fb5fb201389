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
