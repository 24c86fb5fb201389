"""What got in the way: asked after a week of few sessions, or partial ones; a change answers it.

Rule: asks, shows and reads, and blames nobody; what is changed is `relief`'s matter.
"""

from __future__ import annotations

import datetime as dt

from flows import checkin, lapse, plan, relief, weeks
from flows.agenda import fired, has_fired, sending, today
from flows.conversation import Open
from flows.effects import Text
from flows.labels import pick_label
from flows.parts import NEW_SYMPTOM, button, in_rows, t
from flows.report import UNSURE, last_decision, program_of
from flows.turn import Screen, Turn
from flows.yes_no import NO, YES, read_yes_no, yes_no_rows

REASONS = ("time", "pain", "forgot", "bored", "unsure", "other")
OFFERS = {"time": "time", "pain": "pain", "forgot": "forgot", "bored": "swap"}
"""Reason -> what is asked next; the others need no yes."""
MOVES = ("pain", "swap")
"""Steps that name a move."""
Choices = list[tuple[str, Text]]
"""Codes and labels, in the order of the screen."""


# When.


def is_due(turn: Turn) -> bool:
    """Once, after a week of few sessions; not on top of a look back, an off day or a silence."""
    if turn.state != "program.active" or weeks.number(turn) < 1 or weeks.has_had(turn, "barrier"):
        return False
    if has_fired(turn, "again") or not lapse.speaks(turn, today(turn)):
        return False
    if _was_off(turn) or _was_replanned(turn):
        return False
    done, planned = last_week(turn)
    return done < planned * turn.content.rules.barrier.below


def follows_report(turn: Turn) -> bool:
    """D9: sessions were cut short twice lately."""
    return last_decision(turn.conversation).id == "D9" and not weeks.has_had(turn, "barrier")


def last_week(turn: Turn) -> tuple[int, int]:
    """Sessions done, at least in part, and planned ones."""
    program, content = program_of(turn), turn.content
    days = [weeks.began(turn) - dt.timedelta(days=n) for n in range(1, plan.WEEK + 1)]
    planned = [d for d in days if plan.planned_type(program, d, turn.conversation.answers, content)]
    done = [r for r in program.reports if r.day in days and r.completion != "skipped"]
    return len(done), len(planned)


def _was_off(turn: Turn) -> bool:
    """A pause or an end lay in that week."""
    off = turn.conversation.last_fired.get("pause")
    return off is not None and off >= weeks.began(turn) - dt.timedelta(days=plan.WEEK)


def _was_replanned(turn: Turn) -> bool:
    """Other days hold since then: that week cannot be counted by one plan."""
    since = program_of(turn).week_since
    return since is not None and since > weeks.began(turn) - dt.timedelta(days=plan.WEEK)


# Showing.


def ask(turn: Turn) -> None:
    _ask(turn, *map(str, last_week(turn)))


def ask_after_report(turn: Turn) -> None:
    _ask(turn)


def _ask(turn: Turn, *counts: str) -> None:
    fired(turn, "barrier")
    turn.opened = None
    turn.show(
        "barrier.ask",
        counts,
        **sending(turn),
    )


def draw_barrier(turn: Turn, topic: Open) -> Screen:
    """Picks are what was counted, or the moves to choose from."""
    step = step_of(topic)
    if step in MOVES:
        return _draw_moves(topic)
    if step == "ask":
        rows = in_rows([button(label, code) for code, label in _choices(topic)], 2)
        waits = turn.conversation.opening == today(turn)
        then = (t("barrier-then"),) if waits else ()
        lines = (*_counted(topic), t("barrier-ask"), *then)
        return Screen(lines=lines, rows=(*rows, *NEW_SYMPTOM))
    offer = t("barrier-offer-clock") if step == "forgot" else _offer_less(turn)
    return Screen(lines=(offer,), rows=(*yes_no_rows(), *NEW_SYMPTOM))


def step_of(topic: Open) -> str:
    return topic.topic.removeprefix("barrier.")


def _counted(topic: Open) -> tuple[Text, ...]:
    """Picks are what was done and planned; none after a report."""
    if not topic.picks:
        return ()
    done, planned = map(int, topic.picks)
    return (t("barrier-week", done=done, planned=planned),)


def _offer_less(turn: Turn) -> Text:
    minutes = relief.less_minutes(turn)
    if minutes:
        return t("barrier-offer-minutes", minutes=turn.content.rules.minutes[minutes])
    return t("barrier-offer-days", days=relief.less_days(turn) or min(turn.content.rules.week))


def _draw_moves(topic: Open) -> Screen:
    """Their names are too long for buttons."""
    moves = list(enumerate(topic.picks, 1))
    listed = [t("option-listed", n=n, label=t(f"exercise.{move}.name")) for n, move in moves]
    numbers = [button(t("plain", text=str(n)), f"o.{move}") for n, move in moves]
    others = [button(label, code) for code, label in _choices(topic)[len(moves) :]]
    asked = t(f"barrier-which-{step_of(topic)}", days=relief.REST_DAYS)
    sharp = (t("barrier-sharp"),) if step_of(topic) == "pain" else ()
    rows = (*in_rows(numbers, 6), tuple(others), *NEW_SYMPTOM)
    return Screen(lines=(asked, *listed, *sharp), rows=rows)


def _choices(topic: Open) -> Choices:
    if step_of(topic) == "ask":
        reasons = [(f"o.{reason}", t(f"barrier-{reason}")) for reason in REASONS]
        return [*reasons, ("skip", t("button-skip"))]
    if step_of(topic) not in MOVES:
        return [(YES, t("button-yes")), (NO, t("button-no"))]
    moves = [(f"o.{move}", t(f"exercise.{move}.name")) for move in topic.picks]
    unsure = [(f"o.{UNSURE}", t("culprit-unsure"))] if step_of(topic) == "pain" else []
    return [*moves, *unsure, (NO, t("barrier-leave"))]


# Taking.


def take_barrier(turn: Turn, topic: Open, *, code: str | None, text: str | None) -> str:
    step, choices = step_of(topic), _choices(topic)
    if code is not None:
        return _trigger(turn, step, code) if code in dict(choices) else "stale"
    chosen = _typed(turn, choices, text or "")
    if chosen:
        return _trigger(turn, step, chosen)
    if checkin.read_report(turn, text or "") != "unclear":
        return "elsewhere"
    if step == "ask":  # any words are an answer to this
        return _trigger(turn, step, "o.other")
    turn.value = t("hint-barrier" if step in MOVES else "hint-yes-no")
    return "unclear"


def _typed(turn: Turn, choices: Choices, text: str) -> str | None:
    if choices[0][0] == YES:
        said = read_yes_no(None, text)
        return said if said in (YES, NO) else None
    return pick_label(text, choices, turn)


def _trigger(turn: Turn, step: str, chosen: str) -> str:
    turn.value = chosen.removeprefix("o.") if step == "ask" else (step, chosen.removeprefix("o."))
    if chosen in ("skip", NO):
        return "barrier_no"
    return "barrier" if step == "ask" else "barrier_yes"


def has_offer(turn: Turn) -> bool:
    if turn.value == "time":
        return relief.less_minutes(turn) is not None or relief.less_days(turn) is not None
    return turn.value in OFFERS and (turn.value != "bored" or bool(relief.replaceable(turn)))


def is_unsure_how(turn: Turn) -> bool:
    return bool(turn.value == "unsure")


def wants_clock(turn: Turn) -> bool:
    return bool(turn.value == ("forgot", YES))


def offer(turn: Turn) -> None:
    """The moves are those of now, whatever is built while the question is open."""
    step = OFFERS[turn.value]
    turn.collapse(t("barrier-answered"))
    listed = {"pain": relief.moves, "swap": relief.replaceable}.get(step)
    turn.show(f"barrier.{step}", listed(turn) if listed else ())
