"""The personas of the clinical spec, and people that nobody thought of."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import yaml
from hypothesis import strategies as st

from content.load import load_content
from content.schema import Question, SafetyClass
from flows.basis import Basis
from flows.conversation import Answers, Program
from flows.plan import start_program
from flows.safety import classify
from flows.weigh import weigh

CONTENT = load_content()
MONDAY = dt.date(2026, 1, 5)
PERSONAS: dict[str, dict[str, Any]] = {
    persona["id"]: persona
    for persona in yaml.safe_load((Path(__file__).parent / "personas.yaml").read_text("utf-8"))
}
SCORED = [name for name, persona in PERSONAS.items() if "factors" in persona["expect"]]


def answers_of(name: str, **changes: Any) -> Answers:
    """A persona's answers, some of them changed."""
    return {**PERSONAS[name]["answers"], **changes}


def basis_of(answers: Answers, cls: SafetyClass | None = None) -> Basis:
    cls = cls or classify(answers, CONTENT).cls
    return Basis(answers, cls, weigh(answers, CONTENT), CONTENT)


def program_of(basis: Basis, **changes: Any) -> Program:
    """A programme that started on Monday, some of it changed."""
    program = start_program(basis.answers, basis.cls, basis.weighed, MONDAY, CONTENT)
    return program.model_copy(update=changes)


def days(count: int, start: dt.date = MONDAY) -> dt.date:
    """So many days after Monday."""
    return start + dt.timedelta(days=count)


def any_answers() -> st.SearchStrategy[Answers]:
    """Any part of the questionnaire: answered, skipped or not reached."""
    each = {question.id: _any_answer(question) for question in CONTENT.questions.values()}
    return st.fixed_dictionaries({}, optional=each)


def _any_answer(question: Question) -> st.SearchStrategy[Any]:
    options = CONTENT.option_ids(question.id)
    if question.type == "single":
        return st.none() | st.sampled_from(options)
    if question.type == "multi":
        return st.none() | st.lists(st.sampled_from(options), unique=True)
    if question.type in {"scale", "number", "lr"}:
        number = st.integers(int(question.min or 0), int(question.max or 0))
        pair = st.lists(number, min_size=2, max_size=2)
        return st.none() | (pair if question.type == "lr" else number)
    return st.none() | st.just("12:00")
