"""Events as they come every day, and how many calls of functions `advance` makes for each.

Calls are counted, Python's own and built-in ones: they say how much is done, and are the same on
every machine. What is worked out once for all people is worked out before.
Use: python -m tests.flows.work prints the table of `test_work.py` as it stands today.
"""

# ruff: noqa: T201 - it prints what it finds

from __future__ import annotations

import statistics
import sys
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

from content.load import Content
from flows import advance
from flows.events import Chose, Commanded, Event, MomentDue, Said
from tests.flows.people import CONTENT
from tests.flows.promises import shows_session
from tests.flows.years import (
    Step,
    is_of_every_day,
    newcomer,
    weeks_of,
)

FIRST, SETTLED, LAST = 0, 91, 357
"""Days on which a week begins: the first; when all moves are open; the last of a year."""


def calls_of(step: Step, content: Content = CONTENT) -> int:
    """Of one `advance`, the second time that it is made."""
    advance(*step, content)
    count = 0

    def note(frame: object, what: str, arg: object) -> None:
        nonlocal count
        del frame, arg
        count += what in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        advance(*step, content)
    finally:
        sys.setprofile(before)
    return count


def calls_of_each(steps: Iterable[Step], content: Content = CONTENT) -> float:
    return statistics.fmean(calls_of(step, content) for step in steps)


@cache
def intake() -> list[Step]:
    return newcomer().take_steps()


@cache
def weeks() -> dict[int, list[Step]]:
    return weeks_of((FIRST, SETTLED, LAST), is_of_every_day)


def reports(day: int) -> list[Step]:
    return [step for step in weeks()[day] if isinstance(step[1], Said)]


def moments(day: int) -> list[Step]:
    return [step for step in weeks()[day] if isinstance(step[1], MomentDue)]


def sessions(day: int) -> list[Step]:
    """Moments that bring the moves of a day."""
    return [step for step in moments(day) if shows_session(advance(*step, CONTENT).effects)]


def tapped(code: str, topic: str = "") -> Step:
    """In the intake."""
    return next(
        (talk, event)
        for talk, event in intake()
        if isinstance(event, Chose)
        and event.code == code
        and talk.opens[-1].topic.startswith(topic)
    )


def typed(text: str) -> Step:
    return next(step for step in intake() if isinstance(step[1], Said) and step[1].text == text)


def in_the_programme(event: Callable[..., Event], **what: Any) -> Step:
    """Right after a report."""
    talk, reported = reports(SETTLED)[-1]
    after = advance(talk, reported, CONTENT).conversation
    return after, event(at=reported.at, **what)


EVENTS: dict[str, Callable[[], Iterable[Step]]] = {
    "/start, of somebody new": lambda: intake()[:1],
    "a tap on an answer of the intake": lambda: [tapped("o.gt2y")],
    "a tick at one of several answers": lambda: [tapped("t.thigh")],
    "an answer typed in the intake": lambda: [typed("touch my toes")],
    "the last answer, and all of them to look through": lambda: [typed("18")],
    "the result": lambda: [tapped("go", topic="review")],
    "a plan accepted, and a first session": lambda: [tapped("accept")],
    "a session that is due": lambda: sessions(SETTLED),
    "the dearest moment of a week": lambda: [max(moments(SETTLED), key=calls_of)],
    "a report typed": lambda: reports(SETTLED),
    "words that nobody understands": lambda: [in_the_programme(Said, text="purple")],
    "/today": lambda: [in_the_programme(Commanded, name="today")],
    "/progress": lambda: [in_the_programme(Commanded, name="progress")],
}


def main() -> None:
    for name, steps in EVENTS.items():
        print(f'    "{name}": {calls_of_each(steps()):.0f},')
    for day in (FIRST, SETTLED, LAST):
        print(f"day {day}: report {calls_of_each(reports(day)):.0f}", end=", ")
        print(f"session {calls_of_each(sessions(day)):.0f}")


if __name__ == "__main__":
    main()
