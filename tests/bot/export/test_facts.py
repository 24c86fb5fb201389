"""The one document: everything that is stored is in it, with words beside the ids."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, get_args

import pytest

from bot.export.csv_files import TABLES, text_of
from bot.export.describe import schema
from bot.export.document import COLUMNS, DATA, LEFT_OUT, Document
from bot.export.facts import facts
from bot.export.summary import made
from bot.store import Everything, KeptRecord, queries
from bot.store.tables import metadata
from flows.conversation import CheckIn, Consent, Conversation, Item, Session
from flows.effects import Record
from tests.bot.export.copies import LONG_AGO, Filler, breaches, of, source
from tests.bot.export.fhir_people import PEOPLE, everything, somebody, stopped_by_pain
from tests.flows.days import person
from tests.flows.histories import decision, look, session
from tests.flows.people import CONTENT
from tests.flows.situations import SITUATIONS, situation
from tests.flows.walker import Walker

SCHEMA = schema()
STORED = sorted((Path(__file__).parents[2] / "snapshots").glob("*.json"))


def told(walker: Walker, language: str = "en") -> dict[str, Any]:
    return as_json(facts(of(walker, language)))


def as_json(document: Document) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(document.model_dump_json())
    return found


# Nothing is left out.


def test_each_column_that_names_a_chat_is_in_a_copy_or_has_a_reason() -> None:
    """P5: whoever stores something new has to say where it is told, or why it is not."""
    tables = (metadata.tables[name] for name in queries.ALL_OF)
    columns = {f"{table.name}.{column.name}" for table in tables for column in table.columns}
    assert columns == COLUMNS.keys() | LEFT_OUT.keys()
    assert not COLUMNS.keys() & LEFT_OUT.keys()
    assert all(LEFT_OUT.values())


@pytest.mark.parametrize("place", COLUMNS.values())
def test_a_column_stands_where_it_is_said_to(place: str) -> None:
    """P5."""
    field, _, inner = place.partition(".")
    part = SCHEMA["properties"][field]
    if inner:
        ref = part.get("$ref") or part["items"]["$ref"]
        part = SCHEMA["$defs"][ref.rpartition("/")[2]]["properties"][inner]
    assert part


@cache
def full() -> tuple[Everything, list[str]]:
    """Somebody of whom every field of every kind is known, and each value differs."""
    given = {"zone": "Asia/Tokyo", "unreadable": {"letters": 3}, "unsettled": None}
    filler = Filler(given)
    kinds: dict[str, Any] = {
        "report": filler.fill(CheckIn).model_dump(mode="json"),
        "session": {**filler.fill(Session).model_dump(mode="json"), "phase": filler.value(int)},
        "assessment": look(1, {"nerve": filler.value(int)}, q_goal=filler.value(str)).data,
        "decision": decision(2, "D13", reason=filler.value(str)).data,
        "safety": {"class": filler.value(str), "items": [filler.value(str)]},
        "consent": {name: filler.value(str) for name in ("version", "sha256", "language")},
    }
    records = tuple(
        KeptRecord(filler.value(dt.datetime), Record.model_validate(
            {"what": what, "day": filler.value(dt.date), "data": data}
        ))
        for what, data in kinds.items()
    )  # fmt: skip
    return filler.fill(Everything, records=records), filler.values


def test_every_field_of_everything_is_in_the_document() -> None:
    """P5: each has a value of its own, and each value is found."""
    found, values = full()
    assert len(values) > 150
    document = facts(source(found)).model_dump_json()
    assert [value for value in values if value not in document] == []


def test_every_field_of_everything_is_in_the_tables() -> None:
    """P5."""
    found, values = full()
    document = facts(source(found))
    tables = "".join(text_of(table(document)) for table in TABLES.values())
    bare = tables.replace('""', '"')
    assert [value for value in values if value not in bare] == []


def test_every_field_of_the_talk_is_in_the_schema() -> None:
    """P5."""
    fields = SCHEMA["$defs"]["Conversation"]["properties"]
    assert fields.keys() == Conversation.model_fields.keys()


def test_every_kind_of_record_is_described() -> None:
    """P5."""
    assert set(get_args(Record.model_fields["what"].annotation)) == DATA.keys()
    assert Consent.model_fields.keys() <= DATA["consent"].keys()
    assert Session.model_fields.keys() <= DATA["session"].keys()


@pytest.mark.parametrize("name", PEOPLE)
def test_what_a_row_of_the_history_holds_is_described(name: str) -> None:
    """P5."""
    for record in PEOPLE[name]().records:
        assert record.data.keys() <= DATA[record.what].keys()


# It is what the schema says.


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("name", PEOPLE)
def test_a_document_keeps_to_the_schema(name: str, language: str) -> None:
    """P5."""
    assert breaches(told(PEOPLE[name](), language), SCHEMA, SCHEMA) == []


def test_the_fullest_one_keeps_to_the_schema() -> None:
    """P5."""
    assert breaches(as_json(facts(source(full()[0]))), SCHEMA, SCHEMA) == []


def test_the_check_sees_what_is_wrong() -> None:
    right = told(person())
    for wrong in (
        {"version": 2}, {"made_at": "2026-01-05T09:00:00"}, {"more": 1}, {"answers": {}},
        {"stored": {**right["stored"], "chat": "7"}},
    ):  # fmt: skip
        assert breaches({**right, **wrong}, SCHEMA, SCHEMA)
    del right["plan"]
    assert breaches(right, SCHEMA, SCHEMA) == [".plan is missing"]


@pytest.mark.parametrize("name", SITUATIONS)
def test_it_can_be_made_wherever_the_talk_is(name: str) -> None:
    document = facts(of(situation(name)))
    assert document.talk is not None


@pytest.mark.parametrize("file", STORED, ids=lambda file: file.stem)
def test_of_what_an_older_program_stored_everything_can_be_told(file: Path) -> None:
    """P5: fields that this program does not know survive, and are told as they are."""
    talk = Conversation.model_validate_json(file.read_text("utf-8"))
    found = source(everything(talk), at=LONG_AGO)
    document = as_json(facts(found))
    assert breaches(document, SCHEMA, SCHEMA) == []
    assert document["talk"] == talk.model_dump(mode="json")
    assert made(facts(found), found)


# People first.


def test_answers_stand_in_the_words_of_question_and_option() -> None:
    answers = {each["question"]: each for each in told(person())["answers"]}
    assert answers["q_age"] == {
        "section": "safety",
        "question": "q_age",
        "asked": "How old are you?",
        "value": "a18_39",
        "said": "18-39",
    }
    assert answers["q_rf_a"]["said"] == "None of these"
    assert answers["q_f1"]["said"] == "Left 2, right 2"
    assert answers["q_style"]["section"] == "setup"


def test_in_spanish_all_of_it_is_spanish() -> None:
    found = told(somebody(), "es")
    assert found["language"] == "es"
    assert found["answers"][0]["asked"] == "¿Qué edad tienes?"
    assert found["plan"]["phase_name"].startswith("Fase")
    assert found["settings"][0]["name"] == "Zona horaria"


def test_what_no_question_asks_any_more_is_told_by_its_id() -> None:
    walker = person()
    answers = {**walker.conversation.answers, "q_gone": ["a", "b"], "q_age": "old_option"}
    document = facts(of(walker, answers=answers))
    gone = next(each for each in document.answers if each.question == "q_gone")
    assert (gone.asked, gone.said, gone.value) == ("", '["a", "b"]', ["a", "b"])
    age = next(each for each in document.answers if each.question == "q_age")
    assert (age.asked, age.said) == ("How old are you?", "old_option")


def test_a_move_that_is_no_more_is_told_by_its_id() -> None:
    walker = person()
    walker.records.append(session(1, Item(exercise="x_gone", dose=1, slot="free")))
    (move,) = facts(of(walker)).sessions[-1].moves
    assert (move.exercise, move.name, move.words) == ("x_gone", "", "")


def test_the_plan_names_its_moves_and_says_what_is_in_use() -> None:
    plan = told(somebody())["plan"]
    used = [move for move in plan["moves"] if move["in_use"]]
    assert used
    assert all(move["name"] and move["dose"] for move in plan["moves"])
    assert {move["exercise"] for move in plan["moves"]} <= CONTENT.exercises.keys()


def test_reports_and_decisions_say_what_was_told_and_why() -> None:
    found = told(somebody())
    assert found["reports"][0]["said"][:2] == ["Moves done: All", "Pain: 2"]
    assert found["decisions"][0]["rule"].startswith("D")
    assert all(each["said"] for each in found["decisions"])
    assert found["sessions"][0]["moves"][0]["words"]
    assert found["assessments"][0]["scores"][0]["name"]


def test_a_decision_of_an_older_program_has_no_words() -> None:
    walker = person()
    walker.records.append(decision(0, "D4"))
    (only,) = facts(of(walker)).decisions
    assert (only.rule, only.reason, only.said) == ("D4", None, "")


def test_a_stop_is_told_with_its_sign_and_since_when() -> None:
    walker = stopped_by_pain()
    safety = told(walker)["safety"]
    (stop,) = safety["stops"]
    assert stop["id"] == "pause-pain"
    assert stop["said"]
    assert stop["at"].startswith("2026-01-05T")
    assert safety["log"][-1]["what"] == "stopped"


def test_what_was_cleared_is_in_the_log() -> None:
    walker = person()
    walker.records.append(Record(what="safety", day=LONG_AGO.date(), data={"cleared": ["saddle"]}))
    line = facts(of(walker)).safety.log[-1]
    assert (line.what, line.signs[0].id) == ("cleared", "saddle")


def test_consent_is_told_as_it_was_given_and_taken_back() -> None:
    """P3, P4."""
    given, back = told(PEOPLE["withdrawn"]())["consents"]
    assert (given["what"], back["what"]) == ("given", "withdrawn")
    assert len(given["sha256"]) == 64
    assert (given["language"], given["version"]) == ("en", given["version"])


def test_a_consent_without_a_log_is_the_one_of_the_talk() -> None:
    walker = person()
    walker.records.clear()
    (only,) = facts(of(walker)).consents
    assert walker.conversation.consent
    assert only.sha256 == walker.conversation.consent.sha256


def test_before_consent_there_are_no_answers_and_no_consent() -> None:
    """P2."""
    found = told(PEOPLE["before consent"]())
    assert (found["consents"], found["answers"], found["history"]) == ([], [], [])
    assert (found["plan"], found["scores"]) == (None, [])


def test_a_message_is_told_in_the_language_that_it_was_sent_in() -> None:
    found, _ = full()
    letter = found.letters[0]
    assert letter.say
    line = letter.say.lines[0].model_copy(update={"key": "button-yes", "values": {}})
    button = letter.say.buttons[0][0].model_copy(update={"label": line})
    say = letter.say.model_copy(update={"lines": (line, line), "buttons": ((button,),)})
    spanish = replace(letter, say=say, language="es")
    (message,) = facts(source(replace(found, letters=(spanish,)))).messages
    assert (message.text, message.buttons) == ("Sí\nSí", ("Sí",))


def test_what_does_not_open_is_counted_and_the_rest_is_told() -> None:
    found = everything(None, person().records)
    document = facts(source(found))
    assert document.talk is None
    assert document.history
    assert document.answers == ()
    assert facts(source(full()[0])).unreadable == {"letters": 3}


def test_moments_are_in_the_zone_of_the_person() -> None:
    walker = somebody()
    assert walker.conversation.zone == "Europe/Lisbon"
    made_at = told(walker)["made_at"]
    assert made_at.endswith(("Z", "+00:00", "+01:00"))
    tokyo = walker.conversation.model_copy(update={"zone": "Asia/Tokyo"})
    document = facts(source(everything(tokyo, walker.records), at=walker.now))
    assert as_json(document)["made_at"].endswith("+09:00")
