"""The parts of a report: what was told, what could have been, and how each is shown."""

from __future__ import annotations

import pytest

from flows.conversation import CheckIn
from flows.told import PARTS, part_lines, parts, session_of
from tests.flows.days import p1, program, session
from tests.flows.people import days
from tests.flows.walker import Walker

WALKER = p1()
ALWAYS = ["completion", "pain", "tingling"]


def report(**told: object) -> CheckIn:
    plain = {"day": days(0), "type": "L", "items": ("a_bow",), "completion": "done"}
    return CheckIn.model_validate({**plain, **told})


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({"type": "M"}, ALWAYS),
        ({"type": "L"}, [*ALWAYS, "effort"]),
        ({"type": "M", "pain": 3}, ALWAYS),
        ({"type": "M", "pain": 4}, [*ALWAYS, "culprit"]),
        ({"completion": "skipped"}, ["completion"]),
        ({"completion": "skipped", "pain": 5}, ["completion", "pain"]),
        ({"type": "M", "morning_pain": 0}, [*ALWAYS, "morning_pain"]),
        ({"type": "M", "morning_pain": 2}, [*ALWAYS, "morning_pain", "doms"]),
        (
            {"type": "M", "tingling": "same", "morning_pain": 0},
            [*ALWAYS, "morning_pain", "morning_tingling"],
        ),
        (
            {"type": "M", "tingling": "same", "morning_pain": 2},
            [*ALWAYS, "morning_pain", "morning_tingling", "doms"],
        ),
    ],
)
def test_what_was_told_and_what_is_asked_of_such_a_report_can_be_changed(
    told: dict, expected: list[str]
) -> None:
    assert parts(report(**told), WALKER.conversation) == expected


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        ({"pain": 0}, "Pain: 0"),
        ({"pain": None}, "Pain: "),
        ({"doms": True, "morning_pain": 2}, "Yes"),
        ({"doms": False, "morning_pain": 2}, "No"),
        ({"pain": 4, "culprit": "a_bow"}, "Standing bow, anchored"),
        ({"tingling": "worse"}, "Worse"),
    ],
)
def test_each_part_is_a_line_of_words(told: dict, shown: str) -> None:
    lines = part_lines(report(**told), WALKER.conversation)
    assert any(shown in WALKER.text(line) for line in lines)
    assert len(lines) == len(parts(report(**told), WALKER.conversation)) <= len(PARTS)


def test_a_session_is_as_it_was_built() -> None:
    last = program(WALKER).reports[-1]
    assert session_of(last, program(WALKER)).items == session(WALKER).items


def test_a_move_that_was_built_no_more_counts_as_short() -> None:
    found = session_of(report(day=days(-30)), program(WALKER))
    assert [(i.exercise, i.dose) for i in found.items] == [("a_bow", 1)]


def test_without_any_session_kept_the_moves_of_the_report_are_enough() -> None:
    bare: Walker = p1()
    empty = program(bare).model_copy(update={"built": (), "today": None})
    assert [i.exercise for i in session_of(report(), empty).items] == ["a_bow"]
