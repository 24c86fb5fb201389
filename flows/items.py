"""One sign as a yes-or-no question: after danger in plain words, or "ticked by mistake".

Rule: not sure counts as yes, and an answer stands on the sign's card as if it was ticked there.
"""

from __future__ import annotations

from collections.abc import Sequence

from flows import checkin, replies, report, stops, tingling
from flows.conversation import Answers, Conversation, Open
from flows.parts import GAP, t
from flows.question import listed
from flows.stops import DERIVED, FOLLOW_UPS, pauses, screen, stop_for_answers
from flows.turn import Screen, Turn
from flows.yes_no import NO, read_yes_no, yes_no_rows

SIGNS = "signs"
"""In a draft: a sign of danger was named beside the report."""


def asks_if_worse(item: str, conversation: Conversation, turn: Turn) -> bool:
    """A lasting thing that was cleared: only new or worse counts; clinical spec 2, clearing."""
    flag = turn.content.red_flags.get(item)
    return flag is not None and flag.new_or_worse and item in conversation.cleared


def draw_item(turn: Turn, topic: Open) -> Screen:
    item, conversation = topic.topic.removeprefix("item."), turn.conversation
    derived = item in DERIVED
    label = stops.derived_text(item, conversation) if derived else t(f"flag.{item}")
    if asks_if_worse(item, conversation, turn):
        return Screen(lines=(t("item-worse", item=label),), rows=yes_no_rows(unsure=True))
    key = "item-said" if derived else "item-ask"
    return Screen(lines=(t(key, item=label),), rows=yes_no_rows(unsure=True))


def take_item(turn: Turn, topic: Open, *, code: str | None, text: str | None) -> str:
    said = read_yes_no(code, text)
    if said is None:
        turn.value = t("hint-yes-no")
        return "stale" if code is not None else "unclear"
    turn.value = (topic.topic.removeprefix("item."), said != NO)
    return "item"


def _answers_then(turn: Turn) -> Answers:
    """The sign ticked on its card, or taken off it."""
    item, yes = turn.value
    answers = turn.conversation.answers
    if item in DERIVED:
        return answers if yes else {k: v for k, v in answers.items() if k != DERIVED[item]}
    card = f"q_rf_{turn.content.red_flags[item].card}"
    ticks = answers.get(card)
    if not yes and (not isinstance(ticks, list) or asks_if_worse(item, turn.conversation, turn)):
        return answers  # a card that was never shown; a thing that lasts, but is no worse
    others = [str(x) for x in ticks if x != item] if isinstance(ticks, list) else []
    return {**answers, card: [*others, item] if yes else others}


def _conversation_then(turn: Turn) -> Conversation:
    item, yes = turn.value
    conversation = turn.conversation
    cleared = {k: v for k, v in conversation.cleared.items() if not (yes and k == item)}
    return conversation.model_copy(update={"answers": _answers_then(turn), "cleared": cleared})


def item_stops(turn: Turn) -> bool:
    """Yes to the sign, or another stop that still stands."""
    then = _conversation_then(turn)
    return bool(pauses(then)) or screen(then, then.answers, turn).cls in FOLLOW_UPS


def stop_for_item(turn: Turn) -> None:
    """And on to the other signs: each that stands has to be cleared."""
    others = turn.opened.picks if turn.opened else ()
    turn.conversation = _conversation_then(turn)
    stop_for_answers(turn)
    if others:
        _ask(turn, others)


def no_item(turn: Turn) -> None:
    """Nothing there after all: on with what was open."""
    turn.conversation = _conversation_then(turn)
    cls = screen(turn.conversation, turn.conversation.answers, turn).cls
    turn.put(safety=cls, stops=(), stopped_at={})
    turn.close_all(("stopped", "clear.", "mistaken."), t("stop-over"))
    turn.lead += (t("item-no"), *(() if turn.conversation.program else (GAP,)))


def has_more(turn: Turn) -> bool:
    """Other signs are still to be asked of."""
    assert turn.opened
    return bool(turn.opened.picks)


def ask_more(turn: Turn) -> None:
    assert turn.opened
    turn.conversation = _conversation_then(turn)
    _ask(turn, turn.opened.picks)


def _ask(turn: Turn, signs: Sequence[str]) -> None:
    """One after the other; if the first is open, what was to follow it still does."""
    first, *rest = signs
    opens = turn.conversation.opens
    later = [sign for o in opens if o.topic == f"item.{first}" for sign in o.picks]
    turn.show(f"item.{first}", tuple(dict.fromkeys((*rest, *later))))


# Ticked by mistake.


def ask_mistake(turn: Turn) -> None:
    item = stops.first_mistake(turn.conversation)
    assert item
    turn.put(mistaken=(*turn.conversation.mistaken, item))
    turn.show(f"item.{item}")


# Danger in plain words.


def danger(turn: Turn) -> None:
    """Card-A words: first where to get help; then each sign is asked, and moves wait for it."""
    if _is_urgent(turn):
        turn.say(t("stop-emergency"))
    turn.opened = None
    _ask(turn, [sign for sign in turn.value if sign not in turn.conversation.stops])


def _is_urgent(turn: Turn) -> bool:
    return any(turn.content.red_flags[sign].cls == "emergency" for sign in turn.value)


def is_known(turn: Turn) -> bool:
    """It stopped the moves already."""
    return set(turn.value) <= set(turn.conversation.stops)


def danger_only(turn: Turn) -> None:
    """Where no answers are kept: where to get help, and the talk as it was."""
    if _is_urgent(turn):
        turn.say(t("stop-emergency-words"))
    else:
        named = listed(tuple(t(f"flag.{sign}") for sign in turn.value))
        turn.say(t("stop-clinician-words", item=named))


def keep_what_was_said(turn: Turn) -> None:
    """A goal is stored as written; of a report, all but the danger is kept for later."""
    if turn.event.kind != "said":
        return
    text, opens = turn.event.text, turn.conversation.opens
    goal = next((o for o in opens if o.topic == "q.q_goal"), None)
    limit = turn.content.questions["q_goal"].max_chars or 0
    if goal and len(text) <= limit:
        turn.answer("q_goal", text)
        turn.close(goal)
    session = report.waiting_session(turn.conversation)
    if session and not (opens and opens[-1].topic.startswith("fix.")):
        reply = replies.read(text, len(session.items), turn.content.reply_words)
        said = checkin.from_reply(reply, {})
        known = {k: v for k, v in said.items() if v is not None}
        change = known.pop("tingling", "none")  # asked again, so that no report is closed unseen
        if known.get("completion") == "skipped" or change != "none":
            known[tingling.TINGLES] = "yes"
        if known:
            known[SIGNS] = "yes"
        turn.put(draft={**turn.conversation.draft, **known})


def wrote_again(turn: Turn) -> None:
    """The first words after words of self-harm, that answer nothing: no question, no moves."""
    state = turn.state.partition(".")[0]
    turn.opened = None
    turn.say(t("wrote-again", where=state if state in {"program", "intake"} else "elsewhere"))


def wait_for_words(turn: Turn) -> None:
    turn.say(t("wait-for-words"))


def crisis(turn: Turn) -> None:
    """The crisis text and nothing else; moves wait until the person writes again."""
    turn.put(held=turn.conversation.consent is not None)
    turn.hush()
    is_stopped = turn.state in {"referred", "stopped"}  # writing again does not bring moves back
    turn.say(t("crisis-stopped" if is_stopped else "crisis"))
