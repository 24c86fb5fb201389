"""What every part of the table is made of: rows, states, and the way on from a stop.

Rule: a row says when, what and where to; what it does is in the modules of the talk.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from content.load import Content
from flows import answers, daily, intake, result, review
from flows.claims import Action, Guard, ask_zone, has_consent, has_plan, rests_in, zone_known


class Move(NamedTuple):
    """One row: in `source`, on `trigger`, if all guards hold: act, and be in `dest` then."""

    trigger: str
    source: str
    dest: str | None
    act: tuple[Action, ...] = ()
    when: tuple[Guard, ...] = ()


def states(content: Content) -> list[dict[str, Any]]:
    """Phases outside, sections inside; sections come from content."""
    sections = [s.id for s in content.sections]
    intake_states = [
        *sections[:2], "later", sections[2], "review", "result", sections[3], "zone"
    ]  # fmt: skip
    return [
        {"name": "welcome"},
        {"name": "intake", "children": intake_states, "initial": sections[0]},
        {"name": "program", "children": ["proposed", "active", "paused"], "initial": "proposed"},
        {"name": "referred"},
        {"name": "not_offered"},
        {"name": "stopped"},
        {"name": "withdrawn"},
    ]


def of_intake(content: Content) -> tuple[str, ...]:
    inner = states(content)[1]["children"]
    return tuple(f"intake.{name}" for name in inner)


def onwards(trigger: str, source: str, act: tuple[Action, ...], content: Content) -> Iterator[Move]:
    """To where the talk was left: the programme, the next open question, or the proposal."""
    yield Move(trigger, source, "program.active", (*act, daily.go_on), (has_plan,))
    yield Move(trigger, source, answers.REVIEW, (*act, review.show),
               (has_consent, review.is_reviewing))  # fmt: skip
    for part in content.sections:
        dest = "intake.later" if part.id == "move" else f"intake.{part.id}"
        ask = result.offer_moves if part.id == "move" else intake.ask_next
        yield Move(trigger, source, dest, (*act, ask), (rests_in(part.id),))
    yield Move(trigger, source, "program.proposed", (*act, result.propose),
               (has_consent, zone_known))  # fmt: skip
    yield Move(trigger, source, "intake.zone", (*act, ask_zone), (has_consent,))
