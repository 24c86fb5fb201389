"""Two assessments side by side: each measure, at the edges of what counts as a change."""

from __future__ import annotations

from typing import Any

import pytest

from flows.conversation import Answer
from flows.gains import Change, Gain, compare, pain_jumped, say_gains, without_gain
from flows.weigh import level, weigh
from flows.words import draw
from tests.flows.people import CONTENT, answers_of

PERSON = "p1_desk"


def rule(name: str, *cases: tuple[Any, ...]) -> list[Any]:
    return [pytest.param(*case, marks=pytest.mark.rule(name)) for case in cases]


def gains(old: dict[str, Answer], new: dict[str, Answer]) -> dict[str, Gain]:
    """Of the desk worker, with these answers then and now."""
    before, after = answers_of(PERSON, **old), answers_of(PERSON, **new)
    return {g.measure: g for g in compare(before, after, new, CONTENT)}


def change(question: str, old: Answer, new: Answer) -> Change:
    more = {"q_pain_worst": 10} if question == "q_pain_now" else {}
    return gains({question: old, **more}, {question: new, **more})[question].change


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        *rule("reassess.pain_now.clear_better", (6, 4, "clear_better"), (10, 7, "clear_better"),
              (2, 0, "clear_better"), (5, 0, "clear_better")),
        *rule("reassess.pain_now.small", (7, 5, "small"), (10, 8, "small"), (3, 2, "small"),
              (1, 0, "small"), (3, 4, "small_worse"), (7, 9, "small_worse"),
              (10, 9, "small")),
        *rule("reassess.pain_now.same", (0, 0, "same"), (5, 5, "same")),
        *rule("reassess.pain_now.clear_worse", (0, 2, "clear_worse"), (6, 8, "clear_worse"),
              (3, 5, "clear_worse")),
    ],
)  # fmt: skip
def test_pain_now_needs_2_points_and_30_percent(old: int, new: int, expected: Change) -> None:
    assert change("q_pain_now", old, new) == expected


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        *rule("reassess.pain_worst.clear_better", (6, 4, "clear_better"), (10, 7, "clear_better")),
        *rule("reassess.pain_worst.small", (7, 5, "small"), (4, 3, "small"), (4, 5, "small_worse")),
        *rule("reassess.pain_worst.same", (3, 3, "same")),
        *rule("reassess.pain_worst.clear_worse", (2, 4, "clear_worse"), (5, 8, "clear_worse")),
    ],
)
def test_worst_pain_needs_2_points_and_30_percent(old: int, new: int, expected: Change) -> None:
    assert change("q_pain_worst", old, new) == expected


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        *rule("reassess.goal.clear_better", (4, 7, "clear_better"), (0, 10, "clear_better")),
        *rule("reassess.goal.likely", (4, 6, "likely")),
        *rule("reassess.goal.small", (4, 5, "small"), (4, 3, "small_worse"), (4, 2, "small_worse")),
        *rule("reassess.goal.same", (4, 4, "same")),
        *rule("reassess.goal.clear_worse", (4, 1, "clear_worse")),
    ],
)
def test_the_goal_needs_3_points_and_2_are_likely(old: int, new: int, expected: Change) -> None:
    assert change("q_goal_score", old, new) == expected


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        *rule("reassess.ftf.clear_better", (18, 13, "clear_better"), (5, 0, "clear_better")),
        *rule("reassess.ftf.small", (18, 14, "error"), (18, 17, "error"), (18, 19, "error"),
              (18, 22, "error")),
        *rule("reassess.ftf.same", (18, 18, "same")),
        *rule("reassess.ftf.clear_worse", (18, 23, "clear_worse")),
    ],
)  # fmt: skip
def test_fingers_to_floor_need_5_cm(old: int, new: int, expected: Change) -> None:
    assert change("q_ftf", old, new) == expected


@pytest.mark.parametrize("question", ["q_f1", "q_f2", "q_f3"])
@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        *rule("reassess.rating.clear_better", ([5, 2], [3, 3], "clear_better")),
        *rule("reassess.rating.small", ([5, 2], [4, 2], "small"), ([2, 5], [6, 0], "small_worse")),
        *rule("reassess.rating.same", ([5, 2], [2, 5], "same"), ([5, 2], [5, 0], "same")),
        *rule("reassess.rating.clear_worse", ([5, 2], [5, 7], "clear_worse")),
    ],
)
def test_a_test_move_needs_2_points_on_its_larger_side(
    question: str, old: list[int], new: list[int], expected: Change
) -> None:
    assert change(question, old, new) == expected


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        *rule("reassess.rating.clear_better", (6, 4, "clear_better")),
        *rule("reassess.rating.small", (6, 5, "small"), (6, 7, "small_worse")),
        *rule("reassess.rating.clear_worse", (6, 8, "clear_worse")),
    ],
)
def test_the_bow_has_one_number(old: int, new: int, expected: Change) -> None:
    assert change("q_f4", old, new) == expected


@pytest.mark.parametrize(
    ("target", "old", "new", "scores", "expected"),
    [
        *rule(
            "reassess.score.clear_better",
            ("posture", {"q_sit_unbroken": "gt120"}, {"q_sit_unbroken": "lt30"}, (100, 85),
             "clear_better"),  # 15 points on one level; below, fewer but a new level
            ("hip_ext", {"q_f1": [4, 4]}, {"q_f1": [3, 3]}, (38, 31), "clear_better"),
            ("hip_ext", {"q_f1": [8, 8]}, {"q_f1": [7, 7]}, (66, 59), "clear_better"),
        ),
        *rule(
            "reassess.score.small",
            ("hip_ext", {"q_f1": [6, 6]}, {"q_f1": [5, 5]}, (52, 45), "small"),
            ("hip_ext", {"q_f1": [5, 5]}, {"q_f1": [6, 6]}, (45, 52), "small_worse"),
            ("rotation", {"q_f3": [0, 0]}, {"q_f3": [2, 2]}, (0, 14), "small_worse"),
            ("rotation", {"q_f3": [3, 3]}, {"q_f3": [1, 1]}, (21, 7), "small"),
        ),
        *rule("reassess.score.same",
              ("posture", {"q_stiff": "lot"}, {"q_stiff": "lot"}, (100, 100), "same")),
        *rule(
            "reassess.score.clear_worse",
            ("hip_ext", {"q_f1": [3, 3]}, {"q_f1": [4, 4]}, (31, 38), "clear_worse"),
            ("rotation", {"q_f3": [0, 0]}, {"q_f3": [3, 3]}, (0, 21), "clear_worse"),
        ),
    ],
)  # fmt: skip
def test_a_score_needs_15_points_or_a_new_level(
    target: str, old: dict, new: dict, scores: tuple[int, int], expected: Change
) -> None:
    found = gains(old, new)[target]
    assert ((found.old, found.new), found.change) == (scores, expected)


def test_only_what_was_asked_anew_is_compared() -> None:
    found = gains({"q_goal_score": 4}, {"q_goal_score": 7})
    assert list(found) == ["q_goal_score"]


def test_an_answer_that_is_missing_then_or_now_is_not_compared() -> None:
    assert not gains({"q_goal_score": None}, {"q_goal_score": 7})
    assert not gains({"q_goal_score": 7}, {"q_goal_score": None})


def test_a_score_that_only_lost_a_check_is_not_compared() -> None:
    assert "pelvis" not in gains({}, {"q_ftf": None})


def test_an_unknown_score_is_not_compared() -> None:
    assert "pelvis" not in gains({"q_f4": None}, {"q_f4": 6})
    assert level(weigh(answers_of(PERSON, q_f4=6), CONTENT).scores["pelvis"].value or 0, CONTENT)


# What follows.


def of(measure: str, change: Change, old: float = 4, new: float = 7) -> Gain:
    return Gain(measure=measure, old=old, new=new, change=change)


@pytest.mark.parametrize(
    ("gain", "jumped"),
    [
        (of("q_pain_now", "clear_worse"), True),
        (of("q_pain_worst", "clear_worse"), True),
        (of("q_pain_now", "small_worse"), False),
        (of("q_f1", "clear_worse"), False),
        (of("nerve", "clear_worse"), False),
    ],
)
def test_only_clearly_worse_pain_is_a_jump(gain: Gain, *, jumped: bool) -> None:
    assert pain_jumped([of("q_ftf", "same"), gain], CONTENT) == jumped


@pytest.mark.parametrize(
    ("found", "then"),
    [
        ([of("q_goal_score", "likely"), of("q_pain_now", "same")], 0),
        ([of("q_ftf", "clear_better"), of("q_pain_now", "clear_worse")], 0),
        ([of("q_goal_score", "small"), of("q_ftf", "error")], 2),
        ([of("q_pain_now", "same")], 2),
        ([of("q_f1", "clear_better"), of("nerve", "clear_better"), of("q_ftf", "same")], 2),
        ([of("q_f1", "clear_better")], 1),
        ([], 1),
    ],
)
def test_only_pain_goal_and_reach_speak_for_the_plan(found: list[Gain], then: int) -> None:
    assert without_gain(found, 1, CONTENT) == then


# In words.


@pytest.mark.parametrize(
    ("gain", "words"),
    [
        (of("q_pain_now", "clear_better", 6, 3), "Pain now: 6 to 3. That is a real change."),
        (of("q_goal_score", "likely", 4, 6), "Your goal: 4 to 6. That is likely a real change."),
        (of("q_f4", "small", 6, 5),
         "Bow test: 6 to 5. A small step; could be day-to-day noise."),
        (of("q_pain_worst", "small_worse", 4, 5),
         "Worst pain: 4 to 5. A small step; could be day-to-day noise."),
        (of("q_ftf", "error", 18, 15),
         "Fingers to floor: 18 cm to 15 cm. That is within measuring error."),
        (of("q_f1", "same", 3, 3), "Leg-back test: no change yet."),
        (of("nerve", "same", 30, 30), "Your scores: only small steps, if any."),
        (of("q_pain_now", "clear_worse", 2, 5),
         "Pain now: 2 to 5. That went up, so we ease off and look at why."),
        (of("q_goal_score", "clear_worse", 7, 4),
         "Your goal: 7 to 4. That went down, so we look at why."),
        (of("rotation", "clear_worse", 10, 40),
         "Score for shin turn: 10 to 40. That went up, so we look at why."),
    ],
)  # fmt: skip
def test_the_words_of_a_change(gain: Gain, words: str) -> None:
    (_, line) = say_gains([gain], CONTENT)
    assert draw(line, CONTENT, "en") == words


def test_what_stayed_shares_one_line() -> None:
    found = [of(name, "same") for name in ("q_pain_now", "q_goal_score", "hip_ext")]
    told = say_gains([*found, of("q_ftf", "error", 9, 8)], CONTENT)
    assert [draw(line, CONTENT, "en") for line in told] == [
        "<b>About the same</b>",
        "Fingers to floor: 9 cm to 8 cm. That is within measuring error.",
        "Pain now and your goal: no change yet.",
        "Your scores: only small steps, if any.",
    ]


def test_of_scores_only_a_clear_change_is_told() -> None:
    found = [of("nerve", "small", 31, 30), of("pelvis", "clear_better", 67, 40)]
    assert [draw(line, CONTENT, "en") for line in say_gains(found, CONTENT)] == [
        "<b>Better</b>",
        "Score for bow and hold: 67 to 40. That is a real change.",
        "",
        "<b>About the same</b>",
        "Your other scores: only small steps, if any.",
    ]


@pytest.mark.parametrize(
    ("change", "group"),
    [
        ("clear_better", "gains-better"), ("likely", "gains-better"), ("small", "gains-same"),
        ("error", "gains-same"), ("same", "gains-same"), ("small_worse", "gains-same"),
        ("clear_worse", "gains-worse"),
    ],
)  # fmt: skip
def test_only_a_real_change_is_called_better_or_worse(change: Change, group: str) -> None:
    """What may be noise, or within the error of measuring, is about the same."""
    title, line = say_gains([of("q_ftf", change)], CONTENT)
    assert title.key == group
    assert line.key.startswith("gain-")


def test_what_is_better_comes_first_and_what_is_worse_last() -> None:
    found = [of("q_pain_now", "clear_worse"), of("q_f1", "same"), of("q_f2", "clear_better")]
    titles = [line.key for line in say_gains(found, CONTENT) if line.key.startswith("gains-")]
    assert titles == ["gains-better", "gains-same", "gains-worse"]


def test_nothing_compared_is_nothing_told() -> None:
    assert not say_gains([], CONTENT)
