"""Each row of the clinical rules is named by a test, and no test names a row that is none."""

from __future__ import annotations

import pytest

from tests.rules import RULES, Named, named, named_in

FOUND = named()


@pytest.mark.parametrize("rule", RULES)
def test_each_rule_is_named_by_a_test(rule: str) -> None:
    assert rule in {found.rule for found in FOUND}


def test_no_test_names_an_unknown_rule() -> None:
    assert [found for found in FOUND if found.rule not in RULES] == []


def test_a_rule_stands_once_on_the_list() -> None:
    assert len(set(RULES)) == len(RULES)


def test_marks_are_found_on_tests_and_on_rows_of_their_tables() -> None:
    source = """
ROWS = [pytest.param(1, marks=pytest.mark.rule("D6")), pytest.param(2)]
LEFT = [pytest.param(1, marks=pytest.mark.rule("D7"))]

@pytest.mark.rule("D1", "D2")
@pytest.mark.parametrize("n", [1, pytest.param(2, marks=pytest.mark.rule("D3"))])
def test_it(n): ...

@pytest.mark.rule("D4")
def helper(): ...

@pytest.mark.other("D5")
@pytest.mark.parametrize("n", ROWS)
def test_other(n): ...
"""
    assert list(named_in(source, "f.py")) == [
        Named("D1", "f.py::test_it"),
        Named("D2", "f.py::test_it"),
        Named("D3", "f.py::test_it"),
        Named("D6", "f.py::test_other"),
    ]


def test_an_id_that_is_worked_out_is_refused() -> None:
    with pytest.raises(AssertionError, match="plain ids only"):
        list(named_in("@pytest.mark.rule(D1)\ndef test_it(): ...", "f.py"))
