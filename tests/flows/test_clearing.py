"""The way out of a stop, and what follows: care, phase 1, d1, level 2 at most for 28 days."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from flows.conditions import avoided
from tests.flows.days import Sent, at, lines, p1, pass_days, person, program, session, settle
from tests.flows.people import CONTENT, days
from tests.flows.situations import p10
from tests.flows.test_daily import report_days
from tests.flows.test_stops import forget_when, ticked
from tests.flows.walker import Walker


def clear(walker: Walker, *answers: str) -> None:
    walker.press("seen")
    for code in answers:
        walker.press(code)


@pytest.mark.rule("safety.clearing")
@pytest.mark.parametrize(
    ("flag", "answers", "goes_on"),
    [
        ("tear", ("yes", "yes", "gone"), True),
        ("tear", ("yes", "yes", "same"), True),
        ("tear", ("yes", "yes", "worse"), False),
        ("tear", ("yes", "no"), False),
        ("tear", ("no",), False),
        ("weak", ("yes", "yes", "gone"), True),
        ("weak", ("yes", "yes", "same"), False),  # card A: still there stays stopped
        ("weak", ("yes", "yes", "worse"), False),
        ("weak", ("yes", "no"), False),
    ],
)
def test_three_questions_decide(flag: str, answers: tuple[str, ...], *, goes_on: bool) -> None:
    walker = ticked(flag)
    walker.now = at(2)
    clear(walker, *answers)
    assert walker.conversation.state == ("program.active" if goes_on else "referred")
    assert walker.open_topic() == ("" if goes_on else "stopped")


@pytest.mark.parametrize(
    ("words", "topic"),
    [
        (("yes", "ja", "gone"), ""),
        (("yes", "yes", "still there"), ""),
        (("hm",), "clear.tear.examined"),
        (("yes", "yes", "hm"), "clear.tear.now"),
    ],
)
def test_the_questions_take_words(words: tuple[str, ...], topic: str) -> None:
    walker = ticked("tear")
    walker.press("seen")
    for word in words:
        walker.say(word)
    assert walker.open_topic() == topic


@pytest.mark.rule("safety.clearing")
def test_each_thing_is_cleared_by_itself() -> None:
    walker = ticked("tear", "groin")
    clear(walker, "yes", "yes", "gone")
    assert walker.open_topic() == "clear.groin.examined"
    for code in ("yes", "yes", "same"):
        walker.press(code)
    assert set(walker.conversation.cleared) == {"tear", "groin"}


@pytest.mark.rule("safety.clearing")
@pytest.mark.parametrize(
    ("when", "said"), [(at(0, "20:00"), "too-soon"), (at(1, "08:00"), "too-soon"),
                       (at(1, "09:30"), "clear-examined")]
)  # fmt: skip
def test_card_a_is_not_cleared_before_a_day_has_passed(when, said: str) -> None:
    walker = ticked("weak")
    walker.pass_until(when)
    walker.press("seen")
    assert said in lines(walker)


def test_not_yet_repeats_the_stop() -> None:
    walker = ticked("tear")
    walker.press("not_yet")
    assert "stop-clinician" in lines(walker)
    assert walker.toasts() == ["Noted. Please do not wait."]


def test_the_next_question_stands_apart_from_the_thanks() -> None:
    walker = p10()
    walker.now = walker.now.replace(day=20)
    clear(walker, "yes", "yes", "gone")
    assert lines(walker)[:2] == ["cleared", "plain"]


def test_after_clearing_the_programme_begins_anew_and_gently() -> None:
    walker = report_days(person("p3_lifter", q_days=7), *["done 1"] * 16)
    assert program(walker).phase > 1
    assert max(r.dose for r in program(walker).rungs.values()) > 1
    walker.press("!new")
    walker.press("none")
    walker.press("t.tear")
    walker.press("go")
    clear(walker, "yes", "yes", "same")
    after = program(walker)
    assert walker.conversation.safety == "care"
    assert (after.phase, after.counted, after.reports, after.built) == (1, 0, (), ())
    assert {r.dose for r in after.rungs.values()} == {1}
    assert after.cleared_on == walker.now.date()
    assert after.day0 == walker.now.date()


@pytest.mark.rule("safety.clearing")
def test_for_28_days_no_move_is_above_level_2() -> None:
    walker = person("p3_lifter", q_days=7)
    walker.say("done 8")
    clear(walker, "yes", "yes", "gone")
    walker.press("none")
    walker.press("none")
    highest = {}
    for day in range(1, 45):
        walker.pass_until(at(day, "20:00"))
        settle(walker)
        items = session(walker).items
        highest[day] = max(CONTENT.exercises[i.exercise].level for i in items)
        report_days(walker, "done 1")
    assert max(highest[day] for day in range(1, 28)) <= 2
    assert max(highest.values()) > 2


@pytest.mark.rule("safety.clearing")
def test_a_restriction_stays_after_it_was_cleared() -> None:
    walker = ticked("pregnancy")
    clear(walker, "yes", "yes", "same")
    answers = walker.conversation.answers
    assert answers["q_rf_b"] == ["pregnancy"]
    assert any(avoided(e, answers) for e in CONTENT.exercises.values())
    for day in range(1, 20):
        walker.pass_until(at(day, "18:30"))
        today = program(walker).today
        items = today.items if today else ()
        assert not any(avoided(CONTENT.exercises[i.exercise], answers) for i in items)


def test_after_a_pause_the_cards_come_before_the_next_session() -> None:
    walker = person()
    walker.say("done 8")
    clear(walker, "yes", "yes", "gone")
    assert walker.open_topic() == "new.q_rf_a"
    walker.press("none")
    walker.press("none")
    assert "session-item" not in lines(walker)  # today had its session
    assert pass_days(walker, at(1, "18:30")) == [Sent(1, "18:00", "prompt")]


def test_a_day_that_had_its_session_gets_no_second_one() -> None:
    walker = person()
    walker.say("done 8")
    clear(walker, "yes", "yes", "gone")
    assert program(walker).today is None
    later = p1()
    later.press("!new")
    later.press("none")
    later.press("t.tear")
    later.press("go")
    later.now = at(2)  # a rest day: the plan begins here, so it is a training day now
    clear(later, "yes", "yes", "gone")
    assert program(later).day0 == days(2)
    assert pass_days(later, at(2, "18:30")) == [Sent(2, "18:00", "prompt")]


def test_what_was_cleared_is_recorded() -> None:
    walker = ticked("tear")
    clear(walker, "yes", "yes", "gone")
    kept = [r.data for r in walker.records if r.what == "safety"]
    assert kept == [{"class": "clinician_first", "items": ["tear"]}, {"cleared": ["tear"]}]


def test_an_intake_that_was_stopped_goes_on_where_it_was_left() -> None:
    walker = person(q_pain_now=7, q_pain_worst=8)
    clear(walker, "yes", "yes", "same")
    assert walker.open_topic() == "q.q_pain_worst"
    assert walker.conversation.safety == "care"


@pytest.mark.parametrize("code", ["gone", "perhaps", "", "seen"])
def test_a_forged_tap_is_closed(code: str) -> None:
    walker = ticked("tear")
    walker.press("seen")
    walker.tap_forged(code)
    assert walker.toasts() == ["That question is closed."]


@pytest.mark.parametrize("stopped", [p10, lambda: ticked("tear")], ids=["intake", "programme"])
def test_no_stop_ends_while_something_new_is_being_told(stopped: Callable[[], Walker]) -> None:
    walker = stopped()
    walker.press("!new")
    walker.press("t.fever")  # and not yet sent
    walker.press("seen")
    assert "card-first" in lines(walker)
    assert walker.open_topic() == "new.q_rf_a"
    walker.press("go")
    assert set(walker.conversation.stops) == {"tear", "fever"}


def test_a_move_that_rests_goes_on_resting_after_a_clearing() -> None:
    walker = ticked("tear")
    until = {"a_bow": days(10)}
    rests = program(walker).model_copy(update={"blocked_until": until})
    walker.conversation = walker.conversation.model_copy(update={"program": rests})
    clear(walker, "yes", "yes", "gone")
    assert program(walker).blocked_until == until
    session = program(walker).today
    assert "a_bow" not in {item.exercise for item in (session.items if session else ())}


def test_the_day_after_a_load_day_a_programme_begins_with_moves() -> None:
    walker = p1()
    walker.now = at(1, "07:00")
    walker.press("!new")
    walker.press("none")
    walker.press("t.tear")
    walker.press("go")
    clear(walker, "yes", "yes", "gone")
    after = program(walker).today
    assert after
    assert (after.day, after.type) == (days(1), "M")


# When each stop began.


@pytest.mark.rule("safety.clearing")
def test_stop_and_start_do_not_lift_the_day_of_waiting() -> None:
    walker = ticked("weak")
    walker.command("/stop")
    walker.now = at(0, "20:00")
    walker.start()
    walker.press("seen")
    assert "too-soon" in lines(walker)
    walker.pass_until(at(1, "09:30"))
    walker.press("seen")
    assert "clear-examined" in lines(walker)


@pytest.mark.rule("safety.clearing")
def test_a_second_sign_has_a_full_day_of_its_own() -> None:
    walker = ticked("saddle")
    walker.pass_until(at(3))
    walker.press("!new")
    walker.press("t.weak")
    walker.press("go")
    walker.press("seen")
    assert "too-soon" in lines(walker)
    walker.pass_until(at(4, "12:30"))
    walker.press("seen")
    assert "clear-examined" in lines(walker)


@pytest.mark.parametrize(("when", "said"), [(at(0, "20:00"), "too-soon"),
                                            (at(1, "09:30"), "clear-examined")])  # fmt: skip
def test_in_an_older_snapshot_the_day_ends_with_the_question(when, said: str) -> None:
    walker = ticked("weak")
    forget_when(walker)
    walker.pass_until(when)
    walker.press("seen")
    assert said in lines(walker)


@pytest.mark.parametrize(("day", "cards"), [(13, False), (14, True), (30, True)])
def test_after_two_weeks_of_a_stop_the_cards_come_before_the_next_session(
    day: int, *, cards: bool
) -> None:
    walker = ticked("tear")
    walker.pass_until(at(day))
    clear(walker, "yes", "yes", "gone")
    assert walker.conversation.cards_owed is cards
    assert walker.open_topic() == ("new.q_rf_a" if cards else "")


def test_a_stop_of_an_unknown_day_calls_for_the_cards() -> None:
    walker = ticked("tear")
    forget_when(walker)
    clear(walker, "yes", "yes", "gone")
    assert walker.open_topic() == "new.q_rf_a"
