"""Danger in plain words, one sign as yes or no, and ticks taken back."""

from __future__ import annotations

import pytest

from flows.replies import CRISIS
from tests.flows.days import at, lines, p1, pass_days, person, reports, settle
from tests.flows.people import CONTENT
from tests.flows.situations import at as come_to
from tests.flows.test_stops import ticked

WORDS = [
    ("I have been numb between my legs since last night", "saddle"),
    ("me cuesta orinar", "bladder"),
    ("Erektion ist weg", "sexual"),
    ("both feet are tingling", "both_legs"),
    ("my foot drags when I walk", "weak"),
    ("my calf is swollen and hot", "swelling"),
    ("боль в груди", "breath"),
    ("I fell down the stairs", "trauma"),
    ("ich habe Fieber", "fever"),
    ("my foot is cold and blue", "cold_leg"),
    ("felt a pop in my thigh", "tear"),
    ("I blacked out yesterday", "heart"),
    ("the tingling won't go", "numb_fixed"),
]


@pytest.mark.rule("safety.words")
@pytest.mark.parametrize(("words", "flag"), WORDS, ids=[f for _, f in WORDS])
def test_each_row_of_safety_words_asks_its_sign(words: str, flag: str) -> None:
    """Card-A words: first where to get help, then the question."""
    walker = p1()
    walker.say(words)
    assert walker.open_topic() == f"item.{flag}"
    is_urgent = CONTENT.red_flags[flag].card == "a"
    assert ("stop-emergency" in lines(walker)) is is_urgent
    assert CONTENT.red_flags[flag].label in walker.said()


def test_the_table_names_every_row_of_the_content() -> None:
    assert {flag for _, flag in WORDS} | {CRISIS} == {
        row.item for row in CONTENT.reply_words.safety
    }


@pytest.mark.rule("safety.words")
@pytest.mark.parametrize("answer", ["=yes", "=maybe", "yes", "not sure", "ja"])
def test_yes_and_not_sure_stop(answer: str) -> None:
    walker = p1()
    walker.say("felt a pop")
    walker.press(answer[1:]) if answer.startswith("=") else walker.say(answer)
    assert walker.conversation.stops == ("tear",)
    assert walker.conversation.answers["q_rf_b"] == ["tear"]


def test_no_goes_on_with_the_report_as_it_was_meant() -> None:
    walker = person()
    walker.say("done 2, both feet are tingling")
    walker.press("no")
    assert walker.conversation.draft == {"completion": "done", "pain": 2}
    assert walker.open_topic() == "checkin.tingling"
    walker.press("o.worse")
    walker.press("n.5")
    assert reports(walker)[-1].tingling == "worse"


def test_no_to_the_danger_in_a_skip_asks_of_the_tingling() -> None:
    walker = person()
    walker.say("skipped, numb between my legs since last night")
    walker.press("no")
    assert walker.open_topic() == "checkin.tingling"
    walker.press("o.same")
    assert reports(walker)[-1].completion == "skipped"


def test_until_answered_moves_wait() -> None:
    walker = p1()
    walker.say("felt a pop")
    assert {s.what for s in pass_days(walker, at(20))} == {"card-first"}
    walker.say("done 2")
    assert reports(walker)[-1].day == at(0).date()
    assert "hint-yes-no" in lines(walker)


def test_no_plan_is_proposed_while_danger_is_asked_about() -> None:
    walker = come_to("zone")
    walker.say("I felt a pop")
    walker.locate("Europe/Lisbon")
    assert (walker.conversation.state, walker.open_topic()) == ("intake.zone", "item.tear")
    walker.press("no")
    walker.locate("Europe/Lisbon")
    assert walker.conversation.state == "program.proposed"


# Words of self-harm.


@pytest.mark.rule("safety.words")
@pytest.mark.parametrize(
    "words", ["I want to die", "no quiero vivir más", "done 1. I will kill myself"]
)
def test_words_of_self_harm_get_the_crisis_text_and_nothing_else(words: str) -> None:
    walker = p1()
    walker.say(words)
    assert lines(walker) == ["crisis"]
    assert walker.conversation.held


def test_moves_wait_until_the_person_writes_again() -> None:
    walker = p1()
    walker.say("I want to die")
    assert pass_days(walker, at(9)) == []
    walker.say("I am better now")
    assert [s.day for s in pass_days(walker, at(10, "18:30"))] == [10]
    settle(walker)
    assert walker.open_topic() == "prompt"


def test_a_second_time_holds_again() -> None:
    walker = p1()
    walker.say("I want to die")
    walker.say("I want to die")
    assert lines(walker) == ["crisis"]
    assert walker.conversation.held


def test_an_unblock_is_no_word() -> None:
    walker = p1()
    walker.say("I want to die")
    walker.blocks()
    walker.unblocks()
    assert walker.conversation.held


# Ticked by mistake.


@pytest.mark.rule("safety.mistake")
def test_a_tick_is_taken_back_once() -> None:
    walker = ticked("tear")
    walker.press("mistake")
    assert walker.open_topic() == "item.tear"
    walker.press("no")
    assert walker.conversation.state == "program.active"
    assert walker.conversation.stops == ()
    assert walker.conversation.answers["q_rf_b"] == []
    assert pass_days(walker, at(1, "18:30"))[-1].what == "prompt"


@pytest.mark.rule("safety.mistake")
def test_yes_keeps_the_stop_and_a_mistake_is_offered_no_more() -> None:
    walker = ticked("tear")
    walker.press("mistake")
    walker.press("yes")
    assert walker.conversation.state == "referred"
    assert "Ticked by mistake" not in walker.said_buttons()


def test_each_of_several_ticks_can_be_taken_back() -> None:
    walker = ticked("tear", "groin")
    walker.press("mistake")
    walker.press("no")
    assert walker.conversation.stops == ("groin",)
    walker.press("mistake")
    walker.press("no")
    assert walker.conversation.state == "program.active"


def test_a_pain_that_was_tapped_by_mistake_is_asked_again() -> None:
    walker = person(q_pain_now=7, q_pain_worst=8)
    walker.press("mistake")
    assert "You said your pain is 7 of 10." in walker.said()
    walker.press("no")
    assert walker.open_topic() == "q.q_pain_now"
    walker.press("n.2")
    assert walker.conversation.state == "intake.talk"


def test_the_same_pain_again_stops_for_good() -> None:
    walker = person(q_pain_now=7, q_pain_worst=8)
    walker.press("mistake")
    walker.press("no")
    walker.press("n.8")
    assert walker.conversation.state == "referred"
    assert "Ticked by mistake" not in walker.said_buttons()


@pytest.mark.parametrize("code", ["", "perhaps", "n.1"])
def test_a_forged_tap_is_closed(code: str) -> None:
    walker = p1()
    walker.say("felt a pop")
    walker.tap_forged(code)
    assert walker.toasts() == ["That question is closed."]


def test_a_goal_is_kept_as_written_though_it_names_a_danger() -> None:
    walker = person(q_goal="walk without my foot dragging")
    assert walker.open_topic() == "item.weak"
    assert walker.conversation.answers["q_goal"] == "walk without my foot dragging"
    walker.press("no")
    assert walker.open_topic() == "q.q_goal_score"


def test_without_a_plan_the_words_still_get_help() -> None:
    walker = p1()
    walker.command("/stop")
    walker.say("I can't hold my pee")
    assert lines(walker) == ["stop-emergency-words"]
    walker.say("I felt a pop")
    assert lines(walker) == ["stop-clinician-words"]
