"""How a wave is counted."""

from __future__ import annotations

import pytest

from bench.conversation import between, median_and_range, waited
from bench.crowd import Wait
from bench.forms import Plain
from bench.telegram import Shown
from bench.waves import OPERATOR, Prompts


async def test_missed_and_doubled_are_told_by_chat() -> None:
    prompts = Prompts(3)
    for chat in (1, 1, 3, OPERATOR):
        prompts(Shown(chat, 1, (), Plain({})))
    assert (prompts.missed, prompts.by_chat.total(), len(prompts.by_chat)) == (1, 3, 2)


def test_the_rate_is_that_of_the_middle() -> None:
    """Ten at once, eighty at 100 a second, and ten that straggle."""
    prompts = Prompts(100)
    prompts.at = [0.0] * 10 + [n / 100 for n in range(80)] + [10.0 + n for n in range(10)]
    assert prompts.rate == pytest.approx(100, rel=0.02)


def test_a_wave_that_never_came_has_no_rate() -> None:
    assert Prompts(100).rate == 0.0


def test_waits_count_by_when_the_update_came() -> None:
    waits = [Wait(at, 0.001 * at) for at in (9.0, 10.0, 19.0, 20.0)]
    assert [wait.at for wait in between(waits, 10, 20)] == [10.0, 19.0]
    assert waited(waits) == pytest.approx((10.0, 20.0))


def test_rounds_are_told_by_median_and_range() -> None:
    assert median_and_range([1200.4, 900.0, 1000.0]) == "1,000 (900-1,200)"
    assert median_and_range([1.25, 3.0, 2.0], 1) == "2.0 (1.2-3.0)"
