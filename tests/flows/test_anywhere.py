"""The button "Something new": reachable from every message of a programme."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from flows.effects import Say
from tests.flows.days import at, p1, person
from tests.flows.situations import at as intake_at
from tests.flows.walker import Walker


def codes(say: Say) -> list[str]:
    return [button.code for row in say.buttons for button in row]


def letters(walker: Walker) -> list[Say]:
    """What was said last, but for screens that were only tidied up."""
    says = [e for e in walker.last if isinstance(e, Say) and not e.edit_only]
    return [say for say in says if say.lines[0].key != "moved-down"]


def led(*steps: str) -> Callable[[], Walker]:
    def lead() -> Walker:
        walker = p1()
        for step in steps:
            if step.startswith("/"):
                walker.command(step)
            elif step.startswith("="):
                walker.press(step[1:])
            else:
                walker.say(step)
        return walker

    return lead


def a_picture() -> Walker:
    walker = p1()
    walker.sends("photo")
    return walker


def too_late() -> Walker:
    walker = person()
    walker.pass_until(at(0, "23:30"))
    walker.say("later")
    return walker


def red_report() -> Walker:
    walker = person()
    walker.say("done 7")
    walker.press("o.unsure")
    walker.press("n.5")
    return walker


MESSAGES = {
    "help": led("/help"),
    "privacy": led("/privacy"),
    "words not understood": led("what a day"),
    "a picture": a_picture,
    "the answers": led("/answers"),
    "one answer": led("/answers", "=s.setup", "=e.q_days"),
    "the report": led("/correct"),
    "settings": led("/settings"),
    "one setting": led("/settings", "=set.q_days"),
    "the place": led("/settings", "=set.zone"),
    "a pause": led("/pause"),
    "deleting": led("/erase"),
    "later": too_late,
    "why these moves": lambda: _pressed(person(), "why"),
}


def _pressed(walker: Walker, code: str) -> Walker:
    walker.press(code)
    return walker


@pytest.mark.parametrize("what", MESSAGES)
def test_something_new_can_be_told_from(what: str) -> None:
    walker = MESSAGES[what]()
    assert letters(walker)
    for say in letters(walker):
        assert codes(say).count("!new") == 1
    walker.press("!new")
    assert walker.open_topic() == "new.q_rf_a"


def test_what_a_red_report_decides_keeps_the_button_above_the_cards() -> None:
    walker = red_report()
    told, card = letters(walker)[0], letters(walker)[-1]
    assert codes(told).count("!new") == 1
    assert "!new" not in codes(card)


def test_before_a_plan_there_is_no_such_button() -> None:
    for topic in ("q.q_rf_b", "proposal"):
        walker = intake_at(topic)
        walker.command("/help")
        assert all("!new" not in codes(say) for say in letters(walker))


def test_words_of_help_stand_alone() -> None:
    walker = p1()
    walker.say("I want to die")
    assert "!new" not in codes(letters(walker)[0])
    walker = p1()
    walker.command("/settings")
    walker.press("set.zone")
    walker.press("locate")
    asking = next(say for say in letters(walker) if say.keyboard == "ask_location")
    assert not asking.buttons
