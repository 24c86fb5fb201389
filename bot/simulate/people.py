"""Virtual people: who they are, how their legs feel, and how they keep to it.

Rule: every draw comes from the person's own dice, so that person 17 of seed 1 is the same when
nobody else is simulated. The numbers are choices to try the bot with, and no findings.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from random import Random
from typing import Literal, NamedTuple

Kind = Literal[
    "responder", "non_responder", "flares", "forgetful", "quitter", "falls_ill", "flagged"
]
MONDAY = dt.date(2026, 1, 5)
EPOCH = dt.datetime.combine(MONDAY, dt.time(), dt.UTC)
"""All begin in the week from here; summer time begins and ends within half a year."""
DAY = dt.timedelta(days=1)
PLACES = {
    "Lisbon": "Europe/Lisbon",
    "Berlin": "Europe/Berlin",
    "New York": "America/New_York",
    "Los Angeles": "America/Los_Angeles",
    "Kolkata": "Asia/Kolkata",
    "Sydney": "Australia/Sydney",
    "Auckland": "Pacific/Auckland",
}
CARD_A = ("saddle", "bladder", "both_legs", "weak", "swelling", "breath", "trauma", "fever")
CARD_B = ("tear", "groin", "heart", "cancer", "weight_night", "numb_fixed", "surgery", "pregnancy")
WEEK_OF_EVENT = (1, 10)
"""When somebody quits or falls ill."""


class Habits(NamedTuple):
    """How one kind of people does, in chances a day and points a week."""

    share: int
    """Of 100 people."""
    reports: float
    """Chance to answer a prompt."""
    eases: float
    """Points of pain less each week."""
    flares: float = 0.01
    """Chance of a flare-up a day."""


KINDS: dict[Kind, Habits] = {
    "responder": Habits(32, 0.92, 0.30),
    "non_responder": Habits(18, 0.88, 0.0),
    "flares": Habits(14, 0.86, 0.15, 0.05),
    "forgetful": Habits(14, 0.42, 0.12),
    "quitter": Habits(12, 0.80, 0.10),
    "falls_ill": Habits(6, 0.88, 0.15),
    "flagged": Habits(4, 0.85, 0.15),
}


@dataclass
class Body:
    """How the legs feel, day by day."""

    usual: float
    tingles: float
    """Chance that a session changes the tingling."""
    flare: float = 0.0
    signs: frozenset[str] = frozenset()
    """Red flags that are there now."""
    heals_on: dt.date | None = None

    def wake(self, day: dt.date, habits: Habits, dice: Random) -> None:
        """One more day."""
        self.usual = max(0.0, self.usual - habits.eases / 7)
        self.flare = max(0.0, self.flare - 0.8)
        if dice.random() < habits.flares:
            self.flare = dice.uniform(1.5, 5)
        if self.heals_on and day >= self.heals_on:
            self.signs, self.heals_on = frozenset(), None

    def pain(self, dice: Random, more: float = 0.0) -> int:
        felt = self.usual + self.flare + more + dice.gauss(0, 0.7)
        return max(0, min(10, round(felt)))

    def falls_ill(self, day: dt.date, dice: Random) -> str:
        sign = dice.choice(CARD_A if dice.random() < 0.4 else CARD_B)
        self.signs = frozenset([sign])
        self.heals_on = day + dt.timedelta(days=dice.randint(2, 25))
        return sign


@dataclass
class Person:
    """Drawn once; `dice`, `body` and the days change while the person lives."""

    number: int
    kind: Kind
    dice: Random
    body: Body
    place: str
    starts_at: dt.datetime
    writes: float
    """Chance to write words where a button would do."""
    minor: bool
    outage: tuple[dt.datetime, dt.datetime]
    """The machine of the bot is off; what comes due or is written then waits."""
    turns_on: dt.date | None
    """The day a quitter quits, or an ill person falls ill."""
    today: dt.date = MONDAY
    silent_until: dt.datetime = EPOCH
    seen_on: dt.date | None = None
    """When a clinician has had a look, while the moves are stopped."""
    wishes: dict[tuple[int, str], object] = field(default_factory=dict)
    """What is to be ticked, by the showing of a question."""

    @property
    def habits(self) -> Habits:
        return KINDS[self.kind]

    @property
    def zone(self) -> str:
        return PLACES[self.place]

    def chance(self, of: float) -> bool:
        return self.dice.random() < of

    def live_until(self, at: dt.datetime) -> None:
        """The body has its days, whether or not the bot hears of them."""
        while self.today < at.date():
            self.today += DAY
            self.body.wake(self.today, self.habits, self.dice)


def draw_person(seed: int, number: int) -> Person:
    dice = Random(f"{seed}/{number}")  # noqa: S311 - virtual people, no secrets
    off_at = EPOCH + dt.timedelta(days=dice.uniform(3, 150))
    kinds = list(KINDS)
    kind = dice.choices(kinds, [KINDS[k].share for k in kinds])[0]
    starts_at = EPOCH + dt.timedelta(minutes=dice.randrange(7 * 24 * 60))
    first, last = WEEK_OF_EVENT
    turns = kind in ("quitter", "falls_ill")
    turns_on = starts_at.date() + DAY * dice.randint(first * 7, last * 7)
    body = Body(usual=dice.triangular(0, 6.5, 1.5), tingles=dice.choice((0.0, 0.0, 0.03, 0.12)))
    if kind == "flagged":
        body.falls_ill(starts_at.date(), dice)
    return Person(
        number=number,
        kind=kind,
        dice=dice,
        body=body,
        place=dice.choice(list(PLACES)),
        starts_at=starts_at,
        writes=dice.uniform(0.05, 0.6),
        minor=dice.random() < 0.01,
        outage=(off_at, off_at + dt.timedelta(hours=dice.uniform(0.1, 30))),
        turns_on=turns_on if turns else None,
        today=starts_at.date(),
    )
