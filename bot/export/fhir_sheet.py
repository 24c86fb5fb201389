"""What the resources of one bundle share: ids, words, times, and codes of our own.

Rule: knows how FHIR writes things down, and nothing of what a person told.
"""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any, Literal
from zoneinfo import ZoneInfo

from bot.telegram.letters import plain
from content.load import Content
from flows.effects import Text
from flows.parts import t
from flows.words import draw

Json = dict[str, Any]
Source = Literal["told", "worked-out", "none"]
"""Told by the person; worked out from it by the program; about nobody, as a questionnaire is."""

LOINC = "http://loinc.org"
UCUM = "http://unitsofmeasure.org"
TERMINOLOGY = "http://terminology.hl7.org/CodeSystem"
EXTENSION = "http://hl7.org/fhir/StructureDefinition"
LANGUAGES = "urn:ietf:bcp:47"

OURS = uuid.UUID("7b0c5a0e-52a8-4d3e-9a0b-3c0f6a1d8e42")
"""Made once by chance: what is named under it has the same name in every bundle."""
OUR_CODES = uuid.uuid5(OURS, "codes").urn
OUR_QUESTIONS = uuid.uuid5(OURS, "questions").urn

PATIENT = "patient"
REPORTED = {
    "system": f"{TERMINOLOGY}/v3-ObservationValue",
    "code": "PATRPT",
    "display": "patient reported",
}


class Sheet:
    """A bundle in the making."""

    def __init__(
        self, content: Content, language: str, zone: str | None, at: dt.datetime, seed: str
    ) -> None:
        """`at`: when it is made. `seed`: ids are made from it, and do not tell it."""
        self.content = content
        self.language = content.words.nearest(language)
        self.entries: list[Json] = []
        self._zone = ZoneInfo(zone or "UTC")
        self.today = at.astimezone(self._zone).date()
        self._names = uuid.uuid5(OURS, seed)
        self._codes: dict[str, str] = {}

    # Resources.

    def add(self, kind: str, name: str, source: Source, /, **fields: Any) -> Json:
        """A resource of the bundle; the reference to it. Fields that say nothing are left out."""
        id_ = self._id(name)
        told = {key: value for key, value in fields.items() if value not in (None, [], {})}
        resource = {"resourceType": kind, "id": str(id_), **self.meta(source), **told}
        self.entries.append({"fullUrl": id_.urn, "resource": resource})
        return self.ref(name)

    def ref(self, name: str) -> Json:
        return {"reference": self._id(name).urn}

    def _id(self, name: str) -> uuid.UUID:
        return uuid.uuid5(self._names, name)

    def meta(self, source: Source) -> Json:
        """Where it comes from, on each resource, as they part company when a bundle is taken in."""
        if source == "none":
            return {}
        tag = self.own(f"source.{source}", t(f"fhir-source-{source}"))
        security = {"security": [REPORTED]} if source == "told" else {}
        return {"meta": {**security, "tag": [tag]}}

    # Codes.

    def own(self, code: str, text: Text) -> Json:
        """One of our own; it is listed in the code system of this bundle."""
        display = self._codes.setdefault(code, self.said(text))
        return {"system": OUR_CODES, "code": code, "display": display}

    def concept(self, code: str, text: Text, *also: Json) -> Json:
        """Our own code; those of others that mean the same, or more loosely so, come first."""
        own = self.own(code, text)
        return {"coding": [*also, own], "text": own["display"]}

    def list_codes(self) -> None:
        """All of our own that the bundle uses so far, with their words."""
        self.add(
            "CodeSystem", "codes", "none",
            language=self.language,
            url=OUR_CODES,
            version=self.content.version,
            name="UnhamstrungCodes",
            title=self.said(t("fhir-codes")),
            status="active",
            caseSensitive=True,
            content="fragment",
            concept=[{"code": c, "display": d} for c, d in sorted(self._codes.items())],
        )  # fmt: skip

    # Words and times.

    def said(self, text: Text) -> str:
        return clean(plain(draw(text, self.content, self.language)))

    def time(self, at: dt.datetime) -> str:
        """On the person's own clock, with its distance from UTC."""
        return at.astimezone(self._zone).isoformat(timespec="seconds")


def clean(text: str) -> str:
    """As FHIR may hold it: no control signs, no halves of letters, and any space is a space."""
    return " ".join(
        "".join(" " if c.isspace() else c for c in text if c.isspace() or _is_shown(c)).split()
    )


def _is_shown(letter: str) -> bool:
    return ord(letter) >= ord(" ") and letter != "\x7f" and not "\ud800" <= letter <= "\udfff"


def hl7(system: str, code: str, display: str) -> Json:
    return {"coding": [{"system": f"{TERMINOLOGY}/{system}", "code": code, "display": display}]}


def loinc(code: str, display: str) -> Json:
    return {"system": LOINC, "code": code, "display": display}


def quantity(value: float, unit: str) -> Json:
    value = int(value) if value == int(value) else value
    return {"value": value, "unit": unit, "system": UCUM, "code": unit}


def extension(name: str, **value: Any) -> Json:
    return {"url": f"{EXTENSION}/{name}", **value}
