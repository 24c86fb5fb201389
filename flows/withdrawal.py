"""/withdraw: the yes is taken back; nothing is sent, read as an answer or kept from then on.

Rule: the data stays as it was, unused, until it is deleted (`retention`) or the person agrees anew;
then stops and safety cards hold as before. Words of danger are answered always.
"""

from __future__ import annotations

from flows import consent, menus
from flows.agenda import date
from flows.asides import bring_back, way_on
from flows.claims import has_plan
from flows.conversation import Open
from flows.effects import Record
from flows.parts import GAP, button, t
from flows.reminders import local_day
from flows.retention import GRACE
from flows.turn import Rows, Screen, Turn
from flows.unclear import answer
from flows.welcome import CONSENT, greeting

STATE = "withdrawn"
PASSES = frozenset({
    "agree", "block", "crisis", "danger", "decline", "due", "erase", "erase_ask", "export", "help",
    "keep", "keep_data", "language", "language_kept", "language_set", "privacy", "resume",
    "retention", "stale", "start", "unblock",
})  # fmt: skip
"""Triggers that mean something still."""
WAYS: Rows = (
    (button("button-start-again", "!start"),),
    (button("button-export", "!export"), button("button-erase", "!erase", "danger")),
)


def instead(turn: Turn, trigger: str) -> str:
    """The trigger in the place of this one; at the question of consent a hint says how."""
    is_at_door = turn.opened is not None and turn.opened.topic == "welcome"
    if turn.state != STATE or trigger in PASSES or (trigger == "unclear" and is_at_door):
        return trigger
    return "rest"


# Asking.


def ask(turn: Turn) -> None:
    turn.opened = None
    turn.show("withdraw")


def draw_withdraw(turn: Turn, topic: Open) -> Screen:
    del turn, topic
    rows = (
        (button("button-withdraw-yes", "yes", "danger"),),
        (button("button-withdraw-no", "no"),),
    )
    return Screen(lines=(t("withdraw-ask"),), rows=rows)


def take_withdraw(turn: Turn, topic: Open, *, code: str | None, text: str | None) -> str:
    del turn, topic
    if text is not None:
        return "elsewhere"
    return {"yes": "withdraw_yes", "no": "withdraw_no"}.get(code or "", "stale")


def keep(turn: Turn) -> None:
    turn.finish(t("withdraw-kept"), *way_on(turn))
    bring_back(turn)


def say_none(turn: Turn) -> None:
    turn.say(t("withdraw-none"), *way_on(turn))
    bring_back(turn)


# Taken back.


def take_back(turn: Turn) -> None:
    """At once: nothing is planned or under way any more; what held the moves is kept."""
    asked = turn.opened
    menus.end_all(turn)
    turn.put(withdrawn_at=turn.at, held=False)
    data = {"withdrawn": True, "at": turn.at.isoformat()}
    turn.record(Record(what="consent", day=turn.at.date(), data=data))
    turn.opened = asked
    end = turn.at + GRACE
    zone = turn.conversation.zone
    day = local_day(end, zone) if zone else end.date()
    turn.finish(t("withdrawn", date=date(day)), rows=WAYS)


def rest(turn: Turn) -> None:
    """In other words each time, as `unclear` counts."""
    turn.opened = None
    lines, ways = answer(turn, t("withdrawn-rest"))
    turn.say(*lines, rows=(*WAYS, *ways))


def stay(turn: Turn) -> None:
    """Asked anew, and not agreed to."""
    turn.finish(t("withdrawn-rest"), rows=WAYS)


def hear_crisis(turn: Turn) -> None:
    """Nothing is kept of it, nor waits for a word: there are no moves to hold."""
    turn.say(t("crisis-alone"))


def come_back(turn: Turn) -> None:
    """Agreed anew, to the words of today; with a plan, the safety cards come before its moves.

    Of what was said meanwhile nothing is known.
    """
    consent.keep(turn, (CONSENT,))
    turn.finish(*greeting(), GAP, t("answered", answer=t("button-agree")))
    turn.put(cards_owed=turn.conversation.cards_owed or has_plan(turn))
    turn.lead += [t("welcome-back"), GAP]
