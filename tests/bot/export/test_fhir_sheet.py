"""How FHIR writes things down: ids, words, times, codes of our own."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.export.fhir_sheet import OUR_CODES, Sheet, clean, quantity
from flows.parts import t
from tests.flows.people import CONTENT

AT = dt.datetime(2026, 7, 1, 22, 30, 5, 999, tzinfo=dt.UTC)


def sheet(zone: str | None = None, language: str = "en") -> Sheet:
    return Sheet(CONTENT, language, zone, AT, "seed")


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("tie my shoes", "tie my shoes"),
        ("  two \r\n\t spaces\u2028and\xa0more ", "two spaces and more"),
        ("bell\x07 null\x00 delete\x7f", "bell null delete"),
        ("half a letter \ud83d", "half a letter"),
        ("a letter of two \U0001f9b5", "a letter of two \U0001f9b5"),
        ("\x00\u2003\ud800", ""),
    ],
)
def test_words_are_cleaned_of_what_fhir_cannot_hold(said: str, told: str) -> None:
    assert clean(said) == told


@pytest.mark.parametrize(
    ("zone", "time", "day"),
    [
        (None, "2026-07-01T22:30:05+00:00", "2026-07-01"),
        ("Europe/Madrid", "2026-07-02T00:30:05+02:00", "2026-07-02"),
        ("America/St_Johns", "2026-07-01T20:00:05-02:30", "2026-07-01"),
    ],
)
def test_a_time_has_the_persons_own_offset(zone: str | None, time: str, day: str) -> None:
    made = sheet(zone)
    assert made.time(AT) == time
    assert made.today.isoformat() == day


def test_fields_that_say_nothing_are_left_out() -> None:
    made = sheet()
    made.add("Flag", "one", "none", status="active", period={}, category=[], author=None, zero=0)
    (entry,) = made.entries
    assert entry["resource"].keys() == {"resourceType", "id", "status", "zero"}


def test_a_reference_is_known_before_what_it_points_at() -> None:
    made = sheet()
    before = made.ref("one")
    assert made.add("Flag", "one", "none") == before
    assert made.entries[0]["fullUrl"] == before["reference"]


def test_what_was_told_is_marked_as_reported() -> None:
    made = sheet()
    made.add("Flag", "one", "told")
    made.add("Flag", "two", "worked-out")
    told, worked_out = (entry["resource"]["meta"] for entry in made.entries)
    assert told["security"][0]["code"] == "PATRPT"
    assert told["tag"][0]["code"] == "source.told"
    assert "security" not in worked_out
    assert worked_out["tag"][0]["code"] == "source.worked-out"


def test_our_codes_are_listed_once_with_their_words() -> None:
    made = sheet(language="es-MX")
    for _ in range(2):
        made.own("move.n_seated", t("exercise.n_seated.name"))
    made.list_codes()
    (system,) = (entry["resource"] for entry in made.entries)
    assert system["url"] == OUR_CODES
    assert (system["language"], system["version"]) == ("es", CONTENT.version)
    name = "Deslizamiento del nervio en silla"
    assert system["concept"] == [{"code": "move.n_seated", "display": name}]


def test_a_code_of_others_stands_before_ours() -> None:
    other = {"system": "http://loinc.org", "code": "72514-3"}
    concept = sheet().concept("report.pain", t("part-pain"), other)
    assert [coding["code"] for coding in concept["coding"]] == ["72514-3", "report.pain"]
    assert concept["text"] == "Pain"


def test_words_are_without_markup() -> None:
    """Labels of the talk may be bold; FHIR shows them as they are."""
    assert sheet().said(t("part", name=t("part-pain"), value=t("plain", text="<3"))) == "Pain: <3"


@pytest.mark.parametrize(("value", "told"), [(4, "4"), (4.0, "4"), (7.5, "7.5")])
def test_a_whole_number_is_whole(value: float, told: str) -> None:
    assert repr(quantity(value, "cm")["value"]) == told
