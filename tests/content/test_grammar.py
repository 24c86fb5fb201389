"""The grammar of ask_if and skip_if."""

from __future__ import annotations

import pytest

from content.schema import Condition, Test


def _t(question: str, op: str, *values: str) -> Test:
    return Test.model_validate({"question": question, "op": op, "values": values})


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("q_a == x", Condition(join="and", tests=(_t("q_a", "==", "x"),))),
        ("q_a != x", Condition(join="and", tests=(_t("q_a", "!=", "x"),))),
        ("q_a >= 4", Condition(join="and", tests=(_t("q_a", ">=", "4"),))),
        ("q_a >= 4.5", Condition(join="and", tests=(_t("q_a", ">=", "4.5"),))),
        ("q_a in x|y|z", Condition(join="and", tests=(_t("q_a", "in", "x", "y", "z"),))),
        (
            "q_a has x or q_b == y or q_c != z",
            Condition(
                join="or",
                tests=(_t("q_a", "has", "x"), _t("q_b", "==", "y"), _t("q_c", "!=", "z")),
            ),
        ),
        (
            "q_a has x and q_b == y",
            Condition(join="and", tests=(_t("q_a", "has", "x"), _t("q_b", "==", "y"))),
        ),
    ],
)
def test_condition_is_read(text: str, condition: Condition):
    assert Condition.model_validate(text) == condition


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("q_a == x and q_b == y or q_c == z", "mixes 'and' with 'or'"),
        ("q_a = x", "'q_a = x' is not 'question op value'"),
        ("q_a < 4", "is not 'question op value'"),
        ("q_a ==", "is not 'question op value'"),
        ("", "is not 'question op value'"),
        ("q_a == x|y", "only 'in' takes several values"),
        ("q_a == x and", "is not 'question op value'"),
    ],
)
def test_condition_that_cannot_be_read_says_why(text: str, what: str):
    with pytest.raises(ValueError, match="Value error") as error:
        Condition.model_validate(text)
    assert what in str(error.value)
