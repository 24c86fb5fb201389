"""What was told of sessions, and what an assessment measured, as Observations.

Rule: a number is one of its own code, and of LOINC's where LOINC has the same one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any, NamedTuple

from bot.export.fhir_answers import Look
from bot.export.fhir_questions import LEGS, UNITS
from bot.export.fhir_sheet import PATIENT, Json, Sheet, Source, hl7, loinc, quantity
from flows.conditions import known
from flows.conversation import CheckIn
from flows.effects import Text
from flows.parts import t

PAIN = loinc("72514-3", "Pain severity - 0-10 verbal numeric rating [Score] - Reported")
EXERTION = loinc("82289-0", "Rating of perceived exertion [Score]")
SURVEY = hl7("observation-category", "survey", "Survey")
ACTIVITY = hl7("observation-category", "activity", "Activity")
NEXT_MORNING = ("morning_pain", "morning_tingling", "doms")
"""Told of the day after the session."""
DAY = dt.timedelta(days=1)
GOAL = "q_goal_score"
SCORE = "{score}"
NUMBERS = {"pain": PAIN, "morning_pain": PAIN, "effort": EXERTION}
CHOICES = ("completion", "tingling")
YES_OR_NO = ("morning_tingling", "doms")
MEASURED = {"q_pain_now": (PAIN,)}
"""Questions that LOINC has too; of the worst pain it has none over 7 days on this scale."""


class Told(NamedTuple):
    """A report, and when it was stored; None of one that only the snapshot has."""

    report: CheckIn
    at: dt.datetime | None


def add_report(told: Told, sheet: Sheet) -> None:
    """An Observation for each thing that was told; what was not told is left out."""
    day, issued = told.report.day, sheet.time(told.at) if told.at else None
    for name, code, value in _of_report(told.report, sheet):
        on = day + DAY if name in NEXT_MORNING else day
        category = [ACTIVITY if name == "completion" else SURVEY]
        when = {"effectiveDateTime": on.isoformat(), "issued": issued}
        _add(f"report.{day}.{name}", "told", code, sheet, category=category, **when, **value)


def _of_report(report: CheckIn, sheet: Sheet) -> Iterator[tuple[str, Json, Json]]:
    """Name, code and value."""
    for name, standard in NUMBERS.items():
        if (number := getattr(report, name)) is not None:
            yield name, _part(name, sheet, standard), _score(number)
    for name in CHOICES:
        if said := getattr(report, name):
            value = sheet.concept(f"{name}.{said}", t(f"{name}-{said}"))
            yield name, _part(name, sheet), {"valueCodeableConcept": value}
    for name in YES_OR_NO:
        if (yes := getattr(report, name)) is not None:
            yield name, _part(name, sheet), {"valueBoolean": yes}
    if report.culprit in sheet.content.exercises:
        value = move(report.culprit, sheet)
        yield "culprit", _part("culprit", sheet), {"valueCodeableConcept": value}


def _part(name: str, sheet: Sheet, *standard: Json) -> Json:
    return sheet.concept(f"report.{name}", t(f"part-{name}"), *standard)


def move(name: str, sheet: Sheet) -> Json:
    return sheet.concept(f"move.{name}", t(f"exercise.{name}.name"))


def add_look(number: int, look: Look, response: Json, sheet: Sheet) -> Json | None:
    """Scores and measures; the reference to how well the goal goes, if that was told."""
    if not look.scores:
        return None  # no assessment has ended with these answers
    for target in sheet.content.weighing.targets:
        if (value := look.scores.get(target.id)) is not None:
            code = sheet.concept(f"score.{target.id}", t(f"page-name-{target.id}"))
            name = f"look.{number}.score.{target.id}"
            _add(name, "worked-out", code, sheet, **_on(look, response, sheet), **_score(value))
    measures = sheet.content.rules.reassess.measures
    refs = {name: _measured(number, name, look, response, sheet) for name in measures}
    return refs[GOAL]


def _measured(number: int, name: str, look: Look, response: Json, sheet: Sheet) -> Json | None:
    value = known(name, look.answers, sheet.content)
    if not isinstance(value, int | float | list):
        return None
    text, measure = t(f"page-measure-{name}"), f"measure.{name}"
    if isinstance(value, list):
        legs = zip(LEGS, map(float, value), strict=True)
        told: Json = {"component": [_leg(measure, leg, text, n, sheet) for leg, n in legs]}
    else:
        told = {"valueQuantity": quantity(value, UNITS.get(name, SCORE))}
    code = sheet.concept(measure, text, *MEASURED.get(name, ()))
    name = f"look.{number}.{measure}"
    return _add(name, "told", code, sheet, **_on(look, response, sheet), **told)


def _leg(measure: str, leg: str, name: Text, value: float, sheet: Sheet) -> Json:
    text = t("part", name=name, value=t(f"option.q_side.{leg}"))
    return {"code": sheet.concept(f"{measure}.{leg}", text), **_score(value)}


def _on(look: Look, response: Json, sheet: Sheet) -> Json:
    return {"effectiveDateTime": sheet.time(look.begun_at), "derivedFrom": [response]}


def _score(value: float) -> Json:
    return {"valueQuantity": quantity(value, SCORE)}


def _add(name: str, source: Source, code: Json, sheet: Sheet, /, **fields: Any) -> Json:
    patient = sheet.ref(PATIENT)
    performer = [patient] if source == "told" else []
    told = {"category": [SURVEY], "subject": patient, "performer": performer, "code": code}
    return sheet.add("Observation", name, source, status="final", **(told | fields))
