"""What `python -m bot check` finds wrong with the content, and how to mend it."""

from __future__ import annotations

from pathlib import Path

from content.languages import language_problems
from content.load import load_content
from content.mend import with_mend
from content.plain import plain_problems
from content.reading import ContentError
from content.summary import report
from content.tone import read_tone, tone_problems

__all__ = ["problems", "report"]


def problems(folder: Path) -> list[str]:
    """One line per mistake, with file, line and field; none for content that can be used."""
    return [with_mend(found) for found in _found(folder)]


def _found(folder: Path) -> list[str]:
    """Texts are read only in files that hold together."""
    try:
        load_content(folder)
        tone = read_tone(folder)
    except ContentError as error:
        return list(error.mistakes)
    return [
        *tone_problems(folder, tone),
        *plain_problems(folder, tone),
        *language_problems(folder / "locales"),
    ]
