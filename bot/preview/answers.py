"""What an easy-going person would tap or write next, for "Answer for me".

Rule: looks at the buttons on the screen and nothing else; the same screen gets the same answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.preview.chat import Json
from flows.parts import SHOW

FIRST = (
    SHOW, "agree", "go", "now", "set_up", "accept", "none", "done", "o.none", "same", "no", "seen",
    "close",
)  # fmt: skip
"""Codes that are taken wherever they stand, in this order."""
LOW = ("n.2", "r.2")
CITY = "Lisbon"
NEVER = ("back", "why", "skip", "card.", "!new", "decline", "privacy", "unsure", "later", "list")

Answer = tuple[str, str] | tuple[int, str]


def answer_for(messages: Sequence[Json]) -> Answer | None:
    """("say", words), or the message and the data of a button; None when nothing is open."""
    for message in reversed(messages):
        rows = message.get("inline")
        if rows and (answer := _from(message["id"], [b for row in rows for b in row])):
            return answer
    return None


def _from(message_id: int, buttons: list[Json]) -> Answer | None:
    by_code = {_code(b["data"]): b["data"] for b in buttons}
    for code in FIRST:
        if code in by_code:
            return message_id, by_code[code]
    if "locate" in by_code:
        return "say", CITY
    choices = [code for code in by_code if not code.startswith(NEVER)]
    picked = _pick(choices)
    return (message_id, by_code[picked]) if picked else None


def _pick(codes: list[str]) -> str | None:
    """A small number on a scale; of other options one near the middle."""
    for low in LOW:
        if {low, low.replace("2", "0")} <= set(codes):
            return low
    options = _starting(codes, ("o.", "s.", "n.", "t.", "z.", "d.", "did.", "h."))
    if not options:
        return None
    if options[0].startswith("t."):
        return options[0]
    return options[min(2, len(options) // 2)]


def _starting(codes: Iterable[str], prefixes: tuple[str, ...]) -> list[str]:
    return [code for code in codes if code.startswith(prefixes)]


def _code(data: str) -> str:
    return data.split(":", 2)[2]
