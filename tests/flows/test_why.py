"""Why the plan is as it is: the report, the rule, the moves; nothing of it is changed."""

from __future__ import annotations

import pytest

from tests.flows.corrections import to_session, told
from tests.flows.days import at, lines, p1, person, reports
from tests.flows.walker import Walker


def asked(walker: Walker) -> str:
    before = walker.conversation.program
    walker.command("/why")
    assert walker.conversation.program == before
    return walker.said()


def test_without_a_report_it_says_so_and_what_leads() -> None:
    said = asked(person())
    assert "You have not reported a session yet." in said
    assert "time with bent knees (100 of 100)" in said


def test_the_numbers_come_first_and_then_the_rule() -> None:
    said = asked(p1("done 3"))
    assert said.splitlines()[:9] == [
        "Why your plan is as it is",
        "Your last report is from Monday, a load day:",
        "Moves done: All",
        "Pain: 3",
        "Tingling: No tingling",
        "Effort: 5",
        "I compare it with the pain in your answers: 0 of 10.",
        "That makes a green light: all is calm.",
        "",
    ]
    assert "Rule D13: Pain was 3, so this session counts." in said


@pytest.mark.parametrize(
    ("replies", "rule", "light"),
    [
        (["skipped"], "D10", "none"),
        (["done 5"], "D8", "AMBER"),
        (["done 1", "done 6"], "D3", "RED"),
        (["done 5", "done 4"], "D7", "AMBER"),
        (["done 2, tingling worse"], "D5", "AMBER"),
        (["half, 2", "half, 2"], "D9", "GREEN"),
    ],
)
def test_the_rule_is_named(replies: list[str], rule: str, light: str) -> None:
    *before, last = replies
    walker = told(last, *before)
    said = asked(walker)
    assert f"Rule {rule}: " in said
    (shown,) = [x for e in walker.last for x in e.lines if x.key == "why-light"]
    assert shown.values == {"light": light}


def test_before_the_next_session_it_says_what_will_come() -> None:
    walker = told("done 1", "done 1", "done 1")
    said = asked(walker)
    assert "If nothing changes, this comes with the next session:" in said
    assert "One step up: " in said


def test_after_the_next_session_it_says_what_came() -> None:
    walker = told("done 1", "done 1", "done 1")
    coming = [line for line in asked(walker).splitlines() if line.startswith("One step up")]
    to_session(walker, 3)
    said = asked(walker)
    assert "This came with the next session:" in said
    assert [line for line in said.splitlines() if line.startswith("One step up")] == coming


def test_where_no_move_changes_it_says_so() -> None:
    assert "No move changes its level." in asked(told("done 5"))


def test_a_rule_of_other_answers_is_named_without_a_reason() -> None:
    """Pain 2 next morning was AMBER with no pain in the answers; now there is more there."""
    walker = p1()
    walker.pass_until(at(1, "08:10"))
    walker.press("n.2")
    walker.press("no")
    walker.pass_until(at(1, "18:10"))
    assert reports(walker)[-1].decision == "D8"
    walker.command("/answers")
    walker.press("s.talk")
    walker.press("e.q_pain_now")
    walker.press("n.2")
    said = asked(walker)
    assert "Rule D8 was used for it. Your answers have changed since." in said
    assert "why-rule" not in lines(walker)


def test_the_open_question_comes_back() -> None:
    walker = person()
    walker.press("done")
    asked(walker)
    assert walker.open_topic() == "checkin.pain"


def test_the_report_can_be_changed_from_there() -> None:
    walker = p1()
    asked(walker)
    assert "Not right? Change it" in walker.said_buttons()
