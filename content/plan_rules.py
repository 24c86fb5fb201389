"""How a programme and its sessions are put together: the model of plans.yaml (clinical spec 5, 6).

Says what the file may hold; sessions are built in flows/builder.py.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from content.schema import Category, Condition, DayType, DoseStep, Frozen, FunctionId
from content.weighing import FlagId

SlotId = Literal["nerve", "focus", "strength", "anchor", "posture", "rotation", "free"]
Level = Annotated[int, Field(ge=1, le=4)]
PhaseId = Literal[1, 2, 3, 4]


class Leave(Frozen):
    """Both are needed, and a steady end (see Steady)."""

    sessions: int
    """Done or partial, in this phase."""
    days: int


class Phase(Frozen):
    id: PhaseId
    focus: Category
    level_cap: Level
    unlocks: tuple[Category, ...]
    """All categories open in this phase, those of earlier phases included."""
    early: dict[Category, dict[FunctionId, int]] = Field(default_factory=dict)
    """Categories open already when a function's score is at least this."""
    leave: Leave | None = None
    """None: the last phase stays."""


class Steady(Frozen):
    """What the last reported sessions must look like to leave a phase."""

    reports: int
    most_amber: int


class RegularCap(Frozen):
    """Those used to strength work may go higher early on (class ok only)."""

    phases: tuple[PhaseId, ...]
    more: int


class Cleared(Frozen):
    """After a stop was cleared."""

    days: int
    level_cap: Level


class Start(Frozen):
    """Starting doses; everything not named starts at d1."""

    by_experience: dict[str, dict[Level, DoseStep]]
    """Option of q_exp -> level -> dose step."""
    pain_from: int
    """From this pain now, all starts at d1."""


class Gentle(Frozen):
    """The gentle day: few moves, easy ones, all d1."""

    items: int
    level: Level


class Repeat(Frozen):
    """What a move loses in free slots for each recent session it was in."""

    points: int
    sessions: int


class Bonus(Frozen):
    """Points for a category or one exercise; with any of the flags, or in one phase."""

    points: int
    category: Category | None = None
    exercise: str | None = None
    flags: tuple[FlagId, ...] = ()
    phase: PhaseId | None = None


class Rotation(Frozen):
    """From this phase on, a rotation move comes at least every so many sessions."""

    from_phase: PhaseId
    within: int


class NerveMany(Frozen):
    """With a high nerve score a session may hold more nerve moves."""

    score: int
    cap: int


class Caps(Frozen):
    """Most moves of one category in a session."""

    by_category: dict[Category, int]
    others: int
    nerve_many: NerveMany


class Time(Frozen):
    slack: float
    """The session may take this times the wanted minutes."""
    seconds_per_item: int
    """For getting ready, once an item."""
    least_items: int
    """Never fewer items than this, for want of time or in a shortened week."""


class ExtraSet(Frozen):
    """One more set on the tighter side, from a dose step on."""

    from_dose: DoseStep
    tests: dict[FunctionId, str]


class Breaks(Frozen):
    """One-minute sitting breaks, inside the working hours."""

    rotate: tuple[str, ...]
    """Exercises, in turn; those that are avoided are skipped."""
    most: dict[Literal["low", "moderate", "high"], int]
    """A day, by the level of posture; nobody gets more than they asked for."""
    from_week: int
    """Of the programme; the first is 1."""
    most_first_week: int
    """A day, in the week they begin."""
    weekdays: tuple[Annotated[int, Field(ge=1, le=7)], ...]
    """1 = Monday."""
    minutes_from_session: int


class PutOff(Frozen):
    days: int
    times: int


class Measure(Frozen):
    """How much of a change is a real one, and what less than that is called."""

    clear: int
    percent: int = 0
    """Of the old value: a clear change is at least that much too."""
    likely: int | None = None
    """A gain of this much is likely a real one."""
    less: Literal["small", "error"] = "small"
    better: Literal["less", "more"] = "less"


class Fit(Frozen):
    """When the plan may not be the right one."""

    measures: tuple[str, ...]
    without: int
    """So many re-assessments running without a clear or likely gain in any of them."""


class Reassess(Frozen):
    """The look back every two weeks (clinical spec 8)."""

    every_days: int
    put_off: PutOff
    full_from_days: int
    """After a lapse of so many days nothing is left out, and it is not put off."""
    ask: tuple[str, ...]
    if_asked_before: tuple[str, ...]
    """Of these: only to who has been asked once."""
    measures: dict[str, Measure]
    """Question -> how two answers are compared, in the order of telling."""
    scores: Measure
    """Of factors and functions; a new level is a clear change too."""
    pain: tuple[str, ...]
    """Measures that ease all strength when they are clearly worse."""
    fit: Fit


class Barrier(Frozen):
    """When a week asks what got in the way."""

    below: float
    """Less than this share of its planned sessions was done, at least in part."""


class Habit(Frozen):
    """A tip for who it fits."""

    exercise: str
    when: Condition


class Habits(Frozen):
    """Tips of the week."""

    from_week: int
    """Of the programme; the first is 1."""
    tips: tuple[Habit, ...]
    """In turn; those that do not fit or are avoided are skipped."""


class Keep(Frozen):
    """The offer of fewer days, once, when the programme only keeps up what was gained."""

    phase: PhaseId
    after_days: int
    """In this phase."""
    days: int
    """A week."""


class PlanRules(Frozen):
    """Everything that turns scores into sessions."""

    phases: tuple[Phase, ...]
    steady: Steady
    care_cap: Level
    cleared: Cleared
    regular_cap: RegularCap
    start: Start
    no_skipping_with: tuple[str, ...]
    """`question.option` items that keep `regular` people from skipping level-1 strength."""
    week: dict[int, dict[int, DayType]]
    """Days a week -> day of the seven, from 0 -> type; days not named are rest days."""
    minutes: dict[str, int]
    """Option of q_minutes -> minutes; the shortest first."""
    items: dict[str, int]
    """Option of q_minutes -> moves a session."""
    gentle: Gentle
    slots: dict[DayType, tuple[SlotId, ...]]
    """In order; more moves than slots are free ones."""
    caps: Caps
    load_only: tuple[Category, ...]
    """Categories that only load days hold."""
    never_running: tuple[str, ...]
    """Exercises that are never in two sessions running."""
    rotation: Rotation
    focus_bonus: int
    bonuses: tuple[Bonus, ...]
    repeat: Repeat
    time: Time
    extra_set: ExtraSet
    breaks: Breaks
    reassess: Reassess
    barrier: Barrier
    habits: Habits
    keep: Keep
    rest_day_nerve: int
    """From this nerve score on, one nerve move may be done on a rest day."""
    meanwhile: str
    """The one move, at d1, while the movement checks are put off (clinical spec 3)."""
