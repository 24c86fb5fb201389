"""Once a week, before a session: is anything new? Yes opens cards A and B (clinical spec 2).

Rule: asks; the session waits for the answer as for any safety card.
"""

from __future__ import annotations

import datetime as dt

from flows.agenda import fired, sending, today
from flows.conversation import Open
from flows.parts import NEW_SYMPTOM, t
from flows.report import program_of
from flows.turn import Screen, Turn
from flows.yes_no import NO, read_yes_no, yes_no_rows

WEEK = dt.timedelta(days=7)


def is_due(turn: Turn) -> bool:
    """A week after anything new was asked for last, by this question or by the cards."""
    fired_on = turn.conversation.last_fired
    asked = [fired_on[kind] for kind in ("weekly", "cards") if kind in fired_on]
    return today(turn) - max((*asked, program_of(turn).day0)) >= WEEK


def ask(turn: Turn) -> None:
    turn.opened = None
    turn.show("weekly", **sending(turn))


def draw_weekly(turn: Turn, topic: Open) -> Screen:
    del turn, topic
    return Screen(lines=(t("weekly"),), rows=yes_no_rows(unsure=True))


def take_weekly(turn: Turn, topic: Open, *, code: str | None, text: str | None) -> str:
    del topic
    said = read_yes_no(code, text)
    if said is None:
        turn.value = t("hint-yes-no")
        return "stale" if code is not None else "unclear"
    return "nothing_new" if said == NO else "anything_new"


def nothing_new(turn: Turn) -> None:
    fired(turn, "weekly")
    turn.lead.append(t("nothing-new"))


def something_new(turn: Turn) -> None:
    """The lists come below; not sure counts as yes."""
    turn.finish(t("weekly-yes"), rows=NEW_SYMPTOM)
