"""Sitting breaks: as many as wished for, inside the working hours, and never in the first week."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.breaks import times
from flows.effects import Figure, Say
from tests.flows.days import at, person, settle
from tests.flows.people import CONTENT, MONDAY
from tests.flows.walker import Walker

WEEK = 7


def worker(**changes: object) -> Walker:
    """Sits all day from 09:00 to 17:00, and moves at 18:00; silence never sets in."""
    return person(**{"q_breaks": 4, "q_work": "09:00-17:00", **changes})


def clocks(walker: Walker, day: int) -> list[str]:
    found = times(walker.conversation, MONDAY + dt.timedelta(days=day), CONTENT)
    return [f"{moment:%H:%M}" for moment in found]  # Lisbon is on UTC in winter


def breaks(walker: Walker, until: dt.datetime) -> list[tuple[int, str, str]]:
    """Day, time and move of each break that is sent; sessions are reported meanwhile."""
    found = []
    while (due := walker.conversation.due_at) is not None and due <= until:
        for say in [e for e in walker.wait() if isinstance(e, Say)]:
            if say.lines[0].key == "break":
                day = (walker.now.date() - MONDAY).days
                move = walker.text(say.lines[2]).partition(":")[0]
                assert isinstance(say.picture, Figure)
                assert CONTENT.exercises[say.picture.id].name == move
                found.append((day, f"{walker.now:%H:%M}", move))
        settle(walker)
        if walker.open_topic() == "prompt":
            walker.say("done 1")
    return found


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (1, []),
        (6, []),
        (7, ["11:40", "14:20"]),  # two a day in the week they begin
        (11, ["11:40", "14:20"]),
        (12, []),  # Saturday
        (14, ["10:36", "12:12", "13:48", "15:24"]),
    ],
)
def test_breaks_begin_in_week_two_and_are_for_weekdays(day: int, expected: list[str]) -> None:
    assert clocks(worker(), day) == expected


def test_breaks_are_for_every_day_from_monday_to_friday() -> None:
    third = range(2 * WEEK, 3 * WEEK)
    assert [day % WEEK for day in third if clocks(worker(), day)] == [0, 1, 2, 3, 4]


@pytest.mark.parametrize(
    ("answers", "number"),
    [
        ({"q_breaks": 8}, 6),  # posture is high
        ({"q_breaks": 8, "q_sit_hours": 4, "q_sit_unbroken": "lt30", "q_stiff": "bit"}, 4),
        ({"q_breaks": 3}, 3),
        ({"q_breaks": 0}, 0),
        ({"q_breaks": 8, "q_stiff": "never"}, 2),  # posture is at most 34 then
    ],
)
def test_the_number_follows_the_wish_and_the_posture(
    answers: dict[str, object], number: int
) -> None:
    assert len(clocks(worker(**answers), 14)) == number


@pytest.mark.parametrize(
    ("time", "is_left"),
    [("11:41", True), ("11:42", False), ("12:00", False), ("12:42", False), ("12:43", True)],
)
def test_none_is_within_half_an_hour_of_the_session(time: str, *, is_left: bool) -> None:
    others = ["10:36", "13:48", "15:24"]
    assert clocks(worker(q_time=time), 14) == sorted([*others, *(["12:12"] if is_left else [])])


def test_on_a_rest_day_no_session_is_in_the_way() -> None:
    assert clocks(worker(q_time="12:00"), 16) == clocks(worker(), 16)


@pytest.mark.parametrize(
    ("hours", "expected"),
    [("20:00-04:00", ["21:00"]), ("22:00-06:00", []), ("04:00-10:00", ["08:00"])],
)
def test_work_at_night_has_its_breaks_outside_of_quiet_hours(
    hours: str, expected: list[str]
) -> None:
    """T5."""
    assert clocks(worker(q_work=hours, q_breaks=1), 14) == expected


def test_a_flight_west_brings_no_break_of_the_day_again() -> None:
    """T1: by day and place in the day; what the new zone shows later has been had."""
    walker = worker()
    first = breaks(walker, at(14, "16:00"))
    walker.flies("America/New_York")
    again = breaks(walker, at(15, "03:00"))
    assert len([day for day, _, _ in first + again if day == 14]) == 4


def test_moves_take_turns_and_avoided_ones_are_left_out() -> None:
    moves = [move for _, _, move in breaks(worker(), at(16))]
    assert len(set(moves)) == 3
    assert all(one != other for one, other in pairwise(moves[:2]))
    sore = worker()
    answers = {**sore.conversation.answers, "q_pain_where": ["sitbone"]}
    sore.conversation = sore.conversation.model_copy(update={"answers": answers})
    assert "Sit with straight knees" not in [move for _, _, move in breaks(sore, at(16))]


def test_they_are_sent_when_they_are_due_and_late_ones_are_dropped() -> None:
    """T3."""
    walker = worker()
    assert [(day, time) for day, time, _ in breaks(walker, at(7, "15:00"))] == [
        (7, "11:40"), (7, "14:20"),
    ]  # fmt: skip
    walker.now = at(8, "13:00")  # nobody was there at 11:40
    assert [time for _, time, _ in breaks(walker, at(8, "16:00"))] == ["14:20"]


@pytest.mark.parametrize("command", ["/stop", "/pause"])
def test_none_comes_while_stopped_or_paused(command: str) -> None:
    """T5."""
    walker = worker()
    breaks(walker, at(7, "09:00"))
    walker.command(command)
    if command == "/pause":
        walker.press("d.7")
    assert not any(m.kind == "break" for m in walker.conversation.agenda)
    assert breaks(walker, at(13)) == []


def test_a_change_of_zone_moves_them() -> None:
    walker = worker()
    breaks(walker, at(7, "09:00"))
    walker.command("/settings")
    walker.press("set.zone")
    walker.say("Berlin")
    assert breaks(walker, at(7, "12:00")) == [(7, "10:40", "Seated nerve slider")]


@settings(max_examples=60, deadline=None)
@given(
    start=st.integers(0, 23), end=st.integers(0, 23), number=st.integers(1, 8),
    day=st.integers(0, 40),
)  # fmt: skip
def test_breaks_lie_inside_the_hours_in_order(start: int, end: int, number: int, day: int) -> None:
    walker = worker()
    hours = f"{start:02}:00-{end:02}:00"
    changed = {**walker.conversation.answers, "q_work": hours, "q_breaks": number}
    conversation = walker.conversation.model_copy(update={"answers": changed})
    date = MONDAY + dt.timedelta(days=day)
    found = times(conversation, date, CONTENT)
    assert found == sorted(set(found))
    assert len(found) <= min(number, 6)
    assert all(start <= moment.hour and moment.date() == date for moment in found)


def test_none_comes_while_safety_cards_are_owed() -> None:
    walker = worker()
    walker.pass_until(at(WEEK, "08:59"))
    settle(walker)
    walker.conversation = walker.conversation.model_copy(update={"cards_owed": True})
    assert breaks(walker, at(WEEK, "17:00")) == []
