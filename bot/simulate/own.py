"""What a virtual person does unasked, at most once a day: falls ill, quits, comes back, looks in.

Rule: makes one event, or none; how questions are answered is `answers`' matter.
"""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from bot.simulate.people import DAY, Person
from bot.simulate.told import report
from flows.conversation import Conversation
from flows.effects import Say
from flows.events import Blocked, Chose, Commanded, Event, Said, Sent, Started, Unblocked
from flows.understand import COMMANDS

LOOKS_IN = 0.06
"""Chance a day to write or tap without being asked."""
COMES_BACK = 0.12
NEVER = dt.timedelta(days=4000)
DANGER = {
    "saddle": "I feel numb between my legs",
    "bladder": "I leak urine since today",
    "both_legs": "both legs are tingling",
    "weak": "my knee gave way twice",
    "swelling": "my calf is swollen",
    "breath": "I have chest pain",
    "trauma": "I fell down the stairs",
    "fever": "I have a fever",
    "tear": "I heard a pop in my thigh",
    "heart": "I fainted today",
    "numb_fixed": "numb and it won't go",
}
CHAT = (
    "hello",
    "thanks",
    "ok",
    "why?",
    "5",
    "not yet",
    "my leg is a bit sore",
    "🙂",
    "done",
    "yes",
)
CRISIS = "I want to die"
DRASTIC = ("stop", "erase", "pause")


class View(NamedTuple):
    """What stands before a person who takes up the phone."""

    at: dt.datetime
    conversation: Conversation
    screens: tuple[Say, ...]


def own_act(person: Person, view: View) -> Event | None:
    at, talk = view.at, view.conversation
    if talk.blocked:
        return Unblocked(at=at) if at >= person.silent_until and person.chance(0.3) else None
    if person.turns_on and person.today >= person.turns_on and talk.program:
        person.turns_on = None
        return _quit(person, view) if person.kind == "quitter" else _fall_ill(person, view)
    if at < person.silent_until:
        return None
    if _is_away(talk) and person.chance(COMES_BACK):
        return _come_back(person, view)
    if talk.stops:
        return _to_the_clinic(person, view)
    return _look_in(person, view) if person.chance(LOOKS_IN) else None


def _is_away(talk: Conversation) -> bool:
    """Stopped or paused for good, or left in the middle of the questions."""
    return not talk.state.startswith(("program.active", "referred", "not_offered"))


def _fall_ill(person: Person, view: View) -> Event:
    sign = person.body.falls_ill(person.today, person.dice)
    if sign in DANGER and person.chance(0.5):
        return Said(at=view.at, text=DANGER[sign])
    return Chose(at=view.at, ask=0, code="!new")


def _quit(person: Person, view: View) -> Event | None:
    """Without a word, by command, or by blocking the bot; a quarter stay away for good."""
    away = DAY * person.dice.randint(5, 60) if person.chance(0.75) else NEVER
    person.silent_until = view.at + away
    way = person.dice.choices(("silent", "stop", "pause", "block"), (45, 20, 20, 15))[0]
    if way == "block":
        return Blocked(at=view.at)
    return None if way == "silent" else Commanded(at=view.at, name=way)


def _come_back(person: Person, view: View) -> Event:
    way = person.dice.choice(("start", "resume", "today", "words", "button"))
    if way == "start":
        return Started(at=view.at, language="en")
    if way == "words":
        return Said(at=view.at, text=report(person))
    if way == "button" and not view.conversation.state.startswith("intake"):
        return Chose(at=view.at, ask=0, code="!resume")
    return Commanded(at=view.at, name=way if way != "button" else "today")


def _to_the_clinic(person: Person, view: View) -> Event | None:
    """Some never go; who was seen says so."""
    if person.seen_on is None:
        person.seen_on = person.today + DAY * person.dice.randint(1, 20)
        if person.chance(0.15):
            person.seen_on += NEVER
    if person.today < person.seen_on or not person.chance(0.5):
        return None
    return Commanded(at=view.at, name="today")


def _look_in(person: Person, view: View) -> Event:
    dice = person.dice
    ways = ("command", "words", "old", "sticker", "new", "drastic", "crisis")
    way = dice.choices(ways, (45, 30, 12, 6, 3, 2.5, 0.4))[0]
    buttons = [(s.ask, b.code) for s in view.screens for row in s.buttons for b in row]
    if way == "old" and buttons:
        ask, code = dice.choice(buttons)
        return Chose(at=view.at, ask=ask, code=code)
    if way == "sticker":
        return Sent(at=view.at, what="sticker")
    if way == "new":
        return Chose(at=view.at, ask=0, code="!new")
    if way == "crisis":
        return Said(at=view.at, text=CRISIS)
    if way == "words":
        return Said(at=view.at, text=report(person) if person.chance(0.3) else dice.choice(CHAT))
    mild = [name for name in COMMANDS if name not in DRASTIC]
    return Commanded(at=view.at, name=dice.choice(DRASTIC if way == "drastic" else mild))
