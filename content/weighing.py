"""How answers weigh on factors and functions: the model of factors.yaml (clinical spec 4).

Says what the file may hold; the sums are done in flows/weigh.py.
"""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from content.schema import FactorId, Frozen, FunctionId, Target

FlagId = Literal["alternate", "co_contract", "hamstring_led", "belly_led", "irritable"]
Score = Annotated[int, Field(ge=0, le=100)]


class Weighed(Frozen):
    """A factor or function of 100 points in all; a file's order is the order of ties."""

    base: Score = 0
    """Points that everyone has."""
    maximum: dict[str, Score]
    """Question id -> most points it can give; what a missing answer takes from the 100."""

    @model_validator(mode="after")
    def _a_hundred_in_all(self) -> Self:
        total = self.base + sum(self.maximum.values())
        if total != 100:
            raise ValueError(f"base and maximum add up to {total}, not 100")
        return self


class Function(Weighed):
    id: FunctionId
    test: str
    """Question with the function's own 0-10 rating; without it nothing can be said."""


class Factor(Weighed):
    id: FactorId


class Levels(Frozen):
    """low < moderate <= ... < high <= ..."""

    moderate: Score
    high: Score


class Available(Frozen):
    """How many of the 100 points must have been asked for."""

    least: Score
    """Below this a score is unknown."""
    full: Score
    """Below this there is less to go on, and it is said."""


class Cap(Frozen):
    """A ceiling on a score that one answer brings, as `question.option`."""

    target: Target
    tick: str
    at_most: Score


class Flag(Frozen):
    """Raised by any of the ticks, or by any gap between left and right."""

    id: FlagId
    ticks: tuple[str, ...] = ()
    """`question.option` items."""
    gaps: dict[str, int] = Field(default_factory=dict)
    """Question with a rating per leg -> smallest difference."""


class FocusSide(Frozen):
    """The tighter leg: as answered, else by the mean rating of these tests."""

    question: str
    tests: tuple[str, ...]
    gap: int
    """Smallest difference of the means that makes one leg the tighter."""


class Because(Frozen):
    """Which contributions are told."""

    least_points: int
    least_rating: int
    """A rating's own phrase counts only from here."""
    most: int


class Weighing(Frozen):
    """Everything that turns answers into scores."""

    factors: tuple[Factor, ...]
    functions: tuple[Function, ...]
    levels: Levels
    lead_gap: int
    """Factors this near the top share the lead."""
    available: Available
    unknown: Score
    """What planning uses for an unknown score."""
    caps: tuple[Cap, ...]
    flags: tuple[Flag, ...]
    focus_side: FocusSide
    side_gap: int
    """Left and right differ by this much: worth a mention and one more set (clinical spec 5)."""
    because: Because

    @property
    def targets(self) -> tuple[Factor | Function, ...]:
        """Factors, then functions, in the order of ties."""
        return (*self.factors, *self.functions)
