"""People that nobody thought of: random taps, words, commands and waits, for weeks.

2,000 walks of 30 steps run each time, always the same ones, in about a minute. 100,000 others run
with `python -m bench.walk` on all cores, in about 15 minutes on two. A walk that breaks a promise
there tells its number: `python -m bench.walk --first NUMBER --walks 1` leads it again.
"""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    rule,
    run_state_machine_as_test,
)

from flows.machine import build
from flows.topics import TOPICS
from tests.flows.people import CONTENT
from tests.flows.starts import STARTS, begin
from tests.flows.wanderer import AT_REST, DOINGS, WEIGHTS, Doing, Wanderer

WALKS, STEPS = 2000, 30
OFTEN = tuple(doing for doing, n in zip(DOINGS, WEIGHTS, strict=True) for _ in range(n))
DICE = st.integers(0, 2**32 - 1)
"""Throws of one step: what is tapped or written, and how long is waited."""


class Person(RuleBasedStateMachine):
    """Does anything that a phone lets a person do; each step keeps every promise."""

    states: Counter[str]
    topics: Counter[str]
    starts: dict[int, int]
    """By what was thrown."""

    @initialize(dice=DICE)
    def begin(self, dice: int) -> None:
        """A new throw is the next start: throws come in heaps, and would leave some starts out."""
        start = self.starts.setdefault(dice, len(self.starts) % len(STARTS))
        self.wanderer = Wanderer(start)
        self.wanderer.walker.look()

    @rule(doing=st.sampled_from(OFTEN), dice=DICE)
    def do(self, doing: Doing, dice: int) -> None:
        self.wanderer.random = Random(dice)
        doing(self.wanderer)

    def teardown(self) -> None:
        if hasattr(self, "wanderer"):
            self.wanderer.come_to_rest()
            self.states.update(self.wanderer.walker.states)
            self.topics.update(self.wanderer.walker.topics)


SAME_EACH_TIME = settings(
    max_examples=WALKS, stateful_step_count=STEPS, deadline=None, derandomize=True,
    suppress_health_check=list(HealthCheck), phases=[Phase.explicit, Phase.generate],
)  # fmt: skip
"""Without shrinking, which takes minutes."""


@pytest.fixture(scope="module")
def reached() -> tuple[Counter[str], Counter[str]]:
    """The states and the topics that all walks came to; a broken promise ends the first of them."""
    Person.states, Person.topics, Person.starts = Counter(), Counter(), {}
    run_state_machine_as_test(Person, settings=SAME_EACH_TIME)
    return Person.states, Person.topics


def leaves() -> set[str]:
    """Every state of docs/states.md that has none inside."""
    names = set(build(CONTENT).get_nested_state_names())
    return {n for n in names if not any(other.startswith(f"{n}.") for other in names)}


def test_every_walk_keeps_every_promise_and_comes_to_every_state(
    reached: tuple[Counter[str], Counter[str]],
) -> None:
    """R25."""
    states, _ = reached
    assert set(states) == leaves()


def test_the_walks_come_to_every_topic(reached: tuple[Counter[str], Counter[str]]) -> None:
    _, topics = reached
    assert set(topics) == set(TOPICS)


def test_walks_begin_at_every_moment_of_a_talk() -> None:
    assert {begin(name).conversation.state for name in STARTS} == leaves()


def test_a_walk_is_the_same_each_time() -> None:
    one, other = Wanderer(7).wander(STEPS), Wanderer(7).wander(STEPS)
    assert one.done == other.done
    assert one.conversation == other.conversation


def test_a_walk_ends_where_nothing_has_to_be_answered() -> None:
    ends = {Wanderer(number).wander(5).conversation.state for number in range(len(STARTS))}
    assert ends <= set(AT_REST)
    assert ends >= {"program.active", "referred", "stopped"}
