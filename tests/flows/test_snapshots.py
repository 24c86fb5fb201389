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

from flows import Conversation, advance
from flows.effects import Say
from flows.events import Commanded, Event, MomentDue, Said, Sent, Started
from flows.words import draw
from tests.flows.people import CONTENT

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
    loaded = json.loads(Conversation.model_validate(stored).model_dump_json())
    assert within(stored, loaded) == stored


def within(stored: Any, loaded: Any) -> Any:
    """Of what was loaded, the fields that were stored, however deep; newer ones have defaults."""
    if isinstance(stored, dict) and isinstance(loaded, dict):
        return {k: within(v, loaded[k]) for k, v in stored.items() if k in loaded}
    if isinstance(stored, list) and isinstance(loaded, list) and len(stored) == len(loaded):
        return [within(*pair) for pair in zip(stored, loaded, strict=True)]
    return loaded


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
