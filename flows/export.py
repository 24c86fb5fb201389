"""/export: a copy of all that is stored about this chat, as files in it.

Rule: orders the files and holds nothing back, as none of them is an exercise; what is in them is
put together when they are sent.
"""

from __future__ import annotations

import datetime as dt
from typing import Literal

from flows.asides import bring_back
from flows.effects import Export
from flows.parts import t
from flows.turn import Turn

Part = Literal["summary", "json", "csv", "fhir"]

PARTS: tuple[Part, ...] = ("summary", "json", "csv", "fhir")
"""In the order in which they are sent: what people read first."""
ONCE_IN = dt.timedelta(minutes=1)


def send(turn: Turn) -> None:
    """Once a minute: the files are large, and a second copy says nothing new."""
    if _is_under_way(turn):
        turn.say(t("export-under-way"))
    else:
        turn.put(exported_at=turn.at)
        turn.say(t("export-here"), t("export-mind"))
        for part in PARTS:
            order = Export(part=part, made_at=turn.at)
            turn.say(t(f"export-file-{part}"), picture=order, silent=True)
    if not turn.conversation.held:
        bring_back(turn)


def _is_under_way(turn: Turn) -> bool:
    last = turn.conversation.exported_at
    return last is not None and dt.timedelta() <= turn.at - last < ONCE_IN
