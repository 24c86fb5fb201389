"""Text only and a quiet tone: what is left out, and where the setting stands."""

from __future__ import annotations

import pytest

from flows.agenda import is_quiet_person
from flows.effects import Say
from flows.events import Started
from flows.plainly import celebrating
from flows.topics import draw
from flows.turn import Turn
from tests.flows.days import lines, p1, person
from tests.flows.people import CONTENT
from tests.flows.situations import at
from tests.flows.walker import Walker


def says(walker: Walker) -> list[Say]:
    return [effect for effect in walker.last if isinstance(effect, Say)]


def turn_of(style: str, *, text_only: bool) -> Turn:
    talk = person().conversation
    changed = talk.model_copy(
        update={"answers": {**talk.answers, "q_style": style}, "text_only": text_only}
    )
    return Turn(changed, Started(at=p1().now), CONTENT, draw)


@pytest.mark.parametrize(
    ("style", "text_only", "how"),
    [
        ("warm", False, {"effect": "celebrate"}),
        ("brief", False, {"effect": "celebrate"}),
        ("quiet", False, {}),
        ("warm", True, {}),
    ],
)
def test_a_small_festivity_is_for_who_likes_one(
    style: str, how: object, *, text_only: bool
) -> None:
    turn = turn_of(style, text_only=text_only)
    assert celebrating(turn) == how
    assert is_quiet_person(turn) == (style == "quiet")


def test_an_accepted_plan_is_celebrated_in_a_message_of_its_own() -> None:
    walker = at("proposal")
    walker.press("accept")
    kept, first = says(walker)
    assert (kept.effect, first.effect) == ("none", "celebrate")
    assert first.screen not in {kept.screen, None}


def test_one_tap_turns_it_on_and_every_message_is_marked() -> None:
    walker = p1()
    assert not any(say.text_only for say in says(walker))
    walker.command("/settings")
    walker.press("text_only")
    assert walker.conversation.text_only
    assert "text-only-is-on" in lines(walker)
    assert "Text only: On" in walker.said_buttons()
    assert all(say.text_only for say in says(walker))
    walker.command("/plan")
    assert all(say.text_only for say in says(walker))


def test_and_a_second_tap_off_again() -> None:
    walker = p1()
    walker.command("/settings")
    walker.press("text_only")
    walker.press("text_only")
    assert not walker.conversation.text_only
    assert "text-only-is-off" in lines(walker)
    assert not any(say.text_only for say in says(walker))


def test_toasts_and_records_stay_as_they_are() -> None:
    walker = p1()
    walker.command("/settings")
    walker.press("text_only")
    walker.chose(1, "nothing")
    assert walker.toasts() == ["That question is closed."]
