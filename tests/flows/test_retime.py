"""A new time or place in plain words: changed, said, and taken back by one tap."""

from __future__ import annotations

import pytest

from tests.flows.days import Sent, at, lines, p1, pass_days
from tests.flows.situations import at as come_to
from tests.flows.situations import in_program, then
from tests.flows.walker import Walker


def time(walker: Walker) -> object:
    return walker.conversation.answers["q_time"]


def test_a_new_time_counts_from_the_next_session_on() -> None:
    walker = p1("done 2")
    walker.say("remind me at 19:30")
    assert lines(walker)[:2] == ["clock-kept", "next-session"]
    assert "19:30" in walker.said()
    assert Sent(1, "19:30", "prompt") in pass_days(walker, at(1, "20:00")) or walker.open_topic()
    assert time(walker) == "19:30"


def test_one_tap_takes_it_back() -> None:
    walker = then(in_program, "change time to 7pm")
    assert walker.said_buttons()[:2] == ["‹ Back to 18:00", "Another time"]
    walker.press("undo")
    assert time(walker) == "18:00"
    assert lines(walker)[:2] == ["undone", "clock-kept"]
    assert walker.open_topic() == "prompt"


def test_another_time_is_asked_for_on_the_same_screen() -> None:
    walker = then(in_program, "change time to 7pm", "=mend")
    assert walker.open_topic() == "set.q_time"
    walker.say("20:00")
    assert time(walker) == "20:00"


@pytest.mark.parametrize(
    ("answer", "clock"), [("=c.0", "07:00"), ("=c.1", "19:00"), ("7 pm", "19:00")]
)
def test_a_time_that_can_be_two_is_asked(answer: str, clock: str) -> None:
    walker = then(in_program, "remind me at 7")
    assert lines(walker) == ["clock-which"]
    assert time(walker) == "18:00"
    then(lambda: walker, answer)
    assert time(walker) == clock
    assert walker.open_topic() == "undo.time"


def test_other_words_are_no_time() -> None:
    walker = then(in_program, "remind me at 7", "done 2")
    assert time(walker) == "18:00"
    assert walker.conversation.draft


@pytest.mark.parametrize("steps", [("remind me at 7",), ("change time to 7pm",), ("place",)])
def test_a_forged_tap_is_closed(steps: tuple[str, ...]) -> None:
    walker = in_program()
    if steps == ("place",):
        walker.locate("Asia/Tokyo")
    else:
        then(lambda: walker, *steps)
    walker.tap_forged("c.7")
    assert walker.toasts() == ["That question is closed."]


def test_the_open_question_comes_again_below_the_change() -> None:
    """R23."""
    walker = then(in_program, "=done", "every day at 19:00")
    assert [o.topic for o in walker.conversation.opens] == ["undo.time", "checkin.pain"]


def test_a_report_goes_past_the_way_back() -> None:
    walker = then(in_program, "change time to 19:00", "done 2")
    assert walker.conversation.draft["completion"] == "done"


def test_before_the_plan_is_accepted_the_proposal_follows() -> None:
    walker = come_to("proposal")
    walker.say("change time to 19:00")
    assert time(walker) == "19:00"
    assert walker.open_topic() == "proposal"
    assert "19:00" in walker.said()


def test_a_safety_card_comes_before_a_new_proposal() -> None:
    walker = then(lambda: come_to("proposal"), "my foot drags", "change time to 19:00")
    assert time(walker) == "18:00"
    assert walker.open_topic() == "item.weak"


def test_while_a_safety_card_is_open_the_time_may_change() -> None:
    walker = then(in_program, "=!new", "change time to 19:00")
    assert walker.open_topic() == "new.q_rf_a"
    walker.press("undo")
    assert time(walker) == "18:00"


# Places.


def test_a_new_place_is_said_with_its_time_and_can_be_taken_back() -> None:
    walker = then(in_program, "I moved to Tokyo")
    assert walker.conversation.zone == "Asia/Tokyo"
    assert "It is 18:00 there." in walker.said()
    walker.press("undo")
    assert walker.conversation.zone == "Europe/Lisbon"
    assert lines(walker)[:2] == ["undone", "zone-kept"]


def test_of_a_name_of_many_places_the_best_comes_first() -> None:
    walker = then(in_program, "I moved to Columbia")
    assert walker.said_buttons()[:2] == ["Columbia, US-SC", "Columbia, US-MO"]


def test_the_way_back_names_an_offset_as_people_do() -> None:
    walker = then(in_program, "/settings", "=set.zone", "UTC+2", "I moved to Tokyo")
    assert walker.said_buttons()[:2] == ["‹ Back to UTC+2", "Another place"]


def test_another_place_is_asked_for() -> None:
    walker = then(in_program, "I moved to Tokyo", "=mend", "Berlin")
    assert walker.conversation.zone == "Europe/Berlin"


def test_a_place_that_nobody_asked_for_is_offered_and_dropped() -> None:
    """P8."""
    walker = in_program()
    walker.locate("Asia/Tokyo")
    assert lines(walker) == ["here-ask"]
    assert walker.conversation.zone == "Europe/Lisbon"
    walker.press("no")
    assert lines(walker)[0] == "here-kept"
    assert "Tokyo" not in walker.conversation.model_dump_json()


@pytest.mark.parametrize("yes", ["=yes", "yes"])
def test_yes_takes_its_time(yes: str) -> None:
    walker = in_program()
    walker.locate("Asia/Tokyo")
    then(lambda: walker, yes)
    assert walker.conversation.zone == "Asia/Tokyo"


def test_a_report_is_no_answer_to_it() -> None:
    walker = in_program()
    walker.locate("Asia/Tokyo")
    walker.say("done 2")
    assert walker.conversation.draft["pain"] == 2


def test_the_same_place_changes_nothing() -> None:
    walker = in_program()
    walker.locate("Europe/Lisbon")
    assert lines(walker)[0] == "here-same"
    assert walker.open_topic() == "prompt"
