"""The whole bundle, of people at every point: valid by fhir.resources and by checks of our own."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

import pytest
from fhir.resources.R4B.bundle import Bundle
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.export.fhir_sheet import OUR_CODES, OUR_QUESTIONS
from flows import Conversation
from tests.bot.export.fhir_checks import OFFICIAL, Json, check, of_kind
from tests.bot.export.fhir_people import CHAT, PEOPLE, made, of_walker, somebody
from tests.flows.days import at
from tests.flows.people import CONTENT

STORED = sorted((Path(__file__).parents[2] / "snapshots").glob("*.json"))
PAGE = (Path(__file__).parents[3] / "docs" / "fhir.md").read_text("utf-8")


@cache
def copy_of(who: str, language: str = "en") -> Json:
    return of_walker(PEOPLE[who](), language)


def valid(bundle: Json) -> None:
    """R4B is R4 in every resource that is used here: what it changed is not among them."""
    Bundle.model_validate(bundle)
    check(bundle)


# Valid.


@pytest.mark.parametrize("language", CONTENT.words.languages)
@pytest.mark.parametrize("who", PEOPLE)
def test_a_copy_is_valid(who: str, language: str) -> None:
    """P5: FHIR too, in each language and at each point."""
    valid(copy_of(who, language))


@pytest.mark.parametrize("path", STORED, ids=lambda path: path.stem)
def test_what_an_earlier_program_stored_is_valid_too(path: Path) -> None:
    valid(made(Conversation.model_validate_json(path.read_bytes()), now=at(60)))


def test_a_snapshot_that_does_not_open_leaves_what_the_history_tells() -> None:
    walker = somebody()
    bundle = made(None, *walker.records, now=walker.now)
    valid(bundle)
    assert of_kind(bundle, "Observation")
    assert [plan["status"] for plan in of_kind(bundle, "CarePlan")][-1] == "revoked"


@given(st.text(max_size=80) | st.text("\x00\u200b\u2028\xa0\x85<>&\"'\\{}= \t\r\n", max_size=80))
@settings(max_examples=60)
def test_any_words_of_a_person_are_words(said: str) -> None:
    """S6: they stand in two places, are never markup, and what FHIR cannot hold is left out."""
    talk = somebody(0).conversation
    bundle = made(talk.model_copy(update={"answers": {**talk.answers, "q_goal": said}}))
    valid(bundle)
    json.dumps(bundle, ensure_ascii=False).encode()


def test_markup_stays_what_was_typed() -> None:
    talk = somebody(0).conversation
    said = '<script>alert("&amp;")</script>'
    (goal,) = of_kind(made(talk.model_copy(update={"answers": {"q_goal": said}})), "Goal")
    assert goal["description"]["text"] == said


# Whose it is.


@pytest.mark.parametrize("who", PEOPLE)
def test_nothing_in_it_says_who_it_is(who: str) -> None:
    """P8: a patient without name, number, birth date or place; and no id of the chat."""
    bundle = copy_of(who)
    (patient,) = of_kind(bundle, "Patient")
    assert patient.keys() == {"resourceType", "id", "meta", "active", "communication"}
    assert str(CHAT) not in json.dumps(bundle)
    kinds = {entry["resource"]["resourceType"] for entry in bundle["entry"]}
    assert not kinds & {"Device", "Practitioner", "Organization", "RelatedPerson"}


def test_before_consent_there_are_questions_and_no_answers() -> None:
    """P2: and who has not agreed has no Consent."""
    kinds = [entry["resource"]["resourceType"] for entry in copy_of("before consent")["entry"]]
    assert kinds == ["Patient", "Questionnaire", "CodeSystem"]


def test_the_same_copy_has_the_same_ids() -> None:
    walker = somebody()
    assert of_walker(walker) == of_walker(walker)


def test_ids_of_two_copies_are_never_the_same() -> None:
    """Of two people at one moment, or of one at two: nobody can be followed by them."""
    walker, other = somebody(), somebody(10)
    talk, now = walker.conversation, walker.now
    copies = [
        made(talk, *walker.records, now=now),
        made(talk, *walker.records, now=at(31)),
        made(other.conversation, *other.records, now=now),
        made(talk, *walker.records[:-1], now=now),
    ]
    ids = [entry["fullUrl"] for each in copies for entry in each["entry"]]
    assert len(ids) == len(set(ids))


def test_questions_and_codes_have_one_name_in_every_copy() -> None:
    """So that a clinic knows them again; they are names, and no address of a web page."""
    for who in ("before consent", "30 days"):
        (questions,), (codes,) = (
            of_kind(copy_of(who), kind) for kind in ("Questionnaire", "CodeSystem")
        )
        assert (questions["url"], codes["url"]) == (OUR_QUESTIONS, OUR_CODES)
    assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", OUR_CODES)


# Where it comes from.


def test_each_resource_about_a_person_says_that_nobody_examined_them() -> None:
    """They part company when a bundle is taken in, so each says it by itself."""
    for entry in copy_of("30 days")["entry"]:
        resource = entry["resource"]
        if resource["resourceType"] in {"Questionnaire", "CodeSystem"}:
            assert "meta" not in resource
            continue
        (tag,) = resource["meta"]["tag"]
        was_told = tag["code"] == "source.told"
        assert was_told == ("security" in resource["meta"])
        assert was_told or "not a diagnosis" in tag["display"]
        assert was_told == (resource["resourceType"] != "CarePlan" and not _is_score(resource))


def _is_score(resource: Json) -> bool:
    return "score." in json.dumps(resource.get("code", {}))


def test_it_is_dated_on_the_persons_own_clock() -> None:
    assert copy_of("30 days")["timestamp"] == "2026-02-04T12:00:00+00:00"
    berlin = made(somebody().conversation.model_copy(update={"zone": "Europe/Berlin"}))
    assert berlin["timestamp"] == "2026-02-04T13:00:00+01:00"


def test_it_is_in_the_language_of_the_person() -> None:
    bundle = copy_of("30 days", "es")
    (questions,) = of_kind(bundle, "Questionnaire")
    assert bundle["language"] == questions["language"] == "es"
    assert questions["item"][0]["text"] == "¿Qué edad tienes?"


# What stands in docs/fhir.md.


@pytest.mark.parametrize(("system", "code"), OFFICIAL)
def test_each_code_of_others_is_explained_and_used(system: str, code: str) -> None:
    assert f"`{code}`" in PAGE
    used = {
        (coding["system"], coding["code"])
        for who in ("400 days", "stopped by pain")
        for language in CONTENT.words.languages
        for coding in _codings(copy_of(who, language))
    }
    assert (system, code) in used


def _codings(node: object) -> list[Json]:
    if isinstance(node, list):
        return [found for each in node for found in _codings(each)]
    if isinstance(node, dict):
        inside = [found for each in node.values() for found in _codings(each)]
        return [node, *inside] if {"system", "code"} <= node.keys() else inside
    return []


def test_each_kind_of_our_own_codes_is_explained() -> None:
    (codes,) = of_kind(copy_of("400 days"), "CodeSystem")
    kinds = {concept["code"].partition(".")[0] for concept in codes["concept"]}
    ours = {kind for kind in kinds if kind not in CONTENT.questions}
    assert ours == {"source", "score", "measure", "report", "completion", "tingling", "move"}
    assert all(f"`{kind}." in PAGE for kind in (*ours, "sign"))


def test_each_resource_is_explained() -> None:
    kinds = {entry["resource"]["resourceType"] for who in PEOPLE for entry in copy_of(who)["entry"]}
    assert {kind for kind in kinds if f"`{kind}`" not in PAGE} == set()
