"""Scores, ranks, lead, flags and the tighter side (clinical spec 4)."""

from __future__ import annotations

import pytest
from hypothesis import given

from content.weighing import Factor
from flows.weigh import _weigh, forget, level, planning_score, weigh
from tests.flows.people import CONTENT, PERSONAS, SCORED, answers_of, any_answers


@pytest.mark.rule("score.base", "score.band", "score.rating")
@pytest.mark.parametrize("name", SCORED)
def test_persona_scores(name: str) -> None:
    expect = PERSONAS[name]["expect"]
    scores = weigh(answers_of(name), CONTENT).scores
    wanted = {**expect["factors"], **expect["functions"]}
    assert {target: score.value for target, score in scores.items()} == wanted


@pytest.mark.rule(
    "rank.order", "rank.ties", "rank.unknown", "lead.none", "lead.single", "lead.shared"
)
@pytest.mark.parametrize("name", SCORED)
def test_persona_ranks_lead_flags_and_side(name: str) -> None:
    expect = PERSONAS[name]["expect"]
    found = weigh(answers_of(name), CONTENT)
    for field in ("factor_rank", "function_rank", "flags"):
        assert list(getattr(found, field)) == expect[field]
    assert (found.lead, found.focus_side) == (expect["lead"], expect["focus_side"])


@pytest.mark.rule(
    "score.missing",
    "score.not_asked",
    "score.missing_option",
    "score.rating_missing",
    "score.below_50",
    "score.cap_posture",
    "score.asymmetry",
    "score.best_option",
)
@pytest.mark.parametrize(
    ("name", "changes", "target", "points", "available", "value"),
    [
        # What was skipped leaves the 100.
        ("p1_desk", {"q_slump": None}, "nerve", 13, 70, 19),
        # ... and what hangs on it: q_ankle names q_slump in its ask_if.
        ("p1_desk", {"q_slump": None, "q_tingle": "never"}, "nerve", 13, 70, 19),
        # A child that is asked for another reason stays in.
        ("p2_runner", {"q_slump": None}, "nerve", 75, 80, 94),
        # Not asked is not missing: q_tempo of people who do not train.
        ("p1_desk", {}, "length", 31, 100, 31),
        # "I never work them" and "It hurt" count as missing.
        ("p1_desk", {"q_cramp": "na"}, "length", 31, 75, 41),
        ("p1_desk", {"q_longbridge": "pain"}, "length", 23, 80, 29),
        # A function without its own rating is unknown.
        ("p1_desk", {"q_f4": None}, "pelvis", 15, 20, None),
        ("p1_desk", {"q_f1": None}, "hip_ext", 10, 30, None),
        # Under 50 of 100 points is too little for any score.
        ("p1_desk", {"q_sit_hours": None}, "posture", 45, 45, None),
        # ... here with q_tempo and q_longbridge, which hang on the two that were skipped.
        ("p1_desk", {"q_cramp": None, "q_train": None}, "length", 8, 20, None),
        # ... and 50 is enough: q_tingle with its two children is left out.
        ("p5_quiet", {"q_tingle": None}, "nerve", 20, 50, 40),
        # No stiffness after sitting keeps posture low, but tells nothing where too little is known.
        ("p1_desk", {"q_stiff": "never"}, "posture", 75, 100, 34),
        ("p1_desk", {"q_sit_hours": None, "q_stiff": "never"}, "posture", 45, 45, None),
        # The larger side counts, and a difference of 3 for itself.
        ("p1_desk", {"q_f3": [2, 5], "q_f3_dir": "same"}, "rotation", 50, 100, 50),
        ("p1_desk", {"q_f3": [3, 5], "q_f3_dir": "same"}, "rotation", 35, 100, 35),
        # The best option of several, not their sum.
        ("p2_runner", {"q_tingle_where": ["thigh", "knee_back"]}, "nerve", 90, 100, 90),
    ],
)
def test_what_counts(  # noqa: PLR0913, PLR0917 - a row of the table
    name: str, changes: dict, target: str, points: int, available: int, value: int | None
) -> None:
    score = weigh(answers_of(name, **changes), CONTENT).scores[target]
    assert (score.points, score.available, score.value) == (points, available, value)


def test_points_of_a_target_add_up_to_100() -> None:
    with pytest.raises(ValueError, match="add up to 90, not 100"):
        Factor(id="length", base=10, maximum={"q_cramp": 80})


def test_answer_of_a_question_that_is_not_asked_any_more_does_not_count() -> None:
    found = weigh(answers_of("p2_runner", q_tingle="never"), CONTENT)
    asked = {reason.question for reason in found.scores["nerve"].reasons}
    assert asked.isdisjoint({"q_tingle_where", "q_tingle_settle"})


def test_what_was_weighed_can_be_forgotten() -> None:
    """P6: it holds answers of people."""
    weigh({"q_age": "a18"}, CONTENT)
    assert _weigh.cache_info().currsize
    forget()
    assert not _weigh.cache_info().currsize


def test_half_an_intake_counts_the_rest_as_missing() -> None:
    talk = {q: a for q, a in answers_of("p1_desk").items() if CONTENT.questions[q].part == 1}
    found = weigh(talk, CONTENT)
    assert found.scores["posture"].value == 100
    assert found.scores["nerve"].available == 70
    assert found.function_rank == ()


def test_reasons_stand_by_points_then_as_asked() -> None:
    reasons = weigh(answers_of("p1_desk"), CONTENT).scores["posture"].reasons
    assert [(r.question, r.points) for r in reasons] == [
        ("q_sit_hours", 25),
        ("q_stiff", 25),
        ("q_sit_unbroken", 15),
        ("q_sit_knees", 15),
        ("q_sleep", 15),
        ("q_feet", 5),
    ]


@pytest.mark.rule("level.low", "level.moderate", "level.high")
@pytest.mark.parametrize(
    ("score", "name"), [(34, "low"), (35, "moderate"), (59, "moderate"), (60, "high")]
)
def test_levels(score: int, name: str) -> None:
    assert level(score, CONTENT) == name


@pytest.mark.rule("lead.three")
def test_three_factors_share_the_lead() -> None:
    near = answers_of(
        "p4_shared", q_cramp="often", q_train="curl", q_tempo="unsure", q_longbridge="easy"
    )
    found = weigh(near, CONTENT)
    assert (found.lead, found.lead_factors) == ("three", ("nerve", "length", "posture"))


NERVE_60 = {"q_tingle": "sometimes", "q_tingle_where": ["thigh"], "q_tingle_settle": "secs",
            "q_slump": "eases_lot", "q_ankle": "bit"}  # fmt: skip
NO_SITTING = {"q_sit_unbroken": "lt30", "q_sit_knees": "straight", "q_sleep": "straight",
              "q_feet": "legs_out"}  # fmt: skip


@pytest.mark.rule("lead.none", "lead.single", "lead.shared")
@pytest.mark.parametrize(
    ("changes", "scores", "leaders"),
    [
        ({**NERVE_60, **NO_SITTING, "q_sit_hours": 9, "q_stiff": "lot"}, (60, 50),
         ("nerve", "posture")),
        ({**NERVE_60, **NO_SITTING, "q_sit_hours": 9, "q_stiff": "bit", "q_sit_unbroken": "m30_60",
          "q_sleep": "slight"}, (60, 49), ("nerve",)),
        ({**NO_SITTING, "q_sit_hours": 5, "q_stiff": "bit", "q_sit_unbroken": "gt120"}, (20, 35),
         ("posture",)),
        ({**NO_SITTING, "q_sit_hours": 5, "q_stiff": "bit", "q_sit_unbroken": "m30_60",
          "q_sit_knees": "bent90"}, (20, 34), ()),
    ],
    ids=["10 apart share", "11 apart do not", "35 leads", "34 does not"],
)  # fmt: skip
def test_edges_of_the_lead(
    changes: dict, scores: tuple[int, int], leaders: tuple[str, ...]
) -> None:
    """The top factor leads from 35 on, and shares the lead with those within 10 points."""
    found = weigh(answers_of("p5_quiet", **changes), CONTENT)
    assert tuple(found.scores[name].value for name in ("nerve", "posture")) == scores
    assert found.lead_factors == leaders


@pytest.mark.rule("lead.none", "score.unknown_35")
def test_no_lead_without_any_answer() -> None:
    found = weigh({}, CONTENT)
    assert (found.lead, found.lead_factors, found.factor_rank) == ("none", (), ())
    assert planning_score("nerve", found, CONTENT) == 35


@pytest.mark.rule(
    "flag.alternate", "flag.co_contract", "flag.hamstring_led", "flag.belly_led", "flag.irritable"
)
@pytest.mark.parametrize(
    ("changes", "flags"),
    [
        ({"q_walk": "both_stiff"}, {"alternate"}),
        ({"q_f1": [1, 4]}, {"alternate"}),
        ({"q_f2": [4, 1]}, {"alternate"}),
        ({"q_f2": [4, 2]}, set()),
        ({"q_f3": [0, 9]}, set()),
        ({"q_hipflex": ["deep_ache"]}, {"co_contract"}),
        ({"q_shape": "sway"}, {"hamstring_led"}),
        ({"q_shape": "flat"}, {"belly_led"}),
        ({"q_tingle": "often", "q_tingle_settle": "over10"}, {"irritable"}),
    ],
)
def test_flags(changes: dict, flags: set[str]) -> None:
    assert set(weigh(answers_of("p5_quiet", **changes), CONTENT).flags) == flags


@pytest.mark.rule("side.focus")
@pytest.mark.parametrize(
    ("side", "ratings", "focus"),
    [
        ("left", ([0, 9], [0, 9], [0, 9]), "left"),
        ("right", ([9, 0], [9, 0], [9, 0]), "right"),
        # One number is for both legs.
        ("unsure", (5, [1, 4], [1, 4]), "right"),
        ("unsure", ([1, 3], [1, 3], [1, 3]), "right"),
        ("both", ([3, 1], [5, 1], [1, 1]), "left"),
        ("both", ([1, 3], [1, 3], [1, 2]), "both"),
        ("unsure", (None, [1, 3], None), "right"),
        ("unsure", (None, None, None), "both"),
    ],
)
def test_focus_side(side: str, ratings: tuple, focus: str) -> None:
    tests = dict(zip(("q_f1", "q_f2", "q_f3"), ratings, strict=True))
    assert weigh(answers_of("p5_quiet", q_side=side, **tests), CONTENT).focus_side == focus


def test_tighter_leg_of_a_test_needs_a_difference_of_3() -> None:
    answers = answers_of("p5_quiet", q_f1=[4, 1], q_f2=[1, 3], q_f3=[0, 3])
    assert weigh(answers, CONTENT).tighter == {"q_f1": "left", "q_f3": "right"}


@given(any_answers())
def test_any_answers_give_sound_scores(answers: dict) -> None:
    found = weigh(answers, CONTENT)
    for score in found.scores.values():
        assert score.value is None or 0 <= score.value <= 100
        assert score.points <= max(score.available, 10)
    known = {name for name, score in found.scores.items() if score.value is not None}
    assert {*found.factor_rank, *found.function_rank} == known
    assert found == weigh(answers, CONTENT)
