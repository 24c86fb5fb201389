"""Consents, and the signs that stopped the moves.

Rule: a sign is a Flag, as that has a beginning and an end, and warns without naming a finding.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from bot.export.fhir_sheet import PATIENT, Json, Sheet, hl7, loinc
from flows.conversation import Consent, Conversation
from flows.effects import Record, Text
from flows.parts import t
from flows.starting import BEFORE

PRIVACY = hl7("consentscope", "patient-privacy", "Privacy Consent")
CONSENT = {"coding": [loinc("59284-0", "Patient Consent")]}
SAFETY = hl7("flag-category", "safety", "Safety")


@dataclass
class Span:
    """From when to when something stood; None = not known, or it still stands."""

    begun: str | None
    ended: str | None = None
    status: str = "active"

    def end(self, at: str | None, status: str = "inactive") -> None:
        self.ended, self.status = at, status

    @property
    def period(self) -> Json:
        both = {"start": self.begun, "end": self.ended}
        return {name: at for name, at in both.items() if at}


Signs = list[tuple[str, Span]]


# Consents.


def add_consents(conversation: Conversation, records: Iterable[Record], sheet: Sheet) -> None:
    """Each yes to a text: it counts until the next one, or until it was taken back."""
    for n, (consent, span) in enumerate(_consents(conversation, records, sheet)):
        values = consent.model_dump(include={"version", "language"})
        told = t("fhir-consent", hash=consent.sha256, **values)
        sheet.add(
            "Consent", f"consent.{n}", "told",
            status=span.status,
            scope=PRIVACY,
            category=[CONSENT],
            patient=sheet.ref(PATIENT),
            performer=[sheet.ref(PATIENT)],
            dateTime=span.begun,
            policyRule={"text": sheet.said(told)},
            provision={"type": "permit", "period": span.period},
        )  # fmt: skip


def _consents(
    conversation: Conversation, records: Iterable[Record], sheet: Sheet
) -> list[tuple[Consent, Span]]:
    found: list[tuple[Consent, Span]] = []
    for record in (r for r in records if r.what == "consent"):
        is_over = record.data.get("withdrawn", False)
        if is_over and found:
            found[-1][1].end(_ended(record, sheet))
        elif not is_over:
            _agree(Consent.model_validate(record.data), found, sheet)
    now = conversation.consent
    if now and all(consent.at != now.at for consent, _ in found):
        _agree(now, found, sheet)  # the first programs kept no record of it
    if conversation.withdrawn_at and found:
        found[-1][1].end(sheet.time(conversation.withdrawn_at))
    return found


def _agree(consent: Consent, found: list[tuple[Consent, Span]], sheet: Sheet) -> None:
    at = sheet.time(consent.at)
    if found and found[-1][1].status == "active":
        found[-1][1].end(at)
    found.append((consent, Span(at)))


def _ended(record: Record, sheet: Sheet) -> str:
    at = record.data.get("at")
    return sheet.time(dt.datetime.fromisoformat(at)) if at else record.day.isoformat()


# Signs.


def add_signs(conversation: Conversation, records: Iterable[Record], sheet: Sheet) -> None:
    """Ended by clearing, or by other answers; one that was ticked by mistake says so."""
    for n, (stop, span) in enumerate(_signs(conversation, records, sheet)):
        if text := _text(stop, sheet):
            sheet.add(
                "Flag", f"sign.{n}", "told",
                status=span.status,
                category=[SAFETY],
                code=sheet.concept(f"sign.{stop}", text),
                subject=sheet.ref(PATIENT),
                author=sheet.ref(PATIENT),
                period=span.period,
            )  # fmt: skip


def _signs(conversation: Conversation, records: Iterable[Record], sheet: Sheet) -> Signs:
    """Oldest first, as far as the history tells; then what only the snapshot knows."""
    mistakes, stops = conversation.mistaken, conversation.stops
    found, standing = _recorded(records, mistakes)
    for stop in [stop for stop in standing if stop not in stops]:
        standing.pop(stop).end(None, _lifted(stop, mistakes))
    unrecorded = {stop: Span(None) for stop in stops if stop not in standing}
    standing |= unrecorded
    for stop, span in standing.items():
        if begun_at := conversation.stopped_at.get(stop):
            span.begun = sheet.time(begun_at)
    cleared = {stop.removeprefix(BEFORE): day for stop, day in conversation.cleared.items()}
    past = cleared.keys() - {stop for stop, _ in found} - unrecorded.keys()
    over = [(stop, Span(None, cleared[stop].isoformat(), "inactive")) for stop in sorted(past)]
    return [*found, *over, *unrecorded.items()]


def _recorded(
    records: Iterable[Record], mistakes: Collection[str]
) -> tuple[Signs, dict[str, Span]]:
    """All signs of the history, and those that still stand by it."""
    found: Signs = []
    standing: dict[str, Span] = {}
    for record in (r for r in records if r.what == "safety"):
        day = record.day.isoformat()
        for stop in record.data.get("cleared", ()):
            if stop in standing:
                standing.pop(stop).end(day)
        items = record.data.get("items", standing)
        for stop in [stop for stop in standing if stop not in items]:
            standing.pop(stop).end(day, _lifted(stop, mistakes))
        begun = {stop: Span(day) for stop in items if stop not in standing}
        standing |= begun
        found += begun.items()
    return found, standing


def _lifted(stop: str, mistakes: Collection[str]) -> str:
    """Without clearing: taken back, or not told any more."""
    return "entered-in-error" if stop in mistakes else "inactive"


def _text(stop: str, sheet: Sheet) -> Text | None:
    """In the words of its card, or of the report or answer; None for one that no file knows."""
    if stop in sheet.content.red_flags:
        return t(f"flag.{stop}")
    key = f"page-sign-{stop}"
    return t(key) if sheet.content.words.has(key) else None
