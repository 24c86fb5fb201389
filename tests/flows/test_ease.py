"""What days off do to the moves: each row of the lapse table, once (clinical spec 7)."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.basis import Basis
from flows.conversation import Program, Rung, Session
from flows.ease import ease, lighter
from flows.rungs import FRESH, LOCKED, PASSED, level_cap, settle_rungs
from tests.flows.days import at, p1, person, program, session, settle
from tests.flows.people import CONTENT, MONDAY, answers_of, any_answers, basis_of, days, program_of
from tests.flows.walker import Walker

EVERYTHING = ["floor", "slider", "box", "weight"]
BACK = days(30)
"""The day of the return."""


def basis(**changes: Any) -> Basis:
    """Someone with all equipment, and nothing that speaks against any move."""
    return basis_of(answers_of("p5_quiet", q_equip=EVERYTHING, q_exp="some", **changes))


def active(dose: int, count: int = 0, **more: Any) -> Rung:
    return Rung.model_validate({"state": "active", "dose": dose, "count": count, **more})


def with_rungs(phase: int, rungs: dict[str, Rung], **changes: Any) -> Program:
    plain = program_of(basis(), phase=phase, counted=5, **changes)
    return plain.model_copy(update={"rungs": {**plain.rungs, **rungs}})


def back(before: Program, missed: int, who: Basis | None = None) -> Program:
    who = who or basis()
    return settle_rungs(ease(before, missed, BACK, who), BACK, who)


def states(program_: Program, names: dict[str, Rung]) -> dict[str, Rung]:
    return {name: program_.rungs[name] for name in names}


DEEP = {
    "n_seated": active(3, 2, easy=1),
    "s_curl_slow": active(1, 2),
    "s_hinge_wall": PASSED,
    "s_hinge_slow": PASSED,
    "s_deadlift_slow": active(2, 1),
}
"""Phase 3, on the way up."""


@pytest.mark.parametrize(
    ("missed", "phase", "since", "counted", "rungs"),
    [
        pytest.param(0, 3, MONDAY, 5, DEEP, id="none"),
        pytest.param(1, 3, MONDAY, 5, DEEP, id="1", marks=pytest.mark.rule("lapse.1-2")),
        pytest.param(2, 3, MONDAY, 5, DEEP, id="2", marks=pytest.mark.rule("lapse.1-2")),
        pytest.param(3, 3, MONDAY, 5, DEEP, id="3", marks=pytest.mark.rule("lapse.3-6")),
        pytest.param(6, 3, MONDAY, 5, DEEP, id="6", marks=pytest.mark.rule("lapse.3-6")),
        *(
            pytest.param(
                n, 3, MONDAY, 5,
                {"n_seated": active(2), "s_curl_slow": active(1), "s_hinge_wall": PASSED,
                 "s_hinge_slow": active(2), "s_deadlift_slow": LOCKED},
                id=str(n), marks=pytest.mark.rule("lapse.7-13"),
            )
            for n in (7, 13)
        ),
        *(
            pytest.param(
                n, 2, BACK, 0,
                {"n_seated": FRESH, "s_curl_slow": FRESH, "s_hinge_wall": PASSED,
                 "s_hinge_slow": FRESH, "s_deadlift_slow": LOCKED},
                id=str(n), marks=pytest.mark.rule("lapse.14-27"),
            )
            for n in (14, 27)
        ),
        *(
            pytest.param(
                n, 1, BACK, 0,
                {"n_seated": FRESH, "s_curl_slow": FRESH, "s_hinge_wall": FRESH,
                 "s_hinge_slow": LOCKED, "s_deadlift_slow": LOCKED},
                id=str(n), marks=pytest.mark.rule("lapse.28+"),
            )
            for n in (28, 400)
        ),
    ],
)  # fmt: skip
def test_each_row_on_phase_and_rungs(
    missed: int, phase: int, since: dt.date, counted: int, rungs: dict[str, Rung]
) -> None:
    after = back(with_rungs(3, DEEP), missed)
    assert (after.phase, after.phase_since, after.counted) == (phase, since, counted)
    assert states(after, rungs) == rungs


@pytest.mark.rule("lapse.7-13")
@pytest.mark.parametrize(
    ("before", "after", "changes"),
    [
        ({"s_deadlift_slow": active(3), "s_hinge_slow": PASSED},
         {"s_deadlift_slow": LOCKED, "s_hinge_slow": active(2)}, {}),
        ({"s_deadlift_slow": active(3), "s_hinge_slow": active(3)},
         {"s_deadlift_slow": LOCKED, "s_hinge_slow": active(2)}, {}),
        ({"s_deadlift_slow": active(3), "s_hinge_slow": active(1)},
         {"s_deadlift_slow": LOCKED, "s_hinge_slow": active(1)}, {}),
        ({"s_bridge_slide": active(1), "s_bridge_walkout": PASSED},
         {"s_bridge_slide": LOCKED, "s_bridge_walkout": active(2)}, {}),
        ({"s_bridge_slide": active(3), "s_bridge_walkout": PASSED},
         {"s_bridge_slide": active(2), "s_bridge_walkout": PASSED}, {"q_rf_c": ["headdown"]}),
        ({"s_bridge_walkout": active(3)}, {"s_bridge_walkout": active(2)}, {}),
        ({"n_tension": active(2), "n_slump": active(3)},
         {"n_tension": active(1), "n_slump": active(2)}, {}),
        ({"s_death_march": active(2), "s_rdl_single": PASSED, "s_rdl_support": PASSED},
         {"s_death_march": LOCKED, "s_rdl_single": active(2), "s_rdl_support": PASSED}, {}),
        ({"s_death_march": active(2), "s_rdl_single": active(2), "s_rdl_support": PASSED},
         {"s_death_march": LOCKED, "s_rdl_single": LOCKED, "s_rdl_support": active(2)}, {}),
        ({"s_curl_slow": active(2, 2, halved_sessions=2, was_halved=True)},
         {"s_curl_slow": active(1, halved_sessions=2, was_halved=True)}, {}),
    ],
    ids=["to d2", "down to d2", "never up", "at d1", "no usable easier", "level 2", "nerve stays",
         "one step of the chain", "two hard ones", "halving outlasts it"],
)  # fmt: skip
def test_after_7_days_hard_strength_gives_way_and_the_rest_is_one_step_down(
    before: dict[str, Rung], after: dict[str, Rung], changes: dict[str, Any]
) -> None:
    who = basis(**changes)
    eased = ease(with_rungs(4, before), 7, BACK, who)
    assert states(eased, after) == after


@pytest.mark.rule("lapse.14-27")
@pytest.mark.parametrize(("phase", "then"), [(1, 1), (2, 1), (3, 2), (4, 3)])
def test_after_14_days_it_is_one_phase_back_and_never_below_the_first(
    phase: int, then: int
) -> None:
    after = ease(with_rungs(phase, {}), 14, BACK, basis())
    assert (after.phase, after.phase_since, after.counted) == (then, BACK, 0)


def test_it_comes_to_the_same_whether_or_not_a_session_was_built_in_between() -> None:
    at_once = step_by_step = with_rungs(4, DEEP)
    for missed in (3, 8, 9, 15, 30):
        step_by_step = ease(step_by_step, missed, BACK, basis())
    assert step_by_step == ease(at_once, 30, BACK, basis())


@pytest.mark.parametrize("phase", [2, 3, 4])
def test_a_move_that_locked_opens_again_when_the_one_before_it_is_passed_again(phase: int) -> None:
    """Nothing is lost for good: what leads to it is active again, or will be."""
    rungs = {name: PASSED for name, r in program_of(basis()).rungs.items() if r.state != "passed"}
    after = back(with_rungs(phase, rungs), 28)
    for name, rung in after.rungs.items():
        easier = CONTENT.exercises[name].easier
        if rung.state == "locked":
            assert easier in after.rungs
            assert after.rungs[easier].state != "passed", f"nothing opens {name} again"


def test_the_root_of_a_chain_begins_anew_with_what_it_had_opened() -> None:
    before = with_rungs(3, {"alt_stand": PASSED, "alt_lying": active(2)})
    after = back(before, 28)
    assert after.rungs["alt_lying"] == LOCKED
    assert after.rungs["alt_stand"] == FRESH


@pytest.mark.rule("lapse.3-6")
@pytest.mark.parametrize(
    ("missed", "eased", "strength"), [(2, 0, 3), (3, 0, 2), (6, 0, 2), (7, 7, 3), (5, 7, 3)]
)
def test_strength_is_one_step_down_for_the_session_after_3_days(
    missed: int, eased: int, strength: int
) -> None:
    before = with_rungs(2, {"s_curl_slow": active(3), "a_bow": active(3)}, eased=eased)
    after = lighter(before, missed, CONTENT)
    assert after.rungs["s_curl_slow"].dose == strength
    assert after.rungs["a_bow"].dose == 3


def any_rung() -> st.SearchStrategy[Rung]:
    return st.builds(
        Rung,
        state=st.sampled_from(["locked", "active", "passed"]),
        dose=st.integers(1, 3),
        count=st.integers(0, 3),
        halved_sessions=st.integers(0, 3),
    )


@given(any_answers(), st.integers(1, 4), st.data(), st.lists(st.integers(0, 60), min_size=1))
def test_easing_never_raises_a_dose_nor_opens_a_move_above_the_cap(
    answers: dict[str, Any], phase: int, data: st.DataObject, missed: list[int]
) -> None:
    who = basis_of(answers)
    before = program_of(who, phase=phase)
    rungs = {name: data.draw(any_rung()) for name in before.rungs}
    before = settle_rungs(before.model_copy(update={"rungs": rungs}), BACK, who)
    after = before
    for days_off in sorted(missed):
        after = back(after, days_off, who)
        assert back(after, days_off, who) == after, "twice is once"
    cap = level_cap(after, BACK, who)
    assert cap <= level_cap(before, BACK, who)
    for name, rung in after.rungs.items():
        was, move = before.rungs[name], CONTENT.exercises[name]
        if was.state == rung.state == "active":
            assert rung.dose <= was.dose, name
        if was.state != "active" and rung.state == "active":
            assert move.level <= cap or move.easier is None, name
            assert rung.dose <= 2, name


# In the talk.


def doses(of: Session, cat: str) -> list[int]:
    return [i.dose for i in of.items if CONTENT.exercises[i.exercise].cat == cat]


def strong(walker: Walker) -> Walker:
    """All that is open stands at d3."""
    rungs = {
        name: rung.model_copy(update={"dose": 3}) if rung.state == "active" else rung
        for name, rung in program(walker).rungs.items()
    }
    put = program(walker).model_copy(update={"rungs": rungs})
    walker.conversation = walker.conversation.model_copy(update={"program": put})
    return walker


def open_today(walker: Walker, day: int) -> Session:
    """Back on that day, with whatever is asked first answered."""
    walker.pass_until(at(day, "12:00"))
    walker.command("/today")
    settle(walker, again="later")
    assert session(walker).day == days(day)
    return session(walker)


def do(walker: Walker) -> None:
    """Today's session, without trouble."""
    walker.say("done 2")
    while walker.open_topic().startswith("checkin."):
        walker.press("n.5" if walker.open_topic() == "checkin.effort" else "o.none")


@pytest.mark.rule("lapse.3-6")
def test_strength_is_lighter_until_one_session_is_done() -> None:
    """p1 trains on days 0, 1, 3 and 4 of the week; load on 0 and 3."""
    walker = strong(p1(done=None, q_minutes="m30"))
    lighter_ = open_today(walker, 3)
    assert doses(lighter_, "strength")
    assert set(doses(lighter_, "strength")) == {2}
    assert {program(walker).rungs[i.exercise].dose for i in lighter_.items} == {3}
    do(walker)
    walker.pass_until(at(4, "09:00"))
    walker.close_morning()
    open_today(walker, 4)
    do(walker)
    after = open_today(walker, 7)
    assert set(doses(after, "strength")) == {3}


@pytest.mark.rule("lapse.7-13")
def test_a_done_session_ends_it_and_a_skipped_one_does_not() -> None:
    walker = strong(p1(done=None))
    open_today(walker, 8)
    assert program(walker).eased == 7
    once = program(walker).rungs
    walker.say("skipped")
    open_today(walker, 10)
    assert (program(walker).eased, program(walker).rungs) == (7, once)
    do(walker)
    open_today(walker, 11)
    assert program(walker).eased == 0


def test_a_second_lapse_eases_again() -> None:
    walker = strong(person(q_days=7))
    open_today(walker, 7)
    assert program(walker).rungs["n_seated"].dose == 2
    do(walker)
    open_today(walker, 15)
    assert program(walker).eased == 7
    assert program(walker).rungs["n_seated"].dose == 1


@pytest.mark.rule("lapse.14-27")
def test_after_the_cards_of_the_return_the_session_is_all_d1() -> None:
    walker = strong(person(q_days=7))
    assert {i.dose for i in open_today(walker, 14).items} == {1}
    assert program(walker).phase_since == days(14)
