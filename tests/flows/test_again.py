"""The re-assessment: when it is offered, what is asked, and what a new answer does.

Also of `anew` and `since`.
"""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import Any

import pytest

from flows.again import next_step
from flows.claims import PROGRAM
from flows.conversation import Again, Conversation, Rung
from flows.effects import Effect, Say
from flows.events import Event
from flows.report import waiting_session
from flows.steps import Work, regress_strength
from tests.flows.days import at, copy, lines, p1, pass_days, person, program, session, settle
from tests.flows.people import CONTENT, MONDAY, answers_of, basis_of, days, program_of
from tests.flows.promises import keep, sessions_suit, shows_session
from tests.flows.walker import Walker

NOW: dict[str, Any] = {
    "q_pain_now": 1, "q_pain_worst": 3, "q_goal_score": 6, "q_sit_unbroken": "lt30",
    "q_stiff": "bit", "q_tingle": "never", "q_cramp": "never", "q_slump": "same", "q_f1": [2, 1],
    "q_f2": [1, 1], "q_f3": [1, 0], "q_f4": 4, "q_ftf": 10,
}  # fmt: skip
"""What the desk worker says the second time."""
ALL = list(NOW)
DUE = 14


def later(walker: Walker, **changes: Any) -> Walker:
    walker.conversation = walker.conversation.model_copy(update=changes)
    return walker


class Promising(Walker):
    """Every step keeps what the bot promises everywhere."""

    def send(self, event: Event) -> list[Effect]:
        before = self.conversation
        effects = super().send(event)
        assert self.outcome
        keep(before, event, self.outcome, CONTENT)
        waiting = waiting_session(self.conversation)
        if waiting and self.conversation.state in PROGRAM:
            sessions_suit(self.conversation, CONTENT)
        return effects


def two_weeks(walker: Walker) -> Walker:
    """Each session is done; on the evening of day 14 the look back is offered, and no more."""
    for day in range(1, DUE):
        report(walker)
        walker.pass_until(at(day, "18:10"))
        settle(walker)
    report(walker)
    weekly = {"weekly": days(DUE - 1)}
    later(walker, last_fired=talk(walker).last_fired | weekly)
    walker.pass_until(at(DUE, "18:10"))
    return walker


@cache
def _due(name: str, changes: tuple[tuple[str, Any], ...]) -> Walker:
    return two_weeks(person(name, q_days=7, **dict(changes)))


def due(name: str = "p1_desk", **changes: Any) -> Walker:
    return Promising(**vars(copy(_due(name, tuple(sorted(changes.items()))))))


def report(walker: Walker) -> None:
    """Of the session that stands there, if one does."""
    if walker.open_topic() != "prompt":
        return
    walker.say("done 1, no tingling")
    while walker.open_topic().startswith("checkin."):
        walker.press("n.5" if walker.open_topic() == "checkin.effort" else "o.none")


def begun(*, health: str = "no", **changes: Any) -> Walker:
    walker = due(**changes)
    walker.press("now")
    walker.press("none")
    walker.press("none")
    walker.press(health)
    return walker


def answer_all(walker: Walker, answers: dict[str, Any]) -> list[str]:
    """Every question, skipped where no answer is given; which they were."""
    asked = []
    while (topic := walker.open_topic()).startswith("again."):
        asked.append(topic.removeprefix("again."))
        walker.answer(asked[-1], answers)
    return asked


def done(answers: dict[str, Any] = NOW, **changes: Any) -> Walker:
    walker = begun(**changes)
    answer_all(walker, answers)
    return walker


def strength(walker: Walker) -> dict[str, Rung]:
    rungs = program(walker).rungs
    return {
        n: r
        for n, r in rungs.items()
        if CONTENT.exercises[n].cat == "strength" and r.state == "active"
    }


def talk(walker: Walker) -> Conversation:
    return walker.conversation


# When.


def test_it_is_offered_on_day_14_with_the_prompt_and_the_session_follows_it() -> None:
    walker = due()
    assert walker.open_topic() == "again.offer"
    assert not shows_session(tuple(walker.last))
    assert {"Let us look", "Later", "Something new"} == set(walker.said_buttons())


@pytest.mark.parametrize("day", [11, 13])
def test_before_that_it_is_not(day: int) -> None:
    walker = p1()
    walker.pass_until(at(day, "18:10"))
    walker.command("/today")
    settle(walker)
    assert not any(o.topic.startswith("again.") for o in talk(walker).opens)
    assert talk(walker).reassess_on == days(14)


def test_a_talk_stored_before_counts_from_its_day_0() -> None:
    walker = two_weeks(later(person(q_days=7), reassess_on=None))
    assert walker.open_topic() == "again.offer"


def test_today_offers_it_too_and_once_a_day() -> None:
    walker = later(p1("skipped"), reassess_on=days(1))
    walker.now = at(1, "10:00")
    walker.command("/today")
    assert walker.open_topic() == "again.offer"
    walker.command("/today")
    assert shows_session(tuple(walker.last))


def test_a_nudge_opens_the_session_though_the_offer_was_left_open() -> None:
    walker = due()
    walker.wait()
    assert "nudge" in lines(walker)
    assert shows_session(tuple(walker.last))
    walker.press("now")  # it can still be taken up
    assert walker.open_topic() == "new.q_rf_a"


@pytest.mark.parametrize("fired", [DUE - 1, DUE - 7])
def test_the_cards_lead_to_the_session_past_an_offer_that_can_wait(fired: int) -> None:
    walker = due()
    later(walker, last_fired=talk(walker).last_fired | {"weekly": days(fired)})
    walker.wait()  # the nudge
    if fired == DUE - 7:
        assert walker.open_topic() == "weekly"
        walker.press("no")
    else:
        walker.press("!new")
        settle_cards(walker)
    assert shows_session(tuple(walker.last))
    assert "again.offer" in {o.topic for o in talk(walker).opens}


def test_an_offer_of_yesterday_is_closed_when_the_day_begins_without_one() -> None:
    walker = due()
    report_after(walker)
    walker.pass_until(at(15, "18:10"))
    settle(walker)
    assert not any(o.topic == "again.offer" for o in talk(walker).opens)


def report_after(walker: Walker) -> None:
    """The nudge opened the session, and it is done."""
    walker.wait()
    assert walker.open_topic() == "prompt"
    report(walker)


@pytest.mark.rule("reassess.put_off")
def test_later_puts_it_off_by_2_days_twice_and_then_the_session_waits() -> None:
    walker = due()
    walker.press("later")
    assert shows_session(tuple(walker.last))
    for day, can_wait in ((16, True), (18, False)):
        report(walker)
        offers = [s.day for s in pass_days(walker, at(day, "18:10")) if s.what == "again-offer"]
        assert offers == [day]
        assert ("Later" in walker.said_buttons()) == can_wait
        if can_wait:
            walker.press("later")
    walker.tap_forged("later")
    assert walker.toasts() == ["That question is closed."]
    walker.say("later")
    assert "Please tap" in walker.said()
    walker.wait()  # the nudge
    assert "again-offer" in lines(walker)
    walker.command("/today")
    assert "again-offer" in lines(walker)
    assert not shows_session(tuple(walker.last))
    walker.pass_until(at(21, "18:10"))
    assert walker.open_topic() == "again.offer"


@pytest.mark.rule("reassess.put_off")
def test_an_offer_without_an_answer_is_put_off_too() -> None:
    walker = due()
    for day in (16, 18):
        report_after(walker)
        offers = [s.day for s in pass_days(walker, at(day, "18:10")) if s.what == "again-offer"]
        assert offers == [day]
    assert "Later" not in walker.said_buttons()
    walker.wait()
    assert not shows_session(tuple(walker.last))


@pytest.mark.rule("reassess.put_off")
def test_the_third_time_it_takes_a_few_taps() -> None:
    walker = later(due(), put_off=2, reassess_on=days(DUE))
    walker.command("/today")
    for code in ("now", "none", "none", "no", "n.1", "n.2"):
        walker.press(code)
    answer_all(walker, {})
    assert shows_session(tuple(walker.last))
    assert (talk(walker).put_off, talk(walker).reassess_on) == (0, days(28))


@pytest.mark.parametrize(
    ("words", "topic"),
    [("let us look", "new.q_rf_a"), ("yes", "new.q_rf_a"), ("Later", "prompt"), ("no", "prompt")],
)
def test_the_offer_is_answered_in_words(words: str, topic: str) -> None:
    walker = due()
    walker.say(words)
    assert walker.open_topic() == topic


def test_other_words_leave_the_offer_that_can_wait_open() -> None:
    walker = due()
    walker.say("what a day")
    assert walker.open_topic() == "again.offer"


def test_it_is_not_offered_while_paused_stopped_or_silent() -> None:
    paused = later(p1(), reassess_on=days(1))
    paused.command("/pause")
    paused.press("d.0")
    paused.now = at(1, "10:00")
    paused.command("/today")
    assert "again-offer" not in lines(paused)
    stopped = later(p1(done=None), reassess_on=days(1))
    stopped.say("done 8")
    assert talk(stopped).state == "referred"
    assert {s.what for s in pass_days(stopped, at(20))} == {"follow-up"}
    silent = later(person(q_days=7), reassess_on=days(4))
    assert "again-offer" not in {s.what for s in pass_days(silent, at(6, "23:00"))}


# A long lapse.


def away(days_away: int) -> Walker:
    walker = person(q_days=7)
    walker.pass_until(at(days_away, "12:00"))
    walker.command("/today")
    settle_cards(walker)
    return walker


def test_after_28_days_it_is_full_and_the_session_waits() -> None:
    walker = away(28)
    assert walker.open_topic() == "again.offer"
    assert "Later" not in walker.said_buttons()
    walker.press("now")
    assert walker.open_topic() == "again.q_rf_c"  # cards A and B are done
    walker.command("/today")
    assert walker.open_topic() == "again.q_rf_c"
    assert not shows_session(tuple(walker.last))
    assert answer_all(walker, {**NOW, "q_rf_c": []})[0] == "q_rf_c"
    settle(walker)
    assert walker.open_topic() == "prompt"


def test_a_full_one_comes_once_in_a_lapse() -> None:
    walker = away(28)
    walker.press("now")
    answer_all(walker, {**NOW, "q_rf_c": []})
    walker.now = at(29, "12:00")
    walker.command("/today")
    settle(walker)
    assert walker.open_topic() == "prompt"


def test_a_shorter_lapse_leaves_it_as_it_is() -> None:
    walker = away(27)
    assert "Later" in walker.said_buttons()


def settle_cards(walker: Walker) -> None:
    while (topic := walker.open_topic()).startswith(("new.", "weekly")):
        walker.press("no" if topic == "weekly" else "none")


# What is asked.


def test_the_whole_course_by_taps() -> None:
    walker = due()
    walker.press("now")
    assert walker.open_topic() == "new.q_rf_a"
    walker.press("none")
    assert walker.open_topic() == "new.q_rf_b"
    walker.press("none")
    assert walker.open_topic() == "again.health"
    walker.press("no")
    assert answer_all(walker, NOW) == ALL
    kept = talk(walker).answers
    assert {q: kept[q] for q in NOW} == NOW
    assert [r.data["answers"] for r in walker.records if r.what == "assessment"][-1] == kept
    assert shows_session(tuple(walker.last))
    assert talk(walker).reassess_on == days(DUE + 14)
    assert talk(walker).again is None


def test_the_whole_course_in_words() -> None:
    walker = begun()
    words = ["1", "3 of 10", "six", "under 30 minutes", "a bit", "never", "Never", "No change",
             "left 2 right 1", "1", "left 1 right 0", "4", "10 cm"]  # fmt: skip
    for word in words:
        assert walker.open_topic().startswith("again."), word
        walker.say(word)
    kept = talk(walker).answers
    assert {q: kept[q] for q in NOW} == NOW
    assert talk(walker).again is None


def test_phase_and_rungs_stay() -> None:
    walker = due()
    before = program(walker)
    for code in ("now", "none", "none", "no"):
        walker.press(code)
    answer_all(walker, NOW)
    assert (program(walker).phase, program(walker).day0) == (before.phase, MONDAY)
    moved = {n for n, r in program(walker).rungs.items() if r.dose < before.rungs[n].dose}
    assert not moved


def test_cards_of_today_are_not_asked_again() -> None:
    walker = due()
    walker.press("!new")
    walker.press("none")
    walker.press("none")
    walker.press("now")
    assert walker.open_topic() == "again.health"


def test_what_an_answer_opens_is_asked_too_and_what_never_applied_is_not() -> None:
    walker = begun()
    opened = {
        **NOW, "q_tingle": "sometimes", "q_tingle_where": ["calf"], "q_tingle_settle": "secs",
        "q_ankle": "none", "q_f3": [1, 5], "q_f3_dir": "out",
    }  # fmt: skip
    asked = answer_all(walker, opened)
    assert {"q_tingle_where", "q_tingle_settle", "q_ankle", "q_f3_dir"} <= set(asked)
    assert asked.index("q_tingle_where") == asked.index("q_tingle") + 1
    assert "q_onset" not in asked
    few = begun(q_sit_hours=2)
    assert "q_stiff" not in answer_all(few, NOW)
    older = begun(name="p6_older")
    assert "q_ftf" not in answer_all(older, NOW | {"q_pain_worst": 5})


def test_the_goal_is_shown_in_their_own_words() -> None:
    walker = begun()
    walker.press("n.1")
    walker.press("n.2")
    assert "You want this back: touch my toes" in walker.said()


def test_how_to_move_safely_comes_once_before_the_first_move() -> None:
    walker, told = begun(), []
    while (topic := walker.open_topic()).startswith("again."):
        walker.answer(topic.removeprefix("again."), NOW)
        told += [walker.open_topic()] * ("moves-open" in lines(walker))
    assert told == ["again.q_slump"]


def test_a_skip_keeps_the_last_answer_and_compares_nothing() -> None:
    before = answers_of("p1_desk")
    walker = done({"q_pain_now": 0, "q_pain_worst": 2})
    assert talk(walker).answers["q_f1"] == before["q_f1"]
    assert talk(walker).answers["q_goal_score"] == before["q_goal_score"]
    told = walker.drawn(next(s for s in walker.offers() if "What has changed" in walker.drawn(s)))
    assert "Pain now and worst pain: no change yet." in told
    assert not any(name in told for name in ("Your goal", "Leg-back", "Score"))


def test_a_question_that_was_opened_and_skipped_is_not_asked_on_and_on() -> None:
    walker = begun()
    asked = answer_all(walker, {**NOW, "q_f3": [1, 5]})
    assert asked.count("q_f3_dir") == 1
    assert talk(walker).answers["q_f3_dir"] is None


@pytest.mark.parametrize("code", ["skip", "unsure", "none", "o.nothing", "n.99", "later"])
def test_what_was_not_offered_is_closed(code: str) -> None:
    walker = begun()
    walker.tap_forged(code)
    assert walker.toasts() == ["That question is closed."]
    assert walker.open_topic() == "again.q_pain_now"


# Back.


def back_to(step: str, walker: Walker) -> Walker:
    while walker.open_topic() != f"again.{step}":
        walker.press("back")
    return walker


def at_step(step: str, **changes: Any) -> Walker:
    walker = begun(**changes)
    while walker.open_topic() != f"again.{step}":
        walker.answer(walker.open_topic().removeprefix("again."), NOW)
    return walker


def test_back_goes_through_every_step_to_the_first_and_no_further() -> None:
    walker, seen = at_step("q_ftf"), []
    while "‹ Back" in walker.said_buttons():
        walker.press("back")
        seen.append(walker.open_topic().removeprefix("again."))
    assert seen == [*reversed(ALL[:-1]), "health"]
    walker.tap_forged("back")
    assert walker.toasts() == ["That question is closed."]


def test_an_answer_gone_back_to_shows_what_it_is_now_and_is_changed() -> None:
    walker = back_to("q_pain_now", at_step("q_goal_score"))
    assert "Now: 1" in walker.said()
    assert "‹ Back" in walker.said_buttons()
    walker.press("n.0")
    assert talk(walker).answers["q_pain_now"] == 0
    assert walker.open_topic() == "again.q_pain_worst"


def test_going_back_counts_nothing_twice() -> None:
    """Compared is with the last assessment, whatever was said in between."""
    straight, walker = done({**NOW, "q_ftf": 12}), at_step("q_ftf")
    for question, value in (("q_f4", 9), ("q_f3", [9, 9])):
        back_to(question, walker)
        walker.answer(question, {question: value})
    back_to("q_f3", walker)
    answer_all(walker, {**NOW, "q_ftf": 12})
    assert walker.said() == straight.said()
    assert talk(walker).answers == talk(straight).answers
    assert assessments(walker) == assessments(straight)


def assessments(walker: Walker) -> list[dict[str, Any]]:
    return [record.data for record in walker.records if record.what == "assessment"]


def test_about_how_many_are_left_goes_back_too() -> None:
    walker = at_step("q_goal_score")
    before = walker.said()
    walker.press("back")
    assert "About 12 to go" in walker.said()
    walker.press("n.3")
    assert "About 11 to go" in walker.said()
    assert "About 11 to go" in before


def test_ticks_come_back_as_they_were_told() -> None:
    walker = at_step("q_cramp", q_tingle="often", q_tingle_where=("foot",), q_tingle_settle="secs")
    assert walker.open_topic() == "again.q_cramp"
    walker.press("back")
    walker.press("o.often")
    assert walker.open_topic() == "again.q_tingle_where"
    walker.press("t.calf")
    walker.press("go")
    walker.press("back")
    assert walker.conversation.opens[-1].picks == ("calf",)


def test_a_step_that_applies_no_more_is_not_gone_back_to() -> None:
    walker = at_step("q_cramp", q_tingle="often", q_tingle_where=("foot",), q_tingle_settle="secs")
    walker.press("back")
    walker.press("o.often")
    walker.press("t.calf")
    walker.press("go")
    back_to("q_tingle", walker)
    walker.press("o.never")
    walker.press("back")
    assert walker.open_topic() == "again.q_tingle"


def test_a_health_list_that_was_opened_by_mistake_is_not_asked() -> None:
    walker = begun(health="yes")
    assert walker.open_topic() == "again.q_rf_c"
    walker.press("back")
    assert walker.open_topic() == "again.health"
    walker.press("no")
    assert walker.open_topic() == "again.q_pain_now"


def test_a_pain_that_stops_stops_after_going_back_too() -> None:
    walker = back_to("q_pain_now", at_step("q_goal_score"))
    walker.press("n.6")
    assert talk(walker).state == "referred"
    assert talk(walker).again is None


def test_an_assessment_that_ended_elsewhere_takes_no_answer() -> None:
    walker = at_step("q_goal_score")
    later(walker, again=None)
    walker.press("n.7")
    assert walker.toasts() == ["That question is closed."]


def test_an_assessment_begun_by_an_older_program_has_no_way_back_yet() -> None:
    walker = at_step("q_goal_score")
    again = talk(walker).again
    assert again
    later(walker, again=again.model_copy(update={"done": ()}))
    walker.command("/help")
    assert "‹ Back" not in walker.said_buttons()


@pytest.mark.parametrize("topic", ["again.health", "again.q_pain_now", "again.q_pain_worst"])
def test_health_and_both_pain_scores_cannot_be_skipped(topic: str) -> None:
    walker = due()
    for code in ("now", "none", "none", "no", "n.2"):
        walker.press(code)
        if walker.open_topic() == topic:
            break
    assert "Skip" not in walker.said_buttons()
    walker.tap_forged("skip")
    assert walker.open_topic() == topic


def test_the_worst_cannot_be_less_than_now() -> None:
    walker = begun()
    walker.say("3")
    walker.say("1")
    assert "The worst cannot be less than now" in walker.said()
    assert walker.open_topic() == "again.q_pain_worst"


def test_odd_words_get_a_hint_and_help_brings_the_question_back() -> None:
    walker = due()
    for code in ("now", "none", "none"):
        walker.press(code)
    walker.say("purple")
    assert "Please answer yes or no." in walker.said()
    walker.press("no")
    walker.say("purple")
    assert "I need a number" in walker.said()
    walker.command("/help")
    assert walker.open_topic() == "again.q_pain_now"
    walker.press("why")
    assert "Why I ask" in walker.said()


# Left half way.


def test_the_next_day_it_goes_on_where_it_was_left() -> None:
    walker = begun()
    walker.press("n.1")
    walker.wait()  # the nudge
    assert shows_session(tuple(walker.last))
    report(walker)
    sent = pass_days(walker, at(15, "18:10"))
    assert walker.open_topic() == "again.q_pain_worst"
    assert sent[-1].time == "18:00"
    walker.wait()
    assert shows_session(tuple(walker.last))


def test_from_the_third_time_on_the_session_waits_for_the_rest() -> None:
    walker = later(due(), put_off=2, reassess_on=days(DUE))
    walker.command("/today")
    for code in ("now", "none", "none", "no", "n.1"):
        walker.press(code)
    walker.wait()
    assert "Worst it got in the last 7 days?" in walker.said()
    assert not shows_session(tuple(walker.last))


def test_after_a_stop_and_a_return_it_goes_on() -> None:
    walker = begun()
    walker.press("n.1")
    walker.command("/stop")
    walker.start()
    walker.pass_until(at(15, "18:10"))
    assert walker.open_topic() == "again.q_pain_worst"


# An answer counts at once.


@pytest.mark.parametrize(
    ("now", "worst"), [(6, None), (7, None), (0, 9), (5, 10)], ids=["6", "7", "worst 9", "5, 10"]
)
def test_high_pain_stops_at_once_and_it_is_due_again_after_the_clearing(
    now: int, worst: int | None
) -> None:
    walker = begun()
    walker.say(str(now))
    if worst is not None:
        walker.press(f"n.{worst}")
    assert talk(walker).state == "referred"
    assert talk(walker).again is None
    assert "pain" in walker.said()
    assert not pass_days(walker, at(16)) or walker.open_topic() == "stopped"
    clear(walker)
    assert walker.open_topic() == "again.offer"


def test_a_pain_that_was_cleared_and_is_no_worse_does_not_stop() -> None:
    walker = begun()
    walker.say("6")
    clear(walker)
    for code in ("now", "none", "none", "no", "n.6"):
        walker.press(code)
    assert walker.open_topic() == "again.q_pain_worst"
    walker.press("n.6")
    assert talk(walker).state == "program.active"


def test_a_pain_that_was_cleared_stops_again_once_it_is_worse() -> None:
    walker = begun()
    walker.say("6")
    clear(walker)
    for code in ("now", "none", "none", "no", "n.7"):
        walker.press(code)
    assert talk(walker).state == "referred"


def clear(walker: Walker, now: str = "same") -> Walker:
    """Seen four days later; the session of that day is there, and the next day asks."""
    walker.now = at(18, "10:00")
    for code in ("seen", "yes", "yes", now):
        walker.press(code)
    assert talk(walker).state == "program.active"
    walker.command("/today")
    settle_cards(walker)
    report(walker)
    walker.pass_until(at(19, "18:10"))
    settle_cards(walker)
    return walker


def test_a_tick_on_card_a_stops_and_the_rest_is_asked_anew_later() -> None:
    walker = due()
    walker.press("now")
    walker.press("t.saddle")
    walker.press("go")
    assert talk(walker).state == "referred"
    clear(walker, "gone")
    assert talk(walker).again is None
    assert walker.open_topic() == "again.offer"


def test_a_tick_by_mistake_lets_it_go_on() -> None:
    walker = due()
    walker.press("now")
    for code in ("none", "t.tear", "go"):
        walker.press(code)
    assert talk(walker).state == "referred"
    walker.press("mistake")
    walker.press("no")
    assert talk(walker).state == "program.active"
    walker.pass_until(at(15, "18:10"))
    assert walker.open_topic() == "new.q_rf_a"


def test_danger_in_words_comes_first_and_the_question_comes_back() -> None:
    walker = begun()
    walker.say("numb between my legs")
    assert walker.open_topic() == "item.saddle"
    walker.say("no")
    assert walker.open_topic() == "again.q_pain_now"


@pytest.mark.parametrize("asked", ["yes", "not sure"])
def test_the_health_list_opens_with_the_ticks_of_before(asked: str) -> None:
    walker = due("p6_older")
    for code in ("now", "none", "none"):
        walker.press(code)
    walker.say(asked)
    assert walker.open_topic() == "again.q_rf_c"
    ticks = talk(walker).answers["q_rf_c"]
    assert ticks
    assert list(talk(walker).opens[-1].picks) == ticks
    walker.press(f"u.{ticks[0]}")  # taken off
    walker.press("t.disc")
    walker.press("go")
    assert talk(walker).answers["q_rf_c"] == [x for x in CARD_C if x in {*ticks[1:], "disc"}]


CARD_C = [f.id for f in CONTENT.red_flags.values() if f.card == "c"]


def test_not_sure_asks_the_health_list_line_by_line() -> None:
    walker = begun(health="yes")
    walker.press("unsure")
    for line in CARD_C:
        assert walker.open_topic() == "single.again.q_rf_c"
        walker.press("maybe" if line == "headdown" else "no")
    assert talk(walker).answers["q_rf_c"] == ["headdown"]
    assert talk(walker).safety == "care"
    assert walker.open_topic() == "again.q_pain_now"


@pytest.mark.parametrize("how", ["by taps", "in words"])
def test_a_new_care_item_takes_its_moves_out_of_todays_session_at_once(how: str) -> None:
    walker = due()
    walker.wait()  # the nudge opens the session
    before = {i.exercise for i in session(walker).items}
    ticks = {
        tick.partition(".")[2]
        for name in before
        for tick in CONTENT.exercises[name].avoid_if
        if tick.startswith("q_rf_c.")
    }
    assert ticks
    tick = min(ticks)
    out = {n for n in before if f"q_rf_c.{tick}" in CONTENT.exercises[n].avoid_if}
    for code in ("now", "none", "none", "yes"):
        walker.press(code)
    if how == "in words":
        walker.say(str(CARD_C.index(tick) + 1))
    else:
        walker.press(f"t.{tick}")
        walker.press("go")
    assert walker.open_topic() == "again.q_pain_now"
    assert "again.q_rf_c" not in {o.topic for o in talk(walker).opens}
    assert not out & {i.exercise for i in session(walker).items}
    assert any(o.topic == "prompt" for o in talk(walker).opens)
    assert "prompt" in lines(walker)
    assert talk(walker).safety == "care"


def test_todays_open_session_follows_the_new_answers_at_the_end() -> None:
    walker = due()
    walker.wait()
    before = session(walker)
    for code in ("now", "none", "none", "no"):
        walker.press(code)
    answer_all(walker, {**NOW, "q_f1": [0, 0], "q_f2": [10, 10], "q_f4": 0})
    shown = session(walker)
    assert shown != before
    walker.command("/today")
    assert session(walker) == shown


# The end.


def told(walker: Walker) -> str:
    return next(walker.drawn(s) for s in walker.offers() if "What has changed" in walker.drawn(s))


def test_the_end_tells_what_has_changed_and_what_leads_now() -> None:
    text = told(done())
    assert "Pain now: 0 to 1. A small step; could be day-to-day noise." in text
    assert "Your goal: 4 to 6. That is likely a real change." in text
    assert "Fingers to floor: 18 cm to 10 cm. That is a real change." in text
    assert "Bow test: 6 to 4. That is a real change." in text
    assert "Leg-back test, heel-up test and shin-turn test: no change yet." in text
    assert "Score for bow and hold: 67 to " in text
    assert "What your answers point to now" in text
    assert "The biggest part seems to be" in text
    assert "I am not a medical device." in text


def celebrated(walker: Walker) -> list[str]:
    says = [effect for effect in walker.last if isinstance(effect, Say)]
    return [say.effect for say in says if say.lines[0].key == "again-gain"]


@pytest.mark.parametrize(
    ("changes", "answers", "effects"),
    [
        ({}, NOW, ["celebrate"]),
        ({}, {name: NOW[name] for name in ("q_pain_now", "q_pain_worst")}, []),
        ({}, NOW | {"q_pain_now": 6, "q_pain_worst": 8}, []),
        ({}, NOW | {"q_goal_score": 1}, []),
        ({"q_style": "quiet"}, NOW, []),
    ],
)
def test_a_clear_gain_is_celebrated_once_in_a_message_of_its_own(
    changes: dict[str, Any], answers: dict[str, Any], effects: list[str]
) -> None:
    """Not beside what is clearly worse, and without fuss in a quiet tone."""
    walker = done(answers, **changes)
    assert celebrated(walker) == effects


def test_a_new_sign_to_mention_is_told() -> None:
    walker = begun(health="yes")
    walker.press("t.am_stiff")
    walker.press("go")
    answer_all(walker, NOW)
    assert "Long morning stiffness: please mention this to a doctor." in told(walker)


NO_GAIN = {"q_pain_now": 0, "q_pain_worst": 2, "q_goal_score": 4}
NOT_THE_FIT = "This plan may not be the right fit."


@pytest.mark.rule("reassess.not_the_fit")
@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        (NO_GAIN, NO_GAIN, True),
        (NO_GAIN, {**NO_GAIN, "q_ftf": 15}, True),
        (NO_GAIN, {**NO_GAIN, "q_ftf": 13}, False),
        (NO_GAIN, {**NO_GAIN, "q_goal_score": 6}, False),
        (NO_GAIN, {**NO_GAIN, "q_pain_worst": 0}, False),
        ({**NO_GAIN, "q_goal_score": 7}, {**NO_GAIN, "q_goal_score": 7}, False),
        (NO_GAIN, {**NO_GAIN, "q_f1": [0, 0], "q_f4": 0}, True),
    ],
)
def test_two_without_a_real_gain_say_that_it_may_not_fit(
    first: dict, second: dict, *, said: bool
) -> None:
    walker = done(first)
    assert NOT_THE_FIT not in told(walker)
    walker.now = at(28, "10:00")
    walker.screens.clear()
    walker.command("/today")
    settle_cards(walker)
    walker.press("now")
    settle_cards(walker)
    walker.press("no" if walker.open_topic() == "again.health" else "none")
    answer_all(walker, second)
    assert (NOT_THE_FIT in told(walker)) == said


@pytest.mark.rule("safety.pain_jump")
@pytest.mark.parametrize(
    ("now", "worst", "jumps"),
    [(2, 2, True), (0, 4, True), (1, 3, False), (0, 3, False), (3, 8, True)],
)
def test_clearly_worse_pain_eases_all_strength_and_opens_the_cards(
    now: int, worst: int, *, jumps: bool
) -> None:
    walker = begun()
    before = strength(walker)
    assert before
    answer_all(walker, {**NO_GAIN, "q_pain_now": now, "q_pain_worst": worst})
    after = program(walker).rungs
    assert all((after[n] != rung) == jumps for n, rung in before.items()), (before, after)
    assert ("Strength moves go one step easier" in told(walker)) == jumps
    assert (walker.open_topic() == "new.q_rf_a") == jumps
    assert shows_session(tuple(walker.last)) != jumps
    if jumps:
        walker.press("none")
        walker.press("none")
        assert shows_session(tuple(walker.last))


def test_of_a_chain_with_two_active_moves_each_goes_one_step_down() -> None:
    basis = basis_of(answers_of("p1_desk"))
    chains = [
        (e.id, str(e.easier))
        for e in CONTENT.exercises.values()
        if e.cat == "strength" and e.easier and basis.is_usable(CONTENT.exercises[e.easier])
    ]
    assert chains
    for harder, easier in chains:
        active = {harder: Rung(state="active", dose=1), easier: Rung(state="active", dose=3)}
        rungs = dict.fromkeys(program_of(basis).rungs, Rung(state="locked")) | active
        work = Work(program_of(basis, rungs=rungs), MONDAY, basis)
        regress_strength(work)
        assert work.rung(harder).state == "locked"
        assert (work.rung(easier).state, work.rung(easier).dose) == ("active", 2)


@pytest.mark.rule("safety.pain_jump")
def test_it_holds_back_a_session_that_stood_there_until_the_cards_are_closed() -> None:
    walker = due()
    walker.wait()
    for code in ("now", "none", "none", "no"):
        walker.press(code)
    answer_all(walker, {**NO_GAIN, "q_pain_now": 3, "q_pain_worst": 5})
    assert walker.open_topic() == "new.q_rf_a"
    assert not shows_session(tuple(walker.last))
    walker.press("none")
    walker.press("none")
    assert shows_session(tuple(walker.last))


@pytest.mark.rule("safety.pain_jump")
def test_a_morning_answer_does_not_take_the_ease_back() -> None:
    walker = due()
    walker.wait()
    for code in ("now", "none", "none", "no"):
        walker.press(code)
    kept = program(walker).unsettled
    assert kept
    answer_all(walker, {**NO_GAIN, "q_pain_now": 3, "q_pain_worst": 5})
    after = program(walker).unsettled
    assert after
    for name, rung in kept.rungs.items():
        is_strength = CONTENT.exercises[name].cat == "strength" and rung.state == "active"
        assert (after.rungs[name] != rung) == is_strength, name


@pytest.mark.rule("safety.pain_jump")
def test_without_a_last_report_to_go_back_to_the_moves_are_eased_all_the_same() -> None:
    """So stored by a program that kept none."""
    walker = begun()
    later(walker, program=program(walker).model_copy(update={"unsettled": None}))
    before = strength(walker)
    answer_all(walker, {**NO_GAIN, "q_pain_now": 3, "q_pain_worst": 5})
    assert all(program(walker).rungs[name] != rung for name, rung in before.items())
    assert program(walker).unsettled is None


def test_pain_now_is_the_base_of_the_days_to_come() -> None:
    walker = done({**NOW, "q_pain_now": 3, "q_pain_worst": 4})
    assert talk(walker).answers["q_pain_now"] == 3


# Odd snapshots.


def test_a_question_that_is_gone_is_not_waited_for() -> None:
    walker = begun()
    gone = Again(left=("q_gone", "q_tingle_settle"))
    conversation = talk(walker).model_copy(update={"again": gone, "opens": ()})
    assert next_step(conversation, CONTENT) is None
    later(walker, again=gone, opens=(), put_off=2, reassess_on=days(DUE))
    walker.now += dt.timedelta(minutes=1)
    walker.command("/today")
    assert talk(walker).again is None
    assert walker.open_topic() == "again.offer"
