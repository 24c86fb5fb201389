"""Later today: the session that waits comes again when it suits.

Rule: offers and takes only what fits into the same day before its quiet hours; the moment itself is
`agenda`'s, so that it outlives restarts. Plain "later" means 2 hours (clinical spec 9).
"""

from __future__ import annotations

import datetime as dt

from flows import agenda, better_time
from flows.agenda import next_lines, time_text, today
from flows.asides import bring_back
from flows.conversation import Open
from flows.day import is_held_back, is_left_in_peace, is_open
from flows.delay_words import Wish, read_wish
from flows.effects import Text
from flows.labels import pick_label
from flows.parts import NEW_SYMPTOM, button, in_rows, t
from flows.reminders import end_of_day, in_quiet_hours, moment, snoozed
from flows.turn import Rows, Screen, Turn

EVENING = dt.time(19)
SOON, LATER = dt.timedelta(minutes=30), dt.timedelta(hours=2)
LEAST = dt.timedelta(minutes=10)
"""What is nearer is no later; two offers that lie closer together are one."""
MOST_TIMES = 8
OFFERS = ("in.30", "in.120", "tonight")
FULL_HOURS = {f"at.{hour:02}00": dt.time(hour) for hour in range(24)}
"""By the codes of their buttons."""
OTHER = ("other",)
"""Picks of the view that asks for a time."""


# What fits.


def fits(turn: Turn, at: dt.datetime) -> bool:
    zone = agenda.zone(turn.conversation)
    return turn.at < at < end_of_day(today(turn), zone) and not in_quiet_hours(at, zone)


def evening(turn: Turn) -> dt.datetime:
    """At seven; for who says so later, two hours from now."""
    at = _at_hour(turn, EVENING)
    return at if at - turn.at >= LEAST else turn.at + LATER


def offers(turn: Turn) -> dict[str, dt.datetime]:
    """What is offered now, none of it twice."""
    found: dict[str, dt.datetime] = {}
    for code in OFFERS:
        at = at_of(turn, code)
        if at and fits(turn, at) and all(abs(at - other) >= LEAST for other in found.values()):
            found[code] = at
    return found


def at_of(turn: Turn, code: str) -> dt.datetime | None:
    """The moment that a button means when it is tapped, whether it fits or not."""
    if code in OFFERS:
        return {"in.30": turn.at + SOON, "in.120": turn.at + LATER, "tonight": evening(turn)}[code]
    return _at_hour(turn, FULL_HOURS[code]) if code in FULL_HOURS else None


def _at_hour(turn: Turn, time: dt.time) -> dt.datetime:
    return moment(today(turn), time, agenda.zone(turn.conversation))


def _coming(turn: Turn) -> list[tuple[str, dt.time]]:
    """The next full hours that fit."""
    return [(c, time) for c, time in FULL_HOURS.items() if _is_later(turn, time)][:MOST_TIMES]


def _is_later(turn: Turn, time: dt.time) -> bool:
    at = _at_hour(turn, time)
    return at - turn.at >= LEAST and fits(turn, at)


def wished_at(turn: Turn, wish: Wish | None) -> dt.datetime | None:
    """When the wish is for; None when it does not fit. No wish is the usual two hours."""
    if wish is None:
        return snoozed(turn.at, today(turn), agenda.zone(turn.conversation))
    if wish.delay:
        at = turn.at + wish.delay
    elif wish.evening:
        at = evening(turn)
    else:
        times = (_at_hour(turn, time) for time in wish.times)
        at = next((at for at in times if fits(turn, at)), turn.at)
    return at if fits(turn, at) else None


# Showing.


def ask(turn: Turn) -> None:
    """Below the moves, which stay where they can be reported."""
    if _may(turn):
        _offer(turn)


def _offer(turn: Turn) -> None:
    """What fits; if nothing does, a kind line, and the moves stay where they are."""
    if offers(turn) or _coming(turn):
        turn.show("snooze")
    else:
        _say(turn, t("snooze-too-late"), *next_lines(turn))


def ask_other(turn: Turn) -> None:
    turn.show("snooze", OTHER)


def draw_snooze(turn: Turn, topic: Open) -> Screen:
    """Picks: none = which offer; a time = set, and still to be changed."""
    if topic.picks == OTHER:
        rows = in_rows([button(_clock(time), code) for code, time in _coming(turn)], 4)
        back = ((button("button-back", "back"),), *NEW_SYMPTOM)
        return Screen(lines=(t("snooze-when"),), rows=(*rows, *back))
    if topic.picks:
        set_for = dt.datetime.fromisoformat(topic.picks[0])
        return Screen(lines=(t("snoozed", time=time_text(turn, set_for)),), rows=_rows(turn))
    return Screen(lines=(t("snooze-ask"),), rows=_rows(turn))


def _rows(turn: Turn) -> Rows:
    codes = [*offers(turn), *OTHER]
    return (*in_rows([button(_label(code), code) for code in codes], 2), *NEW_SYMPTOM)


def _label(code: str) -> Text:
    return t(f"snooze-{code.replace('.', '-')}")


def _clock(time: dt.time) -> Text:
    return t("plain", text=f"{time:%H:%M}")


# Taking.


def take_snooze(turn: Turn, topic: Open, *, code: str | None, text: str | None) -> str:
    if text is not None:
        return _take_words(turn, topic, text)
    if code in OTHER:
        return "snooze_other"
    if code == "back":
        return "snooze_ask"
    at = at_of(turn, code or "")
    if at is None:
        return "stale"
    turn.value = at
    return "snooze"


def _take_words(turn: Turn, topic: Open, text: str) -> str:
    """A bare number is a time while that is what was asked last; else it may be a pain."""
    is_asked = topic.picks == OTHER and topic == turn.conversation.opens[-1]
    labels = [(code, _label(code)) for code in (*OFFERS, *OTHER)]
    chosen = None if text.strip().isdecimal() else pick_label(text, labels, turn)
    if chosen:
        return take_snooze(turn, topic, code=chosen, text=None)
    turn.value = read_wish(text, bare=is_asked)
    return "snooze" if turn.value else "elsewhere"


def keep(turn: Turn) -> None:
    """A tap says a moment, words say a wish, or only "later"."""
    if not _may(turn):
        return
    said = turn.value
    at = said if isinstance(said, dt.datetime) else wished_at(turn, said)
    if at is not None and fits(turn, at):
        _set(turn, at, is_plain=said is None)
    elif said is not None and _coming(turn):
        turn.collapse(t("rhythm-answered"))
        turn.lead.append(t("snooze-no-fit"))
        turn.show("snooze", OTHER)
    else:
        _offer(turn)


def _set(turn: Turn, at: dt.datetime, *, is_plain: bool) -> None:
    """Who said no more than "later" sees what else there is."""
    agenda.plan_snooze(turn, at)
    better_time.note_snooze(turn)
    if is_plain:
        turn.opened = None
        turn.show("snooze", (at.isoformat(),))
        return
    turn.collapse(t("rhythm-answered"))
    turn.finish(t("snoozed", time=time_text(turn, at)), rows=NEW_SYMPTOM)


def _may(turn: Turn) -> bool:
    """Only a session that waits can be put off, and nobody is reminded in a pause.

    Another screen that was spoken to stays as it is.
    """
    if is_left_in_peace(turn):
        _say(turn, t("snooze-paused"))
    elif is_open(turn):
        turn.opened = turn.opened if _is_ours(turn) else None
        return True
    elif is_held_back(turn):
        _say(turn, t("card-first"))
    else:
        _say(turn, t("snooze-nothing"), *next_lines(turn))
    return False


def _is_ours(turn: Turn) -> bool:
    return turn.opened is not None and turn.opened.topic == "snooze"


def _say(turn: Turn, *lines: Text) -> None:
    """On a screen of our own as its last word; else as a message, and the open question again."""
    if _is_ours(turn):
        turn.collapse(t("rhythm-answered"))
        turn.finish(*lines, rows=NEW_SYMPTOM)
    else:
        turn.opened = None
        turn.say(*lines, rows=NEW_SYMPTOM)
        bring_back(turn)
