"""When the bot speaks next: the due moments, in the person's own days.

Rule: plans moments and drops them; what is said when one comes is `daily`'s matter.
"""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from content.schema import DayType
from flows import missed, plan
from flows.conversation import AskKind, CheckIn, Conversation, Moment, MomentKind
from flows.effects import Text
from flows.parts import t
from flows.rate import AMBER_PAIN
from flows.reminders import (
    MORNING,
    QUIET_FROM,
    end_of_day,
    in_quiet_hours,
    jittered,
    later_today,
    local_day,
    moment,
    next_moment,
    nudge_at,
)
from flows.report import decision_on, last_report, waiting_session
from flows.turn import Turn

MOMENT = dt.timedelta(seconds=1)
"""What is planned now is due a little later, or one event would never see the end of it."""
AHEAD = dt.timedelta(days=5)
"""Neither a journey nor a small mistake of a clock makes a day so far off seem to have come."""
LATE = dt.timedelta(minutes=30)
"""A prompt later than this is a catch-up, and quiet hours hold it."""
UNDER_WAY = dt.timedelta(minutes=15)
"""So long after somebody looked how a move is done, they may be doing it."""
DAILY: tuple[MomentKind, ...] = ("prompt", "snooze", "morning", "nudge", "summary", "break")
"""Of one local day, and worth nothing after it; the most useful first."""


def zone(conversation: Conversation) -> str:
    assert conversation.zone
    return conversation.zone


def today(turn: Turn) -> dt.date:
    return local_day(turn.at, zone(turn.conversation))


def own_time(conversation: Conversation) -> dt.time:
    """Of the day's prompt."""
    return dt.time.fromisoformat(str(conversation.answers["q_time"]))


def clock(turn: Turn, at: dt.datetime) -> str:
    return f"{at.astimezone(ZoneInfo(zone(turn.conversation))):%H:%M}"


def time_text(turn: Turn, at: dt.datetime) -> Text:
    """The same to be read: a phone that can writes it in its own way."""
    return t("plain.time", unix=str(int(at.timestamp())), text=clock(turn, at))


def add(turn: Turn, kind: MomentKind, day: dt.date, at: dt.datetime) -> None:
    drop(turn, kind)
    turn.put(agenda=(*turn.conversation.agenda, Moment(kind=kind, day=day, at=at)))


def drop(turn: Turn, *kinds: MomentKind | AskKind) -> None:
    if any(m.kind in kinds for m in turn.conversation.agenda):
        turn.put(agenda=tuple(m for m in turn.conversation.agenda if m.kind not in kinds))


def take_due(turn: Turn) -> dict[MomentKind, Moment]:
    """The due moments, out of the agenda; those of a day that is over are dropped."""
    due = [m for m in turn.conversation.agenda if m.at <= turn.at]
    drop_due(turn)
    return {m.kind: m for m in due if m.kind not in DAILY or m.day == today(turn)}


def drop_due(turn: Turn) -> None:
    """What came due has no meaning here."""
    if any(m.at <= turn.at for m in turn.conversation.agenda):
        turn.put(agenda=tuple(m for m in turn.conversation.agenda if m.at > turn.at))


def is_quiet(turn: Turn, due: Moment) -> bool:
    """Quiet hours hold all but a prompt at the person's own time."""
    own_time = due.kind == "prompt" and turn.at - due.at <= LATE
    return not own_time and in_quiet_hours(turn.at, zone(turn.conversation))


def is_busy(turn: Turn) -> bool:
    """A session is under way: nothing talks over it (trust spec 6)."""
    return turn.at < _free_at(turn)


def _free_at(turn: Turn) -> dt.datetime:
    looked = turn.conversation.looked_at
    return turn.at if looked is None else max(turn.at, looked + UNDER_WAY)


def put_off(turn: Turn, due: Moment) -> None:
    """To the end of the session under way and of the quiet hours, if that is the same day."""
    at = later_today(_free_at(turn), due.day, zone(turn.conversation))
    if at is not None:
        add(turn, due.kind, due.day, at)


def sending(turn: Turn) -> dict[str, Any]:
    """How a message is sent that nobody asked for: behind replies, quietly if wished, today or not.

    An answer to what a person just did needs nothing of it.
    """
    if turn.event.kind != "moment_due":
        return {}
    return {**sending_any_day(turn), "useless_after": _of_use_until(turn)}


def _of_use_until(turn: Turn) -> dt.datetime:
    """To the night, in which nothing may come late; a late own time has its half hour."""
    day, place = today(turn), zone(turn.conversation)
    night = moment(day, QUIET_FROM, place)
    return min(end_of_day(day, place), max(night, turn.at + LATE))


def sending_any_day(turn: Turn) -> dict[str, Any]:
    """The same, of what is worth as much tomorrow, and where no zone may be known."""
    if turn.event.kind != "moment_due":
        return {}
    return {"lane": "prompt", "silent": is_quiet_person(turn)}


def is_quiet_person(turn: Turn) -> bool:
    """Who wants one quiet message wants no sound, no nudge and no fuss."""
    return turn.conversation.answers.get("q_style") == "quiet"


def fired(turn: Turn, kind: MomentKind | AskKind) -> None:
    """Today has had it, in whatever zone the person is tomorrow."""
    turn.put(last_fired={**turn.conversation.last_fired, kind: today(turn)})
    drop(turn, kind)


def has_fired(turn: Turn, kind: MomentKind | AskKind) -> bool:
    return turn.conversation.last_fired.get(kind) == today(turn)


# Planning.


def replan(turn: Turn) -> None:
    """Time, days or zone are others now."""
    _follow_days(turn)
    drop(turn, "break", "summary")
    plan_prompt(turn)
    plan_morning(turn)


def _follow_days(turn: Turn) -> None:
    """Other days count from today on: no day that is over turns into a missed one."""
    conversation, program = turn.conversation, turn.conversation.program
    assert program
    followed = missed.with_days(program, today(turn), conversation.answers, turn.content)
    turn.put(program=followed)


def is_ahead(day: dt.date, today: dt.date) -> bool:
    """No day that far off has had anything: the clock was wrong when it was noted."""
    return day - today > AHEAD


def _forget_ahead(turn: Turn) -> None:
    """It counts as today, so that nothing comes twice at once, and nothing stays away for long."""
    days, now = turn.conversation.last_fired, today(turn)
    if any(is_ahead(day, now) for day in days.values()):
        turn.put(last_fired={k: now if is_ahead(day, now) else day for k, day in days.items()})


def plan_prompt(turn: Turn) -> None:
    """The next training day's prompt: at most one a local day, whatever zone and time become."""
    _forget_ahead(turn)
    drop(turn, "prompt")
    until = turn.conversation.paused_until
    if turn.state == "program.paused" and until is None:
        return
    conversation = turn.conversation
    assert conversation.consent
    over = [conversation.last_fired.get("prompt"), until and until - dt.timedelta(days=1)]
    day, at = next_moment(
        turn.at.replace(second=0, microsecond=0),
        own_time(conversation),
        zone(conversation),
        max((d for d in over if d), default=None),
        partial(_trains, turn),
    )
    spread = jittered(at, int(conversation.consent.at.timestamp()))
    add(turn, "prompt", day, max(spread, turn.at + MOMENT))


def _trains(turn: Turn, day: dt.date) -> bool:
    conversation, program = turn.conversation, turn.conversation.program
    assert program
    if any(day == r.day for r in program.reports):
        return False
    return plan.day_type(program, day, conversation.answers, turn.content) is not None


def plan_nudge(turn: Turn) -> None:
    """None for who wants one quiet message; but a session that waits for an answer comes then."""
    at = nudge_at(turn.at, today(turn), zone(turn.conversation))
    waits = turn.conversation.opening == today(turn)
    if at and (waits or not is_quiet_person(turn)):
        add(turn, "nudge", today(turn), at)


def plan_snooze(turn: Turn, at: dt.datetime) -> None:
    """Later on the same day, and no nudge then."""
    drop(turn, "nudge")
    add(turn, "snooze", today(turn), at)


def asks_morning(report: CheckIn) -> bool:
    """After load days, pain from 4, or tingling worse; clinical spec 7."""
    if report.completion == "skipped" and report.pain is None and report.tingling != "worse":
        return False
    return report.type == "L" or (report.pain or 0) >= AMBER_PAIN or report.tingling == "worse"


def plan_morning(turn: Turn) -> None:
    """The morning after the last session, at 08:00; a prompt that is earlier asks it itself."""
    conversation, program = turn.conversation, turn.conversation.program
    assert program
    drop(turn, "morning")
    last = program.reports[-1] if program.reports else None
    if last is None or not asks_morning(last):
        return
    day = last.day + dt.timedelta(days=1)
    at = moment(day, MORNING, zone(conversation))
    is_asked = conversation.last_fired.get("morning") == day
    if at > turn.at and not is_asked and not _prompted_by(turn, at):
        add(turn, "morning", day, at)


def _prompted_by(turn: Turn, at: dt.datetime) -> bool:
    """Before this minute is over."""
    soon = at + dt.timedelta(minutes=1)
    return any(m.kind == "prompt" and m.at < soon for m in turn.conversation.agenda)


def next_lines(turn: Turn) -> tuple[Text, ...]:
    """When the next session comes; in a pause without an end, what ends it."""
    if turn.state == "program.paused" and turn.conversation.paused_until is None:
        return (t("way-on-resume"),)
    program, agenda = turn.conversation.program, turn.conversation.agenda
    coming = next((m for m in agenda if m.kind == "prompt"), None)
    if coming is None or program is None:
        return ()
    said = t(
        "next-session",
        ahead=(coming.day - today(turn)).days,
        weekday=weekday(coming.day),
        time=time_text(turn, coming.at),
        type=type_of(turn, coming.day) or "M",
    )
    return (said,)


def then_lines(turn: Turn) -> tuple[Text, ...]:
    """Today's moves, while they wait; else when the next session comes."""
    session = waiting_session(turn.conversation)
    waits = session is not None and session.day == today(turn) and turn.state == "program.active"
    return (t("asks-waits"),) if waits else next_lines(turn)


def type_of(turn: Turn, day: dt.date) -> DayType | None:
    """As the week says, but for the gentle day that the last report asks for."""
    conversation, program = turn.conversation, turn.conversation.program
    assert program
    last = last_report(conversation)
    planned = plan.day_type(program, day, conversation.answers, turn.content)
    is_next = any(m.kind == "prompt" and m.day == day for m in conversation.agenda)
    if planned and is_next and last and last.decision is None:
        return "G" if decision_on(last, conversation).id == "D3" else planned
    return planned


def weekday(day: dt.date) -> Text:
    return t(f"weekday-{day.isoweekday()}")


def date(day: dt.date) -> Text:
    """Of the coming year, so that no year has to be said."""
    return t("date", weekday=weekday(day), day=day.day, month=day.month)
