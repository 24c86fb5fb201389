"""What was told of a session, part by part: which parts there are, and how each is shown.

Rule: looks at one report and changes nothing.
"""

from __future__ import annotations

from typing import Any, Literal, get_args

from flows import morning
from flows.conversation import CheckIn, Conversation, Item, Program, Session
from flows.effects import Text
from flows.parts import t
from flows.rate import AMBER_PAIN

Part = Literal[
    "completion",
    "pain",
    "tingling",
    "culprit",
    "effort",
    "morning_pain",
    "morning_tingling",
    "doms",
]
PARTS: tuple[Part, ...] = get_args(Part)
"""In the order in which they are asked: a changed one can call only for those behind it."""
YES_OR_NO = ("morning_tingling", "doms")


def parts(report: CheckIn, conversation: Conversation) -> list[Part]:
    """What was told, and what could have been."""
    told = [part for part in PARTS if getattr(report, part) is not None]
    return [p for p in PARTS if p in told or applies(p, report, conversation)]


def applies(part: Part, report: CheckIn, conversation: Conversation) -> bool:
    """Whether it is asked of such a report."""
    if part.startswith(("morning_", "doms")):
        return _in_the_morning(part, report, conversation)
    if report.completion == "skipped":
        return part == "completion"
    if part == "culprit":
        return (report.pain or 0) >= AMBER_PAIN
    return part != "effort" or report.type == "L"


def _in_the_morning(part: Part, report: CheckIn, conversation: Conversation) -> bool:
    """The morning's pain is asked by the morning itself, and nothing of a morning without one."""
    if part == "morning_pain" or report.morning_pain is None:
        return False
    unasked = {"morning_tingling": None} if part == "morning_tingling" else {"doms": None}
    others = {"doms": False} if part == "morning_tingling" else {"morning_tingling": False}
    probe = report.model_copy(update={**unasked, **others})
    return morning.next_step(probe, conversation) == part.removeprefix("morning_")


def part_lines(report: CheckIn, conversation: Conversation) -> list[Text]:
    """One line for each thing that was told or could have been."""
    return [
        t("part", name=t(f"part-{part}"), value=shown(part, getattr(report, part)))
        for part in parts(report, conversation)
    ]


def shown(part: Part, value: Any) -> Text:
    match value:
        case None:
            return t("part-unknown")
        case bool():
            return t("button-yes" if value else "button-no")
        case int():
            return t("plain", text=str(value))
        case _ if part == "culprit":
            return t(f"exercise.{value}.name")
        case _:
            return t(f"{part}-{value}")


def session_of(report: CheckIn, program: Program) -> Session:
    """As it was built; a move that is not in it any more counts as short."""
    sessions = (*program.built, program.today) if program.today else program.built
    built = {i.exercise: i for s in sessions if s.day == report.day for i in s.items}
    items = (built.get(n) or Item(exercise=n, dose=1, slot="free") for n in report.items)
    return Session(day=report.day, type=report.type, items=tuple(items), seconds=0)
