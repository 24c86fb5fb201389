"""Short lessons with their sources, and when one of them is offered.

Rule: the shape of lessons.yaml and what can be wrong in it; who has read what is the talk's matter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Annotated, Literal

from pydantic import Field

from content.reading import Field as Place
from content.reading_grade import sentences
from content.schema import Frozen, Said

LESSONS = "lessons.yaml"
Fits = Literal["nerve", "length", "posture", "sore", "test"]
"""A factor, a sore report, or the first look back."""
LONGEST_TITLE = 22
"""With its number and the word for "read" it still fits on a button."""
FEWEST_WORDS, MOST_WORDS = 60, 90
"""A minute of reading."""
_ID = re.compile(r"[a-z][a-z0-9_]{0,31}", re.ASCII)
_Days = Annotated[int, Field(ge=1, le=60)]


class Reference(Frozen):
    id: str
    citation: str


class Offer(Frozen):
    """When a lesson comes below a report."""

    every_days: _Days
    from_reports: _Days
    test_days: _Days


class Lesson(Frozen):
    id: str
    fits: Fits | None = None
    """Who it is offered to first; None = everybody."""
    title: Said
    text: Said
    sources: tuple[str, ...]


class Lessons(Frozen):
    references: tuple[Reference, ...]
    offer: Offer
    lessons: Annotated[tuple[Lesson, ...], Field(min_length=1)]

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(lesson.id for lesson in self.lessons)

    def get(self, name: str) -> Lesson | None:
        return next((lesson for lesson in self.lessons if lesson.id == name), None)


def lesson_findings(lessons: Lessons) -> Iterator[tuple[Place, str]]:
    """Where in the file, what is wrong."""
    references = [reference.id for reference in lessons.references]
    yield from _ids("references", references)
    yield from _ids("lessons", lessons.ids)
    for index, lesson in enumerate(lessons.lessons):
        for field, what in _own(lesson, references):
            yield ("lessons", index, *field), what
    used = {name for lesson in lessons.lessons for name in lesson.sources}
    for index, name in enumerate(references):
        if name not in used:
            yield ("references", index), "no lesson names it"


def _ids(key: str, ids: Sequence[str]) -> Iterator[tuple[Place, str]]:
    for index, name in enumerate(ids):
        if name in ids[:index]:
            yield (key, index, "id"), f"{name} is there twice"
        if not _ID.fullmatch(name):
            yield (key, index, "id"), f"{name!r} is no id"


def _own(lesson: Lesson, references: Sequence[str]) -> Iterator[tuple[Place, str]]:
    if len(lesson.title) > LONGEST_TITLE:
        yield ("title",), f"{len(lesson.title)} letters, at most {LONGEST_TITLE}"
    count = sum(len(sentence) for sentence in sentences(lesson.text))
    if not FEWEST_WORDS <= count <= MOST_WORDS:
        yield ("text",), f"{count} words, not {FEWEST_WORDS} to {MOST_WORDS}"
    if not lesson.sources:
        yield ("sources",), "a lesson needs a source"
    for index, name in enumerate(lesson.sources):
        if name not in references:
            yield ("sources", index), f"there is no reference {name}"
