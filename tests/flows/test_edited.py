"""A changed answer: safety, scores, the questions it opens and the plan follow at once."""

from __future__ import annotations

import pytest

from flows.effects import Forget
from tests.flows.days import at, copy, lines, person, session
from tests.flows.people import CONTENT
from tests.flows.promises import sessions_suit
from tests.flows.test_answers import answers, edited, opened
from tests.flows.walker import Walker, buttons


def test_what_an_answer_opens_is_asked_next() -> None:
    walker = edited("q_tingle", "=o.often")
    asked = []
    for code in ("t.foot", "go", "o.secs", "o.none"):
        asked.append(walker.open_topic())
        walker.press(code)
    assert asked == ["edit.q_tingle_where"] * 2 + ["edit.q_tingle_settle", "edit.q_ankle"]
    assert walker.open_topic() == "answers.move"
    assert answers(walker)["q_tingle_settle"] == "secs"


def test_what_an_answer_makes_void_goes() -> None:
    walker = edited("q_sit_hours", "2")
    assert not {"q_feet", "q_stiff", "q_breaks"} & set(answers(walker))
    assert "Stiff after sitting" not in walker.said()


def test_the_worst_pain_is_never_less_than_now() -> None:
    walker = edited("q_pain_worst", "=n.4")
    walker = edited("q_pain_now", "=n.3", walker=walker)
    walker = edited("q_pain_worst", "2", walker=walker)
    assert "hint-worst" in lines(walker)
    assert answers(walker)["q_pain_worst"] == 4


def test_more_pain_now_than_the_worst_asks_for_the_worst_again() -> None:
    walker = edited("q_pain_now", "=n.3")
    assert walker.open_topic() == "edit.q_pain_worst"
    walker.press("n.3")
    assert answers(walker)["q_pain_worst"] == 3


@pytest.mark.parametrize(
    ("question", "steps", "shown"),
    [
        ("q_days", ["=n.6"], "Days a week: 6 days"),
        ("q_minutes", ["=o.m15"], "Minutes a day: 15"),
        ("q_time", ["07:30"], "Time: 07:30"),
        ("q_style", ["=o.warm"], "Reminders: Friendly"),
    ],
)
def test_a_setting_says_when_the_next_session_is(
    question: str, steps: list[str], shown: str
) -> None:
    walker = edited(question, *steps)
    assert shown in walker.said()
    assert {"setting-changed", "next-session"} <= set(lines(walker))


def test_a_time_may_come_with_a_place() -> None:
    walker = edited("q_time", "19:00 Berlin")
    assert walker.conversation.zone == "Europe/Berlin"
    assert "zone-kept" in lines(walker)


def test_the_zone_opens_its_own_question() -> None:
    walker = opened("zone")
    walker.say("Berlin")
    assert walker.conversation.zone == "Europe/Berlin"


def test_sitting_breaks_follow_at_once() -> None:
    walker = edited("q_breaks", "=n.2")
    assert walker.open_topic() == "edit.q_work"
    walker.press("s.1")
    walker.pass_until(at(1, "07:00"))
    assert any(m.kind == "break" for m in walker.conversation.agenda)


# Safety.


@pytest.mark.parametrize("card", ["q_rf_a", "q_rf_b"])
def test_signs_are_ticked_by_something_new_and_never_taken_off(card: str) -> None:
    walker = opened(card)
    assert walker.open_topic() == "new.q_rf_a"


def test_a_new_line_of_the_health_list_changes_todays_session_at_once() -> None:
    walker = person("p3_lifter")
    before = {i.exercise for i in session(walker).items}
    assert "s_curl_slow" in before
    edited("q_rf_c", "=t.osteoporosis", "=t.headdown", "=t.joint", "=go", walker=walker)
    assert walker.conversation.safety == "care"
    assert "edit-care" in lines(walker)
    assert {"prompt-changed", "session-item"} <= set(lines(walker))
    sessions_suit(walker.conversation, CONTENT)
    assert {i.exercise for i in session(walker).items} != before
    assert walker.open_topic() == "answers.safety"


def test_a_line_of_the_health_list_can_be_taken_off() -> None:
    walker = edited("q_rf_c", "=u.hypermobile", "=none", walker=person("p8_skipper"))
    assert answers(walker)["q_rf_c"] == []
    assert (walker.conversation.safety, "edit-ok" in lines(walker)) == ("ok", True)


@pytest.mark.parametrize(
    ("question", "steps", "stop"),
    [
        ("q_pain_now", ["=n.6"], "pain_now"),
        ("q_pain_worst", ["nine"], "pain_worst"),
    ],
)
def test_pain_that_stops_stops_at_once(question: str, steps: list[str], stop: str) -> None:
    walker = edited(question, *steps)
    assert walker.conversation.state == "referred"
    assert walker.conversation.stops == (stop,)
    walker.command("/answers")
    assert "stop-derived" in lines(walker)


def test_a_sudden_start_stops_at_once() -> None:
    walker = edited("q_duration", "=o.lt6w", "=o.sudden")
    assert walker.conversation.stops == ("onset_sudden",)


@pytest.mark.parametrize(("pain", "state"), [(6, "program.active"), (7, "referred")])
def test_a_pain_that_was_cleared_counts_again_once_it_is_worse(pain: int, state: str) -> None:
    """6 was seen and found fine."""
    walker = edited("q_pain_now", "=n.6")
    walker.now = at(3)
    for code in ("seen", "yes", "yes", "same"):
        walker.press(code)
    assert walker.conversation.state == "program.active"
    while walker.open_topic().startswith("new."):
        walker.press("none")
    edited("q_pain_now", f"=n.{pain}", walker=walker)
    assert walker.conversation.state == state


def test_under_18_nothing_is_kept() -> None:
    walker = opened("q_age")
    walker.press("o.u18")
    assert lines(walker) == ["not-offered"]
    assert any(isinstance(effect, Forget) for effect in walker.last)
    outcome = walker.outcome
    assert outcome
    assert outcome.conversation.state == "not_offered"
    assert (outcome.conversation.answers, outcome.conversation.program) == ({}, None)


def test_a_session_that_is_being_reported_keeps_its_moves() -> None:
    walker = person()
    walker.press("done")
    before = session(walker)
    edited("q_minutes", "=o.m30", walker=walker)
    assert session(walker) == before


@pytest.mark.parametrize("name", ["p1_desk", "p4_shared"])
@pytest.mark.parametrize("asked", CONTENT.questions)
def test_every_answer_to_every_question_can_be_read(name: str, asked: str) -> None:
    """Whatever is tapped, and whatever comes of it, has its words."""
    walker = person(name)
    if asked in ("q_rf_a", "q_rf_b") or not is_listed(asked, walker):
        return
    walker = opened(asked, walker)
    if walker.open_topic() != f"edit.{asked}":
        return
    for code in codes(walker):
        tapped = copy(walker)
        tapped.press(code)
        assert tapped.said() or tapped.toasts()
        for then in ("go", code):  # more ticks may follow, or the other leg
            if tapped.open_topic() == f"edit.{asked}" and then in codes(tapped):
                tapped.press(then)
                assert tapped.said() or tapped.toasts()


def codes(walker: Walker) -> list[str]:
    """Of the question that is open."""
    ask = walker.conversation.opens[-1].ask
    shown = [s for s in walker.offers() if s.ask == ask]
    return [b.code for s in shown for b in buttons(s) if not b.code.startswith("!")]


def is_listed(asked: str, walker: Walker) -> bool:
    """An answer that was never asked for is not there to be changed."""
    walker = copy(walker)
    walker.command("/answers")
    section = next((s.id for s in CONTENT.sections if asked in s.questions), "setup")
    if section != "safety":
        walker.press(f"s.{section}")
    return f"e.{asked}" in codes(walker)
