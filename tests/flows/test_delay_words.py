"""Words that put today's session off, in four languages; a report is none of them."""

from __future__ import annotations

import datetime as dt

import pytest

from flows.delay_words import Wish, read_wish


def after(**length: float) -> Wish:
    return Wish(delay=dt.timedelta(**length))


def at(*times: str) -> Wish:
    return Wish(times=tuple(dt.time.fromisoformat(time) for time in times))


EVENING = Wish(evening=True)


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("in an hour", after(hours=1)),
        ("In 2 hours, please.", after(hours=2)),
        ("in 45 min", after(minutes=45)),
        ("in half an hour", after(minutes=30)),
        ("not yet, in 1.5 hours", after(hours=1.5)),
        ("one hour later", after(hours=1)),
        ("remind me in an hour", after(hours=1)),
        ("en una hora", after(hours=1)),
        ("dentro de 30 minutos", after(minutes=30)),
        ("más tarde, en media hora", after(minutes=30)),
        ("in einer Stunde", after(hours=1)),
        ("später, in 30 Minuten", after(minutes=30)),
        ("через час", after(hours=1)),
        ("через 30 минут", after(minutes=30)),
        ("через полчаса", after(minutes=30)),
        ("tonight", EVENING),
        ("not yet, later tonight", EVENING),
        ("remind me later tonight", EVENING),
        ("esta noche", EVENING),
        ("heute Abend", EVENING),
        ("сегодня вечером", EVENING),
        ("at 6", at("06:00", "18:00")),
        ("later, at 8", at("08:00", "20:00")),
        ("at 19:30", at("19:30")),
        ("19:30", at("19:30")),
        ("6pm", at("18:00")),
        ("I'll do it at 6 pm", at("18:00")),
        ("at noon", at("12:00")),
        ("tonight at 8", at("20:00")),
        ("tonight at 20:15", at("20:15")),
        ("um 7", at("07:00", "19:00")),
        ("a las 19:30", at("19:30")),
    ],
)
def test_a_wish_is_read(text: str, wish: Wish) -> None:
    assert read_wish(text) == wish


@pytest.mark.parametrize(
    "text",
    [
        "later", "not yet", "done at 18:00", "done in 20 minutes", "15 min done, pain two",
        "done 2", "at 6 it hurt", "about 6", "8", "20 minutes", "2 hours", "half an hour",
        "an hour of pain", "in the evening I did half", "3/5", "at 25", "in 0 min",
        "tonight 3 of 5", "remind me at 7", "half", "", "hello",
    ],
)  # fmt: skip
def test_all_else_is_no_wish(text: str) -> None:
    """A bare number may be a pain, and "remind me at 7" is meant for every day."""
    assert read_wish(text) is None


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("8", at("08:00", "20:00")),
        ("half past six", at("06:30", "18:30")),
        ("20 minutes", after(minutes=20)),
        ("half an hour", after(minutes=30)),
        ("done 8", None),
    ],
)
def test_once_a_time_was_asked_for_less_will_do(text: str, wish: Wish | None) -> None:
    assert read_wish(text, bare=True) == wish
