"""Lights and decisions on check-ins: the table D1-D13 (clinical spec 7)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from content.schema import SafetyClass
from flows.conversation import CheckIn
from flows.rate import decide, light
from tests.flows.people import days
from tests.flows.reports import BASE, SESSION, report

CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "adapt_cases.yaml").read_text("utf-8")
)


def reports_of(case: dict[str, Any]) -> list[CheckIn]:
    """One session a day; all with one culprit if the case says so, or each with its own."""
    found = []
    for day, (kind, completion, pain, morning, tingling, effort) in enumerate(case["sessions"]):
        culprit = "s_hinge_wall" if case.get("same_culprit") else f"other_{day}"
        found.append(
            CheckIn(
                day=days(day),
                type=kind,
                items=SESSION,
                completion=completion,
                pain=pain,
                morning_pain=morning,
                tingling=tingling,
                effort=effort,
                culprit=culprit if (pain or 0) >= 4 and completion != "skipped" else None,
            )
        )
    last = found[-1].model_copy(update={"doms": case.get("doms")})
    return [*found[:-1], last][case.get("cleared_after", 0) :]


@pytest.mark.rule(
    "D2", "D3", "D4", "D5", "D6", "D7", "D8", "D9", "D10", "D11", "D12", "D13", "light.high_base"
)
@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_case_of_the_spec(case: dict[str, Any]) -> None:
    found = decide(reports_of(case), case.get("base", BASE))
    assert (found.light, found.id) == (case["light"], case["decision"])
    if "nerve_counts" in case:
        assert found.nerve_counts is case["nerve_counts"]


def test_soreness_turns_red_into_amber() -> None:
    """The note of case a7."""
    sore = report(pain=3, morning_pain=4, effort=6, doms=True)
    assert (light(sore, BASE), decide([sore], BASE).id) == ("AMBER", "D8")


@pytest.mark.rule(
    "light.red", "light.amber", "light.green", "light.unknown", "light.soreness", "light.skipped"
)
@pytest.mark.parametrize(
    ("said", "base", "expected"),
    [
        ({"pain": 3}, 1, "GREEN"),
        ({"pain": 4}, 1, "AMBER"),
        ({"pain": 6}, 1, "RED"),
        ({"pain": None}, 1, None),
        ({"pain": None, "effort": 9}, 1, "AMBER"),
        ({"pain": None, "tingling": "worse"}, 1, "AMBER"),
        ({"pain": None, "morning_pain": 7}, 1, "RED"),
        # the morning is measured from where the person started
        ({"morning_pain": 2}, 0, "AMBER"),
        ({"morning_pain": 3}, 0, "AMBER"),
        ({"morning_pain": 4}, 0, "RED"),
        ({"morning_pain": 6}, 4, "AMBER"),
        ({"morning_pain": 7}, 4, "RED"),
        # soreness
        ({"morning_pain": 3, "doms": True}, 1, "GREEN"),
        ({"morning_pain": 5, "doms": True}, 1, "AMBER"),
        ({"morning_pain": 6, "doms": True}, 1, "RED"),
        # a skip is RED or nothing
        ({"completion": "skipped", "pain": 5}, 1, None),
        ({"completion": "skipped", "pain": 6}, 1, "RED"),
    ],
)
def test_light(said: dict[str, Any], base: int, expected: str | None) -> None:
    assert light(report(**said), base) == expected


@pytest.mark.rule("D2", "D3", "D4", "D5", "D6", "D7", "D8", "D9", "D10", "D11", "D12", "D13")
@pytest.mark.parametrize(
    ("history", "decision", "reason"),
    [
        # the pain of the morning counts as pain
        ([{"morning_pain": 8}], "D2", "pain"),
        ([{"pain": 8}], "D2", "pain"),
        ([{"pain": 7}], "D3", "pain"),
        ([{"tingling": "worse"}] * 3, "D2", "tingling"),
        ([{"tingling": "worse", "morning_tingling": True}], "D2", "tingling-stays"),
        ([{"tingling": "worse", "morning_tingling": False}], "D5", "tingling"),
        # a skip that says nothing is not reported: it pushes no RED out of sight
        ([{"pain": 6}, {}, {"completion": "skipped", "pain": None}, {"pain": 6}], "D2", "two-red"),
        ([{"pain": 6}, {}, {}, {"pain": 6}], "D3", "pain"),
        ([{"tingling": "worse"}, {}, {"tingling": "worse"}], "D4", "tingling"),
        ([{"tingling": "worse"}, {}, {}, {"tingling": "worse"}], "D5", "tingling"),
        # worse tingling on a skipped day
        ([{"completion": "skipped", "pain": None, "tingling": "worse"}], "D10", "skipped"),
        (
            [
                {
                    "completion": "skipped",
                    "pain": None,
                    "tingling": "worse",
                    "morning_tingling": True,
                }
            ],
            "D2",
            "tingling-stays",
        ),
        # the same culprit, a RED before too
        ([{"pain": 6, "culprit": "a_bow"}, {"pain": 4, "culprit": "a_bow"}], "D6", "culprit"),
        ([{"effort": 9}, {"effort": 9}], "D7", "effort"),
        # ... but a good session between does
        ([{"pain": 4}, {}, {"pain": 4}], "D8", "pain"),
        # a skipped day between does not hide the AMBER before
        ([{"pain": 4}, {"completion": "skipped", "pain": None}, {"pain": 4}], "D7", "pain"),
        # partial twice, a skipped day between
        (
            [
                {"completion": "partial"},
                {"completion": "skipped", "pain": None},
                {"completion": "partial"},
            ],
            "D9",
            "partial",
        ),
        ([{"completion": "partial"}, {}], "D13", "green"),
        ([{"pain": None}], "D11", "unknown"),
        ([{"effort": 8}], "D12", "effort"),
        ([{"effort": 7}], "D13", "green"),
        ([{"effort": None}], "D13", "green"),
    ],
)
def test_decision(history: list[dict[str, Any]], decision: str, reason: str) -> None:
    found = decide([report(day, **said) for day, said in enumerate(history)], BASE)
    assert (found.id, found.reason) == (decision, reason)


@pytest.mark.rule("light.high_base")
@pytest.mark.parametrize(("base", "decision"), [(3, "D7"), (4, "D8")])
def test_who_came_with_pain_of_4_or_more_is_not_eased_for_the_same_pain(
    base: int, decision: str
) -> None:
    """Hard work twice running, and no more pain than at the start."""
    assert decide([report(day, pain=3, effort=9) for day in (0, 1)], base).id == decision


def test_what_was_known_is_kept_with_the_decision() -> None:
    said = report(pain=4, effort=None, culprit="a_bow", morning_pain=3)
    assert decide([said], BASE).numbers == {
        "pain": 4, "morning": 3, "worst": 4, "tingling": "none", "culprit": "a_bow", "base": 1,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("apart", "decision"), [(14, "D6"), (15, "D7")], ids=["within 14 days", "later"]
)
def test_same_culprit_is_remembered_for_14_days(apart: int, decision: str) -> None:
    twice = [report(day, pain=4, culprit="a_bow") for day in (0, apart)]
    assert decide(twice, BASE).id == decision


@pytest.mark.rule("light.morning")
def test_a_morning_answer_decides_again() -> None:
    evening = report(pain=3)
    morning = evening.model_copy(update={"morning_pain": 5})
    assert (decide([evening], BASE).id, decide([morning], BASE).id) == ("D13", "D3")


@pytest.mark.rule("D1", "D2")
@pytest.mark.parametrize(
    ("cls", "decision"), [("emergency", "D1"), ("clinician_first", "D2"), ("care", "D13")]
)
def test_the_cards_come_first(cls: SafetyClass, decision: str) -> None:
    assert decide([report()], BASE, screening_class=cls).id == decision
