"""The talk, as a pure function: an event goes in, the new conversation and what to do come out."""

from flows.conversation import Conversation
from flows.machine import advance
from flows.turn import Outcome

__all__ = ["Conversation", "Outcome", "advance"]
