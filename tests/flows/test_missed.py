"""Other days a week: a lapse counts on from its real start, and no day that is over is missed."""

from __future__ import annotations

import pytest

from flows.conversation import Program
from flows.missed import days_until, first_missed, with_days
from tests.flows.days import at, p1, person, program, report, settle
from tests.flows.people import CONTENT, days
from tests.flows.test_answers import edited
from tests.flows.walker import Walker

CHANGES = ("settings", "answers")


def two_a_week(until: int) -> Walker:
    """Days 0 and 3 are done, day 7 is the next; the evening of this day."""
    walker = p1("done 1", q_days=2)
    walker.pass_until(at(3, "19:00"))
    settle(walker, morning="n.1")
    report(walker, "done 1")
    walker.pass_until(at(4, "08:30"))
    walker.close_morning()
    walker.pass_until(at(until, "20:00"))
    return walker


def change_days(walker: Walker, number: int, way: str = "settings") -> None:
    if way == "answers":
        edited("q_days", f"=n.{number}", walker=walker)
        return
    walker.command("/settings")
    walker.press("set.q_days")
    walker.press(f"n.{number}")


def lapse(walker: Walker, day: int) -> int:
    return days_until(days(day), program(walker), walker.conversation.answers, CONTENT)


@pytest.mark.parametrize("way", CHANGES)
def test_who_changes_to_more_days_has_missed_nothing_of_the_days_before(way: str) -> None:
    walker = two_a_week(6)
    change_days(walker, 7, way)
    assert (lapse(walker, 6), lapse(walker, 7)) == (0, 1)
    walker.pass_until(at(7, "19:00"))
    settle(walker)
    assert walker.open_topic() == "prompt"
    assert "day off" not in walker.said()
    assert "days off" not in walker.said()


@pytest.mark.parametrize(("number", "after"), [(7, 5), (3, 5), (2, 5)])
def test_a_lapse_goes_on_being_counted_from_its_real_start(number: int, after: int) -> None:
    walker = two_a_week(9)  # day 7 was missed
    assert lapse(walker, 10) == 3
    change_days(walker, number)
    assert lapse(walker, 10) == 3
    assert lapse(walker, 7 + after) == after


def test_days_changed_twice_still_count_from_the_real_start() -> None:
    walker = two_a_week(9)
    change_days(walker, 7)
    walker.pass_until(at(11, "12:00"))
    change_days(walker, 3)
    assert lapse(walker, 12) == 5


def test_the_next_session_done_ends_a_lapse_that_days_were_changed_in() -> None:
    walker = two_a_week(9)
    change_days(walker, 7)
    walker.pass_until(at(10, "19:00"))
    settle(walker)
    report(walker, "done 1")
    assert (lapse(walker, 11), lapse(walker, 12)) == (0, 1)


def test_a_correction_keeps_the_days_that_were_chosen_meanwhile() -> None:
    walker = p1("done 1")
    walker.pass_until(at(1, "19:00"))
    settle(walker, morning="n.1")
    change_days(walker, 7)
    walker.command("/correct")
    walker.press("fix.pain")
    walker.press("n.2")
    assert (program(walker).days, program(walker).week_since) == (7, days(1))


def test_a_week_in_which_the_days_changed_is_not_asked_about() -> None:
    walker = two_a_week(6)
    change_days(walker, 7)
    walker.pass_until(at(7, "19:00"))
    walker.press("no")  # nothing new this week
    assert walker.open_topic() == "prompt"


def test_a_programme_from_before_the_days_were_kept_counts_as_it_did() -> None:
    walker = person(q_days=2)
    old = Program.model_validate(program(walker).model_dump(exclude={"days"}))
    answers = {**walker.conversation.answers, "q_days": 7}
    followed = with_days(old, days(6), answers, CONTENT)
    assert (followed.days, followed.week_since, followed.missed_on) == (7, None, None)
    assert first_missed(followed, days(6), answers, CONTENT) == days(0)
