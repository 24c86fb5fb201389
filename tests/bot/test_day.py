"""Half a day of 200 people, simulated; `python -m bench.day` does a whole one of 10,000."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.bot.databases import ENGINES, new_database
from tests.bot.day.account import ONCE, Report, account
from tests.bot.day.telegram import FAULTS
from tests.bot.day.town import Day
from tests.bot.virtual_loop import run_virtually

PEOPLE = 200
HOURS = 12


@pytest.fixture(scope="module", params=ENGINES)
def day(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Day]:
    folder, engine_name = tmp_path_factory.mktemp("day"), str(request.param)
    with new_database(request, engine_name, folder) as database:
        day = Day(folder, database.url, PEOPLE, hours=HOURS, fault_share=0.05, rate=5)
        run_virtually(day.run())
        yield day


@pytest.fixture(scope="module")
def report(day: Day) -> Report:
    return account(day)


def test_every_prompt_is_accounted_for(report: Report) -> None:
    """T1, T3: once for each person and day, whatever failed and however often the bot was away."""
    assert report.unaccounted == []
    assert report.fates[ONCE] > report.fates.total() * 0.8


def test_no_rule_about_time_is_broken(report: Report) -> None:
    """T4, T5, T6, T7: by what Telegram was asked and carried out.

    Nothing again whose outcome was known; nothing in quiet hours or a pause; no nudge after an
    answer; never more than the rate.
    """
    assert report.broken == []
    assert report.sent.keys() >= {"prompt", "nudge", "break"}


def test_the_half_day_was_none_of_the_easy_ones(day: Day) -> None:
    """What it has to stand has happened: faults of nearly every kind, answers, people who left."""
    assert len(day.telegram.faults) >= len(FAULTS) - 2
    assert day.taps.total() > PEOPLE / 2
    assert {one.kind for one in day.people} == {
        "trains", "lapsed", "paused", "blocked", "refuses", "stops",
    }  # fmt: skip
