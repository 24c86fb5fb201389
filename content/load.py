"""Reads all content files into one frozen whole, or lists every mistake in them.

Only gathers; each file's shape, and how the files fit together, is checked next door.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TypeVar

from content.crosscheck import cross_check
from content.files import (
    EXERCISES,
    INTAKE,
    REPLIES,
    RULES,
    SAFETY,
    WEIGHING,
    Files,
    Intake,
    Library,
    Safety,
    option_ids,
)
from content.keeping import Keeping
from content.languages import language_problems
from content.lessons import LESSONS, Lessons, lesson_findings
from content.overlays import English, Texts, english_texts, read_english, read_overlays
from content.places import Places
from content.plan_rules import PlanRules
from content.policy import POLICY, Policy, policy_findings
from content.reading import ContentError, Field, Model, mistake, read_model
from content.reply_words import ReplyWords
from content.schema import Exercise, Question, RedFlag, Section
from content.weighing import Weighing
from content.words import (
    SOURCE_LANGUAGE,
    Words,
    fluent_mistakes,
    language_folders,
    read_words,
)

__all__ = ["FOLDER", "Content", "ContentError", "load_content"]

FOLDER = Path(__file__).parent
Result = TypeVar("Result")


@dataclass(frozen=True, eq=False)
class Content:
    """Everything that is the same for all people; compared and hashed by identity."""

    folder: Path
    version: str
    """Changes with any byte of any content file."""
    sections: tuple[Section, ...]
    questions: dict[str, Question]
    """In the order of asking."""
    red_flags: dict[str, RedFlag]
    """In the order of the cards."""
    exercises: dict[str, Exercise]
    weighing: Weighing
    rules: PlanRules
    reply_words: ReplyWords
    lessons: Lessons
    policy: Policy
    words: Words
    texts: Mapping[str, Texts]
    """What the YAML files say to people, by language."""
    places: Places
    keeping: Keeping = field(default_factory=Keeping)

    def option_ids(self, question_id: str) -> tuple[str, ...]:
        """What can be ticked; on a card, its red flags."""
        return option_ids(self.questions[question_id], tuple(self.red_flags.values()))


@cache
def load_content(folder: Path = FOLDER) -> Content:
    """Read once per folder; raises ContentError with every mistake that could be found."""
    reader = _Reader(folder)
    intake = reader.read(INTAKE, Intake)
    safety = reader.read(SAFETY, Safety)
    library = reader.read(EXERCISES, Library)
    weighing = reader.read(WEIGHING, Weighing)
    rules = reader.read(RULES, PlanRules)
    reply_words = reader.read(REPLIES, ReplyWords)
    lessons = reader.read(LESSONS, Lessons)
    policy = reader.read(POLICY, Policy)
    words = reader.attempt(lambda: read_words(folder / "locales"))
    if intake and safety and library and weighing and rules and reply_words:
        reader.cross_check(Files(intake, safety, library, weighing, rules, reply_words))
    if lessons:
        reader.note(LESSONS, lesson_findings(lessons))
    if policy and words:
        reader.note(POLICY, policy_findings(policy, words))
    reader.finish()
    assert intake and safety and library and weighing and rules and reply_words  # noqa: PT018 - finished
    assert words and lessons and policy  # noqa: PT018 - all is there, now that `finish` has passed
    english = {INTAKE: intake, SAFETY: safety, EXERCISES: library, LESSONS: lessons}
    texts = reader.read_texts(english)
    reader.finish()
    return Content(
        folder=folder,
        version=_version(folder),
        sections=intake.sections,
        questions={question.id: question for question in intake.questions},
        red_flags={flag.id: flag for flag in safety.red_flags},
        exercises={exercise.id: exercise for exercise in library.exercises},
        weighing=weighing,
        rules=rules,
        reply_words=reply_words,
        lessons=lessons,
        policy=policy,
        words=words,
        texts=texts,
        places=Places(),
    )


def draft_mistakes(folder: Path, place: Path) -> list[str]:
    """Why a draft could not be read yet, with every text that it leaves out."""
    reader = _Reader(folder)
    reader.mistakes += fluent_mistakes(place)
    reader.read_language(place, read_english(folder))
    return reader.mistakes


class _Reader:
    """Reads on after a mistake, so that one run finds them all."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.mistakes: list[str] = []

    def read(self, name: str, model: type[Model]) -> Model | None:
        return self.attempt(lambda: read_model(self.folder / name, model))

    def attempt(self, read: Callable[[], Result]) -> Result | None:
        try:
            return read()
        except ContentError as error:
            self.mistakes += error.mistakes
            return None

    def cross_check(self, files: Files) -> None:
        found = cross_check(files)
        self.mistakes += [mistake(self.folder / name, at, what) for name, at, what in found]

    def note(self, name: str, found: Iterable[tuple[Field, str]]) -> None:
        self.mistakes += [mistake(self.folder / name, at, what) for at, what in found]

    def read_texts(self, english: English) -> dict[str, Texts]:
        """A language that is not whole is a mistake, as half of it would be in English."""
        found = {SOURCE_LANGUAGE: english_texts(english)}
        for place in language_folders(self.folder / "locales"):
            if place.name != SOURCE_LANGUAGE:
                found[place.name] = self.read_language(place, english)
        return found

    def read_language(self, place: Path, english: English) -> Texts:
        self.mistakes += language_problems(place)
        return self.attempt(lambda: read_overlays(place, english)) or {}

    def finish(self) -> None:
        if self.mistakes:
            raise ContentError(self.mistakes)


def _version(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted([*folder.glob("*.yaml"), *folder.glob("locales/*/*.*")]):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]
