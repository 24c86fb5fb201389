"""Tingling on the screen that asks for pain: one row of ticks, settled by the number.

Rule: what a number says of tingling, and when that is asked by itself; screens are `checkin`'s.
"""

from __future__ import annotations

from flows import replies
from flows.effects import Button, Text
from flows.parts import button, t
from flows.report import Draft

CHANGES = ("better", "same", "worse")
TINGLES = "tingles"
"""In a draft: tingling was named and not how it changed, so it is asked by itself."""


def is_on_one_screen(draft: Draft) -> bool:
    """After a skip it is not asked; where it was named, it is asked by itself."""
    return draft.get("completion") != "skipped" and TINGLES not in draft


def asks_both(draft: Draft) -> bool:
    """It can be ticked where pain is asked, unless it was denied."""
    return is_on_one_screen(draft) and draft.get("tingling") != "none"


def tick_of(draft: Draft) -> Draft:
    """A change that stands beside a pain."""
    change = draft.get("tingling")
    return {"tingling": change} if is_on_one_screen(draft) and change in CHANGES else {}


def beside_pain(draft: Draft) -> Draft:
    """What is known of tingling once pain is told: the tick, or none (clinical spec 9)."""
    return {} if TINGLES in draft else {"tingling": draft.get("tingling", "none")}


def from_reply(reply: replies.Reply, draft: Draft) -> Draft:
    """What words say of it; not mentioned changes nothing, and is none once pain is told."""
    if reply.tingling or reply.tingling_denied:
        return {"tingling": reply.tingling or "none"}
    if reply.tingling_unclear and "tingling" not in draft:
        return {TINGLES: "yes"}
    is_asked_yet = reply.pain is None and reply.completion != "skipped"
    return {} if is_asked_yet else beside_pain(draft)


def with_pain(reply: replies.Reply, draft: Draft) -> Draft | None:
    """Words where pain is asked: the number and tingling, or a change of it alone.

    None when they say neither.
    """
    said = from_reply(reply, draft)
    if reply.pain is None:
        return said if "tingling" in said else None
    return {"pain": reply.pain, **said}


# The row of ticks.


def ask_line(draft: Draft) -> Text:
    return t("checkin-pain-tingling", ticked="yes" if "tingling" in draft else "none")


def row(draft: Draft) -> tuple[Button, ...]:
    """At most one is ticked; its code takes it off, so that a double tap changes nothing."""
    return tuple(_tick(change, is_on=draft.get("tingling") == change) for change in CHANGES)


def _tick(change: str, *, is_on: bool) -> Button:
    label = t("tick-on" if is_on else "tick-off", label=t(f"pain-tingling-{change}"))
    return button(label, "g.none" if is_on else f"g.{change}")


def tapped(code: str, draft: Draft) -> str | None:
    """The change that is ticked, or "none" when the tick is taken off."""
    head, _, change = code.partition(".")
    is_there = head == "g" and change in (*CHANGES, "none") and asks_both(draft)
    return change if is_there else None
