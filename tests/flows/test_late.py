"""What was set aside when it came: what it counts for when it is tried again."""

from __future__ import annotations

import datetime as dt

import pytest

from flows.events import (
    Blocked,
    Chose,
    Commanded,
    Event,
    Located,
    MomentDue,
    Said,
    Sent,
    Started,
    Unblocked,
)
from flows.late import CAME_LATE, must_wait, once_more, standing
from tests.flows.days import at, lines, p1, person
from tests.flows.situations import at as intake_at
from tests.flows.situations import at_start
from tests.flows.walker import Walker

A_WHILE = dt.timedelta(hours=2)


def late(walker: Walker, event: Event, stood: str) -> list[str]:
    """The keys of what is said when the event is tried again now."""
    again = once_more(event, stood, walker.conversation, walker.now)
    assert again
    walker.send(again)
    return lines(walker)


def test_an_answer_to_the_question_that_is_still_open_counts_even_days_later() -> None:
    walker = intake_at("q.q_goal")
    stood, said = standing(walker.conversation), Said(at=walker.now, text="tie my shoes")
    walker.now += dt.timedelta(days=3)
    late(walker, said, stood)
    assert walker.conversation.answers["q_goal"] == "tie my shoes"


def test_an_answer_never_lands_on_another_question() -> None:
    """Meanwhile the person answered, and something else is asked now."""
    walker = person()
    walker.press("done")
    stood, said = standing(walker.conversation), Said(at=walker.now, text="7")
    walker.say("2")
    assert walker.open_topic() == "checkin.effort"
    assert late(walker, said, stood)[0] == "came-late"
    assert walker.conversation.draft["pain"] == 2
    assert walker.open_topic() == "checkin.effort"


def test_a_report_of_the_same_day_counts() -> None:
    walker = person()
    stood, said = standing(walker.conversation), Said(at=walker.now, text="done 2, no tingling")
    walker.now += A_WHILE
    late(walker, said, stood)
    assert walker.conversation.draft == {"completion": "done", "pain": 2, "tingling": "none"}


def test_a_report_of_yesterday_is_not_one_of_today() -> None:
    """Though the same is open: another day's moves."""
    walker = p1()
    said = Said(at=walker.now, text="done 7")
    walker.pass_until(at(2, "07:30"))
    walker.close_morning()
    before = walker.conversation.program
    assert before
    assert late(walker, said, standing(walker.conversation))[0] == "came-late"
    assert walker.conversation.program
    assert walker.conversation.program.reports == before.reports


def test_danger_is_read_out_of_whatever_came_late() -> None:
    walker = p1()
    said = Said(at=walker.now, text="my bladder does not work since yesterday")
    walker.pass_until(at(2, "07:30"))
    assert "came-late" not in late(walker, said, "elsewhere")
    assert walker.open_topic().startswith("item.")


def test_a_tap_on_what_is_still_on_the_screen_counts() -> None:
    walker = person()
    tap = Chose(at=walker.now, ask=walker.conversation.opens[-1].ask, code="done")
    walker.now += A_WHILE
    late(walker, tap, "elsewhere")
    assert walker.open_topic() == "checkin.pain"


def test_a_tap_on_a_closed_question_changes_nothing_and_is_answered() -> None:
    walker = person()
    tap = Chose(at=walker.now, ask=walker.conversation.opens[-1].ask, code="skipped")
    walker.press("done")
    assert late(walker, tap, standing(walker.conversation))[0] == "came-late"
    assert walker.conversation.draft == {"completion": "done"}


def test_something_new_opens_the_safety_cards_at_any_time() -> None:
    walker = p1()
    tap = Chose(at=walker.now, ask=-1, code="!new")
    walker.now += A_WHILE
    late(walker, tap, "elsewhere")
    assert walker.open_topic().startswith("new.")


@pytest.mark.parametrize(("code", "first"), [("!keep", "retention-kept"), ("!erase", "erase-ask")])
def test_what_one_wants_of_ones_own_data_counts_at_any_time(code: str, first: str) -> None:
    """P7: who tapped to keep all is kept."""
    walker = p1()
    tap = Chose(at=walker.now, ask=-1, code=code)
    walker.now += A_WHILE
    assert late(walker, tap, "elsewhere")[0] == first


def test_the_button_that_ends_all_messages_counts_at_any_time() -> None:
    walker = p1()
    tap = Chose(at=walker.now, ask=-1, code="!stop")
    walker.now += A_WHILE
    late(walker, tap, "elsewhere")
    assert walker.conversation.state == "stopped"


@pytest.mark.parametrize(
    ("event", "counts"),
    [
        (Commanded(at=at(0), name="help"), True),
        (Commanded(at=at(0), name="stop"), True),
        (Commanded(at=at(0), name="resume"), False),
        (Commanded(at=at(0), name="pause", argument="3"), False),
        (Started(at=at(0), argument="x"), False),
        (Located(at=at(0), zone="Europe/Berlin"), False),
        (Sent(at=at(0), what="voice"), True),
        (Unblocked(at=at(0)), True),
        (MomentDue(at=at(0)), True),
    ],
    ids=lambda value: getattr(value, "kind", ""),
)
def test_elsewhere_only_what_undoes_nothing_counts(event: Event, *, counts: bool) -> None:
    walker = p1()
    again = once_more(event, "elsewhere", walker.conversation, at(1))
    assert again
    assert again.at == at(1)
    assert (again == event.model_copy(update={"at": at(1)})) is counts
    assert counts or (isinstance(again, Sent) and again.what == CAME_LATE)


def test_a_resume_counts_where_nothing_has_happened_since() -> None:
    walker = p1()
    walker.command("/pause")
    walker.press("d.0")
    resume = Commanded(at=walker.now, name="resume")
    late(walker, resume, standing(walker.conversation))
    assert walker.conversation.state == "program.active"


def test_words_of_before_do_not_end_the_wait_after_words_of_self_harm() -> None:
    walker = p1()
    stood, said = standing(walker.conversation), Said(at=walker.now, text="done 2")
    walker.say("I want to kill myself")
    assert walker.conversation.held
    late(walker, said, stood)
    assert walker.conversation.held


def test_a_block_is_not_tried_again_as_the_next_letter_tells() -> None:
    walker = p1()
    event = Blocked(at=walker.now)
    assert once_more(event, standing(walker.conversation), walker.conversation, at(1)) is None


def test_quiet_hours_hold_an_answer_that_comes_late() -> None:
    """T5: only what the person just sent is answered at night."""
    walker = p1()
    night = at(0, "23:00")
    for minutes, waits in ((5, False), (90, True)):
        said = Said(at=night - dt.timedelta(minutes=minutes), text="hi")
        assert must_wait(said, walker.conversation, night) is waits
    assert not must_wait(MomentDue(at=at(0)), walker.conversation, night)
    assert not must_wait(Said(at=at(0), text="hi"), walker.conversation, at(1, "12:00"))


def test_before_a_zone_is_known_there_are_no_quiet_hours() -> None:
    conversation = at_start().conversation
    assert not must_wait(Said(at=at(0), text="hi"), conversation, at(0, "23:59"))
