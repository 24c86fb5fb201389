"""The days of a programme: what is said when a moment comes, and what follows an answer.

Rule: decides what comes; when moments come is `agenda`'s matter, what a day holds is `day`'s.
"""

from __future__ import annotations

from flows import breaks, checkin, morning, report
from flows.agenda import (
    DAILY,
    clock,
    drop,
    fired,
    has_fired,
    is_quiet,
    next_lines,
    plan_morning,
    plan_nudge,
    plan_prompt,
    plan_snooze,
    put_off,
    replan,
    take_due,
    today,
)
from flows.asides import bring_back, move_down
from flows.day import is_built, is_newly_red, is_open, open_day, settle_and_build, start_day
from flows.effects import Record
from flows.lapse import speaks
from flows.parts import NEW_SYMPTOM, t
from flows.report import last_report, program_of
from flows.result import first_program
from flows.stops import SCREENING
from flows.turn import Turn

# What comes due.


def due(turn: Turn) -> None:
    """At most one message, the most useful that is left; the next prompt is always planned."""
    moments = take_due(turn)
    kind = next((k for k in DAILY if k in moments), None)
    if kind == "break":
        breaks.send(turn, moments[kind])
    elif kind and is_quiet(turn, moments[kind]):
        put_off(turn, moments[kind])
    elif kind:
        {"prompt": prompt, "snooze": open_day, "morning": morning.ask, "nudge": nudge}[kind](turn)
    plan_prompt(turn)


def prompt(turn: Turn) -> None:
    """Today's session; on a silent day it is built, and the person is left in peace."""
    fired(turn, "prompt")
    drop(turn, "snooze", "nudge")
    if speaks(turn, today(turn)):
        plan_nudge(turn)
        open_day(turn)
    elif not is_newly_red(turn):
        start_day(turn)


def nudge(turn: Turn) -> None:
    """Once, to who has not answered; a morning question left open holds the session no longer."""
    turn.lead.append(t("nudge"))
    begun = [o for o in turn.conversation.opens if o.topic.startswith("checkin.")]
    if begun and is_built(turn):
        move_down(turn, begun[-1], lane="prompt")
    else:
        open_day(turn)


def wait(turn: Turn) -> None:
    """Moves wait: for a person, or for a safety card, which comes in the place of a prompt."""
    moments = take_due(turn)
    if turn.state != "program.active":
        return
    if "prompt" in moments:
        fired(turn, "prompt")
        asked = [o for o in turn.conversation.opens if o.topic.startswith(SCREENING)]
        if asked and not turn.conversation.held and speaks(turn, today(turn)):
            turn.lead.append(t("card-first"))
            move_down(turn, asked[-1], lane="prompt")
    plan_prompt(turn)


def snooze(turn: Turn) -> None:
    """The prompt stays as it is, and comes again; too late for that is said."""
    at = plan_snooze(turn) if is_open(turn) else None
    if at:
        turn.say(t("snoozed", time=clock(turn, at)))
    else:
        turn.say(t("snooze-too-late"), *next_lines(turn))


# Reports.


def accept(turn: Turn) -> None:
    """Today is day 0: the first session comes at once, prompts from the next training day."""
    turn.put(program=first_program(turn))
    fired(turn, "prompt")
    session = program_of(turn).today
    assert session
    turn.record(Record(what="session", day=session.day, data=session.model_dump(mode="json")))
    plan_nudge(turn)
    plan_prompt(turn)
    turn.lead.append(t("accepted"))
    turn.show("prompt")


def keep_report(turn: Turn) -> None:
    """The report is whole: what it decides, and what comes of it."""
    turn.collapse(t("reported"))
    checkin.keep_report(turn)
    turn.put(program=program_of(turn).model_copy(update={"unsettled": None}))
    drop(turn, "nudge", "snooze")
    turn.close_all(("prompt", "checkin.", "morning."), t("reported"))
    plan_prompt(turn)
    plan_morning(turn)


def say_next(turn: Turn) -> None:
    turn.finish(*next_lines(turn), rows=NEW_SYMPTOM)


def finish_here(turn: Turn) -> None:
    """What was said so far stays on the screen; more comes below."""
    turn.finish()


def reported(turn: Turn) -> None:
    """Nothing waits for a report."""
    done = today(turn) in {r.day for r in program_of(turn).reports}
    turn.say(t("today-done" if done else "nothing-waits"), *next_lines(turn), rows=NEW_SYMPTOM)


def yesterday_closed(turn: Turn) -> None:
    """Today's session is built on what was known of yesterday: a report comes too late."""
    turn.put(draft={})
    turn.lead.append(t("yesterday-closed"))
    turn.show("prompt")


def finish_morning(turn: Turn) -> None:
    """Yesterday is rated anew; today's session follows if it is there or waits for the answer."""
    assert turn.opened
    shown = program_of(turn).today if is_built(turn) else None
    session_next = turn.opened.picks == morning.SESSION_NEXT
    if turn.value:
        _rate_anew(turn)
    else:
        turn.lead.append(t("morning-skipped"))
    if shown and turn.value:
        settle_and_build(turn)
    elif session_next:
        start_day(turn)
    if is_open(turn) and program_of(turn).today != shown:
        turn.close_all(("prompt",), t("prompt-changed"))
        turn.show("prompt")
    else:
        turn.finish(*next_lines(turn), rows=NEW_SYMPTOM)


def _rate_anew(turn: Turn) -> None:
    before = last_report(turn.conversation)
    morning.keep(turn)
    turn.lead.append(t("morning-thanks"))
    after = last_report(turn.conversation)
    if before and after and before.light != after.light:
        report.say_decision(turn)


def keep_red_morning(turn: Turn) -> None:
    """Cards come first; today's session is built anew after them."""
    morning.keep(turn)
    turn.close_all(("prompt",), t("prompt-changed"))
    report.say_decision(turn)


# Going on.


def end_aside(turn: Turn) -> None:
    """After the cards: the report that was begun, the session that waited, or the day goes on."""
    asked = any(o.topic.startswith(("checkin.", "morning.")) for o in turn.conversation.opens)
    begun = bool(turn.conversation.draft)
    waits = is_open(turn) or _is_held_back(turn)
    turn.finish(*(() if asked or begun or waits else next_lines(turn)), rows=NEW_SYMPTOM)
    if asked:
        bring_back(turn)
    elif begun:
        checkin.ask(turn)
    elif waits:
        open_day(turn)


def _is_held_back(turn: Turn) -> bool:
    """Its prompt was due behind a card; a plan that begins anew today has nothing to hold back."""
    begins = program_of(turn).day0 == today(turn)
    return has_fired(turn, "prompt") and not is_built(turn) and not begins


def go_on(turn: Turn) -> None:
    """After a stop was cleared or prompts were resumed: the next session, as planned."""
    replan(turn)
    turn.finish(t("going-on"), *next_lines(turn), rows=NEW_SYMPTOM)
