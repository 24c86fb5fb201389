"""The week in a few words, on the person's own day of it: when it is told, and where.

Rule: after that day's report, else as one quiet message, by the next day at the latest; never
beside a session that waits. What it says is `this_week`'s matter.
"""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from flows import cap, details, lapse, streak
from flows.agenda import add, drop, is_ahead, own_time, sending, today, zone
from flows.asides import bring_back
from flows.conversation import Moment, Note
from flows.day import is_held_back, is_open
from flows.effects import WeekPicture
from flows.parts import NEW_SYMPTOM, button, t
from flows.pictures import are_wanted
from flows.plainly import celebrating
from flows.reminders import jittered, moment
from flows.report import program_of
from flows.settings import OFF
from flows.stops import screening_open
from flows.this_week import Told, lines, pain_lines
from flows.turn import Rows, Screen, Turn

DAY = dt.timedelta(days=1)
AFTER_PROMPT = 10 * 60
"""Minutes from the prompt's own time."""
LATEST, NOT_FROM = dt.time(19, 30), dt.time(20)
YOUNGEST = 3 * DAY
"""What is younger of a plan makes no week."""
HORIZON = 15
"""Days: over the first three, or a week told by a clock ahead, on to the same weekday again."""


# When.


def ends_on(turn: Turn, day: dt.date) -> dt.date | None:
    """The last day of the week that can be told on this day: the day itself or the one before."""
    chosen, told = turn.conversation.summary_day, turn.conversation.summary_on
    told = None if told and is_ahead(told, today(turn)) else told  # by a clock that was wrong
    first = program_of(turn).day0 + YOUNGEST
    ends = (end for end in (day, day - DAY) if end.isoweekday() == chosen and end >= first)
    return next((end for end in ends if told is None or told < end), None)


def keep_planned(turn: Turn) -> None:
    """After every event: the next moment while the programme runs, none otherwise."""
    has_one = any(m.kind == "summary" for m in turn.conversation.agenda)
    if turn.state != "program.active" or turn.conversation.summary_day == OFF:
        drop(turn, "summary")
    elif not has_one:
        _plan(turn)


def _plan(turn: Turn) -> None:
    days = (today(turn) + ahead * DAY for ahead in range(HORIZON))
    coming = ((day, moment_of(turn, day)) for day in days if ends_on(turn, day))
    day, at = next((day, at) for day, at in coming if at > turn.at)
    add(turn, "summary", day, at)


def moment_of(turn: Turn, day: dt.date) -> dt.datetime:
    """Long after the prompt, and early in the evening at the latest."""
    own = own_time(turn.conversation)
    hour, minute = divmod(own.hour * 60 + own.minute + AFTER_PROMPT, 60)
    time = LATEST if (hour, minute) > (LATEST.hour, LATEST.minute) else dt.time(hour, minute)
    assert turn.conversation.consent
    at = moment(day, time, zone(turn.conversation))
    return jittered(at, int(turn.conversation.consent.at.timestamp()))


def can_tell(turn: Turn, end: dt.date) -> bool:
    """Of a week of this plan in which a session was planned, to who is with us and safe."""
    conversation = turn.conversation
    is_asked = conversation.cards_owed or screening_open(conversation)
    if turn.state != "program.active" or conversation.held or is_asked:
        return False
    return bool(Told(turn, end).planned) and lapse.is_with_us(turn, today(turn))


# Unasked.


def send(turn: Turn, due: Moment) -> None:
    """Unless it is late, or a session waits or comes: then its report brings it."""
    end = ends_on(turn, due.day)
    if end is None or _is_late(turn) or _is_beside(turn) or not can_tell(turn, end):
        return
    if cap.has_room(turn, cap.KEPT_FREE):
        turn.put(summary_on=end)
        if details.are_hidden(turn):
            turn.put(note=Note(kind="summary", about=end.isoformat()))
        how = {**sending(turn), "lane": "bulk", "silent": True}
        screen = draw(turn, end.isoformat())
        turn.say(*screen.lines, rows=screen.rows, **how)


def draw(turn: Turn, end: str) -> Screen:
    told = Told(turn, dt.date.fromisoformat(end))
    return Screen(lines=lines(told), rows=(*_look_row(turn, told), *NEW_SYMPTOM))


def holds(turn: Turn, end: str) -> bool:
    """The week that was sent can still be told."""
    return can_tell(turn, dt.date.fromisoformat(end))


def _look_row(turn: Turn, told: Told) -> Rows:
    """A button in place of pain and picture: the message may be read on a locked screen.

    Trust spec P11.
    """
    if pain_lines(told):
        return ((button("summary-pain", "!week"),),)
    return ((button("summary-picture", "!week"),),) if are_wanted(turn) else ()


def _is_late(turn: Turn) -> bool:
    return turn.at.astimezone(ZoneInfo(zone(turn.conversation))).time() >= NOT_FROM


def _is_beside(turn: Turn) -> bool:
    """Of a prompt, a nudge, or what is asked before a session."""
    coming = [m.kind for m in turn.conversation.agenda if m.day == today(turn)]
    is_coming = not {"prompt", "nudge", "snooze"}.isdisjoint(coming)
    return is_coming or is_open(turn) or is_held_back(turn)


def say_pain(turn: Turn) -> None:
    """Of the week that was told last."""
    told = Told(turn, turn.conversation.summary_on or today(turn))
    turn.opened = None
    said = pain_lines(told) or (t("summary-no-pain"),)
    turn.say(*said, rows=NEW_SYMPTOM, picture=_picture(told))
    bring_back(turn)


# Below a report.


def is_due(turn: Turn) -> bool:
    end = ends_on(turn, today(turn))
    return end is not None and can_tell(turn, end)


def tell(turn: Turn) -> None:
    end = ends_on(turn, today(turn))
    assert end
    turn.put(summary_on=end)
    drop(turn, "summary")
    told = Told(turn, end)
    how = celebrating(turn) if streak.is_due(turn) else {}
    said = (*lines(told), *pain_lines(told))
    turn.say(*said, rows=NEW_SYMPTOM, picture=_picture(told), **how)


def _picture(told: Told) -> WeekPicture:
    return WeekPicture(first=min(told.days), last=told.end)
