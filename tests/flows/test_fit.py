"""Content changes while programmes run: moves join and leave, and nobody's talk breaks."""

from __future__ import annotations

from dataclasses import replace

import pytest

from content.load import Content
from tests.flows.days import at, p1, program, session
from tests.flows.people import CONTENT
from tests.flows.walker import Walker

GONE = "n_lying"
"""In the first session of the desk worker."""
NEW = CONTENT.exercises["a_bow"].model_copy(update={"id": "a_new", "harder": None})


def without(name: str) -> Content:
    """As a clinician leaves it: chains that led over the move end there."""
    moves = {
        e.id: e.model_copy(
            update={
                "easier": None if e.easier == name else e.easier,
                "harder": None if e.harder == name else e.harder,
            }
        )
        for e in CONTENT.exercises.values()
        if e.id != name
    }
    return replace(CONTENT, exercises=moves, version="without")


def with_new() -> Content:
    words = CONTENT.words
    return replace(
        CONTENT, exercises={**CONTENT.exercises, NEW.id: NEW}, version="with", words=words
    )


def on(walker: Walker, content: Content) -> Walker:
    walker.content = content
    return walker


def a_week(walker: Walker) -> None:
    for day in range(1, 7):
        walker.pass_until(at(day, "18:30"))
        walker.say("done 2")
        walker.pass_until(at(day, "23:00"))


def test_a_move_that_is_gone_leaves_the_session_that_waits() -> None:
    walker = on(p1(done=None), without(GONE))
    assert GONE in {i.exercise for i in session(walker).items}
    walker.command("/today")
    assert GONE not in {i.exercise for i in session(walker).items}
    assert GONE not in program(walker).rungs


@pytest.mark.parametrize(
    "steps", [(), ("=card.1", "=card.4"), ("=done",), ("done 5",), ("done 2", "=n.5")]
)
def test_whatever_stands_on_the_screen_goes_on_without_it(steps: tuple[str, ...]) -> None:
    walker = p1(done=None)
    for step in steps:
        if step.startswith("="):
            walker.press(step[1:])
        else:
            walker.say(step)
    on(walker, without(GONE))
    for command in ("/today", "/plan", "/why", "/correct"):
        walker.command(command)
    a_week(walker)
    assert GONE not in program(walker).rungs


def test_a_new_move_joins_at_its_place() -> None:
    walker = on(p1(), with_new())
    before = program(walker).rungs
    walker.command("/plan")
    rungs = program(walker).rungs
    assert rungs["a_new"].state == "active"
    assert {name: rungs[name] for name in before} == before


def test_without_a_change_nothing_is_touched() -> None:
    walker = p1()
    before = program(walker)
    walker.command("/plan")
    assert program(walker) == before
