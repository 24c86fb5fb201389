"""Missed sessions: the bot falls silent, without a word of blame, and a message wakes it."""

from __future__ import annotations

import pytest

from flows.conversation import CheckIn
from flows.missed import days_until, first_missed
from tests.flows.days import Sent, at, lines, p1, pass_days, person, program, reports, settle
from tests.flows.people import CONTENT, days
from tests.flows.walker import Walker


def prompts(sent: list[Sent]) -> list[tuple[int, str]]:
    """The days it speaks, and of what: an open safety question comes in the session's place."""
    return [(s.day, s.what) for s in sent if s.what != "nudge"]


def sessions(*on: int) -> list[tuple[int, str]]:
    return [(day, "prompt") for day in on]


def missed(walker: Walker, day: int) -> object:
    """The first missed session, as seen from that day."""
    return first_missed(program(walker), days(day), walker.conversation.answers, CONTENT)


@pytest.mark.rule("lapse.prompts")
@pytest.mark.parametrize(
    ("q_days", "prompted"),
    [
        # The first session, on day 0, is missed: days 1 and 2, then only 3, 7 and 14.
        (2, [3]),
        (3, [2]),
        (4, [1, 3]),
        (5, [1, 2, 3]),
        (7, [1, 2, 3]),
    ],
)
def test_prompts_go_on_for_two_days_then_come_on_the_days_3_7_and_14_only(
    q_days: int, prompted: list[int]
) -> None:
    """T6."""
    walker = person(q_days=q_days)
    later = [(7, "weekly"), (14, "card-first")]
    assert prompts(pass_days(walker, at(60))) == sessions(*prompted) + later


def test_a_silent_day_is_kept_as_missed() -> None:
    walker = person(q_days=7)
    walker.pass_until(at(6, "23:00"))
    assert [r.day for r in reports(walker)] == [days(n) for n in range(6)]
    assert {r.completion for r in reports(walker)} == {"skipped"}


@pytest.mark.parametrize("message", ["hello", "skipped", "no time today"])
def test_any_message_ends_the_silence_and_the_count_begins_anew(message: str) -> None:
    """T6."""
    walker = person(q_days=7)
    pass_days(walker, at(5, "12:00"))
    walker.say(message)
    # Heard on day 5, whose own prompt is the first to be missed again: days 1, 2, 3, 7, 14.
    expected = [(7, "weekly"), *((n, "card-first") for n in (8, 12, 19))]
    assert prompts(pass_days(walker, at(60))) == sessions(5, 6) + expected


@pytest.mark.parametrize("reply", ["done 2", "half, 2"])
def test_done_or_partial_ends_the_lapse(reply: str) -> None:
    walker = person(q_days=7)
    pass_days(walker, at(3, "18:30"))
    assert missed(walker, 4) == days(0)
    walker.say(reply)
    assert missed(walker, 4) is None


def test_skipped_does_not_end_the_lapse() -> None:
    walker = person(q_days=7)
    walker.say("skipped")
    walker.pass_until(at(1, "18:30"))
    assert missed(walker, 1) == days(0)


def test_who_answers_each_time_is_always_prompted() -> None:
    walker = person(q_days=7)
    for day in range(1, 20):
        (sent,) = prompts(pass_days(walker, at(day, "18:30")))
        assert sent[0] == day
        settle(walker)
        walker.say("no time today")


def test_a_pause_is_no_lapse_for_the_prompts() -> None:
    walker = p1(done=None)
    walker.say("skipped")
    walker.command("/pause")
    walker.press("d.7")
    prompted = prompts(pass_days(walker, at(11, "19:00")))
    assert prompted == [(7, "weekly"), (8, "card-first"), (10, "card-first")]


@pytest.mark.parametrize(
    ("q_days", "trained", "day", "lapse"),
    [
        # 2 days a week: days 0, 3, 7, 10 ...
        (2, None, 0, 0),
        (2, None, 1, 1),
        (2, None, 20, 20),
        (2, 0, 3, 0),
        (2, 0, 4, 1),
        (2, 3, 7, 0),
        (2, 3, 21, 14),
        # Every day.
        (7, 0, 1, 0),
        (7, 0, 2, 1),
        (7, 9, 38, 28),
    ],
)
def test_a_lapse_is_counted_in_days_from_the_first_missed_session(
    q_days: int, trained: int | None, day: int, lapse: int
) -> None:
    walker = person(q_days=q_days)
    on = None if trained is None else days(trained)
    programme = program(walker).model_copy(update={"trained_on": on})
    assert days_until(days(day), programme, walker.conversation.answers, CONTENT) == lapse


@pytest.mark.parametrize(("completion", "lapse"), [("done", 0), ("partial", 0), ("skipped", 3)])
def test_only_done_or_partial_is_trained(completion: str, lapse: int) -> None:
    walker = person(q_days=7)
    report = CheckIn(day=days(2), type="L", items=(), completion=completion)  # type: ignore[arg-type] # of the table
    programme = program(walker).model_copy(update={"reports": (report,)})
    assert days_until(days(3), programme, walker.conversation.answers, CONTENT) == lapse


@pytest.mark.rule("safety.return_14")
@pytest.mark.parametrize(
    ("day", "first"), [(6, "prompt"), (13, "weekly"), (14, "new.q_rf_a"), (40, "new.q_rf_a")]
)
def test_back_after_14_days_both_cards_come_before_the_session(day: int, first: str) -> None:
    walker = person(q_days=7)
    walker.pass_until(at(2, "12:00"))
    walker.command("/pause")
    walker.press("d.0")
    walker.now = at(day)
    walker.command("/resume")
    walker.command("/today")
    assert walker.open_topic() == first
    if first == "new.q_rf_a":
        walker.press("none")
        assert walker.open_topic() == "new.q_rf_b"
        walker.press("none")
        settle(walker)
        assert walker.open_topic() == "prompt"
        assert walker.conversation.last_fired["cards"] == days(day)


@pytest.mark.rule("safety.return_14")
def test_something_new_on_the_cards_of_the_return_stops_the_moves() -> None:
    walker = person(q_days=7)
    walker.command("/pause")
    walker.press("d.0")
    walker.now = at(15)
    walker.command("/resume")
    walker.command("/today")
    walker.press("t.saddle")
    walker.press("go")
    assert walker.conversation.state == "referred"


def test_who_has_fallen_silent_gets_no_sitting_breaks_either() -> None:
    walker = person(q_days=7, q_breaks=4, q_work="09:00-17:00")
    walker.pass_until(at(2, "23:00"))
    said: list[str] = []
    while (due := walker.conversation.due_at) is not None and due <= at(16):
        walker.wait()
        said += lines(walker)
    assert "break" not in said
