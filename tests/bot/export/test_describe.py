"""Schema and page say what the document is today."""

from __future__ import annotations

import json

import pytest

from bot.export.describe import BEGIN, PAGE, SCHEMA, meanings, models_of, page, schema
from bot.export.document import COLUMNS, DATA, LEFT_OUT, Document, StoredRow
from flows.conversation import CheckIn, Program

HOW = "`.venv/bin/python -m bot.export` writes it anew"


def test_the_schema_in_the_repository_is_that_of_the_models() -> None:
    """P5: a new field is in the schema before it is in a copy."""
    assert json.loads(SCHEMA.read_text("utf-8")) == schema(), HOW


def test_the_page_in_the_repository_is_that_of_the_models() -> None:
    """P5."""
    stands = PAGE.read_text("utf-8")
    assert stands == page(stands), HOW


@pytest.mark.parametrize("model", models_of(Document), ids=lambda model: model.__name__)
def test_every_field_has_its_line_on_the_page(model: type) -> None:
    """P5."""
    told = PAGE.read_text("utf-8")
    for name in model.model_fields:  # type: ignore[attr-defined] # each is one
        assert f"| `{name}` |" in told


def test_every_column_and_every_kind_of_record_has_its_line_on_the_page() -> None:
    """P5."""
    told = PAGE.read_text("utf-8")
    columns = {**COLUMNS, **LEFT_OUT}
    assert [column for column in columns if f"| `{column}` |" not in told] == []
    lines = (f"| `{what}` | `{name}` |" for what, fields in DATA.items() for name in fields)
    assert [line for line in lines if line not in told] == []


def test_what_stands_below_a_field_is_its_meaning() -> None:
    assert meanings(StoredRow)["chat"] == "Telegram's number of this chat."
    assert meanings(CheckIn)["pain"] == "NRS 0-10 during the session."
    assert "day" not in meanings(CheckIn)


def test_every_model_is_found_once_however_deep_it_lies() -> None:
    found = models_of(Document)
    assert Program in found
    assert len(set(found)) == len(found)


def test_what_was_written_by_hand_stays() -> None:
    assert page(f"# By hand\n\n{BEGIN}\nold").startswith(f"# By hand\n\n{BEGIN}\n\n## The document")
