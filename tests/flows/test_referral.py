"""The link somebody came by: kept as a word, shown by /privacy, gone with everything else."""

from __future__ import annotations

import pytest

from flows.events import Started
from tests.flows.days import p1
from tests.flows.situations import at_start, in_program
from tests.flows.walker import Walker


def started(walker: Walker, argument: str) -> Walker:
    walker.send(Started(at=walker.now, language="en", argument=argument))
    return walker


@pytest.mark.parametrize(
    ("argument", "clinic"),
    [
        ("clinic-oak_Street-7", "oak_Street-7"),
        ("clinic-" + "a" * 57, "a" * 57),
        ("clinic-" + "a" * 58, None),
        ("clinic-", None),
        ("clinic-Zürich", None),
        ("clinic-<b>", None),
        ("clinic-a b", None),
        ("CLINIC-a", None),
        ("ref_1", None),
        ("", None),
    ],
)
def test_a_word_of_a_clinic_is_kept_and_anything_else_passed_over(
    argument: str, clinic: str | None
) -> None:
    walker = started(at_start(), argument)
    assert walker.conversation.clinic == clinic
    assert walker.open_topic() == "welcome"


def test_the_first_one_stays() -> None:
    walker = started(started(at_start(), "clinic-oak"), "clinic-elm")
    assert walker.conversation.clinic == "oak"


def test_who_began_without_one_can_come_by_a_link_later() -> None:
    walker = started(p1(), "clinic-oak")
    assert walker.conversation.clinic == "oak"


def test_other_events_bring_none() -> None:
    walker = at_start()
    walker.say("clinic-oak")
    walker.command("/help clinic-oak")
    assert walker.conversation.clinic is None


def test_privacy_tells_it() -> None:
    walker = started(in_program(), "clinic-oak")
    walker.command("/privacy")
    assert "You came through: oak." in walker.said()
    walker = in_program()
    walker.command("/privacy")
    assert "You came through" not in walker.said()


def test_declining_or_deleting_drops_it() -> None:
    """P2: an id before consent, and not a moment after a no."""
    walker = started(at_start(), "clinic-oak")
    walker.press("decline")
    assert walker.conversation.clinic is None
    walker = started(at_start(), "clinic-oak")
    walker.press("agree")
    assert walker.conversation.clinic == "oak"
    walker.command("/erase")
    walker.press("yes")
    assert walker.conversation.clinic is None


def test_who_is_too_young_leaves_nothing() -> None:
    walker = started(at_start(), "clinic-oak")
    walker.press("agree")
    walker.press("o.u18")
    assert walker.conversation.clinic is None


def test_danger_in_a_link_still_counts() -> None:
    walker = started(at_start(), "I want to die")
    assert walker.conversation.clinic is None
    assert "You do not have to face it alone" in walker.said()


@pytest.mark.parametrize("word", ["I_want_to_die", "chest-pain", "dolor_en_el_pecho"])
def test_a_word_of_danger_is_answered_and_not_kept(word: str) -> None:
    """P2: nothing about the person is stored before consent."""
    walker = started(at_start(), f"clinic-{word}")
    assert walker.conversation.clinic is None
    assert walker.said()
