"""Today's session on the screen: its moves, how to do each, and the buttons that report it.

Rule: shows and routes; nothing here changes the programme.
"""

from __future__ import annotations

from content.load import Content
from flows import album, at_card, comeback, move_card, tone
from flows.builder import of_one_set
from flows.checkin import read_report
from flows.conditions import status
from flows.conversation import Answers, Conversation, Item, Open, Session
from flows.effects import Button, Text
from flows.explain import explain_item
from flows.guided import is_begun, led
from flows.parts import GAP, NEW_SYMPTOM, button, spaced, t
from flows.report import planned_minutes, waiting_session
from flows.turn import Rows, Screen, Turn
from flows.weigh import weigh

NEW_TO_IT = 3
"""Reports, after which nobody needs to be told what the buttons of a session do."""


def dose_text(item: Item, content: Content) -> Text:
    exercise = content.exercises[item.exercise]
    dose = exercise.dose[item.dose]
    return t(
        "dose-hold" if dose.held else "dose-reps",
        sets=dose.sets,
        n=of_one_set(item, content),
        side=exercise.side,
        extra=item.extra_set or "none",
    )


def session_lines(session: Session, content: Content) -> tuple[Text, ...]:
    """The kind of day and how long, then one line a move."""
    head = t("session-title", type=session.type, minutes=planned_minutes(session))
    return (head, *(_item_line(n, item, content) for n, item in enumerate(session.items, 1)))


def _item_line(n: int, item: Item, content: Content) -> Text:
    name = t(f"exercise.{item.exercise}.name")
    return t("session-item", n=n, name=name, dose=dose_text(item, content))


def draw_prompt(turn: Turn, topic: Open) -> Screen:
    """Picks say the view: none = the list, ("why",), ("card", n) or ("hurts", n)."""
    conversation, content = turn.conversation, turn.content
    program = conversation.program
    assert program
    assert program.today
    match topic.picks:
        case (move_card.CARD, _):
            return move_card.draw_card(turn, topic)
        case (move_card.HURTS, _):
            return move_card.draw_hurts(turn, topic)
        case ("why",):
            return _draw_why(conversation, program.today, content)
        case _:
            return _draw_list(turn, program.today)


def _draw_list(turn: Turn, session: Session) -> Screen:
    conversation, content = turn.conversation, turn.content
    below = (*cues(conversation, content), *_how(turn))
    lines = (
        t("prompt", style=tone.style(turn), moves=len(session.items)),
        *comeback.why_easier(conversation, session, content),
        GAP,
        *_lines_so_far(turn, session),
        *((GAP, *below) if below else ()),
    )
    return Screen(lines=lines, rows=_list_rows(turn))


def _lines_so_far(turn: Turn, session: Session) -> tuple[Text, ...]:
    """A move that was answered already says how, in the place of its dose."""
    title, *items = session_lines(session, turn.content)
    guided = led(turn.conversation, turn.content)
    hows = [move.how for move in guided.moves] if guided else ["open"] * len(items)
    stands = (
        item
        if how == "open"
        else t(f"guided-item-{how}", n=item.values["n"], name=item.values["name"])
        for item, how in zip(items, hows, strict=True)
    )
    return (title, *stands)


def _how(turn: Turn) -> tuple[Text, ...]:
    """Where one was; what the buttons do, to who is new to them."""
    guided, program = led(turn.conversation, turn.content), turn.conversation.program
    if guided is None or not guided.moves:
        return (t("guided-empty"),)
    if is_begun(turn.conversation):
        return (t("guided-go-on", n=guided.at, total=len(guided.moves)),)
    assert program
    told = program.past_sessions + len(program.reports)
    return (t("guided-how"),) if told < NEW_TO_IT else ()


def _list_rows(turn: Turn) -> Rows:
    """The way through the moves first; then a report of who did them without it."""
    conversation, content = turn.conversation, turn.content
    short = ((button("button-short", "short"),),) if comeback.short_version(turn) else ()
    checks = ((button("button-checks", "checks"),),) if offers_checks(conversation, content) else ()
    return (
        *_start_rows(turn),
        *short,
        (
            button("button-done", "done", "success"),
            button("button-partial", "partial"),
            button("button-skipped", "skipped"),
        ),
        (button("button-later", "later"), button("button-why-items", "why")),
        *checks,
        *NEW_SYMPTOM,
    )


def _album_button(turn: Turn) -> tuple[Button, ...]:
    return (button("button-album", "album"),) if album.moves(turn) else ()


def _start_rows(turn: Turn) -> Rows:
    guided = led(turn.conversation, turn.content)
    if guided is None or not guided.moves:
        return ()
    total, is_on = len(guided.moves), is_begun(turn.conversation)
    label = t("button-go-on", n=guided.at, total=total) if is_on else t("button-begin")
    start = button(label, f"{move_card.CARD}.{guided.at}", "primary")
    return ((start, *_album_button(turn)),)


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


def take_prompt(turn: Turn, topic: Open, *, code: str | None, text: str | None) -> str:
    if text is not None:
        return _take_words(turn, topic, text)
    match code:
        case "done" | "partial" | "skipped" if waiting_session(turn.conversation):
            turn.value = {"completion": code}
            return "report"
        case "checks" if offers_checks(turn.conversation, turn.content):
            return "checks"
        case "short" if comeback.short_version(turn):
            return "short"
        case "album" if album.moves(turn):
            return "album"
        case "later":
            return "snooze_ask"
        case "why" | "list":
            turn.value = ("why",) if code == "why" else ()
            return "redraw"
        case _:
            return _take_card(turn, topic, code or "")


def _take_words(turn: Turn, topic: Open, text: str) -> str:
    """What belongs to the move that is shown; else a report."""
    waits = waiting_session(turn.conversation) is not None
    is_card = waits and move_card.is_card(topic)
    trigger = at_card.take_words(turn, topic, text) if is_card else None
    trigger = trigger or read_report(turn, text)
    if trigger == "unclear" and waits:
        return "at_card" if is_card else "vague"
    return trigger


def _take_card(turn: Turn, topic: Open, code: str) -> str:
    """A move of the session that waits, and what can be tapped on its card."""
    guided = led(turn.conversation, turn.content)
    if guided is None:
        return "stale"
    head, _, n = code.partition(".")
    if head == move_card.CARD and n.isdecimal() and 1 <= int(n) <= len(guided.moves):
        turn.value = (move_card.CARD, str(int(n)))
        return "stale" if guided.moves[int(n) - 1].how == "stopped" else "show_move"
    return at_card.take_code(turn, topic, code) if move_card.is_card(topic) else "stale"


def show_move(turn: Turn) -> None:
    """Who looks how a move is done is at it: nothing unasked comes in between."""
    guided = move_card.led_of(turn)
    turn.put(guided=guided.model_copy(update={"at": int(turn.value[1])}))
    at_card.show(turn, turn.value)
