"""The days: what comes first, what a report decides, and the session that follows from it.

Also of `day`.
"""

from __future__ import annotations

import datetime as dt

import pytest

from flows.conditions import avoided
from flows.events import MomentDue
from tests.flows.days import (
    Sent,
    asked_first,
    at,
    lines,
    p1,
    pass_days,
    person,
    program,
    report,
    reports,
    session,
    settle,
    type_today,
)
from tests.flows.people import CONTENT, days
from tests.flows.situations import at as come_to
from tests.flows.walker import Walker


def report_days(walker: Walker, *replies: str) -> Walker:
    """One reply to each session in turn, all that is asked answered; the next session is shown."""
    for reply in replies:
        walker.say(reply)
        answer_rest(walker)
        walker.pass_until(next_prompt(walker))
        settle(walker, morning="n.0")
    return walker


def answer_rest(walker: Walker) -> None:
    answers = {"checkin.effort": "n.5", "checkin.culprit": "o.unsure", "checkin.tingling": "o.none"}
    while (topic := walker.open_topic()) in answers:
        walker.press(answers[topic])
    settle(walker)


def next_prompt(walker: Walker) -> dt.datetime:
    (moment,) = [m.at for m in walker.conversation.agenda if m.kind == "prompt"]
    return moment


@pytest.mark.parametrize(
    ("replies", "decisions", "says"),
    [
        (["done 2"], ["D13"], "Pain was 2, so this session counts."),
        (["done 5"], ["D8"], "Pain was 5, so we keep today's level."),
        (["skipped"], ["D10"], "No moves this time, so the level stays as it is."),
        (["half, 2"], ["D10"], "You did part of it, so we keep today's level."),
        (
            ["done 2, tingling worse"],
            ["D5"],
            "Tingling was worse, so nerve moves go one step easier.",
        ),
        (["done 6"], ["D3"], "Pain was 6, so the next session is a gentle one."),
        (["half, 2", "half, 2"], ["D10", "D9"], "Sessions get shorter for 7 days."),
        (["done 5", "done 4"], ["D8", "D7"], "We ease what we can."),
    ],
)
def test_the_decision_is_said_in_a_sentence_and_kept(
    replies: list[str], decisions: list[str], says: str
) -> None:
    walker = person()
    report_days(walker, *replies[:-1])
    walker.say(replies[-1])
    heard = walker.said()
    while walker.open_topic() in ("checkin.effort", "checkin.culprit"):
        walker.press("n.5" if walker.open_topic() == "checkin.effort" else "o.unsure")
        heard += walker.said()
    assert says in heard
    answer_rest(walker)
    walker.pass_until(next_prompt(walker))
    walker.close_morning()
    assert [r.decision for r in reports(walker)] == decisions
    assert [r.data["decision"] for r in walker.records if r.what == "decision"] == decisions


def test_three_good_sessions_bring_the_next_dose_and_say_so() -> None:
    walker = report_days(person(), "done 1", "done 1")
    assert "a_pelvic_rock" in {i.exercise for i in session(walker).items}
    report_days(walker, "done 1")
    assert program(walker).rungs["a_pelvic_rock"].dose == 2
    assert "One step up: " in walker.said()
    assert ("a_pelvic_rock", 2) in {(i.exercise, i.dose) for i in session(walker).items}


def test_two_partial_sessions_make_the_next_ones_shorter() -> None:
    walker = report_days(person("p2_runner"), "half, 2")
    assert len(session(walker).items) == 5
    report_days(walker, "half, 2")
    assert len(session(walker).items) == 4


def test_the_culprit_goes_one_step_easier_after_red() -> None:
    walker = person("p2_runner")
    walker.say("done 6")
    walker.press("o.a_bow")
    answer_rest(walker)
    before = program(walker).rungs["a_bow"].dose
    walker.pass_until(next_prompt(walker))
    walker.close_morning()
    assert program(walker).rungs["a_bow"].dose == before - 1


# RED: cards first, then a gentle day.


def test_red_opens_the_cards_and_the_next_session_is_gentle() -> None:
    walker = person()
    walker.say("done 6")
    walker.press("o.unsure")
    walker.press("n.5")
    assert walker.open_topic() == "new.q_rf_a"
    walker.press("none")
    walker.press("none")
    assert "a gentle day" in walker.said()
    walker.pass_until(at(1, "18:10"))
    assert type_today(walker) == "G"
    report_days(walker, "done 1")
    assert type_today(walker) != "G"


def test_while_the_cards_are_open_they_come_in_the_place_of_the_moves() -> None:
    walker = person(q_days=7)
    walker.say("done 6")
    answer_all = ["o.unsure", "n.5"]
    for code in answer_all:
        walker.press(code)
    sent = pass_days(walker, at(30))
    assert {s.what for s in sent} == {"card-first"}
    walker.press("none")
    walker.press("none")
    assert reports(walker)[-1].light == "RED"


def test_the_session_that_waited_for_the_cards_comes_at_once() -> None:
    walker = person(q_days=7)
    walker.say("done 6")
    walker.press("o.unsure")
    walker.press("n.5")
    walker.pass_until(at(1, "18:10"))
    walker.press("none")
    walker.press("none")
    assert walker.open_topic() == "morning.pain"
    walker.press("n.0")
    assert (walker.open_topic(), type_today(walker)) == ("prompt", "G")


@pytest.mark.parametrize("how", ["prompt", "/today"])
def test_an_unfinished_report_that_is_red_opens_the_cards_before_the_next_session(how: str) -> None:
    walker = person()
    walker.press("done")
    walker.press("n.6")
    walker.now = at(1, "12:00")
    walker.command("/today") if how == "/today" else walker.pass_until(at(1, "18:10"))
    assert walker.open_topic() == "new.q_rf_a"
    walker.press("none")
    walker.press("none")
    assert walker.open_topic() == "morning.pain"
    walker.press("skip")
    assert (walker.open_topic(), type_today(walker)) == ("prompt", "G")


def test_an_unfinished_red_report_waits_out_a_silent_day() -> None:
    """Two sessions a week: four days later nothing is sent, and nothing is settled unseen."""
    walker = person(q_days=2)
    report_days(walker, "done 2")
    walker.press("done")
    walker.press("n.6")
    assert [(s.day, s.what) for s in pass_days(walker, at(9))] == [(3, "nudge")]
    assert [s.day for s in pass_days(walker, at(10, "18:10"))] == [10]
    assert walker.open_topic() == "new.q_rf_a"


def half_told_morning() -> Walker:
    """Pain 4 next morning is RED unless it is soreness; it was the second RED of three."""
    walker = person()
    walker.say("done 6")
    answer_rest(walker)
    walker.pass_until(at(1, "08:10"))
    walker.press("n.1")
    walker.pass_until(at(3, "18:10"))
    walker.say("done 2")
    walker.press("n.5")
    walker.pass_until(at(4, "08:10"))
    walker.press("n.4")  # soreness is asked, and never answered
    return walker


def test_a_morning_left_half_told_can_still_pause() -> None:
    walker = half_told_morning()
    assert pass_days(walker, at(4, "18:10")) == [Sent(4, "18:00", "stop-pause")]
    assert walker.conversation.state == "referred"
    assert walker.conversation.stops == ("pause-two-red",)


def test_today_pauses_too_when_the_morning_was_left_half_told() -> None:
    walker = half_told_morning()
    walker.command("/today")
    assert walker.conversation.state == "referred"


# What a day does.


def test_a_session_is_built_and_recorded_once_a_day() -> None:
    walker = p1()
    walker.pass_until(at(1, "21:30"))
    walker.command("/today")
    built = [r.day for r in walker.records if r.what == "session"]
    assert built == [days(0), days(1)]


def test_a_missed_day_is_over_without_blame() -> None:
    walker = person()
    walker.pass_until(at(1, "18:10"))
    closed = [s for s in walker.screens.values() if "day-over" in {line.key for line in s.lines}]
    assert len(closed) == 1
    assert not closed[0].buttons
    assert reports(walker)[0].completion == "skipped"


def test_the_nudge_is_a_reminder_above_the_same_moves() -> None:
    walker = p1()
    walker.pass_until(at(1, "21:10"))
    assert lines(walker).count("nudge") == 1
    assert sum("session-title" in {x.key for x in s.lines} for s in walker.screens.values()) == 1


def test_the_first_session_has_its_nudge() -> None:
    walker = person()
    assert pass_days(walker, at(0, "23:00")) == [Sent(0, "12:00", "nudge")]


def test_nothing_is_snoozed_without_a_session() -> None:
    walker = p1()
    walker.say("later")
    assert "snooze-nothing" in lines(walker)
    assert [m.kind for m in walker.conversation.agenda if m.kind == "snooze"] == []


def test_the_first_session_of_a_person_is_accepted_on_day_0() -> None:
    walker = person()
    assert program(walker).day0 == days(0)
    assert walker.open_topic() == "prompt"
    assert [s.what for s in pass_days(p1(), at(1, "18:10"))] == ["morning-pain", "prompt"]


def test_a_block_ends_the_messages_and_an_unblock_brings_no_backlog() -> None:
    walker = p1()
    walker.blocks()
    assert pass_days(walker, at(8, "12:00")) == []
    walker.unblocks()
    (sent,) = pass_days(walker, at(8, "19:00"))
    assert (sent.day, sent.time) == (8, "18:00")
    settle(walker)
    assert walker.open_topic() == "prompt"


def test_a_day_has_at_most_four_unasked_messages() -> None:
    """Far below the ten of clinical spec 6."""
    walker = p1(q_days=7)
    sent = pass_days(walker, at(40))
    assert max(sum(s.day == day for s in sent) for day in range(41)) <= 4


@pytest.mark.parametrize("name", ["p2_runner", "p3_lifter", "p6_older", "p7_disc", "p8_skipper"])
def test_a_month_of_good_days_goes_on_without_a_break(name: str) -> None:
    walker = person(name)
    report_days(walker, *["done 1"] * 12)
    assert {r.light for r in reports(walker)} == {"GREEN"}
    assert program(walker).phase >= 2


def test_a_day_that_became_a_rest_day_meanwhile_has_no_session() -> None:
    walker = p1(q_time="07:00")
    walker.pass_until(at(1, "07:10"))
    assert walker.open_topic() == "morning.pain"
    walker.command("/settings")
    walker.press("set.q_days")
    walker.press("n.2")
    assert pass_days(walker, at(1, "23:00")) == []


def test_a_nudge_repeats_the_question_that_was_left_open() -> None:
    walker = person()
    walker.press("done")
    assert [s.what for s in pass_days(walker, at(0, "20:00"))] == ["nudge"]
    assert walker.open_topic() == "checkin.pain"
    assert "session-item" not in lines(walker)


# What is asked first, and what was asked before.


def test_the_morning_of_another_day_does_not_stand_in_the_way_of_the_session() -> None:
    walker = p1()
    for day in (1, 3):
        walker.pass_until(at(day, "18:10"))
        settle(walker)
        report(walker, "done 1")
    walker.pass_until(at(4, "18:10"))  # the morning question of Friday is left open
    walker.now = at(7, "18:00")
    asked_first("weekly", walker)
    walker.press("no")
    assert (walker.open_topic(), session(walker).day) == ("prompt", days(7))


def test_who_wants_one_quiet_message_gets_the_session_once() -> None:
    walker = asked_first("weekly", p1(q_style="quiet"))
    settle(walker)
    assert walker.open_topic() == "prompt"
    assert pass_days(walker, walker.now + dt.timedelta(hours=5)) == []


def test_the_weekly_question_is_quiet_too_and_ends_with_the_day() -> None:
    walker = asked_first("weekly", p1(q_style="quiet"))
    (say,) = [e for e in walker.last if e.kind == "say" and e.lane == "prompt"]
    assert say.silent
    assert say.useless_after


def test_yesterdays_session_too_is_without_what_an_answer_rules_out() -> None:
    """It can still be done and reported, and its cards opened."""
    walker = p1()
    walker.pass_until(at(2, "12:00"))
    walker.command("/answers")
    walker.press("e.q_rf_c")
    for flag in CONTENT.option_ids("q_rf_c"):
        walker.press(f"t.{flag}")
    walker.press("go")
    moves = [CONTENT.exercises[i.exercise] for i in session(walker).items]
    assert not any(avoided(move, walker.conversation.answers) for move in moves)
    assert walker.open_topic() != "prompt"


@pytest.mark.parametrize("first", ["again.offer", "barrier.ask"])
def test_late_in_the_evening_the_session_does_not_wait_for_what_can_wait(first: str) -> None:
    """No nudge would bring it before the quiet hours: both come, one below the other."""
    walker = p1(q_time="21:30")
    if first == "again.offer":
        changes = {"reassess_on": days(1)}
        walker.conversation = walker.conversation.model_copy(update=changes)
        walker.pass_until(at(1, "21:35"))
    else:
        walker = p1(done=None, q_time="21:30", q_days=7)
        walker.pass_until(at(6, "23:00"))
        walker.command("/today")
        walker.pass_until(at(7, "21:35"))
        settle(walker)
    assert is_open(walker, "prompt")


def is_open(walker: Walker, topic: str) -> bool:
    return any(o.topic == topic for o in walker.conversation.opens)


def test_a_first_session_waits_for_cards_that_are_owed() -> None:
    walker = come_to("proposal")
    walker.conversation = walker.conversation.model_copy(update={"cards_owed": True})
    walker.press("accept")
    assert walker.open_topic() == "new.q_rf_a"
    assert "session-item" not in lines(walker)
    walker.press("none")
    walker.press("none")
    assert walker.open_topic() == "prompt"


@pytest.mark.parametrize(("time", "comes"), [("18:20", True), ("22:10", False)])
def test_a_card_in_the_place_of_a_late_prompt_does_not_come_at_night(
    time: str, *, comes: bool
) -> None:
    """The machine was off at 18:00."""
    walker = p1()
    walker.press("!new")
    walker.now = at(1, time)
    walker.send(MomentDue(at=walker.now))
    assert ("card-first" in lines(walker)) is comes
    assert walker.open_topic() == "new.q_rf_a"
    assert walker.conversation.opening == walker.now.date()
