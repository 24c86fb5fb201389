"""The summary to read: the document and what it points to, as pages of PDF.

Rule: typst lays out, `summary.typ` says how; every text goes in as data and is never markup. What
fills pages and tells little (messages, every number of a decision) is counted here, and stands
whole in the other files.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from pathlib import Path
from typing import Any

from bot.export.document import Document
from bot.export.facts import Source
from bot.pictures.charts import progress
from bot.pictures.page.legible import breakable, legible
from bot.pictures.typeset import forget, pdf
from flows.effects import Text
from flows.page import Block, Page, Room, Table, page_of
from flows.page_words import UNKNOWN, day_text
from flows.parts import t
from flows.past import past_of
from flows.physio import usual_paper
from flows.told import Part, shown

TEMPLATE = Path(__file__).with_name("summary.typ")
MOST_DECISIONS = 60
"""Of three or four months; those before stand in the other files."""
ROOM = Room(asks=0, signs=200, reasons=3, moves=200, decisions=MOST_DECISIONS)
TOLD: tuple[Part, ...] = ("completion", "pain", "tingling", "effort", "morning_pain")
"""Of a report: a column each."""
CONSENTS = (1.3, 0.8, 0.5, 0.6, 2.4)
SCORES = (1.6, 0.7, 0.62, 2.98)
GAINS = (1.55, 0.75, 0.75, 1.3, 2.3)
ANSWERS = (2.2, 1.8)
MOVES = (1.5, 1.85, 1.2, 0.5, 1.3)
REPORTS = (1.1, 0.8, 0.6, 1.1, 0.6, 0.9)
DECISIONS = (0.72, 0.4, 4.0)
SETTINGS = (1.0, 1.6)
"""How wide the columns of each table are, beside each other."""
SHOWN_OF_HASH = 16


def made(document: Document, source: Source) -> bytes:
    """Nothing of it stays in memory."""
    try:
        return pdf(TEMPLATE, as_data(document, source))
    finally:
        forget()


def as_data(document: Document, source: Source) -> dict[str, Any]:
    """All that the template is told."""
    said = _Said(source)
    day = day_text(document.made_at.date())
    return {
        "paper": usual_paper(source.talk),
        "lang": source.language.partition("-")[0],
        "title": said(t("export-title")),
        "made": said(t("export-made", day=day)),
        "about": [said.own(line) for line in document.about],
        "footer": said(t("export-footer", day=day)),
        "parts": [part for part in _parts(document, source, said) if part["lines"] or part["rows"]],
    }


class _Said:
    """Everything as plain strings that the fonts can show."""

    def __init__(self, source: Source) -> None:
        self._source = source

    def __call__(self, text: Text) -> str:
        return self.own(self._source.said(text))

    def own(self, words: str) -> str:
        """Words that are drawn already, a person's own among them."""
        return breakable(legible(words))


Shown = dict[str, Any]


def _part(title: str, *, lines: Iterable[str] = (), notes: Iterable[str] = ()) -> Shown:
    return {"title": title, "lines": [*lines], "head": [], "rows": [], "widths": [],
            "notes": [*notes], "svg": None, "alt": ""}  # fmt: skip


def _table(
    title: str, widths: Sequence[float], head: Iterable[str], rows: Iterable[Sequence[str]]
) -> Shown:
    return _part(title) | {"widths": widths, "head": [*head], "rows": [[*row] for row in rows]}


def _parts(document: Document, source: Source, said: _Said) -> Iterator[Shown]:
    yield _consents(document, source, said)
    if document.answers:
        page = page_of(source.talk, source.records, source.content, source.at, room=ROOM)
        yield from _pointed(page, said)
        yield from _answers(document, source, said)
        yield from _practised(document, page, source, said)
    yield _settings(document, said)
    yield _counts(document, source, said)


def _consents(document: Document, source: Source, said: _Said) -> Shown:
    head = (t(f"export-consent-{name}") for name in ("when", "what", "version", "read", "hash"))
    rows = (
        (
            _moment(source.local(each.at)) if each.at else said(UNKNOWN),
            said(t(f"export-consent-{each.what}")),
            said.own(each.version),
            said.own(each.language),
            said.own(each.sha256[:SHOWN_OF_HASH]),
        )
        for each in document.consents
    )
    return _table(said(t("export-consents")), CONSENTS, map(said, head), rows)


def _moment(at: dt.datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M}"


def _pointed(page: Page, said: _Said) -> Iterator[Shown]:
    """What the answers led to."""
    yield _of_block(page.safety, said)
    yield _of_table(page.scores, SCORES, said)
    yield _of_table(page.gains, GAINS, said)


def _answers(document: Document, source: Source, said: _Said) -> Iterator[Shown]:
    """A table for each part of the questions."""
    names = [part.id for part in source.content.sections]
    head = [said(t("export-question")), said(t("export-answer"))]
    for name in (*names, ""):
        told = [each for each in document.answers if each.section == name]
        rows = [(said.own(each.asked or each.question), said.own(each.said)) for each in told]
        title = t("export-answers", about=t(f"button-section-{name}")) if name else t("export-old")
        yield _table(said(title), ANSWERS, head, rows)


def _practised(document: Document, page: Page, source: Source, said: _Said) -> Iterator[Shown]:
    yield _of_block(page.plan, said) | _chart(page, source, said)
    yield _of_table(page.moves, MOVES, said)
    yield _reports(document, said)
    yield _decisions(document, page, said)


def _decisions(document: Document, page: Page, said: _Said) -> Shown:
    shown = _of_table(page.decisions, DECISIONS, said)
    left = len(document.decisions) - MOST_DECISIONS
    more = [said(t("export-decisions-more", n=left))] if left > 0 else []
    return shown | {"notes": [*more, *shown["notes"]]}


def _chart(page: Page, source: Source, said: _Said) -> Shown:
    """Beside the plan; none where there is nothing to draw."""
    day = source.local(source.at).date()
    past = past_of(source.records, source.talk, day, source.content)
    svg = progress.draw(past, None, lambda text: escape(source.said(text)), source.language)
    return {"svg": svg, "alt": said(page.chart_alt)}


def _reports(document: Document, said: _Said) -> Shown:
    """The newest first."""
    head = (said(t("export-day")), *(said(t(f"part-{part}")) for part in TOLD))
    rows = (
        (said(day_text(report.day)), *(_told(part, getattr(report, part), said) for part in TOLD))
        for report in reversed(document.reports)
    )
    return _table(said(t("export-reports")), REPORTS, head, rows)


def _told(part: Part, value: Any, said: _Said) -> str:
    return said(UNKNOWN if value is None else shown(part, value))


def _settings(document: Document, said: _Said) -> Shown:
    rows = ((said.own(each.name), said.own(each.said) or "–") for each in document.settings)
    return _table(said(t("export-settings")), SETTINGS, ("", ""), rows) | {"head": []}


def _counts(document: Document, source: Source, said: _Said) -> Shown:
    """What stands in the other files only."""
    stored, due = document.stored, document.stored.due_at
    waits = _moment(source.local(due)) if due else said(t("export-none"))
    lines = (
        t("export-count-chat", chat=str(stored.chat)),
        t("export-count-written", n=stored.version, at=_moment(source.local(stored.updated_at))),
        t("export-count-due", at=waits),
        t("export-count-history", n=len(document.history)),
        t("export-count-messages", n=len(document.messages)),
        t("export-count-aside", n=len(document.set_aside)),
        *(t("export-count-unreadable", n=n, table=name) for name, n in document.unreadable.items()),
    )
    note = said(t("export-count-where"))
    return _part(said(t("export-counts")), lines=map(said, lines), notes=(note,))


def _of_block(block: Block, said: _Said) -> Shown:
    return _part(said(block.title), lines=map(said, block.lines))


def _of_table(table: Table, widths: Sequence[float], said: _Said) -> Shown:
    rows = ([said(cell) for cell in row] for row in table.rows)
    shown = _table(said(table.title), widths, map(said, table.head), rows)
    return shown | {"notes": [said(note) for note in table.notes]}
