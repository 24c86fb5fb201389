"""Chains of exercises: what opens, what locks, and how high a person may go (clinical spec 6)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.schema import SafetyClass
from flows.basis import Basis
from flows.conversation import Program, Rung
from flows.rungs import level_cap, pass_rung, settle_rungs, successors
from tests.flows.people import CONTENT, MONDAY, answers_of, any_answers, basis_of, days, program_of

EVERYTHING = ["floor", "slider", "box", "weight"]


def plain(**changes: object) -> Basis:
    """Someone with all equipment, and nothing that speaks against any move."""
    return basis_of(answers_of("p5_quiet", q_equip=EVERYTHING, q_exp="some", **changes))


def regular(**changes: object) -> Basis:
    return basis_of(answers_of("p5_quiet", q_equip=EVERYTHING, q_exp="regular", **changes))


def states(program: Program, *names: str) -> dict[str, str]:
    return {name: program.rungs[name].state for name in names}


def with_rungs(basis: Basis, phase: int = 1, **rungs: str) -> Program:
    """A programme with some rungs set by their state."""
    program = program_of(basis, phase=phase)
    changed = {name: Rung(state=state, dose=3) for name, state in rungs.items()}  # type: ignore[arg-type] # of the table
    return program.model_copy(update={"rungs": {**program.rungs, **changed}})


@pytest.mark.rule("cap.phase", "cap.regular", "cap.care", "cap.cleared")
@pytest.mark.parametrize(
    ("phase", "q_exp", "cls", "cleared", "cap"),
    [
        (1, "new", "ok", None, 1),
        (2, "new", "ok", None, 2),
        (3, "new", "ok", None, 3),
        (4, "new", "ok", None, 4),
        (1, "regular", "ok", None, 2),
        (2, "regular", "ok", None, 3),
        (3, "regular", "ok", None, 3),
        (4, "regular", "ok", None, 4),
        (1, "regular", "care", None, 1),
        (2, "regular", "care", None, 2),
        (3, "new", "care", None, 3),
        (4, "new", "care", None, 3),
        (4, "new", "care", 0, 2),
        (4, "new", "care", 27, 2),
        (4, "new", "care", 28, 3),
        (1, "new", "care", 0, 1),
    ],
)
def test_level_cap(phase: int, q_exp: str, cls: SafetyClass, cleared: int | None, cap: int) -> None:
    """`cleared` is the number of days since a stop was cleared."""
    basis = basis_of(answers_of("p5_quiet", q_exp=q_exp), cls)
    cleared_on = None if cleared is None else days(-cleared)
    program = program_of(basis, phase=phase, cleared_on=cleared_on)
    assert level_cap(program, MONDAY, basis) == cap


@pytest.mark.rule("rung.start")
def test_at_start_level_1_and_the_roots_are_open() -> None:
    rungs = program_of(plain()).rungs
    for name, rung in rungs.items():
        exercise = CONTENT.exercises[name]
        is_open = exercise.level == 1 or exercise.easier is None
        assert rung.state == ("active" if is_open else "locked"), name
    assert "p_footbox" not in rungs


@pytest.mark.rule("rung.skip")
@pytest.mark.parametrize(
    ("basis", "state"),
    [
        (regular(), {"s_curl_slow": "passed", "s_hinge_wall": "passed",
                     "s_bridge_walkout": "active", "s_hinge_slow": "active"}),
        (regular(q_cramp="often"), {"s_curl_slow": "active", "s_bridge_walkout": "locked"}),
        (plain(), {"s_curl_slow": "active", "s_bridge_walkout": "locked"}),
        (regular(q_rf_c=["osteoporosis"]), {"s_hinge_wall": "active", "s_hinge_slow": "locked"}),
        (basis_of(answers_of("p5_quiet", q_equip=[])),
         {"s_curl_slow": "active", "s_bridge_walkout": "locked",
          "s_hinge_wall": "passed", "s_hinge_slow": "active"}),
    ],
    ids=["regular", "cramps often", "some", "care", "no floor"],
)  # fmt: skip
def test_regular_people_skip_level_1_strength(basis: Basis, state: dict[str, str]) -> None:
    assert states(program_of(basis), *state) == state


def test_successors_follow_both_kinds_of_link() -> None:
    ids = {e.id for e in successors(CONTENT.exercises["s_curl_slow"], CONTENT)}
    assert ids == {"s_bridge_walkout", "s_heel_dig"}


@pytest.mark.rule("rung.pass", "rung.nerve_stays", "rung.nothing_to_open")
@pytest.mark.parametrize(
    ("basis", "phase", "passing", "state"),
    [
        (plain(), 2, "s_curl_slow",
         {"s_curl_slow": "passed", "s_bridge_walkout": "active", "s_heel_dig": "active"}),
        (plain(), 1, "s_curl_slow",
         {"s_curl_slow": "active", "s_bridge_walkout": "locked", "s_heel_dig": "locked"}),
        (plain(), 2, "n_seated",
         {"n_seated": "active", "n_slump": "active", "n_standing": "active"}),
        (plain(q_rf_c=["disc"]), 2, "n_seated",
         {"n_seated": "active", "n_slump": "locked", "n_standing": "active"}),
        (plain(), 4, "r_curl_turn", {"r_curl_turn": "active"}),
        (basis_of(answers_of("p5_quiet", q_equip=[], q_exp="some")), 2, "r_seated",
         {"r_seated": "active", "r_prone": "locked"}),
    ],
    ids=["opens two", "above the cap", "nerve stays", "one is avoided", "top of the chain",
         "no equipment"],
)  # fmt: skip
def test_passing_a_rung(basis: Basis, phase: int, passing: str, state: dict[str, str]) -> None:
    program = pass_rung(with_rungs(basis, phase, **{passing: "active"}), passing, MONDAY, basis)
    assert states(program, *state) == state
    for name, wanted in state.items():
        if wanted == "active" and name != passing:
            assert program.rungs[name] == Rung(state="active", dose=1)


@pytest.mark.rule("rung.nothing_to_open")
def test_a_rung_with_nothing_to_open_stays_at_d3() -> None:
    basis = plain()
    program = pass_rung(with_rungs(basis, s_curl_slow="active"), "s_curl_slow", MONDAY, basis)
    assert program.rungs["s_curl_slow"] == Rung(state="active", dose=3, count=0)


@pytest.mark.rule("rung.only_locked")
def test_what_is_open_already_stays_as_it_is() -> None:
    basis = plain()
    before = with_rungs(basis, 2, s_bridge_walkout="active", s_heel_dig="passed")
    after = pass_rung(before, "s_curl_slow", MONDAY, basis)
    for name in ("s_bridge_walkout", "s_heel_dig"):
        assert after.rungs[name] == before.rungs[name]


@pytest.mark.rule("cap.cleared")
@pytest.mark.parametrize(("since", "state"), [(27, "locked"), (28, "active")])
def test_what_opens_hangs_on_the_day_when_a_stop_was_cleared(since: int, state: str) -> None:
    """Cap 2 for 28 days, then 3: s_deadlift_slow is of level 3."""
    basis = basis_of({**plain().answers}, "care")
    program = with_rungs(basis, 4).model_copy(update={"cleared_on": MONDAY})
    passed = pass_rung(program, "s_hinge_slow", days(since), basis)
    assert passed.rungs["s_deadlift_slow"].state == state
    opened = with_rungs(basis, 4, s_deadlift_slow="active", s_hinge_slow="passed")
    opened = opened.model_copy(update={"cleared_on": MONDAY})
    assert settle_rungs(opened, days(since), basis).rungs["s_deadlift_slow"].state == state


@pytest.mark.rule("rung.cap_falls")
def test_fallen_cap_locks_and_gives_back_what_was_passed() -> None:
    """From phase 3 to 2: level 3 locks, and the level-2 move before it is active again, at d1."""
    basis = plain()
    before = with_rungs(
        basis, 2, s_hinge_wall="passed", s_hinge_slow="passed", s_deadlift_slow="active"
    )
    after = settle_rungs(before, MONDAY, basis)
    assert after.rungs["s_deadlift_slow"] == Rung(state="locked")
    assert after.rungs["s_hinge_slow"] == Rung(state="active", dose=1)
    assert after.rungs["s_hinge_wall"].state == "passed"


def test_new_care_item_takes_the_skipped_level_back() -> None:
    before = program_of(regular())
    care = regular(q_rf_c=["anticoag"])
    assert states(settle_rungs(before, MONDAY, care), "s_hinge_wall", "s_hinge_slow") == {
        "s_hinge_wall": "active",
        "s_hinge_slow": "locked",
    }


@pytest.mark.rule("rung.cap_falls")
def test_passed_move_comes_back_when_all_after_it_became_unusable() -> None:
    before = with_rungs(plain(), 2, r_seated="passed", r_prone="active")
    without_floor = basis_of(answers_of("p5_quiet", q_equip=[], q_exp="some"))
    after = settle_rungs(before, MONDAY, without_floor)
    assert after.rungs["r_seated"] == Rung(state="active", dose=1)


def test_settling_leaves_moves_in_use_as_they_are() -> None:
    """The last of a chain has no way on, and needs none."""
    basis = plain()
    before = with_rungs(basis, 4, r_curl_turn="active", n_tension="active")
    assert settle_rungs(before, MONDAY, basis).rungs == before.rungs


def test_passed_move_that_is_not_usable_any_more_does_not_come_back() -> None:
    basis = plain(q_rf_c=["joint"])
    before = with_rungs(basis, 4, r_seated="passed")
    after = settle_rungs(before, MONDAY, basis)
    assert after.rungs["r_seated"] == before.rungs["r_seated"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (Rung(state="active", dose=2, count=1), Rung(state="active", dose=2, count=1)),
        (Rung(state="passed", dose=3), Rung(state="active", dose=1)),
    ],
)
def test_root_of_a_chain_never_locks(before: Rung, after: Rung) -> None:
    """Nothing would open alt_stand (level 2) again, nor what it had opened."""
    basis = plain()
    program = program_of(basis, phase=1)
    program = program.model_copy(update={"rungs": {**program.rungs, "alt_stand": before}})
    assert settle_rungs(program, MONDAY, basis).rungs["alt_stand"] == after


@given(any_answers(), any_answers(), st.integers(1, 4), st.data())
def test_settling_is_sound_and_done_once(
    before: dict, after: dict, phase: int, data: st.DataObject
) -> None:
    basis = basis_of(after)
    program = program_of(basis_of(before), phase=phase)
    for name in data.draw(st.lists(st.sampled_from(sorted(program.rungs)), max_size=12)):
        program = pass_rung(program, name, MONDAY, basis)
    settled = settle_rungs(program, MONDAY, basis)
    assert settle_rungs(settled, MONDAY, basis) == settled
    cap = level_cap(program, MONDAY, basis)
    for name, rung in settled.rungs.items():
        exercise = CONTENT.exercises[name]
        if exercise.level > cap and exercise.easier:
            assert rung.state == "locked"
