"""Content with twice as much in it, of one kind; copies have other ids and the same words.

Rule: for measuring how work grows; nobody is meant to read it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from content.load import Content
from content.overlays import Texts
from content.schema import Section

COPY = "_b"


def with_copies(answers: Mapping[str, Any]) -> dict[str, Any]:
    """The same answers to the copies of questions; where there are none, they are not asked."""
    return {**answers, **{f"{id_}{COPY}": answer for id_, answer in answers.items()}}


def more_exercises(content: Content) -> Content:
    copies = {
        f"{id_}{COPY}": one.model_copy(update={"id": f"{id_}{COPY}"})
        for id_, one in content.exercises.items()
    }
    exercises = {**content.exercises, **copies}
    return replace(content, exercises=exercises, texts=_more_texts(content, "exercises"))


def more_questions(content: Content) -> Content:
    """All but the cards, in sections behind the others."""
    copies = {
        f"{id_}{COPY}": one.model_copy(update={"id": f"{id_}{COPY}"})
        for id_, one in content.questions.items()
        if one.options_from is None
    }
    return replace(
        content,
        questions={**content.questions, **copies},
        sections=(*content.sections, *(_copied(each, content) for each in content.sections)),
        texts=_more_texts(content, "questions"),
    )


def _copied(section: Section, content: Content) -> Section:
    asked = (id_ for id_ in section.questions if content.questions[id_].options_from is None)
    ids = tuple(f"{id_}{COPY}" for id_ in asked)
    return section.model_copy(update={"id": f"{section.id}{COPY}", "questions": ids})


def _more_texts(content: Content, kind: str) -> dict[str, Texts]:
    return {
        language: {**texts, **_copies(texts, kind)} for language, texts in content.texts.items()
    }


def _copies(texts: Texts, kind: str) -> Texts:
    found = ((field, text) for field, text in texts.items() if field[0] == kind)
    return {(kind, f"{field[1]}{COPY}", *field[2:]): text for field, text in found}
