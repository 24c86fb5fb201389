"""Planned days kept in a row: what adds, what breaks, and what does neither."""

from __future__ import annotations

import datetime as dt

import pytest

from flows import streak
from flows.conversation import CheckIn, Off, Rhythm
from flows.events import MomentDue
from flows.topics import draw
from flows.turn import Turn
from tests.flows.days import at, lines, p1, person, report, settle
from tests.flows.people import CONTENT, days
from tests.flows.walker import Walker

DAY = dt.timedelta(days=1)


def turn_of(walker: Walker) -> Turn:
    return Turn(walker.conversation, MomentDue(at=walker.now), CONTENT, draw)


def count(walker: Walker) -> int:
    return streak.now(turn_of(walker))


def told(*completions: str | None, today: int, **rhythm: object) -> Walker:
    """Seven days a week; what was told of each day from the first on, at noon of that day."""
    walker = person(q_days=7)
    reports = tuple(
        CheckIn(day=days(n), type="M", items=(), completion=c)  # type: ignore[arg-type] # of the table
        for n, c in enumerate(completions)
        if c
    )
    program = walker.conversation.program
    assert program
    walker.conversation = walker.conversation.model_copy(
        update={
            "program": program.model_copy(update={"reports": reports}),
            "rhythm": Rhythm(**rhythm),  # type: ignore[arg-type] # as given
        }
    )
    walker.now = at(today)
    return walker


@pytest.mark.parametrize(
    ("completions", "today", "found"),
    [
        ((), 0, 0),  # today is not over
        (("done",), 0, 1),
        (("done", "partial", "done"), 2, 3),  # a part counts as well
        (("done", "done"), 2, 2),  # today is not over
        (("done", "done"), 3, 0),  # the day before was missed
        (("done", "skipped", "done"), 2, 1),
        (("done", None, "done", "done"), 3, 2),  # nothing told is missed too
        (("skipped",), 0, 0),
    ],
)
def test_a_planned_day_that_is_kept_adds_and_a_missed_one_ends_it(
    completions: tuple[str | None, ...], today: int, found: int
) -> None:
    assert count(told(*completions, today=today)) == found


def test_a_rest_day_never_breaks_it() -> None:
    """Four days a week: Wednesday, Saturday and Sunday are free."""
    walker = p1()
    for day in (1, 3, 4, 7):
        walker.pass_until(at(day, "18:10"))
        settle(walker)
        report(walker, "done 1")
    assert count(walker) == 5


@pytest.mark.parametrize(
    ("off", "found"),
    [
        ((Off(first=days(1), last=days(2)),), 2),
        ((Off(first=days(1)),), 2),  # it lasts
        ((Off(first=days(1), last=days(1)),), 1),  # the day after was missed
        ((), 1),
    ],
)
def test_days_off_neither_add_nor_break(off: tuple[Off, ...], found: int) -> None:
    assert count(told("done", None, None, "done", today=3, off=off)) == found


@pytest.mark.parametrize(
    ("pain", "tingling", "found"),
    [(None, None, 0), (3, None, 0), (4, None, 1), (None, "worse", 1), (None, "same", 0)],
)
def test_a_session_left_out_because_it_hurt_breaks_nothing(
    pain: int | None, tingling: str | None, found: int
) -> None:
    walker = told("done", "skipped", today=2)
    program = walker.conversation.program
    assert program
    first, last = program.reports
    hurt = last.model_copy(update={"pain": pain, "tingling": tingling})
    changed = program.model_copy(update={"reports": (first, hurt)})
    walker.conversation = walker.conversation.model_copy(update={"program": changed})
    assert count(walker) == found


def test_days_before_the_week_was_changed_are_not_judged_by_the_new_one() -> None:
    walker = told("done", None, "done", "done", today=3)
    program = walker.conversation.program
    assert program
    changed = program.model_copy(update={"week_since": days(2)})
    walker.conversation = walker.conversation.model_copy(update={"program": changed})
    assert count(walker) == 3


# Over a long time.


def trained(days_: range) -> Walker:
    walker = person(q_days=7)
    for day in days_:
        walker.pass_until(at(day, "18:10"))
        settle(walker, again="now")
        report(walker, "done 1")
    return walker


def test_it_outlives_the_reports_that_are_kept() -> None:
    walker = trained(range(20))
    assert count(walker) == 20
    rhythm = walker.conversation.rhythm
    assert (rhythm.streak, rhythm.settled_on) == (17, days(16))


def test_a_correction_of_yesterday_still_counts() -> None:
    walker = told("done", "done", "skipped", today=3, streak=0)
    walker.say("hello")
    assert count(walker) == 0
    program = walker.conversation.program
    assert program
    done = program.reports[-1].model_copy(update={"completion": "done"})
    changed = program.model_copy(update={"reports": (*program.reports[:-1], done)})
    walker.conversation = walker.conversation.model_copy(update={"program": changed})
    assert count(walker) == 3


def test_what_an_older_program_stored_is_counted_from_its_reports() -> None:
    walker = told(*["done"] * 5, today=4)
    walker.say("hello")
    assert count(walker) == 5
    assert walker.conversation.rhythm.settled_on == days(1)


def test_a_clock_that_was_far_ahead_is_forgotten() -> None:
    walker = told(*["done"] * 5, today=4, streak=2, settled_on=days(400))
    walker.say("hello")
    assert walker.conversation.rhythm.settled_on == days(1)
    assert count(walker) == 5


def test_a_pause_is_noted_from_its_first_day_to_its_last() -> None:
    walker = p1()
    walker.pass_until(at(1))
    walker.command("/pause 3 days")
    assert walker.conversation.rhythm.off == (Off(first=days(1)),)
    walker.pass_until(at(4, "18:01"))
    assert walker.conversation.rhythm.off == (Off(first=days(1), last=days(4)),)
    assert count(walker) == 1


def test_off_and_on_within_a_day_is_one_stretch() -> None:
    walker = p1()
    for _ in range(3):
        walker.command("/pause")
        walker.press("d.0")
        walker.command("/resume")
    assert walker.conversation.rhythm.off == (Off(first=days(0), last=days(0)),)


def test_old_days_off_are_dropped() -> None:
    walker = told(today=40, off=(Off(first=days(1), last=days(3)),))
    walker.command("/pause")
    walker.press("d.0")
    assert walker.conversation.rhythm.off == (Off(first=days(40)),)


def test_words_of_self_harm_hold_the_day() -> None:
    walker = p1()
    walker.say("I want to die")
    assert walker.conversation.rhythm.off == (Off(first=days(0)),)
    walker.say("I am here")
    assert walker.conversation.rhythm.off == (Off(first=days(0), last=days(0)),)


@pytest.mark.parametrize(("reply", "kept"), [("done 8", 4), ("skipped", 3)])
def test_a_stop_that_is_cleared_keeps_what_was_counted(reply: str, kept: int) -> None:
    """The reports start anew, the count goes on."""
    walker = trained(range(3))
    walker.pass_until(at(3, "18:10"))
    settle(walker)
    report_stop(walker, reply)
    for code in ("yes", "yes", "gone"):
        walker.press(code)
    assert walker.conversation.state == "program.active"
    assert walker.conversation.program
    assert not walker.conversation.program.reports
    assert walker.conversation.program.past_sessions == kept
    assert count(walker) == kept


def report_stop(walker: Walker, reply: str) -> None:
    """A pain that pauses the moves, or a sign on a card; then it is seen, two days on."""
    if reply == "done 8":
        walker.say(reply)
    else:
        walker.press("!new")
        walker.press("none")
        walker.press("t.cancer")
        walker.press("go")
    assert walker.conversation.state == "referred"
    walker.now = at(5)
    walker.command("/today")
    walker.press("seen")


# Telling.


@pytest.mark.parametrize(
    ("count_", "is_one"),
    [(0, False), (2, False), (3, True), (4, False), (7, True), (14, True), (30, True),
     (50, True), (51, False), (100, True), (150, True)],
)  # fmt: skip
def test_it_is_said_now_and_then(count_: int, is_one: bool) -> None:  # noqa: FBT001 - a table
    assert streak.is_milestone(count_) is is_one


def test_the_third_day_in_a_row_is_said_and_the_fourth_is_not() -> None:
    walker = trained(range(2))
    said = []
    for day in (2, 3):
        walker.pass_until(at(day, "18:10"))
        settle(walker)
        walker.say("done 1")
        walker.say("5") if walker.open_topic() == "checkin.effort" else None
        said.append("streak" in lines(walker))
    assert said == [True, False]


def test_nothing_is_ever_said_of_its_end() -> None:
    walker = trained(range(4))
    walker.pass_until(at(5, "18:10"))
    settle(walker)
    walker.say("done 1")
    assert count(walker) <= 1
    assert "streak" not in lines(walker)
