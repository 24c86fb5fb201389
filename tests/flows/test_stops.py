"""Stops: what causes one, what it says, and the silence around it."""

from __future__ import annotations

import pytest

from flows import stops
from flows.effects import Say
from tests.flows.days import Sent, at, lines, p1, pass_days, person, program, reports
from tests.flows.people import CONTENT
from tests.flows.walker import Walker

CARD_A = [f for f in CONTENT.red_flags.values() if f.card == "a"]
CARD_B = [f for f in CONTENT.red_flags.values() if f.card == "b"]


def ticked(*items: str) -> Walker:
    """In the programme; something new was told on its card."""
    walker = p1()
    walker.press("!new")
    for flag in items:
        if CONTENT.red_flags[flag].card == "b" and walker.open_topic() == "new.q_rf_a":
            walker.press("none")
        walker.press(f"t.{flag}")
    walker.press("go")
    return walker


@pytest.mark.rule("safety.followup")
@pytest.mark.parametrize("flag", [f.id for f in CARD_A])
def test_card_a_stops_at_once_and_asks_once_after_a_day(flag: str) -> None:
    walker = ticked(flag)
    assert walker.conversation.state == "referred"
    assert walker.conversation.safety == "emergency"
    assert "stop-emergency" in lines(walker)
    assert CONTENT.red_flags[flag].label in walker.said()
    assert pass_days(walker, at(40)) == [Sent(1, "09:00", "follow-up")]


@pytest.mark.rule("safety.followup")
@pytest.mark.parametrize("flag", [f.id for f in CARD_B])
def test_card_b_asks_on_days_3_and_10_and_is_quiet_then(flag: str) -> None:
    walker = ticked(flag)
    assert walker.conversation.state == "referred"
    assert "stop-clinician" in lines(walker)
    assert CONTENT.red_flags[flag].label in walker.said()
    sent = pass_days(walker, at(40))
    assert sent == [Sent(3, "09:00", "follow-up"), Sent(10, "09:00", "follow-up")]


@pytest.mark.parametrize(
    ("items", "urgency"),
    [
        (["tear"], "within 48 hours before you start"),
        (["numb_fixed"], "within 1 week before you start"),
        (["surgery"], "checked before you start"),
        (["surgery", "cancer", "groin"], "within 48 hours before you start"),
    ],
)
def test_the_soonest_urgency_is_said(items: list[str], urgency: str) -> None:
    walker = ticked(*items)
    assert urgency in walker.said()
    assert all(CONTENT.red_flags[item].label in walker.said() for item in items)


def test_the_follow_up_asks_and_shows_nothing_on_a_locked_screen() -> None:
    walker = ticked("saddle")
    walker.pass_until(at(1, "09:30"))
    assert walker.said() == "Have you been seen?"
    walker.press("not_yet")
    assert "stop-emergency" in lines(walker)


WRITTEN = ("hello", "done 2", "I feel fine", "7")


@pytest.mark.parametrize("items", [("saddle",), ("tear",)])
def test_while_stopped_no_move_is_shown_whatever_is_done(items: tuple[str, ...]) -> None:
    """Thirty days of commands, words and old buttons."""
    walker = ticked(*items)
    commands = ("/today", "/plan", "/pause", "/resume", "/settings", "/help", "/start", "/privacy")
    for day in range(1, 31):
        assert {s.what for s in pass_days(walker, at(day))} <= {"follow-up"}
        walker.command(commands[day % len(commands)])
        walker.say(WRITTEN[day % len(WRITTEN)])
        assert "session-item" not in lines(walker)
        assert walker.conversation.state == "referred"
        assert "stopped" in {o.topic for o in walker.conversation.opens}


@pytest.mark.parametrize("back", ["/start", "/resume"])
def test_a_stop_survives_stop_and_start(back: str) -> None:
    walker = ticked("tear")
    walker.command("/stop")
    assert pass_days(walker, at(20)) == []
    walker.start() if back == "/start" else walker.command(back)
    assert walker.conversation.state == "referred"
    assert walker.conversation.stops == ("tear",)
    assert "stop-clinician" in lines(walker)


@pytest.mark.parametrize(
    ("replies", "reason", "says"),
    [
        (["done 8"], "pause-pain", "because your pain was 8 or more"),
        (["done 6", "done 6"], "pause-two-red", "because your pain was too high twice"),
        (["done 1, tingling worse"] * 3, "pause-tingling", "your tingling was worse 3 times"),
    ],
)
def test_reports_pause_the_moves(replies: list[str], reason: str, says: str) -> None:
    walker = person(q_days=7)
    codes = {"effort": "n.5", "culprit": "o.unsure", "pain": "n.0", "tingling": "no",
             "q_rf_a": "none", "q_rf_b": "none"}  # fmt: skip
    for day, reply in enumerate(replies):
        walker.pass_until(at(day, "18:10"))
        while walker.open_topic().startswith(("morning.", "new.")):
            walker.press(codes[walker.open_topic().partition(".")[2]])
        walker.say(reply)
        while walker.open_topic().startswith(("checkin.", "new.")):
            walker.press(codes[walker.open_topic().partition(".")[2]])
    assert walker.conversation.stops == (reason,)
    assert says in walker.said()
    assert "within 1 week" in walker.said()
    assert walker.conversation.safety == "clinician_first"
    first = len(replies) - 1
    assert [s.day for s in pass_days(walker, at(60))] == [first + 3, first + 10]


# In the intake.


@pytest.mark.parametrize(
    ("answers", "stop", "says"),
    [
        ({"q_duration": "lt6w", "q_onset": "sudden"}, "onset_sudden", "it came all at once"),
        ({"q_pain_now": 7, "q_pain_worst": 8}, "pain_now", "your pain is 7 of 10"),
        ({"q_pain_worst": 9}, "pain_worst", "your worst pain was 9 of 10"),
    ],
)
def test_an_answer_can_stop_the_intake_with_words_of_its_own(
    answers: dict, stop: str, says: str
) -> None:
    walker = person(**answers)
    assert walker.conversation.state == "referred"
    assert walker.conversation.stops == (stop,)
    assert f"You said {says}." in walker.said()
    assert [s.day for s in pass_days(walker, at(40))] == [3, 10]


@pytest.mark.parametrize(("name", "stop"), [("p10_pop", ("tear",)), ("p11_saddle", ("saddle",))])
def test_the_screened_personas_stop(name: str, stop: tuple[str, ...]) -> None:
    walker = person(name)
    assert walker.conversation.state == "referred"
    assert walker.conversation.stops == stop
    assert walker.conversation.program is None


# More, and less, while stopped.


def test_what_is_worse_counts_while_stopped_and_everything_has_to_be_cleared() -> None:
    walker = ticked("tear")
    walker.say("I can't hold my pee")
    assert "stop-emergency" in lines(walker)
    walker.press("yes")
    assert walker.conversation.safety == "emergency"
    assert walker.conversation.stops == ("bladder", "tear")
    assert [s.day for s in pass_days(walker, at(40))] == [1]


def test_a_pause_stays_when_a_sign_is_added_and_taken_back() -> None:
    walker = person()
    walker.say("done 8")
    walker.say("I felt a pop")
    walker.press("yes")
    assert walker.conversation.stops == ("pause-pain", "tear")
    walker.press("mistake")
    walker.press("no")
    assert walker.conversation.stops == ("pause-pain",)
    assert walker.conversation.state == "referred"
    assert [s.day for s in pass_days(walker, at(40))] == [3, 10]


def test_the_cards_can_be_told_while_stopped() -> None:
    walker = ticked("tear")
    walker.press("!new")
    walker.press("none")
    walker.press("none")
    assert walker.conversation.state == "referred"
    assert "stop-clinician" in lines(walker)
    walker.press("!new")
    walker.press("t.weak")
    walker.press("go")
    assert walker.conversation.safety == "emergency"


def test_danger_that_is_known_repeats_the_stop() -> None:
    walker = ticked("bladder")
    walker.say("I still can't hold my pee")
    assert walker.open_topic() == "stopped"
    assert "stop-emergency" in lines(walker)


def test_a_stop_ends_the_check_in_and_keeps_the_programme() -> None:
    walker = person()
    walker.press("done")
    walker.press("!new")
    walker.press("t.fever")
    walker.press("go")
    assert walker.conversation.draft == {}
    assert program(walker).today
    assert reports(walker) == ()
    assert [o.topic for o in walker.conversation.opens] == ["stopped"]


@pytest.mark.parametrize("code", ["accept", "mistake", "done", ""])
def test_a_forged_tap_is_closed(code: str) -> None:
    walker = person()
    walker.say("done 8")  # a report is no mistake
    walker.tap_forged(code)
    assert walker.toasts() == ["That question is closed."]


def test_every_urgency_has_words() -> None:
    flags = CONTENT.red_flags.values()
    assert {f.urgency for f in flags if f.cls == "clinician_first"} == set(stops.URGENCY)


# When each stop began.


def test_after_stop_and_start_i_am_still_asked_whether_i_was_seen() -> None:
    walker = ticked("tear")
    walker.command("/stop")
    walker.now = at(4)
    walker.start()
    assert pass_days(walker, at(40)) == [Sent(10, "09:00", "follow-up")]


def test_back_after_all_days_of_asking_i_am_asked_once_more() -> None:
    walker = ticked("weak")
    walker.command("/stop")
    walker.now = at(5)
    walker.start()
    assert pass_days(walker, at(40)) == [Sent(6, "12:00", "follow-up")]


def test_a_new_sign_of_the_same_class_is_asked_about_on_days_of_its_own() -> None:
    walker = person()
    walker.say("done 8")
    pass_days(walker, at(20))
    walker.press("!new")
    walker.press("none")
    walker.press("t.tear")
    walker.press("go")
    assert [s.day for s in pass_days(walker, at(60))] == [23, 30]


def test_a_sign_taken_back_leaves_the_days_of_the_one_that_stays() -> None:
    walker = ticked("tear")
    pass_days(walker, at(2))
    walker.press("!new")
    walker.press("t.weak")
    walker.press("go")
    walker.press("mistake")
    walker.press("no")
    assert set(walker.conversation.stopped_at) == {"tear"}
    assert [s.day for s in pass_days(walker, at(40))] == [3, 10]


def test_nobody_is_asked_at_night() -> None:
    walker = p1()
    walker.now = at(0, "23:30")
    walker.press("!new")
    walker.press("t.saddle")
    walker.press("go")
    assert pass_days(walker, at(40)) == [Sent(2, "06:00", "follow-up")]


def test_a_question_that_comes_late_waits_for_the_morning_too() -> None:
    walker = ticked("saddle")
    walker.now = at(1, "23:00")
    assert walker.wait() == []
    assert pass_days(walker, at(40)) == [Sent(2, "06:00", "follow-up")]


@pytest.mark.parametrize(("style", "silent"), [("quiet", True), ("brief", False)])
def test_who_wants_it_quiet_is_asked_quietly_and_not_only_on_that_day(
    style: str, *, silent: bool
) -> None:
    walker = person(q_style=style)
    walker.press("!new")
    walker.press("t.saddle")
    walker.press("go")
    (say,) = (e for e in walker.wait() if isinstance(e, Say))
    assert (say.lane, say.silent, say.useless_after) == ("prompt", silent, None)


def test_a_stop_of_an_older_snapshot_keeps_the_days_it_had() -> None:
    walker = ticked("tear")
    forget_when(walker)
    walker.press("mistake")
    walker.press("yes")
    assert [s.day for s in pass_days(walker, at(40))] == [3, 10]


def forget_when(walker: Walker) -> None:
    """As stored before it was kept."""
    walker.conversation = walker.conversation.model_copy(update={"stopped_at": {}})


def test_words_at_the_card_are_told_that_it_comes_first() -> None:
    walker = p1(done="done 9")
    walker.say("can I do some moves anyway")
    assert "I cannot go on before this is settled." in walker.said()
