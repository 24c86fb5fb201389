"""Weeks of a programme, at their edges, in the person's own days."""

from __future__ import annotations

import datetime as dt

import pytest

from flows import weeks
from flows.events import MomentDue
from flows.topics import draw
from flows.turn import Turn
from tests.flows.days import at, p1
from tests.flows.people import CONTENT, days


def turn_at(moment: dt.datetime, **last_fired: dt.date) -> Turn:
    conversation = p1().conversation.model_copy(update={"last_fired": last_fired})
    return Turn(conversation, MomentDue(at=moment), CONTENT, draw)


@pytest.mark.parametrize(
    ("moment", "number", "began"),
    [
        (at(0, "23:59"), 0, days(0)),
        (at(6, "23:59"), 0, days(0)),
        (at(7, "00:00"), 1, days(7)),
        (at(13, "23:59"), 1, days(7)),
        (at(14, "00:00"), 2, days(14)),
    ],
)
def test_a_week_begins_on_the_weekday_of_the_first_day(
    moment: dt.datetime, number: int, began: dt.date
) -> None:
    turn = turn_at(moment)
    assert (weeks.number(turn), weeks.began(turn)) == (number, began)


@pytest.mark.parametrize(("day", "had"), [(None, False), (6, False), (7, True), (9, True)])
def test_what_a_week_has_had_does_not_count_for_the_next(day: int | None, *, had: bool) -> None:
    fired = {} if day is None else {"habit": days(day)}
    assert weeks.has_had(turn_at(at(9), **fired), "habit") is had
