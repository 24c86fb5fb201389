"""The document as tables for a spreadsheet, in one zip with a page on what each of them is.

Rule: a cell never becomes a formula, and a number stays a number (trust spec S6).
"""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from pydantic import BaseModel

from bot.export.document import Document, PlanMove
from bot.export.facts import Source
from flows.parts import t

Cell = str | int | float | bool | None
Row = Sequence[Cell]
_SIGNS = "=+\\-@\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b"
"""What a formula begins with, in full width and as a small form too."""
_UNSEEN = '" \\x01-\\x08\\x0b\\x0c\\x0e-\\x1f\u00a0\u200b-\u200f\u2060\ufeff'
"""What may stand before it without being seen, or is taken for the quote around a cell."""
FIRST = re.compile(f"[\\t\\r\\n]|[{_UNSEEN}]*[{_SIGNS}]")
WITHIN = re.compile(f"([;\\t\\r\\n])(?=[{_UNSEEN}]*[{_SIGNS}])")
"""Where the spreadsheet of another country begins a new cell: many of them part by semicolons."""
README = "README.txt"


def zipped(document: Document, source: Source) -> bytes:
    """RFC 4180, in UTF-8 with a mark at the start, without which Excel guesses wrong."""
    out = io.BytesIO()
    moment = document.made_at.timetuple()[:6]
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, table in TABLES.items():
            data = text_of(table(document)).encode("utf-8-sig", "replace")
            file.writestr(zipfile.ZipInfo(f"{name}.csv", moment), data, zipfile.ZIP_DEFLATED)
        data = "\r\n".join(readme(source)).encode("utf-8-sig", "replace")
        file.writestr(zipfile.ZipInfo(README, moment), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def readme(source: Source) -> Iterator[str]:
    """In the person's language."""
    yield from (source.said(t(f"export-readme-{part}")) for part in ("head", "cells"))
    yield ""
    for name in TABLES:
        yield f"{name}.csv: {source.said(t(f'export-table-{name}'))}"


def text_of(rows: Iterable[Row]) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, quoting=csv.QUOTE_MINIMAL, lineterminator="\r\n").writerows(
        [safe(cell) for cell in row] for row in rows
    )
    return out.getvalue()


def safe(cell: Cell) -> Cell:
    """An apostrophe stands before each sign that a formula could begin with."""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if not isinstance(cell, str):
        return cell
    told = WITHIN.sub(r"\1'", cell.replace("\0", ""))
    return f"'{told}" if FIRST.match(told) else told


def cell_of(value: Any) -> Cell:
    """What a cell cannot hold as it is becomes JSON."""
    match value:
        case None | str() | bool() | int() | float():
            return value
        case _:
            return json.dumps(value, ensure_ascii=False)


def rows_of(parts: Sequence[BaseModel], kind: type[BaseModel], *without: str) -> Iterator[Row]:
    """A column for each field, but for those that have a table of their own."""
    names = [name for name in kind.model_fields if name not in without]
    yield names
    for part in parts:
        told = part.model_dump(mode="json")
        yield [cell_of(told[name]) for name in names]


def _fields(name: str, *without: str) -> Callable[[Document], Iterator[Row]]:
    """The table of a field that is a list."""
    (kind, _) = Document.model_fields[name].annotation.__args__  # type: ignore[union-attr] # a list
    return lambda document: rows_of(getattr(document, name), kind, *without)


def _assessments(document: Document) -> Iterator[Row]:
    """Answers and scores of each look, one a line."""
    yield "day", "what", "id", "asked", "value", "said"
    for look in document.assessments:
        day = look.day.isoformat()
        for each in look.answers:
            yield day, "answer", each.question, each.asked, cell_of(each.value), each.said
        for score in look.scores:
            yield day, "score", score.id, score.name, score.score, ""


def _sessions(document: Document) -> Iterator[Row]:
    """A line for each move."""
    yield (
        "day", "type", "seconds", "phase", "exercise", "name", "dose", "words", "slot",
        "extra_set", "halved",
    )  # fmt: skip
    for session in document.sessions:
        whole = (session.day.isoformat(), session.type, session.seconds, session.phase)
        for move in session.moves:
            dose = (move.dose, move.words, move.slot, move.extra_set, move.halved)
            yield (*whole, move.exercise, move.name, *dose)


def _plan(document: Document) -> Iterator[Row]:
    plan = document.plan
    yield "phase", "phase_name", "phase_since", "begun_on", "counted"
    if plan:
        since, begun = plan.phase_since.isoformat(), plan.begun_on.isoformat()
        yield plan.phase, plan.phase_name, since, begun, plan.counted


def _moves(document: Document) -> Iterator[Row]:
    yield from rows_of(document.plan.moves if document.plan else (), PlanMove)


def _safety(document: Document) -> Iterator[Row]:
    """What stands, what is over, and the log."""
    yield "what", "at", "id", "said", "class"
    safety = document.safety
    yield "now", "", "", "", safety.safety_class
    for what, signs in (
        ("stands", safety.stops), ("over", safety.cleared), ("taken back", safety.taken_back),
    ):  # fmt: skip
        yield from ((what, sign.at, sign.id, sign.said, "") for sign in signs)
    for line in safety.log:
        for sign in line.signs:
            what = f"log: {line.what}"
            yield what, line.day.isoformat(), sign.id, sign.said, line.safety_class


def _stored(document: Document) -> Iterator[Row]:
    """The row of the database, what could not be opened, and the talk field by field."""
    yield "name", "value"
    yield "format", document.format
    yield "version", document.version
    yield "made_at", document.made_at.isoformat()
    told = document.model_dump(mode="json", include={"stored", "unreadable", "talk"})
    yield from leaves(told)


def leaves(value: Any, path: str = "") -> Iterator[tuple[str, Cell]]:
    """Every value with the way to it."""
    match value:
        case dict():
            for name, each in value.items():
                yield from leaves(each, f"{path}.{name}" if path else str(name))
        case [dict(), *_]:
            for n, each in enumerate(value):
                yield from leaves(each, f"{path}.{n}")
        case _:
            yield path, cell_of(value)


TABLES: Mapping[str, Callable[[Document], Iterator[Row]]] = {
    "answers": _fields("answers"),
    "scores": _fields("scores"),
    "assessments": _assessments,
    "plan": _plan,
    "moves": _moves,
    "sessions": _sessions,
    "reports": _fields("reports"),
    "decisions": _fields("decisions"),
    "consents": _fields("consents"),
    "safety": _safety,
    "settings": _fields("settings"),
    "messages": _fields("messages"),
    "screens": _fields("screens"),
    "set_aside": _fields("set_aside"),
    "history": _fields("history"),
    "stored": _stored,
}
