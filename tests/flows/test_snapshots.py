"""What an earlier program stored still loads, and its talk goes on.

State names, topics and fields are a contract: a file here is never changed, only added to.

Also of `conversation`.
"""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel
from pydantic_core import to_jsonable_python

from flows import Conversation, advance
from flows.conversation import Rung
from flows.effects import Say
from flows.events import Commanded, Event, MomentDue, Said, Sent, Started
from flows.guided import is_settled
from flows.words import draw
from tests.flows.days import at, person, report, settle
from tests.flows.people import CONTENT
from tests.flows.promises import LARGEST_SNAPSHOT
from tests.flows.walker import Walker

STORED = sorted((Path(__file__).parents[1] / "snapshots").glob("*.json"))
LATER = dt.datetime(2026, 2, 1, 9, tzinfo=dt.UTC)
EVENTS: list[Event] = [
    Started(at=LATER, language="en"),
    Said(at=LATER, text="done 2"),
    Said(at=LATER, text="3"),
    Commanded(at=LATER, name="help"),
    Commanded(at=LATER, name="today"),
    Sent(at=LATER, what="sticker"),
    MomentDue(at=LATER),
]


def test_there_are_stored_talks_of_every_phase() -> None:
    phases = {json.loads(path.read_text())["state"].partition(".")[0] for path in STORED}
    assert phases >= {"intake", "program", "referred", "stopped"}


def test_every_topic_that_waits_in_a_programme_was_stored() -> None:
    stored = {topic["topic"] for path in STORED for topic in json.loads(path.read_text())["opens"]}
    kinds = {topic.partition(".")[0] for topic in stored}
    assert kinds >= {"weekly", "again", "barrier", "less", "answers", "edit", "correct", "fix"}


@pytest.mark.parametrize("path", STORED, ids=lambda path: path.stem)
def test_a_stored_talk_loads_with_all_it_held(path: Path) -> None:
    """6-snapshot."""
    stored = json.loads(path.read_text())
    once = Conversation.model_validate(stored)
    again = Conversation.model_validate_json(once.model_dump_json())
    assert within(stored, whole(again)) == stored


def whole(value: Any) -> Any:
    """As JSON, with all that is left out of it because it is as by default."""
    match value:
        case BaseModel():
            return {k: whole(v) for k, v in value}
        case dict():
            return {k: whole(v) for k, v in value.items()}
        case tuple() | list():
            return [whole(v) for v in value]
        case _:
            return to_jsonable_python(value)


def within(stored: Any, loaded: Any) -> Any:
    """Of what was loaded, the fields that were stored, however deep; newer ones have defaults."""
    if isinstance(stored, dict) and isinstance(loaded, dict):
        return {k: within(v, loaded[k]) for k, v in stored.items() if k in loaded}
    if isinstance(stored, list) and isinstance(loaded, list) and len(stored) == len(loaded):
        return [within(*pair) for pair in zip(stored, loaded, strict=True)]
    return loaded


def test_a_rung_is_written_without_what_is_as_by_default() -> None:
    """6-snapshot. What a newer program knows of it survives."""
    rung = Rung(state="active", count=2, from_tomorrow=1)  # type: ignore[call-arg] # a later field
    assert json.loads(rung.model_dump_json()) == {"state": "active", "count": 2, "from_tomorrow": 1}
    assert Rung.model_validate_json(rung.model_dump_json()) == rung


@pytest.mark.parametrize("path", STORED, ids=lambda path: path.stem)
@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.kind)
def test_a_stored_talk_goes_on(path: Path, event: Event) -> None:
    """6-snapshot."""
    outcome = advance(Conversation.model_validate_json(path.read_text()), event, CONTENT)
    says = [effect for effect in outcome.effects if isinstance(effect, Say)]
    assert says or event.kind == "moment_due"
    for say in says:
        assert "".join(draw(line, CONTENT, "en") for line in say.lines).strip()


def test_a_field_of_a_newer_program_survives() -> None:
    """6-snapshot."""
    stored = json.loads(STORED[0].read_text()) | {"from_tomorrow": [1, 2]}
    assert json.loads(Conversation.model_validate(stored).model_dump_json())["from_tomorrow"] == [
        1, 2,
    ]  # fmt: skip


@pytest.mark.parametrize("details", [True, False])
def test_it_stays_small_with_each_session_led_move_by_move(*, details: bool) -> None:
    """6-snapshot. Half an hour on each day, each move made easier, hurting, and left out."""
    walker = person("p9_skater", q_days=7, q_minutes="m30", q_breaks=4, q_work="09:00-17:00")
    walker.conversation = walker.conversation.model_copy(update={"details": details})
    largest = 0
    for day in range(16):
        walker.pass_until(at(day, "20:00"))
        settle(walker, morning="n.1")
        while is_at_a_move(walker):
            n = walker.conversation.guided.at if walker.conversation.guided else 1
            for code in (f"card.{n}", f"ease.{n}.full", f"ease.{n}.half", f"hurt.{n}", f"h.{n}.2"):
                walker.tap_forged(code)
            largest = max(largest, len(walker.conversation.model_dump_json().encode()))
            walker.tap_forged(f"skip.{n}")
        report(walker, "half, 2")
    assert 12_000 < largest < LARGEST_SNAPSHOT - 1024


def is_at_a_move(walker: Walker) -> bool:
    guided = walker.conversation.guided
    return walker.open_topic() == "prompt" and (guided is None or not is_settled(guided))
