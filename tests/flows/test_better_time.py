"""A better time is offered to who trains at another one, once, and taken with a yes only.

Seven days a week at 18:00; a report is written when the session was done.
"""

from __future__ import annotations

import pytest

from flows.better_time import found, is_due
from flows.conversation import Lived, Rhythm
from flows.events import MomentDue
from flows.topics import draw
from flows.turn import Turn
from tests.flows.days import at, lines, person, settle
from tests.flows.days import report as report_whole
from tests.flows.people import CONTENT, days
from tests.flows.walker import Walker


def trained(*times: str, own: str = "18:00") -> Walker:
    """From Tuesday on, at these times of the days."""
    walker = person(q_days=7, q_time=own)
    walker.say("skipped")
    for day, time in enumerate(times, 1):
        train(walker, day, time)
    return walker


def train(walker: Walker, day: int, time: str) -> None:
    """With what follows the report left as it is."""
    walker.pass_until(at(day, time))
    if not any(o.topic == "prompt" for o in walker.conversation.opens):
        walker.command("/today")
    settle(walker)
    walker.say("done 1")
    if walker.open_topic() == "checkin.effort":
        walker.say("5")


def offered() -> Walker:
    walker = trained("20:20", "18:10", "20:35", "18:05", "20:40")
    assert walker.open_topic() == "better"
    return walker


def test_the_time_of_the_days_that_went_otherwise_is_offered() -> None:
    assert "Shall I come at 20:30 from now on?" in offered().said()


@pytest.mark.parametrize(
    ("times", "own", "is_offered"),
    [
        (("20:20", "20:30", "20:40"), "18:00", True),
        (("20:20", "20:30"), "18:00", False),  # too few
        (("20:20", "18:10", "20:35", "18:05", "18:10"), "18:00", False),  # 2 of 5
        (("20:20", "18:10", "18:20", "18:05", "18:10", "20:30", "20:30"), "18:00", False),
        (("19:20", "19:20", "19:20"), "18:00", False),  # not far enough
        (("19:30", "19:30", "19:30"), "18:00", True),
        (("12:00", "12:10", "12:20"), "18:00", True),  # far before, by /today
        (("23:00", "23:10", "23:20"), "18:00", False),  # at night nobody is offered to be called
    ],
)
def test_three_of_the_last_five_days_call_for_it(
    times: tuple[str, ...], own: str, *, is_offered: bool
) -> None:
    walker = trained(*times, own=own)
    assert ("better-ask" in lines(walker)) is is_offered


def test_days_that_were_put_off_call_for_it_too() -> None:
    walker = person(q_days=7)
    walker.say("skipped")
    for day in (1, 2, 3):
        walker.pass_until(at(day, "18:05"))
        settle(walker)
        walker.say("in an hour")
        train(walker, day, "19:10")
    assert "Shall I come at 19:15 from now on?" in walker.said()


def rhythm(*lived: Lived) -> Turn:
    walker = person(q_days=7)
    talk = walker.conversation.model_copy(update={"rhythm": Rhythm(lived=lived)})
    return Turn(talk, MomentDue(at=walker.now), CONTENT, draw)


def off(*times: str) -> tuple[Lived, ...]:
    return tuple(Lived(day=days(n), at=time, is_off=True) for n, time in enumerate(times))


@pytest.mark.parametrize(
    ("times", "time"),
    [
        (("20:07", "20:07"), "20:00"),
        (("20:08", "20:08"), "20:15"),
        (("07:00", "20:00", "21:00"), "20:00"),
        (("18:20", "18:20"), None),  # as good as the own time
        (("21:53", "21:53"), None),  # ten at night
        (("23:55", "23:58"), None),
        (("20:00",), None),  # one time is none
    ],
)
def test_the_middle_to_the_quarter_of_an_hour(times: tuple[str, ...], time: str | None) -> None:
    said = found(rhythm(*off(*times)))
    assert (f"{said:%H:%M}" if said else None) == time


def test_put_off_and_never_done_says_no_time() -> None:
    lived = tuple(Lived(day=days(n), snoozed=True) for n in range(3))
    assert not is_due(rhythm(*lived))


def test_what_is_told_of_another_day_says_nothing_of_the_time() -> None:
    walker = trained()
    walker.pass_until(at(2, "07:00"))
    settle(walker)
    walker.say("done 1")
    assert walker.conversation.rhythm.lived == ()


def test_the_first_look_at_a_move_is_when_it_was_begun() -> None:
    walker = trained()
    walker.pass_until(at(1, "18:20"))
    settle(walker)
    walker.press("card.1")
    walker.now = at(1, "20:30")
    walker.say("done 1")
    assert walker.conversation.rhythm.lived == (Lived(day=days(1), at="18:20"),)


def test_a_look_of_yesterday_is_no_beginning_of_today() -> None:
    walker = trained()
    walker.pass_until(at(1, "18:20"))
    settle(walker)
    walker.press("card.1")
    train(walker, 2, "18:40")
    assert walker.conversation.rhythm.lived == (Lived(day=days(2), at="18:40"),)


# The answer.


def test_yes_changes_the_time_and_plans_anew() -> None:
    walker = offered()
    walker.press("yes")
    assert "Good. I come at 20:30 from now on." in walker.said()
    assert walker.conversation.answers["q_time"] == "20:30"
    walker.pass_until(at(6, "20:31"))
    assert "weekly" in walker.open_topic() or "prompt" in walker.open_topic()
    assert walker.conversation.rhythm.lived == ()


@pytest.mark.parametrize(("text", "time"), [("yes", "20:30"), ("19:45", "19:45")])
def test_it_is_answered_in_words(text: str, time: str) -> None:
    walker = offered()
    walker.say(text)
    assert walker.conversation.answers["q_time"] == time


@pytest.mark.parametrize("way", ["=no", "no"])
def test_no_leaves_all_as_it_is(way: str) -> None:
    walker = offered()
    walker.press("no") if way == "=no" else walker.say(way)
    assert "better-kept" in lines(walker)
    assert walker.conversation.answers["q_time"] == "18:00"


def test_another_time_leads_to_the_clock() -> None:
    walker = offered()
    walker.press("other")
    assert walker.open_topic() == "set.q_time"
    walker.say("19:15")
    assert walker.conversation.answers["q_time"] == "19:15"


def test_without_an_answer_nothing_changes_and_nothing_waits() -> None:
    walker = offered()
    walker.pass_until(at(6, "18:05"))
    settle(walker)
    assert walker.open_topic() == "prompt"
    assert walker.conversation.answers["q_time"] == "18:00"


def test_other_words_are_for_something_else() -> None:
    walker = offered()
    walker.say("hello")
    assert walker.conversation.answers["q_time"] == "18:00"
    walker.tap_forged("maybe")
    assert walker.toasts() == ["That question is closed."]


def test_it_is_not_offered_again_for_two_weeks() -> None:
    walker = offered()
    walker.press("no")
    found_on = []
    for day in range(6, 22):
        walker.pass_until(at(day, "20:30"))
        settle(walker, again="now")
        report_whole(walker, "done 1")
        found_on += [day] if "better" in _kinds(walker) else []
    assert not [day for day in found_on if day < 19]
    assert found_on


def _kinds(walker: Walker) -> set[str]:
    fired = walker.conversation.last_fired.get("better")
    return {"better"} if fired and fired > days(5) else set()
