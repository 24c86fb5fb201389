"""What can go wrong by our own mistake; a user's odd answer is never an exception."""

from __future__ import annotations


class FlowError(Exception):
    """Root of this room's errors."""


class UnexpectedEvent(FlowError):  # noqa: N818 - the name that a reader of a log looks for
    """The machine has no transition for this event in this state."""

    def __init__(self, state: str, kind: str) -> None:
        super().__init__(f"no transition for {kind} in {state}")
        self.state = state
        self.kind = kind
