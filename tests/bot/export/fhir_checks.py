"""What fhir.resources does not look at: codes, references, answers against their questionnaire.

Rule: reads JSON by the FHIR R4 specification, and knows nothing of the program that made it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

Json = dict[str, Any]

LOINC, UCUM = "http://loinc.org", "http://unitsofmeasure.org"
HL7 = "http://terminology.hl7.org/CodeSystem"
DISPLAY_CATEGORY = "http://hl7.org/fhir/questionnaire-display-category"
LANGUAGES = "urn:ietf:bcp:47"
OFFICIAL = {
    (LOINC, "72514-3"): "Pain severity - 0-10 verbal numeric rating [Score] - Reported",
    (LOINC, "82289-0"): "Rating of perceived exertion [Score]",
    (LOINC, "59284-0"): "Patient Consent",
    (f"{HL7}/observation-category", "survey"): "Survey",
    (f"{HL7}/observation-category", "activity"): "Activity",
    (f"{HL7}/consentscope", "patient-privacy"): "Privacy Consent",
    (f"{HL7}/flag-category", "safety"): "Safety",
    (f"{HL7}/v3-ObservationValue", "PATRPT"): "patient reported",
    (DISPLAY_CATEGORY, "instructions"): None,
    (UCUM, "{score}"): None,
    (UCUM, "cm"): None,
    (UCUM, "h/d"): None,
    (UCUM, "d/wk"): None,
    (UCUM, "/d"): None,
    (LANGUAGES, "en"): None,
    (LANGUAGES, "es"): None,
}
"""Every code of others that a bundle may hold, with its official name where it is shown."""

SPECIFICATION = "http://hl7.org/fhir/StructureDefinition"
EXTENSIONS = {
    f"{SPECIFICATION}/minValue",
    f"{SPECIFICATION}/maxValue",
    f"{SPECIFICATION}/questionnaire-unit",
    f"{SPECIFICATION}/questionnaire-optionExclusive",
    f"{SPECIFICATION}/questionnaire-displayCategory",
}

BOUND: dict[str, dict[str, set[str]]] = {
    "Bundle": {"type": {"collection"}},
    "Questionnaire": {"status": {"draft", "active", "retired", "unknown"}},
    "QuestionnaireResponse": {
        "status": {
            "in-progress", "completed", "amended", "entered-in-error", "stopped",
        },
    },
    "Observation": {
        "status": {
            "registered", "preliminary", "final", "amended", "corrected", "cancelled",
            "entered-in-error", "unknown",
        },
    },
    "CarePlan": {
        "status": {
            "draft", "active", "on-hold", "revoked", "completed", "entered-in-error", "unknown",
        },
        "intent": {"proposal", "plan", "order", "option"},
    },
    "Goal": {
        "lifecycleStatus": {
            "proposed", "planned", "accepted", "active", "on-hold", "completed", "cancelled",
            "entered-in-error", "rejected",
        },
    },
    "Consent": {
        "status": {"draft", "proposed", "active", "rejected", "inactive", "entered-in-error"},
    },
    "Flag": {"status": {"active", "inactive", "entered-in-error"}},
    "CodeSystem": {
        "status": {"draft", "active", "retired", "unknown"},
        "content": {"not-present", "example", "fragment", "complete", "supplement"},
    },
}  # fmt: skip
"""Required bindings of R4, by resource and field."""
MOVE_STATUS = {
    "not-started", "scheduled", "in-progress", "on-hold", "completed", "cancelled", "stopped",
    "unknown", "entered-in-error",
}  # fmt: skip
MOVE_KINDS = {
    "Appointment", "CommunicationRequest", "DeviceRequest", "MedicationRequest",
    "NutritionOrder", "Task", "ServiceRequest", "VisionPrescription",
}  # fmt: skip
OPERATORS = {"exists", "=", "!=", ">", "<", ">=", "<="}
ITEM_TYPES = {
    "group", "display", "boolean", "decimal", "integer", "date", "dateTime", "time", "string",
    "text", "url", "choice", "open-choice", "attachment", "reference", "quantity",
}  # fmt: skip
TARGETS = {
    "subject": {"Patient"},
    "patient": {"Patient"},
    "performer": {"Patient"},
    "author": {"Patient"},
    "source": {"Patient"},
    "expressedBy": {"Patient"},
    "derivedFrom": {"QuestionnaireResponse"},
    "outcomeReference": {"Observation"},
    "goal": {"Goal"},
    "replaces": {"CarePlan"},
}
"""What a field may point at."""

DATE = re.compile(r"\d{4}-\d\d-\d\d")
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?")
CODE = re.compile(r"[^\s]+(\s[^\s]+)*")
DAYS_OR_INSTANTS = {"effectiveDateTime", "start", "end", "dateTime", "authored"}
INSTANTS = {"issued", "timestamp"}
NOT_SHOWN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def check(bundle: Json) -> None:
    """AssertionError with the first thing that is wrong."""
    resources = _by_url(bundle)
    for place, key, value in _walk(bundle):
        _check_value(place, key, value)
    _check_bindings([bundle, *resources.values()])
    _check_references(resources)
    _check_codes(resources)
    questions = _one(resources, "Questionnaire")
    _check_questions(questions, resources)
    for response in of_kind(bundle, "QuestionnaireResponse"):
        _check_response(response, questions)
    for plan in of_kind(bundle, "CarePlan"):
        for activity in plan.get("activity", []):
            assert activity["detail"]["status"] in MOVE_STATUS
            assert activity["detail"]["kind"] in MOVE_KINDS


def of_kind(bundle: Json, kind: str) -> list[Json]:
    resources = (entry["resource"] for entry in bundle["entry"])
    return [resource for resource in resources if resource["resourceType"] == kind]


# All of it.


def _by_url(bundle: Json) -> dict[str, Json]:
    found: dict[str, Json] = {}
    for entry in bundle["entry"]:
        url, resource = entry["fullUrl"], entry["resource"]
        assert url not in found, f"{url} comes twice"
        assert url == f"urn:uuid:{resource['id']}"
        found[url] = resource
    return found


def _one(resources: dict[str, Json], kind: str) -> Json:
    (found,) = (r for r in resources.values() if r["resourceType"] == kind)
    return found


def _walk(node: Any, place: str = "", key: str = "") -> Iterator[tuple[str, str, Any]]:
    """Every value, with its place and the field it stands in."""
    yield place, key, node
    if isinstance(node, dict):
        for name, value in node.items():
            yield from _walk(value, f"{place}.{name}", name)
    if isinstance(node, list):
        for n, value in enumerate(node):
            yield from _walk(value, f"{place}[{n}]", key)


def _check_value(place: str, key: str, value: Any) -> None:
    assert value not in ("", [], {}, None), f"{place} is empty"
    if isinstance(value, dict) and {"start", "end"} <= value.keys():
        assert value["start"][:10] <= value["end"][:10], f"{place} ends before it begins"
    if not isinstance(value, str):
        return
    assert not NOT_SHOWN.search(value), f"{place}: {value!r}"
    assert value == value.strip(), f"{place}: {value!r}"
    if key in DAYS_OR_INSTANTS:
        assert DATE.fullmatch(value) or INSTANT.fullmatch(value), f"{place}: {value}"
    if key in INSTANTS:
        assert INSTANT.fullmatch(value), f"{place}: {value}"
    if key == "valueTime":
        assert TIME.fullmatch(value), f"{place}: {value}"
    if key == "code":
        assert CODE.fullmatch(value), f"{place}: {value}"
    if key == "url" and "extension" in place:
        assert value in EXTENSIONS, f"{place}: {value}"


def _check_bindings(resources: list[Json]) -> None:
    for resource in resources:
        for field, allowed in BOUND.get(resource["resourceType"], {}).items():
            assert resource[field] in allowed, f"{resource['resourceType']}.{field}"


def _check_references(resources: dict[str, Json]) -> None:
    for resource in resources.values():
        for place, key, value in _walk(resource):
            if key == "reference":
                assert value in resources, f"{place} points at nothing"
                field = re.sub(r"\[\d+\]", "", place).split(".")[-2]
                assert resources[value]["resourceType"] in TARGETS[field], place


def _check_codes(resources: dict[str, Json]) -> None:
    """Each code is one of others that is known by name, or listed in the bundle with its words."""
    system = _one(resources, "CodeSystem")
    codes = [concept["code"] for concept in system["concept"]]
    assert len(codes) == len(set(codes))
    ours = {concept["code"]: concept["display"] for concept in system["concept"]}
    for resource in resources.values():
        for place, _, value in _walk(resource):
            if isinstance(value, dict) and {"system", "code"} <= value.keys():
                display = value.get("display")
                if value["system"] == system["url"]:
                    assert ours[value["code"]] == (display or ours[value["code"]]), place
                else:
                    official = OFFICIAL[value["system"], value["code"]]
                    assert display in (None, official), f"{place}: {display}"


# The questionnaire.


def items_of(node: Json) -> Iterator[Json]:
    for item in node.get("item", []):
        yield item
        yield from items_of(item)


def _check_questions(questionnaire: Json, resources: dict[str, Json]) -> None:
    known: set[str] = set()
    for item in items_of(questionnaire):
        link, kind = item["linkId"], item["type"]
        assert link not in known, f"{link} comes twice"
        assert kind in ITEM_TYPES
        assert kind == "choice" or "answerOption" not in item, link
        assert kind in {"string", "text", "url"} or "maxLength" not in item, link
        assert kind != "display" or not item.keys() & {"required", "repeats", "item"}, link
        assert (kind != "group") or item["item"], link
        whens = item.get("enableWhen", [])
        assert len(whens) < 2 or item["enableBehavior"] in {"all", "any"}, link
        for each in whens:
            assert each["question"] in known, f"{link} hangs on what comes later"
            assert each["operator"] in OPERATORS
        known.add(link)


def _check_response(response: Json, questionnaire: Json) -> None:
    url, _, version = response["questionnaire"].partition("|")
    assert (url, version) == (questionnaire["url"], questionnaire["version"])
    answers = answers_of(response)
    _check_items(response, questionnaire, answers)
    if response["status"] in {"completed", "amended"}:
        for item in items_of(questionnaire):
            if item.get("required") and is_enabled(item, answers):
                assert answers.get(item["linkId"]), f"{item['linkId']} must be told"


def answers_of(response: Json) -> dict[str, list[Any]]:
    """By linkId: (type, value) of each answer."""
    return {
        item["linkId"]: [next(iter(answer.items())) for answer in item.get("answer", [])]
        for item in items_of(response)
    }


def _check_items(node: Json, asked: Json, answers: dict[str, list[Any]]) -> None:
    """In the order and nesting of the questionnaire, each answer of the right type."""
    questions = {item["linkId"]: item for item in asked.get("item", [])}
    links = [item["linkId"] for item in node.get("item", [])]
    assert links == [link for link in questions if link in links], "another order, or unknown"
    for item in node.get("item", []):
        question = questions[item["linkId"]]
        assert is_enabled(question, answers), f"{item['linkId']} is not asked"
        _check_answers(question, item.get("answer", []))
        _check_items(item, question, answers)


def _check_answers(question: Json, told: list[Json]) -> None:
    link, kind = question["linkId"], question["type"]
    assert len(told) <= 1 or question.get("repeats"), f"{link} has several answers"
    options = [option["valueCoding"]["code"] for option in question.get("answerOption", [])]
    limits = {
        each["url"].rpartition("/")[2]: value
        for each in question.get("extension", [])
        for key, value in each.items()
        if key != "url"
    }
    for answer in told:
        ((name, value),) = answer.items()
        assert name == ("valueCoding" if kind == "choice" else f"value{kind.capitalize()}"), link
        match kind:
            case "choice":
                assert value["code"] in options, link
            case "integer" | "decimal":
                assert limits["minValue"] <= value <= limits["maxValue"], link
                assert kind == "decimal" or isinstance(value, int), link
                assert not isinstance(value, bool), link
            case "string":
                assert len(value) <= question.get("maxLength", len(value)), link
            case "time":
                assert isinstance(value, str), link
            case other:
                raise AssertionError(f"{link}: a {other} has no answer of its own")
    alone = [
        option["valueCoding"]["code"]
        for option in question.get("answerOption", [])
        if "extension" in option
    ]
    picked = [answer["valueCoding"]["code"] for answer in told if "valueCoding" in answer]
    assert len(picked) == len(set(picked)), f"{link} is ticked twice"
    assert len(picked) == 1 or not set(picked) & set(alone), f"{link}: none, and yet some"


def is_enabled(item: Json, answers: dict[str, list[Any]]) -> bool:
    """By enableWhen, as R4 puts it: `!=` holds where no answer has the value."""
    whens = item.get("enableWhen", [])
    results = [_holds(when, answers.get(when["question"], [])) for when in whens]
    return any(results) if item.get("enableBehavior") == "any" else all(results)


def _holds(when: Json, told: list[tuple[str, Any]]) -> bool:
    ((_, wanted),) = ((k, v) for k, v in when.items() if k.startswith("answer"))
    values = [value for _, value in told]
    match when["operator"]:
        case "=":
            return any(value["code"] == wanted["code"] for value in values)
        case "!=":
            return all(value["code"] != wanted["code"] for value in values)
        case ">=":
            return any(value >= wanted for value in values)
        case other:
            raise AssertionError(f"nothing here says {other}")
