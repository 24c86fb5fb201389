"""What `python -m bot check` tells an operator: what was read, and what is wrong with it."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import get_args

from content.load import Content, ContentError, load_content
from content.messages import read_messages
from content.schema import Category, FactorId, FunctionId
from content.tone import tone_problems


def problems(folder: Path) -> list[str]:
    """One line per mistake, with file, line and field; none for content that can be used."""
    try:
        load_content(folder)
        return tone_problems(folder)
    except ContentError as error:
        return list(error.mistakes)


def report(content: Content) -> list[str]:
    """A summary to read at a glance."""
    return [f"content {content.version}", *_intake(content), *_library(content), *_words(content)]


def _intake(content: Content) -> list[str]:
    core = sum(question.core for question in content.questions.values())
    cards = Counter(flag.card for flag in content.red_flags.values())
    return [
        f"questions   {len(content.questions)}, of which {core} core",
        *(f"  {section.id:<9} {len(section.questions)}" for section in content.sections),
        f"red flags   {len(content.red_flags)}",
        *(f"  card {card}    {count}" for card, count in sorted(cards.items())),
    ]


def _library(content: Content) -> list[str]:
    moves = content.exercises.values()
    lines = [f"exercises   {len(moves)}"]
    for category in get_args(Category):
        levels = Counter(move.level for move in moves if move.cat == category)
        shown = ", ".join(f"{count} of level {level}" for level, count in sorted(levels.items()))
        lines.append(f"  {category:<9} {shown}")
    for target in (*get_args(FactorId), *get_args(FunctionId)):
        served = sum(target in (*move.factors, *move.functions) for move in moves)
        lines.append(f"  {target:<9} served by {served}")
    return lines


def _words(content: Content) -> list[str]:
    lines = ["words"]
    for language in content.words.languages:
        texts = [
            text
            for path in sorted((content.folder / "locales" / language).glob("*.ftl"))
            for message in read_messages(path)
            for text in message.texts
        ]
        lines.append(f"  {language:<9} {sum(len(text.split()) for text in texts)}")
    return lines
