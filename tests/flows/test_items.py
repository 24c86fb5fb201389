"""Danger in plain words, one sign as yes or no, and ticks taken back."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from flows.replies import CRISIS
from tests.flows.days import at, lines, p1, pass_days, person, reports, settle
from tests.flows.people import CONTENT
from tests.flows.situations import at as come_to
from tests.flows.situations import then
from tests.flows.test_stops import ticked
from tests.flows.walker import Walker

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
    known = {"completion": "done", "pain": 2, "signs": "yes", "tingles": "yes"}
    assert walker.conversation.draft == known
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


@pytest.mark.parametrize("words", ["hello", "I feel good now", "all good", "👋"])
def test_who_writes_again_gets_one_calm_line_and_no_question(words: str) -> None:
    walker = person()
    walker.say("I want to die")
    walker.say(words)
    assert lines(walker) == ["wrote-again"]
    assert "/today" in walker.said()
    assert not walker.conversation.held


def test_in_the_intake_no_words_are_taken_for_a_goal() -> None:
    walker = come_to("q.q_goal")
    walker.say("I want to die")
    walker.say("sorry, I am better now")
    assert lines(walker) == ["wrote-again"]
    assert "q_goal" not in walker.conversation.answers
    walker.start()
    assert walker.open_topic() == "q.q_goal"
    walker.say("tie my shoes")
    assert walker.conversation.answers["q_goal"] == "tie my shoes"


def test_words_that_answer_the_open_question_are_taken() -> None:
    walker = person()
    walker.press("done")
    walker.say("I want to die")
    walker.say("2")
    assert walker.conversation.draft["pain"] == 2


def test_who_writes_again_of_danger_is_asked_of_it() -> None:
    walker = p1()
    walker.say("I want to die")
    walker.say("my foot drags")
    assert walker.open_topic() == "item.weak"


@pytest.mark.rule("safety.words")
def test_a_sticker_or_a_tap_does_not_bring_the_moves_back() -> None:
    walker = person()
    walker.say("I want to die")
    walker.sends("sticker")
    assert lines(walker) == ["media"]
    for code in ("done", "card.1", "later"):
        walker.press(code)
        assert lines(walker) == ["wait-for-words"]
    assert walker.conversation.held
    assert pass_days(walker, at(9)) == []


def test_an_old_button_is_closed_after_words_of_self_harm_too() -> None:
    walker = p1()
    walker.say("I want to die")
    walker.chose(0, "done")
    assert walker.toasts() == ["That question is closed."]
    assert walker.conversation.held


def test_something_new_holds_the_moves_in_its_place() -> None:
    walker = p1()
    walker.say("I want to die")
    walker.sends("sticker")
    walker.press("!new")
    assert walker.open_topic() == "new.q_rf_a"
    assert {s.what for s in pass_days(walker, at(9))} == {"card-first"}
    walker.press("t.saddle")
    walker.press("go")
    assert walker.conversation.stops == ("saddle",)


def test_who_wants_to_be_forgotten_is() -> None:
    walker = p1()
    walker.command("/erase")
    walker.say("I want to die")
    walker.press("yes")
    assert walker.conversation.consent is None


def test_an_unblock_is_no_word() -> None:
    walker = p1()
    walker.say("I want to die")
    walker.blocks()
    walker.unblocks()
    assert walker.conversation.held


@pytest.mark.parametrize("start", [lambda: ticked("tear"), lambda: then(p1, "/stop")])
def test_where_writing_brings_no_moves_back_the_crisis_text_promises_none(
    start: Callable[[], Walker],
) -> None:
    walker = start()
    walker.say("I want to die")
    assert lines(walker) == ["crisis-stopped"]
    assert "You do not have to face it alone." in walker.said()
    assert "until you write again" not in walker.said()


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
    walker = come_to("q.q_age")
    walker.press("o.u18")
    walker.say("I can't hold my pee")
    assert lines(walker) == ["stop-emergency-words"]
    walker.say("I felt a pop, my calf is fine")
    assert lines(walker) == ["stop-clinician-words"]
    walker.say("I felt a pop, and I blacked out")
    assert CONTENT.red_flags["tear"].label in walker.said()
    assert CONTENT.red_flags["heart"].label in walker.said()


# Several signs in one message.


@pytest.mark.rule("safety.words")
def test_two_dangers_in_one_message_are_both_asked_the_emergency_first() -> None:
    walker = p1()
    walker.say("I felt a pop, and my foot drags")
    assert lines(walker)[0] == "stop-emergency"
    assert walker.open_topic() == "item.weak"
    walker.press("no")
    assert walker.open_topic() == "item.tear"
    walker.press("yes")
    assert walker.conversation.stops == ("tear",)


@pytest.mark.rule("safety.words")
def test_yes_to_the_first_still_asks_the_second() -> None:
    """Each sign that stands has to be cleared."""
    walker = p1()
    walker.say("I felt a pop, and my foot drags")
    walker.press("yes")
    assert "stop-emergency" in lines(walker)
    assert walker.open_topic() == "item.tear"
    walker.press("yes")
    assert set(walker.conversation.stops) == {"weak", "tear"}


def test_a_sign_not_asked_yet_comes_before_a_stop_is_cleared() -> None:
    walker = p1()
    walker.say("I felt a pop, and my foot drags")
    walker.press("yes")
    walker.now = at(3)
    walker.press("seen")
    assert "card-first" in lines(walker)
    assert walker.open_topic() == "item.tear"
    walker.press("no")
    assert walker.conversation.stops == ("weak",)
    walker.press("seen")
    assert walker.open_topic() == "clear.weak.examined"


def test_a_danger_told_twice_does_not_lose_the_other() -> None:
    walker = p1()
    walker.say("I felt a pop, and my foot drags")
    walker.say("really, my foot drags")
    walker.press("no")
    assert walker.open_topic() == "item.tear"


def test_a_second_danger_is_kept_when_the_first_stops() -> None:
    walker = p1()
    walker.say("I felt a pop")
    walker.say("my foot drags")
    walker.press("yes")
    walker.now = at(3)
    walker.press("seen")
    assert walker.open_topic() == "item.tear"


# After /stop.


@pytest.mark.rule("safety.words")
def test_danger_told_after_stop_is_asked_and_holds_the_moves() -> None:
    walker = p1()
    walker.command("/stop")
    walker.say("numb between my legs")
    assert lines(walker)[0] == "stop-emergency"
    assert (walker.conversation.state, walker.open_topic()) == ("stopped", "item.saddle")
    walker.start()
    assert "card-first" in lines(walker)
    assert walker.open_topic() == "item.saddle"
    assert {s.what for s in pass_days(walker, at(9))} == {"card-first"}
    walker.press("yes")
    assert walker.conversation.state == "referred"


@pytest.mark.rule("safety.words")
def test_yes_after_stop_stops_the_moves_and_sends_nothing_unasked() -> None:
    walker = p1()
    walker.command("/stop")
    walker.say("numb between my legs")
    walker.press("yes")
    assert "stop-emergency" in lines(walker)
    assert walker.conversation.state == "stopped"
    assert pass_days(walker, at(30)) == []
    walker.start()
    assert walker.conversation.state == "referred"
    assert "stop-emergency" in lines(walker)


@pytest.mark.parametrize("button", ["seen", "mistake"])
def test_the_buttons_of_a_stop_told_after_stop_lead_on(button: str) -> None:
    walker = p1()
    walker.command("/stop")
    walker.say("numb between my legs")
    walker.press("yes")
    walker.press("not_yet")
    walker.press(button)
    assert (walker.conversation.state, walker.open_topic()) == ("referred", "stopped")
    walker.press("mistake")
    walker.press("no")
    assert walker.conversation.state == "program.active"


def test_no_after_stop_leaves_the_plan_where_it_was() -> None:
    walker = p1()
    walker.command("/stop")
    walker.say("I felt a pop, and my foot drags")
    walker.say("what?")
    assert "hint-yes-no" in lines(walker)
    walker.press("no")
    walker.press("no")
    assert walker.conversation.state == "stopped"
    assert pass_days(walker, at(9)) == []
    walker.press("!resume")
    assert walker.conversation.state == "program.active"


@pytest.mark.rule("safety.words")
def test_danger_on_top_of_a_pause_is_asked_when_the_person_comes_back() -> None:
    walker = p1("done 8")
    walker.command("/stop")
    walker.say("numb between my legs")
    walker.start()
    assert (walker.conversation.state, walker.open_topic()) == ("referred", "item.saddle")
    walker.press("yes")
    assert set(walker.conversation.stops) == {"pause-pain", "saddle"}


def test_a_danger_that_stands_gets_help_again_after_stop() -> None:
    walker = ticked("saddle")
    walker.command("/stop")
    walker.say("numb between my legs")
    assert lines(walker) == ["stop-emergency-words"]


def test_danger_in_a_command_keeps_no_goal() -> None:
    walker = come_to("q.q_goal")
    walker.command("/today I felt a pop")
    assert walker.open_topic() == "item.tear"
    assert "q_goal" not in walker.conversation.answers


def test_a_high_pain_told_beside_a_danger_pauses_as_soon_as_the_danger_is_denied() -> None:
    walker = person()
    walker.say("8, I felt a pop")
    walker.press("no")
    assert walker.conversation.state == "referred"
    assert walker.conversation.stops == ("pause-pain",)
    assert [r.pain for r in reports(walker)] == [8]


def test_in_the_intake_the_next_question_stands_apart() -> None:
    walker = then(lambda: come_to("q.q_rf_a"), "=t.saddle", "=go", "=mistake", "=no")
    assert lines(walker)[:2] == ["item-no", "plain"]
