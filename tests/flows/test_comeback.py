"""Back after days off: what the prompt says of it, and the 2-minute version."""

from __future__ import annotations

from typing import Any

import pytest

from flows.conversation import Session
from tests.flows.days import at, copy, pass_days, person, program, reports, session, settle
from tests.flows.people import CONTENT, days
from tests.flows.walker import Walker

BUTTON = "2-minute version"


def prompt(walker: Walker, day: int) -> str:
    """Today's moves as they are shown on that day, when they are asked for."""
    walker.pass_until(at(day, "12:00"))
    walker.command("/today")
    settle(walker, again="later")
    assert walker.open_topic() == "prompt"
    return walker.said()


def labels(walker: Walker) -> list[str]:
    return walker.said_buttons()


def strong(walker: Walker, phase: int = 1) -> Walker:
    rungs = {
        name: rung.model_copy(update={"dose": 3}) if rung.state == "active" else rung
        for name, rung in program(walker).rungs.items()
    }
    put = program(walker).model_copy(update={"rungs": rungs, "phase": phase})
    walker.conversation = walker.conversation.model_copy(update={"program": put})
    return walker


@pytest.mark.parametrize(
    ("day", "phase", "says"),
    [
        pytest.param(1, 1, None, marks=pytest.mark.rule("lapse.1-2")),
        pytest.param(2, 1, None, marks=pytest.mark.rule("lapse.1-2")),
        (4, 1, "After 4 days off, strength moves are one step easier today."),
        (5, 1, None),  # a movement day, without strength
        (8, 1, "After 8 days off, your moves start easy."),
        (15, 3, "After 15 days off, you go on in phase 2. Each move starts at its first step."),
        (15, 1, "After 15 days off, you go on in phase 1. Each move starts at its first step."),
        (31, 4, "After 31 days off, you go on in phase 1. Each move starts at its first step."),
    ],
)
def test_the_prompt_says_in_one_sentence_why_it_is_easier(
    day: int, phase: int, says: str | None
) -> None:
    """Every day has its session: load on the days 0, 2 and 4 of a week."""
    walker = strong(person(q_days=7), phase)
    said = prompt(walker, day)
    assert (says is not None and says in said) or (says is None and "days off" not in said)


def test_nothing_is_called_easier_that_was_at_the_first_step() -> None:
    walker = person(q_days=7)
    rungs = {n: r.model_copy(update={"dose": 1}) for n, r in program(walker).rungs.items()}
    put = program(walker).model_copy(update={"rungs": rungs})
    walker.conversation = walker.conversation.model_copy(update={"program": put})
    assert "days off" not in prompt(walker, 4)


def test_it_is_said_on_the_first_prompt_of_a_row_and_all_that_day() -> None:
    walker = strong(person(q_days=7))
    assert "After 8 days off" in prompt(walker, 8)
    assert "After 8 days off" in prompt(walker, 8)
    assert "days off" not in prompt(walker, 9)
    assert "After 14 days off" in prompt(walker, 14)


def test_a_silent_build_keeps_the_sentence_for_when_somebody_looks() -> None:
    """Heard on day 2, so that prompts come up to day 5, and then on day 9."""
    walker = strong(person(q_days=7))
    pass_days(walker, at(2, "12:00"))
    asked = {"weekly": days(6), "barrier": days(6)}
    walker.conversation = walker.conversation.model_copy(
        update={"last_fired": {**walker.conversation.last_fired, **asked}}
    )
    walker.say("hello")
    sent = [s for s in pass_days(walker, at(8, "20:00")) if s.what != "nudge"]
    assert [(s.day, s.what) for s in sent] == [(day, "prompt") for day in (2, 3, 4, 5)]
    assert (session(walker).day, program(walker).eased) == (days(8), 7)
    unseen = copy(walker)
    walker.command("/today")
    assert "After 8 days off, your moves start easy." in walker.said()
    unseen.wait()
    settle(unseen)
    assert "After 9 days off, your moves start easy." in unseen.said()


@pytest.mark.rule("lapse.3-6")
@pytest.mark.parametrize(
    ("day", "is_offered"),
    [(0, "no"), (1, "no"), (2, "no"), (3, "yes"), (4, "yes"), (6, "yes"), (7, "no"), (15, "no")],
)
def test_the_2_minute_version_is_offered_from_the_third_day_off(day: int, is_offered: str) -> None:
    walker = person(q_days=7)
    prompt(walker, day)
    assert (BUTTON in labels(walker)) is (is_offered == "yes")


@pytest.mark.rule("lapse.3-6")
def test_it_comes_with_the_prompt_of_the_third_day() -> None:
    walker = person(q_days=7)
    pass_days(walker, at(3, "18:30"))
    assert BUTTON in labels(walker)


def short(walker: Walker) -> Session:
    walker.tap(BUTTON)
    return session(walker)


@pytest.mark.rule("lapse.3-6")
def test_a_tap_puts_a_nerve_and_an_anchor_move_in_place_of_the_session() -> None:
    walker = strong(person(q_days=7))
    prompt(walker, 3)
    screen = walker.conversation.opens[-1].screen
    found = short(walker)
    assert (found.type, found.day) == ("G", days(3))
    assert [CONTENT.exercises[i.exercise].cat for i in found.items] == ["nerve", "anchor"]
    assert [i.dose for i in found.items] == [1, 1]
    assert [o.screen for o in walker.conversation.opens if o.topic == "prompt"] == [screen]
    assert "about 2 minutes" in walker.said()
    assert BUTTON not in labels(walker)
    assert walker.records[-1].data["type"] == "G"


@pytest.mark.rule("lapse.3-6")
def test_reported_it_ends_the_lapse() -> None:
    walker = person(q_days=7)
    prompt(walker, 3)
    short(walker)
    walker.say("done 1, no tingling")
    assert walker.open_topic() != "checkin.effort"
    assert (reports(walker)[-1].type, reports(walker)[-1].completion) == ("G", "done")
    assert "days off" not in prompt(walker, 4)
    assert BUTTON not in labels(walker)


def answered(walker: Walker, **changes: Any) -> None:
    """With other answers, as if they had been given at the start."""
    answers = {**walker.conversation.answers, **changes}
    walker.conversation = walker.conversation.model_copy(update={"answers": answers})


@pytest.mark.parametrize(
    ("items", "is_offered"),
    [(["joint"], "yes"), (["headdown"], "yes"), (["joint", "headdown"], "no")],
)
def test_without_a_move_for_each_place_it_is_not_offered(items: list[str], is_offered: str) -> None:
    """Without a floor to lie on, only these two speak against every anchor move."""
    walker = person(q_days=7)
    answered(walker, q_equip=[], q_rf_c=items)
    prompt(walker, 3)
    assert (BUTTON in labels(walker)) is (is_offered == "yes")


def test_a_move_that_rests_is_not_in_it() -> None:
    walker = person(q_days=7)
    prompt(walker, 3)
    first = [i.exercise for i in short(copy(walker)).items]
    blocked = {name: days(9) for name in first}
    put = program(walker).model_copy(update={"blocked_until": blocked})
    walker.conversation = walker.conversation.model_copy(update={"program": put})
    walker.command("/today")
    assert not {i.exercise for i in short(walker).items} & set(first)


def test_once_a_report_is_begun_the_session_stays() -> None:
    walker = person(q_days=7)
    prompt(walker, 3)
    before = session(walker)
    old = walker.conversation.opens[-1].ask
    walker.press("done")
    walker.chose(old, "short")
    assert session(walker) == before


def test_the_button_of_yesterday_changes_nothing() -> None:
    walker = person(q_days=7)
    prompt(walker, 3)
    before = session(walker)
    walker.now = at(4, "01:00")
    walker.press("short")
    assert session(walker) == before
