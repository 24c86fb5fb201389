"""Somebody who does the moves each day, for as long as a year; each of their steps can be repeated.

Rule: an ordinary life, so that one day is like another; odd ones are the walks' and simulations'.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from content.load import Content
from flows import Conversation
from flows.effects import Effect
from flows.events import Event, Said
from tests.flows.days import LISBON, at, report, settle
from tests.flows.larger import with_copies
from tests.flows.people import CONTENT, answers_of
from tests.flows.walker import Walker

DONE = "done 2"
WEEK = 7
Step = tuple[Conversation, Event]


@dataclass
class Remembering(Walker):
    """A walker who knows what was done, and where the talk stood then."""

    steps: list[Step] = field(default_factory=list)

    def send(self, event: Event) -> list[Effect]:
        self.steps.append((self.conversation, event))
        return super().send(event)

    def take_steps(self) -> list[Step]:
        steps, self.steps = self.steps, []
        return steps


def newcomer(content: Content = CONTENT, **changes: Any) -> Remembering:
    """With moves on each day; the first session stands on the screen."""
    walker = Remembering(content, at(0, "09:00"))
    answers = answers_of("p1_desk", **{"q_breaks": 0, "q_days": 7, **changes})
    walker.intake(with_copies(answers), LISBON)
    return walker


def live(walker: Walker, day: int) -> None:
    """One day, with whatever is asked on it."""
    walker.pass_until(at(day, "23:00"))
    settle(walker, morning="n.1")
    if walker.open_topic() == "prompt":
        report(walker, DONE)


def weeks_of(
    first_days: tuple[int, ...], keep: Callable[[Step], bool] = lambda _: True
) -> dict[int, list[Step]]:
    """The steps of the weeks that begin on these days, in a life that goes on in between."""
    found: dict[int, list[Step]] = {first: [] for first in first_days}
    walker = newcomer()
    for day in range(max(first_days) + WEEK):
        walker.take_steps()
        live(walker, day)
        for first in first_days:
            if first <= day < first + WEEK:
                found[first] += filter(keep, walker.steps)
    return found


def is_of_every_day(step: Step) -> bool:
    """A moment that is due, or a report; not what is asked in some weeks only."""
    event = step[1]
    return event.kind == "moment_due" or (isinstance(event, Said) and event.text == DONE)
