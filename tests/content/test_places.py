"""A place by whatever a person calls it; user text is only looked up."""

from __future__ import annotations

import datetime as dt
import time
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.places import MOST, TABLES, Places, fold
from content.zone_words import ABBREVIATIONS, PART_HOUR_ZONES

PLACES = Places()


def zones(text: str) -> list[str]:
    return [place.zone for place in PLACES.find(text)]


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("Lisbon", "Europe/Lisbon"),
        ("  LISBOA ", "Europe/Lisbon"),
        ("Köln", "Europe/Berlin"),
        ("koln", "Europe/Berlin"),
        ("München", "Europe/Berlin"),
        ("Muenchen", "Europe/Berlin"),
        ("Nueva York", "America/New_York"),
        ("Genf", "Europe/Zurich"),
        ("Москва", "Europe/Moscow"),
        ("Bombay", "Asia/Kolkata"),
        ("nyc", "America/New_York"),
        ("LA", "America/Los_Angeles"),
        ("Vaduz", "Europe/Vaduz"),  # a capital, however small
        ("I live in New York these days", "America/New_York"),
        ("near Munich", "Europe/Berlin"),
        ("Frankfurt", "Europe/Berlin"),
        ("Europe/Lisbon", "Europe/Lisbon"),
        ("europe/lisbon", "Europe/Lisbon"),
        ("America/Argentina/Buenos_Aires", "America/Argentina/Buenos_Aires"),
        ("Asia/Calcutta", "Asia/Kolkata"),  # a zone name of old
        ("US/Pacific", "America/Los_Angeles"),
        ("Etc/GMT+5", "Etc/GMT+5"),
        ("UTC", "Etc/UTC"),
        ("UTC+2", "Etc/GMT-2"),
        ("gmt -3", "Etc/GMT+3"),
        ("UTC−3", "Etc/GMT+3"),  # a typographic minus
        ("GMT-03:30", "America/St_Johns"),
        ("+05:30", "Asia/Kolkata"),
        ("+0545", "Asia/Kathmandu"),
        ("UTC+00:00", "Etc/UTC"),
        ("CET", "Europe/Berlin"),
        ("MSK", "Europe/Moscow"),
        ("portland oregon", "America/Los_Angeles"),
        ("Portland, Maine", "America/New_York"),
        ("san diego ca", "America/Los_Angeles"),
        ("Toronto CA", "America/Toronto"),
        ("London, Ontario", "America/Toronto"),
        ("Atlanta, Georgia", "America/New_York"),
        ("Tbilisi, Georgia", "Asia/Tbilisi"),
        ("Berlin DE", "Europe/Berlin"),
        ("Germany", "Europe/Berlin"),
        ("Little Nowhere, Deutschland", "Europe/Berlin"),
        ("kölln", "Europe/Berlin"),
        ("Lisbno", "Europe/Lisbon"),
        ("берлн", "Europe/Berlin"),
        ("Madrid", "Europe/Madrid"),  # and not its small namesake in Colombia
    ],
)
def test_a_clear_place_has_one_zone(text: str, zone: str) -> None:
    assert set(zones(text)) == {zone}


@pytest.mark.parametrize(
    ("text", "first", "others"),
    [
        ("san jose", "America/Los_Angeles", {"America/Costa_Rica"}),
        ("Birmingham", "Europe/London", {"America/Chicago"}),
        ("Newcastle", "Australia/Sydney", {"Europe/London"}),
        ("IST", "Asia/Kolkata", {"Asia/Jerusalem", "Europe/Dublin"}),
        ("PST", "America/Los_Angeles", {"Asia/Manila"}),
        ("usa", "America/New_York", {"America/Chicago", "America/Denver"}),
        ("Spain", "Europe/Madrid", {"Atlantic/Canary"}),
        ("paris texas", "America/Chicago", {"America/Denver"}),  # unknown there: its region
        ("Paris, US", "America/New_York", {"America/Los_Angeles"}),
        ("Georgia", "Asia/Tbilisi", {"America/New_York"}),
    ],
)
def test_what_can_mean_several_gives_them_best_first(
    text: str, first: str, others: set[str]
) -> None:
    found = zones(text)
    assert found[0] == first
    assert others <= set(found)


@pytest.mark.parametrize(
    "text",
    ["", " ", "7", "!!!", "🤷", "xyzzy", "in", "us", "hello", "no", "none", "UTC+15", "UTC-13",
     "+05:17", "../../etc/passwd", "Robert'); DROP TABLE", "\0", "ß" * 10_000],
)  # fmt: skip
def test_nonsense_finds_nothing(text: str) -> None:
    assert PLACES.find(text) == ()


@given(st.text() | st.text("abcdeёй ,/+-:019üß", max_size=30))
def test_any_text_is_looked_up_without_an_error(text: str) -> None:
    found = PLACES.find(text)
    assert len(found) <= MOST
    assert all(place.zone for place in found)


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_every_zone_in_the_tables_exists() -> None:
    known = available_timezones()
    assert {place.zone for _, place in PLACES._rows} <= known
    assert {zone for several in ABBREVIATIONS.values() for zone in several} <= known
    assert set(PART_HOUR_ZONES.values()) <= known


@pytest.mark.parametrize(("offset", "zone"), PART_HOUR_ZONES.items())
def test_a_part_hour_offset_is_the_winter_offset_of_its_zone(offset: str, zone: str) -> None:
    """The sooner of January and July is winter, on either half of the globe."""
    noon = (dt.datetime(2026, month, 1, 12, tzinfo=ZoneInfo(zone)) for month in (1, 7))
    winter = min(moment.utcoffset() or dt.timedelta() for moment in noon)
    sign, hours, minutes = offset[0], *map(int, offset[1:].split(":"))
    assert winter == dt.timedelta(minutes=hours * 60 + minutes) * (-1 if sign == "-" else 1)


@pytest.mark.parametrize("abbreviation", ABBREVIATIONS)
def test_every_abbreviation_leads_to_its_zones(abbreviation: str) -> None:
    assert tuple(zones(abbreviation)) == ABBREVIATIONS[abbreviation]


def test_every_zone_with_a_city_is_found_by_its_own_name() -> None:
    """All but the few oddities without a place, such as "EST5EDT" or "Etc/GMT+5"."""
    missing = {z for z in available_timezones() if "/" in z and not PLACES.find(z)}
    assert missing <= {z for z in available_timezones() if z.startswith(("Etc/", "SystemV/"))}


def test_names_in_the_table_are_folded_already() -> None:
    names = (name for names, _ in PLACES._rows for name in names.split("|"))
    assert [name for name in names if fold(name) != name] == []


def first_question_seconds() -> float:
    places = Places()
    assert "_index" not in vars(places)
    began = time.perf_counter()
    places.find("Lisbon")
    return time.perf_counter() - began


def test_the_table_is_slim_and_read_on_the_first_question_only() -> None:
    """The best of five: a run of all tests has a large heap, whose collection may fall in here."""
    assert (TABLES / "places.tsv").stat().st_size < 500_000
    assert min(first_question_seconds() for _ in range(5)) < 0.1  # 15-20 ms on an idle core
