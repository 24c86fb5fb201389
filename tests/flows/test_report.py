"""Reports as they are kept: 14 days, one a day, and what the programme was before the last."""

from __future__ import annotations

import datetime as dt

import pytest

from flows.conversation import CheckIn, Completion, Item, Rung, Session
from flows.report import (
    before_settling,
    last_settled,
    make_report,
    remember,
    reopen,
    waiting_session,
    with_report,
)
from tests.flows.days import p1, person, program, session
from tests.flows.people import CONTENT, answers_of, basis_of, days, program_of

PROGRAM = program_of(basis_of(answers_of("p1_desk")))


def report(day: int, completion: Completion = "done", decision: str | None = None) -> CheckIn:
    return CheckIn(day=days(day), type="M", items=(), completion=completion, decision=decision)


def kept(*days_: int) -> list[dt.date]:
    found = PROGRAM
    for day in days_:
        found = with_report(found, report(day))
    return [r.day for r in found.reports]


@pytest.mark.parametrize(
    ("told", "left"),
    [
        ((0, 1, 2), (0, 1, 2)),
        ((1, 0), (0, 1)),  # in order, whenever it was told
        ((0, 0, 0), (0,)),
        ((0, 13), (0, 13)),
        ((0, 14), (14,)),
        ((0, 1, 2, 15), (2, 15)),
    ],
)
def test_14_days_are_kept_one_report_a_day(told: tuple[int, ...], left: tuple[int, ...]) -> None:
    assert kept(*told) == [days(day) for day in left]


def test_a_report_of_the_same_day_takes_the_place_of_the_first() -> None:
    found = with_report(with_report(PROGRAM, report(0, "skipped")), report(0, "partial"))
    assert [r.completion for r in found.reports] == ["partial"]


@pytest.mark.parametrize(
    ("draft", "completion", "pain"),
    [
        ({}, "skipped", None),
        ({"pain": 6}, "skipped", 6),
        ({"completion": "done", "pain": 2, "of_tomorrow": 1}, "done", 2),
    ],
)
def test_what_was_not_said_is_not_made_up(draft: dict, completion: str, pain: int | None) -> None:
    made = make_report(draft, session(person()), CONTENT)
    assert (made.completion, made.pain, made.effort) == (completion, pain, None)
    assert made.items == tuple(i.exercise for i in session(person()).items)


@pytest.mark.parametrize(("told", "waits"), [(None, True), ("skipped", False), ("done 2", False)])
def test_a_session_waits_until_it_is_reported(told: str | None, *, waits: bool) -> None:
    assert (waiting_session(p1(done=told).conversation) is not None) is waits


# As it was before the last report was settled.


def settled() -> tuple[str, Rung]:
    """One rung that moves."""
    name = next(n for n, rung in PROGRAM.rungs.items() if rung.state == "active")
    return name, PROGRAM.rungs[name]


def test_what_is_remembered_is_only_what_moved() -> None:
    name, rung = settled()
    today = Session(day=days(1), type="M", items=(Item(exercise=name, dose=1, slot="nerve"),),
                    seconds=60)  # fmt: skip
    moved = {**PROGRAM.rungs, name: rung.model_copy(update={"dose": 3})}
    after = PROGRAM.model_copy(update={"rungs": moved, "today": today, "built": (today,)})
    found = remember(after, after.model_copy(update={"rungs": PROGRAM.rungs})).unsettled
    assert found
    assert found.rungs == {name: rung}
    assert (found.today, found.built, found.reports, found.unsettled) == (None, (), (), None)


def test_reopening_a_settled_report_brings_the_programme_back_with_the_new_words() -> None:
    name, rung = settled()
    moved = {**PROGRAM.rungs, name: rung.model_copy(update={"dose": 3})}
    after = with_report(PROGRAM, report(0, decision="D13"))
    after = remember(after.model_copy(update={"rungs": moved}), PROGRAM)
    found = reopen(after, report(0, "partial", decision="D13"))
    assert found.rungs == PROGRAM.rungs
    assert [(r.completion, r.decision) for r in found.reports] == [("partial", None)]


@pytest.mark.parametrize("remembers", [True, False])
def test_reopening_another_report_leaves_the_rungs_alone(*, remembers: bool) -> None:
    """Of an earlier day; or of a talk that was stored before anything was remembered."""
    after = with_report(PROGRAM, report(0, decision="D13"))
    after = remember(after, PROGRAM) if remembers else after
    after = with_report(after, report(1))
    found = reopen(after, report(1 if remembers else 0, "skipped"))
    assert found.rungs == after.rungs
    assert len(found.reports) == 2


def test_only_a_decided_report_is_settled() -> None:
    undecided = with_report(PROGRAM, report(1))
    assert last_settled(undecided) is None
    both = with_report(undecided, report(0, decision="D9"))
    last = last_settled(both)
    assert last
    assert last.day == days(0)
    assert before_settling(both) is None


def test_a_program_in_front_of_the_talk_remembers_after_its_second_session() -> None:
    walker = p1()
    assert program(walker).unsettled is None
