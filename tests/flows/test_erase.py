"""Deleting everything: what goes is said, it is asked once, and a receipt says what was done."""

from __future__ import annotations

import datetime as dt

import pytest

from flows.effects import Forget, Say
from flows.erase import ERASES
from tests.flows.days import lines, p1, program
from tests.flows.people import CONTENT
from tests.flows.situations import SITUATIONS, situation
from tests.flows.walker import Walker


def asked(walker: Walker) -> Walker:
    walker.command("/erase")
    return walker


@pytest.mark.parametrize("name", SITUATIONS)
def test_it_is_asked_once_everywhere_and_then_done(name: str) -> None:
    """P6."""
    walker = asked(situation(name))
    assert walker.open_topic() == "erase"
    walker.press("yes")
    assert [effect.kind for effect in walker.last][-2:] == ["say", "forget"]


def test_before_it_is_done_it_says_what_goes_what_telegram_keeps_and_how_to_get_a_copy() -> None:
    walker = asked(p1())
    for words in ("answers", "plan", "reports", "Telegram keeps its own copy", "copy first"):
        assert words in walker.said()
    (say,) = [effect for effect in walker.last if isinstance(effect, Say)]
    codes = [button.code for row in say.buttons for button in row]
    assert codes[:4] == ["yes", "sweep", "no", "!export"]


@pytest.mark.parametrize("code", ERASES)
def test_messages_at_telegram_go_when_it_was_asked_for(code: str) -> None:
    walker = asked(p1())
    walker.press(code)
    (forget,) = [effect for effect in walker.last if isinstance(effect, Forget)]
    assert (forget.sweep, forget.keep_talk) == (code == "sweep", False)
    assert ("as far as Telegram allows" in walker.said()) == (code == "sweep")


def test_a_receipt_says_when_in_local_time_and_how_much() -> None:
    walker = p1()
    walker.now = dt.datetime(2026, 7, 1, 23, 30, tzinfo=dt.UTC)
    asked(walker).press("yes")
    for words in (
        "Thursday, 2 July 2026, 00:30 (Europe/Lisbon)",
        f"{len(p1().conversation.answers)} answers, 1 report",
        "Delete chat",
        "backups",
        "/start",
    ):
        assert words in walker.said()


def test_before_a_zone_is_known_the_time_is_utc_and_nothing_is_counted() -> None:
    walker = Walker(CONTENT, dt.datetime(2026, 7, 1, 23, 30, tzinfo=dt.UTC))
    walker.start()
    asked(walker).press("yes")
    assert "Wednesday, 1 July 2026, 23:30 (UTC)" in walker.said()
    assert "erased-counts" not in lines(walker)


def test_reports_that_are_not_kept_any_more_are_counted_too() -> None:
    walker = p1()
    plan = program(walker).model_copy(update={"past_sessions": 40})
    walker.conversation = walker.conversation.model_copy(update={"program": plan})
    asked(walker).press("yes")
    assert "41 reports" in walker.said()


def number(walker: Walker) -> str:
    return next(
        str(line.values["number"])
        for effect in walker.last
        if isinstance(effect, Say)
        for line in effect.lines
        if line.key == "erased-receipt"
    )


def test_a_receipt_has_a_number_of_its_own() -> None:
    """It comes from the moment: nothing of the person is in it."""
    numbers = []
    for minute in (0, 1):
        walker = asked(p1())
        walker.now += dt.timedelta(minutes=minute)
        walker.press("yes")
        numbers.append(number(walker))
    assert len(numbers[0]) == 9
    assert numbers[0] != numbers[1]


def test_it_can_be_thought_better_of() -> None:
    walker = asked(p1())
    walker.press("no")
    assert lines(walker) == ["erase-kept"]
    assert program(walker)


@pytest.mark.parametrize("code", ["maybe", "accept", ""])
def test_a_forged_tap_deletes_nothing(code: str) -> None:
    """S3."""
    walker = asked(p1())
    walker.tap_forged(code)
    assert walker.toasts() == ["That question is closed."]


def test_words_pass_it_by() -> None:
    walker = asked(p1())
    walker.say("yes please, everything")
    assert walker.conversation.consent is not None
