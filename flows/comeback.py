"""Back after missed sessions: why today is easier, and a 2-minute version of it.

Rule: derived from the snapshot whenever a prompt is drawn, so that no word is lost on a day when
nobody looked; no guilt (clinical spec 7, lapse).
"""

from __future__ import annotations

import datetime as dt

from content.load import Content
from flows import missed, plan
from flows.agenda import fired, today
from flows.basis import Basis
from flows.builder import Bench, build_short
from flows.conversation import Conversation, Program, Session
from flows.ease import LIGHT, STEP_DOWN
from flows.effects import Text
from flows.guided import is_begun
from flows.parts import t
from flows.report import keep_session, program_of
from flows.turn import Turn
from flows.weigh import weigh


def why_easier(conversation: Conversation, session: Session, content: Content) -> tuple[Text, ...]:
    """What the days off did to the moves, on the first day it can be read."""
    program = conversation.program
    assert program
    days = _days_off(conversation, session, content)
    row = program.eased or (LIGHT if _is_lighter(session, program, days, content) else 0)
    if not row or not days or _was_said(conversation, session.day, since=days - row):
        return ()
    return (t("days-off", days=days, row=row, phase=program.phase),)


def _was_said(conversation: Conversation, day: dt.date, *, since: int) -> bool:
    """On an earlier day, but as long ago at most as the row holds."""
    said = conversation.last_fired.get("eased")
    return said is not None and day - dt.timedelta(days=max(0, since)) <= said < day


def note(turn: Turn) -> None:
    """A prompt has been sent: what was said on it is not said again tomorrow."""
    session = program_of(turn).today
    if session and why_easier(turn.conversation, session, turn.content):
        fired(turn, "eased")


def _days_off(conversation: Conversation, session: Session, content: Content) -> int:
    """Before this session."""
    assert conversation.program
    return missed.days_until(session.day, conversation.program, conversation.answers, content)


def _is_lighter(session: Session, program: Program, days: int, content: Content) -> bool:
    """A strength move has given up a step; a gentle day is d1 anyway."""
    strength = (i for i in session.items if content.exercises[i.exercise].cat == "strength")
    lower = any(i.dose < program.rungs[i.exercise].dose for i in strength)
    return days >= LIGHT and session.type == "L" and lower


def short_version(turn: Turn) -> Session | None:
    """What stands in for today's session, from the third day off on; None = not offered."""
    conversation, content = turn.conversation, turn.content
    program = program_of(turn)
    session = program.today
    if session is None or session.day != today(turn):
        return None
    if conversation.draft or is_begun(conversation):
        return None
    if not LIGHT <= _days_off(conversation, session, content) < STEP_DOWN:
        return None
    found = weigh(conversation.answers, content)
    basis = Basis(conversation.answers, conversation.safety, found, content)
    short = build_short(Bench(program, session.day, "G", basis))
    return None if short is None or short.items == session.items else short


def shorten(turn: Turn) -> None:
    """Reported as any session, it ends the lapse."""
    short = short_version(turn)
    assert short
    turn.put(program=plan.put_today(program_of(turn), short))
    keep_session(turn, short)
    turn.show("prompt")
