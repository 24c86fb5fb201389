"""When moves must stop, and what is said while they are stopped.

Rule: the strictest class wins at once, and while stopped nothing is sent but "Have you been seen?".
How a stop ends is in `items` (a mistake) and `clearing`. Clinical spec 2.
"""

from __future__ import annotations

import datetime as dt

from content.schema import SafetyClass
from flows import intake, report, safety
from flows.agenda import drop_due, sending_any_day, today
from flows.conversation import Answer, Answers, Conversation, Moment, Open
from flows.effects import Button, Record, Text
from flows.parts import NEW_SYMPTOM, button, t
from flows.question import listed
from flows.reminders import hold, local_day
from flows.safety import CLASSES, Screening
from flows.turn import Screen, Turn

DERIVED = {"onset_sudden": "q_onset", "pain_now": "q_pain_now", "pain_worst": "q_pain_worst"}
PAUSE = "pause-"
"""Begins the name of a stop that comes from a report (D2) and not from an answer."""
FOLLOW_UPS: dict[SafetyClass, tuple[int, ...]] = {"emergency": (1,), "clinician_first": (3, 10)}
"""Days after which "Have you been seen?" is asked, of the classes that stop."""
BY_NUMBER = ("pain", "two-red")
"""Reasons of such a stop that hang on the pain that was told."""
URGENCY = {"48_hours": "two_days", "1_week": "week", "before_starting": "start"}
"""How the words name it."""
SCREENING = ("new.", "item.", "single.", "clear.", "mistaken.", "weekly")
"""Topics that all else waits for."""
SHORT = ("short",)
"""Picks of a stop that only asks whether the person has been seen."""


# The class.


def screen(conversation: Conversation, answers: Answers, turn: Turn) -> Screening:
    """The class of these answers, but for what was cleared; cleared means care at least."""
    found = safety.classify(_standing(answers, conversation.cleared), turn.content)
    if conversation.cleared and found.cls == "ok":
        return found.model_copy(update={"cls": "care"})
    return found


def _standing(answers: Answers, cleared: dict[str, dt.date]) -> Answers:
    left = dict(answers)
    for card in intake.CARDS:
        ticks = left.get(card)
        if isinstance(ticks, list):
            left[card] = [str(x) for x in ticks if x not in cleared]
    for trigger, question in DERIVED.items():
        if trigger in cleared:
            left.pop(question, None)
    return left


def still_cleared(conversation: Conversation, question: str, value: Answer) -> dict[str, dt.date]:
    """What stays cleared when this question is answered anew: a pain only while it is no worse."""
    old = conversation.answers.get(question)
    is_worse = isinstance(value, int) and isinstance(old, int) and value > old
    gone = {trigger for trigger, asked in DERIVED.items() if asked == question and is_worse}
    return {k: day for k, day in conversation.cleared.items() if k not in gone}


def cleared_then(turn: Turn) -> dict[str, dt.date]:
    """With this answer: what lasts stays cleared when it is ticked again; all else counts anew."""
    question, value = turn.value
    flags = turn.content.red_flags
    ticks = value if question in intake.CARDS and isinstance(value, list) else ()
    anew = {tick for tick in ticks if not flags[tick].new_or_worse}
    kept = still_cleared(turn.conversation, question, value)
    return {k: day for k, day in kept.items() if k not in anew}


def _all_items(conversation: Conversation, turn: Turn) -> tuple[str, ...]:
    """Of both classes that stop: each has to be cleared."""
    items: tuple[str, ...] = ()
    found = screen(conversation, conversation.answers, turn)
    while found.cls in FOLLOW_UPS:
        items += found.items
        cleared = {**conversation.cleared, **dict.fromkeys(items, turn.at.date())}
        probe = conversation.model_copy(update={"cleared": cleared})
        found = screen(probe, conversation.answers, turn)
    return items


def is_minor(turn: Turn) -> bool:
    return bool(turn.value == ("q_age", "u18"))


def stands(turn: Turn) -> bool:
    """A stop that is not cleared survives everything, /start too."""
    return bool(turn.conversation.stops)


def must_stop(turn: Turn) -> bool:
    """Emergency at once; clinician_first once card C has been shown."""
    answers = intake.answers_then(turn)
    then = turn.conversation.model_copy(update={"cleared": cleared_then(turn)})
    cls = screen(then, answers, turn).cls
    return cls == "emergency" or (cls == "clinician_first" and "q_rf_c" in answers)


def screening_open(conversation: Conversation) -> bool:
    """While a card or an item is open, no session is sent."""
    return any(o.topic.startswith(SCREENING) for o in conversation.opens)


def is_sign(topic: Open) -> bool:
    """Danger in plain words: it is asked of, whatever else stops the moves."""
    return topic.topic.startswith("item.")


# Stopping.


def stop(turn: Turn, *pauses: str) -> None:
    """For all that the answers say, and for what a report says (`pauses`)."""
    conversation = turn.conversation
    classes = [screen(conversation, conversation.answers, turn).cls]
    classes += ["clinician_first"] if pauses else []
    cls = min(classes, key=CLASSES.index)
    stops = (*pauses, *_all_items(conversation, turn))
    turn.put(
        safety=cls,
        stops=stops,
        stopped_at=_begun(conversation, stops, turn.at),
        draft={},
        opens=tuple(o for o in conversation.opens if o == turn.opened or is_sign(o)),
    )
    turn.put(agenda=_follow_ups(turn))
    turn.hush()
    turn.record(
        Record(what="safety", day=turn.at.date(), data={"class": cls, "items": list(stops)})
    )
    turn.show("stopped", **sending_any_day(turn))


def _begun(
    conversation: Conversation, stops: tuple[str, ...], now: dt.datetime
) -> dict[str, dt.datetime]:
    """What stood before keeps its time, known or not."""
    known = conversation.stopped_at
    old = {s: known[s] for s in stops if s in known and s in conversation.stops}
    return {**dict.fromkeys((s for s in stops if s not in conversation.stops), now), **old}


def _follow_ups(turn: Turn) -> tuple[Moment, ...]:
    """Those still to come, counted from the newest stop."""
    conversation = turn.conversation
    if not conversation.stopped_at:  # an older snapshot
        return tuple(m for m in conversation.agenda if m.kind == "follow_up")
    begun = max(conversation.stopped_at.values())
    days = enumerate(FOLLOW_UPS[conversation.safety])
    moments = (_follow_up(turn, n, begun + dt.timedelta(days=d)) for n, d in days)
    return tuple(m for m in moments if m.at > turn.at)


def _follow_up(turn: Turn, n: int, at: dt.datetime) -> Moment:
    """Held over quiet hours, where it is known when these are."""
    zone = turn.conversation.zone
    at = hold(at, zone) if zone else at
    return Moment(
        kind="follow_up", day=local_day(at, zone) if zone else at.date(), ordinal=n, at=at
    )


def plan_again(turn: Turn) -> None:
    """After /stop: what is still to come; when nothing is, once more."""
    once_more = turn.at + dt.timedelta(days=FOLLOW_UPS[turn.conversation.safety][0])
    turn.put(agenda=_follow_ups(turn) or (_follow_up(turn, 0, once_more),))


def stop_for_answers(turn: Turn) -> None:
    """The answers of this event stop the moves, or change what stops them."""
    stop(turn, *pauses(turn.conversation))


def pauses(conversation: Conversation) -> tuple[str, ...]:
    return tuple(s for s in conversation.stops if s.startswith(PAUSE))


def pause_for_report(turn: Turn) -> None:
    """D2: until a clinician has had a look."""
    stop(turn, f"{PAUSE}{report.last_decision(turn.conversation).reason}")


# What is said.


def stop_lines(conversation: Conversation, turn: Turn) -> list[Text]:
    """The stop, with what caused it and how soon to be seen; several items, soonest urgency."""
    stops = conversation.stops
    flags = tuple(t(f"flag.{s}") for s in stops if s in turn.content.red_flags)
    if conversation.safety == "emergency":
        return [t("stop-emergency"), t("stop-what", items=listed(flags))]
    lines = [t("stop-pause", reason=t(s)) for s in pauses(conversation)]
    soonest = screen(conversation, conversation.answers, turn).urgency or "1_week"
    urgency = URGENCY[soonest]
    if flags:
        lines.append(t("stop-clinician", items=listed(flags), urgency=urgency))
    lines += [
        t("stop-derived", answer=derived_text(s, conversation), urgency=urgency)
        for s in stops
        if s in DERIVED
    ]
    return lines


def derived_text(trigger: str, conversation: Conversation) -> Text:
    said = conversation.answers.get(DERIVED[trigger])
    return t(f"derived-{trigger}", n=said if isinstance(said, int) else 0)


def may_retype(turn: Turn) -> bool:
    """The number that paused the moves today was typed by mistake, maybe; nothing else stands."""
    conversation = turn.conversation
    if turn.state != "referred" or screening_open(conversation) or not conversation.mistyped:
        return False
    is_only_stop = conversation.stops in [(f"{PAUSE}{reason}",) for reason in BY_NUMBER]
    last = report.last_report(conversation)
    return is_only_stop and last is not None and last.day == conversation.mistyped == today(turn)


def draw_stopped(turn: Turn, topic: Open) -> Screen:
    conversation = turn.conversation
    rows: list[tuple[Button, ...]] = [
        (button("button-seen", "seen", "primary"), button("button-not-yet", "not_yet"))
    ]
    if topic.picks == SHORT:
        return Screen(lines=(t("follow-up"),), rows=tuple(rows))
    if first_mistake(conversation):
        rows.append((button("button-mistake", "mistake"),))
    if may_retype(turn):
        rows.append((button("button-mistyped", "mistyped"),))
    return Screen(lines=tuple(stop_lines(conversation, turn)), rows=(*rows, *NEW_SYMPTOM))


def first_mistake(conversation: Conversation) -> str | None:
    """The first stop that can still be taken back: an answer, and each only once."""
    return next(
        (
            s
            for s in conversation.stops
            if not s.startswith(PAUSE) and s not in conversation.mistaken
        ),
        None,
    )


def take_stopped(turn: Turn, topic: Open, *, code: str | None, text: str | None) -> str:
    del topic
    if text is not None:
        turn.value = t("hint-stopped")
        return "unclear"
    if code == "mistake" and first_mistake(turn.conversation) is None:
        return "stale"
    if code == "mistyped":
        return code if may_retype(turn) else "stale"
    return code if code in ("seen", "not_yet", "mistake") else "stale"


def repeat_stop(turn: Turn) -> None:
    turn.show("stopped")


def hear_not_yet(turn: Turn) -> None:
    """The card stays as it is: a word says that the tap was heard."""
    turn.toast("not-yet-heard")
    repeat_stop(turn)


def follow_up(turn: Turn) -> None:
    """The one question, and nothing else: it may light up a locked screen."""
    drop_due(turn)
    held = _follow_up(turn, 0, turn.at)
    if held.at > turn.at:  # it comes late, or the person has flown
        turn.put(agenda=(held, *turn.conversation.agenda))
    else:
        turn.show("stopped", SHORT, **sending_any_day(turn))
