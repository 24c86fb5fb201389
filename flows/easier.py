"""Easier or harder, for today only: what a move may be made into, and how steps up come.

Rule: looks at rungs and changes none; what counts is decided on the report (clinical spec 7).
"""

from __future__ import annotations

from content.load import Content
from content.schema import Exercise
from flows.basis import usable
from flows.conversation import Conversation, Doing, Guided, Item, Rung
from flows.effects import Text
from flows.parts import t
from flows.rate import AMBER_PAIN
from flows.report import waiting_session
from flows.steps import COUNTS, HIGHEST_DOSE

SLOW_SECONDS = 4
"""A way back from so long on is work by itself, if its seconds are kept."""


def easier(guided: Guided, n: int, conversation: Conversation, content: Content) -> Item | None:
    """Half the repetitions; then the easier move at its first dose. None: there is nothing left."""
    now = guided.moves[n - 1].now
    if not now.halved:
        return now.model_copy(update={"halved": True, "extra_set": None})
    other = content.exercises[now.exercise].easier
    if other is None or not _may_stand_in(content.exercises[other], guided, conversation):
        return None
    return now.model_copy(update={"exercise": other, "dose": 1, "halved": False})


def _may_stand_in(other: Exercise, guided: Guided, conversation: Conversation) -> bool:
    """As for any move of a session: it is open, nothing speaks against it, and it is no other."""
    program = conversation.program
    assert program
    rung, rests = program.rungs.get(other.id), program.blocked_until.get(other.id)
    taken = {i.exercise for m in guided.moves for i in (m.planned, m.now)}
    is_open = rung is not None and rung.state != "locked"
    is_awake = rests is None or rests <= guided.day
    return is_open and is_awake and other.id not in taken and usable(other, conversation.answers)


def is_given_back(doing: Doing) -> bool:
    """Made smaller by wish, and not because it hurt."""
    return doing.now != doing.planned and (doing.pain or 0) < AMBER_PAIN


def why_not_harder(doing: Doing, conversation: Conversation, content: Content) -> tuple[Text, ...]:
    """Today's dose stays; how steps up come, and what makes more of it within the same dose."""
    session, program = waiting_session(conversation), conversation.program
    assert session
    assert program
    rung = program.rungs[doing.planned.exercise]
    if doing.now != doing.planned:
        return (t("guided-hurt-stays"),)
    if session.type == "G":
        return (t("guided-gentle"),)
    if doing.now.halved:
        return (t("guided-small-first"),)
    if rung.dose == HIGHEST_DOSE and rung.count >= COUNTS:
        return (t("guided-top"),)
    return (_steps_up(rung), *_slowly(doing.now, content))


def _steps_up(rung: Rung) -> Text:
    """After so many sessions that go well, today's too; sooner while each was easy."""
    n = max(1, COUNTS - rung.count)
    is_faster = n > 1 and rung.count == rung.easy
    return t("guided-steps-up", n=n, faster="yes" if is_faster else "no")


def _slowly(item: Item, content: Content) -> tuple[Text, ...]:
    exercise = content.exercises[item.exercise]
    back = exercise.dose[item.dose].tempo_seconds[2]
    is_slow = exercise.cat == "strength" and back >= SLOW_SECONDS
    return (t("guided-slowly", back=back),) if is_slow else ()
