"""A report told anew: decided anew, with all that was built on it.

Rule: safety first; a session that was built on the report is built anew, unless it has begun
(clinical spec 7).
"""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from flows import adapt, daily, morning, stops
from flows.agenda import next_lines, plan_morning, plan_prompt, today
from flows.asides import MENUS, bring_back
from flows.conversation import CheckIn, Conversation, Session
from flows.correct import report_of
from flows.day import (
    asks_something_first,
    is_held_back,
    is_left_in_peace,
    is_open,
    send_prompt,
    settle_again,
    start_day,
)
from flows.parts import NEW_SYMPTOM, t
from flows.rate import AMBER_PAIN
from flows.report import (
    CORRECT,
    UNSURE,
    decision_on,
    keep_anew,
    program_of,
    waiting_session,
    with_report,
)
from flows.told import PARTS, Part, applies, session_of, shown
from flows.turn import Rows, Turn

HELD = "held"
"""A pick: today's session stood on the screen, and waits for the rest of the correction."""
BELOW: Rows = (*CORRECT, *NEW_SYMPTOM)


class Kept(NamedTuple):
    """What is left to do once a correction is kept."""

    step: Part | None
    shown: Session | None
    """Today's session as it stood before."""


# Claims for the machine.


def _report(turn: Turn) -> CheckIn:
    """As it was told so far."""
    assert turn.opened
    found = report_of(turn, turn.opened)
    assert found
    return found


def report_then(turn: Turn) -> CheckIn:
    """The report with this answer, and without what it makes void."""
    before, (part, value) = _report(turn), turn.value
    if value == UNSURE:
        session = session_of(before, program_of(turn))
        value = adapt.default_culprit(session, before.tingling, turn.content)
    told = before.model_copy(update={part: value})
    is_skipped = told.completion == "skipped"
    no_effort = {"effort": None} if is_skipped else {}
    all_done = {"left_out": ()} if told.completion == "done" else {}
    no_culprit = {"culprit": None} if is_skipped or (told.pain or 0) < AMBER_PAIN else {}
    return told.model_copy(update={**no_effort, **no_culprit, **all_done})


def changes_nothing(turn: Turn) -> bool:
    """Not so with what was unknown: not sure is an answer too."""
    before, part = _report(turn), turn.value[0]
    return getattr(before, part) is not None and report_then(turn) == before


def must_pause(turn: Turn) -> bool:
    """At once if no further answer can change it: soreness can explain some of the pain."""
    then = report_then(turn)
    if _step_after(turn) is not None and then.doms is None:
        then = then.model_copy(update={"doms": True})
    program = with_report(program_of(turn), then)
    return _pause(turn.conversation.model_copy(update={"program": program}), then.day) is not None


def _pause(conversation: Conversation, since: dt.date) -> str | None:
    """Why the moves pause, by the report of that day or by a later one that follows it."""
    assert conversation.program
    reports = [r for r in conversation.program.reports if r.day >= since]
    decisions = (decision_on(r, conversation) for r in reports)
    return next((d.reason for d in decisions if d.id == "D2"), None)


def is_red(turn: Turn) -> bool:
    """Now, and not before; while something is asked that belongs to it, not yet."""
    return _turns_red(turn) and _step(turn) is None


def _turns_red(turn: Turn) -> bool:
    now = decision_on(report_then(turn), turn.conversation).light
    return _report(turn).light != "RED" and now == "RED"


def _step_after(turn: Turn) -> Part | None:
    """What follows from the changed part and is not known."""
    then, part = report_then(turn), turn.value[0]
    behind = PARTS[PARTS.index(part) + 1 :]
    unknown = (p for p in behind if getattr(then, p) is None)
    return next((p for p in unknown if applies(p, then, turn.conversation)), None)


def _step(turn: Turn) -> Part | None:
    """The same; but after RED, safety cards come first where nothing later would open them."""
    return None if _has_begun(turn) and _turns_red(turn) else _step_after(turn)


def _has_begun(turn: Turn) -> bool:
    """The session that was built on this report is reported on, or is being so."""
    waits = waiting_session(turn.conversation) is not None and not turn.conversation.draft
    return _report(turn).decision is not None and not waits


# Keeping it.


def say_same(turn: Turn) -> None:
    assert turn.opened
    turn.lead.append(t("correct-same"))
    turn.show("correct", turn.opened.picks)


def keep(turn: Turn) -> None:
    """Told anew and rated anew; what was settled is settled anew, or waits to be."""
    before, then = _report(turn), report_then(turn)
    kept = Kept(_step(turn), program_of(turn).today)
    begun, turns_red = _has_begun(turn), _turns_red(turn)
    _say(turn, before, then)
    keep_anew(turn, then)
    if kept.step is None:
        _decide(turn, then)
    elif turns_red:
        _leave_unrated(turn, then)
    if begun and kept.shown:
        settle_again(turn, then, kept.shown)
    elif before.decision is not None:
        turn.put(opening=today(turn))
    _plan(turn)
    turn.value = kept


def _say(turn: Turn, before: CheckIn, then: CheckIn) -> None:
    part = turn.value[0]
    new, old = (shown(part, getattr(r, part)) for r in (then, before))
    key = "fixed" if getattr(before, part) is not None else "fixed-told"
    said = t(key, name=t(f"part-{part}"), new=new, old=old)
    if turn.tapped:
        turn.lead.append(said)
    else:
        turn.collapse(said)


def _decide(turn: Turn, then: CheckIn) -> None:
    """A pause has words of its own."""
    decision = decision_on(then, turn.conversation)
    if decision.id != "D2":
        turn.lead += adapt.say_decision(decision, (), turn.conversation.answers, turn.content)


def _leave_unrated(turn: Turn, then: CheckIn) -> None:
    """So that safety cards come even if the rest is never told."""
    unrated = then.model_copy(update={"light": None, "decision": None})
    turn.put(program=with_report(program_of(turn), unrated))


def _plan(turn: Turn) -> None:
    plan_prompt(turn)
    plan_morning(turn)
    if morning.told_of(turn.conversation, today(turn)) is None:
        turn.close_all(("morning.",), t("morning-closed"))


def pause(turn: Turn) -> None:
    """D2: until a clinician has had a look."""
    reason = _pause(turn.conversation, _report(turn).day)
    stops.stop(turn, f"{stops.PAUSE}{reason}")


# Going on.


def close_prompt(turn: Turn) -> None:
    """Cards come first; today's session is built anew after them."""
    if is_held_back(turn):
        said = "prompt-gone" if is_left_in_peace(turn) else "prompt-changed"
        turn.close_all(("prompt",), t(said))


def go_on(turn: Turn) -> None:
    """What follows from it is asked; then today's session, if it stands on this report."""
    assert turn.opened
    kept: Kept = turn.value
    holds = is_held_back(turn) and (_stood(kept, turn) or HELD in turn.opened.picks)
    if kept.step:
        close_prompt(turn)
        picks = (turn.opened.picks[0], *((HELD,) if holds else ()))
        turn.show(f"fix.{kept.step}", picks)
    elif holds or (is_held_back(turn) and not _is_asked(turn)):
        build = _build_in_peace if is_left_in_peace(turn) else _build_anew
        build(turn, kept.shown)
    else:
        _finish(turn)


def _stood(kept: Kept, turn: Turn) -> bool:
    return kept.shown is not None and kept.shown.day == today(turn)


def _is_asked(turn: Turn) -> bool:
    """Something else is open and comes back."""
    others = (o for o in turn.conversation.opens if o != turn.opened)
    return any(not o.topic.startswith(MENUS) for o in others)


def _finish(turn: Turn) -> None:
    turn.finish(*(() if _is_asked(turn) else next_lines(turn)), rows=BELOW)
    bring_back(turn)


def _build_anew(turn: Turn, shown: Session | None) -> None:
    """A session that comes out the same stays where it is."""
    if asks_something_first(turn):
        close_prompt(turn)
        turn.finish(rows=BELOW)
        daily.proceed(turn)
        return
    start_day(turn)
    is_same = program_of(turn).today == shown
    turn.finish(rows=BELOW)
    if not is_same:
        turn.close_all(("prompt",), t("prompt-changed"))
    if not is_same and is_open(turn):
        send_prompt(turn)


def _build_in_peace(turn: Turn, shown: Session | None) -> None:
    """What is to be asked first is asked once the moves are called for."""
    if not asks_something_first(turn):
        start_day(turn)
    if program_of(turn).today != shown:
        turn.close_all(("prompt",), t("prompt-gone"))
    _finish(turn)


def close(turn: Turn) -> None:
    """A session that waits for the rest of a correction waits no longer."""
    waits = is_held_back(turn) and not _is_asked(turn) and not is_left_in_peace(turn)
    turn.finish(t("correct-closed"), *(() if waits else next_lines(turn)), rows=NEW_SYMPTOM)
    if waits:
        daily.proceed(turn)
    else:
        bring_back(turn)
