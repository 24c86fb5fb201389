"""Consents and signs: from when to when each of them stood."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from flows.conversation import Consent, Conversation
from flows.effects import Record
from tests.bot.export.fhir_checks import Json, check, of_kind
from tests.bot.export.fhir_people import (
    codes,
    made,
    of_walker,
    somebody,
    stopped_by_pain,
    withdrawn,
)
from tests.flows.days import at
from tests.flows.people import CONTENT, days


def agreed(day: int, version: str = "1", language: str = "en") -> Consent:
    return Consent(version=version, sha256="ab" * 32, language=language, at=at(day, "09:00"))


def consent(given: Consent) -> Record:
    data = given.model_dump(mode="json")
    return Record(what="consent", day=given.at.date(), data=data)


def taken_back(day: int, **data: Any) -> Record:
    return Record(what="consent", day=days(day), data={"withdrawn": True} | data)


def stop(day: int, *items: str) -> Record:
    data = {"class": "emergency", "items": list(items)}
    return Record(what="safety", day=days(day), data=data)


def cleared(day: int, *items: str) -> Record:
    return Record(what="safety", day=days(day), data={"cleared": list(items)})


def of(kind: str, *records: Record, **talk: Any) -> list[Json]:
    bundle = made(Conversation(**talk), *records)
    check(bundle)
    return of_kind(bundle, kind)


# Consents.


def spans(*records: Record, **talk: Any) -> list[tuple[str, dict[str, str]]]:
    found = of("Consent", *records, **talk)
    return [(each["status"], each["provision"]["period"]) for each in found]


def test_a_consent_names_the_words_that_were_agreed_to() -> None:
    """P3: version, language, hash and time."""
    (found,) = of("Consent", consent(agreed(0, version="2", language="es")), consent=agreed(0))
    assert found["dateTime"] == "2026-01-05T09:00:00+00:00"
    told = f"Yes to storing answers. Text version 2, language es, SHA-256 {'ab' * 32}."
    assert found["policyRule"]["text"] == told
    assert codes(found["scope"]) == ["patient-privacy"]
    assert codes(found["category"][0]) == ["59284-0"]


def test_it_stands_until_it_is_taken_back() -> None:
    """P4."""
    begun, ended = "2026-01-05T09:00:00+00:00", "2026-01-09T10:00:00+00:00"
    yes, no = consent(agreed(0)), taken_back(4, at=at(4, "10:00").isoformat())
    assert spans(yes) == [("active", {"start": begun})]
    assert spans(yes, no) == [("inactive", {"start": begun, "end": ended})]
    assert spans(yes, taken_back(4)) == [("inactive", {"start": begun, "end": "2026-01-09"})]


def test_what_is_taken_back_may_only_be_known_from_the_snapshot() -> None:
    talk = {"consent": agreed(0), "withdrawn_at": at(4, "10:00")}
    ((status, period),) = spans(**talk)
    assert (status, period["end"]) == ("inactive", "2026-01-09T10:00:00+00:00")


def test_a_new_yes_takes_the_place_of_the_old_one() -> None:
    found = spans(consent(agreed(0)), consent(agreed(4, version="2")), consent=agreed(4))
    assert [status for status, _ in found] == ["inactive", "active"]
    assert found[0][1]["end"] == found[1][1]["start"]


def test_who_comes_back_has_agreed_anew() -> None:
    found = spans(consent(agreed(0)), taken_back(4), consent(agreed(8)), consent=agreed(8))
    assert [status for status, _ in found] == ["inactive", "active"]
    assert found[0][1]["end"] == "2026-01-09"


def test_a_yes_without_a_record_is_known_from_the_snapshot() -> None:
    assert [status for status, _ in spans(consent=agreed(0))] == ["active"]
    assert spans(taken_back(4)) == []


def test_of_somebody_who_has_withdrawn_nothing_stands() -> None:
    bundle = of_walker(withdrawn())
    assert [each["status"] for each in of_kind(bundle, "Consent")] == ["inactive"]
    assert {plan["status"] for plan in of_kind(bundle, "CarePlan")} <= {"revoked", "completed"}
    assert of_kind(bundle, "CarePlan")[-1]["status"] == "revoked"


# Signs.


def signs(*records: Record, **talk: Any) -> list[tuple[str, str, dict[str, str] | None]]:
    found = of("Flag", *records, **talk)
    return [(codes(f["code"])[0], f["status"], f.get("period")) for f in found]


def test_a_sign_stands_until_it_is_cleared() -> None:
    begun = stop(2, "saddle")
    assert signs(begun, stops=("saddle",)) == [("sign.saddle", "active", {"start": "2026-01-07"})]
    assert signs(begun, cleared(9, "weak", "saddle")) == [
        ("sign.saddle", "inactive", {"start": "2026-01-07", "end": "2026-01-14"})
    ]


def test_the_snapshot_knows_the_moment_it_began() -> None:
    talk = {"stops": ("saddle",), "stopped_at": {"saddle": at(2, "08:15")}}
    ((_, status, period),) = signs(stop(2, "saddle"), **talk)
    assert (status, period) == ("active", {"start": "2026-01-07T08:15:00+00:00"})


def test_a_second_stop_does_not_begin_the_first_anew() -> None:
    found = signs(
        stop(2, "saddle"), stop(4, "pause-pain", "saddle"), stops=("pause-pain", "saddle")
    )
    assert found == [
        ("sign.saddle", "active", {"start": "2026-01-07"}),
        ("sign.pause-pain", "active", {"start": "2026-01-09"}),
    ]


def test_a_sign_that_another_stop_does_not_name_any_more_is_over() -> None:
    found = signs(stop(2, "saddle"), stop(4, "weak"), stops=("weak",))
    assert found[0] == ("sign.saddle", "inactive", {"start": "2026-01-07", "end": "2026-01-09"})


def test_a_sign_that_comes_back_is_told_twice() -> None:
    found = signs(stop(2, "saddle"), cleared(4, "saddle"), stop(8, "saddle"), stops=("saddle",))
    assert [status for _, status, _ in found] == ["inactive", "active"]


@pytest.mark.parametrize(
    ("mistaken", "status"), [((), "inactive"), (("saddle",), "entered-in-error")]
)
def test_a_sign_that_was_a_mistake_says_so(mistaken: tuple[str, ...], status: str) -> None:
    """When it was taken back is not kept."""
    found = signs(stop(2, "saddle"), mistaken=mistaken)
    assert found == [("sign.saddle", status, {"start": "2026-01-07"})]


def test_a_sign_that_was_cleared_was_no_mistake() -> None:
    """Of one that came back and was taken back then, both are told."""
    history = (stop(2, "saddle"), cleared(4, "saddle"), stop(6, "saddle"), stop(7, "weak"))
    found = signs(*history, stops=("weak",), mistaken=("saddle",))
    assert [status for _, status, _ in found] == ["inactive", "entered-in-error", "active"]


def test_a_sign_that_was_cleared_before_somebody_started_over_is_told() -> None:
    """By the snapshot, where the history does not say so."""
    talk = {"cleared": {"saddle": days(3), "before-pause-pain": days(4)}}
    assert signs(**talk) == [
        ("sign.pause-pain", "inactive", {"end": "2026-01-09"}),
        ("sign.saddle", "inactive", {"end": "2026-01-08"}),
    ]
    assert len(signs(stop(2, "saddle"), cleared(3, "saddle"), **talk)) == 2


def test_what_is_cleared_and_never_stood_changes_nothing() -> None:
    assert signs(cleared(3, "saddle")) == []


def test_a_sign_that_only_the_snapshot_knows_has_no_beginning() -> None:
    assert signs(stops=("saddle",)) == [("sign.saddle", "active", None)]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("saddle", "Numb or odd feeling between your legs"),
        ("pain_now", "High pain at the time of asking"),
        ("pause-two-red", "Strong pain twice in 3 sessions"),
        ("pause-pain", "Pain of 8 or more in a report"),
    ],
)
def test_a_sign_is_in_the_words_it_was_told_in(name: str, words: str) -> None:
    (found,) = of("Flag", stop(0, name), stops=(name,))
    assert found["code"]["text"].startswith(words)


def test_a_sign_that_no_file_knows_any_more_is_left_out() -> None:
    assert signs(stop(0, "gone"), stops=("gone",)) == []


def test_each_line_of_the_cards_has_words() -> None:
    found = signs(stops=tuple(CONTENT.red_flags))
    assert len(found) == len(CONTENT.red_flags)


def test_a_report_that_stopped_the_moves_is_a_flag() -> None:
    bundle = of_walker(stopped_by_pain())
    (flag,) = of_kind(bundle, "Flag")
    assert codes(flag["code"]) == ["sign.pause-pain"]
    assert codes(flag["category"][0]) == ["safety"]
    assert dt.datetime.fromisoformat(flag["period"]["start"]) <= at(1)


def test_who_was_never_stopped_has_no_flag() -> None:
    assert of_kind(of_walker(somebody()), "Flag") == []
