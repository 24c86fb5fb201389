"""The questionnaire: every question with its type, bounds, options, and when it is asked."""

from __future__ import annotations

from typing import Any

import pytest

from bot.export.fhir_questions import bounds, must_be_told, unless, value_type, when
from content.schema import Condition
from tests.bot.export.fhir_checks import Json, items_of, of_kind
from tests.bot.export.fhir_people import made
from tests.flows.people import CONTENT

(QUESTIONNAIRE,) = of_kind(made(None), "Questionnaire")
ITEMS = {item["linkId"]: item for item in items_of(QUESTIONNAIRE)}


def condition(text: str) -> Condition:
    return Condition.model_validate(text)


def said(whens: Json) -> tuple[str | None, list[str]]:
    """In short: how they are joined, and each as "question operator answer"."""
    each = [
        f"{one['question']} {one['operator']} {_answer(one)}" for one in whens.get("enableWhen", [])
    ]
    return whens.get("enableBehavior"), each


def _answer(one: Json) -> Any:
    ((_, value),) = ((k, v) for k, v in one.items() if k.startswith("answer"))
    return value["code"].partition(".")[2] if isinstance(value, dict) else value


def test_every_question_is_there_in_its_order() -> None:
    assert [item["linkId"] for item in QUESTIONNAIRE["item"]] == list(CONTENT.questions)


@pytest.mark.parametrize(
    ("link", "kind", "repeats"),
    [
        ("q_side", "choice", False),
        ("q_rf_a", "choice", True),
        ("q_pain_now", "integer", False),
        ("q_sit_hours", "decimal", False),
        ("q_ftf", "integer", False),
        ("q_goal", "string", False),
        ("q_time", "time", False),
        ("q_f1", "group", False),
        ("q_f1.right", "integer", False),
        ("q_work", "group", False),
        ("q_work.from", "time", False),
        ("q_age.help", "display", False),
    ],
)
def test_an_item_has_its_type(link: str, kind: str, *, repeats: bool) -> None:
    item = ITEMS[link]
    assert (item["type"], item.get("repeats", False)) == (kind, repeats)


@pytest.mark.parametrize(
    ("link", "limits"),
    [
        ("q_pain_now", [("minValue", 0), ("maxValue", 10)]),
        ("q_f2.left", [("minValue", 0), ("maxValue", 10)]),
        ("q_sit_hours", [("minValue", 0), ("maxValue", 18), ("questionnaire-unit", "h/d")]),
        ("q_ftf", [("minValue", 0), ("maxValue", 90), ("questionnaire-unit", "cm")]),
        ("q_days", [("minValue", 2), ("maxValue", 7), ("questionnaire-unit", "d/wk")]),
        ("q_side", []),
    ],
)
def test_an_item_has_its_bounds_and_unit(link: str, limits: list[tuple[str, Any]]) -> None:
    found = []
    for extension in ITEMS[link].get("extension", []):
        ((_, value),) = ((k, v) for k, v in extension.items() if k != "url")
        name = extension["url"].rpartition("/")[2]
        found.append((name, value["code"] if isinstance(value, dict) else value))
    assert found == limits


def test_each_number_of_the_content_has_bounds() -> None:
    for question in CONTENT.questions.values():
        is_number = value_type(question) in {"integer", "decimal"}
        assert (bounds(question) is not None) == is_number


def test_an_option_is_coded_with_its_words() -> None:
    options = [option["valueCoding"] for option in ITEMS["q_side"]["answerOption"]]
    assert [(each["code"], each["display"]) for each in options] == [
        ("q_side.left", "Left"),
        ("q_side.right", "Right"),
        ("q_side.both", "Both"),
        ("q_side.unsure", "Not sure"),
    ]


def test_none_of_these_is_an_option_that_stands_alone() -> None:
    *others, none = ITEMS["q_rf_c"]["answerOption"]
    assert none["valueCoding"]["code"] == "q_rf_c.none"
    assert none["extension"][0]["valueBoolean"] is True
    assert all("extension" not in option for option in others)
    assert [o["valueCoding"]["code"] for o in others][:2] == [
        "q_rf_c.anticoag",
        "q_rf_c.osteoporosis",
    ]


def test_an_option_that_is_called_none_is_one_like_others() -> None:
    """`q_train` has one: "I do not"."""
    first = ITEMS["q_train"]["answerOption"][0]
    assert first["valueCoding"]["code"] == "q_train.none"
    assert "extension" not in first


def test_required_is_what_the_result_cannot_do_without() -> None:
    required = {link for link, item in ITEMS.items() if item.get("required")}
    assert required == {
        "q_age",
        "q_rf_a",
        "q_rf_b",
        "q_rf_c",
        "q_side",
        "q_pain_now",
        "q_pain_worst",
    }
    assert not must_be_told(CONTENT.questions["q_equip"])


def test_a_typed_answer_has_its_length() -> None:
    assert ITEMS["q_goal"]["maxLength"] == 80


@pytest.mark.parametrize(
    ("link", "behavior", "whens"),
    [
        ("q_onset", None, ["q_duration = lt6w"]),
        ("q_pain_where", None, ["q_pain_worst >= 1"]),
        ("q_feet", None, ["q_sit_hours >= 4.0"]),
        ("q_tempo", "any", ["q_train = curl", "q_train = hinge", "q_train = both"]),
        (
            "q_tingle_where", "any",
            ["q_tingle = rarely", "q_tingle = sometimes", "q_tingle = often"],
        ),
        ("q_f3_dir", "any", ["q_f3.left >= 4", "q_f3.right >= 4"]),
        (
            "q_slump", "all",
            ["q_rf_c != disc", "q_rf_c != osteoporosis", "q_tingle_settle != over10"],
        ),
        ("q_f3", None, ["q_rf_c != joint"]),
        (
            "q_longbridge", "any",
            [
                "q_cramp = sometimes", "q_cramp = often", "q_cramp = na",
                "q_train = none", "q_train = sport", "q_train = curl",
            ],
        ),
        ("q_goal", None, []),
    ],
)  # fmt: skip
def test_an_item_says_when_it_is_asked(link: str, behavior: str | None, whens: list[str]) -> None:
    assert said(ITEMS[link]) == (behavior, whens)


@pytest.mark.parametrize(
    ("text", "behavior", "whens"),
    [
        ("q_side == left and q_pain_now >= 3", "all", ["q_side = left", "q_pain_now >= 3"]),
        ("q_train in curl|hinge and q_pain_now >= 3", None, []),
        ("q_onset != gradual", None, ["q_onset = sudden"]),
    ],
)
def test_what_joins_tests_in_two_ways_is_not_said(
    text: str, behavior: str | None, whens: list[str]
) -> None:
    assert said(when(condition(text), CONTENT)) == (behavior, whens)


@pytest.mark.parametrize(
    ("text", "whens"),
    [
        ("q_train in curl|hinge", ["q_train != curl", "q_train != hinge"]),
        ("q_rf_c has disc and q_rf_c has joint", []),
        ("q_pain_now >= 3", []),
        ("q_side != left or q_side == both", []),
    ],
)
def test_only_ticks_can_leave_a_question_out(text: str, whens: list[str]) -> None:
    assert said(unless(condition(text)))[1] == whens
