"""A typed end of a pause, in the words of four languages."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.date_words import LONGEST_DAYS, is_bare_number, read_until

WEDNESDAY = dt.date(2026, 11, 25)
DAY = dt.timedelta(days=1)


@pytest.mark.parametrize(
    ("text", "until"),
    [
        ("2 weeks", "2026-12-09"),
        ("two weeks", "2026-12-09"),
        ("for a week", "2026-12-02"),
        ("10 days", "2026-12-05"),
        ("a fortnight", "2026-12-09"),
        ("a month", "2026-12-25"),
        ("3 months please", "2027-02-25"),
        ("12", "2026-12-07"),
        ("for 12", "2026-12-07"),
        ("tomorrow", "2026-11-26"),
        ("the day after tomorrow", "2026-11-27"),
        ("until Friday", "2026-11-27"),
        ("Wednesday", "2026-12-02"),
        ("till next Tue", "2026-12-01"),
        ("I'm away until Monday", "2026-11-30"),
        ("until 5 December", "2026-12-05"),
        ("5th of december", "2026-12-05"),
        ("December 5", "2026-12-05"),
        ("Dec. 5th, 2026", "2026-12-05"),
        ("holiday until the 5th", "2026-12-05"),
        ("until the 30th", "2026-11-30"),
        ("back on the 25th", "2026-12-25"),
        ("2 Jan", "2027-01-02"),
        ("2026-12-24", "2026-12-24"),
        ("24.12.", "2026-12-24"),
        ("24.12.26", "2026-12-24"),
        ("bis 24.12", "2026-12-24"),
        ("until 5.1.", "2027-01-05"),
        ("12/25", "2026-12-25"),
        ("25/12/2026", "2026-12-25"),
        ("1/1", "2027-01-01"),
        ("bis Freitag", "2026-11-27"),
        ("zwei Wochen Urlaub", "2026-12-09"),
        ("bis zum 5.", "2026-12-05"),
        ("bis 5. Dezember", "2026-12-05"),
        ("übermorgen", "2026-11-27"),
        ("hasta el viernes", "2026-11-27"),
        ("dos semanas", "2026-12-09"),
        ("hasta el 5 de diciembre", "2026-12-05"),
        ("mañana", "2026-11-26"),
        ("hasta el lunes que viene", "2026-11-30"),
        ("hasta el lunes por la mañana", "2026-11-30"),
        ("la semana que viene", "2026-12-02"),
        ("dentro de 2 semanas", "2026-12-09"),
        ("un par de semanas", "2026-12-09"),
        ("a couple of days", "2026-11-27"),
        ("hasta el día 5", "2026-12-05"),
        ("hasta el viernes 27", "2026-11-27"),
        ("Friday, 4 December", "2026-12-04"),
        ("hasta el primero de enero", "2027-01-01"),
        ("1º de setiembre", "2027-09-01"),
        ("hasta enero", "2027-01-01"),
        ("until January", "2027-01-01"),
        ("estoy de vacaciones hasta el 5 de enero", "2027-01-05"),
        ("до пятницы", "2026-11-27"),
        ("две недели", "2026-12-09"),
        ("2 недели", "2026-12-09"),
        ("до 5 декабря", "2026-12-05"),
        ("на 10 дней", "2026-12-05"),
    ],
)
def test_a_day_is_read(text: str, until: str) -> None:
    assert read_until(text, WEDNESDAY) == dt.date.fromisoformat(until)


@pytest.mark.parametrize(
    "text",
    [
        "until I say so", "until further notice", "bis auf weiteres", "hasta nuevo aviso",
        "hasta que yo avise", "hasta que te diga", "indefinidamente",
    ],
)  # fmt: skip
def test_an_open_end_is_read(text: str) -> None:
    assert read_until(text, WEDNESDAY) == "open"


@pytest.mark.parametrize(
    "text",
    [
        "until my knee is fine",
        "until 5/12",  # two days, by where one lives
        "until 31 February",
        "until 24 November 2026",  # over
        "400 days",
        "0",
        "30 months",
        "until 32.12.",
        "until 29 February",  # none within a year
        "until the 32nd",
        "2026-13-01",
    ],
)
def test_a_day_that_cannot_be_meant_is_unclear(text: str) -> None:
    assert read_until(text, WEDNESDAY) == "unclear"


@pytest.mark.parametrize(
    "text",
    [
        "", "done 2", "skipped", "half, pain 3", "it hurt for 3 days and then stopped", "later",
        "2.5", "no pain this week", "two weeks from Monday", "5 of 6", "sun is out",
    ],
)  # fmt: skip
def test_other_words_speak_of_no_day(text: str) -> None:
    assert read_until(text, WEDNESDAY) is None


def test_the_last_of_a_long_month_ends_a_short_one() -> None:
    assert read_until("a month", dt.date(2027, 1, 31)) == dt.date(2027, 2, 28)
    assert read_until("the 31st", dt.date(2027, 1, 31)) == dt.date(2027, 3, 31)


def test_only_digits_or_their_words_are_a_bare_number() -> None:
    assert is_bare_number("12")
    assert is_bare_number("two")
    assert not is_bare_number("2 weeks")


TODAYS = st.dates(dt.date(2024, 1, 1), dt.date(2040, 1, 1))
DIGITS_AND_WORDS = st.lists(
    st.sampled_from(["until", "the", "5", "31", "2", "weeks", "may", "/", ".", "-", "2026", "fri"]),
    max_size=8,
).map(" ".join)


@given(st.text(max_size=40) | DIGITS_AND_WORDS, TODAYS)
def test_any_text_is_read_as_a_day_to_come_or_as_none(text: str, today: dt.date) -> None:
    found = read_until(text, today)
    if isinstance(found, dt.date):
        assert today < found <= today + LONGEST_DAYS * DAY


@given(TODAYS, st.integers(1, LONGEST_DAYS))
def test_every_day_of_a_year_can_be_named(today: dt.date, ahead: int) -> None:
    day = today + ahead * DAY
    assert read_until(f"until {day:%-d %B %Y}", today) == day
    assert read_until(f"{day:%B %-d, %Y}", today) == day
    assert read_until(f"bis {day:%d.%m.%Y}", today) == day
    assert read_until(f"{ahead} days", today) == day
