"""Options of the test run."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-talks",
        action="store_true",
        help="write the bot's side of tests/talks/*.yaml anew; then read the diff",
    )
