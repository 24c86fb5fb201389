"""The people of a simulated day: all zones, times, ways and habits, and what each is to get.

Rule: what a person is to get is worked out here from zone, time and week, past the agenda.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from random import Random
from typing import Literal
from zoneinfo import ZoneInfo, available_timezones

from bot.model import ChatId
from flows import Conversation, agenda, breaks
from flows.events import Sent
from flows.lapse import speaks
from flows.plan import day_type
from flows.topics import draw
from flows.turn import Turn
from tests.flows.days import person, report, settle
from tests.flows.people import CONTENT
from tests.flows.walker import Walker

Kind = Literal["trains", "lapsed", "paused", "blocked", "refuses", "stops"]
KINDS: dict[Kind, int] = {
    "trains": 79, "lapsed": 7, "paused": 6, "blocked": 3, "refuses": 3, "stops": 2,
}  # fmt: skip
"""Of 100 people. Who refuses blocks the bot in the course of the day; who stops writes /stop."""
NAMES = ("p1_desk", "p2_runner", "p4_shared", "p6_older", "p9_skater")
LIVES = (1, 4, 7, 8, 14, 18)
"""Days in the programme: the weekly question and the re-assessment are among what is due."""
AWAY = (1, 3, 7, 8, 14)
"""Days that somebody has not answered for."""
START = dt.datetime(2026, 4, 23, 12, tzinfo=dt.UTC)
"""A Thursday; on the Friday clocks in Cairo jump from midnight to one."""
DAY = dt.timedelta(days=1)
JITTER = dt.timedelta(minutes=1)
ANSWERS = 0.6
ODD_TIMES = ("00:00", "00:30", "02:30", "05:15", "22:30", "23:59")
HOURS = (6, 7, 7, 7, 7, 8, 9, 12, 17, 18, 18, 19, 20, 21)


@dataclass
class Someone:
    chat: ChatId
    kind: Kind
    conversation: Conversation
    dice: Random
    answers: bool
    acts_at: dt.datetime
    """When who refuses or stops does so."""
    wanted: dict[dt.date, dt.datetime] = field(default_factory=dict)
    """Prompts of this day: the local day, and the minute."""


def make_people(count: int, start: dt.datetime, ends: dt.datetime) -> list[Someone]:
    return [_make(n, start, ends) for n in range(1, count + 1)]


def _make(number: int, start: dt.datetime, ends: dt.datetime) -> Someone:
    dice = Random(f"day/{number}")
    kind = dice.choices(list(KINDS), list(KINDS.values()))[0]
    conversation = _settled_in(_life(kind, dice), number, start, dice)
    acts_at = start + dice.random() * (ends - start)
    one = Someone(ChatId(number), kind, conversation, dice, dice.random() < ANSWERS, acts_at)
    one.wanted = dict(_wanted(conversation, start, ends))
    if kind == "stops":  # well before or after a prompt, so that it is clear what is to come of it
        near = any(abs(at - acts_at) < dt.timedelta(minutes=15) for at in one.wanted.values())
        one.acts_at = acts_at + dt.timedelta(minutes=40 * near)
        one.wanted = {day: at for day, at in one.wanted.items() if at < one.acts_at}
    return one


# The talk so far.


def _life(kind: Kind, dice: Random) -> Conversation:
    name = dice.choice(NAMES)
    if kind == "lapsed":
        return _lived(name, 3, dice.choice(AWAY))
    if kind == "paused":
        until = dice.choice((None, START.date(), START.date() + DAY, START.date() + 3 * DAY))
        paused = _lived(name, LIVES[1], 0, "d.3" if until else "d.0")
        return paused.model_copy(update={"paused_until": until})
    told = _lived(name, dice.choice(LIVES))
    return told.model_copy(update={"blocked": kind == "blocked"})


@cache
def _lived(name: str, trained: int, away: int = 0, pause: str = "") -> Conversation:
    """Until the last evening before the day: sensible answers, then none for `away` days."""
    walker = person(name, q_breaks=2, q_work="09:00-17:00")
    begun = walker.now
    for day in range(trained + away):
        walker.pass_until(begun.replace(hour=23) + day * DAY)
        if day < trained:
            _answer(walker)
    if pause:
        walker.command("/pause")
        walker.press(pause)
    days = (START - DAY).date() - walker.now.date()
    return _moved(walker.conversation, days)


def _answer(walker: Walker) -> None:
    settle(walker, morning="n.1")
    if walker.open_topic() == "prompt":
        report(walker, "done 1")


def _moved(conversation: Conversation, by: dt.timedelta) -> Conversation:
    """The same talk, so many days later."""

    def later(found: re.Match[str]) -> str:
        return f'"{dt.date.fromisoformat(found[1]) + by}'

    told = re.sub(r'"(\d{4}-\d\d-\d\d)(?=["T])', later, conversation.model_dump_json())
    return Conversation.model_validate_json(told)


# This person's own settings.


def _settled_in(told: Conversation, number: int, start: dt.datetime, dice: Random) -> Conversation:
    zones = sorted(available_timezones())
    zone = zones[number % len(zones)]
    time = dice.choice(ODD_TIMES) if dice.random() < 0.05 else _time(dice)
    answers = {
        **told.answers,
        "q_time": time,
        "q_style": dice.choice(("warm", "brief", "quiet")),
        "q_breaks": dice.choice((0, 0, 1, 2)),
    }
    assert told.consent
    consent = told.consent.model_copy(update={"at": told.consent.at + number * JITTER / 60})
    own = {"zone": zone, "answers": answers, "consent": consent, "details": number % 5 == 0}
    mine = told.model_copy(update=own)
    return _planned(mine, start)


def _time(dice: Random) -> str:
    """Most wish for a whole or a half hour."""
    minute = dice.choice((0, 0, 0, 30, 30, dice.randrange(60)))
    return f"{dice.choice(HOURS):02}:{minute:02}"


def _planned(told: Conversation, start: dt.datetime) -> Conversation:
    """By the flows, as if they had been led on in this zone until now."""
    assert told.zone
    here = start.astimezone(ZoneInfo(told.zone))
    is_past = f"{here:%H:%M}" >= str(told.answers["q_time"])
    fired = {**told.last_fired, "prompt": here.date() if is_past else here.date() - DAY}
    turn = _turn(told.model_copy(update={"agenda": (), "last_fired": fired}), start)
    agenda.plan_prompt(turn)
    breaks.keep_planned(turn)
    return turn.conversation


def _turn(told: Conversation, at: dt.datetime) -> Turn:
    return Turn(told, Sent(at=at, what="nothing"), CONTENT, draw)


# What is to come.


def _wanted(
    told: Conversation, start: dt.datetime, ends: dt.datetime
) -> Iterator[tuple[dt.date, dt.datetime]]:
    assert told.zone
    assert told.program
    zone = ZoneInfo(told.zone)
    is_due: Callable[[dt.date], bool] = lambda day: (  # noqa: E731 - said once, used once
        day_type(told.program, day, told.answers, CONTENT) is not None
        and not _is_paused(told, day)
        and speaks(_turn(told, start), day)
    )
    day = start.astimezone(zone).date()
    while (at := first_minute(day, str(told.answers["q_time"]), zone)) < ends:
        has_had = told.last_fired["prompt"] >= day
        if at >= start - JITTER and not has_had and not told.blocked and is_due(day):
            yield day, at
        day += DAY


def _is_paused(told: Conversation, day: dt.date) -> bool:
    until = told.paused_until
    return told.state == "program.paused" and (until is None or day < until)


def first_minute(day: dt.date, time: str, zone: ZoneInfo) -> dt.datetime:
    """When clocks there first show this time, or the first minute that they show after it."""
    wall = dt.datetime.combine(day, dt.time.fromisoformat(time))
    while True:
        at = wall.replace(tzinfo=zone).astimezone(dt.UTC)
        if at.astimezone(zone).replace(tzinfo=None) == wall:
            return at
        wall += dt.timedelta(minutes=1)
