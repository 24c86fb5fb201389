"""Between the questions and the plan: now or later, what the answers point to, the proposal.

Rule: only explains and offers; scores come from `weigh`, sessions from `plan`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from content.load import Content
from flows import safety
from flows.conditions import status
from flows.conversation import Conversation, Moment, Open, Program, Session
from flows.effects import Figure, Record, Text
from flows.explain import explain_item, explain_result, explain_target
from flows.intake import section, was_asked
from flows.parts import GAP, button, in_rows, spaced, t
from flows.pictures import are_wanted, of_result
from flows.plan import build_session, day_type, put_today, start_program
from flows.reminders import hold, local_day
from flows.session import session_lines
from flows.turn import Screen, Turn
from flows.weigh import Weighed, weigh

LATER_HOURS = {"in2": 2, "in24": 24}
"""Offered when the movement checks do not suit now; relative, as no zone is known yet."""


def weighed(conversation: Conversation, content: Content) -> Weighed:
    return weigh(conversation.answers, content)


# Now or later?


def offer_moves(turn: Turn) -> None:
    turn.show("fork")


def draw_fork(turn: Turn, topic: Open) -> Screen:
    del turn, topic
    rows = (
        (button("button-moves-now", "now", "primary"),),
        (button("button-moves-in2", "in2"), button("button-moves-in24", "in24")),
        (button("button-moves-never", "never"), button("button-back", "back")),
    )
    return Screen(lines=(t("fork"),), rows=rows)


def take_fork(turn: Turn, topic: Open, *, code: str | None, text: str | None) -> str:
    del topic
    if text is not None:
        turn.value = t("hint-buttons")
        return "unclear"
    turn.value = code
    match code:
        case "now" | "back":
            return {"now": "begin", "back": "back"}[code]
        case "in2" | "in24":
            return "postpone"
        case "never":
            return "leave_out"
        case _:
            return "stale"


def forget_offer(turn: Turn) -> None:
    """The checks are not offered again: they were taken up, left out, or the talk went back."""
    turn.put(agenda=tuple(m for m in turn.conversation.agenda if m.kind != "moves"))


def begin_moves(turn: Turn) -> None:
    turn.lead += [t("moves-open"), GAP]


def leave_out_moves(turn: Turn) -> None:
    """Every movement check that would be asked counts as skipped."""
    answers, content = turn.conversation.answers, turn.content
    names = [q for s in content.sections if s.part == 2 for q in s.questions]
    left = [q for q in names if status(q, answers, content) == "open"]
    turn.put(answers={**answers, **dict.fromkeys(left)})


def postpone_moves(turn: Turn) -> None:
    """Meanwhile one gentle move, and the checks are offered again; clinical spec 3.

    Not at night, where it is known when that is: somebody starts over, or has said the place.
    """
    hours = LATER_HOURS[turn.value]
    at, zone = turn.at + dt.timedelta(hours=hours), turn.conversation.zone
    _plan_moves(turn, hold(at, zone) if zone else at)
    exercise = turn.content.exercises[turn.content.rules.meanwhile]
    turn.lead.append(t("moves-later", hours=hours))
    turn.lead.append(t("moves-meanwhile", name=t(f"exercise.{exercise.id}.name")))
    turn.lead += [
        t("step", n=n, step=t(f"step.{exercise.id}.{n}")) for n in range(1, len(exercise.steps) + 1)
    ]
    turn.show("fork", picture=Figure(id=exercise.id))


def _plan_moves(turn: Turn, at: dt.datetime) -> None:
    kept = tuple(m for m in turn.conversation.agenda if m.kind != "moves")
    turn.put(agenda=(*kept, Moment(kind="moves", day=at.date(), at=at)))


def offer_moves_again(turn: Turn) -> None:
    """Once, when the moment comes that was chosen; one that comes late waits for the day."""
    agenda, zone = turn.conversation.agenda, turn.conversation.zone
    turn.put(agenda=tuple(m for m in agenda if m.at > turn.at))
    held = hold(turn.at, zone) if zone else turn.at
    if held > turn.at:
        _plan_moves(turn, held)
    else:
        turn.show("fork", lane="prompt")


def back_to(name: str) -> Callable[[Turn], None]:
    """The last question of a section that was answered."""

    def back(turn: Turn) -> None:
        answers, content = turn.conversation.answers, turn.content
        names = [q for q in section(name, content).questions if was_asked(q, answers, content)]
        turn.show(f"q.{names[-1]}")

    return back


# The result.


def show_result(turn: Turn) -> None:
    record_assessment(turn)
    show_picture(turn)
    turn.show("result")


def show_picture(turn: Turn) -> None:
    """Of what the answers point to, in the place of what was asked; its words come below."""
    if are_wanted(turn):
        picture = of_result(turn.conversation, turn.content)
        turn.finish(t("result-picture"), picture=picture)


def record_assessment(turn: Turn, *, changed: bool = False) -> None:
    """Answers and scores, as they stand now; `changed`: of the last look, which was no new one."""
    conversation = turn.conversation
    found = weighed(conversation, turn.content)
    turn.record(
        Record(
            what="assessment",
            day=turn.at.date(),
            data={
                "answers": conversation.answers,
                "scores": {name: score.value for name, score in found.scores.items()},
                "class": conversation.safety,
                "changed": changed,
            },
        )
    )


def draw_result(turn: Turn, topic: Open) -> Screen:
    content, conversation = turn.content, turn.conversation
    found = weighed(conversation, content)
    if topic.picks:
        lines = explain_target(topic.picks[0], found, content)  # type: ignore[arg-type] # checked when taken
        return Screen(lines=lines, rows=((button("button-back-result", "all"),),))
    targets = [t(f"why-{name}") for name in found.scores]
    whys = [button(label, f"why.{name}") for label, name in zip(targets, found.scores, strict=True)]
    rows = ((button("button-set-up", "set_up", "primary"),), *in_rows(whys, 2))
    return Screen(lines=result_lines(conversation, content), rows=rows)


def result_lines(conversation: Conversation, content: Content) -> tuple[Text, ...]:
    """What leads and why, what to mention to a doctor, and what the numbers are."""
    *told, last = explain_result(weighed(conversation, content), content)
    lines = (*told, *mentions(conversation, content), last)
    return spaced(t("result-title"), *lines, t("disclaimer-folded"))


def mentions(conversation: Conversation, content: Content) -> tuple[Text, ...]:
    """What to mention to a doctor."""
    reasons = safety.classify(conversation.answers, content).mention_reasons
    return tuple(t(f"mention-{reason}") for reason in reasons)


def leave_result(turn: Turn) -> None:
    """It stays in the chat, to be read again; the set-up comes below."""
    turn.put(reviewing=False)
    turn.finish(*result_lines(turn.conversation, turn.content))


def take_result(turn: Turn, topic: Open, *, code: str | None, text: str | None) -> str:
    del topic
    if text is not None:
        turn.value = t("hint-buttons")
        return "unclear"
    found = weighed(turn.conversation, turn.content)
    if code == "set_up":
        return "begin"
    if code == "all":
        turn.value = ()
        return "redraw"
    target = (code or "").removeprefix("why.")
    turn.value = (target,)
    return "redraw" if target in found.scores else "stale"


# The proposal.


def propose(turn: Turn) -> None:
    turn.put(program=first_program(turn))
    turn.show("proposal")


def first_program(turn: Turn, **kept: Any) -> Program:
    """Day 0 is the local day of this event. `kept`: fields of the programme that it follows."""
    conversation, content = turn.conversation, turn.content
    assert conversation.zone
    found = weighed(conversation, content)
    day = local_day(turn.at, conversation.zone)
    cleared_on = max(conversation.cleared.values(), default=None)
    program = start_program(
        conversation.answers, conversation.safety, found, day, content, cleared_on
    )
    return with_session(
        program.model_copy(update=_of_the_plan_left(conversation, day) | kept),
        day, conversation, content,
    )  # fmt: skip


def _of_the_plan_left(conversation: Conversation, day: dt.date) -> dict[str, Any]:
    """For who has started over."""
    return {
        "built": _loads_before(conversation.load_on, day),
        "blocked_until": conversation.resting,
        "forced_gentle": conversation.gentle_first,
    }


def _loads_before(load_on: dt.date | None, day: dt.date) -> tuple[Session, ...]:
    """Of a plan that was left: none comes on the same day or the next (clinical spec 6)."""
    yesterday = day - dt.timedelta(days=1)
    if load_on is None or load_on < yesterday:
        return ()
    return (Session(day=yesterday, type="L", items=(), seconds=0),)


def with_session(
    program: Program, day: dt.date, conversation: Conversation, content: Content
) -> Program:
    """The programme with this day's session built, or without one on a rest day."""
    answers = conversation.answers
    if day_type(program, day, answers, content) is None:
        return program
    found = weighed(conversation, content)
    session = build_session(program, day, answers, conversation.safety, found, content)
    return put_today(program, session)


def draw_proposal(turn: Turn, topic: Open) -> Screen:
    conversation, content = turn.conversation, turn.content
    program = conversation.program
    assert program
    assert program.today
    if topic.picks:
        found = weighed(conversation, content)
        whys = tuple(explain_item(i, found, program, content) for i in program.today.items)
        lines = spaced(t("why-items"), *whys)
        return Screen(lines=lines, rows=((button("button-back-plan", "all"),),))
    lines = (
        _proposed(conversation),
        GAP,
        t("first-session"),
        *session_lines(program.today, content),
        GAP,
        t("before-first"),
    )
    rows = (
        (button("button-accept", "accept", "success"),),
        (button("button-why-items", "why"), button("button-back", "back")),
    )
    return Screen(lines=lines, rows=rows)


def _proposed(conversation: Conversation) -> Text:
    answers = conversation.answers
    return t("proposal", days=answers["q_days"], time=answers["q_time"])


def leave_proposal(turn: Turn) -> None:
    """The plan, and what to mind before the first session, stay in the chat."""
    turn.finish(_proposed(turn.conversation), GAP, t("before-first"))


def take_proposal(turn: Turn, topic: Open, *, code: str | None, text: str | None) -> str:
    del topic
    if text is not None:
        turn.value = t("hint-buttons")
        return "unclear"
    match code:
        case "accept" | "back":
            return code
        case "why" | "all":
            turn.value = ("why",) if code == "why" else ()
            return "redraw"
        case _:
            return "stale"
