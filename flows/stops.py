"""When moves must stop: red flags, pain, danger in plain words; and how a stop is cleared.

Rule: the strictest class wins at once, and while stopped nothing is sent but "Have you been seen?".
Clinical spec 2.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from flows import checkin, intake, replies, safety
from flows.conversation import Answers, Conversation, Moment, Open
from flows.effects import Button, Record, Text
from flows.parts import button, in_rows, t
from flows.reminders import local_day
from flows.result import first_program
from flows.safety import Screening
from flows.turn import Screen, Turn

DERIVED = {"onset_sudden": "q_onset", "pain_now": "q_pain_now", "pain_worst": "q_pain_worst"}
PAUSE = "pause-"
"""Begins the name of a stop that comes from a report (D2) and not from an answer."""
FOLLOW_UPS = {"emergency": (1,), "clinician_first": (3, 10)}
"""Days after which "Have you been seen?" is asked."""
URGENCY = {"48_hours": "two_days", "1_week": "week", "before_starting": "start"}
"""How the words name it."""
NEW_CARDS = ("q_rf_a", "q_rf_b")


# The class.


def screen(conversation: Conversation, answers: Answers, turn: Turn) -> Screening:
    """The class of these answers, but for what was cleared; cleared means care at least."""
    found = safety.classify(_standing(answers, conversation), turn.content)
    if conversation.cleared and found.cls == "ok":
        return found.model_copy(update={"cls": "care"})
    return found


def _standing(answers: Answers, conversation: Conversation) -> Answers:
    left = dict(answers)
    for card in intake.CARDS:
        ticks = left.get(card)
        if isinstance(ticks, list):
            left[card] = [str(x) for x in ticks if x not in conversation.cleared]
    for trigger, question in DERIVED.items():
        if trigger in conversation.cleared:
            left.pop(question, None)
    return left


def is_minor(turn: Turn) -> bool:
    return bool(turn.value == ("q_age", "u18"))


def stands(turn: Turn) -> bool:
    """A stop that is not cleared survives everything, /start too."""
    return bool(turn.conversation.stops)


def must_stop(turn: Turn) -> bool:
    """Emergency at once; clinician_first once card C has been shown."""
    answers = intake.answers_then(turn)
    cls = screen(turn.conversation, answers, turn).cls
    return cls == "emergency" or (cls == "clinician_first" and "q_rf_c" in answers)


# Stopping.


def stop_for_answers(turn: Turn) -> None:
    """The answers of this event stop the moves."""
    found = screen(turn.conversation, turn.conversation.answers, turn)
    stop(turn, found.cls, found.items)


def stop(turn: Turn, cls: Any, items: tuple[str, ...]) -> None:
    conversation = turn.conversation
    turn.put(
        safety=cls,
        stops=items,
        draft={},
        opens=tuple(o for o in conversation.opens if o == turn.opened),
        agenda=_follow_ups(turn, cls),
    )
    turn.record(
        Record(what="safety", day=turn.at.date(), data={"class": cls, "items": list(items)})
    )
    turn.show("stopped")


def _follow_ups(turn: Turn, cls: str) -> tuple[Moment, ...]:
    moments = (turn.at + dt.timedelta(days=d) for d in FOLLOW_UPS[cls])
    return tuple(
        Moment(kind="follow_up", day=at.date(), ordinal=n, at=at) for n, at in enumerate(moments)
    )


def pause_for_report(turn: Turn) -> None:
    """D2: until a clinician has had a look."""
    reason = checkin.last_decision(turn.conversation).reason
    stop(turn, "clinician_first", (f"{PAUSE}{reason}",))


def stop_lines(conversation: Conversation, turn: Turn) -> list[Text]:
    """The stop, with what caused it and how soon to be seen; several items, soonest urgency."""
    stops = conversation.stops
    if conversation.safety == "emergency":
        return [t("stop-emergency"), t("stop-what", items=_names(stops))]
    lines = [t("stop-pause", reason=t(s)) for s in stops if s.startswith(PAUSE)]
    flags = tuple(s for s in stops if s in turn.content.red_flags)
    soonest = screen(conversation, conversation.answers, turn).urgency or "1_week"
    urgency = URGENCY.get(soonest, "week")
    if flags:
        lines.append(t("stop-clinician", items=_names(flags), urgency=urgency))
    for trigger in (s for s in stops if s in DERIVED):
        said = conversation.answers.get(DERIVED[trigger])
        n = said if isinstance(said, int) else 0
        lines.append(t("stop-derived", answer=t(f"derived-{trigger}", n=n), urgency=urgency))
    return lines


def _names(items: tuple[str, ...]) -> tuple[Text, ...]:
    return tuple(t(f"flag.{item}") for item in items)


def draw_stopped(turn: Turn, topic: Open) -> Screen:
    del topic
    conversation = turn.conversation
    rows: list[tuple[Button, ...]] = [
        (button("button-seen", "seen", "primary"), button("button-not-yet", "not_yet"))
    ]
    if can_be_mistake(conversation):
        rows.append((button("button-mistake", "mistake"),))
    return Screen(lines=tuple(stop_lines(conversation, turn)), rows=tuple(rows))


def say_too_soon(turn: Turn) -> None:
    turn.say(t("too-soon"))


def can_be_mistake(conversation: Conversation) -> bool:
    return any(_can_be_mistake(s, conversation) for s in conversation.stops)


def _can_be_mistake(item: str, conversation: Conversation) -> bool:
    return not item.startswith(PAUSE) and item not in conversation.mistaken


def take_stopped(turn: Turn, topic: Open, *, code: str | None, text: str | None) -> str:
    del topic
    if text is not None:
        turn.value = None
        return "unclear"
    known = {"seen": "seen", "not_yet": "not_yet", "mistake": "mistake"}
    if code == "mistake" and not can_be_mistake(turn.conversation):
        return "stale"
    return known.get(code or "", "stale")


def repeat_stop(turn: Turn) -> None:
    turn.show("stopped")


def follow_up(turn: Turn) -> None:
    """ "Have you been seen?", and nothing else."""
    turn.put(agenda=tuple(m for m in turn.conversation.agenda if m.at > turn.at))
    turn.lead.append(t("follow-up"))
    turn.show("stopped", lane="prompt")


# Ticked by mistake: the item once more, as yes or no.


def ask_mistake(turn: Turn) -> None:
    conversation = turn.conversation
    item = next(s for s in conversation.stops if _can_be_mistake(s, conversation))
    turn.put(mistaken=(*turn.conversation.mistaken, item))
    turn.show(f"item.{item}")


# One item, as yes or no.


def draw_item(turn: Turn, topic: Open) -> Screen:
    item = topic.topic.removeprefix("item.")
    n = turn.conversation.answers.get(DERIVED.get(item, ""))
    label = (
        t(f"derived-{item}", n=n if isinstance(n, int) else 0)
        if item in DERIVED
        else t(f"flag.{item}")
    )
    buttons = [
        button("button-yes", "yes"), button("button-no", "no"), button("button-unsure", "yes?"),
    ]  # fmt: skip
    return Screen(lines=(t("item-ask", item=label),), rows=in_rows(buttons, 3))


def take_item(turn: Turn, topic: Open, *, code: str | None, text: str | None) -> str:
    """Not sure counts as yes."""
    item = topic.topic.removeprefix("item.")
    said = code or {"yes": "yes", "y": "yes", "no": "no", "n": "no", "not sure": "yes?"}.get(
        (text or "").strip().lower()
    )
    if said not in ("yes", "no", "yes?"):
        turn.value = t("hint-yes-no")
        return "stale" if code else "unclear"
    turn.value = (item, said != "no")
    return "item"


def item_stops(turn: Turn) -> bool:
    """Yes to the item, or another stop that still stands."""
    return screen(turn.conversation, answers_with_item(turn), turn).cls in FOLLOW_UPS


def answers_with_item(turn: Turn) -> Answers:
    """The item ticked on its card, or taken off it."""
    item, yes = turn.value
    answers = turn.conversation.answers
    if item in DERIVED:
        return answers if yes else {k: v for k, v in answers.items() if k != DERIVED[item]}
    card = f"q_rf_{turn.content.red_flags[item].card}"
    ticks = answers.get(card)
    others = [str(x) for x in ticks if x != item] if isinstance(ticks, list) else []
    return {**answers, card: [*others, item] if yes else others}


def keep_item(turn: Turn) -> None:
    """The answer to the item stands on its card."""
    item, yes = turn.value
    answers = answers_with_item(turn)
    cleared = {k: v for k, v in turn.conversation.cleared.items() if not (yes and k == item)}
    turn.put(answers=answers, cleared=cleared)
    turn.put(safety=screen(turn.conversation, answers, turn).cls)


def stop_for_item(turn: Turn) -> None:
    keep_item(turn)
    stop_for_answers(turn)


def no_item(turn: Turn) -> None:
    """Nothing there after all: on with what was open."""
    keep_item(turn)
    turn.put(stops=())
    turn.lead.append(t("item-no"))


# Danger in plain words.


def danger(turn: Turn) -> None:
    """Card-A words: first where to get help; then the item is asked, and moves wait for it."""
    item = turn.value
    flag = turn.content.red_flags[item]
    if flag.cls == "emergency":
        turn.say(t("stop-emergency"))
    turn.opened = None
    turn.show(f"item.{item}")


def danger_only(turn: Turn) -> None:
    """Where no answers are kept: where to get help, and the talk as it was."""
    flag = turn.content.red_flags[turn.value]
    if flag.cls == "emergency":
        turn.say(t("stop-emergency-words"))
    else:
        turn.say(t("stop-clinician-words", item=t(f"flag.{flag.id}")))


def keep_what_was_said(turn: Turn) -> None:
    """A goal is stored as written; of a report, all but the danger is kept for later."""
    assert turn.event.kind == "said"
    text, opens = turn.event.text, turn.conversation.opens
    goal = next((o for o in opens if o.topic == "q.q_goal"), None)
    limit = turn.content.questions["q_goal"].max_chars or 0
    if goal and len(text) <= limit:
        turn.answer("q_goal", text)
        turn.close(goal)
    session = checkin.todays_session(turn.conversation)
    if session:
        reply = replies.read(text, len(session.items), turn.content.reply_words)
        known = {k: v for k, v in checkin.from_reply(reply).items() if v is not None}
        known.pop("tingling", None)  # asked again, so that the report is not closed unseen
        turn.put(draft={**turn.conversation.draft, **known})


def crisis(turn: Turn) -> None:
    """The crisis text and nothing else; moves wait until the person writes again."""
    turn.put(held=True)
    turn.say(t("crisis"))


# Something new: cards A and B once more.


def screening_open(conversation: Conversation) -> bool:
    """While a card or an item is open, no session is sent."""
    return any(o.topic.startswith(("new.", "item.", "clear.")) for o in conversation.opens)


def open_cards(turn: Turn) -> None:
    turn.opened = None
    turn.show(f"new.{NEW_CARDS[0]}")


def draw_new(turn: Turn, topic: Open) -> Screen:
    """The card as in the intake, without a way past it."""
    question = turn.content.questions[topic.topic.removeprefix("new.")]
    lines = intake.ask_lines(question, topic, turn.content)
    return Screen(lines=tuple(lines), rows=intake.answer_rows(question, topic, turn.content))


def take_new(turn: Turn, topic: Open, *, code: str | None, text: str | None) -> str:
    question = turn.content.questions[topic.topic.removeprefix("new.")]
    if code == "unsure":
        return "unsure"
    if text is not None:
        trigger = intake.take_text(turn, question, text)
    else:
        trigger = intake.take_code(turn, topic, question, code or "")
    return "card" if trigger == "answer" else trigger


def card_then(turn: Turn) -> Answers:
    """New ticks join the old ones."""
    card, ticks = turn.value
    old = turn.conversation.answers.get(card)
    kept = [str(x) for x in old] if isinstance(old, list) else []
    return {**turn.conversation.answers, card: list(dict.fromkeys([*kept, *ticks]))}


def card_stops(turn: Turn) -> bool:
    """Card A stops at once, card B when it closes."""
    _, ticks = turn.value
    return bool(ticks) and screen(_unclear(turn), card_then(turn), turn).cls in FOLLOW_UPS


def _unclear(turn: Turn) -> Conversation:
    """What is ticked anew is not cleared any more."""
    _, ticks = turn.value
    cleared = {k: v for k, v in turn.conversation.cleared.items() if k not in ticks}
    return turn.conversation.model_copy(update={"cleared": cleared})


def stop_for_card(turn: Turn) -> None:
    turn.conversation = _unclear(turn)
    turn.put(answers=card_then(turn))
    stop_for_answers(turn)


def next_card(turn: Turn) -> None:
    card, _ = turn.value
    turn.put(answers=card_then(turn))
    if card == NEW_CARDS[0]:
        turn.lead.append(t("answered", answer=t("answer-none")))
        turn.show(f"new.{NEW_CARDS[1]}")
    else:
        turn.lead.append(t("nothing-new"))


def last_card(turn: Turn) -> bool:
    return bool(turn.value[0] == NEW_CARDS[1])


# Not sure: the card as single questions.


def ask_singly(turn: Turn) -> None:
    """One yes-or-no a line of the card; not sure counts as yes."""
    assert turn.opened
    kind, _, card = turn.opened.topic.partition(".")
    turn.show(f"single.{kind}.{card}")


def draw_single(turn: Turn, topic: Open) -> Screen:
    """Picks hold one "item=yes" or "item=no" for each line answered."""
    card = topic.topic.rpartition(".")[2]
    items = [o for o, _ in intake.options(turn.content.questions[card], turn.content)]
    n = len(topic.picks)
    lines = (t("single-progress", n=n + 1, total=len(items)),
             t("item-ask", item=t(f"flag.{items[n]}")))  # fmt: skip
    buttons = [
        button("button-yes", "yes"), button("button-no", "no"), button("button-unsure", "yes?"),
    ]  # fmt: skip
    return Screen(lines=lines, rows=in_rows(buttons, 3))


def take_single(turn: Turn, topic: Open, *, code: str | None, text: str | None) -> str:
    trigger = take_item(turn, topic, code=code, text=text)
    if trigger != "item":
        return trigger
    _, kind, card = topic.topic.split(".")
    items = [o for o, _ in intake.options(turn.content.questions[card], turn.content)]
    picks = (*topic.picks, f"{items[len(topic.picks)]}={'yes' if turn.value[1] else 'no'}")
    turn.value = picks
    if len(picks) < len(items):
        return "single"
    ticked = [p.removesuffix("=yes") for p in picks if p.endswith("=yes")]
    turn.value = (card, ticked)
    return "answer" if kind == "q" else "card"


def next_single(turn: Turn) -> None:
    """The next line; a new showing, so that a double tap cannot answer two lines."""
    assert turn.opened
    turn.show(turn.opened.topic, turn.value)


# Clearing.


def ask_clearing(turn: Turn) -> None:
    turn.show(f"clear.{turn.conversation.stops[0]}.examined")


def draw_clear(turn: Turn, topic: Open) -> Screen:
    _, item, step = topic.topic.split(".")
    label = t(f"flag.{item}") if item in turn.content.red_flags else t(f"short-{item}")
    if step == "now":
        codes = ("gone", "same", "worse")
        buttons = [button(f"clear-{c}", c) for c in codes]
    else:
        buttons = [button("button-yes", "yes"), button("button-no", "no")]
    return Screen(lines=(t(f"clear-{step}", item=label),), rows=in_rows(buttons, 3))


def take_clear(turn: Turn, topic: Open, *, code: str | None, text: str | None) -> str:
    _, item, step = topic.topic.split(".")
    said = code or (text or "").strip().lower()
    known = ("gone", "same", "worse") if step == "now" else ("yes", "no")
    if said not in known:
        turn.value = t("hint-buttons")
        return "stale" if code else "unclear"
    turn.value = (item, step, said)
    return "clearing"


def stays_stopped(turn: Turn) -> bool:
    """Not examined, not told it is fine, worse; or a card-A item that is still there."""
    item, step, said = turn.value
    flag = turn.content.red_flags.get(item)
    if step == "now":
        return bool(said == "worse" or (flag and flag.card == "a" and said == "same"))
    return bool(said == "no")


def too_soon(turn: Turn) -> bool:
    """Card-A items: not before the next day."""
    conversation = turn.conversation
    return conversation.safety == "emergency" and any(
        m.kind == "follow_up" and m.at > turn.at for m in conversation.agenda
    )


def has_more_to_clear(turn: Turn) -> bool:
    item, step, _ = turn.value
    return step != "now" or item != turn.conversation.stops[-1]


def next_clearing(turn: Turn) -> None:
    item, step, _ = turn.value
    stops = turn.conversation.stops
    order = ("examined", "fine", "now")
    if step != "now":
        turn.show(f"clear.{item}.{order[order.index(step) + 1]}")
    else:
        turn.show(f"clear.{stops[stops.index(item) + 1]}.examined")


def cards_after_pause(turn: Turn) -> None:
    """After D2, cards A and B come before the next session."""
    if turn.value[0].startswith(PAUSE):
        open_cards(turn)


def clear(turn: Turn) -> None:
    """All cleared: care, phase 1, d1, cap 2 for 28 days; history starts anew."""
    conversation = turn.conversation
    zone = conversation.zone
    day = local_day(turn.at, zone) if zone else turn.at.date()
    cleared = {**conversation.cleared, **dict.fromkeys(conversation.stops, day)}
    turn.put(cleared=cleared, stops=(), agenda=())
    turn.put(safety=screen(turn.conversation, conversation.answers, turn).cls)
    turn.record(Record(what="safety", day=day, data={"cleared": list(conversation.stops)}))
    turn.lead.append(t("cleared"))
    if conversation.program:
        turn.put(program=first_program(turn))
