"""What a person changes because something got in the way: less, another time, a move that rests.

Rule: a change is the person's own choice and is said in one sentence; today's session follows it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import get_args

from content.schema import DayType
from flows import agenda, plan, steps
from flows.agenda import next_lines, today
from flows.basis import Basis
from flows.builder import Bench, build
from flows.conversation import Program
from flows.effects import Text
from flows.parts import NEW_SYMPTOM, t
from flows.report import UNSURE, before_settling, program_of, remember, waiting_session
from flows.turn import Turn
from flows.weigh import weigh

REST_DAYS = steps.REST.days


# What can be changed.


def moves(turn: Turn) -> list[str]:
    """Of the last two sessions that were built, those that can rest and do not yet."""
    program, day = program_of(turn), today(turn)
    sessions = [*program.built, *([program.today] if program.today else [])][-2:]
    names = dict.fromkeys(item.exercise for session in sessions for item in session.items)
    awake = [name for name in names if program.blocked_until.get(name, day) <= day]
    return [name for name in awake if _can_rest(turn, name)]


def replaceable(turn: Turn) -> list[str]:
    """Those whose place another takes."""
    return [name for name in moves(turn) if _is_replaced(turn, name)]


def _can_rest(turn: Turn, move: str) -> bool:
    """Not the last one that is left."""
    without = steps.rested(program_of(turn), move, today(turn))
    return all(move not in _names(turn, without, kind) for kind in get_args(DayType))


def _is_replaced(turn: Turn, move: str) -> bool:
    """On every kind of day in this person's week the session is as long as before."""
    program = program_of(turn)
    without = steps.rested(program, move, today(turn))
    since = (program.day0 + dt.timedelta(days=n) for n in range(plan.WEEK))
    answers, content = turn.conversation.answers, turn.content
    every = (plan.planned_type(program, day, answers, content) for day in since)
    kinds = {kind for kind in every if kind}
    return all(
        len(_names(turn, without, kind)) >= len(_names(turn, program, kind)) for kind in kinds
    )


def _names(turn: Turn, program: Program, kind: DayType) -> set[str]:
    """What a session of this kind would hold today."""
    conversation, content = turn.conversation, turn.content
    found = weigh(conversation.answers, content)
    basis = Basis(conversation.answers, conversation.safety, found, content)
    return {item.exercise for item in build(Bench(program, today(turn), kind, basis)).items}


def less_minutes(turn: Turn) -> str | None:
    """The next shorter choice, if there is one."""
    names = list(turn.content.rules.minutes)
    now = turn.conversation.answers.get("q_minutes")
    place = names.index(str(now)) if now in names else 0
    return names[place - 1] if place else None


def less_days(turn: Turn) -> int | None:
    """One fewer, down to the shortest week there is."""
    days, least = turn.conversation.answers.get("q_days"), min(turn.content.rules.week)
    return int(days) - 1 if isinstance(days, int | float) and days > least else None


# Changing it.


def open_clock(turn: Turn) -> None:
    """The session that waits comes once the time is set."""
    turn.collapse(t("barrier-answered"))
    turn.show("set.q_time")


def act(turn: Turn) -> None:
    """The days and today's session follow the change."""
    step, chosen = turn.value
    if step == "time":
        said = _plan_less(turn)
    elif chosen == UNSURE:
        said = _be_gentle(turn)
    else:
        said = _rest(turn, chosen)
    agenda.replan(turn)
    _finish(turn, said)


def say_how(turn: Turn) -> None:
    _finish(turn, t("barrier-how-here" if _comes_today(turn) else "barrier-how-later"))


def thank(turn: Turn) -> None:
    _finish(turn, t("barrier-shortest" if turn.value == "time" else "barrier-thanks"))


def leave(turn: Turn) -> None:
    _finish(turn, t("barrier-no"))


def _finish(turn: Turn, said: Text) -> None:
    after = () if _comes_today(turn) else next_lines(turn)
    turn.collapse(t("barrier-answered"))
    turn.finish(said, *after, rows=NEW_SYMPTOM)


def _comes_today(turn: Turn) -> bool:
    """A session is there to be done, or waits for this answer."""
    conversation, day = turn.conversation, today(turn)
    waiting = waiting_session(conversation)
    if waiting and waiting.day == day:
        return True
    trains = plan.day_type(program_of(turn), day, conversation.answers, turn.content)
    return conversation.opening == day and trains is not None


def _plan_less(turn: Turn) -> Text:
    minutes, days = less_minutes(turn), less_days(turn)
    if minutes:
        turn.answer("q_minutes", minutes)
        return t("barrier-minutes-set", minutes=turn.content.rules.minutes[minutes])
    if days:
        turn.answer("q_days", days)
        return t("barrier-days-set", days=days)
    return t("barrier-shortest")


def _be_gentle(turn: Turn) -> Text:
    _change(turn, lambda program: program.model_copy(update={"forced_gentle": True}))
    return t("barrier-gentle")


def _rest(turn: Turn, move: str) -> Text:
    said = "barrier-rested" if _is_replaced(turn, move) else "barrier-rested-fewer"
    _change(turn, lambda program: steps.rested(program, move, today(turn)))
    return t(said, move=t(f"exercise.{move}.name"), days=REST_DAYS)


def _change(turn: Turn, change: Callable[[Program], Program]) -> None:
    """Of the programme as it was before the last report too, which may be settled anew."""
    changed, before = change(program_of(turn)), before_settling(program_of(turn))
    turn.put(program=remember(changed, change(before)) if before else changed)
