"""What an event means, by what is open.

Also of `events` and `topics`.
"""

from __future__ import annotations

import pytest

from flows import topics
from flows.events import (
    Blocked,
    Chose,
    Commanded,
    Event,
    Located,
    MomentDue,
    Said,
    Sent,
    Started,
    Unblocked,
)
from flows.turn import Turn
from flows.understand import COMMANDS, understand
from tests.flows.people import CONTENT
from tests.flows.situations import MONDAY_AT_NINE as AT
from tests.flows.situations import SITUATIONS, situation
from tests.flows.situations import at as come_to


def meaning(name: str, event: Event) -> str:
    return understand(Turn(situation(name).conversation, event, CONTENT, topics.draw))


@pytest.mark.parametrize("name", SITUATIONS)
def test_a_moment_is_one_of_the_talk_or_where_none_is_planned_of_its_keeping(name: str) -> None:
    """P7."""
    trigger = "due" if situation(name).conversation.agenda else "retention"
    assert meaning(name, MomentDue(at=AT)) == trigger


@pytest.mark.parametrize(
    ("event", "trigger"),
    [
        (Started(at=AT), "start"),
        (Commanded(at=AT, name="erase"), "erase_ask"),
        (Commanded(at=AT, name="nonsense"), "unclear"),
        (Chose(at=AT, ask=0, code="!new"), "new"),
        (Chose(at=AT, ask=0, code="!start"), "start"),
        (Chose(at=AT, ask=999, code="agree"), "stale"),
        (Located(at=AT, zone=None), "unclear"),
        (Sent(at=AT, what="voice"), "unread"),
        (Blocked(at=AT), "block"),
        (Unblocked(at=AT), "unblock"),
        (Said(at=AT, text="numb between my legs"), "danger"),
        (Said(at=AT, text="I want to die"), "crisis"),
    ],
)
def test_these_mean_the_same_everywhere(event: Event, trigger: str) -> None:
    held = {name for name in SITUATIONS if situation(name).conversation.held}
    assert {meaning(name, event) for name in SITUATIONS.keys() - held} == {trigger}
    for name in held:
        has_plan = situation(name).conversation.program is not None
        at_once = event.kind != "chose" or trigger == "stale" or (trigger == "new" and has_plan)
        assert meaning(name, event) == (trigger if at_once else "held")


@pytest.mark.parametrize(
    "event",
    [
        Commanded(at=AT, name="today", argument="numb between my legs"),
        Commanded(at=AT, name="nonsense", argument="numb between my legs"),
        Started(at=AT, argument="numb between my legs"),
        Sent(at=AT, what="photo", text="numb between my legs"),
        Sent(at=AT, what="edited", text="numb between my legs"),
    ],
)
@pytest.mark.rule("safety.words")
def test_danger_is_heard_wherever_its_words_stand(event: Event) -> None:
    """Behind a command, below a photo, in a message that was edited."""
    assert {meaning(name, event) for name in SITUATIONS} == {"danger"}


@pytest.mark.parametrize("name", [c for c in COMMANDS if c != "erase"])
def test_a_command_is_its_own_meaning(name: str) -> None:
    assert meaning("side", Commanded(at=AT, name=name)) == name


@pytest.mark.parametrize(
    ("name", "text", "trigger"),
    [
        ("side", "both", "answer"),
        ("side", "purple", "unclear"),
        ("where", "Lisbon", "zone"),
        ("where", "Springfield", "zones"),
        ("first session", "done 2", "report"),
        ("first session", "later tonight", "snooze"),
        ("first session", "what a day", "vague"),
        ("first session", "hello", "hello"),
        ("reported", "done 2", "reported"),
        ("pain asked", "3", "report"),
        ("settings", "done 2", "report"),
        ("something new", "done 2", "unclear"),
        ("setting the time", "19:00", "changed"),
        ("to a doctor", "what a day", "unclear"),
        ("never seen", "what a day", "unclear"),
    ],
)
def test_words_go_to_what_is_open(name: str, text: str, trigger: str) -> None:
    assert meaning(name, Said(at=AT, text=text)) == trigger


@pytest.mark.parametrize(
    ("name", "topic", "code"),
    [
        ("something new", "prompt", "done"),
        ("danger at the age", "q.q_age", "o.a18_39"),
        ("danger at the proposal", "proposal", "accept"),
        ("danger in a report", "prompt", "card.1"),
    ],
)
def test_a_safety_card_that_is_open_comes_first(name: str, topic: str, code: str) -> None:
    opens = situation(name).conversation.opens
    ask = next(o.ask for o in opens if o.topic == topic)
    assert meaning(name, Chose(at=AT, ask=ask, code=code)) == "card_first"


def test_a_place_is_taken_where_it_is_asked_and_else_offered() -> None:
    place = Located(at=AT, zone="Asia/Kolkata")
    assert {meaning(name, place) for name in ("side", "where", "setting the zone")} == {"zone"}
    assert meaning("first session", place) == "here"


def test_an_event_of_no_kind_is_our_mistake() -> None:
    with pytest.raises(AssertionError, match="unreachable"):
        meaning("side", "an event")  # type: ignore[arg-type] # on purpose


def test_menus_can_be_used_while_a_card_is_open() -> None:
    from tests.flows.situations import in_program, then

    walker = then(in_program, "/settings", "=!new", "=close")
    assert walker.open_topic() == "new.q_rf_a"


def test_after_words_of_self_harm_only_a_yes_or_no_to_deleting_is_taken_of_its_screen() -> None:
    """Another button that never grows old is none of it, though it is tapped there."""
    walker = situation("first session")
    walker.command("/erase")
    ask = walker.conversation.opens[-1].ask
    walker.say("I want to die")
    walker.chose(ask, "!correct")
    assert "Write me a word" in walker.said()
    walker.chose(ask, "no")
    assert "Nothing" in walker.said()


@pytest.mark.parametrize(
    ("start", "words"),
    [
        (lambda: situation("first session"), "every day at 18:30"),
        (lambda: come_to("zone"), "gracias"),
    ],
)
def test_after_words_of_self_harm_a_wish_is_no_answer_either(start, words: str) -> None:
    """A time of every day could be one of today, and there is a town of the name Gracias."""
    walker = start()
    walker.say("I want to die")
    before = walker.conversation
    walker.say(words)
    assert "I am glad you wrote" in walker.said()
    assert walker.conversation.opens == before.opens
    assert walker.conversation.agenda == before.agenda
    assert walker.conversation.zone == before.zone
