"""Going through a session card by card."""

from __future__ import annotations

from content.schema import DoseStep
from flows.conversation import Answers, Guided, Item, Rung
from flows.guided import led
from tests.flows.days import person, program, session
from tests.flows.people import CONTENT
from tests.flows.walker import Walker


def started(name: str = "p1_desk", *codes: str, **changes: object) -> Walker:
    """The first session is on its first card; then these buttons."""
    return press(person(name, **changes), "card.1", *codes)


def press(walker: Walker, *codes: str) -> Walker:
    for code in codes:
        walker.press(code)
    return walker


FIT: Answers = {
    "q_equip": ["floor", "box", "slider", "weight"],
    "q_rf_b": [],
    "q_rf_c": [],
    "q_tingle": "never",
    "q_pain_where": [],
}
"""Of somebody whom no move is ruled out for."""


def on(*items: Item) -> Walker:
    """Today's session is of these moves; it stands on its list."""
    walker = person("p2_runner")
    answers = {**walker.conversation.answers, **FIT}
    walker.conversation = walker.conversation.model_copy(update={"answers": answers})
    with_them = session(walker).model_copy(update={"items": items})
    return put(walker, today=with_them)


def item(exercise: str, dose: DoseStep = 1, **changes: object) -> Item:
    return Item(exercise=exercise, dose=dose, slot="free").model_copy(update=changes)


def put(walker: Walker, **changes: object) -> Walker:
    changed = program(walker).model_copy(update=changes)
    walker.conversation = walker.conversation.model_copy(update={"program": changed})
    return walker


def with_rung(walker: Walker, name: str, **changes: object) -> Walker:
    rung: Rung = program(walker).rungs[name].model_copy(update=changes)
    return put(walker, rungs={**program(walker).rungs, name: rung})


def guided(walker: Walker) -> Guided:
    found = led(walker.conversation, CONTENT)
    assert found
    return found


def how(walker: Walker) -> list[str]:
    return [move.how for move in guided(walker).moves]


def shown(walker: Walker) -> str:
    """What stands on the screen that was opened last."""
    return walker.drawn(walker.screens[walker.conversation.opens[-1].screen])


def codes(walker: Walker) -> list[list[str]]:
    say = walker.screens[walker.conversation.opens[-1].screen]
    return [[button.code for button in row] for row in say.buttons]
