"""How a stop ends: it was examined, leg exercise is fine, and it is no worse.

Rule: three questions for each thing that stopped the moves; one wrong answer keeps the stop.
Clinical spec 2, clearing.
"""

from __future__ import annotations

import datetime as dt

from flows import streak
from flows.agenda import today
from flows.builder import earlier
from flows.cards import open_cards
from flows.conversation import Open, Program, Session
from flows.effects import Record
from flows.labels import pick_label
from flows.lapse import LONG
from flows.parts import GAP, button, in_rows, t
from flows.reminders import local_day
from flows.report import sessions_ever
from flows.result import first_program
from flows.stops import PAUSE, screen
from flows.turn import Screen, Turn
from flows.yes_no import NO, YES, read_yes_no, yes_no_rows

DAY = dt.timedelta(days=1)
STEPS = ("examined", "fine", "now")
NOW = ("gone", "same", "worse")


def too_soon(turn: Turn) -> bool:
    """Card-A items: not before a day has passed since each of them was ticked."""
    begun, flags = turn.conversation.stopped_at, turn.content.red_flags
    urgent = [s for s in turn.conversation.stops if s in flags and flags[s].card == "a"]
    if all(s in begun for s in urgent):
        return any(begun[s] + DAY > turn.at for s in urgent)
    return any(m.kind == "follow_up" and m.at > turn.at for m in turn.conversation.agenda)


def say_too_soon(turn: Turn) -> None:
    turn.say(t("too-soon"))


def ask_clearing(turn: Turn) -> None:
    turn.show(f"clear.{turn.conversation.stops[0]}.{STEPS[0]}")


def draw_clear(turn: Turn, topic: Open) -> Screen:
    _, item, step = topic.topic.split(".")
    label = t(f"flag.{item}") if item in turn.content.red_flags else t(f"short-{item}")
    rows = in_rows([button(f"clear-{c}", c) for c in NOW], 3) if step == "now" else yes_no_rows()
    return Screen(lines=(t(f"clear-{step}", item=label),), rows=rows)


def take_clear(turn: Turn, topic: Open, *, code: str | None, text: str | None) -> str:
    _, item, step = topic.topic.split(".")
    if step == "now":
        labels = [(c, t(f"clear-{c}")) for c in NOW]
        said = code if code is not None else pick_label(text or "", labels, turn)
        known: tuple[str, ...] = NOW
    else:
        said, known = read_yes_no(code, text), (YES, NO)
    if said not in known:
        turn.value = t("hint-buttons" if step == "now" else "hint-yes-no")
        return "stale" if code is not None else "unclear"
    turn.value = (item, step, said)
    return "clearing"


def stays_stopped(turn: Turn) -> bool:
    """Not examined, not told it is fine, worse; or a card-A item that is still there."""
    item, step, said = turn.value
    flag = turn.content.red_flags.get(item)
    is_urgent = flag is not None and flag.card == "a"
    wrong = ("worse", "same") if is_urgent else ("worse",)
    return said in (wrong if step == "now" else (NO,))


def has_more(turn: Turn) -> bool:
    item, step, _ = turn.value
    return bool(step != STEPS[-1] or item != turn.conversation.stops[-1])


def next_question(turn: Turn) -> None:
    item, step, _ = turn.value
    stops = turn.conversation.stops
    if step != STEPS[-1]:
        turn.show(f"clear.{item}.{STEPS[STEPS.index(step) + 1]}")
    else:
        turn.show(f"clear.{stops[stops.index(item) + 1]}.{STEPS[0]}")


def clear(turn: Turn) -> None:
    """All cleared: care, phase 1, d1, cap 2 for 28 days; history starts anew.

    Leaves in `turn.value` whether cards A and B are called for.
    """
    conversation = turn.conversation
    zone = conversation.zone
    day = local_day(turn.at, zone) if zone else turn.at.date()
    turn.value = any(_calls_for_cards(s, turn) for s in conversation.stops)
    owed = conversation.cards_owed or turn.value
    cleared = {**conversation.cleared, **dict.fromkeys(conversation.stops, day)}
    turn.put(cleared=cleared, stops=(), stopped_at={}, agenda=(), opening=None, cards_owed=owed)
    turn.put(safety=screen(turn.conversation, conversation.answers, turn).cls)
    turn.record(Record(what="safety", day=day, data={"cleared": list(conversation.stops)}))
    turn.lead.append(t("cleared"))
    if conversation.program:
        _begin_anew(turn)
    else:
        turn.lead.append(GAP)


def _calls_for_cards(stop: str, turn: Turn) -> bool:
    """A pause, or an absence: clinical spec 2, screening again (e) and (f)."""
    begun = turn.conversation.stopped_at.get(stop)
    return stop.startswith(PAUSE) or begun is None or turn.at - begun >= LONG * DAY


def _load_of(program: Program, day: dt.date) -> tuple[Session, ...]:
    loads = (s for s in earlier(program, day + DAY) if s.day == day and s.type == "L")
    return tuple(s.model_copy(update={"items": ()}) for s in loads)


def _begin_anew(turn: Turn) -> None:
    """Load days are not on two days running for it; a day that has had its session gets no second.

    Of the history no more is kept than that yesterday was a load day. What rests goes on resting.
    """
    old = turn.conversation.program
    assert old
    day = today(turn)
    had_one = any(report.day == day for report in old.reports)
    streak.settle(turn, day if had_one else day - DAY)
    program = first_program(
        turn,
        built=_load_of(old, day - DAY),
        blocked_until=old.blocked_until,
        past_sessions=sessions_ever(old, old.reports),
    )
    if turn.conversation.last_fired.get("prompt") == program.day0:
        program = program.model_copy(update={"today": None, "trained_on": program.day0})
    turn.put(program=program)


def open_cards_at_once(turn: Turn) -> None:
    """What was cleared calls for them; others that are owed come before the next session."""
    if turn.value:
        open_cards(turn)
