"""Frozen models of the content files; what a file may say, and nothing that depends on a person."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from content.conditions import read_condition
from content.doses import read_dose

FactorId = Literal["nerve", "length", "posture"]
FunctionId = Literal["pelvis", "hip_ext", "knee_flex", "rotation"]
Target = FactorId | FunctionId
QuestionType = Literal["single", "multi", "scale", "number", "lr", "text", "time", "time_range"]
SafetyClass = Literal["not_offered", "emergency", "clinician_first", "care", "ok"]
Category = Literal[
    "nerve", "strength", "posture", "anchor", "tandem", "alternate", "rotation", "companion"
]
DayType = Literal["L", "M", "G"]
"""L = load, M = movement, G = gentle day."""
DoseStep = Literal[1, 2, 3]
"""d1, d2 or d3 on a rung."""
Points = dict[Target, int]
Said = Annotated[str, Field(min_length=1)]
"""Read by people, so never empty."""


class Frozen(BaseModel):
    """Content never changes while the bot runs; an unknown field is a mistake in a file."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Test(Frozen):
    """One comparison of a condition: `q_sit_hours >= 4`, `q_train in curl|hinge`."""

    __test__ = False  # not a test case for pytest
    question: str
    op: Literal["==", "!=", ">=", "in", "has"]
    values: tuple[str, ...]


class Condition(Frozen):
    """Tests joined by all `and` or all `or` (clinical spec, conventions)."""

    join: Literal["and", "or"]
    tests: tuple[Test, ...]

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: Any) -> Any:
        return read_condition(value) if isinstance(value, str) else value


class Option(Frozen):
    id: str
    label: Said
    pts: Points = {}
    because: Said | None = None
    missing: bool = False
    """Missing for points only; conditions read it as an answer."""


class Band(Frozen):
    """The first band whose `lt` is above the value applies."""

    lt: float
    pts: Points = {}
    because: Said | None = None


class Asymmetry(Frozen):
    """Points when left and right differ by at least `gap`."""

    gap: int
    pts: Points


class Question(Frozen):
    id: str
    part: Literal[1, 2, 3]
    core: bool
    type: QuestionType
    ask: Said
    help: Said | None = None
    why: str
    """Why the question is there, for clinicians."""
    plain_why: Said
    """The same for the person who asks why."""
    options: tuple[Option, ...] = ()
    options_from: Literal["card_a", "card_b", "card_c"] | None = None
    none_button: bool = False
    skippable: bool = True
    """May be left out with Skip; set false for age, cards, side and both pain scores."""
    ask_if: Condition | None = None
    skip_if: Condition | None = None
    asked: Literal["settings"] | None = None
    default: str | None = None
    min: float | None = None
    max: float | None = None
    step: float | None = None
    unit: Said | None = None
    max_chars: int | None = None
    bands: tuple[Band, ...] = ()
    rate: dict[Target, int] = {}
    asym: Asymmetry | None = None
    because: Said | None = None


class Section(Frozen):
    """A stretch of the intake that is one state of the talk."""

    id: str
    part: Literal[1, 2, 3]
    questions: tuple[str, ...]


class RedFlag(Frozen):
    """One line of a safety card."""

    id: str
    card: Literal["a", "b", "c"]
    label: Said
    why: str
    cls: Literal["emergency", "clinician_first", "care"]
    urgency: Literal["now", "48_hours", "1_week", "before_starting"] | None = None
    mention: bool = False
    """Add "mention this to a doctor"."""
    new_or_worse: bool = False
    """Once cleared, asked again as "new or worse?"."""


class Dose(Frozen):
    """`SETSxN @ a-b-c rR` or `SETSxNs @ hold rR`; seconds, except sets and reps."""

    sets: Annotated[int, Field(ge=1, le=10)]
    n: Annotated[int, Field(ge=1, le=1200)]
    """Repetitions, or seconds when held."""
    held: bool
    tempo_seconds: tuple[int, int, int] = (0, 0, 0)
    """Effort, hold, return."""
    rest_seconds: int = 0

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: Any) -> Any:
        return read_dose(value) if isinstance(value, str) else value


def _step_numbers(value: Any) -> Any:
    """d1, d2, d3 in the file; 1, 2, 3 in the program."""
    if not isinstance(value, dict):
        return value
    return {{"d1": 1, "d2": 2, "d3": 3}.get(key, key): dose for key, dose in value.items()}


class Exercise(Frozen):
    id: str
    name: Said
    cat: Category
    level: Annotated[int, Field(ge=1, le=4)]
    factors: tuple[FactorId, ...]
    functions: tuple[FunctionId, ...]
    use: tuple[Literal["session", "break", "habit"], ...]
    pos: Literal["stand", "sit", "supine", "prone", "half_kneel"]
    equip: tuple[str, ...]
    side: Literal["each", "alternate", "both"]
    dose: Annotated[dict[DoseStep, Dose], BeforeValidator(_step_numbers)]
    steps: tuple[Said, ...]
    feel: Said
    mistakes: Said
    stop_if: Said
    easier: str | None
    harder: str | None
    avoid_if: tuple[str, ...]
    """`question.option` items."""
    poses: tuple[str, ...]
