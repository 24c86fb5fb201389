"""Today's session: what is left of the last one is settled, then today's is built from it.

Rule: once a day, and only after what must be asked first: safety cards, then the morning.
"""

from __future__ import annotations

from flows import adapt, cards, morning, plan
from flows.agenda import has_fired, today, zone
from flows.basis import Basis
from flows.conversation import CheckIn
from flows.effects import Record
from flows.parts import t
from flows.reminders import end_of_day
from flows.report import (
    decision_on,
    last_report,
    make_report,
    program_of,
    waiting_session,
    with_report,
)
from flows.result import with_session
from flows.rungs import settle_rungs
from flows.turn import Turn
from flows.weigh import weigh


def is_built(turn: Turn) -> bool:
    session = program_of(turn).today
    return session is not None and session.day == today(turn)


def is_open(turn: Turn) -> bool:
    """Today's session is built and nobody has reported on it."""
    return is_built(turn) and waiting_session(turn.conversation) is not None


def open_day(turn: Turn) -> None:
    """Today's session, or what must be asked before it. Of a training day only."""
    if not is_built(turn):
        if is_newly_red(turn):
            _open_cards(turn)
            return
        close_last(turn)
        if morning.is_to_ask(turn):
            morning.ask(turn, session_next=True)
            return
        start_day(turn)
    if is_open(turn):
        send_prompt(turn)


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
    return make_report(turn.conversation.draft, session, turn.content)


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
    """Once a day: what is left on the screen from the days before ends, and today's is built."""
    if is_built(turn):
        return
    if not has_fired(turn, "morning"):
        turn.close_all(("morning.",), t("morning-closed"))
    settle_and_build(turn)


def settle_and_build(turn: Turn) -> None:
    """What was before is kept while a morning question is open that may change it."""
    close_last(turn)
    kept_anyway = {"unsettled": None, "reports": (), "built": (), "today": None}
    before = program_of(turn).model_copy(update=kept_anyway)
    told_of = morning.told_of(turn.conversation, today(turn))
    opens = [o for o in turn.conversation.opens if o != turn.opened]
    may_change = told_of and any(o.topic.startswith("morning.") for o in opens)
    settle_last(turn)
    _build(turn)
    unsettled = before if may_change else None
    turn.put(program=program_of(turn).model_copy(update={"unsettled": unsettled}))


def _build(turn: Turn) -> None:
    conversation, content, day = turn.conversation, turn.content, today(turn)
    basis = Basis(
        conversation.answers, conversation.safety, weigh(conversation.answers, content), content
    )
    program = settle_rungs(plan.close_phase(program_of(turn), day, content), day, basis)
    program = with_session(program, day, conversation, content)
    turn.put(program=program, draft={})
    if program.today and program.today.day == day:
        data = program.today.model_dump(mode="json")
        turn.record(Record(what="session", day=day, data=data))


def close_last(turn: Turn) -> None:
    """A session nobody reported on is kept with what is known; with nothing known it is skipped."""
    session = waiting_session(turn.conversation)
    if session is None:
        return
    turn.close_all(("prompt", "checkin."), t("day-over"))
    made = make_report(turn.conversation.draft, session, turn.content)
    turn.put(program=with_report(program_of(turn), made), draft={})
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
    turn.put(program=with_report(program, settled))
    turn.lead += adapt.say_changes(changes)
    data = {"report": last.day.isoformat(), "decision": decision.id, "numbers": decision.numbers}
    turn.record(Record(what="decision", day=day, data=data))


def send_prompt(turn: Turn) -> None:
    """As a new message; the screen of an earlier prompt keeps no buttons."""
    turn.opened = None
    turn.close_all(("prompt",), t("prompt-closed"))
    unasked = turn.event.kind == "moment_due"
    turn.show(
        "prompt",
        lane="prompt" if unasked else "reply",
        silent=unasked and turn.conversation.answers.get("q_style") == "quiet",
        useless_after=end_of_day(today(turn), zone(turn.conversation)) if unasked else None,
    )
