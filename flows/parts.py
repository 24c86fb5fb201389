"""Small parts that every screen is made of: texts, buttons, rows."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Literal

from flows.effects import Button, Text
from flows.turn import Rows

SHORT_LABEL = 14
LONG_LABEL = 34
"""Clients cut longer labels; trust spec 6, screens."""
LONGEST_ZONE = 20
MOST_KEPT = 4096
Style = Literal["plain", "primary", "success", "danger"]
OTHER_SIGN = str.maketrans("+-", "-+")
SHOW = "show"
"""The code of the button that opens what a cover hides."""


def t(key: str, **values: Any) -> Text:
    return Text(key=key, values=values) if values else _bare(key)


@lru_cache(maxsize=MOST_KEPT)
def _bare(key: str) -> Text:
    """Most texts take no values, and are the same for all."""
    return Text(key=key)


def button(label: str | Text, code: str, style: Style = "plain") -> Button:
    """A label that is a str is a key of the content."""
    if isinstance(label, str):
        return _button(label, code, style)
    return Button(label=label, code=code, style=style)


@lru_cache(maxsize=MOST_KEPT)
def _button(label: str, code: str, style: Style) -> Button:
    return Button(label=t(label), code=code, style=style)


@lru_cache(maxsize=MOST_KEPT)
def number_button(value: float, code: str = "n") -> Button:
    return button(t("plain", text=f"{value:g}"), f"{code}.{value:g}")


def zone_name(zone: str) -> Text:
    """Its last part, which fits on a button: "New York". Of "Etc/GMT-2", which is UTC+2, that."""
    tail = zone.rpartition("/")[2]
    if zone.startswith("Etc/GMT"):
        tail = tail.replace("GMT", "UTC").translate(OTHER_SIGN)
    return t("plain", text=tail.replace("_", " ")[:LONGEST_ZONE])


def in_rows(buttons: Sequence[Button], each: int) -> Rows:
    return tuple(tuple(buttons[i : i + each]) for i in range(0, len(buttons), each))


def scale_rows(highest: int = 10, code: str = "n") -> Rows:
    """0-10 in two rows, so that a thumb can hit each."""
    return in_rows([number_button(n, code) for n in range(highest + 1)], 6)


GAP = t("plain", text="")
"""An empty line."""
NEW_SYMPTOM: Rows = ((button("button-new", "!new"),),)
"""Reachable from every message of the programme; clinical spec 2, screening again (a)."""


def spaced(*lines: Text) -> tuple[Text, ...]:
    """With an empty line between each two."""
    return tuple(part for line in lines for part in (GAP, line))[1:]
