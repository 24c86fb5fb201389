"""The tables: anybody's spreadsheet opens them, and no word in them is ever a formula."""

from __future__ import annotations

import csv
import io
import zipfile
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.export.csv_files import README, TABLES, Cell, leaves, safe, text_of, zipped
from bot.export.facts import facts
from tests.bot.export.copies import of
from tests.bot.export.fhir_people import PEOPLE, somebody
from tests.flows.days import person
from tests.flows.walker import Walker

SIGNS = "=+-@＝＋－＠"
HOSTILE = (
    '=HYPERLINK("http://evil.example";"x")',
    "+1+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "  =1",
    "\ufeff=1",
    "\u200b=1",
    "\x00=1",
    "＝1",
    "＋1",
    "－1",
    "＠A1",
    "ok;=1",
    "ok\n=1",
    'ok";"=1',
)


def unzipped(walker: Walker, language: str = "en", **changes: Any) -> dict[str, str]:
    from_ = of(walker, language, **changes)
    with zipfile.ZipFile(io.BytesIO(zipped(facts(from_), from_))) as file:
        assert file.testzip() is None
        raw = {name: file.read(name) for name in file.namelist()}
    assert all(data.startswith(b"\xef\xbb\xbf") for data in raw.values())
    return {name: data.decode("utf-8-sig") for name, data in raw.items()}


def read(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def begins_a_formula(cell: str) -> bool:
    bare = cell.strip().strip("\ufeff\u200b\u200c\u200d\u2060\x00 ")
    return bare.startswith(tuple(SIGNS)) or cell.startswith(("\t", "\r", "\n"))


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_no_cell_begins_as_a_formula(text: str) -> None:
    """S6."""
    cell = safe(text)
    assert isinstance(cell, str)
    assert not begins_a_formula(cell)


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_nor_does_it_where_cells_are_parted_by_another_sign(text: str) -> None:
    """S6: a Spanish Excel parts by semicolons and takes no notice of our quotes."""
    for line in text_of([["first", text, "last"]]).splitlines():
        for apart in ";", "\t":
            assert not any(begins_a_formula(cell.strip('"')) for cell in line.split(apart))


@given(st.text(alphabet=SIGNS + "a1 ;,\t\r\n\"'\ufeff", max_size=12))
def test_whatever_is_written_is_no_formula_and_comes_back(text: str) -> None:
    """S6."""
    ((first, cell, last),) = csv.reader(io.StringIO(text_of([["x", text, "y"]]), newline=""))
    assert (first, last) == ("x", "y")
    assert not begins_a_formula(cell)
    assert cell.replace("'", "") == text.replace("'", "")


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        (-5, "-5"), (3.5, "3.5"), (0, "0"), (None, ""), (True, "true"), (False, "false"),
        ("tie my shoes", "tie my shoes"), ('a, "b"', '"a, ""b"""'), ("3-4", "3-4"),
        ("-5", "'-5"),
    ],
)  # fmt: skip
def test_numbers_stay_numbers_and_words_stay_words(cell: Cell, told: str) -> None:
    """S6: RFC 4180."""
    assert text_of([["x", cell]]) == f"x,{told}\r\n"


def test_a_hostile_goal_is_harmless_in_every_table() -> None:
    """S6."""
    walker = person()
    answers = {**walker.conversation.answers, "q_goal": HOSTILE[0]}
    for text in unzipped(walker, answers=answers).values():
        for row in csv.reader(io.StringIO(text, newline="")):
            assert not any(begins_a_formula(cell) for cell in row if not is_number(cell))


def is_number(cell: str) -> bool:
    return cell.removeprefix("-").replace(".", "", 1).isdecimal()


@pytest.mark.parametrize("name", PEOPLE)
def test_each_table_has_a_head_and_rows_as_wide(name: str) -> None:
    tables = unzipped(PEOPLE[name]())
    assert tables.keys() == {f"{table}.csv" for table in TABLES} | {README}
    for text in (text for table, text in tables.items() if table != README):
        head, *rows = csv.reader(io.StringIO(text, newline=""))
        assert len(set(head)) == len(head)
        assert {len(row) for row in rows} <= {len(head)}
        assert text.endswith("\r\n")


def test_what_people_told_stands_in_the_tables() -> None:
    """P5."""
    walker = somebody()
    tables = {name: read(text) for name, text in unzipped(walker).items() if name != README}
    answers = {row["question"]: row for row in tables["answers.csv"]}
    assert answers["q_age"]["said"] == "18-39"
    assert answers["q_pain_now"]["value"] == "0"
    reports = [record for record in walker.records if record.what == "report"]
    assert {row["day"] for row in tables["reports.csv"]} == {str(r.day) for r in reports}
    assert {row["what"] for row in tables["assessments.csv"]} == {"answer", "score"}
    assert tables["plan.csv"][0]["phase"] == "3"
    assert tables["sessions.csv"][0]["name"]
    assert tables["consents.csv"][0]["what"] == "given"
    stored = {row["name"]: row["value"] for row in tables["stored.csv"]}
    assert stored["talk.state"] == walker.conversation.state
    assert stored["stored.chat"] == "7316554021"
    assert len(tables["history.csv"]) == len(walker.records)


def test_signs_are_told_with_what_became_of_them() -> None:
    rows = read(unzipped(PEOPLE["stopped by pain"]())["safety.csv"])
    assert [row["what"] for row in rows] == ["now", "stands", "log: stopped"]
    assert rows[1]["id"] == "pause-pain"


@pytest.mark.parametrize(("language", "word"), [("en", "answers"), ("es", "respuestas")])
def test_a_page_says_what_each_table_is(language: str, word: str) -> None:
    page = unzipped(person(), language)[README]
    assert word in page
    assert all(f"{table}.csv: " in page for table in TABLES)


def test_the_talk_is_told_leaf_by_leaf() -> None:
    found = dict(leaves({"a": {"b": 1, "c": []}, "d": [{"e": "x"}, {"e": "y"}], "f": [1, 2]}))
    assert found == {"a.b": 1, "a.c": "[]", "d.0.e": "x", "d.1.e": "y", "f": "[1, 2]"}
