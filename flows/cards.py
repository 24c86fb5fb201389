"""Something new: safety cards A and B once more, by tick list or line by line.

Rule: card A stops when it closes with a tick, card B when it closes; a lasting thing that was
cleared is asked of again instead (`items`).
"""

from __future__ import annotations

from flows import intake, items
from flows.agenda import fired, sending
from flows.conversation import Answers, Conversation, Open
from flows.parts import t
from flows.question import answer_rows, ask_lines
from flows.stops import FOLLOW_UPS, screen, stop_for_answers
from flows.turn import Screen, Turn
from flows.yes_no import YES, yes_no_rows

CARDS = ("q_rf_a", "q_rf_b")


def open_cards(turn: Turn) -> None:
    """Owed until both are closed, whatever comes between; they hold the moves from here on."""
    turn.put(cards_owed=True, held=False)
    turn.opened = None
    turn.show(f"new.{CARDS[0]}", **sending(turn))


def draw_new(turn: Turn, topic: Open) -> Screen:
    """The card as in the intake, without a way past it."""
    question = turn.content.questions[topic.topic.removeprefix("new.")]
    lines = ask_lines(question, topic, turn)
    return Screen(lines=tuple(lines), rows=answer_rows(question, topic, turn))


def take_new(turn: Turn, topic: Open, *, code: str | None, text: str | None) -> str:
    question = turn.content.questions[topic.topic.removeprefix("new.")]
    if code == "unsure":
        return "unsure"
    if text is not None:
        trigger = intake.take_text(turn, topic, question, text)
    else:
        trigger = intake.take_code(turn, topic, question, code or "")
    return "card" if trigger == "answer" else trigger


def _lasting(turn: Turn) -> list[str]:
    """Ticks of things that were cleared, and count only if they are worse."""
    return [x for x in turn.value[1] if items.asks_if_worse(x, turn.conversation, turn)]


def _answers_then(turn: Turn) -> Answers:
    """New ticks join the old ones."""
    card, ticks = turn.value
    old = turn.conversation.answers.get(card)
    kept = [str(x) for x in old] if isinstance(old, list) else []
    return {**turn.conversation.answers, card: list(dict.fromkeys([*kept, *ticks]))}


def _conversation_then(turn: Turn) -> Conversation:
    """What is ticked anew is not cleared any more."""
    new = set(turn.value[1]) - set(_lasting(turn))
    cleared = {k: v for k, v in turn.conversation.cleared.items() if k not in new}
    answers = _answers_then(turn)
    return turn.conversation.model_copy(update={"answers": answers, "cleared": cleared})


def card_stops(turn: Turn) -> bool:
    then = _conversation_then(turn)
    return bool(turn.value[1]) and screen(then, then.answers, turn).cls in FOLLOW_UPS


def stop_for_card(turn: Turn) -> None:
    if is_last(turn):
        turn.put(cards_owed=False)
    turn.conversation = _conversation_then(turn)
    stop_for_answers(turn)


def next_card(turn: Turn) -> None:
    turn.conversation = _conversation_then(turn)
    if not is_last(turn):
        turn.lead.append(t("answered", answer=t("answer-none")))
        turn.show(f"new.{CARDS[1]}")
    else:
        turn.lead.append(t("nothing-new"))
        _note(turn)


def _note(turn: Turn) -> None:
    """Both cards are closed for today."""
    turn.put(cards_owed=False)
    if turn.conversation.program:
        fired(turn, "cards")


def is_last(turn: Turn) -> bool:
    return bool(turn.value[0] == CARDS[-1])


def has_lasting(turn: Turn) -> bool:
    return bool(_lasting(turn))


def ask_lasting(turn: Turn) -> None:
    item, *rest = _lasting(turn)
    if is_last(turn):
        _note(turn)
    turn.show(f"item.{item}", rest)


# Not sure: the card as single questions.


def ask_singly(turn: Turn) -> None:
    """One yes-or-no a line of the card; not sure counts as yes."""
    assert turn.opened
    kind, _, card = turn.opened.topic.partition(".")
    turn.show(f"single.{kind}.{card}")


def _lines(topic: Open, turn: Turn) -> list[str]:
    question = turn.content.questions[topic.topic.rpartition(".")[2]]
    return list(turn.content.option_ids(question.id))


def draw_single(turn: Turn, topic: Open) -> Screen:
    """Picks hold one "item=yes" or "item=no" for each line answered."""
    every, n = _lines(topic, turn), len(topic.picks)
    lines = (
        t("single-progress", n=n + 1, total=len(every)),
        t("item-ask", item=t(f"flag.{every[n]}")),
    )
    return Screen(lines=lines, rows=yes_no_rows(unsure=True))


def take_single(turn: Turn, topic: Open, *, code: str | None, text: str | None) -> str:
    trigger = items.take_item(turn, topic, code=code, text=text)
    if trigger != "item":
        return trigger
    _, kind, card = topic.topic.split(".")
    every = _lines(topic, turn)
    picks = (*topic.picks, f"{every[len(topic.picks)]}={'yes' if turn.value[1] else 'no'}")
    turn.value = picks
    if len(picks) < len(every):
        return "single"
    turn.value = (card, [p.removesuffix("=yes") for p in picks if p.endswith(f"={YES}")])
    return {"q": "answer", "again": "assess"}.get(kind, "card")


def next_single(turn: Turn) -> None:
    """The next line; a new showing, so that a double tap cannot answer two lines."""
    assert turn.opened
    turn.show(turn.opened.topic, turn.value)
