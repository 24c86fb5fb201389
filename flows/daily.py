"""The days of a programme: what is said when a moment comes, and what follows an answer.

Rule: decides what comes; when moments come is `agenda`'s matter, what a day holds is `day`'s.
"""

from __future__ import annotations

from flows import (
    again,
    barrier,
    better_time,
    breaks,
    cap,
    cards,
    checkin,
    correct,
    habits,
    learn,
    morning,
    report,
    since,
    streak,
    summary,
)
from flows.agenda import (
    DAILY,
    drop,
    fired,
    is_busy,
    is_quiet,
    is_quiet_person,
    next_lines,
    plan_morning,
    plan_nudge,
    plan_prompt,
    put_off,
    replan,
    sending,
    take_due,
    then_lines,
    today,
)
from flows.asides import bring_back, move_down
from flows.conversation import Open
from flows.day import (
    are_owed,
    asks_something_first,
    holds_avoided,
    is_built,
    is_held_back,
    is_open,
    keep_in_mind,
    open_day,
    rebuild,
    settle_and_build,
    start_day,
)
from flows.lapse import speaks
from flows.morning import told_of
from flows.parts import NEW_SYMPTOM, t
from flows.plainly import celebrating
from flows.report import CORRECT, keep_session, last_report, program_of
from flows.result import first_program, show_picture
from flows.session import show_move
from flows.stops import SCREENING
from flows.turn import Turn

BRINGS_SESSION = ("prompt", "snooze", "nudge")
"""Moments that bring the moves, or what is asked before them."""


# What comes due.


def due(turn: Turn) -> None:
    """At most one message, the most useful that is left; the next prompt is always planned."""
    moments = take_due(turn)
    kind = next((k for k in DAILY if k in moments), None)
    is_owed = turn.conversation.back_owed and kind in BRINGS_SESSION
    turn.lead += [t("pause-over")] if is_owed else []
    if "break" in moments:
        breaks.note(turn, moments["break"])
    if kind == "break":
        breaks.send(turn, moments[kind])
    elif kind == "nudge" and not cap.has_room(turn, 1):
        pass
    elif kind and (is_quiet(turn, moments[kind]) or (kind != "prompt" and is_busy(turn))):
        put_off(turn, moments[kind])
    elif kind == "summary":
        summary.send(turn, moments[kind])
    elif kind:
        {"prompt": prompt, "snooze": open_day, "morning": morning.ask, "nudge": nudge}[kind](turn)
    if is_owed and t("pause-over") not in turn.lead:
        turn.put(back_owed=False)
    plan_prompt(turn)


def prompt(turn: Turn) -> None:
    """Today's session; on a silent day it is built, and the person is left in peace."""
    fired(turn, "prompt")
    drop(turn, "snooze", "nudge")
    if speaks(turn, today(turn)):
        open_day(turn)
        plan_nudge(turn)
    elif not asks_something_first(turn):
        start_day(turn)


def nudge(turn: Turn) -> None:
    """Once, to who has not answered; a morning question left open holds the session no longer."""
    if not is_quiet_person(turn):
        turn.lead.append(t("nudge"))
    open_day(turn)


def wait(turn: Turn) -> None:
    """Moves wait: for a person, or for a safety card, which comes in the place of a prompt."""
    moments = take_due(turn)
    if turn.state != "program.active":
        return
    if "prompt" in moments:
        fired(turn, "prompt")
        asked = [o for o in turn.conversation.opens if o.topic.startswith(SCREENING)]
        may_speak = speaks(turn, today(turn)) and not is_quiet(turn, moments["prompt"])
        if asked and may_speak and not turn.conversation.held:
            turn.lead.append(t("card-first"))
            move_down(turn, asked[-1], **sending(turn))
        keep_in_mind(turn)
    plan_prompt(turn)


# Reports.


def accept(turn: Turn) -> None:
    """Today is day 0: the first session comes at once, prompts from the next training day.

    Safety cards that something came between are closed first.
    """
    turn.put(program=first_program(turn))
    turn.put(reassess_on=again.due_on(turn), gentle_first=False)
    fired(turn, "prompt")
    session = program_of(turn).today
    assert session
    keep_session(turn, session)
    plan_nudge(turn)
    plan_prompt(turn)
    if are_owed(turn):
        turn.lead.append(t("card-first"))
        open_day(turn)
        return
    turn.lead.append(t("accepted"))
    turn.show("prompt", **celebrating(turn))


def keep_report(turn: Turn) -> None:
    """The report is whole: what it decides, and what comes of it."""
    turn.collapse(t("reported"))
    checkin.keep_report(turn)
    better_time.note_report(turn)
    turn.put(looked_at=None)
    drop(turn, "nudge", "snooze")
    turn.hush()
    turn.close_all(("prompt", "checkin."), t("reported"))
    turn.close_all(("morning.",), t("morning-closed"))
    plan_prompt(turn)
    plan_morning(turn)


def say_next(turn: Turn) -> None:
    turn.finish(*next_lines(turn), rows=(*CORRECT, *NEW_SYMPTOM))


MORE = (
    (barrier.follows_report, barrier.ask_after_report),
    (summary.is_due, summary.tell),
    (better_time.is_due, better_time.offer),
    (streak.is_due, streak.tell),
    (habits.may_do_less, habits.offer_less),
    (habits.has_tip, habits.tell_tip),
    (learn.has_lesson, learn.offer),
)
"""What may follow a report when it is due, the most useful first."""


def say_more(turn: Turn) -> None:
    """One thing, below what the report decided."""
    more = next((say for is_due, say in MORE if is_due(turn)), None)
    if more:
        more(turn)


def finish_here(turn: Turn) -> None:
    """What was said so far stays on the screen; more comes below."""
    turn.finish(rows=CORRECT)


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
    shown = program_of(turn).today if is_built(turn) else None
    if turn.value:
        _rate_anew(turn)
    else:
        turn.lead.append(t("morning-skipped"))
    if shown and turn.value:
        settle_and_build(turn)
    elif is_held_back(turn):
        start_day(turn)
    if is_open(turn) and program_of(turn).today != shown:
        turn.close_all(("prompt",), t("prompt-changed"))
        turn.show("prompt")
    else:
        turn.finish(*then_lines(turn), rows=NEW_SYMPTOM)


def _rate_anew(turn: Turn) -> None:
    before = last_report(turn.conversation)
    morning.keep(turn)
    turn.lead.append(t("morning-thanks"))
    after = last_report(turn.conversation)
    if before and after and before.light != after.light:
        report.say_decision(turn)


def keep_red_morning(turn: Turn) -> None:
    """Cards come first; today's session, if it stood there, is built anew after them."""
    if is_open(turn):
        turn.put(opening=today(turn))
    morning.keep(turn)
    turn.close_all(("prompt",), t("prompt-changed"))
    report.say_decision(turn)


# Going on.


def end_aside(turn: Turn) -> None:
    """After the cards: what opened them, what was begun, or the session that waited goes on."""
    if again.waits(turn):
        turn.finish(rows=NEW_SYMPTOM)
        again.after_cards(turn)
        return
    fixes = [o for o in turn.conversation.opens if correct.can_fix(turn, o)]
    if fixes:
        turn.finish(rows=NEW_SYMPTOM)
        move_down(turn, fixes[-1])
        return
    waits = is_open(turn) or is_held_back(turn)
    asked = any(_is_asked(turn, o, waits=waits) for o in turn.conversation.opens)
    begun = bool(turn.conversation.draft)
    turn.finish(*(() if asked or begun or waits else next_lines(turn)), rows=NEW_SYMPTOM)
    if asked:
        bring_back(turn)
    elif begun:
        checkin.ask(turn)
    elif waits:
        open_day(turn)


def _is_asked(turn: Turn, topic: Open, *, waits: bool) -> bool:
    """It comes back, but for the morning of another day; what holds no session lets one go on."""
    if not topic.topic.startswith(("checkin.", "morning.", "again.")):
        return False
    is_over = topic.topic.startswith("morning.") and not told_of(turn.conversation, today(turn))
    can_wait = topic.topic == "again.offer" and topic.picks == again.CAN_WAIT
    return not is_over and not (waits and can_wait)


def proceed(turn: Turn) -> None:
    """What was asked first is settled: on to the session that waited for it, if one did."""
    if is_held_back(turn):
        open_day(turn)


def restrict(turn: Turn) -> None:
    """What today's session must not hold any more goes at once, before the next question."""
    if not holds_avoided(turn):
        return
    if turn.tapped:
        turn.finish()
    else:
        assert turn.opened
        turn.close(turn.opened)
    rebuild(turn)


def assessed(turn: Turn) -> None:
    """What has changed is told; then safety, if pain jumped, or the session as it is now."""
    jumped, waits = turn.value, is_open(turn) or is_held_back(turn)
    is_better = since.told_gain(turn)
    told, turn.lead = turn.lead, []
    show_picture(turn)
    turn.lead = told
    turn.finish(*(() if jumped or waits else next_lines(turn)), rows=NEW_SYMPTOM)
    if is_better and not is_quiet_person(turn):
        turn.say(t("again-gain"), rows=NEW_SYMPTOM, **celebrating(turn))
    if jumped:
        cards.open_cards(turn)
    rebuild(turn)
    if not jumped:
        proceed(turn)


def proceed_if_free(turn: Turn) -> None:
    """A setting is settled, which what got in the way may have led to."""
    first, opens = (*SCREENING, "barrier."), turn.conversation.opens
    if not any(o.topic.startswith(first) or _is_asked(turn, o, waits=True) for o in opens):
        proceed(turn)


def show_steps(turn: Turn) -> None:
    """How to do the moves of the session that is there, from the first on."""
    prompts = [o for o in turn.conversation.opens if o.topic == "prompt"]
    if prompts and is_open(turn):
        turn.opened = prompts[-1]
        turn.value = ("card", "1")
        show_move(turn)


def go_on(turn: Turn) -> None:
    """After a stop was cleared or prompts were resumed: the next session, as planned."""
    fired(turn, "pause")
    replan(turn)
    turn.finish(t("going-on"), *next_lines(turn), rows=NEW_SYMPTOM)
