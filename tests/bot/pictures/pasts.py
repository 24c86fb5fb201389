"""Pasts that nobody lived, to be drawn: each the same at every run."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from random import Random

from flows.past import DAY, Day, Kind, Look, Past

MONDAY = dt.date(2026, 1, 5)
WEEK_PATTERN = (0, 1, 3, 4)
LOAD = (0, 3)
PHASES = ((0, 1), (20, 2), (45, 3), (150, 4))
"""From which day on."""
EVERY = 14


def made(  # noqa: PLR0913 - each says what is special about a past
    days: int,
    *,
    seed: int = 1,
    pattern: Sequence[int] = WEEK_PATTERN,
    missed: float = 0.12,
    pains: Sequence[int] = (),
    off: Sequence[tuple[int, int]] = (),
    looks: bool = True,
) -> Past:
    """Pain eases slowly, as nobody promises; or is one of `pains`."""
    dice, felt = Random(seed), 6.0
    found: list[Day] = []
    for n in range(days):
        felt = max(0.4, min(9.4, felt + dice.uniform(-0.5, 0.42)))
        phase = [phase for since, phase in PHASES if n >= since][-1]
        shares = (1 - 1.5 * missed, missed / 2, missed)
        kind: Kind = dice.choices(("done", "partly", "skipped"), shares)[0]
        if any(first <= n <= last for first, last in off):
            kind = "off"
        elif n % 7 not in pattern:
            kind = "rest"
        found.append(_day(n, kind, dice.choice(pains) if pains else round(felt), phase, dice))
    return Past(tuple(found), tuple(_look(n) for n in range(0, days, EVERY)) if looks else ())


def _day(n: int, kind: Kind, pain: int, phase: int, dice: Random) -> Day:
    day = MONDAY + n * DAY
    if kind not in {"done", "partly"}:
        return Day(day, kind, phase=phase)
    asks = n % 7 in LOAD or pain >= 4
    morning = max(0, min(10, pain + dice.choice((-2, -1, -1, 0, 1)))) if asks else None
    share = 1.0 if kind == "done" else dice.choice((0.33, 0.5, 0.66))
    return Day(day, kind, share, pain, morning, asks, phase)


def _look(n: int) -> Look:
    """Some checks are skipped, and that is seen."""
    since = n / EVERY
    numbers = {
        "q_ftf": max(2.0, round(21 - 2.5 * since)),
        "q_f1": max(1.0, round(6 - since)),
        "q_f2": max(1.0, round(4 - since / 2)),
        "q_f4": max(2.0, round(8 - since)),
    }
    if n != EVERY:
        numbers["q_f3"] = 3.0
    return Look(MONDAY + n * DAY, numbers, {})


ALL = {
    "two months": made(60),
    "one day": made(1, missed=0),
    "few reports": made(9, seed=3, missed=0.5),
    "many gaps": made(40, seed=9, missed=0.45, off=((12, 19),)),
    "pain 10": made(35, pains=(10,), pattern=range(7)),
    "pain 0": made(35, pains=(0,), pattern=range(7)),
    "no checks": made(30, looks=False),
    "120 days": made(120, seed=4),
    "121 days": made(121, seed=4),
    "400 days": made(400, seed=5, off=((120, 150), (300, 306))),
    "four years": made(1460, seed=6),
}
