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


CARDS = {  # as the specification has them: class and how soon to be seen
    "a": [
        ("saddle bladder sexual both_legs weak swelling breath trauma fever cold_leg",
         "emergency", "now"),
    ],
    "b": [
        ("tear groin heart", "clinician_first", "48_hours"),
        ("cancer weight_night numb_fixed circulation", "clinician_first", "1_week"),
        ("surgery neuro pregnancy", "clinician_first", "before_starting"),
    ],
    "c": [
        ("anticoag osteoporosis sitbone disc joint headdown neuropathy hypermobile am_stiff",
         "care", None),
    ],
}  # fmt: skip
LINES = [
    (card, line, cls, urgency)
    for card, groups in CARDS.items()
    for lines, cls, urgency in groups
    for line in lines.split()
]


@pytest.mark.rule(
    "card.saddle", "card.bladder", "card.sexual", "card.both_legs", "card.weak", "card.swelling",
    "card.breath", "card.trauma", "card.fever", "card.cold_leg",
    "card.tear", "card.groin", "card.heart", "card.cancer", "card.weight_night", "card.numb_fixed",
    "card.circulation", "card.surgery", "card.neuro", "card.pregnancy",
    "card.anticoag", "card.osteoporosis", "card.sitbone", "card.disc", "card.joint",
    "card.headdown", "card.neuropathy", "card.hypermobile", "card.am_stiff",
)  # fmt: skip
@pytest.mark.parametrize(("card", "line", "cls", "urgency"), LINES, ids=[row[1] for row in LINES])
def test_each_line_of_a_card_alone(card: str, line: str, cls: str, urgency: str | None) -> None:
    found = classify({**QUIET, f"q_rf_{card}": [line]}, CONTENT)
    assert (found.cls, found.items, found.urgency) == (cls, (line,), urgency)


def test_the_cards_hold_these_lines_in_this_order() -> None:
    assert [(flag.card, flag.id) for flag in CONTENT.red_flags.values()] == [
        (card, line) for card, line, *_ in LINES
    ]


@pytest.mark.rule(
    "class.not_offered",
    "class.emergency",
    "class.clinician_first",
    "class.care",
    "class.ok",
    "derived.u18",
    "derived.onset_sudden",
    "derived.pain_now_6",
    "derived.pain_worst_9",
    "derived.pain_now_4",
    "derived.pain_worst_7",
    "derived.a65",
    "derived.tingle_settle",
    "derived.sitbone",
)
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


@pytest.mark.rule("mention.am_stiff", "mention.irritable", "mention.tingling_below_knee")
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
    assert classify({**QUIET, **changes}, CONTENT).mention_reasons == reasons


def test_persona_with_often_tingling_in_the_calf_gets_the_advice() -> None:
    assert PERSONAS["p2_runner"]["expect"]["advice"] == "mention_to_doctor"
    assert classify(answers_of("p2_runner"), CONTENT).mention_reasons


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
