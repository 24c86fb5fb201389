"""Short answers to questions and kind words, from the plan as it stands.

Rule: answers and changes nothing; then the question that was open comes again, once. Safety cards
that are owed come before any move.
"""

from __future__ import annotations

from typing import Any

from flows import session, welcome, why
from flows.agenda import next_lines
from flows.asides import bring_back, move_down, open_question, way_on
from flows.claims import PROGRAM
from flows.conditions import avoided
from flows.conversation import Open
from flows.day import are_owed, is_open, open_day
from flows.effects import Figure, Text
from flows.menus import ask_pause
from flows.move_card import CARD, is_card, step_lines
from flows.moves_named import todays
from flows.parts import GAP, NEW_SYMPTOM, button, t
from flows.question import WHY
from flows.report import program_of, waiting_session
from flows.turn import Rows, Turn

TODAY: Rows = ((button("button-todays-moves", "!today", "primary"),),)
CHANGE_TIME: Rows = ((button("button-change-time", "!time"),),)


def _with_question(turn: Turn, *lines: Text) -> None:
    """In one message with the question that was open; without one, with what comes next."""
    turn.opened = None
    turn.lead += [*lines, GAP]
    bring_back(turn)
    if turn.lead:
        turn.lead.clear()
        rows = TODAY if _waits(turn) else ()
        turn.say(*lines, *_where(turn), rows=rows)


def _then_question(turn: Turn, *lines: Text, rows: Rows = (), **say: Any) -> None:
    turn.say(*lines, rows=rows, **say)
    bring_back(turn)


def _waits(turn: Turn) -> bool:
    return turn.state in PROGRAM and is_open(turn)


def _where(turn: Turn) -> tuple[Text, ...]:
    if _waits(turn):
        return (t("asks-waits"),)
    return next_lines(turn) if turn.state == "program.active" else way_on(turn)


# Kind words.


def hello(turn: Turn) -> None:
    """Who was never greeted is greeted in full; a minor hears why there is no plan."""
    if turn.state == "not_offered":
        welcome.say_adults_only(turn)
    elif turn.state == "welcome" and open_question(turn) is None:
        turn.lead += welcome.greeting()[:-1]  # the screen itself asks for consent
        welcome.greet(turn)
    else:
        _with_question(turn, t("asks-hello"))


def thanks(turn: Turn) -> None:
    _with_question(turn, t("asks-thanks"))


def bye(turn: Turn) -> None:
    _with_question(turn, t("asks-bye"))


def get_well(turn: Turn) -> None:
    """Ill: rest is fine, and a pause is one tap away."""
    turn.lead.append(t("asks-ill"))
    ask_pause(turn)


# About the bot, and what to expect.


def about(turn: Turn) -> None:
    _then_question(turn, t("asks-about"))


def sore(turn: Turn) -> None:
    _then_question(turn, t("asks-sore"))


def results(turn: Turn) -> None:
    _then_question(turn, t("asks-results"))


# About the plan.


def when(turn: Turn) -> None:
    now = (t("asks-when-now"),) if _waits(turn) else ()
    _then_question(turn, *now, *next_lines(turn), rows=(*CHANGE_TIME, *NEW_SYMPTOM))


def doses(turn: Turn) -> None:
    """How often, and how many of each today."""
    if are_owed(turn):
        open_day(turn)
        return
    answers = turn.conversation.answers
    often = t("asks-often", days=answers["q_days"], time=answers["q_time"])
    if prompt := _prompt(turn):
        turn.lead += [often, GAP]
        move_down(turn, prompt.model_copy(update={"picks": ()}))
    elif today := waiting_session(turn.conversation):
        _then_question(turn, often, GAP, *session.session_lines(today, turn.content))
    else:
        _then_question(turn, often, *next_lines(turn))


def _prompt(turn: Turn) -> Open | None:
    """Today's moves on the screen, still to be done."""
    opens = turn.conversation.opens
    return next((o for o in opens if o.topic == "prompt"), None) if is_open(turn) else None


def why_moves(turn: Turn) -> None:
    """Of today's moves, of the proposal or of the question; else of the last decision."""
    if are_owed(turn):
        open_day(turn)
    elif prompt := _prompt(turn):
        move_down(turn, prompt.model_copy(update={"picks": ("why",)}))
    else:
        why.why(turn)


def asks_reason(turn: Turn) -> bool:
    """What is open can give its reason."""
    return _with_reason(turn) is not None


def _with_reason(turn: Turn) -> Open | None:
    topic = open_question(turn)
    if topic and topic.topic == "proposal":
        return topic.model_copy(update={"picks": ("why",)})
    if topic and topic.topic.startswith("q."):
        return topic.model_copy(update={"picks": (*(p for p in topic.picks if p != WHY), WHY)})
    return None


def give_reason(turn: Turn) -> None:
    topic = _with_reason(turn)
    assert topic
    move_down(turn, topic)


# How a move is done.


def show_how(turn: Turn) -> None:
    """One of today on its card; any other as it goes, if the answers do not rule it out."""
    today, move = todays(turn), turn.value
    if are_owed(turn):
        open_day(turn)
    elif not today and move is None:
        _then_question(turn, t("asks-no-moves"), *next_lines(turn))
    elif move is None or move in today:
        _show_card(turn, today.index(move) + 1 if move else None)
    else:
        _say_steps(turn, move)


def _show_card(turn: Turn, n: int | None) -> None:
    """Without a number the one that somebody is at, or the first."""
    turn.put(looked_at=turn.at)
    prompt, today = _prompt(turn), todays(turn)
    if prompt and n is None and is_card(prompt):
        move_down(turn, prompt)
    elif prompt:
        move_down(turn, prompt.model_copy(update={"picks": (CARD, str(n or 1))}))
    else:
        move = today[(n or 1) - 1]
        _then_question(turn, *_steps(turn, move), picture=Figure(id=move))


def _say_steps(turn: Turn, move: str) -> None:
    exercise, name = turn.content.exercises[move], t(f"exercise.{move}.name")
    if avoided(exercise, turn.conversation.answers) or move not in program_of(turn).rungs:
        _then_question(turn, t("asks-not-yours", name=name))
    else:
        told = (*_steps(turn, move), GAP, t("asks-not-today"))
        _then_question(turn, *told, picture=Figure(id=move))


def _steps(turn: Turn, move: str) -> tuple[Text, ...]:
    at = f"exercise.{move}"
    return (
        t("asks-move", name=t(f"{at}.name")),
        *step_lines(turn.content.exercises[move]),
        GAP,
        t("card-feel", feel=t(f"{at}.feel")),
        t("card-stop", stop=t(f"{at}.stop_if")),
    )
