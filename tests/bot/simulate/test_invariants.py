"""Each rule of the simulation is shown to catch what breaks it, and nothing else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from bot.simulate.invariants import MOST_AT_ONCE, MOST_UNASKED, BreachError, Watch
from flows.conversation import Conversation, Item, Open, Session
from flows.effects import Effect, Say
from flows.events import Blocked, Chose, Event, MomentDue, Said
from flows.parts import button, t
from flows.session import session_lines
from flows.turn import Outcome
from tests.flows.days import person
from tests.flows.people import CONTENT
from tests.flows.walker import Walker

Scene = tuple[Conversation, Event, Outcome]


@pytest.fixture
def walker() -> Walker:
    """In the programme, with the first session on the screen."""
    return person()


def said(walker: Walker, *effects: Effect, **changes: Any) -> Scene:
    """The person wrote; this came of it."""
    event = Said(at=walker.now, text="hello")
    return scene(walker, event, *effects, **changes)


def due(walker: Walker, *effects: Effect, **changes: Any) -> Scene:
    return scene(walker, MomentDue(at=walker.now), *effects, **changes)


def scene(walker: Walker, event: Event, *effects: Effect, **changes: Any) -> Scene:
    before = walker.conversation
    after = before.model_copy(update=changes)
    return before, event, Outcome(conversation=after, effects=effects)


def today(walker: Walker) -> Session:
    program = walker.conversation.program
    assert program
    assert program.today
    return program.today


def built(walker: Walker, *items: Item, type_: str = "L", **answers: Any) -> Scene:
    """A session was built of these."""
    program = walker.conversation.program
    assert program
    session = today(walker).model_copy(update={"items": items, "type": type_})
    changed = {**walker.conversation.answers, **answers}
    return said(walker, OK, program=program.model_copy(update={"today": session}), answers=changed)


def item(move: str, dose: Any = 1, slot: str = "focus") -> Item:
    return Item(exercise=move, dose=dose, slot=slot)


def shows_session(walker: Walker) -> Say:
    return Say(lines=session_lines(today(walker), CONTENT), screen=900)


OK = Say(lines=(t("unclear-idle"),))
DEAD_END = Say(lines=(t("erase-kept"),))
CARD = Open(ask=5, screen=5, topic="new.q_rf_a")
AVOIDED = next(e for e in CONTENT.exercises.values() if e.avoid_if and e.level == 1)
QUESTION, _, OPTION = AVOIDED.avoid_if[0].partition(".")
HARD = next(e for e in CONTENT.exercises.values() if e.level == 4 and "session" in e.use)
HARDER = next(
    e for e in CONTENT.exercises.values()
    if e.level == 2 and e.cat == "anchor" and "session" in e.use
)  # fmt: skip
LONG = [e.id for e in CONTENT.exercises.values() if e.level == 1 and "session" in e.use][:5]
NONE_OPEN = {"opens": (), "agenda": ()}

BREACHES: dict[str, tuple[str, Callable[[Walker], Scene]]] = {
    "words without an answer": ("silent", said),
    "a tap without an answer": (
        "silent", lambda w: scene(w, Chose(at=w.now, ask=1, code="x"))),
    "a message to who blocked": ("blocked", lambda w: said(w, OK, blocked=True)),
    "a word on being blocked": (
        "blocked", lambda w: scene(w, Blocked(at=w.now), OK, blocked=True)),
    "a move that is ruled out is built": (
        "avoid_if", lambda w: built(w, item(AVOIDED.id), **{QUESTION: [OPTION]})),
    "a move above the cap is built": ("level cap", lambda w: built(w, item(HARD.id))),
    "a gentle day with level 2": (
        "level cap", lambda w: built(w, item(HARDER.id), type_="G")),
    "a session that is too long": (
        "time", lambda w: built(w, *(item(e, 3) for e in LONG), q_minutes="m5")),
    "a free move that could be dropped": (
        "time", lambda w: built(w, *(item(e, 1, "free") for e in LONG), q_minutes="m5")),
    "a session while a flag stands": (
        "stopped", lambda w: said(w, shows_session(w), stops=("tear",))),
    "a session while the class stops": (
        "stopped", lambda w: said(w, shows_session(w), safety="emergency")),
    "a session beside an open card": (
        "card open", lambda w: said(w, shows_session(w), opens=(CARD,))),
    "a session after words of crisis": (
        "crisis", lambda w: said(w, shows_session(w), held=True)),
    "nothing to go on with": ("way on", lambda w: said(w, DEAD_END, **NONE_OPEN)),
    "more messages than a day may have": (
        "unasked", lambda w: due(w, *[OK] * (MOST_UNASKED + 1))),
}  # fmt: skip


@pytest.mark.parametrize("name", BREACHES)
def test_a_breach_is_caught(name: str, walker: Walker) -> None:
    rule, make = BREACHES[name]
    with pytest.raises(BreachError) as caught:
        Watch(CONTENT).look(*make(walker))
    assert caught.value.rule == rule


SOUND: dict[str, Callable[[Walker], Scene]] = {
    "an answer": lambda w: said(w, OK),
    "the session": lambda w: said(w, shows_session(w)),
    "a double tap": lambda w: (
        w.conversation.model_copy(update={"last_tap": (1, "x")}),
        Chose(at=w.now, ask=1, code="x"), Outcome(conversation=w.conversation)),
    "a blocked person's screen is tidied": lambda w: scene(
        w, Blocked(at=w.now), OK.model_copy(update={"edit_only": True}), blocked=True),
    "short of time, all low, none free": lambda w: built(
        w, *(item(e) for e in LONG), q_minutes="m5"),
    "stopped, with a button to go on": lambda w: said(
        w, DEAD_END.model_copy(update={"buttons": ((button("button-start", "!start"),),)}),
        **NONE_OPEN),
    "stopped, with a command to go on": lambda w: said(
        w, Say(lines=(t("paused-open"),)), **NONE_OPEN),
    "edits of a screen that stands": lambda w: due(
        w, OK, *[OK.model_copy(update={"screen": 900})] * 20),
}  # fmt: skip


@pytest.mark.parametrize("name", SOUND)
def test_what_is_sound_passes(name: str, walker: Walker) -> None:
    Watch(CONTENT).look(*SOUND[name](walker))


def test_load_two_days_running_is_caught(walker: Walker) -> None:
    watch, session = Watch(CONTENT), today(walker)
    assert session.type == "L"
    watch.types[session.day - dt.timedelta(days=2)] = "L"
    watch.look(*said(walker, shows_session(walker)))
    watch.types[session.day - dt.timedelta(days=1)] = "L"
    with pytest.raises(BreachError, match="load days"):
        watch.look(*said(walker, shows_session(walker)))


def test_a_proposal_is_no_day_of_load(walker: Walker) -> None:
    watch = Watch(CONTENT)
    watch.look(*said(walker, shows_session(walker), state="program.proposed"))
    assert not watch.types


def test_messages_are_counted_by_day(walker: Walker) -> None:
    watch = Watch(CONTENT)
    for _ in range(2):
        watch.look(*due(walker, *[OK] * MOST_UNASKED))
        walker.now += dt.timedelta(days=1)


def test_a_moment_that_is_never_over_is_caught(walker: Walker) -> None:
    watch = Watch(CONTENT)
    for _ in range(MOST_AT_ONCE):
        watch.look(*due(walker))
    with pytest.raises(BreachError, match="circles"):
        watch.look(*due(walker))
