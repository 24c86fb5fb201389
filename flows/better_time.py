"""A better time for the daily prompt, offered to who often trains at another one.

Rule: offers once, and changes the time only with a yes. It looks at the last five session days:
three that were put off, or done far from the prompt's own time, call for it.
"""

from __future__ import annotations

import datetime as dt
from statistics import median_low
from zoneinfo import ZoneInfo

from flows import agenda
from flows.agenda import fired, next_lines, own_time, today
from flows.clock_words import read_time
from flows.conversation import AskKind, Lived, Open
from flows.parts import NEW_SYMPTOM, button, t
from flows.reminders import QUIET_FROM, QUIET_UNTIL, local_day
from flows.report import last_report
from flows.turn import Screen, Turn
from flows.yes_no import NO, YES, read_yes_no

LOOKED_AT, CALLS_FOR_IT, LEAST_TIMES = 5, 3, 2
NOT_AGAIN = dt.timedelta(days=14)
FAR = 90
"""Minutes from the prompt's own time."""
WORTH_IT = 30
"""Minutes; what is nearer is no other time."""
QUARTER = 15
KIND: AskKind = "better"

# Noting.


def note_snooze(turn: Turn) -> None:
    """Today's session was put off."""
    _note(turn, snoozed=True)


def note_report(turn: Turn) -> None:
    """Today's session was done: when it was begun, if a move was looked at, or else reported."""
    last, day = last_report(turn.conversation), today(turn)
    if last is None or last.day != day or last.completion == "skipped":
        return
    began = _began(turn)
    is_off = abs(_minutes(began) - _minutes(own_time(turn.conversation))) >= FAR
    _note(turn, at=f"{began:%H:%M}", is_off=is_off)


def _began(turn: Turn) -> dt.time:
    looked, place = turn.conversation.looked_at, agenda.zone(turn.conversation)
    is_of_today = looked is not None and local_day(looked, place) == today(turn)
    at = looked if looked and is_of_today else turn.at
    return at.astimezone(ZoneInfo(place)).time()


def _note(turn: Turn, **changes: object) -> None:
    rhythm, day = turn.conversation.rhythm, today(turn)
    others = tuple(lived for lived in rhythm.lived if lived.day != day)
    lived = next((lived for lived in rhythm.lived if lived.day == day), Lived(day=day))
    kept = (*others, lived.model_copy(update=changes))[-LOOKED_AT:]
    turn.put(rhythm=rhythm.model_copy(update={"lived": kept}))


def _minutes(time: dt.time) -> int:
    return time.hour * 60 + time.minute


# Offering.


def is_due(turn: Turn) -> bool:
    offered = turn.conversation.last_fired.get(KIND)
    if offered is not None and today(turn) - offered < NOT_AGAIN:
        return False
    lived = turn.conversation.rhythm.lived
    calls = [day for day in lived if day.snoozed or day.is_off]
    return len(calls) >= CALLS_FOR_IT and found(turn) is not None


def found(turn: Turn) -> dt.time | None:
    """The middle of the times of these days, to the quarter; None at night or near the old one."""
    lived = turn.conversation.rhythm.lived
    said = [day.at for day in lived if day.at and (day.snoozed or day.is_off)]
    if len(said) < LEAST_TIMES:
        return None
    middle = median_low(_minutes(dt.time.fromisoformat(at)) for at in said)
    quarter = (middle + QUARTER // 2) // QUARTER * QUARTER % (24 * 60)
    time = dt.time(quarter // 60, quarter % 60)
    is_other = abs(quarter - _minutes(own_time(turn.conversation))) >= WORTH_IT
    return time if is_other and QUIET_UNTIL <= time < QUIET_FROM else None


def offer(turn: Turn) -> None:
    time = found(turn)
    assert time
    fired(turn, KIND)
    turn.opened = None
    turn.show(KIND, (f"{time:%H:%M}",))


def draw_better(turn: Turn, topic: Open) -> Screen:
    del turn
    (time,) = topic.picks
    choices = (button("button-yes", YES), button("better-other", "other"), button("button-no", NO))
    return Screen(lines=(t("better-ask", time=time),), rows=(choices, *NEW_SYMPTOM))


def take_better(turn: Turn, topic: Open, *, code: str | None, text: str | None) -> str:
    """Nothing waits for it: words that are no answer are for something else."""
    (offered,) = topic.picks
    turn.value = offered
    if code == "other":
        return "better_other"
    typed = read_time(text) if text and ":" in text else None
    if isinstance(typed, dt.time):
        turn.value = f"{typed:%H:%M}"
        return "better_yes"
    other = "stale" if code is not None else "elsewhere"
    return {YES: "better_yes", NO: "better_no"}.get(read_yes_no(code, text) or "", other)


# Taking.


def take(turn: Turn) -> None:
    """What was counted by the old time counts no more."""
    turn.answer("q_time", turn.value)
    turn.put(rhythm=turn.conversation.rhythm.model_copy(update={"lived": ()}))
    agenda.replan(turn)
    turn.collapse(t("rhythm-answered"))
    turn.finish(t("better-set", time=turn.value), *next_lines(turn), rows=NEW_SYMPTOM)


def open_clock(turn: Turn) -> None:
    turn.show("set.q_time")


def leave(turn: Turn) -> None:
    turn.collapse(t("rhythm-answered"))
    turn.finish(t("better-kept"), *next_lines(turn), rows=NEW_SYMPTOM)
