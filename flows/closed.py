"""What is not understood where little can be asked: no plan to be had, all ended, all told.

Rule: says so in other words each time, as `unclear` counts.
"""

from __future__ import annotations

from flows import checkin
from flows.effects import Text
from flows.parts import NEW_SYMPTOM, button, t
from flows.report import CORRECT
from flows.turn import Rows, Turn
from flows.unclear import add_rows, answer, is_first
from flows.welcome import WRONG_AGE

GO_ON: Rows = ((button("button-resume", "!resume"),),)


def _say(turn: Turn, first: Text, rows: Rows) -> None:
    lines, ways = answer(turn, first)
    turn.say(*lines, rows=(*rows, *ways))


def adults_only(turn: Turn) -> None:
    _say(turn, t("not-offered"), WRONG_AGE)


def still_stopped(turn: Turn) -> None:
    _say(turn, t("stopped-already"), GO_ON)


def reported(turn: Turn) -> None:
    """A report, though none is waited for, once more."""
    _say(turn, t("today-done"), (*CORRECT, *NEW_SYMPTOM))


def ask_completion(turn: Turn) -> None:
    """It may have been a report: the first question of one is asked."""
    lines, ways = answer(turn, t("plain", text=""))
    turn.lead += () if is_first(turn) else lines
    checkin.ask_completion(turn)
    add_rows(turn, ways)
