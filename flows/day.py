"""Today's session: what is left of the last one is settled, then today's is built from it.

Rule: once a day, and only after what must be asked first: safety cards, then the morning.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from flows import (
    adapt,
    again,
    barrier,
    cards,
    comeback,
    details,
    ease,
    lapse,
    morning,
    plan,
    weekly,
)
from flows.agenda import drop, is_quiet_person, plan_nudge, sending, today
from flows.asides import move_down
from flows.basis import Basis
from flows.conditions import avoided
from flows.conversation import CheckIn, Moment, Session
from flows.effects import Record
from flows.guided import half_way, told
from flows.parts import t
from flows.report import (
    decision_on,
    keep_session,
    last_report,
    make_report,
    program_of,
    remember,
    waiting_session,
    with_report,
)
from flows.result import with_session
from flows.rungs import settle_rungs
from flows.stops import screening_open
from flows.turn import Turn
from flows.weigh import weigh

CLOSED = {"morning": "morning.", "again": "again.offer", "barrier": "barrier."}
"""What is asked of one day only: its kind, and its topics."""


def is_built(turn: Turn) -> bool:
    session = program_of(turn).today
    return session is not None and session.day == today(turn)


def is_open(turn: Turn) -> bool:
    """Today's session is built and nobody has reported on it."""
    return is_built(turn) and waiting_session(turn.conversation) is not None


def is_held_back(turn: Turn) -> bool:
    """Today's session was called for, and follows what is asked first."""
    return turn.conversation.opening == today(turn) and not is_built(turn)


def is_left_in_peace(turn: Turn) -> bool:
    """The person has paused: moves are there for who asks for them, and are never sent."""
    return turn.state == "program.paused"


def keep_in_mind(turn: Turn) -> None:
    """A safety card is open: today's session follows it, if there is one."""
    conversation, day = turn.conversation, today(turn)
    assert conversation.program
    reported = day in {r.day for r in conversation.program.reports}
    if not reported and plan.day_type(
        conversation.program, day, conversation.answers, turn.content
    ):
        turn.put(opening=day)


def are_owed(turn: Turn) -> bool:
    """Cards that something came between."""
    return turn.conversation.cards_owed


def open_day(turn: Turn) -> None:
    """Today's session, or what must be asked before it. Of a training day only."""
    if are_owed(turn):
        keep_in_mind(turn)
        cards.open_cards(turn)
        return
    if not is_built(turn):
        turn.put(opening=today(turn))
        if _ask_first(turn):
            return
        start_day(turn)
    if is_open(turn):
        _bring(turn)


def _bring(turn: Turn) -> None:
    """The moves; of a session that is being reported, what is asked on it."""
    asked = [o for o in turn.conversation.opens if o.topic.startswith("checkin.")]
    if asked:
        move_down(turn, asked[-1], **sending(turn))
    else:
        send_prompt(turn)


class First(NamedTuple):
    """What comes before a session: when, how it is asked, and whether the session waits for it."""

    is_due: Callable[[Turn], bool]
    ask: Callable[[Turn], None]
    holds: Callable[[Turn], bool]
    """If not, a nudge brings the session without an answer."""


def always(turn: Turn) -> bool:
    del turn
    return True


def never(turn: Turn) -> bool:
    del turn
    return False


FIRST = (
    First(lapse.needs_cards, cards.open_cards, always),
    First(again.is_due, again.ask, again.holds),
    First(weekly.is_due, weekly.ask, always),
    First(barrier.is_due, barrier.ask, never),
    First(morning.is_to_ask, morning.ask, never),
)
"""The most pressing first."""


def _ask_first(turn: Turn) -> bool:
    """One thing at a time; the answer calls for the session again.

    What does not hold a session, and comes too late for a nudge, stands just above it.
    """
    if is_newly_red(turn):
        _open_cards(turn)
        return True
    _close_old(turn)
    was_asked = False
    for first in FIRST:
        if not first.is_due(turn) or (was_asked and not first.holds(turn)):
            continue
        waits = first.holds(turn) or _comes_later(turn)
        first.ask(turn)
        was_asked = True
        if waits or screening_open(turn.conversation):
            return True
    return False


def _comes_later(turn: Turn) -> bool:
    """Today's session is brought without an answer: by its prompt, or a nudge."""
    if not any(m.kind in {"prompt", "nudge"} for m in _of_today(turn)):
        plan_nudge(turn)
    return any(m.kind in {"prompt", "nudge"} for m in _of_today(turn))


def _of_today(turn: Turn) -> list[Moment]:
    return [m for m in turn.conversation.agenda if m.day == today(turn)]


def _close_old(turn: Turn) -> None:
    """What was left open on the days before ends; moves that were done are told to count."""
    kept = half_way(turn.conversation, turn.content)
    close_last(turn)
    if kept:
        turn.lead.append(kept)
    for kind, prefix in CLOSED.items():
        if turn.conversation.last_fired.get(kind) != today(turn):
            turn.close_all((prefix,), t(f"{kind}-closed"))


def asks_something_first(turn: Turn) -> bool:
    return are_owed(turn) or is_newly_red(turn) or any(first.is_due(turn) for first in FIRST)


def is_newly_red(turn: Turn) -> bool:
    """An unfinished report or morning is RED as far as it goes, and no cards were opened for it."""
    last = _last_known(turn)
    if last is None or last.decision is not None or last.light == "RED":
        return False
    return decision_on(last, turn.conversation).light == "RED"


def _last_known(turn: Turn) -> CheckIn | None:
    """The last report; of a session that still waits for one, what is known."""
    session = waiting_session(turn.conversation)
    if session is None:
        return last_report(turn.conversation)
    return make_report(told(turn.conversation, turn.content), session, turn.content)


def _open_cards(turn: Turn) -> None:
    """What is known is kept as RED, so that the cards come once."""
    close_last(turn)
    last = last_report(turn.conversation)
    assert last
    turn.put(program=with_report(program_of(turn), last.model_copy(update={"light": "RED"})))
    cards.open_cards(turn)


def must_pause(turn: Turn) -> bool:
    """What is known of the last session pauses the moves, though its morning was left half told."""
    last = last_report(turn.conversation)
    return (
        last is not None
        and last.decision is None
        and decision_on(last, turn.conversation).id == "D2"
    )


def start_day(turn: Turn) -> None:
    """Of a day that has no session yet."""
    turn.put(opening=None)
    _close_old(turn)
    settle_and_build(turn)


def settle_and_build(turn: Turn) -> None:
    """What was before is kept until the next report: a morning or a correction may change it."""
    close_last(turn)
    before, last = program_of(turn), last_report(turn.conversation)
    settle_last(turn)
    _build(turn)
    if last and last.decision is None:
        turn.put(program=remember(program_of(turn), before))


def settle_again(turn: Turn, report: CheckIn, session: Session) -> None:
    """A settled report is another now; the session built on it has begun, and stays."""
    before = program_of(turn)
    upto = tuple(r for r in before.reports if r.day <= report.day)
    later = before.reports[len(upto) :]
    turn.put(program=before.model_copy(update={"reports": upto}))
    settle_last(turn)
    _make_ready(turn)
    program = remember(program_of(turn), before)
    had_gentle = session.type == "G" and session.day > report.day
    kept = {"today": session, "forced_gentle": program.forced_gentle and not had_gentle}
    turn.put(program=program.model_copy(update={**kept, "reports": (*program.reports, *later)}))


def _make_ready(turn: Turn) -> None:
    """Phase and rungs as they are to be today, before a session is built on them."""
    conversation, content, day = turn.conversation, turn.content, today(turn)
    basis = Basis(
        conversation.answers, conversation.safety, weigh(conversation.answers, content), content
    )
    program = plan.close_phase(program_of(turn), day, content)
    program = ease.ease(program, lapse.days_missed(turn), day, basis)
    turn.put(program=settle_rungs(program, day, basis))


def _build(turn: Turn) -> None:
    _make_ready(turn)
    conversation, content, day = turn.conversation, turn.content, today(turn)
    ready = program_of(turn)
    lighter = ease.lighter(ready, lapse.days_missed(turn), content)
    program = with_session(lighter, day, conversation, content)
    program = program.model_copy(update={"rungs": ready.rungs})
    turn.put(program=program, draft={})
    if program.today and program.today.day == day:
        keep_session(turn, program.today)


def rebuild(turn: Turn) -> None:
    """The answers are others now: what still waits to be done follows them at once.

    Of a session of another day, or one that is being reported, only what must not be done any more
    is left out.
    """
    if waiting_session(turn.conversation) is None:
        return
    shown = program_of(turn).today
    if turn.conversation.draft or not is_open(turn):
        _leave_out_avoided(turn)
    else:
        _build(turn)
    if program_of(turn).today != shown:
        comes = is_open(turn) and not is_left_in_peace(turn)
        turn.close_all(("prompt",), t("prompt-changed" if comes else "prompt-gone"))
        if comes and not (screening_open(turn.conversation) or are_owed(turn)):
            send_prompt(turn)


def holds_avoided(turn: Turn) -> bool:
    """The session that waits has a move that an answer now rules out."""
    session, answers = waiting_session(turn.conversation), turn.conversation.answers
    moves = turn.content.exercises
    items = session.items if session else ()
    return any(avoided(moves[i.exercise], answers) for i in items)


def _leave_out_avoided(turn: Turn) -> None:
    program, content = program_of(turn), turn.content
    assert program.today
    kept = tuple(
        i
        for i in program.today.items
        if not avoided(content.exercises[i.exercise], turn.conversation.answers)
    )
    today_ = program.today.model_copy(update={"items": kept})
    turn.put(program=program.model_copy(update={"today": today_}))


def close_last(turn: Turn) -> None:
    """A session nobody reported on is kept with what is known; with nothing known it is skipped."""
    session = waiting_session(turn.conversation)
    if session is None:
        return
    turn.close_all(("prompt", "checkin."), t("day-over"))
    made = make_report(told(turn.conversation, turn.content), session, turn.content)
    turn.put(program=with_report(program_of(turn), made), draft={}, guided=None)
    turn.record(Record(what="report", day=made.day, data=made.model_dump(mode="json")))


def settle_last(turn: Turn) -> None:
    """Apply the decision on the last report, once, after the morning had its say."""
    conversation, content, day = turn.conversation, turn.content, today(turn)
    last = last_report(conversation)
    if last is None or last.decision is not None:
        return
    decision = decision_on(last, conversation)
    program, changes = adapt.apply(
        program_of(turn), decision, answers=conversation.answers, cls=conversation.safety,
        weighed=weigh(conversation.answers, content), day=day, content=content,
    )  # fmt: skip
    settled = last.model_copy(update={"decision": decision.id, "light": decision.light})
    if last.completion != "skipped":
        program = program.model_copy(update={"trained_on": last.day})
    turn.put(program=with_report(program, settled))
    turn.lead += adapt.say_changes(changes)
    data = {
        "report": last.day.isoformat(),
        "decision": decision.id,
        "reason": decision.reason,
        "numbers": decision.numbers,
        "changes": [change.model_dump(mode="json") for change in changes],
    }
    turn.record(Record(what="decision", day=day, data=data))


def send_prompt(turn: Turn) -> None:
    """As a new message; the screen of an earlier prompt keeps no buttons."""
    if is_quiet_person(turn):
        drop(turn, "nudge")
    turn.opened = None
    turn.keep_under(*(o for o in turn.conversation.opens if o.topic == "prompt"))
    turn.close_all(("prompt",), t("prompt-closed"))
    turn.show("prompt", **sending(turn))
    if not details.are_hidden(turn):
        comeback.note(turn)
