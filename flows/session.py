"""Today's session on the screen: its moves, how to do each, and the buttons that report it.

Rule: shows and routes; nothing here changes the programme.
"""

from __future__ import annotations

from content.load import Content
from content.schema import Exercise
from flows import comeback
from flows.checkin import read_report
from flows.conditions import status
from flows.conversation import Answers, Conversation, Item, Open, Session
from flows.effects import Text
from flows.explain import explain_item
from flows.parts import GAP, NEW_SYMPTOM, button, in_rows, spaced, t
from flows.report import waiting_session
from flows.turn import Rows, Screen, Turn
from flows.weigh import weigh


def dose_text(item: Item, content: Content) -> Text:
    exercise = content.exercises[item.exercise]
    dose = exercise.dose[item.dose]
    n = (dose.n + 1) // 2 if item.halved else dose.n
    key = "dose-hold" if dose.held else "dose-reps"
    return t(key, sets=dose.sets, n=n, side=exercise.side, extra=item.extra_set or "none")


def minutes(session: Session) -> int:
    return max(1, round(session.seconds / 60))


def session_lines(session: Session, content: Content) -> tuple[Text, ...]:
    """The kind of day and how long, then one line a move."""
    head = t("session-title", type=session.type, minutes=minutes(session))
    return (head, *(_item_line(n, item, content) for n, item in enumerate(session.items, 1)))


def _item_line(n: int, item: Item, content: Content) -> Text:
    name = t(f"exercise.{item.exercise}.name")
    return t("session-item", n=n, name=name, dose=dose_text(item, content))


def draw_prompt(turn: Turn, topic: Open) -> Screen:
    """Picks say the view: none = the list, ("why",) or ("card", n)."""
    conversation, content = turn.conversation, turn.content
    program = conversation.program
    assert program
    assert program.today
    match topic.picks:
        case ("card", n):
            return draw_card(program.today, int(n), content)
        case ("why",):
            return _draw_why(conversation, program.today, content)
        case _:
            return _draw_list(turn, program.today)


def _draw_list(turn: Turn, session: Session) -> Screen:
    conversation, content = turn.conversation, turn.content
    style = conversation.answers.get("q_style") or "brief"
    lines = (
        t("prompt", style=str(style), moves=len(session.items)),
        *comeback.why_easier(conversation, session, content),
        GAP,
        *session_lines(session, content),
        GAP,
        *cues(conversation, content),
        t("prompt-how"),
    )
    rows: Rows = (
        (
            button("button-done", "done", "success"),
            button("button-partial", "partial"),
            button("button-skipped", "skipped"),
        ),
        (button("button-steps", "card.1", "primary"), button("button-why-items", "why")),
        (button("button-later", "later"), button("button-new", "!new")),
    )
    if comeback.short_version(turn):
        rows = (*rows, (button("button-short", "short"),))
    if offers_checks(conversation, content):
        rows = (*rows, (button("button-checks", "checks"),))
    return Screen(lines=lines, rows=rows)


def skipped_checks(answers: Answers, content: Content) -> tuple[str, ...]:
    names = (q.id for q in content.questions.values() if q.part == 2)
    return tuple(name for name in names if status(name, answers, content) == "skipped")


def offers_checks(conversation: Conversation, content: Content) -> bool:
    """With the first session, and until they are taken up; clinical spec 3."""
    program = conversation.program
    if program is None or program.today is None or conversation.checks_again is not None:
        return False
    is_first = program.today.day == program.day0
    return is_first and bool(skipped_checks(conversation.answers, content))


def cues(conversation: Conversation, content: Content) -> list[Text]:
    """Standing cues of the safety class and of the flags; clinical spec 2 and 6."""
    found = weigh(conversation.answers, content)
    shown = [t("cue-care")] if conversation.safety == "care" else []
    return shown + [t(f"cue-{f}") for f in ("hamstring_led", "belly_led") if f in found.flags]


def _draw_why(conversation: Conversation, session: Session, content: Content) -> Screen:
    found = weigh(conversation.answers, content)
    program = conversation.program
    assert program
    whys = tuple(explain_item(item, found, program, content) for item in session.items)
    return Screen(
        lines=spaced(t("why-items"), *whys), rows=((button("button-back-today", "list"),),)
    )


def draw_card(session: Session, n: int, content: Content) -> Screen:
    """One move: dose, steps, what it feels like, what to avoid, when to stop."""
    item = session.items[n - 1]
    exercise = content.exercises[item.exercise]
    at = f"exercise.{exercise.id}"
    lines = [
        t("card-title", n=n, total=len(session.items), name=t(f"{at}.name")),
        t("card-dose", dose=dose_text(item, content), tempo=_tempo(item, content)),
        GAP,
        *step_lines(exercise),
        GAP,
        t("card-feel", feel=t(f"{at}.feel")),
        t("card-mistakes", mistakes=t(f"{at}.mistakes")),
        t("card-stop", stop=t(f"{at}.stop_if")),
    ]
    numbers = [
        button(t("plain", text=f"· {i} ·" if i == n else str(i)), f"card.{i}")
        for i in range(1, len(session.items) + 1)
    ]
    rows = (*in_rows(numbers, 6), (button("button-back-today", "list"),), *NEW_SYMPTOM)
    return Screen(lines=tuple(lines), rows=rows)


def step_lines(exercise: Exercise) -> tuple[Text, ...]:
    steps = range(1, len(exercise.steps) + 1)
    return tuple(t("step", n=n, step=t(f"step.{exercise.id}.{n}")) for n in steps)


def _tempo(item: Item, content: Content) -> Text:
    dose = content.exercises[item.exercise].dose[item.dose]
    effort, hold, back = dose.tempo_seconds
    if dose.held:
        return t("tempo-none")
    return t("tempo", effort=effort, hold=hold, back=back, rest=dose.rest_seconds)


def take_prompt(turn: Turn, topic: Open, *, code: str | None, text: str | None) -> str:
    del topic
    if text is not None:
        trigger = read_report(turn, text)
        waits = waiting_session(turn.conversation) is not None
        return "vague" if trigger == "unclear" and waits else trigger
    match code:
        case "done" | "partial" | "skipped" if waiting_session(turn.conversation):
            turn.value = {"completion": code}
            return "report"
        case "checks" if offers_checks(turn.conversation, turn.content):
            return "checks"
        case "short" if comeback.short_version(turn):
            return "short"
        case "later":
            return "snooze"
        case "why" | "list":
            turn.value = ("why",) if code == "why" else ()
            return "redraw"
        case _:
            return _take_card(turn, code or "")


def _take_card(turn: Turn, code: str) -> str:
    program = turn.conversation.program
    head, _, n = code.partition(".")
    items = program.today.items if program and program.today else ()
    if head != "card" or not n.isdecimal() or not 1 <= int(n) <= len(items):
        return "stale"
    turn.value = ("card", n)
    return "show_move"


def show_move(turn: Turn) -> None:
    """Who looks how a move is done is at it: nothing unasked comes in between."""
    turn.put(looked_at=turn.at)
    turn.redraw(turn.value)
