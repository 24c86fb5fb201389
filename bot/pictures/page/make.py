"""The page of recipes becomes a PDF: tagged, with its own fonts, on paper of either size.

Rule: typst lays out, `template.typ` says how; every text goes in as data and is never markup.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from bot.pictures.page.legible import breakable, legible
from bot.pictures.typeset import pdf
from flows.effects import Text
from flows.page import ROOMS, Block, Page, Room, Table
from flows.physio import Paper

Words = Callable[[Text], str]
"""A text as a reader sees it, without markup."""
TEMPLATE = Path(__file__).with_name("template.typ")
MOST_PAGES = 2
_PAGE = re.compile(rb"/Type\s*/Page\b")


def make_to_fit(
    told: Callable[[Room], Page], svg: str | None, words: Words, language: str, paper: Paper
) -> bytes:
    """As much of it as two pages hold."""
    for room in ROOMS:
        made = make(told(room), svg, words, language, paper)
        if pages(made) <= MOST_PAGES:
            break
    return made


def pages(made: bytes) -> int:
    """How many a PDF of ours has."""
    return len(_PAGE.findall(made))


def make(page: Page, svg: str | None, words: Words, language: str, paper: Paper) -> bytes:
    """`svg`: the chart, if there is anything to draw."""
    return pdf(TEMPLATE, as_data(page, svg, words, language, paper))


def as_data(
    page: Page, svg: str | None, words: Words, language: str, paper: Paper
) -> dict[str, Any]:
    """All that the template is told."""
    said = _Words(words)
    return {
        "paper": paper,
        "lang": language.partition("-")[0],
        "svg": svg,
        "name": breakable(legible(page.name)),
        "goal": breakable(legible(page.goal)),
        "tiles": [[said(tile.label), said(tile.value), said(tile.note)] for tile in page.tiles],
        **{key: said.block(getattr(page, key)) for key in ("asks", "safety", "plan")},
        **{key: said.table(getattr(page, key)) for key in TABLES},
        **{key: said(getattr(page, key)) for key in LINES},
    }


TABLES = ("scores", "gains", "moves", "decisions")
LINES = (
    "title", "subtitle", "period", "name_label", "goal_label", "chart_alt", "footer",
)  # fmt: skip


class _Words:
    """Everything as plain strings."""

    def __init__(self, words: Words) -> None:
        self._words = words

    def __call__(self, text: Text) -> str:
        return legible(self._words(text))

    def all(self, texts: Sequence[Text]) -> list[str]:
        return [self(text) for text in texts]

    def block(self, block: Block) -> dict[str, Any]:
        return {"title": self(block.title), "lines": self.all(block.lines)}

    def table(self, table: Table) -> dict[str, Any]:
        return {
            "title": self(table.title),
            "head": self.all(table.head),
            "rows": [self.all(row) for row in table.rows],
            "notes": self.all(table.notes),
        }
