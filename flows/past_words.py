"""The past in a few words: what a picture of it shows, for its caption and for words only.

Rule: says numbers and compares first with last; judges nothing. At most 500 characters when drawn.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from flows.effects import Text
from flows.parts import t
from flows.past import (
    MOST_DAYS,
    TESTS,
    Day,
    Look,
    Number,
    Past,
    kept_of,
    longest_gap,
    planned_of,
    tells,
    window,
)

LEAST_GAP = 2
"""Sessions; one that is missing is no gap to speak of."""
NUMBERS: tuple[Number, ...] = ("pain", "morning")
REACH = "q_ftf"


def describe(past: Past, days: int | None) -> tuple[Text, ...]:
    """The last days, or all of them."""
    shown = window(past, days)
    if not tells(shown):
        return (t("past-other-days" if tells(past.days) else "past-empty"),)
    return (
        *_kept(shown, days),
        *(line for number in NUMBERS for line in _number(number, shown)),
        *_phase(shown),
        *_looks(compared(past.looks, shown)),
        *_gap(shown),
        *((t("past-weeks"),) if len(shown) > MOST_DAYS else ()),
    )


def compared(looks: Sequence[Look], shown: Sequence[Day]) -> tuple[Look, ...]:
    """The last look, and the one to compare it with: the last before these days, or the first."""
    before = tuple(look for look in looks if look.day <= shown[0].day)
    first = before[-1:] or tuple(looks[:1])
    return (*first, *(look for look in looks[-1:] if look not in first))


def _kept(shown: Sequence[Day], days: int | None) -> Iterator[Text]:
    planned = planned_of(shown)
    if planned:
        yield t("past-kept", kept=kept_of(shown), planned=planned, days=days or 0)


def _number(number: Number, days: Sequence[Day]) -> Iterator[Text]:
    told = [getattr(day, number) for day in days if getattr(day, number) is not None]
    if told:
        yield t("past-number", what=number, **_change(told))


def _change(told: Sequence[float]) -> dict[str, float]:
    """First and last; a number that stays is said once."""
    return {"same": int(told[0] == told[-1]), "first": told[0], "last": told[-1]}


def _phase(days: Sequence[Day]) -> Iterator[Text]:
    phase = days[-1].phase
    if phase is not None:
        yield t(f"phase-{phase}")


def _looks(looks: Sequence[Look]) -> Iterator[Text]:
    """How far the hands reach, and how held back each movement check felt."""
    reach = [look.numbers[REACH] for look in looks if REACH in look.numbers]
    if reach:
        yield t("past-reach", **_change(reach))
    ratings = tuple(rating for test in TESTS for rating in _rating(test, looks))
    if ratings:
        yield t("past-ratings", ratings=ratings)


def _rating(test: str, looks: Sequence[Look]) -> Iterator[Text]:
    told = [look.numbers[test] for look in looks if test in look.numbers]
    if told:
        name = t(f"measure-{test}", at="middle")
        yield t("past-rating", name=name, **_change(told))


def _gap(days: Sequence[Day]) -> Iterator[Text]:
    gap = longest_gap(days)
    if gap >= LEAST_GAP:
        yield t("past-gap", sessions=gap)
