"""Between the questions and the plan: checks put off, the result and its reasons, the proposal."""

from __future__ import annotations

import datetime as dt

import pytest

from flows.events import MomentDue
from flows.result import with_session
from tests.flows.people import CONTENT
from tests.flows.situations import at, then
from tests.flows.walker import Walker, buttons


def codes(walker: Walker) -> list[str]:
    return [b.code for say in walker.offers()[-1:] for b in buttons(say)]


def fork() -> Walker:
    return at("fork")


# Now or later?


@pytest.mark.parametrize(("code", "hours"), [("in2", 2), ("in24", 24)])
def test_checks_put_off_come_again_with_one_gentle_move_meanwhile(code: str, hours: int) -> None:
    walker = fork()
    start = walker.now
    walker.press(code)
    exercise = CONTENT.exercises[CONTENT.rules.meanwhile]
    assert exercise.name in walker.said()
    assert exercise.steps[0] in walker.said()
    walker.wait()
    assert walker.now == start + dt.timedelta(hours=hours)
    assert "Moving checks now" in walker.said()
    assert walker.conversation.agenda == ()


@pytest.mark.parametrize("code", ["now", "never", "back"])
def test_checks_taken_up_left_out_or_gone_back_from_are_not_offered_again(code: str) -> None:
    """A reminder that nobody handles would be due for ever."""
    walker = then(fork, "=in2", f"={code}")
    assert walker.conversation.agenda == ()


@pytest.mark.parametrize(("hours", "comes"), [(6, "17:00"), (12, "06:00"), (20, "07:00")])
def test_where_the_zone_is_known_they_do_not_come_again_at_night(hours: int, comes: str) -> None:
    """As for who starts over; the checks are put off by two hours, at 15:00, 21:00 and 05:00."""
    walker = fork()
    walker.locate("Europe/Lisbon")
    walker.now += dt.timedelta(hours=hours)
    walker.press("in2")
    walker.wait()
    assert f"{walker.now:%H:%M}" == comes
    assert walker.open_topic() == "fork"


def test_checks_that_come_late_wait_for_the_day() -> None:
    """The machine was off till 23:00."""
    walker = fork()
    walker.locate("Europe/Lisbon")
    walker.press("in2")
    walker.now += dt.timedelta(hours=14)
    assert walker.send(MomentDue(at=walker.now)) == []
    walker.wait()
    assert f"{walker.now:%H:%M}" == "06:00"
    assert "fork" in [line.key for e in walker.last for line in e.lines]


def test_putting_off_twice_asks_once() -> None:
    walker = then(fork, "=in2", "=in24")
    assert [m.kind for m in walker.conversation.agenda] == ["moves"]


def test_without_the_checks_the_result_says_what_it_could_not_tell() -> None:
    walker = then(fork, "=never", "=go")
    assert walker.open_topic() == "result"
    assert "I could not tell about the four moves yet" in walker.said()
    walker.press("why.pelvis")
    assert "Too many checks were skipped" in walker.said()


def test_back_from_left_out_checks_asks_them() -> None:
    walker = then(fork, "=never", "=go", "=set_up", "=back")
    assert walker.conversation.state == "intake.move"


# The result.


def test_the_way_on_stands_first_and_alone() -> None:
    first, *others = at("result").offers()[-1].buttons
    assert [b.code for b in first] == ["set_up"]
    assert all(b.code.startswith("why.") for row in others for b in row)


def test_every_score_has_its_why_and_a_way_back() -> None:
    walker = at("result")
    for code in [c for c in codes(walker) if c.startswith("why.")]:
        walker.press(code)
        assert walker.said().count("+") or "None of your answers" in walker.said()
        walker.press("all")
        assert "What your answers point to" in walker.said()


def test_what_a_doctor_should_hear_is_mentioned() -> None:
    said = at("result", "p2_runner").said()
    assert "Tingling that often reaches calf or foot: please mention this to a doctor." in said
    assert "mention this to a doctor" not in at("result", "p1_desk").said()


def test_the_assessment_is_recorded_with_answers_and_scores() -> None:
    walker = at("result")
    (record,) = [r for r in walker.records if r.what == "assessment"]
    assert record.data["class"] == "ok"
    assert record.data["scores"]["posture"] == 100
    assert record.data["answers"]["q_goal"] == "touch my toes"


# Where.


@pytest.mark.parametrize(
    ("said", "zone"),
    [("Lisbon", "Europe/Lisbon"), ("UTC+2", "Etc/GMT-2"), ("new york", "America/New_York"),
     ("GMT-5", "Etc/GMT+5")],
)  # fmt: skip
def test_a_zone_by_city_or_offset(said: str, zone: str) -> None:
    walker = then(lambda: at("zone"), said)
    assert walker.conversation.zone == zone
    assert walker.open_topic() == "proposal"


@pytest.mark.parametrize(
    ("said", "shown"), [("UTC+2", "UTC+2"), ("New York", "New York"), ("Buenos Aires", "Buenos")]
)
def test_a_zone_is_said_as_people_write_it(said: str, shown: str) -> None:
    assert f"Your time zone: {shown}" in then(lambda: at("zone"), said).said()


def test_a_zone_by_location() -> None:
    walker = then(lambda: at("zone"), "=locate")
    assert any(e.kind == "say" and e.keyboard == "ask_location" for e in walker.last)
    walker.locate("Asia/Kolkata")
    assert any(e.kind == "say" and e.keyboard == "remove" for e in walker.last)
    assert "It is 14:30 there" in walker.said()
    assert walker.open_topic() == "proposal"


def test_a_city_that_is_twice_is_asked_for() -> None:
    walker = then(lambda: at("zone"), "Valencia")
    assert "Which one?" in walker.said()
    choices = codes(walker)
    assert len(choices) > 1
    walker.press(choices[0])
    assert walker.open_topic() == "proposal"


def test_an_unknown_place_gets_a_hint_and_help_keeps_the_question() -> None:
    walker = then(lambda: at("zone"), "Atlantis")
    assert "Try a bigger city" in walker.said()
    walker.locate(None)
    assert "Still not found" in walker.said()
    walker.command("/help")
    assert "Where are you?" in walker.said()


def test_a_time_with_a_place_needs_no_other_question() -> None:
    walker = at("q.q_time")
    walker.say("18:00 Lisbon")
    assert "Your time zone: Lisbon. It is" in walker.said()
    walker.answer_all({"q_breaks": 0})
    assert walker.open_topic() == "proposal"


# The proposal.


def test_the_proposal_shows_the_first_session_and_what_to_mind() -> None:
    walker = at("proposal")
    assert "4 days a week, at 18:00" in walker.said()
    assert "1. Lying nerve slider: 10 slow reps each leg" in walker.said()
    assert "Pain 0-3 is fine" in walker.said()
    walker.press("why")
    assert "Lying nerve slider: for how freely your sciatic nerve moves" in walker.said()
    walker.press("all")
    walker.press("accept")
    assert walker.conversation.state == "program.active"


def test_result_and_plan_stay_in_the_chat_to_be_read_again() -> None:
    walker = at("result")
    result = walker.conversation.opens[-1].screen
    walker.press("why.nerve")
    walker.press("all")
    walker.press("set_up")
    kept = walker.screens[result]
    assert "What your answers point to" in walker.drawn(kept)
    assert kept.buttons == ()
    walker = at("proposal")
    plan = walker.conversation.opens[-1].screen
    walker.press("accept")
    assert "Pain 0-3 is fine" in walker.drawn(walker.screens[plan])


@pytest.mark.parametrize("topic", ["fork", "result", "proposal"])
def test_words_where_only_a_tap_will_do_get_the_same_screen_again(topic: str) -> None:
    walker = at(topic)
    walker.say("well")
    assert "use the buttons" in walker.said()
    assert walker.open_topic() == topic


def test_a_plan_that_was_only_proposed_is_proposed_again_after_a_stop() -> None:
    walker = then(lambda: at("proposal"), "/stop")
    walker.start()
    assert walker.open_topic() == "proposal"
    assert walker.conversation.agenda == ()


def test_a_rest_day_has_no_session() -> None:
    walker = then(lambda: at("proposal"), "=accept")
    program = walker.conversation.program
    assert program
    rest = program.day0 + dt.timedelta(days=2)
    assert with_session(program, rest, walker.conversation, CONTENT) == program


def test_a_stop_at_the_zone_comes_back_to_the_zone() -> None:
    walker = then(lambda: at("zone"), "/stop", "/resume")
    assert walker.open_topic() == "zone"


def test_a_new_place_at_the_proposal_counts() -> None:
    walker = at("proposal")
    walker.locate("Pacific/Auckland")
    assert walker.conversation.zone == "Pacific/Auckland"
    assert walker.open_topic() == "proposal"
