"""Content changes while programmes run: moves join and leave, and nobody's talk breaks."""

from __future__ import annotations

from dataclasses import replace

import pytest

from content.load import Content
from tests.flows.corrections import to_session, told
from tests.flows.days import at, p1, program, session
from tests.flows.people import CONTENT, days
from tests.flows.situations import situation
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
    """6-snapshot."""
    walker = on(p1(done=None), without(GONE))
    assert GONE in {i.exercise for i in session(walker).items}
    walker.command("/today")
    assert GONE not in {i.exercise for i in session(walker).items}
    assert GONE not in program(walker).rungs


@pytest.mark.parametrize(
    "steps",
    [(), ("=card.1", "=did.1", "=did.2", "=did.3"), ("=done",), ("done 5",), ("done 2", "=n.5")],
)
def test_whatever_stands_on_the_screen_goes_on_without_it(steps: tuple[str, ...]) -> None:
    """6-snapshot."""
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


def test_what_a_morning_answer_goes_back_to_is_without_it_too() -> None:
    """Today's session was built, and how the last one went may still be told anew."""
    walker = to_session(told("done 2", "half, 5"), 2)
    walker.say("skipped")
    kept = program(walker).unsettled
    assert kept
    held = kept.model_copy(
        update={
            "rungs": {**kept.rungs, GONE: program(walker).rungs[GONE]},
            "blocked_until": {GONE: days(20), "a_bow": days(20)},
        }
    )
    changed = program(walker).model_copy(update={"unsettled": held})
    walker.conversation = walker.conversation.model_copy(update={"program": changed})
    on(walker, without(GONE)).command("/plan")
    fitted = program(walker).unsettled
    assert fitted
    assert set(fitted.rungs) == set(held.rungs) - {GONE}
    assert fitted.blocked_until == {"a_bow": days(20)}


def test_a_list_of_moves_on_the_screen_is_without_it() -> None:
    walker = situation("which move was boring")
    (asked,) = [o for o in walker.conversation.opens if o.topic == "barrier.swap"]
    assert GONE in asked.picks
    on(walker, without(GONE)).sends("sticker")
    (now,) = [o for o in walker.conversation.opens if o.topic == "barrier.swap"]
    assert now.picks == tuple(name for name in asked.picks if name != GONE)


def test_a_question_on_the_screen_stays_as_it_is() -> None:
    """6-snapshot."""
    walker = situation("pain asked")
    before = walker.conversation.opens
    on(walker, without(GONE)).command("/plan")
    assert [o.topic for o in walker.conversation.opens] == [o.topic for o in before]


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
