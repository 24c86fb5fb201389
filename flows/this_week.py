"""A week in words: what was done, one number to be proud of, one thing for the next week.

Rule: reads reports and the plan, changes nothing. Both lists below are in a fixed order, and the
first line that has something to say is said, so that anybody can tell why it was this one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import NamedTuple

from flows import habits, plan, streak, tone, weeks
from flows.conversation import CheckIn
from flows.effects import Text
from flows.parts import t
from flows.report import minutes_of, program_of, sessions_ever
from flows.turn import Turn

LEAST_STREAK, LEAST_MOVES = 3, 3
DAY, WEEK = dt.timedelta(days=1), dt.timedelta(days=plan.WEEK)
SAME_PAIN = 1
"""Points; a change of less is none."""


class Told(NamedTuple):
    """The week that ends on a day, as its lines look at it."""

    turn: Turn
    end: dt.date

    @property
    def days(self) -> list[dt.date]:
        return [self.end - n * DAY for n in range(plan.WEEK)]

    @property
    def kept(self) -> list[CheckIn]:
        reports = program_of(self.turn).reports
        return [r for r in reports if r.day in self.days and r.completion != "skipped"]

    @property
    def planned(self) -> list[dt.date]:
        turn = self.turn
        return [d for d in self.days if streak.is_planned(turn, d) or streak.is_kept(turn, d)]


Line = Callable[[Told], Text | None]


def lines(told: Told) -> tuple[Text, ...]:
    """A short picture, without a word on pain."""
    minutes = sum(minutes_of(report) for report in told.kept)
    proud = _first(PROUD, told)
    return (
        t("summary-title", style=tone.style(told.turn)),
        t("summary-kept", kept=len(told.kept), planned=len(told.planned)),
        *((t("summary-minutes", minutes=minutes),) if minutes else ()),
        *((proud,) if proud else ()),
        _first(NEXT, told) or t("next-same"),
    )


def _first(of: tuple[Line, ...], told: Told) -> Text | None:
    return next((said for line in of if (said := line(told))), None)


def pain_lines(told: Told) -> tuple[Text, ...]:
    """How it was while moving, against the week before; none when it was never said."""
    now, before = _mean_pain(told), _mean_pain(Told(told.turn, told.end - WEEK))
    if now is None:
        return ()
    way = "alone" if before is None else _way(now - before)
    return (t("summary-pain-was", way=way, pain=round(now)),)


def _way(change: float) -> str:
    if abs(change) < SAME_PAIN:
        return "same"
    return "up" if change > 0 else "down"


def _mean_pain(told: Told) -> float | None:
    reports = (r for r in program_of(told.turn).reports if r.day in told.days)
    said = [r.pain for r in reports if r.pain is not None]
    return sum(said) / len(said) if said else None


# One number to be proud of.


def _phase_passed(told: Told) -> Text | None:
    program = program_of(told.turn)
    passed = program.phase > 1 and program.phase_since in told.days
    return t("proud-phase", phase=program.phase - 1) if passed else None


def _streak(told: Told) -> Text | None:
    count = streak.now(told.turn)
    return t("proud-streak", days=count) if count >= LEAST_STREAK else None


def _every_day(told: Told) -> Text | None:
    planned = len(told.planned)
    return t("proud-every", n=planned) if planned > 1 and len(told.kept) == planned else None


def _moves(told: Told) -> Text | None:
    """Of whole sessions: how many of a partial one were done is not known."""
    moves = sum(len(r.items) - len(r.left_out) for r in told.kept if r.completion == "done")
    return t("proud-moves", moves=moves) if moves >= LEAST_MOVES else None


def _ever(told: Told) -> Text | None:
    program = program_of(told.turn)
    sessions = sessions_ever(program, program.reports)
    return t("proud-ever", sessions=sessions) if sessions else None


PROUD: tuple[Line, ...] = (_phase_passed, _streak, _every_day, _moves, _ever)


# One thing for the next week.


def _start_small(told: Told) -> Text | None:
    return None if told.kept else t("next-small")


def _look_again(told: Told) -> Text | None:
    due = told.turn.conversation.reassess_on
    return t("next-look") if due and due <= told.end + WEEK else None


def _next_phase(told: Told) -> Text | None:
    """If the reports of the week allow it: no promise."""
    program, content = program_of(told.turn), told.turn.content
    leave = content.rules.phases[program.phase - 1].leave
    if leave is None:
        return None
    coming = len([d for d in told.days if streak.is_planned(told.turn, d)])
    enough = program.counted + coming >= leave.sessions
    long_enough = (told.end + WEEK - program.phase_since).days >= leave.days
    return t("next-phase", phase=program.phase + 1) if enough and long_enough else None


def _tip(told: Told) -> Text | None:
    """Every second week, when a tip fits."""
    fitting = habits.fitting(told.turn)
    if not fitting or weeks.number(told.turn) % 2:
        return None
    return t("next-tip", name=t(f"exercise.{fitting[0]}.name"))


def _slowly(told: Told) -> Text | None:
    """Of who has strength moves; S0: what lengthens under load is done slowly."""
    exercises = told.turn.content.exercises
    names = {item for report in told.kept for item in report.items}
    return t("next-slow") if any(exercises[n].cat == "strength" for n in names) else None


NEXT: tuple[Line, ...] = (_start_small, _look_again, _next_phase, _tip, _slowly)
