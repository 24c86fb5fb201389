"""A report that was told wrong: shown as it was understood, and asked again part by part.

Rule: today's and yesterday's only; what follows from a change is `retold`'s matter.
"""

from __future__ import annotations

import datetime as dt
from typing import Any, get_args

from flows import checkin, replies
from flows.agenda import next_lines, today, weekday
from flows.asides import bring_back
from flows.checkin import Step
from flows.conversation import CheckIn, Open, Session
from flows.effects import Text
from flows.parts import NEW_SYMPTOM, button, in_rows, scale_rows, t
from flows.report import last_settled, program_of
from flows.told import YES_OR_NO, Part, part_lines, parts, session_of
from flows.turn import Screen, Turn
from flows.yes_no import YES, read_yes_no, yes_no_rows


def changeable(turn: Turn) -> list[CheckIn]:
    """Of today and yesterday, and what was built on it can be built anew; the newest first."""
    program, day = program_of(turn), today(turn)
    settled = last_settled(program) if program.unsettled else None
    recent = [r for r in reversed(program.reports) if r.day >= day - dt.timedelta(days=1)]
    return [r for r in recent if r.decision is None or r == settled]


def show(turn: Turn) -> None:
    """The newest report, as it was understood."""
    reports = changeable(turn)
    turn.opened = None
    if reports:
        turn.show("correct", (reports[0].day.isoformat(),))
        return
    begun = bool(turn.conversation.draft)
    turn.say(t("correct-later" if begun else "correct-none"), *next_lines(turn), rows=NEW_SYMPTOM)
    bring_back(turn)


def show_day(turn: Turn) -> None:
    turn.show("correct", (turn.value,))


def report_of(turn: Turn, topic: Open) -> CheckIn | None:
    """The one that the screen speaks of, if it can still be changed."""
    reports = changeable(turn)
    return next((r for r in reports if topic.picks[:1] == (r.day.isoformat(),)), None)


def is_over(turn: Turn, topic: Open) -> bool:
    """It speaks of a report that cannot be changed any more, and so cannot be drawn."""
    return topic.topic.startswith(("correct", "fix.")) and report_of(turn, topic) is None


def can_fix(turn: Turn, topic: Open) -> bool:
    """A part is asked anew, and the report can still be changed."""
    return topic.topic.startswith("fix.") and report_of(turn, topic) is not None


# Showing.


def draw_correct(turn: Turn, topic: Open) -> Screen:
    report = report_of(turn, topic)
    assert report
    ago = (today(turn) - report.day).days
    title = t("correct-title", ago=ago, weekday=weekday(report.day))
    names = parts(report, turn.conversation)
    rows = in_rows([button(f"part-{name}", f"fix.{name}") for name in names], 2)
    others = [r for r in changeable(turn) if r != report]
    days = tuple((button(_of_day(r, turn), f"day.{r.day.isoformat()}"),) for r in others)
    return Screen(
        lines=(title, *part_lines(report, turn.conversation), t("correct-which")),
        rows=(*rows, *days, (button("button-close", "close"),)),
    )


def _of_day(report: CheckIn, turn: Turn) -> Text:
    ago = (today(turn) - report.day).days
    return t("button-correct-day", ago=ago, weekday=weekday(report.day))


def draw_fix(turn: Turn, topic: Open) -> Screen:
    report, part = report_of(turn, topic), _part_of(topic)
    assert report
    screen = _question(part, session_of(report, program_of(turn)))
    rows = (*screen.rows, (button("button-back", "back"),), *NEW_SYMPTOM)
    return Screen(lines=screen.lines, rows=rows)


def _part_of(topic: Open) -> Any:
    return topic.topic.removeprefix("fix.")


def _question(part: Any, session: Session) -> Screen:
    if part in get_args(Step):
        return checkin.draw_step(part, session)
    if part in YES_OR_NO:
        return Screen(lines=(t(f"fix-{part}"),), rows=yes_no_rows())
    return Screen(lines=(t(f"fix-{part}"), t("checkin-pain-ends")), rows=scale_rows())


# Taking.


def take_correct(turn: Turn, topic: Open, *, code: str | None, text: str | None) -> str:
    if text is not None:
        return "elsewhere"
    if code == "close":
        return "corrected"
    head, _, tail = (code or "").partition(".")
    report = report_of(turn, topic)
    days = [r.day.isoformat() for r in changeable(turn)]
    turn.value = tail
    if head == "day" and tail in days:
        return "correct_day"
    can_fix = report is not None and tail in parts(report, turn.conversation)
    return "fix" if head == "fix" and can_fix else "stale"


def ask(turn: Turn) -> None:
    assert turn.opened
    turn.show(f"fix.{turn.value}", turn.opened.picks)


def take_fix(turn: Turn, topic: Open, *, code: str | None, text: str | None) -> str:
    report, part = report_of(turn, topic), _part_of(topic)
    if report is None:
        return "stale" if code is not None else "elsewhere"
    if code == "back":
        turn.value = topic.picks[0]
        return "correct_day"
    value = _read(turn, part, session_of(report, program_of(turn)), code=code, text=text)
    if value is None:
        turn.value = t(_hint(part))
        return "stale" if code is not None else "unclear"
    turn.value = (part, value)
    return "fixed"


def _hint(part: Part) -> str:
    if part in YES_OR_NO:
        return "hint-yes-no"
    return "hint-pain" if part == "morning_pain" else f"hint-{part}"


def _read(
    turn: Turn, part: Any, session: Session, *, code: str | None, text: str | None
) -> str | int | bool | None:
    if part in YES_OR_NO:
        said = read_yes_no(code, text)
        return said == YES if said in ("yes", "no") else None
    step: Any = "pain" if part == "morning_pain" else part
    if code is not None:
        return checkin.tapped(step, code, session)
    if step == "completion":
        reply = replies.read(text or "", len(session.items), turn.content.reply_words)
        if reply.completion:
            return reply.completion
    return checkin.typed(turn, step, session, text or "")
