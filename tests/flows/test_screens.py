"""What stands on the screen: a tap turns its message into the next, words start a new one."""

from __future__ import annotations

import pytest

from flows.effects import Say
from flows.parts import LONG_LABEL
from tests.flows.people import answers_of
from tests.flows.situations import SITUATIONS, situation
from tests.flows.situations import at as come_to
from tests.flows.walker import Walker, buttons


def says(walker: Walker) -> list[Say]:
    return [e for e in walker.last if isinstance(e, Say)]


def asked(topic: str) -> tuple[Walker, int]:
    walker = come_to(topic)
    return walker, walker.conversation.opens[-1].screen


@pytest.mark.parametrize("topic", ["q.q_age", "q.q_side"])
def test_a_tap_turns_its_message_into_the_next_question(topic: str) -> None:
    """6-screens: one message, edited; its first line is the answer."""
    walker, screen = asked(topic)
    walker.answer(topic.removeprefix("q."), answers_of("p1_desk"))
    (say,) = says(walker)
    assert say.screen == screen
    assert say.lines[0].key == "answered"
    assert walker.conversation.opens[-1].screen == screen
    assert walker.open_topic() != topic


@pytest.mark.parametrize(("topic", "words"), [("q.q_age", "37"), ("q.q_side", "both")])
def test_typed_words_leave_the_answer_and_ask_below(topic: str, words: str) -> None:
    """6-screens: the old message keeps the answer and no buttons, the question below is new."""
    walker, screen = asked(topic)
    walker.say(words)
    old, new = says(walker)
    assert (old.screen, old.edit_only, old.buttons) == (screen, True, ())
    assert old.lines[-1].key == "answered"
    assert new.screen != screen
    assert not new.edit_only


@pytest.mark.parametrize("name", SITUATIONS)
def test_long_labels_stand_in_the_message_and_numbers_on_the_buttons(name: str) -> None:
    """6-screens: clients cut what is longer."""
    walker = situation(name)
    for say in walker.offers():
        labels = [walker.text(button.label).removeprefix("☑ ") for button in buttons(say)]
        assert all(len(label) <= LONG_LABEL for label in labels)


def test_ticks_stand_in_the_list_and_on_the_buttons() -> None:
    """6-screens."""
    walker = come_to("q.q_rf_a")
    code = next(b.code for s in walker.offers() for b in buttons(s) if b.code.startswith("t."))
    walker.press(code)
    (say,) = says(walker)
    assert "☑ 1" in {walker.text(button.label) for button in buttons(say)}
    assert "option-ticked" in {line.key for line in say.lines}
