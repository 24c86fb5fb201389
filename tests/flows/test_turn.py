"""A Turn keeps screens and snapshot in step: edit what was tapped, send anew what was typed.

Also of `effects` and `parts`.
"""

from __future__ import annotations

import pytest

from flows.conversation import Conversation, Open
from flows.effects import Figure, Say, Text
from flows.events import Chose, Event, Said
from flows.turn import Screen, Turn
from tests.flows.people import CONTENT
from tests.flows.situations import MONDAY_AT_NINE as AT

OLD = Open(ask=3, screen=2, topic="old")
OTHER = Open(ask=4, screen=5, topic="other.x")
LINE = Text(key="plain", values={"text": "a line"})
LEAD = Text(key="plain", values={"text": "first"})
TAP, WORDS = Chose(at=AT, ask=3, code="x"), Said(at=AT, text="x")


def turn_of(event: Event, *, opened: Open | None = OLD) -> Turn:
    talk = Conversation(opens=(OLD, OTHER), next_ask=7, next_screen=9)
    turn = Turn(talk, event, CONTENT, lambda _, topic: Screen(lines=(LINE,)) if topic else None)  # type: ignore[arg-type, return-value] # always a topic
    turn.opened = opened
    return turn


def says(turn: Turn) -> list[Say]:
    return [effect for effect in turn.effects if isinstance(effect, Say)]


@pytest.mark.parametrize(
    ("event", "opened", "screen", "left"),
    [
        (TAP, OLD, 2, ("other.x",)),
        (WORDS, OLD, 9, ("other.x",)),
        (TAP, None, 9, ("old", "other.x")),
        (WORDS, None, 9, ("old", "other.x")),
    ],
)
def test_show_edits_what_was_tapped_else_sends_anew(
    event: Event, opened: Open | None, screen: int, left: tuple[str, ...]
) -> None:
    """6-screens."""
    turn = turn_of(event, opened=opened)
    turn.lead.append(LEAD)
    turn.show("new", ("tick",))
    *rest, new = turn.conversation.opens
    assert tuple(o.topic for o in rest) == left
    assert new == Open(ask=7, screen=screen, topic="new", picks=("tick",))
    (say,) = says(turn)
    assert (say.lines, say.screen, say.ask) == ((LEAD, LINE), screen, 7)
    assert turn.conversation.next_ask == 8
    assert turn.conversation.next_screen == (9 if screen == 2 else 10)


def test_the_same_topic_is_open_only_once() -> None:
    turn = turn_of(WORDS, opened=None)
    turn.show("old")
    assert [o.topic for o in turn.conversation.opens] == ["other.x", "old"]


def test_redraw_keeps_the_number_of_the_showing() -> None:
    turn = turn_of(TAP)
    turn.redraw(("a",))
    assert turn.conversation.opens == (OLD.model_copy(update={"picks": ("a",)}), OTHER)
    assert says(turn)[0].ask == OLD.ask


@pytest.mark.parametrize(("event", "screen"), [(TAP, 2), (WORDS, None)])
def test_finish_closes_the_topic(event: Event, screen: int | None) -> None:
    turn = turn_of(event)
    turn.lead.append(LEAD)
    turn.finish(LINE)
    assert turn.conversation.opens == (OTHER,)
    assert [(say.lines, say.screen) for say in says(turn)] == [((LEAD, LINE), screen)]


def test_finish_without_a_topic_is_a_plain_message() -> None:
    turn = turn_of(TAP, opened=None)
    turn.finish(LINE)
    assert turn.conversation.opens == (OLD, OTHER)
    assert says(turn)[0].screen is None


@pytest.mark.parametrize(("event", "count"), [(TAP, 0), (WORDS, 1)])
def test_collapse_is_for_what_was_typed(event: Event, count: int) -> None:
    """6-screens."""
    turn = turn_of(event)
    turn.collapse(LINE)
    assert len(says(turn)) == count


def test_close_all_leaves_what_is_being_answered() -> None:
    turn = turn_of(TAP)
    turn.close_all(("old", "other."), LINE)
    assert turn.conversation.opens == (OLD,)
    assert [(say.screen, say.lane) for say in says(turn)] == [(OTHER.screen, "bulk")]


FIGURE = Figure(id="n_seated")


@pytest.mark.parametrize("event", [TAP, WORDS])
def test_a_picture_stands_above_what_is_left_of_a_topic(event: Event) -> None:
    turn = turn_of(event)
    turn.finish(LINE, picture=FIGURE)
    turn.finish(LINE)
    assert [say.picture for say in says(turn)] == [FIGURE, None]


def test_a_topic_brings_its_own_picture_unless_another_is_named() -> None:
    turn = turn_of(TAP)
    turn._drawer = lambda _, __: Screen(lines=(LINE,), picture=FIGURE)
    turn.show("new")
    turn.show("new", picture=Figure(id="n_lying"))
    turn.show("new", picture=None)
    assert [say.picture for say in says(turn)] == [FIGURE, Figure(id="n_lying"), None]


def test_a_topic_that_nobody_asked_for_comes_without_its_picture() -> None:
    """P11: others may read a locked screen."""
    turn = turn_of(WORDS)
    turn._drawer = lambda _, __: Screen(lines=(LINE,), picture=FIGURE)
    turn.show("new", lane="prompt")
    assert [say.picture for say in says(turn)] == [None]


def test_a_lead_stands_before_a_plain_message_once() -> None:
    turn = turn_of(WORDS)
    turn.lead.append(LEAD)
    turn.say(LINE)
    turn.say(LINE)
    assert [say.lines for say in says(turn)] == [(LEAD, LINE), (LINE,)]
