"""A report told wrong: seen as it was understood, and asked again part by part."""

from __future__ import annotations

import pytest

from tests.flows.corrections import morning_told, to_session, told
from tests.flows.days import at, lines, p1, person, program, reports


def test_the_report_is_shown_as_it_was_understood() -> None:
    walker = p1("half, 3, tingling same")
    walker.press("!correct")
    assert walker.said().splitlines() == [
        "Your report of today",
        "Moves done: Some",
        "Pain: 3",
        "Tingling: Same",
        "Effort: 5",
        "What shall I change?",
    ]


@pytest.mark.parametrize(
    ("reply", "offered"),
    [
        ("done 2", ["completion", "pain", "tingling", "effort"]),
        ("done 5", ["completion", "pain", "tingling", "culprit", "effort"]),
        ("skipped", ["completion", "tingling"]),
        ("skipped, pain 3", ["completion", "pain", "tingling"]),
    ],
)
def test_what_was_or_could_be_told_has_a_button(reply: str, offered: list[str]) -> None:
    walker = told(reply)
    walker.command("/correct")
    codes = [b.code for e in walker.last for row in e.buttons for b in row]
    assert [c.removeprefix("fix.") for c in codes if c.startswith("fix.")] == offered


def test_the_button_stands_below_the_message_that_closes_a_report() -> None:
    walker = p1()
    assert "Not right? Change it" in walker.said_buttons()


def test_both_days_can_be_changed() -> None:
    walker = told("done 1", "done 2")
    walker.command("/correct")
    assert "Your report of today" in walker.said()
    walker.tap("Yesterday's report")
    assert "Pain: 2" in walker.said()


@pytest.mark.parametrize("day", [2, 3, 9])
def test_an_older_report_stays_as_it_is(day: int) -> None:
    walker = p1(q_days=2)
    walker.now = at(day, "12:00")
    walker.command("/correct")
    assert "correct-none" in lines(walker)
    assert "next-session" in lines(walker)


def test_without_a_report_there_is_nothing_to_change() -> None:
    walker = person()
    walker.command("/correct")
    assert "correct-none" in lines(walker)


# What is asked again.


@pytest.mark.parametrize(
    ("part", "words", "hint"),
    [
        ("completion", "perhaps", "hint-completion"),
        ("pain", "a lot", "hint-pain"),
        ("tingling", "purple", "hint-tingling"),
        ("effort", "12", "hint-effort"),
        ("culprit", "the blue one", "hint-culprit"),
        ("morning_pain", "eleven", "hint-pain"),
        ("morning_tingling", "perhaps", "hint-yes-no"),
    ],
)
def test_what_is_not_clear_is_asked_again(part: str, words: str, hint: str) -> None:
    walker = morning_told("done 5, tingling same", "n.1", "no")
    walker.command("/correct")
    walker.press(f"fix.{part}")
    walker.say(words)
    assert hint in lines(walker)
    assert walker.open_topic() == f"fix.{part}"


@pytest.mark.parametrize(
    "code", ["n.11", "o.later", "yes", "fix.pain", "fix.weight", "day.2026-01-01"]
)
def test_a_forged_tap_is_closed(code: str) -> None:
    for open_part in ("fix.pain", "back"):
        walker = told("done 2")
        walker.command("/correct")
        if open_part != "back":
            walker.press(open_part)
        if code != open_part and not (open_part == "back" and code == "fix.pain"):
            walker.tap_forged(code)
            assert walker.toasts() == ["That question is closed."]


def test_back_and_close_leave_all_as_it_was() -> None:
    walker = told("done 2")
    before = program(walker)
    walker.command("/correct")
    walker.press("fix.pain")
    walker.press("back")
    assert walker.open_topic() == "correct"
    walker.press("close")
    assert "correct-closed" in lines(walker)
    assert program(walker) == before


def test_a_screen_left_open_for_days_is_closed() -> None:
    walker = p1(q_days=2)
    walker.command("/correct")
    walker.press("fix.pain")
    walker.now = at(2, "12:00")
    walker.press("n.8")
    assert walker.toasts() == ["That question is closed."]
    assert reports(walker)[-1].pain == 2


def test_while_a_card_is_open_it_comes_first() -> None:
    walker = told("done 2")
    walker.press("!new")
    walker.press("!correct")
    assert "card-first" in lines(walker)


def test_who_flew_west_sees_the_day_that_is_still_to_come_there() -> None:
    walker = person(zone="Asia/Tokyo", start="09:00", q_days=7)
    walker.pass_until(at(1, "18:10", "Asia/Tokyo"))
    walker.say("done 2")
    walker.flies("Pacific/Honolulu")
    walker.command("/correct")
    assert "Your report of Tuesday" in walker.said()
    walker.press("fix.pain")
    walker.press("n.1")
    assert (len(reports(walker)), reports(walker)[-1].pain) == (2, 1)


def test_a_report_written_while_the_list_is_open_is_no_correction() -> None:
    walker = told("done 2")
    walker.command("/correct")
    walker.say("done 4")
    assert "today-done" in lines(walker)
    assert reports(walker)[-1].pain == 2


def test_what_an_earlier_program_settled_stays_as_it_is() -> None:
    """It kept nothing to go back to."""
    walker = to_session(told("done 2"), 1)
    forgotten = program(walker).model_copy(update={"unsettled": None})
    walker.conversation = walker.conversation.model_copy(update={"program": forgotten})
    walker.command("/correct")
    assert "correct-none" in lines(walker)
    walker.command("/why")
    assert "why-rule" in lines(walker)
    assert "why-came" not in lines(walker)


def test_danger_in_the_answer_is_asked_and_then_the_question_again() -> None:
    walker = p1()
    walker.command("/correct")
    walker.press("fix.pain")
    walker.say("8, and my foot drags")
    assert walker.open_topic() == "item.weak"
    walker.press("no")
    assert walker.open_topic() == "fix.pain"
    walker.say("5")
    assert reports(walker)[-1].pain == 5


def test_what_is_told_anew_of_yesterday_is_no_report_of_today() -> None:
    walker = to_session(p1(), 1)
    walker.command("/correct")
    walker.press("fix.pain")
    walker.say("8, and my foot drags")
    assert not walker.conversation.draft
