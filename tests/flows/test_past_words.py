"""What a picture shows, in words: the same numbers, the first and the last of each."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest

from flows.past import Day, Look, Past
from flows.past_words import compared, describe
from flows.words import draw
from tests.flows.test_past import CONTENT, a_day, day

LONGEST = 500
"""So that a caption has room for its title and for longer languages."""
ALL = {
    "q_pain_now": 6.0, "q_pain_worst": 8.0, "q_goal_score": 3.0, "q_ftf": 21.0, "q_f1": 10.0,
    "q_f2": 10.0, "q_f3": 10.0, "q_f4": 10.0,
}  # fmt: skip


def said(past: Past, days: int | None = 30, language: str = "en") -> list[str]:
    drawn = (draw(text, CONTENT, language) for text in describe(past, days))
    return [unescape(re.sub(r"<[^>]+>", "", line)) for line in drawn]


def look(n: int, **numbers: float) -> Look:
    return Look(day(n), numbers, {})


def test_before_the_first_report_it_says_when_there_is_more() -> None:
    assert said(Past()) == ["Nothing to show yet. Your first report begins the picture."]


def test_of_days_without_a_report_it_points_to_more_days() -> None:
    quiet = Past((a_day(0), *(a_day(n, "off") for n in range(1, 20))))
    assert said(quiet, 7) == ["These days hold no reports. A longer look shows more."]


@pytest.mark.parametrize(
    ("days", "begins"), [(7, "The last 7 days"), (30, "The last 30 days"), (None, "So far")]
)
def test_sessions_of_those_that_were_planned(days: int | None, begins: str) -> None:
    past = Past((a_day(0), a_day(1, "skipped", None), a_day(2)))
    assert said(past, days)[0] == f"{begins}: 2 of 3 sessions."


def test_where_only_hurting_sessions_were_left_out_nothing_is_counted() -> None:
    assert said(Past((a_day(0, "eased", 6),))) == ["Pain during the moves: 6."]


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ([a_day(0, pain=5), a_day(1, pain=3)], "Pain during the moves: first 5, last 3."),
        ([a_day(0, pain=5), a_day(1, pain=5)], "Pain during the moves: 5."),
        ([a_day(0, pain=0)], "Pain during the moves: 0."),
        (
            [a_day(0, morning=4), a_day(1, morning=2)],
            "Pain the next morning: first 4, last 2.",
        ),
    ],
)
def test_first_and_last_number(days: list[Day], expected: str) -> None:
    assert expected in said(Past(tuple(days)))


def test_a_number_that_was_never_told_is_not_spoken_of() -> None:
    assert said(Past((a_day(0, pain=None),))) == ["The last 30 days: 1 of 1 session."]


def test_the_phase_of_now() -> None:
    past = Past((a_day(0, phase=1), a_day(1, phase=2)))
    assert said(past)[-1] == "Phase 2: both legs together"


def test_how_far_the_hands_reach_and_how_held_back_each_check_felt() -> None:
    past = Past(
        (a_day(0), a_day(1)), (look(0, q_ftf=21, q_f1=6, q_f4=3), look(1, q_ftf=12, q_f1=4))
    )
    assert said(past)[-2:] == [
        "Fingers to floor: 21 cm, now 12 cm.",
        "How held back, 0-10: leg-back test 6 to 4 and bow test 3.",
    ]


def test_of_one_look_there_is_nothing_to_compare() -> None:
    assert said(Past((a_day(0),), (look(0, q_ftf=21),)))[-1] == "Fingers to floor: 21 cm."


@pytest.mark.parametrize(
    ("looks", "expected"),
    [
        ([], []),
        ([0], [0]),
        ([12], [12]),
        ([0, 5, 12, 14], [5, 14]),
        ([12, 13, 14], [12, 14]),
    ],
)
def test_the_last_look_is_compared_with_the_one_before_these_days(
    looks: list[int], expected: list[int]
) -> None:
    """Without one, with the first."""
    found = compared([look(n) for n in looks], [a_day(n) for n in range(10, 15)])
    assert [each.day for each in found] == [day(n) for n in expected]


@pytest.mark.parametrize(("missing", "is_told"), [(1, False), (2, True), (3, True)])
def test_a_gap_is_named(missing: int, *, is_told: bool) -> None:
    days = [a_day(0), *(a_day(n, "open", None) for n in range(1, missing + 1))]
    line = f"Longest gap: {missing} sessions without a report."
    assert (line in said(Past(tuple(days)))) is is_told


def test_weeks_are_named_where_the_picture_shows_weeks() -> None:
    line = "Each point is the worst of a week."
    days = tuple(a_day(n) for n in range(121))
    assert line in said(Past(days), None)
    assert line not in said(Past(days[:120]), None)


@pytest.mark.parametrize("language", CONTENT.words.languages)
def test_all_of_it_fits_a_caption(language: str) -> None:
    better: dict[str, Any] = dict.fromkeys(ALL, 9.0)
    days = [a_day(n, pain=10, morning=10, phase=1) for n in range(400)]
    days += [a_day(n, "open", None, phase=4) for n in range(400, 420)]
    days += [a_day(420, pain=9, morning=9, phase=4)]
    past = Past(tuple(days), (look(0, **ALL), look(410, **better)))
    lines = said(past, None, language)
    assert len(lines) == 8
    assert len("\n".join(lines)) <= LONGEST
