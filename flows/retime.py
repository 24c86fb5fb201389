"""A new time or place in plain words: changed at once, said, and one tap takes it back.

Rule: the days are planned anew with each change; the place itself is never kept.
"""

from __future__ import annotations

import datetime as dt

from flows import agenda
from flows.agenda import next_lines
from flows.asides import bring_back
from flows.clock_words import read_time
from flows.conversation import Open
from flows.effects import Text
from flows.intake import zone_kept
from flows.parts import NEW_SYMPTOM, button, t, zone_name
from flows.turn import Screen, Turn
from flows.yes_no import NO, YES, read_yes_no, yes_no_rows

TIME, ZONE = "time", "zone"


# A time that can be two.


def ask_which(turn: Turn) -> None:
    turn.show("clock", turn.value)


def draw_clock(turn: Turn, topic: Open) -> Screen:
    del turn
    times = tuple(button(t("plain", text=time), f"c.{n}") for n, time in enumerate(topic.picks))
    early, late = topic.picks
    return Screen(lines=(t("clock-which", early=early, late=late),), rows=(times, *NEW_SYMPTOM))


def take_clock(turn: Turn, topic: Open, *, code: str | None, text: str | None) -> str:
    if text is not None:
        found = read_time(text)
        turn.value = f"{found:%H:%M}" if isinstance(found, dt.time) else None
        return "set_time" if turn.value else "elsewhere"
    turn.value = {"c.0": topic.picks[0], "c.1": topic.picks[1]}.get(code or "")
    return "set_time" if turn.value else "stale"


def ask_time(turn: Turn) -> None:
    turn.opened = None
    turn.show("set.q_time")


# The change, and the way back.


def keep_time(turn: Turn) -> None:
    turn.answer("q_time", turn.value)


def set_time(turn: Turn) -> None:
    old = str(turn.conversation.answers["q_time"])
    keep_time(turn)
    agenda.replan(turn)
    _show(turn, TIME, old)


def set_zone(turn: Turn) -> None:
    old = agenda.zone(turn.conversation)
    turn.put(zone=turn.value)
    agenda.replan(turn)
    _show(turn, ZONE, old)


def _show(turn: Turn, what: str, old: str) -> None:
    turn.show(f"undo.{what}", (old,))
    bring_back(turn)


def draw_undo(turn: Turn, topic: Open) -> Screen:
    """Picks: what it was before."""
    what = topic.topic.removeprefix("undo.")
    (old,) = topic.picks
    before = zone_name(old) if what == ZONE else t("plain", text=old)
    row = (button(t("button-undo", before=before), "undo"), button(f"button-other-{what}", "mend"))
    return Screen(lines=_lines(turn, what), rows=(row, *NEW_SYMPTOM))


def _lines(turn: Turn, what: str) -> tuple[Text, ...]:
    conversation = turn.conversation
    if what == ZONE:
        return (zone_kept(turn, agenda.zone(conversation)), *next_lines(turn))
    return (t("clock-kept", time=str(conversation.answers["q_time"])), *next_lines(turn))


def take_undo(turn: Turn, topic: Open, *, code: str | None, text: str | None) -> str:
    if text is not None:
        return "elsewhere"
    what = topic.topic.removeprefix("undo.")
    turn.value = "q_time" if what == TIME else ZONE
    if code == "undo":
        turn.value = topic.picks[0]
        return "undo_time" if what == TIME else "undo_zone"
    return "set" if code == "mend" else "stale"


def undo_time(turn: Turn) -> None:
    keep_time(turn)
    _as_before(turn, TIME)


def undo_zone(turn: Turn) -> None:
    turn.put(zone=turn.value)
    _as_before(turn, ZONE)


def _as_before(turn: Turn, what: str) -> None:
    agenda.replan(turn)
    turn.finish(t("undone"), *_lines(turn, what), rows=NEW_SYMPTOM)


# A place that nobody asked for.


def is_same_zone(turn: Turn) -> bool:
    return bool(turn.value == turn.conversation.zone)


def say_same_zone(turn: Turn) -> None:
    turn.say(t("here-same", zone=zone_name(turn.value)), *next_lines(turn), rows=NEW_SYMPTOM)
    bring_back(turn)


def offer_zone(turn: Turn) -> None:
    """Its zone only, and a yes first: it may be sent by mistake."""
    turn.opened = None
    turn.show("here", (turn.value,))


def draw_here(turn: Turn, topic: Open) -> Screen:
    (zone,) = topic.picks
    asked = t("here-ask", now=zone_kept(turn, zone))
    return Screen(lines=(asked,), rows=(*yes_no_rows(), *NEW_SYMPTOM))


def take_here(turn: Turn, topic: Open, *, code: str | None, text: str | None) -> str:
    said = read_yes_no(code, text)
    turn.value = topic.picks[0]
    if said not in (YES, NO):
        return "stale" if code is not None else "elsewhere"
    return "rezone" if said == YES else "stay"


def stay(turn: Turn) -> None:
    turn.finish(t("here-kept"), *next_lines(turn), rows=NEW_SYMPTOM)
    bring_back(turn)
