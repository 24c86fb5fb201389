"""Days of a programme in front of the talk: who, when, and what was sent unasked."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import cache
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from content.schema import DayType
from flows.conversation import CheckIn, Program, Session
from flows.effects import Say
from tests.flows.people import CONTENT, MONDAY, answers_of
from tests.flows.walker import Walker

LISBON = "Europe/Lisbon"
UNASKED = ("nudge", "morning-pain", "follow-up", "card-first", "stop-pause", "prompt")
"""What a message that nobody asked for can be about, by the key that tells it."""


class Sent(NamedTuple):
    """Unasked: on which day (0 = the first), at which local time, and what."""

    day: int
    time: str
    what: str


def at(day: int, time: str = "12:00", zone: str = LISBON) -> dt.datetime:
    clock = dt.time.fromisoformat(time)
    local = dt.datetime.combine(MONDAY + dt.timedelta(days=day), clock, ZoneInfo(zone))
    return local.astimezone(dt.UTC)


def person(
    name: str = "p1_desk", zone: str = LISBON, start: str = "09:00", **changes: object
) -> Walker:
    """In the programme since Monday, without breaks; the first session stands on the screen."""
    changes = {"q_breaks": 0} | changes
    style = changes.pop("q_style", "brief")
    walker = copy(_intake(name, zone, start, tuple(sorted(changes.items()))))
    answers = {**walker.conversation.answers, "q_style": style}
    walker.conversation = walker.conversation.model_copy(update={"answers": answers})
    return walker


@cache
def _intake(name: str, zone: str, start: str, changes: tuple[tuple[str, Any], ...]) -> Walker:
    walker = Walker(CONTENT, at(0, start, zone))
    walker.intake(answers_of(name, **dict(changes)), zone)
    return walker


def copy(walker: Walker) -> Walker:
    """The same talk, to be led another way."""
    return replace(
        walker, screens=dict(walker.screens), last=list(walker.last), records=list(walker.records)
    )


def p1(done: str | None = "done 2", **changes: object) -> Walker:
    """The desk worker: 18:00, load on Monday and Thursday, moves on Tuesday and Friday."""
    walker = person(**changes)
    if done:
        walker.say(done)
        if walker.open_topic() == "checkin.effort":
            walker.say("5")
    return walker


def program(walker: Walker) -> Program:
    assert walker.conversation.program
    return walker.conversation.program


def session(walker: Walker) -> Session:
    found = program(walker).today
    assert found
    return found


def type_today(walker: Walker) -> DayType:
    return session(walker).type


def reports(walker: Walker) -> tuple[CheckIn, ...]:
    return program(walker).reports


def lines(walker: Walker) -> list[str]:
    """The keys of all that was said last."""
    return [line.key for e in walker.last if isinstance(e, Say) for line in e.lines]


def pass_days(walker: Walker, until: dt.datetime) -> list[Sent]:
    """What comes unasked up to then."""
    found: list[Sent] = []
    while (due := walker.conversation.due_at) is not None and due <= until:
        before = set(walker.screens)
        says = [e for e in walker.wait() if isinstance(e, Say)]
        found += [_sent(walker, say) for say in says if say.screen not in before]
    walker.now = max(walker.now, until)
    return found


def _sent(walker: Walker, say: Say) -> Sent:
    assert say.lane == "prompt", "nobody asked for it"
    zone = walker.conversation.zone
    local = walker.now.astimezone(ZoneInfo(zone)) if zone else walker.now
    keys = {line.key for line in say.lines}
    what = next((key for key in UNASKED if key in keys), say.lines[0].key)
    return Sent((local.date() - MONDAY).days, f"{local:%H:%M}", what)
