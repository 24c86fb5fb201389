"""How it is going: a picture of the last days, with buttons for more or fewer of them.

Rule: says which days; the history is read, drawn and put into words when it is sent.
"""

from __future__ import annotations

from typing import Literal

from flows.agenda import next_lines, today
from flows.asides import bring_back
from flows.conversation import Open
from flows.effects import Button, Progress, Text
from flows.parts import NEW_SYMPTOM, button, in_rows, t
from flows.pictures import are_wanted
from flows.report import program_of, sessions_ever
from flows.turn import Screen, Turn

Days = Literal[7, 30, 90]
WINDOWS: dict[str, Days | None] = {"w.7": 7, "w.30": 30, "w.90": 90, "w.all": None}
"""By the code of its button."""
WEEK, MONTH = "w.7", "w.30"
NEW_DAYS = 7


def show(turn: Turn) -> None:
    """A week of who began this week, else a month; without a report there is nothing to draw."""
    turn.opened = None
    program = program_of(turn)
    if not sessions_ever(program, program.reports):
        turn.say(t("progress-none"), *next_lines(turn), rows=NEW_SYMPTOM)
    else:
        is_new = (today(turn) - program.day0).days < NEW_DAYS
        turn.show("progress", (WEEK if is_new else MONTH,))
    bring_back(turn)


def draw_progress(turn: Turn, topic: Open) -> Screen:
    shown = topic.picks[0]
    days = WINDOWS[shown]
    return Screen(
        lines=(t("progress-title", days=days or 0),),
        rows=(*in_rows([_button(code, shown) for code in WINDOWS], 4), *NEW_SYMPTOM),
        picture=Progress(days=days, until=today(turn), words_only=not are_wanted(turn)),
    )


def _button(code: str, shown: str) -> Button:
    label = _label(WINDOWS[code])
    return button(t("progress-now", label=label) if code == shown else label, code)


def _label(days: Days | None) -> Text:
    return t("progress-days", days=days) if days else t("progress-all")


def take_progress(turn: Turn, topic: Open, *, code: str | None, text: str | None) -> str:
    """Words are for something else: nothing here has to be answered."""
    del topic
    if text is not None:
        return "elsewhere"
    turn.value = (code,)
    return "redraw" if code in WINDOWS else "stale"
