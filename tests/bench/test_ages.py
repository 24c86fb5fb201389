"""People of any age do the same things, so that their updates can be compared."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from bench.ages import CLOSE, COMMANDS, DAYS, aged, desk_cost
from flows.effects import Say
from tests.flows.people import CONTENT
from tests.flows.walker import Walker

NOW = dt.datetime(2026, 11, 22, 14, 0, tzinfo=dt.UTC)
NIGHT = dt.datetime(2026, 7, 1, 2, 0, tzinfo=dt.UTC)
ROUNDS = 2


@pytest.mark.parametrize("days", DAYS)
@pytest.mark.parametrize("until", [NOW, NIGHT])
def test_each_step_is_answered_by_one_message_with_buttons(days: int, until: dt.datetime) -> None:
    one = aged(days, until)
    walker = Walker(CONTENT, until, one.conversation)
    for _ in range(ROUNDS):
        for name in COMMANDS:
            walker.command(f"/{name}")
            assert answers(walker) == 1, name
        walker.press(CLOSE)
        assert answers(walker) == 1


def answers(walker: Walker) -> int:
    return sum(isinstance(effect, Say) and bool(effect.buttons) for effect in walker.last)


def test_the_old_have_done_their_moves_every_day() -> None:
    program = aged(30, NOW).conversation.program
    assert program
    assert program.past_sessions + len(program.reports) == 30


async def test_the_desk_is_measured_with_the_whole_history(tmp_path: Path) -> None:
    cost = await desk_cost(tmp_path, aged(1, NOW), people=3, turns=2)
    assert cost.cpu_us > 0
    assert cost.history_rows == len(aged(1, NOW).records)
    assert cost.sealed_bytes > cost.snapshot_bytes
