"""What the document is, for whoever reads it by program: its schema, and the tables of the docs.

Rule: made from the models and from the words below their fields; `python -m bot.export` writes
schema.json and docs/export.md anew.
"""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel

from bot.export.document import COLUMNS, DATA, LEFT_OUT, Document

Schema = dict[str, Any]
SCHEMA = Path(__file__).with_name("schema.json")
SCHEMA_ID = "urn:unhamstrung:export:1"
PAGE = Path(__file__).parents[2] / "docs" / "export.md"
BEGIN = "<!-- From here on made by `python -m bot.export`. -->"


def schema() -> Schema:
    """JSON Schema, draft 2020-12."""
    made = Document.model_json_schema(mode="validation")
    models = {model.__name__: model for model in models_of(Document)}
    for name, part in (*made["$defs"].items(), (Document.__name__, made)):
        for field, said in meanings(models[name]).items():
            if field in part.get("properties", {}):
                part["properties"][field]["description"] = said
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": SCHEMA_ID}
    return {**head, **made}


def models_of(model: type[BaseModel]) -> list[type[BaseModel]]:
    """Itself, then all that its fields hold, each once."""
    found = [model]
    for each in found:
        inner = (_models_in(field.annotation) for field in each.model_fields.values())
        found += dict.fromkeys(m for some in inner for m in some if m not in found)
    return found


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _models_in(part)


def meanings(model: type[BaseModel]) -> dict[str, str]:
    """What stands below each field in the program."""
    said: dict[str, str] = {}
    for each in reversed(model.__mro__):
        if issubclass(each, BaseModel) and each is not BaseModel:
            said |= _below(ast.parse(textwrap.dedent(inspect.getsource(each))).body[0])
    return said


def _below(body: ast.stmt) -> dict[str, str]:
    assert isinstance(body, ast.ClassDef)
    pairs = zip(body.body, body.body[1:], strict=False)
    return {
        field.target.id: " ".join(inspect.cleandoc(said.value.value).split())
        for field, said in pairs
        if isinstance(field, ast.AnnAssign)
        and isinstance(field.target, ast.Name)
        and isinstance(said, ast.Expr)
        and isinstance(said.value, ast.Constant)
        and isinstance(said.value.value, str)
    }


# The page.


def page(above: str) -> str:
    """What was written by hand stays above the mark."""
    return "\n".join((above.partition(BEGIN)[0] + BEGIN, "", *_tables(), ""))


def _tables() -> Iterator[str]:
    made = schema()
    yield from _fields("The document", made)
    yield "## What `data` of a row of `history` holds"
    yield ""
    yield from _table(("`what`", "field", "meaning"), (
        (f"`{what}`", f"`{name}`", said)
        for what, fields in DATA.items() for name, said in fields.items()
    ))  # fmt: skip
    yield "## Where each column of the database stands"
    yield ""
    places = {column: f"`{place}`" for column, place in COLUMNS.items()}
    reasons = {column: f"in no copy: {why}" for column, why in LEFT_OUT.items()}
    rows = ((f"`{column}`", said) for column, said in sorted((places | reasons).items()))
    yield from _table(("column", "where"), rows)
    yield "## The parts"
    yield ""
    for name, part in sorted(made["$defs"].items()):
        yield from _fields(name, part, level="###")


def _fields(title: str, part: Schema, level: str = "##") -> Iterator[str]:
    yield f"{level} {title}"
    yield ""
    if said := part.get("description"):
        yield from (" ".join(said.split()), "")
    rows = (
        (f"`{name}`", _kind(field), field.get("description", ""))
        for name, field in part.get("properties", {}).items()
    )
    yield from _table(("field", "is", "meaning"), rows)


def _table(head: tuple[str, ...], rows: Any) -> Iterator[str]:
    yield from ("| " + " | ".join(head) + " |", "|---" * len(head) + "|")
    for row in rows:
        yield "| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |"
    yield ""


def _kind(field: Mapping[str, Any]) -> str:
    """In a few words; a part is a link to its table."""
    match field:
        case {"$ref": str(ref)}:
            name = ref.rpartition("/")[2]
            return f"[{name}](#{name.lower()})"
        case {"anyOf": list(ways)} | {"oneOf": list(ways)}:
            return " or ".join(dict.fromkeys(map(_kind, ways)))
        case {"const": value}:
            return f"`{value}`"
        case {"enum": list(values)}:
            return ", ".join(f"`{value}`" for value in values)
        case {"prefixItems": list(parts)}:
            return "[" + ", ".join(map(_kind, parts)) + "]"
        case {"items": dict(part)}:
            return f"list of {_kind(part)}"
        case {"additionalProperties": dict(part)}:
            return f"map to {_kind(part)}"
        case {"format": str(form)}:
            return form
        case _:
            return str(field.get("type", "anything"))
