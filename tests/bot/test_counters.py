"""What is counted of an event, and of what it leads to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from bot.counters import NAMES, counted
from flows import Conversation, Outcome, advance
from flows.effects import Effect, Export, Forget, Record, Say
from flows.events import Blocked, Commanded, Event, MomentDue, Said, Started, Unblocked
from tests.flows.days import asked_first, lived, p1
from tests.flows.people import CONTENT
from tests.flows.situations import DESK, at, greeted, in_program, then
from tests.flows.walker import Walker

NOW = dt.datetime(2026, 3, 2, 8, tzinfo=dt.UTC)
STARTED, SAID, DUE = Started(at=NOW), Said(at=NOW, text="x"), MomentDue(at=NOW)
MADE = {"part": "json", "made_at": NOW}


def names_of(walker: Walker, do: Callable[[Walker], object]) -> list[str]:
    """Of all that the person does."""
    names: list[str] = []
    send = walker.send

    def counting(event: Event) -> list[Effect]:
        before, effects = walker.conversation, send(event)
        assert walker.outcome
        names.extend(counted(before, event, walker.outcome))
        return effects

    walker.send = counting  # type: ignore[method-assign] # to look over its shoulder
    do(walker)
    return names


def test_the_first_thing_that_somebody_does_counts_as_a_beginning() -> None:
    outcome = advance(Conversation(), STARTED, CONTENT)
    assert counted(None, STARTED, outcome) == ["began"]
    assert counted(Conversation(), STARTED, outcome) == []


def test_a_block_of_an_unknown_chat_is_no_beginning() -> None:
    blocked = Blocked(at=NOW)
    assert counted(None, blocked, advance(Conversation(), blocked, CONTENT)) == ["blocked"]


@pytest.mark.parametrize(
    ("walker", "do", "names"),
    [
        (greeted, lambda w: w.press("agree"), ["consented"]),
        (greeted, lambda w: w.press("decline"), []),
        (lambda: at("q.q_goal"), lambda w: w.say("to touch my toes"), []),
        (lambda: at("proposal"), lambda w: w.press("accept"), ["plan"]),
        (in_program, lambda w: w.say("skipped"), ["told"]),
        (lambda: then(in_program, "done 2"), lambda w: w.press("n.5"), ["told"]),
        (lambda: p1("done 2"), lambda w: w.say("done 2"), []),
        (
            lambda: then(in_program, "skipped", "/correct", "=fix.tingling"),
            lambda w: w.press("o.worse"),
            [],
        ),
        (in_program, lambda w: w.blocks(), ["blocked"]),
        (lambda: then(in_program, "/stop"), lambda w: w.command("/resume"), []),
    ],
)
def test_what_happened_is_counted_and_not_how_it_was(
    walker: Callable[[], Walker], do: Callable[[Walker], object], names: list[str]
) -> None:
    """A session done, in part or skipped counts alike; answers, pain and stops do not count."""
    assert names_of(walker(), do) == names


def test_a_return_after_a_block_is_counted() -> None:
    blocked = Conversation(blocked=True)
    event = Unblocked(at=NOW)
    assert counted(blocked, event, advance(blocked, event, CONTENT)) == ["unblocked"]


def test_a_day_that_ends_without_a_word_is_no_report() -> None:
    walker = in_program()
    assert names_of(walker, lambda w: w.pass_until(w.now + dt.timedelta(days=5))) == []


def test_a_second_look_is_counted_when_it_is_done() -> None:
    def look(walker: Walker) -> None:
        for code in ("now", "none", "none", "no"):
            walker.press(code)
        while walker.conversation.again:
            walker.answer(walker.open_topic().removeprefix("again."), DESK)

    assert names_of(asked_first("again.offer", lived("p1_desk", 14)), look) == ["looked_again"]


@pytest.mark.parametrize(
    ("effect", "event", "names"),
    [
        (Forget(), SAID, ["erased"]),
        (Forget(sweep=True), SAID, ["erased"]),
        (Forget(keep_talk=True), SAID, []),
        (Forget(), DUE, ["expired"]),
        (Say(lines=(), picture=Export(**MADE)), SAID, ["exported"]),
        (Say(lines=(), picture=Export(**{**MADE, "part": "csv"})), SAID, []),
        (Say(lines=()), SAID, []),
        (Record(what="safety", day=NOW.date(), data={}), SAID, []),
    ],
)
def test_copies_and_deletions_are_counted_once(
    effect: Forget | Say | Record, event: Event, names: list[str]
) -> None:
    outcome = Outcome(conversation=Conversation(), effects=(effect,))
    assert counted(Conversation(), event, outcome) == names


def test_taking_a_yes_back_is_counted() -> None:
    after = Conversation(withdrawn_at=NOW)
    event = Commanded(at=NOW, name="withdraw")
    assert counted(Conversation(), event, Outcome(conversation=after)) == ["withdrew"]


def test_every_name_fits_its_column() -> None:
    assert all(len(name) <= 32 for name in NAMES)
