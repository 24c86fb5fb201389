"""Times, hours, numbers and numbers for each leg, as people type them.

Also of `number_words`.
"""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.places import Places
from flows.clock_words import (
    Ambiguous,
    Range,
    read_lr,
    read_number,
    read_range,
    read_time,
    read_time_and_place,
)

PLACES = Places()


def shown(time: dt.time | Ambiguous | None) -> str | None:
    """As "18:00", or both choices."""
    if isinstance(time, Ambiguous):
        return " or ".join(f"{choice:%H:%M}" for choice in time.choices)
    return None if time is None else f"{time:%H:%M}"


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("18:00", "18:00"),
        ("7:30", "07:30"),
        ("07.30", "07:30"),
        ("６：３０", "06:30"),
        ("0730", "07:30"),
        ("730am", "07:30"),
        ("6pm", "18:00"),
        ("6 p.m.", "18:00"),
        ("6.30 pm", "18:30"),
        ("12am", "00:00"),
        ("12pm", "12:00"),
        ("18:00 pm", "18:00"),
        ("19h", "19:00"),
        ("7h30", "07:30"),
        ("0", "00:00"),
        ("13", "13:00"),
        ("24:00", "00:00"),
        ("noon", "12:00"),
        ("Midnight", "00:00"),
        ("7 in the morning", "07:00"),
        ("12 at night", "00:00"),
        ("every day at 8 pm please", "20:00"),
        ("18 Uhr", "18:00"),
        ("um 18 Uhr 30", "18:30"),
        ("7 Uhr abends", "19:00"),
        ("a las 7 de la tarde", "19:00"),
        ("a las 7 de la mañana", "07:00"),
        ("mediodía", "12:00"),
        ("в 7 вечера", "19:00"),
        ("около 19:00", "19:00"),
        ("полдень", "12:00"),
        ("quarter to eight pm", "19:45"),
        ("7", "07:00 or 19:00"),
        ("12", "00:00 or 12:00"),
        ("at seven", "07:00 or 19:00"),
        ("nine o'clock", "09:00 or 21:00"),
        ("half past six", "06:30 or 18:30"),
        ("halb sieben", "06:30 or 18:30"),
        ("a las 7 y media", "07:30 or 19:30"),
        ("las 7 y media de la tarde", "19:30"),
        ("a las once", "11:00 or 23:00"),
        ("once y media de la mañana", "11:30"),
        ("8 menos cuarto", "07:45 or 19:45"),
        ("cuarto para las 8 de la noche", "19:45"),
        ("8 menos diez de la noche", "19:50"),
        ("7 y veinte pm", "19:20"),
        ("7 p. m.", "19:00"),
        ("12 de la noche", "00:00"),
        ("8 en la noche", "20:00"),
        ("a las doce del mediodía", "12:00"),
        ("2 del mediodía", "14:00"),
        ("al mediodía", "12:00"),
        ("6 de la madrugada", "06:00"),
        ("todos los días a las 7 de la tarde", "19:00"),
        ("las 18:30 en punto", "18:30"),
        ("once a day", None),
        ("", None),
        ("soon", None),
        ("25:00", None),
        ("7:60", None),
        ("24:30", None),
        ("18:00 am", None),
        ("7.5", None),
        ("-7", None),
        ("1/2", None),
        ("18:00:00", None),
        ("99999", None),
        ("7 tomorrow", None),
        ("7 8", None),
    ],
)
def test_times(text: str, time: str | None) -> None:
    assert shown(read_time(text)) == time


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("09:00-17:00", "09:00-17:00"),
        ("08:30 - 16:30", "08:30-16:30"),
        ("0900–1700", "09:00-17:00"),
        ("9 to 5", "09:00-17:00"),
        ("between nine and five", "09:00-17:00"),
        ("9-17", "09:00-17:00"),
        ("9-5pm", "09:00-17:00"),
        ("9am-5pm", "09:00-17:00"),
        ("9 a.m. to 5 p.m.", "09:00-17:00"),
        ("9:00-5:00", "09:00-17:00"),
        ("1-5", "13:00-17:00"),
        ("7 to 7", "07:00-19:00"),
        ("12 to 5", "12:00-17:00"),
        ("noon to midnight", "12:00-00:00"),
        ("22:00-06:00", "22:00-06:00"),
        ("von 9 bis 17 Uhr", "09:00-17:00"),
        ("de 9 a 5 de la tarde", "09:00-17:00"),
        ("entre las 9 y las 17", "09:00-17:00"),
        ("de las 9 y media a las 5 y media", "09:30-17:30"),
        ("desde las 9 hasta las 6 de la tarde", "09:00-18:00"),
        ("с 9 до 18", "09:00-18:00"),
        ("9", None),
        ("09:00", None),
        ("9-10-11", None),
        ("09:00-09:00", None),
        ("office hours", None),
        ("-", None),
        ("25-26", None),
    ],
)
def test_hours(text: str, hours: str | None) -> None:
    found = read_range(text)
    assert (f"{found.start:%H:%M}-{found.end:%H:%M}" if found else None) == hours


@pytest.mark.parametrize(
    ("text", "time", "zone"),
    [
        ("18:00 Lisbon", "18:00", "Europe/Lisbon"),
        ("18:00, Lisbon", "18:00", "Europe/Lisbon"),
        ("Lisbon 18:00", "18:00", "Europe/Lisbon"),
        ("7pm in New York", "19:00", "America/New_York"),
        ("7pm LA", "19:00", "America/Los_Angeles"),
        ("9 am London time", "09:00", "Europe/London"),
        ("18:00 Europe/Berlin", "18:00", "Europe/Berlin"),
        ("18 Uhr in Köln", "18:00", "Europe/Berlin"),
        ("a las 7 de la tarde en Lima", "19:00", "America/Lima"),
        ("Москва 19:00", "19:00", "Europe/Moscow"),
        ("noon Tokyo", "12:00", "Asia/Tokyo"),
        ("18:00 (Paris, FR)", "18:00", "Europe/Paris"),
        ("UTC+2 18:00", "18:00", "Etc/GMT-2"),
        ("18:00 utc-3", "18:00", "Etc/GMT+3"),
        ("18:00, +05:30", "18:00", "Asia/Kolkata"),
        ("8pm Etc/GMT+5", "20:00", "Etc/GMT+5"),
        ("18:00 CET", "18:00", "Europe/Berlin"),
        ("7 Berlin", "07:00 or 19:00", "Europe/Berlin"),
        ("at seven in Lisbon", "07:00 or 19:00", "Europe/Lisbon"),
        ("18:00", "18:00", None),
        ("at 18:00 please", "18:00", None),
        ("18:00 Nowhereville", "18:00", None),
        ("Lisbon", None, "Europe/Lisbon"),
        ("Dos Hermanas", None, "Europe/Madrid"),
        ("25:00 Lisbon", None, "Europe/Lisbon"),
        ("whenever", None, None),
        ("", None, None),
    ],
)
def test_a_time_and_a_place(text: str, time: str | None, zone: str | None) -> None:
    found = read_time_and_place(text, PLACES)
    assert shown(found.time) == time
    assert (found.places[0].zone if found.places else None) == zone


def test_a_place_that_is_not_known_is_named_and_none_is_empty() -> None:
    assert read_time_and_place("18:00 Nowhereville", PLACES).place_text == "nowhereville"
    assert read_time_and_place("at 18:00 please", PLACES).place_text == ""


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("9", 9),
        ("9.5", 9.5),
        ("9,5", 9.5),
        ("nine", 9),
        ("neun Stunden", 9),
        ("ocho y media", 8.5),
        ("una hora y media", 1.5),
        ("8 hours and a half", 8.5),
        ("media hora", 0.5),
        ("once horas", 11),
        ("nada", 0),
        ("восемь", 8),
        ("8½", 8.5),
        ("8 and a half hours", 8.5),
        ("about 9 hours", 9),
        ("~9h", 9),
        ("90 minutes", 1.5),
        ("none", 0),
        ("0", 0),
        ("18", 18),
        ("18.5", "above"),
        ("100", "above"),
        ("-1", "below"),
        ("9.3", "step"),
        ("8-9", "unreadable"),
        ("8 to 9", "unreadable"),
        ("8:30", "unreadable"),
        ("1,000", "unreadable"),
        ("a lot", "unreadable"),
        ("", "unreadable"),
    ],
)
def test_hours_a_day_between_0_and_18_by_halves(text: str, number: float | str) -> None:
    assert read_number(text, 0, 18, 0.5) == number


@pytest.mark.parametrize(
    ("text", "cm"),
    [
        ("10 cm", 10),
        ("4 inches", 10),
        ('4"', 10),
        ("4 in", 10),
        ("5 in total", 5),
        ("1 foot", 30),
        ("2 feet", 61),
        ("100 mm", 10),
        ("10 Zoll", 25),
        ("10 дюймов", 25),
        ("40 inches", "above"),
        ("10.5", "step"),
    ],
)
def test_centimeters_from_other_units(text: str, cm: float | str) -> None:
    assert read_number(text, 0, 90, 1) == cm


@pytest.mark.parametrize(
    ("text", "legs"),
    [
        ("left 3 right 5", (3, 5)),
        ("L3 R5", (3, 5)),
        ("right 5, left three", (3, 5)),
        ("3 left 5 right", (3, 5)),
        ("my left leg is 3 and the right one is 5", "unreadable"),  # "one" is a number too
        ("3/5", (3, 5)),
        ("3 5", (3, 5)),
        ("3,5", (3, 5)),
        ("3-5", (3, 5)),
        ("three and five", (3, 5)),
        ("links 3 rechts 5", (3, 5)),
        ("derecha 5 izquierda 3", (3, 5)),
        ("левая 3 правая 5", (3, 5)),
        ("left 3/10 right 5/10", (3, 5)),
        ("3/10 5/10", (3, 5)),
        ("4", (4, 4)),
        ("both 4", (4, 4)),
        ("las dos 4", (4, 4)),
        ("3 sobre 10 y 5 sobre 10", (3, 5)),
        ("left and right 4", (4, 4)),
        ("4 out of 10", (4, 4)),
        ("10", (10, 10)),
        ("left 3", "one_side"),
        ("left 3, 5", "unreadable"),
        ("left 3 left 5", "unreadable"),
        ("3/10", "unreadable"),
        ("10/10", "unreadable"),
        ("1 2 3", "unreadable"),
        ("fine", "unreadable"),
        ("", "unreadable"),
        ("11", "above"),
        ("left 3 right 12", "above"),
        ("left 3.5 right 4", "step"),
    ],
)
def test_a_number_for_each_leg(text: str, legs: tuple[int, int] | str) -> None:
    assert read_lr(text) == legs


def test_a_number_under_the_lowest_is_below_for_legs_too() -> None:
    assert read_lr("left 0 right 3", minimum=1) == "below"


TYPED = st.text() | st.text("0123456789 :.-+/,hapmlr'\"½inone", max_size=25)


@given(TYPED)
def test_any_text_is_read_without_an_error(text: str) -> None:
    assert isinstance(read_time(text), dt.time | Ambiguous | None)
    assert isinstance(read_range(text), Range | None)
    read_time_and_place(text, PLACES)
    assert read_number(text, 0, 10, 1) in {*range(11), "below", "above", "unreadable", "step"}
    legs = read_lr(text)
    assert isinstance(legs, str) or all(0 <= leg <= 10 for leg in legs)


@given(st.times())
def test_every_minute_reads_back_from_the_form_that_is_asked_for(time: dt.time) -> None:
    minute = time.replace(second=0, microsecond=0)
    assert read_time(f"{minute:%H:%M}") == minute
    assert read_time(f"{minute:%H%M}") == minute
    assert read_time(f"{minute:%I:%M %p}") == minute


@given(st.times(), st.times())
def test_every_stretch_reads_back(start: dt.time, end: dt.time) -> None:
    """But for one that would last from a morning to before it: read as its afternoon."""
    start, end = (time.replace(second=0, microsecond=0) for time in (start, end))
    found = read_range(f"{start:%H:%M}-{end:%H:%M}")
    if start == end:
        assert found is None
    else:
        assert found
        assert found.start == start
        assert found.end in (end, end.replace(hour=end.hour % 12 + 12))
