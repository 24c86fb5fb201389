"""Each promise of delivery, state and time is named by a test, and docs/trust.md says by which."""

from __future__ import annotations

import pytest

from tests.trust import BEGIN, END, PAGE, PROMISES, Named, named, named_in, table, with_table

FOUND = named()


@pytest.mark.parametrize("promise", PROMISES)
def test_each_promise_is_named_by_a_test(promise: str) -> None:
    assert promise in {found.promise for found in FOUND}


def test_no_test_names_an_unknown_promise() -> None:
    assert [found for found in FOUND if found.promise not in PROMISES] == []


def test_the_page_holds_the_map_as_it_is() -> None:
    page = PAGE.read_text("utf-8")
    assert page.count(BEGIN) == page.count(END) == 1
    assert page == with_table(page, table(FOUND)), "stale: python -m tests.trust --write"


def test_ids_are_found_in_docstrings_and_names_of_tests_and_of_their_file() -> None:
    source = '''
"""R4: all of this file."""

def test_it():
    """R1, T3: and more on (6-store)."""

async def test_r12_is_in_the_name(): ...

def helper():
    """R2"""

def test_other():
    """R250x, 16-store, T1-ish and "left 3" are none; R99 is, and unknown."""
    return "R3"
'''
    assert list(named_in(source, "f.py")) == [
        Named("R4", "f.py"),
        Named("R1", "f.py::test_it"),
        Named("T3", "f.py::test_it"),
        Named("6-store", "f.py::test_it"),
        Named("R12", "f.py::test_r12_is_in_the_name"),
        Named("R99", "f.py::test_other"),
    ]


def test_the_table_gathers_tests_by_file() -> None:
    found = [Named("R1", "a.py"), Named("R1", "b.py::test_x"), Named("R1", "b.py::test_y")]
    row = table(found).splitlines()[2]
    assert row.endswith("| a.py: all<br>b.py: `x`, `y` |")


def test_only_the_table_of_the_page_is_written() -> None:
    page = f"before\n{BEGIN}\nold\n{END}\nafter\n"
    assert with_table(page, "new") == f"before\n{BEGIN}\nnew\n{END}\nafter\n"
