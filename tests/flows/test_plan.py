"""How a programme starts, which day it is, and when a phase ends (clinical spec 6)."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.basis import Basis
from flows.builder import seconds
from flows.conversation import CheckIn, Program, Session
from flows.plan import (
    build_session,
    close_phase,
    day_type,
    put_today,
    start_program,
)
from tests.flows.people import (
    CONTENT,
    MONDAY,
    PERSONAS,
    SCORED,
    answers_of,
    basis_of,
    days,
    program_of,
)

ANSWERS = answers_of("p5_quiet")


def built_on(program: Program, day: int, basis: Basis) -> Session:
    return build_session(program, days(day), basis.answers, basis.cls, basis.weighed, basis.content)


def pattern(program: Program, q_days: int, count: int = 7) -> str:
    """One letter a day; a dash is rest."""
    answers = {**ANSWERS, "q_days": q_days}
    return "".join(day_type(program, days(n), answers, CONTENT) or "-" for n in range(count))


@pytest.mark.parametrize("name", SCORED)
def test_persona_sessions(name: str) -> None:
    """The first two pattern days; the second with the first one built, and no dose changed."""
    expect, basis = PERSONAS[name]["expect"], basis_of(answers_of(name))
    program, wanted = program_of(basis), [expect["first_session"], expect["second_session"]]
    found = []
    for n in range(7):
        if len(found) < 2 and day_type(program, days(n), basis.answers, CONTENT):
            session = built_on(program, n, basis)
            program = put_today(program, session)
            found.append(session)
    assert [
        {
            "day": session.type,
            "items": [f"{item.exercise}:d{item.dose}" for item in session.items],
            "seconds": session.seconds,
        }
        for session in found
    ] == wanted


def test_seconds_of_a_session_are_those_of_its_items() -> None:
    basis = basis_of(answers_of("p9_skater"))
    session = built_on(program_of(basis), 0, basis)
    assert session.seconds == sum(seconds(item, CONTENT) for item in session.items)


@pytest.mark.rule("week.2", "week.3", "week.4", "week.5", "week.6", "week.7")
@pytest.mark.parametrize(
    ("q_days", "week"),
    [
        (2, "L--L---"),
        (3, "L-M-L--"),
        (4, "LM-LM--"),
        (5, "LMLML--"),
        (6, "LMLMLM-"),
        (7, "LMLMLMG"),
    ],
)
def test_week_pattern_comes_round_again(q_days: int, week: str) -> None:
    assert pattern(program_of(basis_of(ANSWERS)), q_days, 14) == week * 2


def test_the_lightest_week_for_who_did_not_say() -> None:
    program, answers = program_of(basis_of(ANSWERS)), {**ANSWERS, "q_days": None}
    kinds = [day_type(program, days(n), answers, CONTENT) for n in range(7)]
    assert kinds == ["L", None, None, "L", None, None, None]


def test_phases_are_numbered_as_they_come() -> None:
    assert [phase.id for phase in CONTENT.rules.phases] == [1, 2, 3, 4]


def test_no_session_before_day_0() -> None:
    assert day_type(program_of(basis_of(ANSWERS)), days(-1), ANSWERS, CONTENT) is None


@pytest.mark.rule("week.load_running")
def test_second_load_day_running_becomes_movement() -> None:
    """Day 3 is load with 2 days a week; then the person takes 3 days, where day 4 is load."""
    basis = basis_of({**ANSWERS, "q_days": 2})
    program = put_today(program_of(basis), built_on(program_of(basis), 3, basis))
    assert day_type(program, days(4), {**ANSWERS, "q_days": 3}, CONTENT) == "M"
    assert day_type(program_of(basis), days(4), {**ANSWERS, "q_days": 3}, CONTENT) == "L"


@pytest.mark.rule("week.forced_gentle")
def test_forced_gentle_day_replaces_the_next_planned_one_once() -> None:
    basis = basis_of({**ANSWERS, "q_days": 4})
    program = program_of(basis, forced_gentle=True)
    assert day_type(program, days(2), basis.answers, CONTENT) is None
    program = put_today(program, built_on(program, 1, basis))
    assert program.today
    assert program.today.type == "G"
    assert built_on(program, 1, basis).type == "G"
    assert day_type(program, days(3), basis.answers, CONTENT) == "L"


def test_order_for_a_gentle_day_outlives_a_session_that_was_not() -> None:
    basis = basis_of({**ANSWERS, "q_days": 4})
    program = put_today(program_of(basis), built_on(program_of(basis), 0, basis))
    program = program.model_copy(update={"forced_gentle": True})
    program = put_today(program, built_on(program, 0, basis))
    assert (program.today and program.today.type, program.forced_gentle) == ("G", False)


def test_rest_day_has_no_session_to_build() -> None:
    basis = basis_of({**ANSWERS, "q_days": 2})
    with pytest.raises(LookupError, match="rest day"):
        built_on(program_of(basis), 1, basis)


def test_put_today_keeps_the_last_three_built() -> None:
    basis = basis_of({**ANSWERS, "q_days": 7})
    program = program_of(basis)
    for n in range(6):
        program = put_today(program, built_on(program, n, basis))
    assert [session.day for session in program.built] == [days(2), days(3), days(4)]
    assert program.today
    assert program.today.day == days(5)


def test_put_today_again_replaces_today() -> None:
    basis = basis_of(ANSWERS)
    program = put_today(program_of(basis), built_on(program_of(basis), 0, basis))
    again = put_today(program, built_on(program, 0, basis))
    assert again == program


def report(n: int, light: str | None = "GREEN", **changes: object) -> CheckIn:
    plain = {"day": days(n), "type": "M", "items": (), "completion": "done", "light": light}
    return CheckIn.model_validate({**plain, **changes})


GREEN = tuple(report(n) for n in range(4))


@pytest.mark.rule("phase.1", "phase.2", "phase.3", "phase.4")
@pytest.mark.parametrize(
    ("phase", "counted", "day", "reports", "after"),
    [
        (1, 4, 7, GREEN, 2),
        (1, 3, 7, GREEN, 1),
        (1, 4, 6, GREEN, 1),
        (2, 6, 10, GREEN, 3),
        (2, 5, 10, GREEN, 2),
        (2, 6, 9, GREEN, 2),
        (3, 8, 14, GREEN, 4),
        (3, 7, 14, GREEN, 3),
        (3, 8, 13, GREEN, 3),
        (4, 99, 99, GREEN, 4),
        (1, 4, 7, (*GREEN, report(5, "RED")), 1),
        (1, 4, 7, (report(0, "RED"), *GREEN[1:]), 2),
        (1, 4, 7, (*GREEN, report(5, "AMBER")), 2),
        (1, 4, 7, (*GREEN, report(5, "AMBER"), report(6, "AMBER")), 1),
        (1, 4, 7, (*GREEN, report(5, tingling="worse")), 1),
        (1, 4, 7, (*GREEN, report(5, tingling="better")), 2),
        (1, 4, 7, (*GREEN, report(5, completion="partial")), 2),
        # A skip was not reported: it neither holds a phase, nor makes older ones forgotten.
        (1, 4, 7, (*GREEN, report(5, "RED", completion="skipped")), 2),
        (1, 4, 7, (report(4, "RED"), *GREEN[:2], report(5, completion="skipped")), 1),
    ],
)
def test_leaving_a_phase(
    phase: int, counted: int, day: int, reports: tuple[CheckIn, ...], after: int
) -> None:
    program = program_of(basis_of(ANSWERS), phase=phase, counted=counted, reports=reports)
    closed = close_phase(program, days(day), CONTENT)
    assert closed.phase == after
    if after > phase:
        assert (closed.counted, closed.phase_since) == (0, days(day))
    else:
        assert closed == program


@pytest.mark.rule("dose.start")
@pytest.mark.parametrize(
    ("name", "changes", "doses"),
    [
        ("p5_quiet", {"q_exp": "new"}, {"n_lying": 1, "r_prone": None}),
        ("p5_quiet", {"q_exp": "some"}, {"n_lying": 2, "alt_stand": 1}),
        ("p5_quiet", {"q_exp": "regular"}, {"n_lying": 2, "alt_stand": 2, "s_hinge_slow": 2}),
        ("p5_quiet", {"q_pain_now": 5}, {"n_lying": 1}),
        ("p5_quiet", {"q_pain_now": 4}, {"n_lying": 1}),
        ("p7_disc", {}, {"n_lying": 1}),
        ("p5_quiet", {"q_exp": None}, {"n_lying": 1}),
    ],
)
def test_starting_doses(name: str, changes: dict, doses: dict[str, int | None]) -> None:
    """None = still locked."""
    rungs = program_of(basis_of(answers_of(name, **changes))).rungs
    found = {n: rungs[n].dose if rungs[n].state == "active" else None for n in doses}
    assert found == doses


def test_pain_alone_starts_at_d1() -> None:
    """Pain 5 makes it care as well; the two rules do not hang on each other."""
    basis = basis_of(answers_of("p5_quiet", q_pain_now=5), cls="ok")
    assert program_of(basis).rungs["n_lying"].dose == 1


def test_programme_after_a_stop_remembers_when_it_was_cleared() -> None:
    basis = basis_of(ANSWERS)
    program = start_program(
        basis.answers, "care", basis.weighed, MONDAY, CONTENT, cleared_on=MONDAY
    )
    assert program.cleared_on == MONDAY
    assert {rung.dose for rung in program.rungs.values() if rung.state == "active"} == {1}


@pytest.mark.rule("week.load_running")
@given(st.integers(2, 7), st.lists(st.integers(2, 7), min_size=28, max_size=28))
def test_load_days_are_never_running(first: int, changes: list[int]) -> None:
    """However often the days are changed."""
    basis = basis_of({**ANSWERS, "q_days": first})
    program, load = program_of(basis), []
    for n, q_days in enumerate(changes):
        answers = {**ANSWERS, "q_days": q_days}
        kind = day_type(program, days(n), answers, CONTENT)
        if kind:
            session = Session(day=days(n), type=kind, items=(), seconds=0)
            program = put_today(program, session)
        load.append(kind == "L")
    assert not any(one and other for one, other in itertools.pairwise(load))
