"""/start again: where the talk stands, and three ways on; starting over forgets answers and plan.

Rule: greets and asks; nothing goes before a yes, and no stop is led round.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from flows import answers, asides, day, intake, report, review, stops
from flows.agenda import next_lines
from flows.asides import bring_back
from flows.claims import PROGRAM, has_plan, must_wait
from flows.conversation import Conversation, Open
from flows.effects import Button, Text
from flows.parts import GAP, button, in_rows, t
from flows.turn import Screen, Turn

MENUS = ("home", "over")
UNPLANNED = ("intake.", "program.proposed")
"""Begin the states on the way to a plan."""
AWAY = dt.timedelta(days=1)
"""After so long, who is not understood is told where the talk stands."""
WAITING = (
    "q.", "fork", "result", "review", "answers.", "edit.", "zone", "proposal", *MENUS,
)  # fmt: skip
"""What the review comes in the place of."""
STAYS = (
    "schema_version", "content_version", "language", "language_chosen", "consent", "zone",
    "mistaken", "last_tap", "next_ask", "next_screen", "blocked", "summary_day", "text_only",
    "details", "clinic", "lessons_read", "lessons_offered", "unasked",
)  # fmt: skip
"""Of a snapshot, when a person starts over."""
BEFORE = "before-"
"""Begins the name of what was cleared before a person started over, and is no sign on a card."""


# Where the talk stands.


def greet(turn: Turn) -> None:
    """A menu, and the open question below it; a safety card alone."""
    turn.close_all(MENUS, t("moved-down"))
    if must_wait(turn):
        asides.welcome_back(turn)
        return
    turn.opened = None
    turn.show("home")
    bring_back(turn)


def draw_home(turn: Turn, topic: Open) -> Screen:
    del topic
    return Screen(lines=_lines(turn), rows=_rows(turn))


def _lines(turn: Turn) -> tuple[Text, ...]:
    return _plan_lines(turn) if turn.state in PROGRAM else (where(turn),)


def _plan_lines(turn: Turn) -> tuple[Text, ...]:
    if turn.state == "program.paused":
        return (t("start-paused"), *next_lines(turn))
    is_asked, is_ready = bool(turn.conversation.draft), day.is_open(turn)
    ready = "asked" if is_asked else "yes" if is_ready else "no"
    return (t("start-plan", ready=ready), *(() if is_ready else next_lines(turn)))


def where(turn: Turn) -> Text:
    """In the intake: at which question, or at what comes after the questions."""
    place = turn.state.rpartition(".")[2]
    asked = [o for o in turn.conversation.opens if o.topic.startswith("q.")]
    if not asked:
        return t("start-at", where=place, n=0, total=0)
    question = turn.content.questions[asked[-1].topic.removeprefix("q.")]
    progress = intake.progress(question, turn.conversation.answers, turn.content)
    return t("start-at", where=place, **progress.values)


def _rows(turn: Turn) -> tuple[tuple[Button, ...], ...]:
    if turn.state == "program.paused":
        onwards = button("button-resume", "!resume", "primary")
    else:
        onwards = button("button-start-on", "on", "primary")
    others = []
    if has_answers(turn) and turn.state != answers.REVIEW:
        others.append(button("button-change-answers", "answers"))
    if has_answers(turn) and may_start_over(turn):
        others.append(button("button-start-over", "!over"))
    return ((onwards,), *in_rows(others, 2))


def has_answers(turn: Turn) -> bool:
    return bool(turn.conversation.answers)


def take_home(turn: Turn, topic: Open, *, code: str | None, text: str | None) -> str:
    del topic
    if text is not None:
        return "elsewhere"
    if code == "on":
        return "today" if turn.state in PROGRAM else "go_on"
    return "answers" if code == "answers" else "stale"


def go_on(turn: Turn) -> None:
    turn.finish(*_lines(turn))
    bring_back(turn)


def review_answers(turn: Turn) -> None:
    """As a new message: what it comes in the place of may stand below the menu."""
    if turn.opened:
        turn.finish(t("answered", answer=t("button-change-answers")))
    close_waiting(turn)
    turn.opened = None
    review.show(turn)


def close_waiting(turn: Turn) -> None:
    turn.close_all(WAITING, t("moved-down"))


def was_away(turn: Turn) -> bool:
    seen = turn.conversation.seen_at
    return seen is not None and turn.at - seen >= AWAY and not must_wait(turn)


def unclear_after_days(turn: Turn) -> None:
    turn.lead.append(where(turn))
    asides.unclear(turn)


# Starting over.


def may_start_over(turn: Turn) -> bool:
    """Not round a stop, a safety card that is open or owed, or words of self-harm."""
    is_stopped = stops.stands(turn) or owes_cards(turn)
    return not (is_stopped or must_wait(turn) or turn.was_held)


def owes_cards(turn: Turn) -> bool:
    """Or what is known of the last session pauses the moves, and nobody was told yet (D2)."""
    talk = turn.conversation
    return talk.cards_owed or (talk.program is not None and day.must_pause(turn))


def say_cards_first(turn: Turn) -> None:
    turn.opened = None
    turn.say(t("over-cards"))
    bring_back(turn)


def say_stopped(turn: Turn) -> None:
    turn.say(t("over-stop"))


def ask(turn: Turn) -> None:
    turn.close_all(("over",), t("moved-down"))
    turn.show("over")


def draw_over(turn: Turn, topic: Open) -> Screen:
    del topic
    rows = (
        (button("button-over-no", "no"),),
        (button("button-over-yes", "yes", "danger"),),
    )
    plan = "yes" if turn.conversation.program else "no"
    return Screen(lines=(t("over-ask", plan=plan),), rows=rows)


def take_over(turn: Turn, topic: Open, *, code: str | None, text: str | None) -> str:
    del turn, topic
    if text is not None:
        return "elsewhere"
    return {"yes": "start_over", "no": "keep_all"}.get(code or "", "stale")


def keep_all(turn: Turn) -> None:
    turn.finish(t("over-kept"), *asides.way_on(turn))
    bring_back(turn)


def begin_anew(turn: Turn) -> None:
    """Answers and plan are gone, and the history stays; what was cleared goes on to call for care.

    After RED the next session is gentle still, and moves that rest go on resting (clinical spec 7).
    A pain or a sudden start that was cleared counts again when it is told again.
    """
    old, flags = turn.conversation, turn.content.red_flags
    turn.hush()
    turn.close_all(("",), t("over-closed"))
    cleared = {k if k in flags else f"{BEFORE}{k}": on for k, on in old.cleared.items()}
    kept = {name: getattr(old, name) for name in STAYS}
    fresh = Conversation(**kept, cleared=cleared, **_of_the_plan_left(turn))
    turn.put(**{name: getattr(fresh, name) for name in Conversation.model_fields})
    turn.put(safety=stops.screen(turn.conversation, {}, turn).cls)
    turn.lead += [t("over-begun"), GAP]


def _of_the_plan_left(turn: Turn) -> dict[str, Any]:
    """What the next plan minds; a plan that was only proposed has asked for nothing."""
    conversation = turn.conversation
    program = conversation.program
    if program is None or not has_plan(turn):
        return {
            name: getattr(conversation, name) for name in ("load_on", "resting", "gentle_first")
        }
    sessions = (*program.built, program.today) if program.today else program.built
    return {
        "load_on": max((s.day for s in sessions if s.type == "L"), default=None),
        "resting": program.blocked_until,
        "gentle_first": program.forced_gentle or _was_red(turn),
    }


def _was_red(turn: Turn) -> bool:
    """The last session, as far as it was told."""
    told = report.last_report(turn.conversation) is not None
    last = told and report.last_decision(turn.conversation).light == "RED"
    return last or day.is_newly_red(turn)
