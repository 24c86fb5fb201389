"""The check-in after a session: what was done and how it felt, one question at a time.

Rule: collects a draft by taps and words; `report` makes of it what is kept.
"""

from __future__ import annotations

from typing import Any, Literal, get_args

from flows import replies, report, tingling
from flows.agenda import today, weekday
from flows.clock_words import read_number
from flows.conversation import CheckIn, Open, Session
from flows.delay_words import read_wish
from flows.effects import Text
from flows.guided import facts, with_facts
from flows.labels import pick_label, pick_whole
from flows.parts import GAP, NEW_SYMPTOM, button, in_rows, scale_rows, t
from flows.rate import AMBER_PAIN, Decision
from flows.report import UNSURE, Draft, decision_on, make_report, waiting_session
from flows.turn import Rows, Screen, Turn

Step = Literal["which_day", "which", "completion", "pain", "culprit", "tingling", "effort"]
CHOICES: dict[Step, tuple[str, ...]] = {
    "which_day": ("today", "yesterday"),
    "which": ("moves", "pain"),
    "completion": ("done", "partial", "skipped"),
    "tingling": ("none", "better", "same", "worse"),
}


SAID_AT_ONCE = ("pain", "culprit", "tingling", "effort")
"""Where a person may write a whole report instead of an answer."""


def next_step(draft: Draft, session: Session) -> Step | None:
    """The one question to ask now; None when the report is whole."""
    completion = draft.get("completion")
    for first in ("which_day", "which"):
        if first in draft and draft[first] is None:
            return "which_day" if first == "which_day" else "which"
    if completion is None:
        return "completion"
    if "pain" not in draft and (completion != "skipped" or draft.get("hurt")):
        return "pain"
    if "tingling" not in draft and (completion != "skipped" or tingling.TINGLES in draft):
        return "tingling"
    if completion == "skipped":
        return None
    pain = draft.get("pain")
    if "culprit" not in draft and isinstance(pain, int) and pain >= AMBER_PAIN:
        return "culprit"
    return "effort" if session.type == "L" and "effort" not in draft else None


# Reading.


def from_reply(reply: replies.Reply, known: Draft) -> Draft:
    """What a plain-word report settles beside what is known, and what it leaves to ask."""
    draft: Draft = {}
    if reply.completion:
        draft["completion"] = reply.completion
    if reply.pain is not None:
        draft["pain"] = reply.pain
    draft |= tingling.from_reply(reply, known)
    if reply.ask in ("which", "which_day"):
        draft[reply.ask] = None
    if reply.number is not None:
        draft["number"] = reply.number
    if reply.completion == "skipped":
        draft |= {"hurt": "yes"} if reply.ask == "pain" else {}
    return draft


def _says_nothing(reply: replies.Reply) -> bool:
    said = (reply.completion, reply.pain, reply.tingling)
    return said == (None, None, None) and reply.ask in (None, "completion")


def read_report(turn: Turn, text: str) -> str:
    """A report in plain words, whichever question is open: the trigger for the machine."""
    program = turn.conversation.program
    if program is None or not turn.state.startswith("program.") or turn.state.endswith("proposed"):
        return "unclear"
    session = waiting_session(turn.conversation)
    moves = len(session.items) if session else 0
    reply = replies.read(text, moves, turn.content.reply_words)
    wish = read_wish(text)
    if reply.later or (wish and session and session.day == today(turn)):
        turn.value = wish
        return "snooze"
    if _says_nothing(reply):
        return "unclear"
    if session is None:
        return "reported"
    turn.value = from_reply(reply, turn.conversation.draft)
    if session.day != today(turn):
        turn.value.pop("which_day", None)  # the only session that waits is that one
    return "report"


def take_checkin(turn: Turn, topic: Open, *, code: str | None, text: str | None) -> str:
    step: Any = topic.topic.removeprefix("checkin.")
    session = waiting_session(turn.conversation)
    if session is None or step not in get_args(Step):
        return "stale" if code is not None else "elsewhere"
    if code == "back":
        return "retrace"
    if step == "pain" and (change := tingling.tapped(code or "", turn.conversation.draft)):
        turn.value = {"tingling": change}
        return "tick"
    if code is not None:
        found = tapped(step, code, session)
    elif _is_in_words(turn, step, session, text or ""):
        return read_report(turn, text or "")
    elif step == "pain" and (said := _pain_in_words(turn, session, text or "")):
        turn.value = said
        return "report"
    else:
        found = typed(turn, step, session, text or "")
    if found is None:
        turn.value = t(f"hint-{step}")
        return "stale" if code is not None else "unclear"
    if found == "yesterday":
        return "yesterday"
    turn.value = _settles(turn.conversation.draft, step, found)
    return "report"


def _is_in_words(turn: Turn, step: Step, session: Session, text: str) -> bool:
    """To be read as a report; "none" is an answer to "all, some or none" alone."""
    if step == "completion":
        reply = replies.read(text, len(session.items), turn.content.reply_words)
        return not _says_nothing(reply) or pick_whole(text, _labels(step), turn) is None
    return step in SAID_AT_ONCE and _is_report(turn, session, text)


def _is_report(turn: Turn, session: Session, text: str) -> bool:
    """A whole report, though one thing was asked: it is taken as it stands."""
    reply = replies.read(text, len(session.items), turn.content.reply_words)
    return reply.later or (reply.completion is not None and reply.pain is not None)


def _pain_in_words(turn: Turn, session: Session, text: str) -> Draft | None:
    reply = replies.read(text, len(session.items), turn.content.reply_words)
    return tingling.with_pain(reply, turn.conversation.draft)


def tapped(step: Step, code: str, session: Session) -> str | int | None:
    head, _, tail = code.partition(".")
    if step in ("pain", "effort"):
        return int(tail) if head == "n" and tail.isdecimal() and int(tail) <= 10 else None
    known = CHOICES.get(step, (*(i.exercise for i in session.items), UNSURE))
    return tail if head == "o" and tail in known else None


def typed(turn: Turn, step: Step, session: Session, text: str) -> str | int | None:
    words = turn.content.reply_words
    if step == "pain":
        return replies.pain(text, words)
    if step == "effort":
        number = read_number(text, 0, 10, 1)
        return int(number) if isinstance(number, int | float) else None
    if step == "culprit":
        return pick_label(text, _moves(session), turn)
    said = replies.read(text, len(session.items), words).tingling if step == "tingling" else None
    return said or pick_label(text, _labels(step), turn)


def _labels(step: Step) -> list[tuple[str, Text]]:
    return [(choice, t(f"{step}-{choice}")) for choice in CHOICES[step]]


def _settles(draft: Draft, step: Step, choice: str | int) -> Draft:
    """The number of "did 3" is pain, or moves: then all of them, some or none."""
    if step == "pain" or choice == "pain":
        pain = choice if step == "pain" else draft.get("number")
        which: Draft = {"which": choice} if step == "which" else {}
        return {**which, "pain": pain, **tingling.beside_pain(draft)}
    return {step: choice}


def _moves(session: Session) -> list[tuple[str, Text]]:
    """The moves of the session, in the order of their numbers."""
    names = [(i.exercise, t(f"exercise.{i.exercise}.name")) for i in session.items]
    return [*names, (UNSURE, t("culprit-unsure"))]


# Showing.


def draw_checkin(turn: Turn, topic: Open) -> Screen:
    step: Any = topic.topic.removeprefix("checkin.")
    session = waiting_session(turn.conversation)
    draft = turn.conversation.draft
    screen = draw_step(step, session, n=draft.get("number") or 0)
    if step == "pain" and tingling.asks_both(draft):
        screen = _with_tingling(screen, draft)
    ends = (button("button-back", "back"), *NEW_SYMPTOM[0])
    return Screen(lines=screen.lines, rows=(*screen.rows, ends))


def _with_tingling(screen: Screen, draft: Draft) -> Screen:
    """Below the numbers, and said apart from what they mean."""
    lines = (*screen.lines, GAP, tingling.ask_line(draft))
    return Screen(lines=lines, rows=(*screen.rows, tingling.row(draft)))


def draw_step(step: Step, session: Session | None, **values: Any) -> Screen:
    """One question about a session, and its buttons."""
    lines = (t(f"checkin-{step}", **values), *_listed(step, session))
    if step in ("pain", "effort"):
        return Screen(lines=(*lines, t(f"checkin-{step}-ends")), rows=scale_rows())
    return Screen(lines=lines, rows=_choice_rows(step, session))


def _listed(step: Step, session: Session | None) -> list[Text]:
    """The moves, whose names are too long for buttons."""
    items = session.items if session and step == "culprit" else ()
    names = [t(f"exercise.{item.exercise}.name") for item in items]
    return [t("option-listed", n=n, label=name) for n, name in enumerate(names, 1)]


def _choice_rows(step: Step, session: Session | None) -> Rows:
    if step == "culprit":
        names = [i.exercise for i in session.items] if session else []
        numbers = [button(t("plain", text=str(n)), f"o.{e}") for n, e in enumerate(names, 1)]
        return (*in_rows(numbers, 6), (button("culprit-unsure", f"o.{UNSURE}"),))
    buttons = [button(f"{step}-{c}", f"o.{c}") for c in CHOICES[step]]
    return in_rows(buttons, 3 if len(buttons) == 3 else 2)


def ask(turn: Turn) -> None:
    """The next question of a draft that is not whole."""
    session = waiting_session(turn.conversation)
    assert session
    turn.show(f"checkin.{next_step(turn.conversation.draft, session)}")


def ask_completion(turn: Turn) -> None:
    """What was written says nothing of it ("all good"); the session stays where it is."""
    turn.opened = None
    turn.show("checkin.completion")


# Taking the report.


def _draft_then(turn: Turn) -> Draft:
    """With what was said at the moves."""
    draft = {**turn.conversation.draft, **turn.value}
    return with_facts(draft, facts(turn.conversation, turn.content))


def keep_draft(turn: Turn) -> None:
    """Something is known; ask for the next thing."""
    understood = _echo(turn)
    turn.put(draft=_draft_then(turn))
    if turn.opened and not turn.tapped:
        turn.collapse(understood)
    else:
        turn.lead.append(understood)
    ask(turn)


def tick(turn: Turn) -> None:
    """Tingling on the screen that asks for pain; it is no answer before the number is."""
    assert turn.opened
    turn.lead.append(_echo(turn))
    draft = {**turn.conversation.draft, **turn.value}
    turn.put(draft={k: v for k, v in draft.items() if (k, v) != ("tingling", "none")})
    turn.redraw(turn.opened.picks)


def _echo(turn: Turn) -> Text:
    """How the report was understood so far, and of which day if not of today."""
    draft = _draft_then(turn)
    session = waiting_session(turn.conversation)
    assert session
    ago = (today(turn) - session.day).days
    pain, tingling = draft.get("pain"), draft.get("tingling")
    said = t(
        "echo",
        completion=draft.get("completion") or "none",
        pain=pain if isinstance(pain, int) else -1,
        tingling=tingling or "none",
    )
    return t("echo-day", ago=ago, weekday=weekday(session.day), said=said)


def report_then(turn: Turn) -> CheckIn | None:
    """The report as it will stand once this event is taken; None while something is to be asked.

    What must pause the moves is whole at once, whatever is left to ask.
    """
    return turn.once(_report_then)


def _report_then(turn: Turn) -> CheckIn | None:
    session = waiting_session(turn.conversation)
    assert session
    draft = _draft_then(turn)
    made = make_report(draft, session, turn.content)
    if next_step(draft, session) is None:
        return made
    return made if decision_on(made, turn.conversation).id == "D2" else None


def keep_report(turn: Turn) -> None:
    """The report is whole: rate and store it."""
    made = report_then(turn)
    assert made
    turn.lead.append(_echo(turn))
    report.keep(turn, made)
    turn.put(draft={}, guided=None)


def _decision(turn: Turn) -> Decision:
    made = report_then(turn)
    assert made
    return decision_on(made, turn.conversation)


def is_whole(turn: Turn) -> bool:
    return report_then(turn) is not None


def draft_must_pause(turn: Turn) -> bool:
    """What was told beside a danger that is not there pauses the moves by itself."""
    conversation = turn.conversation
    session, known = waiting_session(conversation), facts(conversation, turn.content)
    if session is None or not conversation.draft:
        return False
    made = make_report(with_facts(conversation.draft, known), session, turn.content)
    return decision_on(made, conversation).id == "D2"


def take_draft(turn: Turn) -> None:
    """The report is what was told before; the answer at hand is of something else."""
    turn.value = {}


def must_pause(turn: Turn) -> bool:
    return turn.once(_decision).id == "D2"


def is_red(turn: Turn) -> bool:
    """Cards A and B come before the next session."""
    return turn.once(_decision).light == "RED"
