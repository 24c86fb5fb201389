"""/start again: where the talk stands, and the ways on; starting over leads round no stop."""

from __future__ import annotations

import datetime as dt

import pytest

from flows.conversation import Conversation
from flows.effects import Say
from flows.plan import day_type
from flows.stops import SCREENING
from tests.flows.days import at, lines, lived, p1, person, program
from tests.flows.people import CONTENT, answers_of
from tests.flows.situations import at as come_to
from tests.flows.situations import in_program, p10, p11, then
from tests.flows.walker import Answers, Walker

HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)


def back(walker: Walker, hours: float = 30) -> Walker:
    walker.now += hours * HOUR
    walker.start()
    return walker


def menu(walker: Walker) -> list[str]:
    """The labels below the greeting."""
    greeting = next(e for e in walker.last if isinstance(e, Say) and e.lines[0].key in GREETINGS)
    return [walker.text(b.label) for row in greeting.buttons for b in row]


GREETINGS = ("start-at", "start-plan", "start-paused")


# In the intake.


@pytest.mark.parametrize(
    ("topic", "where"),
    [
        ("q.q_rf_b", "We were at question 3 of about 38, about your safety."),
        ("q.q_sleep", "We were at question 17 of about 37, about your legs and your day."),
        ("q.q_f1", "We were at question 26 of about 33, the movement checks."),
        ("q.q_days", "We were at question 4 of 7 of the set-up, about your plan."),
        ("fork", "The movement checks come next."),
        ("review", "We were looking at your answers."),
        ("result", "Your result is ready."),
        ("zone", "I only need your time zone now."),
        ("proposal", "Your plan is ready to start."),
    ],
)
def test_it_says_where_we_were_and_the_question_comes_again(topic: str, where: str) -> None:
    walker = back(come_to(topic))
    assert f"Welcome back. {where}" in walker.said()
    assert walker.open_topic() == topic


def test_nothing_is_lost() -> None:
    walker = come_to("q.q_sleep")
    before = walker.conversation.answers
    assert back(walker).conversation.answers == before


def test_three_ways_on() -> None:
    walker = back(come_to("q.q_sleep"))
    assert menu(walker) == ["Continue", "Change my answers", "Start over"]
    walker.press("on")
    assert walker.open_topic() == "q.q_sleep"
    assert [o.topic for o in walker.conversation.opens] == ["q.q_sleep"]
    walker = back(come_to("q.q_sleep"))
    walker.press("answers")
    assert walker.open_topic() == "review"
    assert [o.topic for o in walker.conversation.opens] == ["review"]


def test_at_the_first_question_there_is_nothing_to_change() -> None:
    assert menu(back(come_to("q.q_age"))) == ["Continue"]


def test_the_review_is_no_way_to_itself() -> None:
    assert menu(back(come_to("review"))) == ["Continue", "Start over"]


def test_a_second_start_leaves_one_menu() -> None:
    walker = back(back(come_to("q.q_sleep")))
    assert [o.topic for o in walker.conversation.opens] == ["home", "q.q_sleep"]


def test_words_are_for_the_question_and_not_for_the_menu() -> None:
    walker = back(come_to("q.q_goal"))
    walker.say("run a mile")
    assert walker.conversation.answers["q_goal"] == "run a mile"
    walker = back(come_to("result"))
    walker.say("hm")
    assert walker.open_topic() == "result"


@pytest.mark.parametrize("code", ["yes", "go", "", "n.1"])
def test_a_forged_tap_is_closed(code: str) -> None:
    walker = back(come_to("q.q_sleep"))
    ask = next(o.ask for o in walker.conversation.opens if o.topic == "home")
    walker.chose(ask, code)
    assert walker.toasts() == ["That question is closed."]


@pytest.mark.parametrize(("hours", "told"), [(1, False), (23, False), (24, True), (24 * 9, True)])
def test_who_is_not_understood_after_a_day_is_told_where_we_were(hours: int, *, told: bool) -> None:
    walker = come_to("q.q_sleep")
    walker.now += hours * HOUR
    walker.say("purple")
    assert ("We were at question 17" in walker.said()) is told
    assert walker.open_topic() == "q.q_sleep"
    walker.say("blue")
    assert "We were at question" not in walker.said()


def test_but_an_answer_is_simply_taken_and_a_card_comes_first() -> None:
    walker = come_to("q.q_sleep")
    walker.now += 99 * HOUR
    walker.press("o.slight")
    assert "start-at" not in lines(walker)
    walker = then(lambda: come_to("q.q_sleep"), "my foot drags")
    walker.now += 99 * HOUR
    walker.say("purple")
    assert "start-at" not in lines(walker)


def test_an_intake_of_an_older_program_says_nothing_of_it() -> None:
    walker = come_to("q.q_sleep")
    walker.conversation = walker.conversation.model_copy(update={"seen_at": None})
    walker.say("purple")
    assert "start-at" not in lines(walker)


# With a plan.


def test_a_report_that_is_half_told_comes_again() -> None:
    walker = person()
    walker.press("done")
    assert "Welcome back. One question is still open." in back(walker, hours=1).said()
    assert walker.open_topic() == "checkin.pain"


def test_with_a_plan_it_says_what_waits_and_leads_there() -> None:
    walker = back(person(), hours=1)
    assert "Today's moves wait for you." in walker.said()
    assert menu(walker)[:3] == ["Continue", "Change my answers", "Start over"]
    walker.press("on")
    assert walker.open_topic() == "prompt"


def test_after_the_report_it_says_when_the_next_session_is() -> None:
    walker = back(p1(), hours=1)
    assert "Next: tomorrow at 18:00" in walker.said()
    walker.press("answers")
    assert walker.open_topic() == "answers.safety"


def test_in_a_pause_the_way_on_ends_it() -> None:
    walker = back(then(p1, "/pause", "=d.7"), hours=1)
    assert menu(walker)[0] == "Go on again"
    assert "Your plan is paused." in walker.said()
    walker.press("!resume")
    assert walker.conversation.state == "program.active"


def test_an_open_question_comes_again_below() -> None:
    walker = then(person, "=done")
    walker.start()
    assert walker.open_topic() == "checkin.pain"


# Starting over.


def over(walker: Walker) -> Walker:
    walker.start()
    walker.press("!over")
    return walker


@pytest.mark.parametrize("start", [lambda: come_to("q.q_sleep"), in_program, p1])
def test_it_asks_once_more_and_says_what_goes_and_what_stays(start) -> None:
    walker = over(start())
    for words in ("Gone: your answers", "Kept: your consent", "past reports", "have checked"):
        assert words in walker.said()
    assert ("and your plan" in walker.said()) is (walker.conversation.program is not None)
    shown = next(e for e in walker.last if isinstance(e, Say) and e.lines[0].key == "over-ask")
    styles = {b.code: b.style for row in shown.buttons for b in row}
    assert (styles["yes"], styles["no"]) == ("danger", "plain")


@pytest.mark.parametrize("start", [lambda: come_to("q.q_sleep"), in_program])
def test_no_keeps_it_all(start) -> None:
    walker = over(start())
    before = walker.conversation
    walker.press("no")
    after = walker.conversation
    assert lines(walker)[0] == "over-kept"
    assert (after.answers, after.program, after.state) == (
        before.answers, before.program, before.state,
    )  # fmt: skip
    assert not any(o.topic == "over" for o in after.opens)


@pytest.mark.parametrize(
    "start",
    [lambda: come_to("q.q_sleep"), lambda: come_to("review"), lambda: come_to("proposal"),
     in_program, lambda: lived("p1_desk", 14), lambda: then(p1, "/pause", "=d.7")],
)  # fmt: skip
def test_yes_begins_with_the_cards_and_keeps_consent_and_place(start) -> None:
    walker = over(start())
    before, records = walker.conversation, list(walker.records)
    walker.press("yes")
    after = walker.conversation
    assert walker.open_topic() == "q.q_age"
    assert after.state == "intake.safety"
    assert (after.answers, after.program, after.agenda, after.last_fired) == ({}, None, (), {})
    assert (after.consent, after.zone) == (before.consent, before.zone)
    assert [o.topic for o in after.opens] == ["q.q_age"]
    assert walker.records == records
    for code, topic in (("o.a18_39", "q.q_rf_a"), ("none", "q.q_rf_b"), ("none", "q.q_rf_c")):
        walker.press(code)
        assert walker.open_topic() == topic


def test_after_it_a_new_plan_is_made_as_the_first_was() -> None:
    walker = over(p1())
    walker.press("yes")
    answers = answers_of("p4_shared")
    for code in ("now", "go", "set_up"):
        walker.answer_all(answers)
        walker.press(code)
    walker.answer_all(answers)
    walker.press("accept")
    assert walker.conversation.state == "program.active"
    assert program(walker).phase == 1
    assert walker.conversation.due_at


@pytest.mark.parametrize(
    ("day", "types"), [(0, "MML"), (1, "MML"), (2, "LML"), (3, "MML")], ids=["0", "1", "2", "3"]
)
def test_a_new_plan_begins_with_no_load_on_or_after_a_load_day(day: int, types: str) -> None:
    """The plan that is left asks for load on days 0 and 3; the new one for each second day."""
    walker = p1()
    walker.pass_until(at(day, "20:00"))
    if any(o.topic == "morning.pain" for o in walker.conversation.opens):
        walker.press("skip")
    over(walker)
    walker.press("yes")
    assert start_anew(walker, {**answers_of("p4_shared"), "q_days": 7}) == types


def start_anew(walker: Walker, answers: Answers) -> str:
    """Through the whole intake once more; what is planned for the first three days."""
    for code in ("now", "go", "set_up", "accept"):
        walker.answer_all(answers)
        walker.press(code)
    plan, talk = program(walker), walker.conversation
    coming = (plan.day0 + n * DAY for n in range(3))
    return "".join(day_type(plan, day, talk.answers, CONTENT) or "-" for day in coming)


def test_what_waited_to_be_sent_is_not() -> None:
    walker = over(p1())
    walker.press("yes")
    assert walker.last[0].kind == "hush"


def test_an_old_yes_is_closed() -> None:
    walker = over(in_program())
    ask = next(o.ask for o in walker.conversation.opens if o.topic == "over")
    walker.press("!over")
    walker.chose(ask, "yes")
    assert walker.toasts() == ["That question is closed."]
    assert walker.conversation.program


@pytest.mark.parametrize("words", ["done 2", "yes"])
def test_words_do_not_start_over(words: str) -> None:
    walker = over(in_program())
    walker.say(words)
    assert walker.conversation.program


# It leads round no stop.


@pytest.mark.parametrize("start", [p10, p11, lambda: then(person, "done 8")])
def test_with_a_stop_it_is_not_offered_and_a_late_tap_says_why(start) -> None:
    walker = start()
    walker.start()
    assert "Start over" not in walker.said_buttons()
    walker.chose(1, "!over")
    assert lines(walker)[0] == "over-stop"
    assert walker.open_topic() == "stopped"


def test_a_stop_that_came_between_is_not_led_round() -> None:
    walker = over(in_program())
    opened = {o.topic: o.ask for o in walker.conversation.opens}
    walker.say("done 9")
    assert walker.conversation.state == "referred"
    walker.chose(opened["over"], "yes")
    assert walker.conversation.stops
    walker.chose(opened["home"], "!over")
    assert "over-stop" in lines(walker)


def test_after_a_stop_command_a_standing_stop_is_named() -> None:
    walker = then(p10, "/stop")
    walker.chose(1, "!over")
    assert lines(walker) == ["over-stop"]
    walker = then(p1, "/stop")
    walker.chose(1, "!over")
    assert lines(walker) == ["stopped-already"]


@pytest.mark.parametrize("late", ["!over", "yes"])
@pytest.mark.parametrize("start", [lambda: come_to("q.q_sleep"), in_program])
def test_with_a_card_open_it_is_not_offered_and_a_late_tap_brings_the_card(start, late) -> None:
    walker = over(start())
    ask = next(o.ask for o in walker.conversation.opens if o.topic == "over")
    walker.say("my foot drags")
    walker.chose(ask, late)
    assert "This comes first" in walker.said()
    assert walker.open_topic() == "item.weak"
    walker.start()
    assert "Start over" not in walker.said_buttons()
    assert walker.open_topic().startswith(SCREENING)


def owing(walker: Walker) -> Walker:
    walker.conversation = walker.conversation.model_copy(update={"cards_owed": True})
    return walker


@pytest.mark.parametrize("late", ["!over", "yes"])
@pytest.mark.parametrize("start", [lambda: come_to("q.q_sleep"), in_program])
def test_while_cards_are_owed_it_is_not_offered_and_a_late_tap_says_why(start, late) -> None:
    walker = owing(over(start()))
    walker.press(late)
    assert "over-cards" in lines(walker)
    assert walker.conversation.answers
    walker.start()
    assert "Start over" not in menu(walker)


@pytest.mark.parametrize("start", [lambda: come_to("q.q_sleep"), in_program])
def test_after_words_of_self_harm_it_is_not_offered(start) -> None:
    walker = over(start())
    ask = next(o.ask for o in walker.conversation.opens if o.topic == "over")
    walker.say("I want to die")
    for code in ("yes", "!over"):
        walker.chose(ask, code)
        assert lines(walker) == ["wait-for-words"]
    walker.start()
    assert "Start over" not in menu(walker)


def test_under_18_there_is_nothing_to_start_over() -> None:
    walker = then(lambda: come_to("q.q_age"), "=o.u18")
    walker.chose(1, "!over")
    assert lines(walker) == ["not-offered"]


def test_before_consent_there_is_nothing_to_start_over() -> None:
    walker = Walker(CONTENT, at(0))
    walker.chose(1, "!over")
    assert walker.open_topic() == "welcome"


# What was cleared.


def cleared(question: str, *steps: str) -> Walker:
    """Seen and found fine, with the plan going on; then all from the start."""
    walker = person()
    walker.command("/answers")
    if question != "q_rf_b":
        walker.press("s.talk")
    walker.press(f"e.{question}")
    for code in steps:
        walker.press(code)
    walker.now = at(3)
    for code in ("seen", "yes", "yes", "same"):
        walker.press(code)
    while walker.open_topic().startswith("new."):
        walker.press("none")
    assert walker.conversation.state == "program.active"
    over(walker)
    walker.press("yes")
    return walker


def test_a_pain_that_was_cleared_stops_again_when_it_is_told_again() -> None:
    walker = cleared("q_pain_now", "n.6")
    assert walker.conversation.safety == "care"
    walker.answer_all({**answers_of("p1_desk"), "q_pain_now": 6, "q_pain_worst": 6})
    assert walker.conversation.stops == ("pain_now",)


def test_what_was_cleared_goes_on_to_call_for_care() -> None:
    walker = cleared("q_pain_now", "n.6")
    answers = answers_of("p1_desk")
    for code in ("now", "go", "set_up"):
        walker.answer_all(answers)
        walker.press(code)
    walker.answer_all(answers)
    assert walker.conversation.safety == "care"
    assert program(walker).cleared_on == at(3).date()


@pytest.mark.parametrize(
    ("item", "ticks", "stops"),
    [
        ("surgery", (), ()),
        ("surgery", ("t.surgery", "go"), ()),
        ("tear", (), ()),
        ("tear", ("t.tear", "go"), ("tear",)),
    ],
)
def test_a_sign_that_was_cleared_stays_on_its_card(
    item: str, ticks: tuple[str, ...], stops: tuple[str, ...]
) -> None:
    """What it restricts stays; what does not last stops again when it is ticked again."""
    walker = cleared("q_rf_b", "none", f"t.{item}", "go")
    for code in ("o.a18_39", "none", *(ticks or ("none",)), "none"):
        walker.press(code)
    assert walker.conversation.answers["q_rf_b"] == [item]
    assert walker.conversation.stops == stops


def test_a_snapshot_has_no_field_that_is_neither_kept_nor_gone() -> None:
    """A new field is to be thought of: what is said of the plan must go."""
    walker = over(lived("p1_desk", 14))
    walker.press("yes")
    fresh = Conversation()
    differ = {
        name
        for name in Conversation.model_fields
        if getattr(walker.conversation, name) != getattr(fresh, name)
    }
    assert differ <= {
        "content_version", "state", "language", "language_chosen", "consent", "zone", "mistaken",
        "opens", "last_tap", "next_ask", "next_screen", "seen_at", "cleared", "safety",
        "load_on", "resting", "gentle_first", "summary_day", "text_only", "details", "clinic",
        "lessons_read", "lessons_offered", "unasked", "retention",
    }  # fmt: skip


# The rules of the plan that is left.


def red() -> Walker:
    """The cards are closed, and the next session is to be gentle."""
    return then(in_program, "done 7", "=o.n_lying", "=n.5", "=none", "=none")


def half_told_red() -> Walker:
    """A pain of 6 at the card of a move, and no report."""
    return then(in_program, "=card.1", "=hurt.1", "=h.1.6")


@pytest.mark.parametrize(
    ("start", "types"), [(red, "GML"), (half_told_red, "GML"), (lambda: p1("done 3"), "MML")]
)
def test_after_red_the_first_session_of_a_new_plan_is_gentle(start, types: str) -> None:
    """D3."""
    walker = over(start())
    walker.press("yes")
    assert start_anew(walker, {**answers_of("p4_shared"), "q_days": 7})[0] == types[0]
    assert not walker.conversation.gentle_first


def test_moves_that_rest_go_on_resting() -> None:
    walker = p1()
    rests = {"n_seated": program(walker).day0 + 9 * DAY}
    plan = program(walker).model_copy(update={"blocked_until": rests})
    walker.conversation = walker.conversation.model_copy(update={"program": plan})
    over(walker)
    walker.press("yes")
    walker.press("o.a18_39")
    over(walker)
    walker.press("yes")
    start_anew(walker, answers_of("p4_shared"))
    assert program(walker).blocked_until == rests


def test_a_pause_that_nobody_was_told_of_is_not_led_round() -> None:
    """D2: two RED, of which a morning half told is the second."""
    walker = over(p1())
    first = program(walker).reports[0]
    older = first.model_copy(update={"day": first.day - DAY, "pain": 6, "decision": "D3"})
    last = first.model_copy(update={"morning_pain": 4, "light": None, "decision": None})
    plan = program(walker).model_copy(update={"reports": (older, last)})
    walker.conversation = walker.conversation.model_copy(update={"program": plan})
    walker.press("yes")
    assert "over-cards" in lines(walker)
    walker.command("/today")
    assert walker.conversation.state == "referred"


def test_who_stopped_can_go_on_with_one_tap_wherever_the_plan_is_asked_for() -> None:
    walker = then(p1, "/stop", "/today")
    assert walker.said_buttons() == ["Go on again", "Delete my data"]
    walker.press("!resume")
    assert "going-on" in lines(walker)


def test_without_a_plan_there_is_nothing_to_go_on_with() -> None:
    assert "Go on again" not in then(lambda: Walker(CONTENT, at(0)), "/stop").said_buttons()
