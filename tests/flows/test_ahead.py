"""A clock that was far ahead when the bot looked, and was put right later."""

from __future__ import annotations

import datetime as dt

import pytest

from flows.agenda import AHEAD
from flows.conversation import Moment
from flows.events import MomentDue
from flows.reminders import local_day
from tests.flows.days import at, p1
from tests.flows.walker import Walker

DAY, MINUTE = dt.timedelta(days=1), dt.timedelta(minutes=1)


def _next_prompt(walker: Walker) -> Moment:
    (prompt,) = [m for m in walker.conversation.agenda if m.kind == "prompt"]
    return prompt


def _ahead(walker: Walker, time: dt.timedelta) -> None:
    """The bot looks while the clock is ahead, till a prompt has fired; then it is right again."""
    right = walker.now
    walker.now += time
    walker.send(MomentDue(at=walker.now))
    walker.pass_until(_next_prompt(walker).at + MINUTE)
    assert walker.conversation.last_fired["prompt"] > local_day(right, "Europe/Lisbon") + AHEAD
    walker.now = right + MINUTE
    walker.send(MomentDue(at=walker.now))


@pytest.mark.parametrize("days", [7, 365])
def test_the_next_training_day_after_it_has_its_prompt(days: int) -> None:
    """T3: neither a message at once, nor silence until the clock comes to that day again."""
    walker = p1(done="skipped")
    walker.pass_until(at(1, "18:30"))
    _ahead(walker, days * DAY)
    assert not walker.last
    assert _next_prompt(walker).day == at(3, "12:00").date()
