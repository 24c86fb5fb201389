"""Unasked letters keep to the rates, replies pass them by, Telegram's "not before" binds all."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.pacing import DEBT_SECONDS, Pacer


def test_unasked_letters_come_at_the_rate() -> None:
    pacer = Pacer(rate=10)
    assert [round(pacer.reserve(100.0), 3) for _ in range(4)] == [0.0, 0.1, 0.2, 0.3]


def test_a_reply_takes_from_the_budget_of_the_rest() -> None:
    pacer = Pacer(rate=10)
    for _ in range(5):
        pacer.replied(100.0)
    assert pacer.reserve(100.0) == pytest.approx(0.5)


def test_a_storm_of_replies_never_stops_the_rest_for_long() -> None:
    pacer = Pacer(rate=10)
    for _ in range(1000):
        pacer.replied(100.0)
    assert pacer.reserve(100.0) <= DEBT_SECONDS


def test_a_chat_rests_a_second_between_unasked_letters() -> None:
    pacer = Pacer(rate=1000)
    assert pacer.rest("a", 100.0) <= 0
    pacer.called("a", 100.0)
    assert pacer.rest("a", 100.4) == pytest.approx(0.6)
    assert pacer.rest("b", 100.4) <= 0


def test_not_before_holds_one_chat_and_not_the_others() -> None:
    pacer = Pacer(rate=10)
    pacer.refuse("a", until=105.0, now=100.0)
    assert pacer.hold("a", 101.0) == pytest.approx(4.0)
    assert pacer.hold("b", 101.0) <= 0


def test_a_shorter_not_before_does_not_lift_a_longer_one() -> None:
    pacer = Pacer(rate=10)
    pacer.refuse("a", until=110.0, now=100.0)
    pacer.refuse("a", until=102.0, now=101.0)
    assert pacer.hold("a", 103.0) == pytest.approx(7.0)


def test_three_chats_held_at_once_mean_the_whole_bot() -> None:
    pacer = Pacer(rate=10)
    for chat in ("a", "b"):
        pacer.refuse(chat, until=105.0, now=100.0)
    assert pacer.hold("other", 100.0) <= 0
    pacer.refuse("c", until=105.0, now=100.0)
    assert pacer.hold("other", 100.0) == pytest.approx(5.0)


def test_holds_that_are_over_do_not_add_up() -> None:
    pacer = Pacer(rate=10)
    for start, chat in ((100.0, "a"), (110.0, "b"), (120.0, "c")):
        pacer.refuse(chat, until=start + 1, now=start)
    assert pacer.hold("other", 120.0) <= 0


def test_the_preview_has_no_pace() -> None:
    pacer = Pacer(rate=math.inf, chat_seconds=0)
    pacer.called("a", 100.0)
    assert [pacer.reserve(100.0) for _ in range(50)] == [0.0] * 50
    assert pacer.rest("a", 100.0) <= 0


@given(st.lists(st.floats(0, 0.2), min_size=40, max_size=80), st.integers(1, 30))
def test_no_second_ever_holds_more_than_the_rate(pauses: list[float], rate: int) -> None:
    """Whatever the moments at which letters ask for their turn."""
    pacer, now, sent = Pacer(rate), 0.0, list[float]()
    for pause in pauses:
        now += pause
        sent.append(now + pacer.reserve(now))
    for start in sent:
        assert sum(start <= at < start + 1 - 1e-6 for at in sent) <= rate
