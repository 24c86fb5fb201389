"""Where random walks begin: every plausible moment of a talk, and days of many programmes."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from tests.flows.days import at, copy, lived, person, report, settle
from tests.flows.people import SCORED, days
from tests.flows.situations import SITUATIONS, greeted, situation
from tests.flows.walker import Walker

DAYS = (1, 4, 6, 7, 8, 13, 14, 16, 18, 27, 28, 42)
"""Around the weekly question, the assessments, and an offer that was put off."""
AWAY = (2, 4, 8, 13, 15, 27, 29)
"""Around the rows of the lapse table."""


def _in_the_last_phase() -> Walker:
    """For four weeks, after which fewer days are offered."""
    walker = lived("p3_lifter", 28)
    program = walker.conversation.program
    assert program
    program = program.model_copy(update={"phase": 4, "phase_since": days(0)})
    walker.conversation = walker.conversation.model_copy(update={"program": program})
    return walker


def _offered_fewer_days() -> Walker:
    """After a report there."""
    walker = _in_the_last_phase()
    walker.wait()
    settle(walker)
    report(walker, "done 1")
    assert walker.open_topic() == "less"
    return walker


def _offered_a_better_time() -> Walker:
    """To one who trains in the evening, though the moves come at six."""
    walker = person("p1_desk", q_days=7)
    for day in range(1, 4):
        walker.pass_until(at(day, "20:30"))
        settle(walker)
        report(walker, "done 1")
    return walker


def _at_a_skipped_check() -> Walker:
    walker = person("p8_skipper")
    walker.press("checks")
    return walker


LIVES: dict[str, Callable[[], Walker]] = {
    **{f"{name}, accepted": lambda name=name: person(name) for name in SCORED},
    **{f"day {n}": lambda n=n: lived(SCORED[n % len(SCORED)], n) for n in DAYS},
    **{
        f"away for {n} days": lambda n=n: lived("p4_shared", 3 + n, lambda day: day < 3)
        for n in AWAY
    },
    "a week of little": lambda: lived("p4_shared", 7, lambda day: day < 1),
    "two weeks of little": lambda: lived("p2_runner", 14, lambda day: day % 7 == 0),
    "half of it each time": lambda: lived("p1_desk", 4, reply="half, 2"),
    "pain each time": lambda: lived("p2_runner", 4, reply="done 5"),
    "the last phase": _in_the_last_phase,
    "fewer days": _offered_fewer_days,
    "a better time": _offered_a_better_time,
    "a skipped check": _at_a_skipped_check,
}  # fmt: skip
STARTS = (*LIVES, *SITUATIONS, *(["welcome"] * 10))


@cache
def _prepared(name: str) -> Walker:
    return LIVES[name]() if name in LIVES else situation(name)


def begin(name: str) -> Walker:
    """A walker of one's own."""
    return copy(greeted() if name == "welcome" else _prepared(name))
