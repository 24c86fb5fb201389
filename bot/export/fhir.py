"""All that is known of a person as a FHIR R4 bundle: what was asked, told, planned and stopped.

Rule: pure, and gathers only. No name, no birth date, no id of the chat: ids are new in each one.
docs/fhir.md says what stands for what.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from operator import attrgetter

from bot.export.fhir_answers import add_responses, looks_of
from bot.export.fhir_measures import Told, add_look, add_report
from bot.export.fhir_plan import add_goal, add_plans
from bot.export.fhir_questions import add_questions
from bot.export.fhir_safety import add_consents, add_signs
from bot.export.fhir_sheet import LANGUAGES, PATIENT, Json, Sheet
from bot.store import Everything
from content.load import Content
from flows.conversation import CheckIn, Conversation


def bundle(everything: Everything, content: Content, language: str, at: dt.datetime) -> Json:
    """In this language, as it stood at this moment."""
    conversation = everything.conversation or Conversation()
    records = [kept.record for kept in everything.records]
    sheet = Sheet(content, language, conversation.zone, at, _seed(everything, at))
    reports = _reports(everything, conversation)
    rows = [(kept.recorded_at, kept.record) for kept in everything.records]
    looks = looks_of(rows, conversation, content, at)
    _add_patient(sheet)
    add_consents(conversation, records, sheet)
    add_questions(sheet)
    responses = add_responses(looks, sheet)
    asked = zip(looks, responses, strict=True)
    outcomes = [add_look(n, look, answered, sheet) for n, (look, answered) in enumerate(asked)]
    goals = add_goal(conversation, [ref for ref in outcomes if ref], sheet)
    add_plans(conversation, records, [told.report for told in reports], goals, sheet)
    for told in reports:
        add_report(told, sheet)
    add_signs(conversation, records, sheet)
    return _closed(sheet, at)


def _add_patient(sheet: Sheet) -> None:
    spoken = {"coding": [{"system": LANGUAGES, "code": sheet.language}]}
    sheet.add(
        "Patient", PATIENT, "told", active=True,
        communication=[{"language": spoken, "preferred": True}],
    )  # fmt: skip


def _closed(sheet: Sheet, at: dt.datetime) -> Json:
    told = sheet.meta("told")
    sheet.list_codes()
    return {
        "resourceType": "Bundle",
        **told,
        "language": sheet.language,
        "type": "collection",
        "timestamp": sheet.time(at),
        "entry": sheet.entries,
    }


def _seed(everything: Everything, at: dt.datetime) -> str:
    """Of all that was told and the moment: two people never share it, and no chat id is in it."""
    digest = hashlib.sha256(at.isoformat().encode())
    if everything.conversation:
        digest.update(everything.conversation.model_dump_json().encode())
    for kept in everything.records:
        digest.update(kept.record.model_dump_json().encode())
    return digest.hexdigest()


def _reports(everything: Everything, conversation: Conversation) -> list[Told]:
    """One a day: what was told anew stands behind what it replaces."""
    found: dict[dt.date, Told] = {}
    for kept in everything.records:
        if kept.record.what == "report":
            report = CheckIn.model_validate(kept.record.data)
            found[report.day] = Told(report, kept.recorded_at)
    program = conversation.program
    for report in program.reports if program else ():
        stored = found.get(report.day)
        found[report.day] = Told(report, stored.at if stored else None)
    return sorted(found.values(), key=attrgetter("report.day"))
