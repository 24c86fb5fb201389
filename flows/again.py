"""Every two weeks: has anything changed? When it is due, the offer, and which step is next.

Rule: what an answer does is `anew`'s matter, what has changed `since`'s (clinical spec 8).
"""

from __future__ import annotations

import datetime as dt
from itertools import chain

from content.load import Content
from flows import cards
from flows.agenda import fired, has_fired, sending, today
from flows.asides import move_down
from flows.conditions import status
from flows.conversation import Again, Conversation, Open
from flows.effects import Lane
from flows.intake import was_asked
from flows.labels import pick_label
from flows.lapse import days_missed, speaks
from flows.parts import GAP, NEW_SYMPTOM, button, t
from flows.report import program_of
from flows.turn import Screen, Turn
from flows.yes_no import NO, YES, read_yes_no

CARDS, HEALTH, LIST = "cards", "health", "q_rf_c"
"""Steps that come before the questions: cards A and B, "has it changed?", and card C itself."""
CAN_WAIT = ("later",)
"""Picks of an offer that may be put off."""
OFFER = {"now": "button-again-now", "later": "button-again-later"}


# When.


def is_due(turn: Turn) -> bool:
    """Once a day while it can wait; then the session waits for it."""
    if is_full(turn):
        return True
    if turn.state == "program.paused" or not speaks(turn, today(turn)):
        return False
    has_come = today(turn) >= due_on(turn)
    if has_come and not can_wait(turn):
        return True
    return (has_come or is_under_way(turn)) and not has_fired(turn, "again")


def due_on(turn: Turn) -> dt.date:
    every = dt.timedelta(days=turn.content.rules.reassess.every_days)
    return turn.conversation.reassess_on or program_of(turn).day0 + every


def is_full(turn: Turn) -> bool:
    """Back after a long lapse: nothing is left out. Once in a lapse, unless it is left half way."""
    again, rule = turn.conversation.again, turn.content.rules.reassess
    if again and again.full:
        return True
    missed = days_missed(turn)
    since_last = (today(turn) - due_on(turn)).days + rule.every_days
    return missed >= rule.full_from_days and since_last > missed - rule.full_from_days


def can_wait(turn: Turn) -> bool:
    times = turn.content.rules.reassess.put_off.times
    return turn.conversation.put_off < times and not is_full(turn)


def holds(turn: Turn) -> bool:
    """The session waits for it."""
    return not can_wait(turn)


def is_under_way(turn: Turn) -> bool:
    return turn.conversation.again is not None


# The offer.


def ask(turn: Turn) -> None:
    """The offer; of one that is under way, the open question. It is put off until it is done."""
    if is_under_way(turn) and next_step(turn.conversation, turn.content) is None:
        break_off(turn)  # answers have changed elsewhere, and nothing is left to ask
    picks = CAN_WAIT if can_wait(turn) else ()
    if picks:
        _put_off(turn, turn.conversation.put_off + 1)
    fired(turn, "again")
    turn.opened = None
    asked = [o for o in turn.conversation.opens if o.topic.startswith("again.")]
    if not is_under_way(turn):
        turn.close_all(("again.",), t("moved-down"))
        turn.show("again.offer", picks, **sending(turn))
    elif asked:
        move_down(turn, asked[-1], lane=_lane(turn))
    else:
        _show_next(turn)


def _put_off(turn: Turn, times: int) -> None:
    days = turn.content.rules.reassess.put_off.days
    turn.put(put_off=times, reassess_on=today(turn) + dt.timedelta(days=days))


def _lane(turn: Turn) -> Lane:
    return "prompt" if turn.event.kind == "moment_due" else "reply"


def draw_offer(topic: Open) -> Screen:
    codes = ("now", "later") if topic.picks == CAN_WAIT else ("now",)
    row = tuple(button(OFFER[c], c, "primary" if c == "now" else "plain") for c in codes)
    last = () if topic.picks == CAN_WAIT else (t("again-offer-last"),)
    return Screen(lines=(t("again-offer"), *last), rows=(row, *NEW_SYMPTOM))


def take_offer(turn: Turn, topic: Open, code: str | None, text: str | None) -> str:
    can_be_later = topic.picks == CAN_WAIT
    said = code if code is not None else _read_offer(turn, text or "")
    if said == "now":
        return "look"
    if said == "later" and can_be_later:
        return "look_later"
    turn.value = t("hint-again")
    if code is not None:
        return "stale"
    return "elsewhere" if can_be_later else "unclear"


def _read_offer(turn: Turn, text: str) -> str | None:
    labels = [(c, t(key)) for c, key in OFFER.items()]
    said = read_yes_no(None, text)
    return {YES: "now", NO: "later"}.get(said or "") or pick_label(text, labels, turn)


def later(turn: Turn) -> None:
    """Counted already when it was offered: an offer without an answer is put off too."""
    _put_off(turn, turn.conversation.put_off)
    days = turn.content.rules.reassess.put_off.days
    turn.finish(t("again-later", days=days), rows=NEW_SYMPTOM)


def begin(turn: Turn) -> None:
    rule, answers = turn.content.rules.reassess, turn.conversation.answers
    asked = (q for q in rule.ask if q in answers or q not in rule.if_asked_before)
    safety = () if has_fired(turn, "cards") else (CARDS,)
    full = is_full(turn)
    left = (*safety, LIST if full else HEALTH, *asked)
    turn.put(again=Again(full=full, left=left))
    turn.finish(t("again-begun"))
    _show_next(turn)


# On from step to step.


def waits(turn: Turn) -> bool:
    """For the cards that it opened, and they are closed; or it was cut short by a stop."""
    opens = turn.conversation.opens
    return is_under_way(turn) and not any(o.topic.startswith("again.") for o in opens)


def after_cards(turn: Turn) -> None:
    turn.conversation = without(turn.conversation, CARDS)
    _show_next(turn)


def break_off(turn: Turn) -> None:
    """A stop came between and was cleared: all is asked anew, at the next session."""
    if is_under_way(turn):
        turn.put(again=None, put_off=0, reassess_on=today(turn))


def next_step(conversation: Conversation, content: Content) -> str | None:
    """In the order of the intake; with what a new answer has opened."""
    again, answers = conversation.again, conversation.answers
    assert again
    first = [step for step in (CARDS, HEALTH) if step in again.left]
    names = [q for s in content.sections if s.part < 3 for q in s.questions]
    asked = (
        q
        for q in names
        if (q in again.left and was_asked(q, answers, content))
        or status(q, answers, content) == "open"
    )
    return next(chain(first, asked), None)


def previous_step(conversation: Conversation, content: Content) -> str | None:
    """The one before, that still applies; None at the first."""
    again, answers = conversation.again, conversation.answers
    done = again.done if again else ()
    return next((s for s in reversed(done) if s == HEALTH or was_asked(s, answers, content)), None)


def without(conversation: Conversation, step: str, *more: str) -> Conversation:
    again = conversation.again
    assert again
    left = (*more, *(s for s in again.left if s != step))
    return conversation.model_copy(update={"again": again.model_copy(update={"left": left})})


def show_next(turn: Turn) -> None:
    """After an answer; before the first move, how to do them safely."""
    names, step = turn.content.questions, next_step(turn.conversation, turn.content)
    was_talk = turn.value[0] == HEALTH or names[turn.value[0]].part == 1
    if was_talk and step in names and names[step].part == 2:
        turn.lead += [t("moves-open"), GAP]
    _show_next(turn)


def _show_next(turn: Turn) -> None:
    step = next_step(turn.conversation, turn.content)
    if step == CARDS:
        cards.open_cards(turn)
        return
    picks = ticks_of(LIST, turn) if step == LIST else []
    turn.show(f"again.{step}", picks, lane=_lane(turn))


def ticks_of(question: str, turn: Turn) -> list[str]:
    """As they were told last."""
    is_ticked = turn.content.questions[question].type == "multi"
    ticks = turn.conversation.answers.get(question)
    return [str(tick) for tick in ticks] if is_ticked and isinstance(ticks, list) else []
