"""Unasked letters keep to the rates, replies pass them by, Telegram's "not before" binds all."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.pacing import CAREFUL_SECONDS, DEBT_SECONDS, SLOWEST, Pacer


def test_unasked_letters_come_at_the_rate() -> None:
    """R9."""
    pacer = Pacer(rate=10)
    assert [round(pacer.reserve(100.0), 3) for _ in range(4)] == [0.0, 0.1, 0.2, 0.3]


def test_a_reply_takes_from_the_budget_of_the_rest() -> None:
    pacer = Pacer(rate=10)
    for _ in range(5):
        pacer.replied(100.0)
    assert pacer.reserve(100.0) == pytest.approx(0.5)


def test_an_album_counts_as_its_pictures() -> None:
    """R9: as Telegram counts them."""
    pacer = Pacer(rate=10)
    pacer.reserve(100.0, messages=4)
    assert pacer.reserve(100.0) == pytest.approx(0.4)
    asked = Pacer(rate=10)
    asked.replied(100.0, messages=3)
    assert asked.reserve(100.0) == pytest.approx(0.3)


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


def test_three_chats_refused_in_a_row_mean_the_whole_bot() -> None:
    """R9."""
    pacer = Pacer(rate=10)
    for chat in ("a", "b"):
        pacer.refuse(chat, until=105.0, now=100.0)
    assert pacer.hold("other", 100.0) <= 0
    pacer.refuse("c", until=105.0, now=100.0)
    assert pacer.hold("other", 100.0) == pytest.approx(5.0)


def test_chats_refused_while_others_get_through_hold_only_themselves() -> None:
    """R9: a 429 for one chat does not stop the others, however many such chats there are."""
    pacer = Pacer(rate=10)
    for number in range(50):
        now = 100.0 + number
        pacer.refuse(number, until=now + 1000, now=now)
        pacer.got_through(begun_at=now + 0.1)
    assert pacer.hold("other", 150.0) <= 0
    assert pacer.hold(7, 150.0) > 900


def test_a_call_that_began_before_the_refusals_clears_nobody() -> None:
    """Its answer was on the way when the limit came."""
    pacer = Pacer(rate=10)
    for chat in ("a", "b", "c"):
        pacer.refuse(chat, until=105.0, now=100.0)
        pacer.got_through(begun_at=99.9)
    assert pacer.hold("other", 100.0) > 0


def test_holds_that_are_over_do_not_add_up() -> None:
    pacer = Pacer(rate=10)
    for start, chat in ((100.0, "a"), (110.0, "b"), (120.0, "c")):
        pacer.refuse(chat, until=start + 1, now=start)
    assert pacer.hold("other", 120.0) <= 0


# What a refusal teaches


def test_a_refusal_of_the_whole_bot_halves_the_rate_which_comes_back_by_and_by() -> None:
    """R9."""
    pacer = Pacer(rate=10)
    pacer.refuse_all(until=105.0, now=100.0)
    shares = [pacer.share(100.0 + seconds) for seconds in range(0, 90, 10)]
    assert shares[0] == pytest.approx(0.5)
    assert shares == sorted(shares)
    assert shares[-1] == 1
    pacer.reserve(105.0)
    assert pacer.reserve(105.0) == pytest.approx(0.1 / pacer.share(105.0))


def test_calls_that_were_under_way_together_are_one_refusal() -> None:
    pacer = Pacer(rate=10)
    for _ in range(30):
        pacer.refuse_all(until=105.0, now=100.0)
    assert pacer.share(100.0) == pytest.approx(0.5)


def test_the_rate_has_a_floor() -> None:
    pacer = Pacer(rate=10)
    for number in range(50):
        pacer.refuse_all(until=100.5 + number, now=100.0 + number)
    assert pacer.share(150.0) >= SLOWEST


def test_a_chat_refused_again_and_again_does_not_slow_the_rest() -> None:
    pacer = Pacer(rate=10)
    for number in range(100):
        pacer.refuse("a", until=101.0 + number, now=100.0 + number)
        pacer.got_through(begun_at=100.5 + number)
    assert pacer.share(200.0) > 0.9


def test_replies_take_turns_after_a_refusal_of_the_whole_bot() -> None:
    """R9: replies are unpaced except after a 429."""
    pacer = Pacer(rate=10)
    assert [pacer.replied(100.0) for _ in range(5)] == [0.0] * 5
    pacer.refuse_all(until=105.0, now=100.0)
    waits = [pacer.replied(105.0) for _ in range(5)]
    assert waits == pytest.approx([0.0, 0.1, 0.2, 0.3, 0.4])
    assert pacer.replied(105.0 + CAREFUL_SECONDS) == 0.0


def test_replies_to_a_chat_that_was_refused_rest_a_second_for_a_while() -> None:
    """R9."""
    pacer = Pacer(rate=10)
    pacer.called("a", 100.0)
    assert pacer.rest_of_reply("a", 100.0) <= 0
    pacer.refuse("a", until=102.0, now=100.0)
    pacer.called("a", 102.0)
    assert pacer.rest_of_reply("a", 102.4) == pytest.approx(0.6)
    assert pacer.rest_of_reply("b", 102.4) <= 0
    pacer.called("a", 200.0)
    assert pacer.rest_of_reply("a", 200.0) <= 0


def test_after_a_pause_of_all_one_call_goes_ahead() -> None:
    pacer = Pacer(rate=10)
    assert not pacer.in_doubt
    pacer.wait_all(until=101.0, now=100.0)
    pacer.got_through(begun_at=99.0)
    assert pacer.in_doubt
    pacer.got_through(begun_at=101.0)
    assert not pacer.in_doubt
    assert pacer.share(101.0) == 1, "an outage says nothing about rates"


def test_when_the_one_that_goes_ahead_is_refused_all_wait_again() -> None:
    """R9: but not for as long as one chat alone may have been told."""
    pacer = Pacer(rate=10)
    pacer.refuse_all(until=105.0, now=100.0)
    pacer.refuse("a", until=135.0, now=105.0)
    assert pacer.hold("other", 105.0) == pytest.approx(30.0)
    pacer.refuse("b", until=9000.0, now=135.0)
    assert pacer.hold("other", 135.0) == pytest.approx(CAREFUL_SECONDS)


def test_what_an_earlier_process_was_told_holds() -> None:
    """R9."""
    pacer = Pacer(rate=10)
    for chat in range(5):
        pacer.keep_to(chat, 105.0)
    assert pacer.hold(3, 100.0) == pytest.approx(5.0)
    assert pacer.hold("other", 100.0) <= 0


def test_the_preview_has_no_pace() -> None:
    pacer = Pacer(rate=math.inf, chat_seconds=0)
    pacer.called("a", 100.0)
    assert [pacer.reserve(100.0) for _ in range(50)] == [0.0] * 50
    assert pacer.rest("a", 100.0) <= 0


@given(st.lists(st.floats(0, 0.2), min_size=40, max_size=80), st.integers(1, 30))
def test_no_second_ever_holds_more_than_the_rate(pauses: list[float], rate: int) -> None:
    """R9, T7: whatever the moments at which letters ask for their turn."""
    pacer, now, sent = Pacer(rate), 0.0, list[float]()
    for pause in pauses:
        now += pause
        sent.append(now + pacer.reserve(now))
    for start in sent:
        assert sum(start <= at < start + 1 - 1e-6 for at in sent) <= rate
