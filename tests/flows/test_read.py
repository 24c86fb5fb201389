"""Typed answers become the values that are stored, or a hint."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.read import Hint, TimeAndZone, read_typed
from flows.words import draw
from tests.flows.people import CONTENT
from tests.pseudo import pseudo, pseudo_content


def read(question: str, text: str) -> Any:
    return read_typed(CONTENT.questions[question], text, CONTENT)


@pytest.mark.parametrize(
    ("question", "text", "value"),
    [
        ("q_side", "LEFT", "left"),
        ("q_side", "both", "both"),
        ("q_age", "34", "a18_39"),
        ("q_age", "I'm 65 years old", "a65"),
        ("q_age", "tengo 45 años", "a40_64"),
        ("q_age", "17", "u18"),
        ("q_age", "Under 18", "u18"),
        ("q_age", "2", "a18_39"),  # on the list
        ("q_sleep", "curled", "curled"),
        ("q_minutes", "20 minutes", "m20"),
        ("q_hipflex", "nothing", []),
        ("q_rf_a", "nope", []),
        ("q_rf_a", "none of them", []),
        ("q_side", "idk", "unsure"),
        ("q_walk", "no idea", "unsure"),
        ("q_hipflex", "1 3", ["front_tight", "deep_ache"]),
        ("q_hipflex", "2, 2", ["front_grip"]),
        ("q_rf_c", "None of these", []),
        ("q_rf_c", "ninguna", []),
        ("q_rf_c", "keine", []),
        ("q_pain_now", "no pain", 0),
        ("q_pain_now", "3/10", 3),
        ("q_pain_now", "drei", 3),
        ("q_sit_hours", "8,5", 8.5),
        ("q_sit_hours", "90 minutes", 1.5),
        ("q_ftf", "4 inches", 10),
        ("q_f1", "rechts 5 links 3", [3, 5]),
        ("q_goal", "  tie\n my  shoes ", "tie my shoes"),
        ("q_work", "22:00-06:00", "22:00-06:00"),
    ],
)
def test_what_people_write_is_read(question: str, text: str, value: Any) -> None:
    assert read(question, text) == value


@pytest.mark.parametrize(
    ("question", "text", "value"),
    [
        ("q_side", pseudo("Both"), "both"),
        ("q_side", "both", "both"),
        ("q_hipflex", pseudo("None of these"), []),
        ("q_hipflex", "None of these", []),
        ("q_sit_hours", "6,5", 6.5),
    ],
)
def test_labels_are_read_in_ones_own_language_too(question: str, text: str, value: Any) -> None:
    content = pseudo_content("es")
    assert read_typed(content.questions[question], text, content, "es") == value


def test_a_hint_says_the_unit_in_the_persons_language() -> None:
    content = pseudo_content("es")
    hint = read_typed(content.questions["q_sit_hours"], "many", content, "es")
    assert f"({pseudo('hours a day')})" in draw(hint.text, content, "es")


def test_an_age_that_no_option_holds_gets_a_hint() -> None:
    age = CONTENT.questions["q_age"]
    options = [option for option in age.options if option.id != "a65"]
    young = age.model_copy(update={"options": options})
    content = replace(CONTENT, questions={**CONTENT.questions, age.id: young})
    assert read_typed(young, "64", content) == "a40_64"
    assert isinstance(read_typed(young, "70", content), Hint)


@pytest.mark.parametrize(
    ("text", "time", "zone"),
    [
        ("18:00", dt.time(18), None),
        ("18:00 Lisbon", dt.time(18), "Europe/Lisbon"),
        ("7pm in New York", dt.time(19), "America/New_York"),
        ("UTC+2, 18:00", dt.time(18), "Etc/GMT-2"),
        ("18:00 Springfield", dt.time(18), None),  # which one, is asked later
        ("18:00 Atlantis", dt.time(18), None),
    ],
)
def test_a_time_may_name_its_place(text: str, time: dt.time, zone: str | None) -> None:
    assert read("q_time", text) == TimeAndZone(time, zone)


@given(st.sampled_from(sorted(CONTENT.questions)), st.text(max_size=200))
def test_any_text_is_read_or_gets_a_hint_that_can_be_drawn(question: str, text: str) -> None:
    found = read(question, text)
    if isinstance(found, Hint):
        assert draw(found.text, CONTENT, "en")
    else:
        assert found is not None
