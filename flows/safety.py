"""Answers in, safety class out, with what caused it (clinical spec 2).

Rule: decides the class only; what is said and stopped for it is the talk's matter.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, get_args

from pydantic import BaseModel, ConfigDict

from content.load import Content
from content.schema import Condition, RedFlag, SafetyClass
from flows.conditions import holds
from flows.conversation import Answers

Urgency = Literal["now", "48_hours", "1_week", "before_starting"]
"""How soon to be seen; the soonest first."""

CARDS = ("a", "b", "c")
CLASSES: tuple[SafetyClass, ...] = get_args(SafetyClass)
"""The strictest first."""


class Cause(BaseModel):
    """A ticked line of a card, or a trigger derived from another answer."""

    model_config = ConfigDict(frozen=True)
    id: str
    cls: SafetyClass
    urgency: Urgency | None = None


class Screening(BaseModel):
    """The strictest class, and what to say of it."""

    model_config = ConfigDict(frozen=True)
    cls: SafetyClass
    items: tuple[str, ...]
    """Red flags and derived triggers of this class, in the order of asking; each once."""
    urgency: Urgency | None
    """The soonest of the items."""
    mention_reasons: tuple[str, ...]
    """Why to "mention this to a doctor": am_stiff, irritable, tingling_below_knee."""


class _Trigger(Cause):
    when: Condition


def _trigger(name: str, cls: SafetyClass, when: str, urgency: Urgency | None = None) -> _Trigger:
    return _Trigger(id=name, cls=cls, when=Condition.model_validate(when), urgency=urgency)


def _all_of(*tests: str) -> Condition:
    return Condition.model_validate(" and ".join(tests))


_TRIGGERS = (  # clinical spec 2, "Derived, no extra question"
    _trigger("u18", "not_offered", "q_age == u18"),
    _trigger("onset_sudden", "clinician_first", "q_onset == sudden", "48_hours"),  # as `tear`
    _trigger("pain_now", "clinician_first", "q_pain_now >= 6", "1_week"),
    _trigger("pain_worst", "clinician_first", "q_pain_worst >= 9", "1_week"),
    _trigger("pain_now", "care", "q_pain_now >= 4"),
    _trigger("pain_worst", "care", "q_pain_worst >= 7"),
    _trigger("a65", "care", "q_age == a65"),
    _trigger("tingle_settle", "care", "q_tingle_settle == over10"),
    _trigger("sitbone", "care", "q_pain_where has sitbone"),  # the card's own item
)
_MENTIONS = (  # the same section; am_stiff comes from the card
    ("irritable", _all_of("q_tingle_settle == over10")),
    ("tingling_below_knee", _all_of("q_tingle == often", "q_tingle_where in calf|foot")),
)


def classify(answers: Answers, content: Content) -> Screening:
    """Also in the middle of the intake: derived triggers act at once.

    A clinician_first that cards alone caused waits until card C was shown; the caller knows when.
    """
    causes = [*_flags(answers, content), *_derived(answers, content)]
    cls = min((cause.cls for cause in causes), key=CLASSES.index, default="ok")
    acting = [cause for cause in causes if cause.cls == cls]
    urgencies = [cause.urgency for cause in acting if cause.urgency]
    return Screening(
        cls=cls,
        items=tuple(dict.fromkeys(cause.id for cause in acting)),
        urgency=min(urgencies, key=get_args(Urgency).index, default=None),
        mention_reasons=tuple(_mentions(answers, content)),
    )


def _flags(answers: Answers, content: Content) -> Iterator[Cause]:
    for flag in _ticked(answers, content):
        yield Cause(id=flag.id, cls=flag.cls, urgency=flag.urgency)


def _ticked(answers: Answers, content: Content) -> list[RedFlag]:
    """On the cards, in the order of the content."""
    cards = {card: answers.get(f"q_rf_{card}") for card in CARDS}
    if not any(cards.values()):
        return []
    flags = content.red_flags.values()
    return [f for f in flags if isinstance(on := cards[f.card], list) and f.id in on]


def _derived(answers: Answers, content: Content) -> Iterator[Cause]:
    return (trigger for trigger in _TRIGGERS if holds(trigger.when, answers, content))


def _mentions(answers: Answers, content: Content) -> Iterator[str]:
    yield from (flag.id for flag in _ticked(answers, content) if flag.mention)
    yield from (reason for reason, when in _MENTIONS if holds(when, answers, content))
