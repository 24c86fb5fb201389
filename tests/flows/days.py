"""Days of a programme in front of the talk: who, when, and what was sent unasked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from content.schema import DayType
from flows.conversation import CheckIn, Program, Session
from flows.effects import Say
from flows.stops import SCREENING
from tests.flows.people import CONTENT, MONDAY, answers_of
from tests.flows.sensible import answer, newest, question
from tests.flows.walker import Walker

LISBON = "Europe/Lisbon"
UNASKED = (
    "nudge", "morning-pain", "follow-up", "card-first", "stop-pause", "weekly", "again-offer",
    "barrier-ask", "prompt", "summary-title",
)  # fmt: skip
"""What a message that nobody asked for can be about, by the key that tells it."""
BEFORE_A_SESSION = (*SCREENING, "again.", "barrier.", "morning.")
"""Topics of what is asked first."""
MANY = 60
"""No course of questions before a session is longer, and nothing is so long in coming."""


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
    frozen = {k: tuple(v) if isinstance(v, list) else v for k, v in changes.items()}
    walker = copy(_intake(name, zone, start, tuple(sorted(frozen.items()))))
    answers = {**walker.conversation.answers, "q_style": style}
    walker.conversation = walker.conversation.model_copy(update={"answers": answers})
    return walker


@cache
def _intake(name: str, zone: str, start: str, changes: tuple[tuple[str, Any], ...]) -> Walker:
    walker = Walker(CONTENT, at(0, start, zone))
    thawed = {k: list(v) if isinstance(v, tuple) else v for k, v in changes}
    walker.intake(answers_of(name, **thawed), zone)
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


def settle(walker: Walker, **preferred: str) -> None:
    """Whatever is asked before a session is answered, as by one with nothing to complain of.

    For the first word of a topic a code may be given that is tapped wherever it is offered.
    """
    for _ in range(MANY):
        asked = newest(walker, BEFORE_A_SESSION)
        waits = walker.conversation.opening is not None  # a morning question may wait for none
        if asked is None or (asked.topic.startswith("morning.") and not waits):
            return
        answer(walker, asked, preferred.get(asked.topic.partition(".")[0]))
    raise AssertionError(f"asked on and on: {walker.conversation.opens}")


def lived(
    name: str, days: int, trains: Callable[[int], bool] = lambda _: True, reply: str = "done 2"
) -> Walker:
    """So many days in the programme, on some of which the moves are done; noon of the last."""
    walker = person(name, q_breaks=2, q_work="09:00-17:00")
    for day in range(days):
        walker.pass_until(at(day, "23:00"))
        settle(walker, morning="n.1")
        if trains(day) and walker.open_topic() == "prompt":
            report(walker, reply)
    walker.pass_until(at(days))
    return walker


def report(walker: Walker, reply: str) -> None:
    """And what is asked on it."""
    walker.say(reply)
    for _ in range(MANY):
        asked = question(walker)
        if asked is None:
            return
        answer(walker, asked)
    raise AssertionError(f"asked on and on: {walker.conversation.opens}")


def asked_first(topic: str, walker: Walker) -> Walker:
    """Days go by until this is asked before a session; whatever else is, is settled."""
    for _ in range(MANY):
        first = newest(walker, BEFORE_A_SESSION)
        if first and first.topic.startswith(topic):
            return walker
        if first and not first.topic.startswith("morning."):
            answer(walker, first)
        else:
            walker.wait()
    raise AssertionError(f"{topic} was never asked")


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
    assert say.lane != "reply", "nobody asked for it"
    zone = walker.conversation.zone
    local = walker.now.astimezone(ZoneInfo(zone)) if zone else walker.now
    keys = {line.key for line in say.lines}
    what = next((key for key in UNASKED if key in keys), say.lines[0].key)
    return Sent((local.date() - MONDAY).days, f"{local:%H:%M}", what)


def below_covers(walker: Walker) -> Walker:
    """The same talk, of somebody who wants no details on a locked screen."""
    talk = walker.conversation.model_copy(update={"details": False})
    walker.conversation = talk
    return walker
