"""How long a person's data is kept while nothing is heard of them: a warning, and then the end.

Rule: counts from the last day on which the person did anything; what comes due by itself is no
sign of them. Before consent, and once it was taken back, there is nothing to warn of.
"""

from __future__ import annotations

import calendar
import datetime as dt

from flows.agenda import AHEAD, MOMENT, date, is_ahead
from flows.asides import bring_back
from flows.conversation import Retention
from flows.effects import Forget
from flows.events import UNASKED
from flows.parts import button, t
from flows.reminders import hold, local_day, moment
from flows.turn import Turn

GRACE = dt.timedelta(days=30)
"""From the warning to the end; and in all, where no warning is needed."""
NOON = dt.time(12)
NIGHT = dt.timedelta(hours=8)
"""So long quiet hours may hold a message."""
KEEP = ((button("button-keep-data", "!keep"),),)
START = ((button("button-start", "!start"),),)


# When.


def keep_planned(turn: Turn) -> None:
    """After every event; most change nothing, as days are counted."""
    did_something = turn.event.kind not in UNASKED
    planned = _from(turn, _day(turn)) if did_something else _as_it_stands(turn)
    if any(isinstance(e, Forget) and not e.keep_talk for e in turn.effects):
        planned = None
    if planned != turn.conversation.retention:
        turn.put(retention=planned)


def _from(turn: Turn, active_on: dt.date) -> Retention | None:
    """What comes after this last sign of the person; None: all is kept until they delete it."""
    talk, months = turn.conversation, turn.content.keeping.months
    if talk.withdrawn_at is not None:
        return Retention(active_on=active_on, at=talk.withdrawn_at + GRACE, last=True)
    if talk.consent is None:
        return Retention(active_on=active_on, at=_noon(turn, active_on + GRACE), last=True)
    if not months:
        return None
    return Retention(active_on=active_on, at=_noon(turn, months_after(active_on, months)))


def _as_it_stands(turn: Turn) -> Retention | None:
    """The person did nothing; but days, months or zone may be others than they were."""
    old = turn.conversation.retention
    if old is None:
        return _not_past(turn, _from(turn, _last_sign(turn)))
    if _was_wrong_clock(turn, old):
        return _from(turn, _day(turn))
    planned = _from(turn, old.active_on)
    if planned is None:
        return None
    was_warned = old.last and not planned.last
    is_held = planned.at <= turn.at < old.at <= turn.at + NIGHT
    return _not_past(turn, old if was_warned or is_held else planned)


def _last_sign(turn: Turn) -> dt.date:
    """Of a snapshot that is older than this rule."""
    talk = turn.conversation
    seen = (talk.heard_on, talk.seen_at and talk.seen_at.date())
    return max((day for day in seen if day), default=_day(turn))


def _was_wrong_clock(turn: Turn, old: Retention) -> bool:
    too_late = old.last and old.at - turn.at > GRACE + AHEAD
    return too_late or is_ahead(old.active_on, _day(turn))


def _not_past(turn: Turn, planned: Retention | None) -> Retention | None:
    """What is due comes with the next event, as one event would never see the end of it."""
    if planned is None or planned.at > turn.at:
        return planned
    return planned.model_copy(update={"at": turn.at + MOMENT})


def _day(turn: Turn) -> dt.date:
    zone = turn.conversation.zone
    return local_day(turn.at, zone) if zone else turn.at.date()


def _noon(turn: Turn, day: dt.date) -> dt.datetime:
    """In their own zone, where it is known."""
    return moment(day, NOON, turn.conversation.zone or "UTC")


def months_after(day: dt.date, months: int) -> dt.date:
    """The same day of a later month, or the last one that it has."""
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    return dt.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


# What is due.


def is_all(turn: Turn) -> bool:
    """Nothing else is due: the talk itself is left as it is."""
    talk, found = turn.conversation, turn.conversation.retention
    if talk.blocked or not talk.agenda:
        return True
    is_due = found is not None and found.at <= turn.at
    return is_due and not any(m.at <= turn.at for m in talk.agenda)


def is_over(turn: Turn) -> bool:
    found = turn.conversation.retention
    if found is None or not found.last or found.at > turn.at:
        return False
    return _from(turn, found.active_on) is not None


def must_warn(turn: Turn) -> bool:
    """Unless the operator has set more months since it was planned."""
    found = turn.conversation.retention
    if found is None or found.last or found.at > turn.at:
        return False
    planned = _from(turn, found.active_on)
    return planned is not None and planned.at <= turn.at


def warn(turn: Turn) -> None:
    """Once and quietly; who blocked the bot cannot be told, and has as long to come back."""
    found = turn.conversation.retention
    assert found
    if _waits_for_day(turn, found):
        return
    ends = _day(turn) + GRACE
    turn.put(retention=found.model_copy(update={"at": _noon(turn, ends), "last": True}))
    if not turn.conversation.blocked:
        turn.say(t("retention-warning", date=date(ends)), rows=KEEP, lane="bulk", silent=True)


def _waits_for_day(turn: Turn, found: Retention) -> bool:
    """Quiet hours hold what is said, where it is known when they are."""
    talk = turn.conversation
    day = hold(turn.at, talk.zone) if talk.zone and not talk.blocked else turn.at
    if day > turn.at:
        turn.put(retention=found.model_copy(update={"at": day}))
    return day > turn.at


def end(turn: Turn) -> None:
    """Everything goes; who was warned is told."""
    found = turn.conversation.retention
    assert found
    was_warned = is_kept(turn) and not turn.conversation.blocked
    if was_warned and _waits_for_day(turn, found):
        return
    if was_warned:
        turn.say(t("retention-ended"), rows=START, lane="bulk", silent=True)
    turn.put(agenda=())
    turn.effects.append(Forget())


def is_kept(turn: Turn) -> bool:
    """There is something that a person agreed to have kept."""
    return turn.conversation.consent is not None and turn.conversation.withdrawn_at is None


def keep(turn: Turn) -> None:
    """The button below the warning; any other sign of the person does as much, in silence."""
    turn.opened = None
    turn.say(t("retention-kept"))
    if not turn.conversation.held:
        bring_back(turn)


def say_nothing_kept(turn: Turn) -> None:
    """The button of a warning that came long ago."""
    turn.opened = None
    turn.say(t("retention-nothing"), rows=START)
