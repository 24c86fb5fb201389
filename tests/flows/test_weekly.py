"""The weekly safety question: when it is asked, and that the session waits for its answer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from zoneinfo import ZoneInfo

import pytest

from flows.effects import Say
from tests.flows.days import (
    LISBON,
    asked_first,
    at,
    lines,
    p1,
    report,
    session,
    settle,
)
from tests.flows.people import CONTENT, days
from tests.flows.situations import situation
from tests.flows.walker import Walker

WEEK = 7


def asked(**changes: object) -> Walker:
    """After a week of training; the session of that day is not there yet."""
    walker = p1(q_days=7, **changes)
    train(walker, range(1, WEEK))
    return asked_first("weekly", walker)


def train(walker: Walker, days_: Iterable[int]) -> None:
    for day in days_:
        walker.pass_until(at(day, "18:10"))
        settle(walker)
        if walker.open_topic() == "prompt":
            report(walker, "done 1")


def weeks(walker: Walker, until: int, news: int | None = None) -> list[int]:
    """The days on which it is asked; on one of them the person opens the cards first."""
    found = []
    for day in range(1, until):
        walker.pass_until(at(day, "18:10"))
        found += [day] if is_open(walker, "weekly") else []
        train(walker, [day])
        if day == news:
            no_news(walker)
    return found


def no_news(walker: Walker) -> None:
    for code in ("!new", "none", "none"):
        walker.press(code)


def is_open(walker: Walker, topic: str) -> bool:
    return any(o.topic == topic for o in walker.conversation.opens)


# When.


@pytest.mark.rule("safety.weekly")
@pytest.mark.parametrize(
    ("news", "expected"),
    [
        (None, [7, 14, 21]),
        (3, [10, 17, 24]),  # the cards ask the same, and more
        (6, [13, 20]),
        (8, [7, 15, 22]),
    ],
)
def test_it_is_asked_7_days_after_anything_new_was_asked_for(
    news: int | None, expected: list[int]
) -> None:
    walker = p1(q_days=7)
    later = {"reassess_on": days(400)}
    walker.conversation = walker.conversation.model_copy(update=later)
    assert weeks(walker, 25, news) == expected


@pytest.mark.rule("safety.weekly")
@pytest.mark.parametrize("day", [6, 7])
def test_a_look_at_todays_moves_asks_it_too(day: int) -> None:
    walker = p1(q_days=7)
    walker.pass_until(at(day - 1, "20:00"))
    settle(walker)
    walker.now = at(day, "09:00")
    walker.command("/today")
    assert is_open(walker, "weekly") == (day == WEEK)


def test_it_is_asked_before_the_session_of_that_day() -> None:
    walker = asked()
    local = walker.now.astimezone(ZoneInfo(LISBON))
    assert (local.date(), local.hour) == (days(WEEK), 18)
    assert session(walker).day < days(WEEK)
    assert "session-item" not in lines(walker)


@pytest.mark.rule("safety.weekly")
@pytest.mark.parametrize(("style", "silent"), [("quiet", True), ("brief", False)])
def test_who_wants_it_quiet_gets_it_without_a_sound(style: str, *, silent: bool) -> None:
    walker = asked(q_style=style)
    (say,) = [e for e in walker.last if isinstance(e, Say) and e.lane == "prompt"]
    assert say.silent is silent
    assert say.useless_after == at(WEEK, "22:00")


# What an answer does.


@pytest.mark.rule("safety.weekly")
@pytest.mark.parametrize("how", ["=no", "no", "nein", "нет"])
def test_a_no_leads_to_the_session(how: str) -> None:
    walker = asked()
    answer(walker, how)
    assert {"nothing-new", "session-item"} <= set(lines(walker))
    assert walker.open_topic() == "prompt"
    assert session(walker).day == days(WEEK)
    assert walker.conversation.last_fired["weekly"] == days(WEEK)


@pytest.mark.rule("safety.weekly")
@pytest.mark.parametrize("how", ["=yes", "=maybe", "yes", "sí", "not sure"])
def test_yes_and_not_sure_open_both_cards_and_the_session_waits(how: str) -> None:
    walker = asked()
    answer(walker, how)
    assert not is_open(walker, "weekly")
    for card in ("new.q_rf_a", "new.q_rf_b"):
        assert walker.open_topic() == card
        assert session(walker).day < days(WEEK)
        walker.press("none")
    assert (walker.open_topic(), session(walker).day) == ("prompt", days(WEEK))


def answer(walker: Walker, how: str) -> None:
    if how.startswith("="):
        walker.press(how.removeprefix("="))
    else:
        walker.say(how)


@pytest.mark.rule("safety.weekly")
@pytest.mark.parametrize("flag", CONTENT.option_ids("q_rf_a"))
def test_a_tick_stops_before_the_session_of_that_day(flag: str) -> None:
    walker = asked()
    walker.press("yes")
    walker.press(f"t.{flag}")
    walker.press("go")
    assert (walker.conversation.state, walker.conversation.stops) == ("referred", (flag,))
    assert session(walker).day < days(WEEK)


# Until it is answered.


@pytest.mark.parametrize("said", ["perhaps", "done 2", "5"])
def test_words_that_are_no_answer_bring_it_again(said: str) -> None:
    walker = asked()
    walker.say(said)
    assert "weekly" in lines(walker)
    assert walker.open_topic() == "weekly"
    assert session(walker).day < days(WEEK)


@pytest.mark.parametrize("code", ["skip", "later", "o.no", "none", "back"])
def test_there_is_no_way_past_it(code: str) -> None:
    walker = asked()
    walker.tap_forged(code)
    assert walker.toasts() == ["That question is closed."]
    assert walker.open_topic() == "weekly"


def test_the_next_prompt_brings_it_once_more_and_no_session() -> None:
    walker = asked()
    walker.pass_until(at(WEEK + 1, "18:10"))
    assert lines(walker)[-2:] == ["card-first", "weekly"]
    assert [o.topic for o in walker.conversation.opens].count("weekly") == 1
    walker.press("no")
    assert session(walker).day == days(WEEK + 1)


def test_a_look_at_the_moves_brings_it_first() -> None:
    walker = situation("anything new this week")
    walker.now += dt.timedelta(minutes=5)
    walker.command("/today")
    assert "card-first" in lines(walker)
    assert walker.open_topic() == "weekly"
