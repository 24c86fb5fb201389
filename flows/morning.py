"""The morning after a session: how it is now, and what that changes for today.

Rule: asks and re-rates; today's session is built by `daily`.
"""

from __future__ import annotations

import datetime as dt

from flows import replies, report
from flows.agenda import asks_morning, fired, has_fired, sending, today
from flows.conversation import CheckIn, Conversation, Open
from flows.parts import NEW_SYMPTOM, button, scale_rows, t
from flows.rate import AMBER_MORNING_RISE
from flows.report import base_pain, decision_on, last_report, waiting_session, with_report
from flows.turn import Screen, Turn
from flows.yes_no import YES, read_yes_no, yes_no_rows

ANSWERS = {"pain": "morning_pain", "tingling": "morning_tingling", "doms": "doms"}


def told_of(conversation: Conversation, day: dt.date) -> CheckIn | None:
    """Yesterday's report, if this morning is asked of it and can still change today's session."""
    last, program = last_report(conversation), conversation.program
    if last is None or program is None or conversation.draft:
        return None
    is_settled = last.decision is not None and program.unsettled is None
    is_yesterday = last.day == day - dt.timedelta(days=1)
    return last if is_yesterday and asks_morning(last) and not is_settled else None


def is_to_ask(turn: Turn) -> bool:
    """Once a day."""
    last = told_of(turn.conversation, today(turn))
    return last is not None and last.morning_pain is None and not has_fired(turn, "morning")


def ask(turn: Turn) -> None:
    fired(turn, "morning")
    turn.opened = None
    turn.show(
        "morning.pain",
        **sending(turn),
    )


def draw_morning(turn: Turn, topic: Open) -> Screen:
    del turn
    step = topic.topic.removeprefix("morning.")
    if step == "pain":
        rows = (*scale_rows(), (button("button-skip", "skip"),), *NEW_SYMPTOM)
        return Screen(lines=(t("morning-pain"), t("checkin-pain-ends")), rows=rows)
    return Screen(lines=(t(f"morning-{step}"),), rows=(*yes_no_rows(), *NEW_SYMPTOM))


def take_morning(turn: Turn, topic: Open, *, code: str | None, text: str | None) -> str:
    if told_of(turn.conversation, today(turn)) is None:
        return "stale" if code is not None else "elsewhere"
    if text is not None and _is_report(turn, text):
        return "elsewhere"
    step = topic.topic.removeprefix("morning.")
    if code == "skip" and step == "pain":
        turn.value = {}
        return "morning"
    words = turn.content.reply_words
    value = replies.read_pain(code, text, words) if step == "pain" else _yes(code, text)
    if value is None:
        turn.value = t("hint-pain" if step == "pain" else "hint-yes-no")
        return "stale" if code is not None else "unclear"
    turn.value = {ANSWERS[step]: value}
    return "morning"


def _is_report(turn: Turn, text: str) -> bool:
    """Of today's session, which waits for one; a yes by itself answers what is asked here."""
    session = waiting_session(turn.conversation)
    if session is None or session.day != today(turn):
        return False
    first, _, rest = text.strip().partition(" ")
    told = rest if read_yes_no(None, first.rstrip(",.!")) else text
    return replies.read(told, len(session.items), turn.content.reply_words).completion is not None


def _yes(code: str | None, text: str | None) -> bool | None:
    said = read_yes_no(code, text)
    return said == YES if said in ("yes", "no") else None


def next_step(report_: CheckIn, conversation: Conversation) -> str | None:
    """The next question of the morning; after a skip only that of tingling that was worse."""
    is_known = report_.morning_pain is not None
    asked = ("worse", "same", "better") if is_known else ("worse",)
    if report_.tingling in asked and report_.morning_tingling is None:
        return "tingling"
    if report_.morning_pain is None:
        return None
    raised = report_.morning_pain >= base_pain(conversation) + AMBER_MORNING_RISE
    return "doms" if raised and report_.doms is None else None


def report_then(turn: Turn) -> CheckIn:
    """Yesterday's report with this answer."""
    last = last_report(turn.conversation)
    assert last
    return last.model_copy(update=turn.value)


def keep_answer(turn: Turn) -> None:
    """Something is known; ask for the next thing."""
    step = next_step(report_then(turn), turn.conversation)
    program = turn.conversation.program
    assert program
    turn.put(program=with_report(program, report_then(turn)))
    turn.show(f"morning.{step}")


def keep(turn: Turn) -> None:
    """All is told: yesterday's session is rated anew, and today's is to be built anew."""
    report.keep_anew(turn, report_then(turn))


# Claims for the machine.


def is_whole(turn: Turn) -> bool:
    return next_step(report_then(turn), turn.conversation) is None


def must_pause(turn: Turn) -> bool:
    """At once if no further answer can change it: soreness can explain some of the pain."""
    told = report_then(turn)
    if next_step(told, turn.conversation) is not None:
        told = told.model_copy(update={"doms": True})
    return decision_on(told, turn.conversation).id == "D2"


def is_red(turn: Turn) -> bool:
    """Now, and not yet the evening before."""
    last, told = last_report(turn.conversation), report_then(turn)
    was_red = last is not None and last.light == "RED"
    return not was_red and decision_on(told, turn.conversation).light == "RED"
