"""A cohort in one picture: where people stand, sessions, doses and messages, week by week.

Rule: says what is drawn and in which colour; how, is `chart`'s matter. No key to look up: every
band is named where it ends.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.simulate.chart import (
    PAPER,
    SOFT,
    Frame,
    area,
    count,
    dot,
    labels_beside,
    line,
    named,
    nice,
    panel,
    text,
)  # fmt: skip
from bot.simulate.cohort import Plan
from bot.simulate.report import Week

WIDTH, HEIGHT = 1200, 900
BANDS = {
    "phase 4": ("#2f6f73", "Phase 4 · load and keep"),
    "phase 3": ("#559a97", "Phase 3 · legs take turns"),
    "phase 2": ("#8cc0b8", "Phase 2 · both legs"),
    "phase 1": ("#c3e0d8", "Phase 1 · calm and anchor"),
    "intake": ("#dfe3e6", "No plan yet"),
    "paused": ("#f1dfb3", "Paused"),
    "referred": ("#e3a48f", "Referred"),
    "stopped": ("#b9a7b4", "Stopped"),
    "blocked": ("#8f8a96", "Blocked the bot"),
}
"""From the bottom up."""


def draw_picture(weeks: Sequence[Week], plan: Plan) -> str:
    said = (
        f"{plan.people:,} simulated people, {plan.weeks} weeks from their /start, "
        f"seed {plan.seed}. No real data."
    )
    parts = [
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{PAPER}"/>',
        text(48, 50, "A virtual cohort", size=26, weight=600),
        text(48, 76, said + _lost(weeks, plan), size=14, fill=SOFT),
        *_standing(weeks, plan.people),
        *_sessions(weeks),
        *_doses(weeks),
        *_messages(weeks),
    ]
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'width="{WIDTH}" height="{HEIGHT}" role="img" '
        'font-family="Helvetica Neue, Helvetica, Arial, sans-serif">'
    )
    title = "<title>A virtual cohort, week by week</title>"
    return "\n".join([head, title, *parts, "</svg>"]) + "\n"


def _lost(weeks: Sequence[Week], plan: Plan) -> str:
    """Whose talk ended early is in no band from then on."""
    lost = plan.people - sum(weeks[-1].standing.values())
    return f" {lost:,} talks broke a rule and ended early." if lost else ""


# The panels.


def _standing(weeks: Sequence[Week], people: int) -> list[str]:
    """Stacked; together they are everybody whose talk broke no rule."""
    frame = Frame(96, 146, 830, 372, len(weeks), people)
    parts = [*panel(frame, "Where people stand at the end of each week", count)]
    floor = [0.0] * len(weeks)
    labels: list[tuple[float, str, str]] = []
    for name, (colour, said) in BANDS.items():
        roof = [low + week.standing[name] for low, week in zip(floor, weeks, strict=True)]
        if roof != floor:
            parts.append(area(frame, floor, roof, colour))
        if roof[-1] > floor[-1]:
            middle = frame.at(len(weeks), (floor[-1] + roof[-1]) / 2)[1]
            labels.append((middle, f"{weeks[-1].standing[name]:,}|{said}", colour))
        floor = roof
    return parts + labels_beside(frame, labels)


def _sessions(weeks: Sequence[Week]) -> list[str]:
    planned = [week.sessions["planned"] for week in weeks]
    told = [week.sessions["done"] + week.sessions["partial"] for week in weeks]
    frame = Frame(96, 640, 270, 186, len(weeks), nice(max(planned, default=1)))
    return [
        *panel(frame, "Sessions a week", count),
        area(frame, [0.0] * len(weeks), planned, "#dcebe7"),
        area(frame, [0.0] * len(weeks), told, "#559a97"),
        *named(frame, "planned", 0.97, planned, SOFT, above=True),
        *named(frame, "done, all or part", 0.5, told, "#ffffff", above=False),
    ]


def _doses(weeks: Sequence[Week]) -> list[str]:
    frame = Frame(476, 640, 270, 186, len(weeks), 3, 1)
    parts = [*panel(frame, "Mean dose of the moves (d1 to d3)", lambda n: f"d{n:g}", steps=2)]
    known = [(week.week, week.mean_dose) for week in weeks if week.mean_dose is not None]
    parts.append(line(frame, known, "#b8862b"))
    if known:
        x, y = frame.at(*known[-1])
        parts += [dot(x, y, "#b8862b"), text(x - 6, y - 12, f"{known[-1][1]:.2f}", anchor="end")]
    return parts


def _messages(weeks: Sequence[Week]) -> list[str]:
    sent = [week.messages for week in weeks]
    most = nice(max(sent, default=1))
    frame = Frame(856, 640, 270, 186, len(weeks), most, in_slots=True)
    width = frame.width / max(1, len(weeks)) * 0.66
    parts = [*panel(frame, "Messages sent a week", count)]
    for week in weeks:
        x, y = frame.at(week.week, week.messages)
        tall = frame.y + frame.height - y
        parts.append(
            f'<rect x="{x - width / 2:.1f}" y="{y:.1f}" width="{width:.1f}" '
            f'height="{tall:.1f}" rx="1.5" fill="#8ba9c4"/>'
        )
    return parts
