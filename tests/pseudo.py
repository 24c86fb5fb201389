"""A language made of English by rule, for tests only: «Ţôđáý'ş ḿôṽéş~~~».

Letters wear accents and every text is 40 % longer; tags, commands, values and the bars of a list
stay. What is drawn in plain letters was therefore never translated.
"""

from __future__ import annotations

import re
import shutil
import string
from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import yaml
from fluent.syntax import FluentParser, FluentSerializer, ast
from fluent.syntax.visitor import Transformer

from content.figures import FIGURES, MOST_LETTERS_ELSEWHERE, read_figures
from content.load import FOLDER, Content, load_content
from content.overlays import OVERLAYS, read_english
from content.words import SOURCE_LANGUAGE

LANGUAGE = "en-XA"
LONGER = 0.4
TRANSLATED = tuple(p.name for p in (FOLDER / "locales").iterdir() if p.name != SOURCE_LANGUAGE)
"""All other languages, drafts too: left out where a copy is of English alone."""
_ACCENTED = str.maketrans(
    string.ascii_letters,
    "áƀçđéƒǧħíĵķłḿñôƥɋřşţúṽŵẋýžÁƁÇĐÉƑǦĦÍĴĶŁḾÑÔƤɊŘŞŢÚṼŴẊÝŽ",
)
_KEPT = re.compile(r"(<[^>]*>|&\w+;|\{\w+\}|/[a-z]+\b|\|)")
"""Tags, signs, places for values, commands, and what parts a list."""


def pseudo(text: str) -> str:
    """Between what is kept, each stretch of words by itself."""
    return "".join(part if n % 2 else _longer(part) for n, part in enumerate(_KEPT.split(text)))


def _longer(part: str) -> str:
    """The signs stand behind the last word, so that spaces at the ends stay."""
    letters = sum(map(str.isalpha, part))
    more = "~" * round(LONGER * len(part.strip())) if letters else ""
    said = part.translate(_ACCENTED)
    return said.rstrip() + more + said[len(said.rstrip()) :]


class _Words(Transformer):
    def visit_TextElement(self, node: ast.TextElement) -> Any:  # noqa: N802 - named by the library
        node.value = pseudo(node.value)
        return node


@cache
def pseudo_content(language: str = LANGUAGE) -> Content:
    """The content, with the language beside English; it has passed all checks of a whole one.

    By the name of a real language it counts and joins lists as that does.
    """
    folder = Path(mkdtemp()) / "content"
    unused = shutil.ignore_patterns("__pycache__", "*.py", "media", *TRANSLATED)
    shutil.copytree(FOLDER, folder, ignore=unused)
    write_pseudo(folder, language)
    return load_content(folder)


def write_pseudo(folder: Path, language: str) -> None:
    place = folder / "locales" / language
    place.mkdir()
    for path in (folder / "locales" / SOURCE_LANGUAGE).glob("*.ftl"):
        resource = FluentParser().parse(path.read_text("utf-8"))
        said = FluentSerializer().serialize(_Words().visit(resource))
        (place / path.name).write_text(said, "utf-8")
    for name, english in read_english(folder).items():
        words = OVERLAYS[name].of_english(english)
        data = _each(words.model_dump(exclude_none=True), pseudo)
        (place / name).write_text(yaml.safe_dump(data, allow_unicode=True), "utf-8")
    cues = {
        name: [pseudo(frame.cue)[:MOST_LETTERS_ELSEWHERE] for frame in figure.frames]
        for name, figure in read_figures(folder).items()
    }
    data = {"figures": cues}
    (place / FIGURES).write_text(yaml.safe_dump(data, allow_unicode=True), "utf-8")


def _each(value: Any, change: Callable[[str], str]) -> Any:
    """Every text in lists and mappings."""
    match value:
        case str():
            return change(value)
        case dict():
            return {key: _each(each, change) for key, each in value.items()}
        case _:
            return [_each(each, change) for each in value]
