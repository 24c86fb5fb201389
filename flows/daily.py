"""The days of a programme: what comes due, today's session, the morning after.

Rule: decides when to speak and builds the day; how a session looks is `session`'s matter.
"""

from __future__ import annotations

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from flows import adapt, plan
from flows.basis import Basis
from flows.checkin import base_pain, decision_on, make_report, say_decision, with_report
from flows.checkin import go_on as go_on_with_report
from flows.checkin import keep_report as checkin_keep
from flows.conversation import CheckIn, Conversation, Moment, MomentKind, Open, Program
from flows.effects import Record, Text
from flows.parts import NEW_SYMPTOM, button, in_rows, scale_rows, t
from flows.reminders import (
    MORNING,
    SNOOZE_HOURS,
    due_on,
    end_of_day,
    in_quiet_hours,
    jittered,
    local_day,
    moment,
    nudge_at,
    snoozed,
)
from flows.replies import pain as read_pain
from flows.result import first_program, with_session
from flows.rungs import settle_rungs
from flows.turn import Screen, Turn
from flows.weigh import weigh

LATE = dt.timedelta(minutes=30)
"""A prompt later than this is a catch-up, and quiet hours hold it."""
SILENT_FROM, BREAKS_SILENCE = 3, (3, 7, 14)
"""Days since the first missed session; clinical spec 7, lapse."""
DAY_TOPICS = ("prompt", "checkin.", "morning.")
HORIZON_DAYS = 15
DAILY: tuple[MomentKind, ...] = ("prompt", "nudge", "snooze", "morning")


def zone(conversation: Conversation) -> str:
    assert conversation.zone
    return conversation.zone


def today(turn: Turn) -> dt.date:
    return local_day(turn.at, zone(turn.conversation))


def prompt_time(conversation: Conversation) -> dt.time:
    return dt.time.fromisoformat(str(conversation.answers["q_time"]))


# The agenda.


def without(conversation: Conversation, *kinds: MomentKind) -> tuple[Moment, ...]:
    return tuple(m for m in conversation.agenda if m.kind not in kinds)


def add(turn: Turn, kind: MomentKind, day: dt.date, at: dt.datetime) -> None:
    kept = without(turn.conversation, kind)
    turn.put(agenda=(*kept, Moment(kind=kind, day=day, at=at)))


def plan_prompt(turn: Turn, from_day: dt.date | None = None) -> None:
    """The next training day's prompt: at most one a local day, whatever zone and time become."""
    conversation = turn.conversation
    program = conversation.program
    assert program
    first = from_day or today(turn)
    turn.put(agenda=without(conversation, "prompt"))
    for ahead in range(HORIZON_DAYS):
        day = first + dt.timedelta(days=ahead)
        at = _prompt_at(turn, day)
        if at and _wanted(program, conversation, turn, day):
            add(turn, "prompt", day, at)
            return


def _prompt_at(turn: Turn, day: dt.date) -> dt.datetime | None:
    """A time that has gone by unasked, as the zone or the time changed, comes now (T1)."""
    conversation = turn.conversation
    assert conversation.consent
    at = due_on(day, prompt_time(conversation), zone(conversation), after=turn.at)
    if at is None or at <= turn.at:
        return at
    return jittered(at, int(conversation.consent.at.timestamp()))


def _wanted(program: Program, conversation: Conversation, turn: Turn, day: dt.date) -> bool:
    last = conversation.last_fired.get("prompt")
    if last is not None and day <= last:
        return False
    return plan.day_type(program, day, conversation.answers, turn.content) is not None


def plan_nudge(turn: Turn, day: dt.date) -> None:
    at = nudge_at(turn.at, day, zone(turn.conversation))
    if at and turn.conversation.answers.get("q_style") != "quiet":
        add(turn, "nudge", day, at)


def plan_morning(turn: Turn, report: CheckIn) -> None:
    """After load days, pain from 4, or tingling worse: how is it the next morning?"""
    worth = report.completion != "skipped" or report.pain is not None
    if worth and (report.type == "L" or (report.pain or 0) >= 4 or report.tingling == "worse"):
        day = report.day + dt.timedelta(days=1)
        time = min(MORNING, prompt_time(turn.conversation))
        at = moment(day, time, zone(turn.conversation))
        if at > turn.at:
            add(turn, "morning", day, at)


# What comes due.


def take_due(turn: Turn) -> tuple[Moment, ...]:
    """The due moments, out of the agenda; those of a day that is over are dropped."""
    conversation = turn.conversation
    due = tuple(m for m in conversation.agenda if m.at <= turn.at)
    turn.put(agenda=tuple(m for m in conversation.agenda if m.at > turn.at))
    return tuple(m for m in due if m.kind not in DAILY or m.day == today(turn))


def due(turn: Turn) -> None:
    """At most one message, the newest that is still useful; the next prompt is always planned."""
    kinds = {m.kind: m for m in take_due(turn)}
    for kind in ("prompt", "snooze", "morning", "nudge"):
        if kind in kinds and not _held(turn, kinds[kind]):
            {"prompt": prompt, "snooze": remind_again, "morning": ask_morning, "nudge": nudge}[
                kind
            ](turn)
            break
    plan_prompt(turn)


def _held(turn: Turn, late: Moment) -> bool:
    return turn.at - late.at > LATE and in_quiet_hours(turn.at, zone(turn.conversation))


def prompt(turn: Turn) -> None:
    """Today's session, or first the morning question when that is still to come today."""
    day = today(turn)
    fire_prompt(turn, day)
    if _falls_silent(turn, day):
        return
    plan_nudge(turn, day)
    if morning_open(turn.conversation, day) and not _asked_morning(turn.conversation):
        ask_morning(turn)
        return
    start_day(turn, day)
    send_prompt(turn)


def fire_prompt(turn: Turn, day: dt.date) -> None:
    """This day has had its prompt."""
    turn.put(
        last_fired={**turn.conversation.last_fired, "prompt": day},
        agenda=without(turn.conversation, "prompt", "snooze", "nudge"),
    )


def _falls_silent(turn: Turn, day: dt.date) -> bool:
    """The day is missed without a word: the plan goes on, the person is left in peace."""
    program = turn.conversation.program
    assert program
    first = missed_since(program, day)
    lapse = (day - first).days if first else 0
    if lapse < SILENT_FROM or lapse in BREAKS_SILENCE:
        return False
    start_day(turn, day)
    return True


def missed_since(program: Program, day: dt.date) -> dt.date | None:
    """The first missed session after the last one that was done or partial."""
    first: dt.date | None = None
    for report in program.reports:
        if report.completion != "skipped":
            first = None
        elif first is None:
            first = report.day
    open_ = program.today
    if first is None and open_ and open_.day < day and open_.day not in _days(program):
        first = open_.day
    return first


def _days(program: Program) -> set[dt.date]:
    return {r.day for r in program.reports}


def start_day(turn: Turn, day: dt.date) -> None:
    """Settle what is left of the last session, then build today's from it; once a day."""
    conversation = turn.conversation
    program = conversation.program
    assert program
    if program.today and program.today.day == day:
        return
    turn.close_all(DAY_TOPICS, t("day-over"))
    close_last(turn)
    settle_last(turn, day)
    program = turn.conversation.program
    assert program
    program = settle_rungs(plan.close_phase(program, day, turn.content), day, _basis(turn))
    program = with_session(program, day, turn.conversation, turn.content)
    turn.put(program=program, draft={})
    if program.today and program.today.day == day:
        data = program.today.model_dump(mode="json")
        turn.record(Record(what="session", day=day, data=data))


def close_last(turn: Turn) -> None:
    """A session nobody reported on is reported with what is known; nothing known is skipped."""
    conversation = turn.conversation
    program = conversation.program
    assert program
    session = program.today
    if session is None or session.day in _days(program):
        return
    report = make_report(conversation.draft, session, turn.content)
    decision = decision_on(program, report, conversation)
    report = report.model_copy(update={"light": decision.light})
    turn.put(program=with_report(program, report), draft={})


def settle_last(turn: Turn, day: dt.date) -> None:
    """Apply the decision on the last report, once, after the morning had its say."""
    conversation = turn.conversation
    program = conversation.program
    assert program
    last = program.reports[-1] if program.reports else None
    if last is None or last.decision is not None:
        return
    decision = decision_on(program, last, conversation)
    program, changes = adapt.apply(
        program, decision, answers=conversation.answers, cls=conversation.safety,
        weighed=weigh(conversation.answers, turn.content), day=day, content=turn.content,
    )  # fmt: skip
    done = last.model_copy(update={"decision": decision.id, "light": decision.light})
    turn.put(program=with_report(program, done))
    turn.lead += adapt.say_changes(changes)
    data = {"report": last.day.isoformat(), "decision": decision.id, "numbers": decision.numbers}
    turn.record(Record(what="decision", day=day, data=data))


def _basis(turn: Turn) -> Basis:
    conversation, content = turn.conversation, turn.content
    weighed = weigh(conversation.answers, content)
    return Basis(conversation.answers, conversation.safety, weighed, content)


def send_prompt(turn: Turn) -> None:
    """As a new message; the screen of an earlier prompt keeps no buttons."""
    conversation = turn.conversation
    day = today(turn)
    turn.opened = None
    turn.close_all(("prompt",), t("prompt-closed"))
    unasked = turn.event.kind == "moment_due"
    turn.show(
        "prompt",
        lane="prompt" if unasked else "reply",
        silent=unasked and conversation.answers.get("q_style") == "quiet",
        useless_after=end_of_day(day, zone(conversation)) if unasked else None,
    )


def remind_again(turn: Turn) -> None:
    if open_session(turn.conversation, today(turn)):
        send_prompt(turn)


def nudge(turn: Turn) -> None:
    """Once, to who has not answered; a morning question left open holds the session no longer."""
    start_day(turn, today(turn))
    if open_session(turn.conversation, today(turn)):
        turn.lead.append(t("nudge"))
        send_prompt(turn)


def open_session(conversation: Conversation, day: dt.date) -> bool:
    """Today's session is built and nobody has reported on it."""
    program = conversation.program
    if program is None or program.today is None or program.today.day != day:
        return False
    return day not in _days(program)


def snooze(turn: Turn) -> None:
    """Two hours later, on the same day; too late for that is said."""
    day = today(turn)
    at = snoozed(turn.at, day, zone(turn.conversation))
    if at is None:
        turn.say(t("snooze-too-late"))
        return
    turn.put(agenda=without(turn.conversation, "nudge"))
    add(turn, "snooze", day, at)
    turn.finish(t("snoozed", hours=SNOOZE_HOURS), rows=NEW_SYMPTOM)


# The morning after.


def morning_open(conversation: Conversation, day: dt.date) -> bool:
    """Yesterday's session is one to ask about, and the morning answer is not known."""
    program = conversation.program
    last = program.reports[-1] if program and program.reports else None
    if last is None or last.decision or last.morning_pain is not None:
        return False
    worth = last.completion != "skipped" or last.pain is not None
    asks = last.type == "L" or (last.pain or 0) >= 4 or last.tingling == "worse"
    return worth and asks and last.day == day - dt.timedelta(days=1)


def _asked_morning(conversation: Conversation) -> bool:
    return any(o.topic.startswith("morning.") for o in conversation.opens)


def ask_morning(turn: Turn) -> None:
    if morning_open(turn.conversation, today(turn)):
        unasked = turn.event.kind == "moment_due"
        turn.show("morning.pain", lane="prompt" if unasked else "reply")


def draw_morning(turn: Turn, topic: Open) -> Screen:
    del turn
    step = topic.topic.removeprefix("morning.")
    if step == "pain":
        rows = (*scale_rows(), (button("button-skip", "skip"),))
        return Screen(lines=(t("morning-pain"), t("checkin-pain-ends")), rows=rows)
    answers = in_rows([button("button-yes", "yes"), button("button-no", "no")], 2)
    return Screen(lines=(t(f"morning-{step}"),), rows=(*answers, *NEW_SYMPTOM))


def take_morning(turn: Turn, topic: Open, *, code: str | None, text: str | None) -> str:
    step = topic.topic.removeprefix("morning.")
    value: Any = None
    if step == "pain":
        value = _pain_of(code, text, turn)
        if code == "skip":
            turn.value = {"morning": "skipped"}
            return "morning"
    else:
        said = (code or text or "").strip().lower()
        value = {"yes": True, "y": True, "no": False, "n": False}.get(said)
    if value is None:
        turn.value = t("hint-pain" if step == "pain" else "hint-yes-no")
        return "stale" if code else "unclear"
    turn.value = {step: value}
    return "morning"


def _pain_of(code: str | None, text: str | None, turn: Turn) -> int | None:
    if text is not None:
        return read_pain(text, turn.content.reply_words)
    number = (code or "").removeprefix("n.")
    return int(number) if number.isdigit() and int(number) <= 10 else None


def morning_then(turn: Turn) -> CheckIn:
    """The last report, with this morning's answer."""
    program = turn.conversation.program
    assert program
    names = {"pain": "morning_pain", "tingling": "morning_tingling", "doms": "doms"}
    known = {names[k]: v for k, v in turn.value.items() if k in names}
    return program.reports[-1].model_copy(update=known)


def next_morning(turn: Turn, report: CheckIn) -> str | None:
    """The next question of the morning, if any."""
    if "morning" in turn.value:
        return None
    if report.tingling in ("worse", "same", "better") and report.morning_tingling is None:
        return "tingling"
    pain = report.morning_pain or 0
    raised = pain >= base_pain(turn.conversation) + 2
    return "doms" if raised and report.doms is None else None


def keep_morning(turn: Turn) -> None:
    """The answer re-rates yesterday's session; then today's is built on it, or the day rests."""
    report = morning_then(turn)
    conversation = turn.conversation
    assert conversation.program
    turn.put(program=with_report(conversation.program, report))
    step = next_morning(turn, report)
    if step is not None:
        turn.show(f"morning.{step}")
        return
    finish_morning(turn, report)


def keep_morning_only(turn: Turn) -> None:
    """The answer re-rates yesterday's session."""
    conversation = turn.conversation
    assert conversation.program
    report = morning_then(turn)
    decision = decision_on(conversation.program, report, conversation)
    rated = report.model_copy(update={"light": decision.light})
    turn.put(program=with_report(conversation.program, rated))
    turn.record(Record(what="report", day=rated.day, data=rated.model_dump(mode="json")))


def morning_pauses(turn: Turn) -> bool:
    return _morning_decision(turn).id == "D2"


def morning_is_red(turn: Turn) -> bool:
    """Only once the morning is told in full: soreness may explain it."""
    report = morning_then(turn)
    return next_morning(turn, report) is None and _morning_decision(turn).light == "RED"


def _morning_decision(turn: Turn) -> adapt.Decision:
    program = turn.conversation.program
    assert program
    return decision_on(program, morning_then(turn), turn.conversation)


def finish_morning(turn: Turn, report: CheckIn) -> None:
    """On to today's session if its prompt has come; else the day goes on."""
    before = report.light
    keep_morning_only(turn)
    program = turn.conversation.program
    assert program
    turn.lead.append(t("morning-thanks"))
    if program.reports[-1].light != before:
        say_decision(turn)
    day = today(turn)
    if turn.conversation.last_fired.get("prompt") == day:
        start_day(turn, day)
    if open_session(turn.conversation, day):
        turn.show("prompt")
    else:
        turn.finish(*next_lines(turn), rows=NEW_SYMPTOM)


# Accepting, reporting, going on.


def accept(turn: Turn) -> None:
    """Today is day 0: the first session comes at once, prompts from the next training day."""
    turn.put(program=first_program(turn))
    day = today(turn)
    fire_prompt(turn, day)
    program = turn.conversation.program
    assert program
    assert program.today
    data = program.today.model_dump(mode="json")
    turn.record(Record(what="session", day=day, data=data))
    plan_nudge(turn, day)
    plan_prompt(turn)
    turn.lead.append(t("accepted"))
    turn.show("prompt")


def keep_report(turn: Turn) -> None:
    """The report is whole: what it decides, and what comes of it."""
    checkin_keep(turn)
    program = turn.conversation.program
    assert program
    turn.put(agenda=without(turn.conversation, "nudge", "snooze"))
    turn.close_all(("prompt", "checkin."), t("reported"))
    plan_morning(turn, program.reports[-1])
    plan_prompt(turn)


def say_next(turn: Turn) -> None:
    turn.finish(*next_lines(turn), rows=NEW_SYMPTOM)


def finish_here(turn: Turn) -> None:
    """What was said so far stays on the screen; more comes below."""
    turn.finish()


def back_to_day(turn: Turn) -> None:
    """After the cards: the report that was begun, or the session that waited for them."""
    day = today(turn)
    if turn.conversation.draft:
        go_on_with_report(turn)
    elif turn.conversation.last_fired.get("prompt") == day and not _is_built(turn, day):
        start_day(turn, day)
        if open_session(turn.conversation, day):
            send_prompt(turn)


def _is_built(turn: Turn, day: dt.date) -> bool:
    program = turn.conversation.program
    return bool(program and program.today and program.today.day == day)


def next_lines(turn: Turn) -> tuple[Text, ...]:
    """When the next session comes."""
    conversation = turn.conversation
    coming = next((m for m in conversation.agenda if m.kind == "prompt"), None)
    program = conversation.program
    if coming is None or program is None:
        return ()
    kind = plan.day_type(program, coming.day, conversation.answers, turn.content) or "M"
    ahead = (coming.day - today(turn)).days
    weekday = t(f"weekday-{coming.day.isoweekday()}")
    time = f"{coming.at.astimezone(ZoneInfo(zone(conversation))):%H:%M}"
    return (t("next-session", ahead=ahead, weekday=weekday, time=time, type=kind),)


def wait(turn: Turn) -> None:
    """What came due is dropped: something must be answered first, or the person rests."""
    due = {m.kind for m in take_due(turn)}
    if turn.state == "program.active":
        if "prompt" in due:
            fire_prompt(turn, today(turn))
        plan_prompt(turn)


def go_on(turn: Turn) -> None:
    """After a stop was cleared or prompts were resumed: the next session, as planned."""
    plan_prompt(turn)
    turn.finish(t("going-on"), *next_lines(turn), rows=NEW_SYMPTOM)
