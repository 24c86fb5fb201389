"""What a language says in the place of the English YAML files: an overlay for each, by their ids.

Rule: an overlay holds words only. Ids, numbers and rules stand once, in the English file; whatever
that says to people must be in each overlay, and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pydantic

from content.files import EXERCISES, INTAKE, SAFETY, Intake, Library, Safety
from content.lessons import LESSONS, Lessons
from content.reading import ContentError, Field, mistake, read_model
from content.schema import Frozen, Said
from content.words import SOURCE_LANGUAGE

Texts = dict[Field, str]
"""What the files of one language say, by where an overlay holds it."""
PLACE = re.compile(r"\{(\w+)\}")
"""Where a value is filled in."""


class OptionWords(Frozen):
    label: Said
    because: Said | None = None


class QuestionWords(Frozen):
    ask: Said
    help: Said | None = None
    plain_why: Said
    unit: Said | None = None
    because: Said | None = None
    options: dict[str, OptionWords] = pydantic.Field(default_factory=dict)
    bands: tuple[Said, ...] = ()
    """The `because` of those bands that have one, in their order."""


class IntakeWords(Frozen):
    questions: dict[str, QuestionWords]


class SafetyWords(Frozen):
    red_flags: dict[str, Said]
    """The label of each."""


class ExerciseWords(Frozen):
    name: Said
    steps: tuple[Said, ...]
    feel: Said
    mistakes: Said
    stop_if: Said


class LibraryWords(Frozen):
    exercises: dict[str, ExerciseWords]


class LessonWords(Frozen):
    title: Said
    text: Said


class LessonsWords(Frozen):
    lessons: dict[str, LessonWords]


def _of_intake(intake: Intake) -> IntakeWords:
    return IntakeWords(
        questions={
            q.id: QuestionWords(
                **{name: getattr(q, name) for name in ("ask", "help", "plain_why", "unit")},
                because=q.because,
                options={o.id: OptionWords(label=o.label, because=o.because) for o in q.options},
                bands=tuple(b.because for b in q.bands if b.because is not None),
            )
            for q in intake.questions
        }
    )


def _of_safety(safety: Safety) -> SafetyWords:
    return SafetyWords(red_flags={flag.id: flag.label for flag in safety.red_flags})


def _of_library(library: Library) -> LibraryWords:
    names = ExerciseWords.model_fields
    return LibraryWords(
        exercises={
            move.id: ExerciseWords(**{name: getattr(move, name) for name in names})
            for move in library.exercises
        }
    )


def _of_lessons(lessons: Lessons) -> LessonsWords:
    return LessonsWords(
        lessons={each.id: LessonWords(title=each.title, text=each.text) for each in lessons.lessons}
    )


class Overlay(NamedTuple):
    """One file: the shape of the English one, its own, and how the first becomes the second."""

    english: type[Frozen]
    words: type[Frozen]
    of_english: Callable[[Any], Frozen]


OVERLAYS = {
    INTAKE: Overlay(Intake, IntakeWords, _of_intake),
    SAFETY: Overlay(Safety, SafetyWords, _of_safety),
    EXERCISES: Overlay(Library, LibraryWords, _of_library),
    LESSONS: Overlay(Lessons, LessonsWords, _of_lessons),
}
English = Mapping[str, Frozen]
"""The English files with texts, by name."""


def read_english(folder: Path) -> dict[str, Frozen]:
    return {name: read_model(folder / name, overlay.english) for name, overlay in OVERLAYS.items()}


def english_texts(english: English) -> Texts:
    return {
        field: text
        for name, overlay in OVERLAYS.items()
        for field, text in _texts(overlay.of_english(english[name]))
    }


def read_overlays(folder: Path, english: English) -> Texts:
    """All overlays of a language's folder; ContentError with every mistake in them."""
    found, mistakes = Texts(), list[str]()
    for name, overlay in OVERLAYS.items():
        path = folder / name
        try:
            said = Texts(_texts(read_model(path, overlay.words)))
        except ContentError as error:
            mistakes += error.mistakes
            continue
        ours = Texts(_texts(overlay.of_english(english[name])))
        mistakes += [mistake(path, *found) for found in _differences(ours, said, folder.name)]
        found |= said
    if mistakes:
        raise ContentError(mistakes)
    return found


def _texts(words: Frozen) -> Iterator[tuple[Field, str]]:
    todo: list[tuple[Field, Any]] = [((), words.model_dump(exclude_none=True))]
    while todo:
        field, value = todo.pop()
        match value:
            case str():
                yield field, value
            case dict():
                todo += [((*field, key), each) for key, each in reversed(value.items())]
            case _:
                todo += [((*field, n), each) for n, each in reversed([*enumerate(value)])]


def _differences(ours: Texts, said: Texts, language: str) -> Iterator[tuple[Field, str]]:
    for field in dict.fromkeys([*_lacking(ours, said), *_lacking(said, ours)]):
        lines, english = _count(said, field), _count(ours, field)
        if lines and english:
            yield field, f"{lines} lines here, {english} in English"
        else:
            yield field, f"is not in the language {SOURCE_LANGUAGE if lines else language}"
    for field, text in said.items():
        here, there = _places(text), _places(ours.get(field, text))
        yield from ((field, f"{{{value}}} is not given in English") for value in here - there)
        yield from ((field, f"{{{value}}} is left out here") for value in there - here)


def _lacking(these: Texts, those: Texts) -> Iterator[Field]:
    """What only the first have: as a whole, not each text of it; a list when one is longer."""
    there = {field[:n] for field in those for n in range(1, len(field) + 1)}
    for field in these:
        if field not in those:
            steps = next(n for n in range(1, len(field) + 1) if field[:n] not in there)
            yield field[:steps] if isinstance(field[steps - 1], str) else field[: steps - 1]


def _count(texts: Texts, at: Field) -> int:
    return sum(field[: len(at)] == at for field in texts)


def _places(text: str) -> set[str]:
    return set(PLACE.findall(text))
