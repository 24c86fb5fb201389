"""What people report of their sessions, and what the decision on it makes of a programme."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from content.schema import SafetyClass
from flows.adapt import Change, apply
from flows.conversation import CheckIn, Program, Rung
from flows.rate import Decision, decide
from tests.flows.people import CONTENT, MONDAY, answers_of, basis_of, days, program_of

BASE = 1

BASIS = basis_of(answers_of("p2_runner"))

SESSION = ("n_lying", "n_seated", "a_bow", "s_hinge_wall")

ACTIVE = Rung(state="active")


def report(day: int = 0, **changes: Any) -> CheckIn:
    """A load day done well, so many days after Monday."""
    well = {"completion": "done", "pain": 2, "tingling": "none", "effort": 5, "items": SESSION}
    return CheckIn(day=days(day), type="L", **{**well, **changes})


def program_with(*reports: CheckIn, **rungs: Rung) -> Program:
    """A runner's programme with these reports and some rungs as given."""
    program = program_of(BASIS, reports=reports)
    return program.model_copy(update={"rungs": {**program.rungs, **rungs}})


def after(
    program: Program, decision: Decision | None = None, cls: SafetyClass = BASIS.cls
) -> tuple[Program, list[Change]]:
    """The decision on the last report, applied for a session on the next day."""
    day = program.reports[-1].day + (days(1) - MONDAY)
    program, changes = apply(
        program,
        decision or decide(program.reports, BASE),
        answers=BASIS.answers,
        cls=cls,
        weighed=BASIS.weighed,
        day=day,
        content=CONTENT,
    )
    return program, list(changes)


NRS = st.none() | st.integers(0, 10)

CHECK_INS = st.builds(
    CheckIn,
    day=st.integers(0, 20).map(days),
    type=st.sampled_from("LMG"),
    items=st.lists(st.sampled_from(SESSION), unique=True).map(tuple),
    completion=st.sampled_from(["done", "partial", "skipped"]),
    pain=NRS,
    tingling=st.sampled_from([None, "none", "better", "same", "worse"]),
    effort=NRS,
    culprit=st.none() | st.sampled_from(SESSION),
    morning_pain=NRS,
    morning_tingling=st.none() | st.booleans(),
    doms=st.none() | st.booleans(),
)

REPORTS = st.lists(CHECK_INS, min_size=1, max_size=6).map(
    lambda found: sorted(found, key=lambda r: r.day)
)
