"""Details in reminders: off until somebody wishes for them (trust spec P11)."""

from __future__ import annotations

import pytest

from flows.conversation import Conversation
from flows.details import are_hidden
from flows.effects import Say
from flows.events import Event, MomentDue, Said
from flows.topics import draw
from flows.turn import Turn
from tests.flows.days import at, below_covers, lines, p1
from tests.flows.people import CONTENT
from tests.flows.situations import in_program, then
from tests.flows.walker import Walker

DUE, WORDS = MomentDue(at=at(0)), Said(at=at(0), text="hello")


@pytest.mark.parametrize(
    ("event", "details", "hidden"),
    [(DUE, False, True), (DUE, True, False), (WORDS, False, False), (WORDS, True, False)],
)
def test_only_what_nobody_asked_for_is_hidden(event: Event, *, details: bool, hidden: bool) -> None:
    """P11."""
    turn = Turn(Conversation(details=details), event, CONTENT, draw)
    assert are_hidden(turn) == hidden


def test_they_are_off_for_who_never_asked_for_them() -> None:
    """P11."""
    assert not Conversation().details


def off() -> Walker:
    return below_covers(in_program())


def test_one_tap_turns_them_on_and_says_what_that_means() -> None:
    walker = then(off, "/settings")
    assert "Details in reminders: Off" in walker.said_buttons()
    walker.press("details")
    assert walker.conversation.details
    assert "Details in reminders: On" in walker.said_buttons()
    assert "on a locked screen too" in walker.said()


def test_another_turns_them_off() -> None:
    walker = then(off, "/settings", "=details", "=details")
    assert not walker.conversation.details
    assert "details-are-off" in lines(walker)


@pytest.mark.parametrize(("taps", "first"), [(1, "prompt"), (2, "cover-prompt")])
def test_the_next_prompt_follows(taps: int, first: str) -> None:
    walker = then(lambda: below_covers(p1("skipped")), "/settings", *["=details"] * taps)
    walker.pass_until(at(1, "18:01"))
    says = [e for e in walker.last if isinstance(e, Say) and not e.edit_only]
    assert says[-1].lines[0].key == first


def test_who_starts_over_keeps_them() -> None:
    walker = then(in_program, "/start", "=!over", "=yes")
    assert walker.conversation.details
