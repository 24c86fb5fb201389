"""A session under way: it goes on by taps, nothing talks over it, and its day's end counts it."""

from __future__ import annotations

import pytest

from tests.flows.days import Sent, at, lines, lived, p1, pass_days, person, reports, settle
from tests.flows.walker import Walker


def looking(time: str) -> Walker:
    """The prompt of Tuesday came at 18:00; at this time a move is looked at."""
    walker = p1("skipped")
    walker.pass_until(at(1, "18:05"))
    walker.now = at(1, time)
    walker.press("card.1")
    return walker


@pytest.mark.parametrize(
    ("looked", "comes"),
    [
        ("20:40", "21:00"),  # that is long ago
        ("20:50", "21:05"),
        ("20:59", "21:14"),
        ("21:00", "21:15"),
    ],
)
def test_a_nudge_waits_for_a_session_under_way(looked: str, comes: str) -> None:
    """6-guided: a quarter of an hour after the last look at a move."""
    assert pass_days(looking(looked), at(1, "23:00")) == [Sent(1, comes, "nudge")]


def test_a_nudge_that_would_come_at_night_is_left_out() -> None:
    """6-guided, T6: every look puts it off, and at 22:00 the quiet hours begin."""
    walker = looking("20:59")
    for minute in ("21:10", "21:24", "21:37", "21:50"):
        assert pass_days(walker, at(1, minute)) == []
        walker.press("list")
        walker.press("card.1")
    assert pass_days(walker, at(2, "23:00")) == []


def test_a_report_ends_it() -> None:
    """6-guided: what comes next need not wait."""
    walker = looking("20:59")
    walker.say("done 1")
    assert walker.conversation.looked_at is None


@pytest.mark.parametrize(("looked", "comes"), [("14:00", True), ("14:10", False)])
def test_a_break_does_not_come_in_the_middle(looked: str, *, comes: bool) -> None:
    """6-guided: the one of 14:20 is of no use later, so it is left out."""
    walker = lived("p1_desk", 14)
    walker.now = at(14, looked)
    walker.command("/today")
    settle(walker)
    walker.press("card.1")
    walker.now = at(14, "14:20")
    walker.wait()
    assert ("break" in lines(walker)) is comes


def test_nothing_on_the_screen_moves_by_itself() -> None:
    """6-guided: no countdown; the shown move stands until it is tapped on."""
    walker = looking("18:10")
    shown = walker.screens[walker.conversation.opens[-1].screen]
    walker.pass_until(at(1, "20:59"))
    assert walker.screens[walker.conversation.opens[-1].screen] == shown


@pytest.mark.parametrize(
    ("steps", "completion"),
    [((), "skipped"), (("partial",), "partial"), (("done",), "done"), (("done", "n.2"), "done")],
)
def test_what_was_told_until_midnight_counts(steps: tuple[str, ...], completion: str) -> None:
    """6-guided: some moves done and no more said is a session done in part."""
    walker = person()
    for code in steps:
        walker.press(code)
    walker.pass_until(at(1, "18:30"))
    assert reports(walker)[-1].completion == completion
