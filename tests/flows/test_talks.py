"""Every recorded talk goes as recorded. `pytest --update-talks` writes the bot's side anew."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.flows.talks import FOLDER, Talk, write

TALKS = sorted(FOLDER.glob("*.yaml"))


@pytest.mark.parametrize("path", TALKS, ids=lambda path: path.stem)
def test_the_bot_says_what_is_recorded(path: Path, request: pytest.FixtureRequest) -> None:
    talk = Talk(path)
    steps = talk.replay()
    if request.config.getoption("--update-talks"):
        write(talk, steps)
    for now, then in zip(steps, Talk(path).data["talk"], strict=True):
        assert now == then


def test_there_are_talks_of_at_least_six_people() -> None:
    assert len(TALKS) >= 6
