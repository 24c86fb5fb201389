"""What a person sees, and what can be done about it.

Rule: knows buttons and words, and no question.
"""

from __future__ import annotations

from typing import NamedTuple

from bot.simulate.people import Person
from content.load import Content
from flows.conversation import Open
from flows.effects import Say

WAYS_BACK = ("back", "why", "skip", "unsure", "decline", "in24", "close")


class Tap(NamedTuple):
    code: str


class Write(NamedTuple):
    text: str


class Show(NamedTuple):
    """A place on the map."""

    zone: str


Act = Tap | Write | Show


class Sight(NamedTuple):
    """What a person looks at."""

    say: Say
    topic: Open
    content: Content

    @property
    def codes(self) -> list[str]:
        return [button.code for row in self.say.buttons for button in row]


def any_button(person: Person, sight: Sight) -> Act:
    """A button, rather onwards than back; a screen without one is answered in words."""
    onwards = [code for code in sight.codes if code not in WAYS_BACK and code[0] != "!"]
    codes = onwards or [code for code in sight.codes if code[0] != "!"] or sight.codes
    return Tap(person.dice.choice(codes)) if codes else Write("ok")


def choose(person: Person, sight: Sight, weights: dict[str, float]) -> Act:
    there = {code: weight for code, weight in weights.items() if code in sight.codes}
    if not there:
        return any_button(person, sight)
    return Tap(person.dice.choices(list(there), list(there.values()))[0])


def tap_or(person: Person, sight: Sight, code: str, words: str) -> Act:
    return Tap(code) if code in sight.codes and not person.chance(person.writes) else Write(words)
