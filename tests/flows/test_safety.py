"""The safety class, what caused it and how soon to be seen (clinical spec 2)."""

from __future__ import annotations

import pytest
from hypothesis import given

from flows.safety import CLASSES, classify
from tests.flows.people import CONTENT, PERSONAS, answers_of, any_answers

QUIET = answers_of("p5_quiet")


@pytest.mark.parametrize("name", PERSONAS)
def test_persona_class(name: str) -> None:
    assert classify(answers_of(name), CONTENT).cls == PERSONAS[name]["expect"]["class"]


@pytest.mark.parametrize("flag", CONTENT.red_flags.values(), ids=lambda flag: flag.id)
def test_each_line_of_a_card_alone(flag) -> None:
    found = classify({f"q_rf_{flag.card}": [flag.id]}, CONTENT)
    assert (found.cls, found.items, found.urgency) == (flag.cls, (flag.id,), flag.urgency)


@pytest.mark.parametrize(
    ("changes", "cls", "items", "urgency"),
    [
        ({"q_age": "u18"}, "not_offered", ("u18",), None),
        ({"q_age": "u18", "q_rf_a": ["saddle"]}, "not_offered", ("u18",), None),
        ({"q_rf_a": ["saddle", "fever"], "q_rf_b": ["tear"]}, "emergency",
         ("saddle", "fever"), "now"),
        ({"q_duration": "lt6w", "q_onset": "sudden"}, "clinician_first",
         ("onset_sudden",), "48_hours"),
        ({"q_duration": "lt6w", "q_onset": "gradual"}, "ok", (), None),
        ({"q_pain_now": 6}, "clinician_first", ("pain_now",), "1_week"),
        ({"q_pain_worst": 9}, "clinician_first", ("pain_worst",), "1_week"),
        ({"q_rf_b": ["pregnancy", "cancer", "tear"]}, "clinician_first",
         ("tear", "cancer", "pregnancy"), "48_hours"),
        ({"q_rf_b": ["surgery"], "q_pain_worst": 10}, "clinician_first",
         ("surgery", "pain_worst"), "1_week"),
        ({"q_pain_now": 5}, "care", ("pain_now",), None),
        ({"q_pain_now": 4}, "care", ("pain_now",), None),
        ({"q_pain_now": 3}, "ok", (), None),
        ({"q_pain_worst": 8}, "care", ("pain_worst",), None),
        ({"q_pain_worst": 7}, "care", ("pain_worst",), None),
        ({"q_pain_worst": 6}, "ok", (), None),
        ({"q_age": "a65"}, "care", ("a65",), None),
        ({"q_tingle": "rarely", "q_tingle_settle": "over10"}, "care", ("tingle_settle",), None),
        ({"q_pain_worst": 2, "q_pain_where": ["sitbone"]}, "care", ("sitbone",), None),
        ({"q_rf_c": ["sitbone", "disc"], "q_pain_worst": 2, "q_pain_where": ["sitbone"]}, "care",
         ("sitbone", "disc"), None),
    ],
)  # fmt: skip
def test_class_items_and_urgency(
    changes: dict, cls: str, items: tuple[str, ...], urgency: str | None
) -> None:
    found = classify({**QUIET, **changes}, CONTENT)
    assert (found.cls, found.urgency) == (cls, urgency)
    assert set(found.items) == set(items)
    assert len(found.items) == len(items)


def test_derived_triggers_act_before_the_intake_ends() -> None:
    assert classify({"q_age": "a40_64", "q_pain_now": 7}, CONTENT).cls == "clinician_first"


def test_nothing_answered_is_nothing_found() -> None:
    assert classify({}, CONTENT).cls == "ok"


@pytest.mark.parametrize(
    ("changes", "reasons"),
    [
        ({}, ()),
        ({"q_rf_c": ["am_stiff"]}, ("am_stiff",)),
        ({"q_tingle": "rarely", "q_tingle_settle": "over10"}, ("irritable",)),
        ({"q_tingle": "often", "q_tingle_where": ["foot"]}, ("tingling_below_knee",)),
        ({"q_tingle": "often", "q_tingle_where": ["thigh", "calf"]}, ("tingling_below_knee",)),
        ({"q_tingle": "often", "q_tingle_where": ["thigh"]}, ()),
        ({"q_tingle": "sometimes", "q_tingle_where": ["foot"]}, ()),
    ],
)
def test_mention_this_to_a_doctor(changes: dict, reasons: tuple[str, ...]) -> None:
    found = classify({**QUIET, **changes}, CONTENT)
    assert (found.mention_reasons, found.mention_doctor) == (reasons, bool(reasons))


def test_persona_with_often_tingling_in_the_calf_gets_the_advice() -> None:
    assert PERSONAS["p2_runner"]["expect"]["advice"] == "mention_to_doctor"
    assert classify(answers_of("p2_runner"), CONTENT).mention_doctor


@given(any_answers(), any_answers())
def test_more_ticks_never_soften_the_class(answers: dict, more: dict) -> None:
    """Whatever else is answered, a tick stays a tick."""
    ticks = {f"q_rf_{card}": more.get(f"q_rf_{card}") or [] for card in "abc"}
    stricter = {
        **answers,
        **{card: [*(answers.get(card) or []), *found] for card, found in ticks.items()},
    }
    before, after = (classify(given, CONTENT).cls for given in (answers, stricter))
    assert CLASSES.index(after) <= CLASSES.index(before)
