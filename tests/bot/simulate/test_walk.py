"""One virtual person's talk: the same each time, and ended by whatever goes wrong in it."""

from __future__ import annotations

from typing import Any

import pytest

from bot.simulate.people import draw_person
from bot.simulate.walk import TOLD_STEPS, Failure, Walk, walk
from content.load import Content, load_content
from flows import Conversation, Outcome, advance
from flows.events import Event

CONTENT = load_content()
SEED, NUMBER = 3, 2


def walked(step: Any = advance, **options: Any) -> tuple[Walk, Failure | None]:
    one = Walk(draw_person(SEED, NUMBER), CONTENT, weeks=3, step=step, **options)
    return one, one.run()


class Broken:
    """Does as it should, until it has been asked so often."""

    def __init__(self, after: int, spoil: Any) -> None:
        self.left = after
        self.spoil = spoil

    def __call__(self, before: Conversation, event: Event, content: Content) -> Outcome:
        self.left -= 1
        outcome = advance(before, event, content)
        return outcome if self.left >= 0 else self.spoil(outcome)


def says_nothing(outcome: Outcome) -> Outcome:
    return outcome.model_copy(update={"effects": ()})


def keeps_a_tuple(outcome: Outcome) -> Outcome:
    spoilt = outcome.conversation.model_copy(update={"of_tomorrow": (1, 2)})
    return outcome.model_copy(update={"conversation": spoilt})


def grows_fat(outcome: Outcome) -> Outcome:
    spoilt = outcome.conversation.model_copy(update={"language": "x" * 20_000})
    return outcome.model_copy(update={"conversation": spoilt})


def fails(outcome: Outcome) -> Outcome:
    raise LookupError(outcome.conversation.state)


def test_a_walk_is_the_same_each_time() -> None:
    (first, failed), (again, _) = walked(tell_all=True), walked(tell_all=True)
    assert failed is None
    assert first.talk() == again.talk()
    assert first.tally.counts == again.tally.counts
    assert first.tally.counts["sessions planned", 0] > 0


def test_a_walk_goes_on_to_its_end() -> None:
    one, _ = walked()
    assert one.conversation.program
    assert one.tally.week == 3
    assert len(one.steps) == TOLD_STEPS


@pytest.mark.parametrize(
    ("rule", "after", "spoil"),
    [
        ("silent", 30, says_nothing),
        ("raised", 40, fails),
        ("stored", 70, keeps_a_tuple),
        ("stored", 70, grows_fat),
    ],
)
def test_what_goes_wrong_ends_the_walk_and_is_told(rule: str, after: int, spoil: Any) -> None:
    one, failed = walked(Broken(after, spoil))
    assert failed
    assert (failed.number, failed.rule) == (NUMBER, rule)
    assert failed.talk.count("\n") > TOLD_STEPS
    assert len(one.steps) <= TOLD_STEPS


def test_a_replay_tells_the_talk_from_the_start() -> None:
    one = walk(SEED, NUMBER, CONTENT, weeks=1, tell_all=True)
    one.run()
    assert "> started" in one.talk().splitlines()[0]
    assert "[I agree]" in one.talk()
