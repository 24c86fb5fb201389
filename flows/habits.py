"""What keeps a programme going for long: a tip of the week, and fewer days when they are enough.

Rule: both come below a report, as part of the answer, and never as a message of their own.
"""

from __future__ import annotations

from flows import weeks
from flows.agenda import fired, next_lines, replan, today
from flows.conditions import avoided, holds
from flows.conversation import Open
from flows.effects import Figure
from flows.parts import GAP, NEW_SYMPTOM, button, t
from flows.report import program_of
from flows.turn import Screen, Turn
from flows.yes_no import NO, YES, read_yes_no

# The tip of the week.


def has_tip(turn: Turn) -> bool:
    """Once a week, from the end of the first one."""
    is_early = weeks.number(turn) + 1 < turn.content.rules.habits.from_week
    return not is_early and not weeks.has_had(turn, "habit") and bool(fitting(turn))


def fitting(turn: Turn) -> list[str]:
    answers, content = turn.conversation.answers, turn.content
    return [
        tip.exercise
        for tip in content.rules.habits.tips
        if holds(tip.when, answers, content)
        and not avoided(content.exercises[tip.exercise], answers)
    ]


def tell_tip(turn: Turn) -> None:
    """The tips that fit take turns, week by week."""
    fired(turn, "habit")
    tips = fitting(turn)
    tip = tips[(weeks.number(turn) + 1 - turn.content.rules.habits.from_week) % len(tips)]
    steps = turn.content.exercises[tip].steps
    turn.say(
        t("tip", name=t(f"exercise.{tip}.name")),
        *(t("step", n=n, step=t(f"step.{tip}.{n}")) for n in range(1, len(steps) + 1)),
        GAP,
        t("card-stop", stop=t(f"exercise.{tip}.stop_if")),
        rows=NEW_SYMPTOM,
        picture=Figure(id=tip),
    )


# Fewer days.


def may_do_less(turn: Turn) -> bool:
    """Long enough in the last phase, and never offered before."""
    program, rule = program_of(turn), turn.content.rules.keep
    days = turn.conversation.answers.get("q_days")
    is_long = program.phase == rule.phase and (
        (today(turn) - program.phase_since).days >= rule.after_days
    )
    is_new = "keep" not in turn.conversation.last_fired
    return is_long and is_new and isinstance(days, int | float) and days > rule.days


def offer_less(turn: Turn) -> None:
    fired(turn, "keep")
    turn.opened = None
    turn.show("less")


def draw_less(turn: Turn, topic: Open) -> Screen:
    del topic
    days = turn.content.rules.keep.days
    choices = (button(t("less-yes", days=days), YES), button("less-no", NO))
    return Screen(lines=(t("less-ask", days=days),), rows=(choices, *NEW_SYMPTOM))


def take_less(turn: Turn, topic: Open, *, code: str | None, text: str | None) -> str:
    """Nothing waits for it: other words are for something else."""
    del turn, topic
    other = "stale" if code is not None else "elsewhere"
    return {YES: "do_less", NO: "do_same"}.get(read_yes_no(code, text) or "", other)


def do_less(turn: Turn) -> None:
    days = turn.content.rules.keep.days
    turn.answer("q_days", days)
    replan(turn)
    turn.finish(t("less-done", days=days), *next_lines(turn), rows=NEW_SYMPTOM)


def do_same(turn: Turn) -> None:
    turn.finish(t("less-kept"), *next_lines(turn), rows=NEW_SYMPTOM)
