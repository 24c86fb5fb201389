"""The check-in after a session: what was done, how it felt, and the decision that follows.

Rule: collects a report, one question at a time; `replies` reads words and `adapt` decides.
"""

from __future__ import annotations

from typing import Any, Literal, get_args

from content.load import Content
from flows import adapt, replies
from flows.clock_words import read_number
from flows.conversation import Answer, CheckIn, Conversation, Open, Program, Session
from flows.effects import Record, Text
from flows.labels import pick
from flows.parts import NEW_SYMPTOM, button, in_rows, scale_rows, t
from flows.turn import Rows, Screen, Turn
from flows.words import draw

Step = Literal["which_day", "which", "completion", "pain", "culprit", "tingling", "effort"]
ASK_CULPRIT_FROM = 4
"""NRS; clinical spec 7."""
CHOICES: dict[Step, tuple[str, ...]] = {
    "which_day": ("today", "yesterday"),
    "which": ("moves", "pain"),
    "completion": ("done", "partial", "skipped"),
    "tingling": ("none", "better", "same", "worse"),
}
UNSURE = "unsure"
Draft = dict[str, Answer]


def next_step(draft: Draft, session: Session) -> Step | None:
    """The one question to ask now; None when the report is whole."""
    completion = draft.get("completion")
    if "which_day" in draft and draft["which_day"] is None:
        return "which_day"
    if "which" in draft and draft["which"] is None:
        return "which"
    if completion is None:
        return "completion"
    if "pain" not in draft and (completion != "skipped" or draft.get("hurt")):
        return "pain"
    if "tingling" not in draft and (completion != "skipped" or draft.get("tingles")):
        return "tingling"
    if completion == "skipped":
        return None
    if "culprit" not in draft and isinstance(p := draft.get("pain"), int) and p >= ASK_CULPRIT_FROM:
        return "culprit"
    return "effort" if session.type == "L" and "effort" not in draft else None


# Reading.


def from_reply(reply: replies.Reply) -> Draft:
    """What a plain-word report settles, and what it leaves to ask."""
    draft: Draft = {}
    if reply.completion:
        draft["completion"] = reply.completion
    if reply.pain is not None:
        draft["pain"] = reply.pain
    if reply.tingling or reply.ask != "tingling":
        draft["tingling"] = reply.tingling or "none"
    if reply.ask in ("which", "which_day"):
        draft[reply.ask] = None
    if reply.ask == "pain" and reply.completion == "skipped":
        draft["hurt"] = "yes"
    if reply.ask == "tingling" and reply.completion == "skipped":
        draft["tingles"] = "yes"
    return draft


def says_nothing(reply: replies.Reply) -> bool:
    return (
        reply.completion is None
        and reply.pain is None
        and reply.tingling is None
        and (reply.ask in (None, "completion"))
    )


def read_report(turn: Turn, text: str) -> str:
    """A report in plain words, whichever question is open: the trigger for the machine."""
    session = todays_session(turn.conversation)
    if session is None:
        return "unclear"
    reply = replies.read(text, len(session.items), turn.content.reply_words)
    if reply.later:
        return "snooze"
    if says_nothing(reply):
        return "unclear"
    turn.value = from_reply(reply)
    return "report"


def todays_session(conversation: Conversation) -> Session | None:
    """The built session that still waits for a report."""
    program = conversation.program
    if program is None or program.today is None:
        return None
    reported = any(r.day == program.today.day for r in program.reports)
    return None if reported else program.today


def take_checkin(turn: Turn, topic: Open, *, code: str | None, text: str | None) -> str:
    step: Any = topic.topic.removeprefix("checkin.")
    session = todays_session(turn.conversation)
    if session is None or step not in get_args(Step):
        return "stale"
    if text is not None:
        return _take_words(turn, step, session, text)
    choice = _tapped(step, code or "", session)
    if choice is None:
        return "stale"
    turn.value = _settles(turn.conversation.draft, step, choice)
    return "report"


def _tapped(step: Step, code: str, session: Session) -> str | int | None:
    head, _, tail = code.partition(".")
    if step in ("pain", "effort"):
        return int(tail) if head == "n" and tail.isdigit() and int(tail) <= 10 else None
    known = CHOICES.get(step, (*(i.exercise for i in session.items), UNSURE))
    return tail if head == "o" and tail in known else None


def _settles(draft: Draft, step: Step, choice: str | int) -> Draft:
    if step == "which":
        number = draft.get("number")
        return {"which": choice} | ({"pain": number} if choice == "pain" else {})
    return {step: choice}


def _take_words(turn: Turn, step: Step, session: Session, text: str) -> str:
    words = turn.content.reply_words
    reply = replies.read(text, len(session.items), words)
    found: str | int | None = None
    match step:
        case "pain":
            found = replies.pain(text, words)
        case "effort":
            number = read_number(text, 0, 10, 1)
            found = int(number) if isinstance(number, int | float) else None
        case "completion":
            return read_report(turn, text)
        case "tingling":
            found = reply.tingling or pick(text, _labels(turn, step))
        case "culprit":
            found = pick(text, _moves(session, turn.content))
        case _:
            found = pick(text, _labels(turn, step))
    if found is None:
        turn.value = t(f"hint-{step}")
        return "unclear"
    turn.value = _settles(turn.conversation.draft, step, found)
    return "report"


def _labels(turn: Turn, step: Step) -> list[tuple[str, str]]:
    language = turn.conversation.language
    return [(c, draw(t(f"{step}-{c}"), turn.content, language)) for c in CHOICES[step]]


def _moves(session: Session, content: Content) -> list[tuple[str, str]]:
    """The moves of the session, in the order of their numbers."""
    return [(i.exercise, content.exercises[i.exercise].name) for i in session.items]


# Showing.


def draw_checkin(turn: Turn, topic: Open) -> Screen:
    step: Any = topic.topic.removeprefix("checkin.")
    session = todays_session(turn.conversation)
    draft = turn.conversation.draft
    lines = (t(f"checkin-{step}", n=draft.get("number") or 0),)
    if step in ("pain", "effort"):
        return Screen(lines=(*lines, t(f"checkin-{step}-ends")), rows=scale_rows())
    return Screen(lines=lines, rows=_choice_rows(step, session, turn.content))


def _choice_rows(step: Step, session: Session | None, content: Content) -> Rows:
    if step == "culprit":
        items = session.items if session else ()
        names = [button(t(f"exercise.{i.exercise}.name"), f"o.{i.exercise}") for i in items]
        return in_rows([*names, button("culprit-unsure", f"o.{UNSURE}")], 1)
    buttons = [button(f"{step}-{c}", f"o.{c}") for c in CHOICES[step]]
    return (*in_rows(buttons, 3 if len(buttons) == 3 else 2), *NEW_SYMPTOM)


# Taking the report.


def draft_then(turn: Turn) -> Draft:
    return {**turn.conversation.draft, **turn.value}


def report_then(turn: Turn) -> CheckIn | None:
    """The report as it will stand once this event is taken; None while something is to be asked."""
    session = todays_session(turn.conversation)
    draft = draft_then(turn)
    if session is None or next_step(draft, session) is not None:
        return None
    return make_report(draft, session, turn.content)


def make_report(draft: Draft, session: Session, content: Content) -> CheckIn:
    """From what is known; no word of completion counts as skipped."""
    report = CheckIn(
        day=session.day,
        type=session.type,
        items=tuple(i.exercise for i in session.items),
        **{"completion": "skipped"}
        | {k: v for k, v in draft.items() if k in CheckIn.model_fields and k != "culprit"},  # type: ignore[arg-type] # a draft holds what CheckIn takes
    )
    culprit = draft.get("culprit")
    if culprit == UNSURE:
        culprit = adapt.default_culprit(session, report.tingling, content)
    return report.model_copy(update={"culprit": culprit})


def base_pain(conversation: Conversation) -> int:
    """`q_pain_now` of the latest assessment."""
    pain = conversation.answers.get("q_pain_now")
    return pain if isinstance(pain, int) else 0


def decision_on(program: Program, report: CheckIn, conversation: Conversation) -> adapt.Decision:
    earlier = [r for r in program.reports if r.day != report.day]
    return adapt.decide([*earlier, report], base_pain(conversation))


def with_report(program: Program, report: CheckIn) -> Program:
    """14 days of reports, one a day."""
    kept = [r for r in program.reports if r.day != report.day and (report.day - r.day).days < 14]
    return program.model_copy(update={"reports": (*kept, report)})


def keep_draft(turn: Turn) -> None:
    """Something is known; ask for the next thing."""
    draft = draft_then(turn)
    session = todays_session(turn.conversation)
    assert session
    turn.put(draft=draft)
    step = next_step(draft, session)
    understood = echo(draft)
    if turn.opened and not turn.tapped:
        turn.collapse(understood)
    else:
        turn.lead.append(understood)
    turn.show(f"checkin.{step}")


def echo(draft: Draft) -> Text:
    """How the report was understood so far."""
    return t(
        "echo",
        completion=draft.get("completion") or "none",
        pain=draft["pain"] if isinstance(draft.get("pain"), int) else -1,
    )


def keep_report(turn: Turn) -> None:
    """The report is whole: rate and store it."""
    conversation = turn.conversation
    report = report_then(turn)
    assert report
    assert conversation.program
    decision = decision_on(conversation.program, report, conversation)
    report = report.model_copy(update={"light": decision.light})
    turn.lead.append(echo(draft_then(turn)))
    turn.put(program=with_report(conversation.program, report), draft={})
    turn.record(Record(what="report", day=report.day, data=report.model_dump(mode="json")))


def last_decision(conversation: Conversation) -> adapt.Decision:
    """On the last report as it stands."""
    program = conversation.program
    assert program
    return decision_on(program, program.reports[-1], conversation)


def say_decision(turn: Turn) -> None:
    """One sentence with the rule's reason."""
    turn.lead += adapt.say_decision(last_decision(turn.conversation), (), turn.content)


# Claims about the report, for the machine.


def is_whole(turn: Turn) -> bool:
    return report_then(turn) is not None


def _decision(turn: Turn) -> adapt.Decision:
    report, program = report_then(turn), turn.conversation.program
    assert report
    assert program
    return decision_on(program, report, turn.conversation)


def must_pause(turn: Turn) -> bool:
    return _decision(turn).id == "D2"


def is_red(turn: Turn) -> bool:
    """Cards A and B come before the next session."""
    return _decision(turn).light == "RED"


def go_on(turn: Turn) -> None:
    """With a report that something else had interrupted."""
    session = todays_session(turn.conversation)
    step = next_step(turn.conversation.draft, session) if session else None
    if step:
        turn.opened = None
        turn.show(f"checkin.{step}")
