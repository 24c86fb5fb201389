"""The words of the result, of one score and of a move (clinical spec 4; 6, step 8)."""

from __future__ import annotations

import pytest
from hypothesis import given

from flows.conversation import Item
from flows.effects import Text
from flows.explain import contributions, explain_item, explain_result, explain_target
from flows.plan import build_session
from flows.weigh import Reason, Score, weigh
from flows.words import draw
from tests.flows.people import (
    CONTENT,
    MONDAY,
    PERSONAS,
    SCORED,
    answers_of,
    any_answers,
    basis_of,
    program_of,
)


def drawn(lines: tuple[Text, ...]) -> list[str]:
    return [draw(line, CONTENT, "en") for line in lines]


def result_of(name: str, **changes: object) -> list[str]:
    return drawn(explain_result(weigh(answers_of(name, **changes), CONTENT), CONTENT))


@pytest.mark.rule("because.order", "because.most_3")
@pytest.mark.parametrize("name", SCORED)
def test_persona_because(name: str) -> None:
    scores = weigh(answers_of(name), CONTENT).scores
    for factor, because in PERSONAS[name]["expect"]["because"].items():
        assert drawn(contributions(scores[factor], CONTENT)) == because


@pytest.mark.rule("because.least_points")
def test_less_than_3_points_are_not_told() -> None:
    reasons = tuple(
        Reason(question="q_stretch", option=option, points=points)
        for option, points in (("no_help", 3), ("short", 2))
    )
    score = Score(value=5, points=5, available=100, reasons=reasons)
    assert drawn(contributions(score, CONTENT)) == ["stretching does not seem to help"]


@pytest.mark.rule("because.rating_4")
@pytest.mark.parametrize(
    ("sides", "because"), [([3, 3], []), ([4, 3], ["the heel-up test felt held back (4/10)"])]
)
def test_a_rating_below_4_gives_points_and_no_phrase(sides: list[int], because: list[str]) -> None:
    score = weigh(answers_of("p5_quiet", q_f2=sides), CONTENT).scores["knee_flex"]
    assert score.points == 7 * max(sides)
    assert drawn(contributions(score, CONTENT)) == because


@pytest.mark.rule("explain.single", "explain.shared", "explain.none")
@pytest.mark.parametrize(
    ("name", "lead"),
    [
        (
            "p3_lifter",
            (
                "The biggest part seems to be strength when the muscle is long (94 of 100). Why I "
                "think so: your hamstrings often cramp, you only train them with bent knees and "
                "the long bridge made it cramp."
            ),
        ),
        (
            "p4_shared",
            (
                "Two things share the lead: how freely your sciatic nerve moves (70) and time with"
                " bent knees (67). Why: you get tingling when you stretch, lifting your head made "
                "the pull ease a lot and the tingling reaches your calf. Also: you sit 8 hours a "
                "day, you feel a bit stiff after a long sit and your knees stay bent when you sit."
            ),
        ),
        (
            "p5_quiet",
            (
                "No single part stands out. The highest is how freely your sciatic nerve moves "
                "(20), as lifting your head made the pull ease a bit. We will train all three "
                "lightly and look again in two weeks."
            ),
        ),
    ],
)
def test_lead_sentence(name: str, lead: str) -> None:
    assert result_of(name)[0] == lead


@pytest.mark.rule("explain.three")
def test_lead_of_three_takes_the_top_reason_of_each() -> None:
    loaded = {"q_cramp": "often", "q_train": "curl", "q_tempo": "unsure", "q_longbridge": "easy"}
    assert result_of("p4_shared", **loaded)[0] == (
        "All three parts seem to play a role: how freely your sciatic nerve moves (70), strength "
        "when the muscle is long (67) and time with bent knees (67). Why: you get tingling when "
        "you stretch, your hamstrings often cramp and you sit 8 hours a day. We will start with "
        "the gentlest."
    )


@pytest.mark.rule("explain.moderate", "explain.function", "explain.last")
def test_other_factors_and_functions() -> None:
    assert result_of("p2_runner")[1:] == [
        (
            "Strength when the muscle is long may play a part (53): your hamstrings sometimes "
            "cramp, you only load them through sport or walking and stretching does not seem to "
            "help."
        ),
        (
            "Time with bent knees may play a part (45): you feel a bit stiff after a long sit, "
            "your knees stay bent when you sit and you sit 5 hours a day."
        ),
        (
            "Leg back felt most held back (55, right leg). Why: the leg-back test felt held back "
            "(5/10), one leg pushes less when you walk and the front of your hip grips."
        ),
        (
            "Heel up felt most held back (38, right leg). Why: the heel-up test felt held back "
            "(4/10) and your hamstrings sometimes cramp."
        ),
        "These numbers come from your answers. They guide the plan. They are not a diagnosis.",
    ]


@pytest.mark.rule("explain.high")
def test_another_high_factor() -> None:
    """11 or more points below the one that leads."""
    assert result_of("p2_runner", q_stiff="lot", q_sit_hours=9)[2] == (
        "Time with bent knees looks like a strong part (75): you sit 9 hours a day, you feel very "
        "stiff after a long sit and your knees stay bent when you sit."
    )


@pytest.mark.rule("explain.low", "explain.null")
def test_low_and_unknown_factors() -> None:
    lines = result_of("p3_lifter", q_sit_unbroken=None, q_sit_hours=None, q_sleep=None)
    assert "How freely your sciatic nerve moves does not stand out now (15)." in lines
    assert "I could not tell about time with bent knees yet." in lines


@pytest.mark.rule("explain.functions_free")
@pytest.mark.parametrize(
    ("name", "changes", "line"),
    [
        ("p5_quiet", {}, "All four moves felt fairly free."),
        ("p5_quiet", {"q_f4": None}, "The moves you tried felt fairly free."),
        ("p8_skipper", {}, "I could not tell about the four moves yet."),
    ],
)
def test_functions_when_none_is_held_back(name: str, changes: dict, line: str) -> None:
    assert result_of(name, **changes)[-2] == line


@pytest.mark.rule("score.from_50_to_79")
def test_less_to_go_on_is_said_where_checks_were_skipped() -> None:
    less = " I have less to go on here, as some checks were skipped."
    lines = result_of("p8_skipper")
    assert [line.endswith(less) for line in lines] == [False, True, True, False, False]


@pytest.mark.rule("score.from_50_to_79")
@pytest.mark.parametrize(("changes", "available"), [({}, 80), ({"q_pain_where": None}, 75)])
def test_80_points_to_go_on_are_enough(changes: dict, available: int) -> None:
    changes |= {"q_slump": None}
    score = weigh(answers_of("p2_runner", **changes), CONTENT).scores["nerve"]
    assert score.available == available
    first = result_of("p2_runner", **changes)[0]
    assert first.endswith("as some checks were skipped.") is (available < 80)


def test_nothing_answered_still_says_something_true() -> None:
    assert drawn(explain_result(weigh({}, CONTENT), CONTENT)) == [
        "No single part stands out. We will train all three lightly and look again in two weeks.",
        "I could not tell about how freely your sciatic nerve moves yet.",
        "I could not tell about strength when the muscle is long yet.",
        "I could not tell about time with bent knees yet.",
        "I could not tell about the four moves yet.",
        "These numbers come from your answers. They guide the plan. They are not a diagnosis.",
    ]


def test_why_of_a_factor_names_every_point() -> None:
    found = weigh(answers_of("p7_disc"), CONTENT)
    assert drawn(explain_target("nerve", found, CONTENT)) == [
        "<b>How freely your sciatic nerve moves: 85 of 100</b>",
        "+10: everyone starts with this.",
        "+20: you get tingling when you stretch.",
        "+10: the tingling reaches your calf.",
        "+10: pulling your toes up made it much stronger.",
        "+8: it takes minutes to fade.",
        "+5: you feel it below the knee.",
        "+5: stretching does not seem to help.",
        "Some checks were skipped, so I count 68 of 80 points.",
    ]


def test_why_of_a_low_rating_is_among_the_other_answers() -> None:
    found = weigh(answers_of("p5_quiet"), CONTENT)
    assert drawn(explain_target("rotation", found, CONTENT)) == [
        "<b>Shin turn: 7 of 100</b>",
        "+7: your other answers.",
    ]


def test_why_of_a_capped_an_empty_and_an_unknown_score() -> None:
    capped = weigh(answers_of("p1_desk", q_stiff="never"), CONTENT)
    assert drawn(explain_target("posture", capped, CONTENT))[-1] == (
        "It stays at 34, as you are not stiff after sitting."
    )
    free = weigh(answers_of("p5_quiet", q_f2=[0, 0]), CONTENT)
    assert drawn(explain_target("knee_flex", free, CONTENT))[-1] == (
        "None of your answers adds to this."
    )
    unknown = weigh(answers_of("p8_skipper"), CONTENT)
    assert drawn(explain_target("hip_ext", unknown, CONTENT)) == [
        "<b>Leg back: not known yet</b>",
        "None of your answers adds to this.",
        "Too many checks were skipped to say.",
    ]


@pytest.mark.rule("builder.8")
def test_why_of_moves_names_factor_function_and_phase() -> None:
    basis = basis_of(answers_of("p2_runner"))
    program = program_of(basis)
    session = build_session(program, MONDAY, basis.answers, "ok", basis.weighed, CONTENT)
    whys = tuple(explain_item(i, basis.weighed, program, CONTENT) for i in session.items[:3])
    assert drawn(whys) == [
        "Lying nerve slider: for how freely your sciatic nerve moves. Phase 1, calm and anchor.",
        (
            "Standing bow, anchored: for strength when the muscle is long and bow and hold. Phase "
            "1, calm and anchor."
        ),
        (
            "Hip bend to the wall: for strength when the muscle is long and leg back. Phase 1, "
            "calm and anchor."
        ),
    ]


@given(any_answers())
def test_every_result_can_be_drawn(answers: dict) -> None:
    found = weigh(answers, CONTENT)
    program = program_of(basis_of(answers))
    lines = [*explain_result(found, CONTENT)]
    lines += [line for target in found.scores for line in explain_target(target, found, CONTENT)]
    lines += [
        explain_item(Item(exercise=name, dose=1, slot="free"), found, program, CONTENT)
        for name in program.rungs
    ]
    for line in drawn(tuple(lines)):
        assert line
        assert "  " not in line
        assert " ." not in line
