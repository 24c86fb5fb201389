"""Commands of the programme: today, plan, pause, resume, stop; and none loses a question."""

from __future__ import annotations

import pytest

from tests.flows.days import (
    Sent,
    asked_first,
    at,
    copy,
    lines,
    lived,
    p1,
    pass_days,
    person,
    program,
    reports,
    session,
    settle,
)
from tests.flows.people import CONTENT
from tests.flows.situations import SITUATIONS, situation
from tests.flows.situations import at as come_to
from tests.flows.walker import Walker

COMMANDS = ("/today", "/plan", "/pause", "/resume", "/stop", "/settings", "/help", "/privacy",
            "/erase")  # fmt: skip
ASIDES = ("/help", "/privacy")


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("name", SITUATIONS)
def test_every_command_answers_everywhere(name: str, command: str) -> None:
    walker = situation(name)
    walker.command(command)
    assert walker.said().strip()


QUESTIONS = ("q.", "fork", "result", "proposal", "checkin.", "morning.", "new.", "item.", "single.",
             "clear.", "stopped", "welcome")  # fmt: skip


@pytest.mark.parametrize("command", ["/help", "/privacy", "/plan", "/today", "/settings"])
@pytest.mark.parametrize("name", SITUATIONS)
def test_a_question_is_lost_by_no_command_and_brought_back_once(name: str, command: str) -> None:
    """R23; who took consent back is asked nothing."""
    walker = situation(name)
    topic = walker.open_topic()
    if not topic.startswith(QUESTIONS) or walker.conversation.state == "withdrawn":
        return
    walker.command(command)
    topics = [o.topic for o in walker.conversation.opens]
    assert topics.count(topic) == 1
    if command in ASIDES:
        shown = [s for s in walker.last if s.kind == "say" and s.ask]
        assert len(shown) == 1
        assert shown[0].ask == walker.conversation.opens[-1].ask


# /today


@pytest.mark.parametrize(
    ("day", "hour", "says"),
    [
        (0, "13:00", "today-done"),
        (1, "12:00", "session-item"),
        (2, "12:00", "rest-day"),
    ],
)
def test_today(day: int, hour: str, says: str) -> None:
    walker = p1()
    walker.pass_until(at(day, hour))
    walker.close_morning()
    walker.command("/today")
    assert says in lines(walker)


def test_a_look_at_the_moves_takes_no_prompt_away() -> None:
    walker = p1()
    walker.pass_until(at(1, "08:10"))
    walker.close_morning()
    walker.command("/today")
    assert pass_days(walker, at(1, "18:10")) == [Sent(1, "18:00", "prompt")]


def test_who_has_reported_early_gets_no_prompt_that_day() -> None:
    walker = p1()
    walker.pass_until(at(1, "08:10"))
    walker.close_morning()
    walker.command("/today")
    walker.say("done 1")
    assert pass_days(walker, at(2, "23:00")) == []


def test_today_leaves_one_prompt_that_can_be_answered() -> None:
    walker = person()
    old = walker.conversation.opens[-1].ask
    walker.command("/today")
    assert [o.topic for o in walker.conversation.opens] == ["prompt"]
    walker.chose(old, "done")
    assert walker.toasts() == ["That question is closed."]


# /plan


def test_the_plan_shows_phase_week_and_moves() -> None:
    walker = person()
    walker.command("/plan")
    said = walker.said()
    assert said.startswith("Phase 1: calm and anchor")
    week = ["Monday: load day", "Tuesday: movement day", "Wednesday: rest", "Thursday: load day",
            "Friday: movement day", "Saturday: rest", "Sunday: rest"]  # fmt: skip
    assert "\n".join(week) in said
    names = [CONTENT.exercises[i.exercise].name for i in session(walker).items]
    moves = said.partition("Your last moves\n")[2].splitlines()[: len(names)]
    assert [line.removeprefix("• ").partition(":")[0] for line in moves] == names
    assert moves[0] == "• Lying nerve slider: 10 slow reps each leg"
    assert "Next: tomorrow at 18:00, a movement day." in said


def test_the_plan_knows_of_the_gentle_day_that_was_asked_for() -> None:
    walker = person()
    walker.say("done 6")
    for code in ("o.unsure", "n.5", "none", "none"):
        walker.press(code)
    walker.command("/plan")
    assert "Tuesday: gentle day" in walker.said()
    assert "Thursday: load day" in walker.said()


def test_the_plan_names_no_move_that_an_answer_rules_out_by_now() -> None:
    """It was done before the answer changed."""
    walker = person()
    walker.command("/plan")
    assert "Hip bend to the wall" in walker.said()
    answers = {**walker.conversation.answers, "q_rf_c": ["headdown"]}
    walker.conversation = walker.conversation.model_copy(update={"answers": answers})
    walker.command("/plan")
    assert "Hip bend to the wall" not in walker.said()


def test_the_plan_names_no_move_while_a_safety_card_holds_them() -> None:
    walker = person()
    walker.press("!new")
    walker.command("/plan")
    assert "The next 7 days" in walker.said()
    assert "Your last moves" not in walker.said()


# /pause, /resume


@pytest.mark.parametrize(("days", "first"), [(3, 3), (7, 7), (14, 14)])
def test_a_pause_is_quiet_until_its_day(days: int, first: int) -> None:
    """T5."""
    walker = p1()
    walker.command("/pause")
    walker.press(f"d.{days}")
    assert walker.conversation.state == "program.paused"
    (sent,) = pass_days(walker, at(first, "18:30"))
    assert (sent.day, sent.time) == (first, "18:00")
    assert walker.conversation.state == "program.active"
    settle(walker)
    assert walker.open_topic() == "prompt"


def test_an_open_pause_lasts_until_resume() -> None:
    """T5."""
    walker = p1()
    walker.command("/pause")
    walker.press("d.0")
    assert pass_days(walker, at(60, "12:00")) == []
    walker.command("/resume")
    assert "resumed" in lines(walker)
    (sent,) = pass_days(walker, at(60, "18:30"))
    assert (sent.day, sent.time) == (60, "18:00")
    settle(walker)
    assert walker.open_topic() == "prompt"


def test_a_report_in_an_open_pause_brings_no_prompt() -> None:
    walker = person()
    walker.command("/pause")
    walker.press("d.0")
    walker.say("done 2")
    walker.say("5")
    assert pass_days(walker, at(60, "12:00")) == []


def test_resume_ends_a_pause_early() -> None:
    walker = p1()
    walker.command("/pause")
    walker.press("d.14")
    walker.now = at(3, "12:00")
    walker.command("/resume")
    assert pass_days(walker, at(3, "18:10")) == [Sent(3, "18:00", "prompt")]


def test_resume_without_a_pause_says_so() -> None:
    walker = p1()
    walker.command("/resume")
    assert lines(walker)[0] == "not-paused"
    assert walker.conversation.state == "program.active"


@pytest.mark.parametrize("deed", ["done 2", "later", "/today", "hello", "=q_time"])
def test_what_is_done_in_a_pause_does_not_end_its_prompts(deed: str) -> None:
    """A report or a setting plans the days anew, and the first one is still the pause's end."""
    walker = person()
    walker.command("/pause")
    walker.press("d.3")
    if deed == "=q_time":
        walker.command("/settings")
        walker.press("set.q_time")
        walker.say("18:00")
    else:
        walker.command(deed) if deed.startswith("/") else walker.say(deed)
    if walker.open_topic() == "checkin.effort":
        walker.say("5")
    sent = [s for s in pass_days(walker, at(5)) if s.what == "prompt"]
    assert sent[0] == Sent(3, "18:00", "prompt")


def test_a_pause_can_be_thought_better_of() -> None:
    walker = p1()
    walker.command("/pause")
    walker.press("close")
    assert lines(walker)[0] == "pause-not"
    assert walker.conversation.state == "program.active"


@pytest.mark.parametrize("code", ["d.5", "d.", "d.x", "done"])
def test_a_forged_pause_is_closed(code: str) -> None:
    walker = p1()
    walker.command("/pause")
    walker.tap_forged(code)
    assert walker.toasts() == ["That question is closed."]


def test_words_pass_by_the_menus() -> None:
    walker = person()
    walker.command("/pause")
    walker.command("/erase")
    walker.say("done 2")
    assert walker.open_topic() == "checkin.effort"


# /stop, /start


@pytest.mark.parametrize("name", [n for n in SITUATIONS if situation(n).conversation.consent])
def test_stop_ends_all_messages_at_once(name: str) -> None:
    """T5, 6-silence."""
    walker = situation(name)
    walker.command("/stop")
    assert walker.conversation.agenda == ()
    assert pass_days(walker, at(90)) == []


@pytest.mark.parametrize("back", ["/start", "/resume", "button"])
def test_after_a_stop_the_plan_goes_on(back: str) -> None:
    walker = p1()
    before = program(walker)
    walker.command("/stop")
    walker.now = at(2, "12:00")
    if back == "/start":
        walker.start()
    elif back == "button":
        walker.press("!resume")
    else:
        walker.command(back)
    assert walker.conversation.state == "program.active"
    assert program(walker) == before
    assert pass_days(walker, at(3, "18:10")) == [Sent(3, "18:00", "prompt")]


def test_start_in_a_programme_says_what_there_is() -> None:
    walker = p1()
    walker.start()
    assert lines(walker)[0] == "start-plan"


# What holds the moves is not lost by a /stop.


@pytest.mark.rule("safety.words")
def test_after_a_stop_a_danger_that_was_not_answered_is_asked_first() -> None:
    walker = p1()
    walker.say("numb between my legs")
    walker.command("/stop")
    walker.start()
    assert "card-first" in lines(walker)
    assert walker.open_topic() == "item.saddle"
    assert {s.what for s in pass_days(walker, at(9))} == {"card-first"}
    walker.press("no")
    settle(walker)
    assert walker.conversation.state == "program.active"


@pytest.mark.parametrize(
    "topic", ["q.q_age", "q.q_side", "fork", "q.q_f1", "result", "q.q_equip", "zone", "proposal"]
)
def test_in_the_intake_too_and_it_goes_on_where_it_was(topic: str) -> None:
    walker = come_to(topic)
    walker.say("numb between my legs")
    walker.command("/stop")
    walker.start()
    assert walker.open_topic() == "item.saddle"
    walker.press("no")
    onwards = copy(come_to(topic))
    onwards.command("/stop")
    onwards.start()
    assert (walker.conversation.state, walker.open_topic()) == (
        onwards.conversation.state, onwards.open_topic()
    )  # fmt: skip


@pytest.mark.parametrize("button", ["=!new", "=!new =unsure"])
def test_after_a_stop_an_open_card_comes_first(button: str) -> None:
    walker = p1()
    for code in button.split():
        walker.press(code[1:])
    topic = walker.open_topic()
    walker.command("/stop")
    walker.start()
    assert walker.open_topic() == topic


@pytest.mark.parametrize(
    ("codes", "state"),
    [
        ("none none", "stopped"),
        ("t.saddle go", "stopped"),
        ("unsure yes no no no no no no no no no", "stopped"),
        ("none none !resume", "program.active"),
    ],
)
def test_a_card_that_was_open_can_still_be_answered(codes: str, state: str) -> None:
    """And nothing is sent unasked for it."""
    walker = p1()
    walker.press("!new")
    walker.command("/stop")
    for code in codes.split():
        walker.press(code)
    assert walker.conversation.state == state
    assert state != "stopped" or pass_days(walker, at(30)) == []
    assert bool(walker.conversation.stops) is ("saddle" in codes or "yes" in codes)


@pytest.mark.parametrize("answer", ["no", "yes"])
def test_the_weekly_question_can_be_answered_after_a_stop(answer: str) -> None:
    walker = asked_first("weekly", lived("p1_desk", 7))
    walker.command("/stop")
    walker.press(answer)
    assert walker.conversation.state == "stopped"
    if answer == "yes":
        assert walker.open_topic() == "new.q_rf_a"
        walker.press("none")
        walker.press("none")
    walker.start()
    assert walker.conversation.state == "program.active"


def test_after_a_stop_a_report_that_was_begun_still_counts() -> None:
    """Pain 7, and which move it was is still asked: RED, and its cards come first."""
    walker = p1("done 7")
    assert walker.open_topic() == "checkin.culprit"
    walker.command("/stop")
    assert (reports(walker)[-1].completion, reports(walker)[-1].pain) == ("done", 7)
    walker.start()
    pass_days(walker, at(1, "18:30"))
    settle_morning(walker)
    assert walker.open_topic() == "new.q_rf_a"


def settle_morning(walker: Walker) -> None:
    if walker.open_topic().startswith("morning."):
        walker.press("skip")


def test_the_plan_names_no_moves_while_safety_cards_are_owed() -> None:
    walker = p1()
    walker.command("/plan")
    assert "plan-move" in lines(walker)
    walker.conversation = walker.conversation.model_copy(update={"cards_owed": True})
    walker.command("/plan")
    assert "plan-move" not in lines(walker)
