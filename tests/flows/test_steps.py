"""Steps on the rungs, as decisions take them (clinical spec 7, progress and regress)."""

from __future__ import annotations

from typing import Any

import pytest

from content.schema import SafetyClass
from flows.conversation import Rung
from flows.steps import Change, Work, regress_strength, rested
from tests.flows.people import MONDAY, days, program_of
from tests.flows.reports import ACTIVE, BASIS, SESSION, after, program_with, report


@pytest.mark.rule("D13", "progress.three")
def test_three_good_sessions_are_a_step_up() -> None:
    """Case a2: an item in all three reaches count 3 and progresses."""
    program = program_of(BASIS)
    start = program.rungs["a_bow"].dose
    changes: list[Change] = []
    for day in range(3):
        program, changes = after(
            program.model_copy(update={"reports": (report(day, items=("a_bow",)),)})
        )
    assert program.rungs["a_bow"] == Rung(state="active", dose=start + 1)
    assert Change(exercise="a_bow", what="up") in changes
    assert program.counted == 3


@pytest.mark.rule("progress.two_easy")
def test_two_easy_sessions_are_enough() -> None:
    once = Rung(state="active", count=1, easy=1)
    easy, _ = after(program_with(report(effort=3), a_bow=once))
    less_easy, _ = after(program_with(report(effort=4), a_bow=once))
    not_asked, _ = after(program_with(report(effort=None), a_bow=once))
    assert easy.rungs["a_bow"] == Rung(state="active", dose=2)
    assert less_easy.rungs["a_bow"] == Rung(state="active", count=2, easy=1)
    assert not_asked.rungs["a_bow"] == less_easy.rungs["a_bow"]


@pytest.mark.rule("progress.most_two")
def test_at_most_two_progress_and_the_others_wait() -> None:
    ready = Rung(state="active", count=2)
    program, changes = after(program_with(report(), **dict.fromkeys(SESSION, ready)))
    assert [change.what for change in changes] == ["up", "up"]
    waiting = set(SESSION) - {change.exercise for change in changes}
    assert [program.rungs[name].count for name in waiting] == [3, 3]
    assert {change.exercise for change in changes} == {"n_lying", "n_seated"}  # most value here


def test_a_rung_passed_is_one_of_the_two_that_progress() -> None:
    top, ready = Rung(state="active", dose=3, count=2), Rung(state="active", count=2)
    rungs = {"n_seated": top, "n_lying": ready, "a_bow": ready}
    program, changes = after(program_with(report(), **rungs).model_copy(update={"phase": 2}))
    assert {c.what for c in changes if c.exercise != "n_lying"} == {"opened"}
    assert program.rungs["n_lying"] == Rung(state="active", dose=2)
    assert program.rungs["a_bow"] == Rung(state="active", count=3)


@pytest.mark.parametrize(
    ("cls", "cleared_on", "opened"),
    [("ok", None, True), ("care", None, False), ("care", MONDAY, False)],
)
def test_what_a_passed_rung_opens_hangs_on_the_cap(
    cls: SafetyClass, cleared_on: Any, *, opened: bool
) -> None:
    """s_rdl_single is of level 4: not with care."""
    top = Rung(state="active", dose=3, count=2)
    program = program_with(report(items=("s_rdl_support",)), s_rdl_support=top)
    program = program.model_copy(update={"phase": 4, "cleared_on": cleared_on})
    program, changes = after(program, cls=cls)
    assert (program.rungs["s_rdl_single"].state == "active") is opened
    assert (Change(exercise="s_rdl_single", what="opened") in changes) is opened


def test_a_step_up_makes_a_halved_move_whole_again() -> None:
    """The next time it is too much, the repetitions are halved first, not rested."""
    halved = Rung(state="active", count=2, was_halved=True)
    up, _ = after(program_with(report(), a_bow=halved))
    assert up.rungs["a_bow"] == Rung(state="active", dose=2)


def test_only_active_moves_at_full_repetitions_count() -> None:
    """A gentle day takes passed moves again."""
    rungs = {
        "a_bow": Rung(state="passed", dose=3),
        "s_hinge_wall": Rung(state="active", halved_sessions=2, was_halved=True),
    }
    program, _ = after(program_with(report(), **rungs))
    assert program.rungs["a_bow"] == rungs["a_bow"]
    assert program.rungs["s_hinge_wall"].count == 0
    assert program.rungs["s_hinge_wall"].halved_sessions == 1


@pytest.mark.rule("progress.pass")
def test_passing_opens_the_next_move() -> None:
    top = Rung(state="active", dose=3, count=2)
    program, changes = after(
        program_with(report(), s_hinge_wall=top).model_copy(update={"phase": 2})
    )
    assert program.rungs["s_hinge_wall"].state == "passed"
    assert program.rungs["s_hinge_slow"] == ACTIVE
    assert changes == [
        Change(exercise="s_hinge_wall", what="passed"),
        Change(exercise="s_hinge_slow", what="opened"),
    ]


def test_a_nerve_move_stays_beside_what_it_opens() -> None:
    top = Rung(state="active", dose=3, count=2)
    program, changes = after(program_with(report(), n_seated=top).model_copy(update={"phase": 2}))
    assert program.rungs["n_seated"] == Rung(state="active", dose=3)
    assert {(c.exercise, c.what) for c in changes} == {
        ("n_slump", "opened"),
        ("n_standing", "opened"),
    }


def test_with_nothing_to_open_it_stays_and_tries_again() -> None:
    """The level above is closed in phase 1; the try takes no one's place."""
    top, ready = Rung(state="active", dose=3, count=2), Rung(state="active", count=2)
    rungs = {"s_hinge_wall": top, "a_bow": ready, "n_lying": ready}
    program, changes = after(program_with(report(), **rungs))
    assert program.rungs["s_hinge_wall"] == Rung(state="active", dose=3, count=3)
    assert {change.exercise for change in changes} == {"a_bow", "n_lying"}


@pytest.mark.rule("D3", "regress.dose", "regress.halve", "regress.rest")
@pytest.mark.parametrize(
    ("rung", "expected", "what"),
    [
        (Rung(state="active", dose=3, count=2), Rung(state="active", dose=2), "down"),
        (Rung(state="active", dose=2), Rung(state="active", dose=1), "down"),
        # the bottom of its chain: half the repetitions, and a rest when that was not enough
        (ACTIVE, Rung(state="active", halved_sessions=3, was_halved=True), "halved"),
        (Rung(state="active", halved_sessions=2, was_halved=True), ACTIVE, "rested"),
        (Rung(state="active", was_halved=True), ACTIVE, "rested"),
    ],
)
def test_regress_a_culprit(rung: Rung, expected: Rung, what: str) -> None:
    red = report(pain=6, culprit="s_hinge_wall")
    program, changes = after(program_with(red, s_hinge_wall=rung))
    assert program.rungs["s_hinge_wall"] == expected
    assert [(c.exercise, c.what) for c in changes] == [("s_hinge_wall", what)]
    assert program.forced_gentle
    assert ("s_hinge_wall" in program.blocked_until) is (what == "rested")


@pytest.mark.rule("regress.easier")
@pytest.mark.parametrize(
    ("easier", "expected"),
    [
        (Rung(state="passed", dose=3), Rung(state="active", dose=2)),
        (Rung(state="active", dose=3, count=2), Rung(state="active", dose=2)),
        (Rung(state="locked"), Rung(state="active", dose=2)),
        (ACTIVE, ACTIVE),  # going back is never a step up
    ],
)
def test_regress_to_the_easier_move(easier: Rung, expected: Rung) -> None:
    red = report(pain=6, items=("s_hinge_slow",), culprit="s_hinge_slow")
    program, changes = after(program_with(red, s_hinge_slow=ACTIVE, s_hinge_wall=easier))
    assert program.rungs["s_hinge_slow"].state == "locked"
    assert program.rungs["s_hinge_wall"] == expected
    assert changes == [Change(exercise="s_hinge_wall", what="returned")]


def test_a_passed_move_of_a_gentle_day_has_nothing_below_it() -> None:
    passed = Rung(state="passed", dose=3)
    program, changes = after(program_with(report(pain=6, culprit="a_bow"), a_bow=passed))
    assert (program.rungs["a_bow"], changes) == (passed, [])


@pytest.mark.parametrize("order", [1, -1])
def test_worse_tingling_eases_the_harder_of_a_chain_first(order: int) -> None:
    """Each goes down once by itself; what comes back at d2 for a harder one then does so too."""
    chain = ("n_lying", "n_seated", "n_slump")
    rungs = {"n_lying": Rung(state="active", dose=3), "n_seated": ACTIVE, "n_slump": ACTIVE}
    said = report(tingling="worse", items=chain[::order])
    program, _ = after(program_with(said, **rungs))
    assert program.rungs["n_slump"].state == "locked"
    assert program.rungs["n_seated"].state == "locked"
    assert program.rungs["n_lying"] == ACTIVE


def test_a_longer_rest_is_not_made_shorter() -> None:
    twice = [report(day, pain=5, culprit="a_bow") for day in (0, 2)]
    program = program_with(*twice).model_copy(update={"blocked_until": {"a_bow": days(30)}})
    assert after(program)[0].blocked_until == {"a_bow": days(30)}


def test_all_strength_goes_one_step_down_once() -> None:
    """A move that comes back for a harder one is not lowered again, wherever it stands."""
    rungs = {
        "s_hinge_slow": ACTIVE,
        "s_hinge_wall": Rung(state="active", dose=3),
        "s_curl_slow": Rung(state="active", dose=3, count=2),
        "s_bridge_walkout": Rung(state="passed", dose=3),
        "a_bow": Rung(state="active", dose=2, count=2),
    }
    locked = {n: Rung(state="locked") for n in program_of(BASIS).rungs if n.startswith("s_")}
    work = Work(program_with(**{**locked, **rungs}), MONDAY, BASIS)
    regress_strength(work)
    assert {name: work.rung(name) for name in rungs} == {
        "s_hinge_slow": Rung(state="locked"),
        "s_hinge_wall": Rung(state="active", dose=2),
        "s_curl_slow": Rung(state="active", dose=2),
        "s_bridge_walkout": rungs["s_bridge_walkout"],
        "a_bow": rungs["a_bow"],
    }
    assert {(c.exercise, c.what) for c in work.changes} == {
        ("s_hinge_wall", "returned"),
        ("s_curl_slow", "down"),
    }


def test_a_rest_begins_anew_what_was_counted() -> None:
    before = program_with(
        a_bow=Rung(state="active", dose=2, count=2, easy=1, halved_sessions=1, was_halved=True)
    )
    before = before.model_copy(update={"blocked_until": {"n_lying": days(3)}})
    after_rest = rested(before, "a_bow", MONDAY)
    assert after_rest.rungs["a_bow"] == Rung(state="active", dose=2)
    assert after_rest.blocked_until == {"n_lying": days(3), "a_bow": days(14)}
