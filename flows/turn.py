"""Turn and advance: one event against one snapshot."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from content.load import Content
from flows.conversation import Conversation
from flows.effects import Effect
from flows.events import Event


class Outcome(BaseModel):
    """The next snapshot, and what should happen, in order."""

    model_config = ConfigDict(frozen=True)
    conversation: Conversation
    effects: tuple[Effect, ...] = ()


def advance(conversation: Conversation, event: Event, content: Content) -> Outcome:
    """Never raises for anything a person can do; the caller stores what comes out."""
    del event, content
    return Outcome(conversation=conversation)
