"""A number typed by mistake that paused the moves: told anew the same day, once.

Rule: the moves stay paused until the new number is there, and go on only if the report would not
have paused them with it (decision 0016). When it may be told is `stops`' matter.
"""

from __future__ import annotations

from flows import agenda, replies, retold, stops
from flows.agenda import today
from flows.claims import leave_stop, rate
from flows.conversation import Open
from flows.items import SIGNS
from flows.parts import NEW_SYMPTOM, button, scale_rows, t
from flows.report import decision_on, last_report
from flows.turn import Screen, Turn


def offer(turn: Turn) -> None:
    """Before the report is kept: not beside a sign of danger, nor in a pause of one's own."""
    was_active = turn.conversation.state == "program.active"
    is_plain = was_active and SIGNS not in turn.conversation.draft
    turn.put(mistyped=today(turn) if is_plain else None)


def ask(turn: Turn) -> None:
    turn.show("mistyped", (today(turn).isoformat(),))


def draw_mistyped(turn: Turn, topic: Open) -> Screen:
    del topic
    last = last_report(turn.conversation)
    pain = last.pain if last and last.pain is not None else 0
    rows = (*scale_rows(), (button("button-back", "back"),), *NEW_SYMPTOM)
    return Screen(lines=(t("mistyped-ask", pain=pain), t("checkin-pain-ends")), rows=rows)


def take_mistyped(turn: Turn, topic: Open, *, code: str | None, text: str | None) -> str:
    """A day later the stop stands, and is shown again."""
    del topic
    if code == "back" or not stops.may_retype(turn):
        return "not_yet"
    pain = replies.read_pain(code, text, turn.content.reply_words)
    if pain is None:
        turn.value = t("hint-pain")
        return "stale" if code is not None else "unclear"
    turn.value = ("pain", pain)
    return "retyped"


def is_red(turn: Turn) -> bool:
    """Safety cards come before the next session, as after any such report."""
    return decision_on(retold.report_then(turn), turn.conversation).light == "RED"


def keep_paused(turn: Turn) -> None:
    turn.lead.append(t("mistyped-stays"))
    retold.keep(turn)
    turn.put(mistyped=None)
    retold.pause(turn)


def lift(turn: Turn) -> None:
    """As if it had been told so at once."""
    turn.put(stops=(), stopped_at={}, mistyped=None)
    leave_stop(turn)
    agenda.fired(turn, "pause")
    turn.lead.append(t("mistyped-lifted"))
    retold.keep(turn)
    rate(turn)
    agenda.replan(turn)
