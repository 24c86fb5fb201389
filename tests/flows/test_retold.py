"""A report corrected: followed, safety first, as if it had been told right at once."""

from __future__ import annotations

import pytest

from flows.conversation import CheckIn
from tests.flows import promises
from tests.flows.corrections import (
    answer_rest,
    correct,
    corrected,
    known,
    morning_told,
    to_session,
    told,
)
from tests.flows.days import (
    at,
    lines,
    p1,
    pass_days,
    person,
    program,
    reports,
    session,
    settle,
    type_today,
)
from tests.flows.people import CONTENT
from tests.flows.test_answers import edited
from tests.flows.walker import Walker

# Today's report.


@pytest.mark.rule("correct.today")
@pytest.mark.parametrize(
    ("wrong", "part", "step", "says", "light"),
    [
        ("done 5", "pain", "n.2", "Pain: 2 instead of 5.", "GREEN"),
        ("done 2", "pain", "4", "Pain: 4 instead of 2.", "AMBER"),
        ("done 2", "pain", "about a three", "Pain: 3 instead of 2.", "GREEN"),
        ("done 2", "effort", "n.9", "Effort: 9 instead of 5.", "AMBER"),
        ("done 2", "tingling", "worse", "Tingling: Worse instead of No tingling.", "AMBER"),
        ("done 2", "completion", "half", "Moves done: Some instead of All.", "GREEN"),
        ("done 2", "completion", "none", "Moves done: None instead of All.", None),
        ("done 5", "culprit", "o.a_bow", "Move that hurt: Standing bow, anchored", "AMBER"),
        ("skipped", "completion", "o.done", "Moves done: All instead of None.", "GREEN"),
    ],
)
def test_todays_report_is_replaced_and_decided_anew(
    wrong: str, part: str, step: str, says: str, light: str | None
) -> None:
    walker = told(wrong)
    walker.command("/correct")
    walker.press(f"fix.{part}")
    walker.press(step) if "." in step else walker.say(step)
    assert says in walker.said()
    answer_rest(walker)
    assert any(key.startswith("decision-") for key in lines(walker))
    assert (len(reports(walker)), reports(walker)[-1].light) == (1, light)
    newest = [r.data for r in walker.records if r.what == "report"][-1]
    assert CheckIn.model_validate(newest) == reports(walker)[-1]


def test_strong_pain_asks_which_move() -> None:
    walker = correct(told("done 2"), "pain", "n.4")
    assert walker.open_topic() == "fix.culprit"
    walker.say("4")
    assert reports(walker)[-1].culprit == "a_bow"
    assert "decision-d8-pain" in lines(walker)


def test_less_pain_needs_no_culprit() -> None:
    walker = correct(told("done 5"), "pain", "n.2")
    assert reports(walker)[-1].culprit is None


def test_moves_that_were_not_done_take_effort_and_culprit_away_but_no_pain() -> None:
    """A skip with strong pain still counts for safety."""
    walker = correct(told("done 5"), "completion", "o.skipped")
    last = reports(walker)[-1]
    assert (last.pain, last.effort, last.culprit) == (5, None, None)


def test_the_same_answer_changes_nothing() -> None:
    walker = told("done 2")
    before = program(walker)
    correct(walker, "pain", "n.2")
    assert "correct-same" in lines(walker)
    assert (program(walker), walker.open_topic()) == (before, "correct")


# Safety.


@pytest.mark.rule("correct.today")
@pytest.mark.parametrize("part_code", [("pain", "n.8"), ("pain", "n.10")])
def test_pain_that_pauses_stops_at_once(part_code: tuple[str, str]) -> None:
    walker = correct(told("done 2"), *part_code)
    assert walker.conversation.state == "referred"
    assert walker.conversation.stops == ("pause-pain",)
    walker.command("/correct")
    assert "stop-pause" in lines(walker)


def test_the_second_red_of_three_pauses() -> None:
    walker = correct(told("done 2", "done 6"), "pain", "n.6")
    answer_rest(walker)
    assert walker.conversation.stops == ("pause-two-red",)


@pytest.mark.rule("correct.yesterday")
def test_yesterdays_red_pauses_when_today_was_red_too() -> None:
    walker = told("done 6", "done 2")
    walker.command("/correct")
    walker.tap("Yesterday's report")
    walker.press("fix.pain")
    walker.press("n.6")
    assert walker.conversation.stops == ("pause-two-red",)


@pytest.mark.rule("correct.today")
def test_red_opens_the_cards_and_the_next_session_is_gentle() -> None:
    walker = correct(told("done 2"), "pain", "n.6")
    walker.press("o.unsure")
    assert "decision-d3-pain" in lines(walker)
    assert walker.open_topic() == "new.q_rf_a"
    answer_rest(walker)
    to_session(walker, 1)
    assert type_today(walker) == "G"


def test_red_that_was_left_half_told_opens_the_cards_before_the_next_session() -> None:
    walker = correct(told("done 2"), "pain", "n.6")
    walker.pass_until(at(1, "18:10"))
    assert walker.open_topic() == "new.q_rf_a"


# Yesterday's report.

PAIRS = [
    ("done 5", "done 1", ["pain n.1"]),
    ("done 1", "done 5", ["pain n.5"]),
    ("done 1", "done 6", ["pain n.6"]),
    ("done 6", "done 1", ["pain n.1"]),
    ("done 1", "skipped", ["completion o.skipped"]),
    ("skipped", "done 2", ["completion o.done"]),
    ("done 1", "half, 1", ["completion o.partial"]),
    ("done 1", "done 1, tingling worse", ["tingling o.worse"]),
    ("done 1, tingling worse", "done 1", ["tingling o.none"]),
    ("half, 5, tingling worse", "done 2", ["completion o.done", "pain n.2", "tingling o.none"]),
]
BEFORE = ("done 1", "done 1", "half, 1")
KEPT = ("phase", "phase_since", "counted", "rungs", "blocked_until", "shorten_until", "eased",
        "trained_on")  # fmt: skip


@pytest.mark.rule("correct.yesterday")
@pytest.mark.parametrize("name", ["p1_desk", "p2_runner"])
@pytest.mark.parametrize(("wrong", "right", "fixes"), PAIRS)
def test_the_day_after_all_is_as_if_it_had_been_told_right(
    name: str, wrong: str, right: str, fixes: list[str]
) -> None:
    """6-snapshot: today's session was built on the wrong report, and waits."""
    walker = corrected(to_session(told(wrong, *BEFORE, name=name), 4), *fixes)
    expected = to_session(told(right, *BEFORE, name=name), 4)
    assert session(walker) == session(expected)
    assert known(reports(walker)[-1]) == known(reports(expected)[-1])
    for field in (*KEPT, "forced_gentle", "built"):
        assert getattr(program(walker), field) == getattr(program(expected), field), field
    assert [o.topic for o in walker.conversation.opens][-1] == "prompt"


@pytest.mark.rule("correct.yesterday")
@pytest.mark.parametrize("name", ["p1_desk", "p2_runner"])
@pytest.mark.parametrize(("wrong", "right", "fixes"), PAIRS)
def test_a_session_that_was_reported_stays_and_the_rest_is_settled_anew(
    name: str, wrong: str, right: str, fixes: list[str]
) -> None:
    walker = to_session(told(wrong, *BEFORE, name=name), 4)
    walker.say("skipped")
    done = session(walker)
    for fix in fixes:
        walker.command("/correct")
        walker.tap("Yesterday's report")
        for code in f"fix.{fix}".split():
            walker.press(code)
        answer_rest(walker)
    expected = to_session(told(right, *BEFORE, name=name), 4)
    assert (session(walker), reports(walker)[-1].completion) == (done, "skipped")
    assert reports(walker)[-2].decision == reports(expected)[-1].decision
    for field in KEPT:
        assert getattr(program(walker), field) == getattr(program(expected), field), field
    assert "prompt" not in lines(walker)


def test_a_session_that_changed_is_said_and_comes_again() -> None:
    walker = to_session(told("done 6"), 1)
    correct(walker, "pain", "n.1")
    assert {"prompt-changed", "session-item"} <= set(lines(walker))
    assert type_today(walker) == "M"


def test_a_session_that_stays_the_same_stays_where_it_is() -> None:
    walker = to_session(told("done 2"), 1)
    correct(walker, "pain", "n.1")
    assert not {"prompt-changed", "session-item"} & set(lines(walker))
    walker.press("done")
    assert walker.open_topic() == "checkin.pain"


def test_a_report_that_was_begun_goes_on_with_its_session() -> None:
    walker = to_session(told("done 5"), 1)
    walker.press("done")
    before = session(walker)
    correct(walker, "pain", "n.1")
    assert session(walker) == before
    assert walker.open_topic() == "checkin.pain"
    assert reports(walker)[-1].decision == "D13"


def test_a_gentle_session_that_is_over_leaves_no_second_one() -> None:
    """RED yesterday, told as worse: today's gentle day was the one that was called for."""
    walker = told("done 1", "done 6")
    assert type_today(walker) == "G"
    walker.command("/correct")
    walker.tap("Yesterday's report")
    walker.press("fix.pain")
    walker.press("n.7")
    assert not program(walker).forced_gentle


def test_a_correction_left_half_done_gives_the_session_back_on_close() -> None:
    walker = to_session(told("done 2"), 1)
    correct(walker, "pain", "n.4")
    assert program(walker).today is None
    walker.press("back")
    walker.press("close")
    settle(walker)
    assert walker.open_topic() == "prompt"
    assert reports(walker)[-1].decision == "D8"


def test_with_nothing_else_to_ask_the_close_itself_gives_it_back() -> None:
    walker = to_session(morning_told("done 2", "skip"), 1)
    correct(walker, "pain", "n.4")
    walker.press("back")
    walker.press("close")
    assert {"correct-closed", "session-item"} <= set(lines(walker))
    assert [o.topic for o in walker.conversation.opens] == ["prompt"]


def test_on_a_rest_day_yesterday_can_be_changed() -> None:
    walker = p1(q_days=2)
    walker.now = at(1, "12:00")
    correct(walker, "pain", "n.5")
    walker.press("o.a_bow")
    assert (reports(walker)[-1].light, reports(walker)[-1].decision) == ("AMBER", None)


def test_yesterdays_unanswered_session_can_still_be_told() -> None:
    walker = to_session(person(q_days=7), 1)
    assert reports(walker)[-1].completion == "skipped"
    corrected(walker, "completion o.done")
    assert known(reports(walker)[-1]) == ("done", "D13", "GREEN", None, 5)
    assert program(walker).trained_on == at(0).date()


# The morning.


@pytest.mark.rule("correct.yesterday")
@pytest.mark.parametrize(
    ("part", "steps", "light"),
    [
        ("morning_pain", ["n.1"], "GREEN"),
        ("morning_pain", ["n.2", "no"], "AMBER"),
        ("morning_pain", ["n.2", "yes"], "GREEN"),
        ("morning_pain", ["n.4", "no"], "RED"),
        ("morning_pain", ["4", "yes"], "AMBER"),
    ],
)
def test_the_mornings_pain_is_changed_too(part: str, steps: list[str], light: str) -> None:
    walker = morning_told("done 2", "n.0")
    walker.command("/correct")
    walker.press(f"fix.{part}")
    for step in steps:
        walker.say(step) if step.isdecimal() else walker.press(step)
    answer_rest(walker)
    assert reports(walker)[-1].light == light


@pytest.mark.parametrize(
    ("reply", "codes", "part", "code", "light"),
    [
        ("done 2", ("n.3", "yes"), "doms", "no", "AMBER"),
        ("done 2", ("n.3", "no"), "doms", "yes", "GREEN"),
        ("done 2, tingling same", ("n.1", "no"), "morning_tingling", "yes", "GREEN"),
    ],
)
def test_a_yes_or_no_of_the_morning_is_changed_too(
    reply: str, codes: tuple[str, ...], part: str, code: str, light: str
) -> None:
    walker = correct(morning_told(reply, *codes), part, code)
    assert reports(walker)[-1].light == light


def test_tingling_that_stayed_pauses() -> None:
    walker = morning_told("done 2, tingling worse", "n.1", "no")
    correct(walker, "morning_tingling", "yes")
    assert walker.conversation.stops == ("pause-tingling-stays",)


def test_a_morning_question_that_has_no_reason_any_more_is_closed() -> None:
    walker = told("done 4", "done 1")
    walker.pass_until(at(2, "08:10"))
    assert walker.open_topic() == "morning.pain"
    correct(walker, "pain", "n.1")
    assert all(not o.topic.startswith("morning.") for o in walker.conversation.opens)


def test_a_morning_that_has_a_reason_now_is_asked() -> None:
    """The session was skipped, it was said, and so nothing was asked."""
    walker = told("skipped")
    walker.now = at(0, "20:00")
    corrected(walker, "completion o.done")
    assert pass_days(walker, at(1, "08:10"))[-1].what == "morning-pain"


# What is kept.


def test_what_is_kept_for_corrections_stays_small() -> None:
    """6-snapshot."""
    walker = person("p2_runner", q_days=7)
    for day in range(30):
        to_session(walker, day)
        walker.say("done 1")
        answer_rest(walker)
        assert len(walker.conversation.model_dump_json()) < promises.LARGEST_SNAPSHOT
    kept = program(walker).unsettled
    assert kept is not None
    assert len(kept.rungs) < len(CONTENT.exercises) // 2


def test_closing_brings_the_open_question_back() -> None:
    walker = to_session(told("done 2"), 1)
    walker.press("done")
    walker.command("/correct")
    walker.press("close")
    assert walker.open_topic() == "checkin.pain"


# In a pause.


def in_a_pause(reply: str = "done 2") -> Walker:
    """Today's session stood on the screen when the person paused."""
    walker = p1(reply)
    walker.pass_until(at(1, "19:00"))
    walker.close_morning()
    assert walker.open_topic() == "prompt"
    walker.command("/pause")
    walker.press("d.7")
    return walker


def test_who_has_paused_gets_no_session_for_a_correction() -> None:
    walker = in_a_pause()
    walker.command("/correct")
    walker.press("fix.pain")
    walker.press("n.5")
    said = lines(walker)
    while walker.open_topic().startswith("fix."):
        walker.press("o.unsure")
        said += lines(walker)
    assert reports(walker)[-1].pain == 5
    assert "session-item" not in said
    assert "prompt-gone" in said
    assert "prompt" not in [o.topic for o in walker.conversation.opens]
    walker.command("/today")
    assert walker.open_topic() == "prompt"


def test_who_has_paused_and_closes_a_correction_gets_no_session() -> None:
    walker = in_a_pause()
    walker.command("/correct")
    walker.press("fix.pain")
    walker.press("n.5")
    walker.press("back")
    walker.press("close")
    assert "session-item" not in lines(walker)


def test_who_has_paused_gets_no_session_for_a_changed_answer() -> None:
    walker = in_a_pause()
    before = session(walker)
    edited("q_minutes", "=o.m5", walker=walker)
    assert session(walker) != before
    assert "session-item" not in lines(walker)
    assert "prompt-gone" in lines(walker)
    walker.command("/today")
    assert walker.open_topic() == "prompt"


def test_who_has_paused_is_left_in_peace_when_nothing_changes() -> None:
    walker = in_a_pause()
    before = session(walker)
    walker.command("/correct")
    walker.press("fix.pain")
    walker.press("n.1")
    assert session(walker) == before
    assert "prompt-gone" not in lines(walker)


def test_who_has_paused_is_asked_what_comes_first_only_when_moves_are_called_for() -> None:
    walker = in_a_pause()
    walker.conversation = walker.conversation.model_copy(update={"cards_owed": True})
    walker.command("/correct")
    walker.press("fix.pain")
    walker.press("n.1")
    assert all(not o.topic.startswith("new.") for o in walker.conversation.opens)
    walker.command("/today")
    assert walker.open_topic() == "new.q_rf_a"
