"""What `python -m bot check` finds wrong with the content, and how to mend it."""

from __future__ import annotations

from pathlib import Path

from content.figures import cue_problems, figure_problems
from content.languages import untranslated
from content.load import draft_mistakes, load_content
from content.mend import with_mend
from content.plain import plain_problems
from content.plurals import plural_problems
from content.policy import changed_words
from content.reading import ContentError, mistake
from content.summary import report
from content.tone import Tone, read_tone, tone_problems
from content.usage import usage_problems
from content.words import SOURCE_LANGUAGE, language_folders, unreadable

__all__ = ["draft_problems", "problems", "report"]


def problems(folder: Path) -> list[str]:
    """One line per mistake, with file, line and field; none for content that can be used."""
    return [with_mend(found) for found in _found(folder)]


def _found(folder: Path) -> list[str]:
    """Texts are read only in files that hold together."""
    try:
        content, tone = load_content(folder), read_tone(folder)
    except ContentError as error:
        return list(error.mistakes)
    found = usage_problems(folder / "locales" / SOURCE_LANGUAGE)
    found += figure_problems(folder, content)
    found += changed_words(folder, content.policy, content.words.languages)
    for language in content.words.languages:
        found += [*_said(folder, tone, language), *_unruled(tone, language)]
    return [*found, *_ruled_for_nobody(folder, tone)]


def _said(folder: Path, tone: Tone, language: str) -> list[str]:
    """What is wrong with the texts of a language."""
    locales = folder / "locales"
    return [
        *tone_problems(folder, tone, language),
        *plain_problems(folder, tone, language),
        *plural_problems(locales / SOURCE_LANGUAGE, locales / language),
        *(untranslated(locales / language) if language != SOURCE_LANGUAGE else ()),
    ]


def _unruled(tone: Tone, language: str) -> list[str]:
    """Nobody has said yet what this language must not say."""
    if language in {SOURCE_LANGUAGE, *tone.languages}:
        return []
    return [f"content/tone.yaml: languages.{language}: is not there: no saying is forbidden"]


def _ruled_for_nobody(folder: Path, tone: Tone) -> list[str]:
    """A name that is misspelt would leave its language without rules."""
    there = {place.name for place in (folder / "locales").glob("*")}
    return [
        mistake(folder / "tone.yaml", ("languages", name), f"there is no language {name}")
        for name in tone.languages
        if name not in there
    ]


def draft_problems(folder: Path) -> dict[str, list[str]]:
    """What keeps each draft from being read by people; of a folder in which all else is well."""
    tone = read_tone(folder)
    return {
        place.name: [with_mend(found) for found in _left(folder, tone, place)]
        for place in language_folders(folder / "locales", drafts=True)
    }


def _left(folder: Path, tone: Tone, place: Path) -> list[str]:
    return unreadable(place) or [
        *draft_mistakes(folder, place),
        *cue_problems(folder, place.name),
        *_said(folder, tone, place.name),
        *_unruled(tone, place.name),
    ]
