"""Easier and harder: for today only, within what a session may hold, and honest."""

from __future__ import annotations

from typing import Any

import pytest

from flows.conversation import Item
from tests.flows.cards import guided, item, on, press, put, shown, with_rung
from tests.flows.days import program, session
from tests.flows.people import days
from tests.flows.walker import Walker

SLIDER = item("n_seated", 2, extra_set="left")
HALF = SLIDER.model_copy(update={"halved": True, "extra_set": None})
LYING = item("n_lying")


def now(walker: Walker) -> Item:
    return guided(walker).moves[0].now


def easier(walker: Walker, times: int = 1) -> Walker:
    """So many taps on the first card; none where the card was opened before."""
    if not walker.conversation.opens[-1].picks:
        walker.press("card.1")
    for _ in range(times):
        walker.press("ease.1.half" if now(walker).halved else "ease.1.full")
    return walker


@pytest.mark.parametrize(
    ("times", "becomes"),
    [(1, HALF), (2, LYING), (3, LYING.model_copy(update={"halved": True}))],
)
def test_first_half_of_it_then_the_easier_move_at_its_first_dose(times: int, becomes: Item) -> None:
    assert now(easier(on(SLIDER), times)) == becomes


def test_what_cannot_get_easier_says_so() -> None:
    walker = easier(on(item("n_lying")), 2)
    assert "It cannot get easier today. You can skip it." in shown(walker)
    assert now(walker) == item("n_lying", halved=True)


@pytest.mark.parametrize(
    ("why_not", "changed"),
    [
        ("locked", lambda w: with_rung(w, "n_lying", state="locked")),
        ("resting", lambda w: put(w, blocked_until={"n_lying": days(3)})),
        ("not there", lambda w: put(w, rungs=_without(w, "n_lying"))),
        ("no floor", lambda w: _with_answer(w, "q_equip", ["box"])),
        ("ruled out", lambda w: _with_answer(w, "q_rf_b", ["pregnancy"])),
    ],
)
def test_an_easier_move_that_may_not_be_done_is_not_offered(why_not: str, changed: Any) -> None:
    """As for any move of a session (clinical spec 6)."""
    walker = easier(changed(on(SLIDER)), 2)
    assert now(walker) == HALF, why_not


def test_a_rest_that_is_over_speaks_against_nothing() -> None:
    walker = put(on(SLIDER), blocked_until={"n_lying": session(on(SLIDER)).day})
    assert now(easier(walker, 2)) == LYING


def test_an_easier_move_that_is_in_the_session_is_not_done_twice() -> None:
    assert now(easier(on(SLIDER, item("n_lying")), 2)) == HALF


def _without(walker: Walker, name: str) -> dict[str, Any]:
    return {n: rung for n, rung in program(walker).rungs.items() if n != name}


def _with_answer(walker: Walker, question: str, value: Any) -> Walker:
    answers = {**walker.conversation.answers, question: value}
    walker.conversation = walker.conversation.model_copy(update={"answers": answers})
    return walker


def test_neither_way_moves_a_rung_or_today_s_plan() -> None:
    walker = on(SLIDER)
    before = program(walker)
    press(easier(walker, 3), "hard.1", "hard.1")
    assert program(walker) == before


def test_a_double_tap_makes_it_smaller_once() -> None:
    walker = easier(on(SLIDER))
    walker.tap_forged("ease.1.full")
    assert walker.last == []
    assert now(walker) == HALF


# Harder.


def test_harder_takes_a_wish_for_easier_back() -> None:
    walker = press(easier(on(SLIDER), 2), "hard.1")
    assert now(walker) == SLIDER
    assert "Back to the full dose of today." in shown(walker)


def test_what_was_made_smaller_for_its_pain_stays_so() -> None:
    walker = press(on(SLIDER), "card.1", "hurt.1", "h.1.4", "hard.1")
    assert now(walker) == HALF
    assert "It hurt today, so it stays small." in shown(walker)


@pytest.mark.parametrize(
    ("count", "easy", "words"),
    [
        (0, 0, "3 more good sessions, and it can step up. Very easy ones get there faster."),
        (1, 1, "2 more good sessions, and it can step up. Very easy ones get there faster."),
        (1, 0, "2 more good sessions, and it can step up. Good means"),
        (2, 1, "1 more good session, and it can step up. Good means"),
        (2, 2, "1 more good session, and it can step up. Good means"),
        (4, 1, "1 more good session, and it can step up. Good means"),
    ],
)
def test_harder_says_how_many_sessions_are_left_to_a_step_up(
    count: int, easy: int, words: str
) -> None:
    """Clinical spec 7, D13: at 3, or at 2 if both were easy; today's session is one of them."""
    walker = with_rung(on(item("a_bow")), "a_bow", state="active", count=count, easy=easy)
    before = now(walker)
    assert words in shown(press(walker, "card.1", "hard.1"))
    assert now(walker) == before


@pytest.mark.parametrize(("move", "is_slow"), [("s_hinge_wall", True), ("a_bow", False)])
def test_slow_strength_has_more_work_in_the_same_dose(move: str, *, is_slow: bool) -> None:
    walker = press(with_rung(on(item(move)), move, state="active", count=0), "card.1", "hard.1")
    assert ("take all 4 seconds on the way back" in shown(walker)) is is_slow


@pytest.mark.parametrize(
    ("session_changes", "move", "rung", "words"),
    [
        ({"type": "G"}, item("a_bow"), {}, "Gentle days stay light."),
        ({}, item("a_bow", halved=True), {}, "It is smaller for a while."),
        ({}, item("a_bow", 3), {"dose": 3, "count": 3}, "This is the top step of this move"),
        ({}, item("a_bow", 3), {"dose": 3, "count": 2}, "1 more good session"),
    ],
)
def test_harder_says_why_there_is_no_more_today(
    session_changes: dict[str, Any], move: Item, rung: dict[str, Any], words: str
) -> None:
    walker = with_rung(on(move), "a_bow", **{"state": "active", **rung})
    walker = put(walker, today=session(walker).model_copy(update=session_changes))
    assert words in shown(press(walker, "card.1", "hard.1"))
