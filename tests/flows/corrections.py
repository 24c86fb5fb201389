"""Reports in front of the talk, and their corrections, with all that follows answered."""

from __future__ import annotations

from typing import Any

from flows.conversation import CheckIn
from tests.flows.days import at, person, settle
from tests.flows.walker import Walker

ASKED = {
    "checkin.effort": "n.5", "checkin.culprit": "o.unsure", "checkin.tingling": "o.none",
    "fix.effort": "n.5", "fix.culprit": "o.unsure", "fix.tingling": "o.none", "fix.pain": "n.2",
    "new.q_rf_a": "none", "new.q_rf_b": "none",
}  # fmt: skip
"""What follows a report or a correction, and how it is answered."""


def answer_rest(walker: Walker) -> Walker:
    while (topic := walker.open_topic()) in ASKED:
        walker.press(ASKED[topic])
    return walker


def told(reply: str, *before: str, name: str = "p1_desk") -> Walker:
    """Every day is a training day; some are reported, and now this one."""
    walker = person(name, q_days=7)
    for day, earlier in enumerate((*before, reply)):
        to_session(walker, day)
        walker.say(earlier)
        answer_rest(walker)
    return walker


def to_session(walker: Walker, day: int) -> Walker:
    """That day's session is built, and stands on the screen."""
    if day:
        walker.pass_until(at(day, "18:10"))
        settle(walker)
        answer_rest(walker)
    return walker


def correct(walker: Walker, part: str, code: str) -> Walker:
    walker.command("/correct")
    walker.press(f"fix.{part}")
    walker.press(code)
    return walker


def corrected(walker: Walker, *fixes: str) -> Walker:
    """Each as "pain n.5"; what follows is answered too."""
    for fix in fixes:
        correct(walker, *fix.split())
        answer_rest(walker)
        settle(walker)
    return walker


def known(report: CheckIn) -> tuple[Any, ...]:
    return (report.completion, report.decision, report.light, report.culprit, report.effort)


def morning_told(reply: str, *codes: str) -> Walker:
    walker = told(reply)
    walker.pass_until(at(1, "08:10"))
    for code in codes:
        walker.press(code)
    return answer_rest(walker)
