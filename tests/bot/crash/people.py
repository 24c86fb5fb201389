"""People who live with the bot for days, and do what people do: tap twice, type, keep silent.

Rule: what somebody does about a message hangs on its content and on their number, and on nothing
that a kill could change. A message that comes twice is answered once, or tapped on both.
"""

from __future__ import annotations

import datetime as dt
import json
import random
import re
from collections import Counter

from tests.bot.api_server import Message, Person
from tests.bot.crash.server import WatchedServer
from tests.bot.respondent import ASKS_PLACE, choose

CITIES = ("London", "Berlin", "New York", "Kolkata")
WISHES = {
    "hours do you sit": ("n.1", "n.6"),
    "What time should I": ("s.0", "s.1", "s.4"),
    "sitting breaks": ("n.1", "n.2"),
    "minutes a day": ("o.m5", "o.m15"),
}
"""Where all should not say the same."""
SMALL_TALK = ("/today", "/plan", "/why", "/help", "/privacy", "hello")
AT_ONCE = ("18-39", "none", "none", "none", "left")
"""Somebody who knows the first questions writes all answers before the first one is asked."""
TYPED = re.compile(r"[no]\.")
NUDGE = "A small reminder"
MOST_ANSWERS = 80
"""Between two looks at the clock; the questionnaire has about 45 questions."""


class Somebody(Person):
    def __init__(
        self, server: WatchedServer, number: int, seed: int, *, joined_on: dt.date
    ) -> None:
        super().__init__(server, number)
        self._seed = seed
        self._joined_on = joined_on
        self._seen: set[object] = set()
        self._answered: Counter[dt.datetime] = Counter()

    def reads(self, message: Message, now: dt.datetime) -> None:
        """A new message or an edited one."""
        content = _content(message)
        dice = self._dice(content)
        again, _ = content in self._seen, self._seen.add(content)
        if again and dice.random() < 0.7:
            return
        if self._answered[now] < MOST_ANSWERS and not self._is_silent(message, now):
            self._answered[now] += 1
            self._answer(message, dice)

    def reads_for(self, message: Message) -> float:
        """Seconds of our time: as long as a glance takes, or none."""
        dice = self._dice(("reads", _content(message)))
        return 0.0 if dice.random() < 0.2 else dice.uniform(0.02, 0.08)

    def wakes(self, now: dt.datetime) -> None:
        """Now and then somebody writes by themselves."""
        dice = self._dice(now)
        if dice.random() < 0.06:
            self.says(dice.choice(SMALL_TALK))

    def _dice(self, about: object) -> random.Random:
        return random.Random(f"{self._seed}/{self.number}/{about}")

    def _is_silent(self, message: Message, now: dt.datetime) -> bool:
        """Some days are too full; a nudge helps then."""
        if now.date() == self._joined_on or NUDGE in message.text:
            return False
        return self._dice(now.date()).random() < 0.15

    def _answer(self, message: Message, dice: random.Random) -> None:
        if ASKS_PLACE in message.text:
            self.says(dice.choice(CITIES))
            return
        data = self._choose(message, dice)
        if data is None:
            return
        label = next(words for words, code in message.buttons.items() if code == data)
        if TYPED.match(data.split(":", 2)[2]) and dice.random() < 0.2:
            self.says(label)
        else:
            for _ in range(2 if dice.random() < 0.08 else 1):
                self.taps_data(data, message.id)
        if data.endswith(":agree") and dice.random() < 0.3:
            for words in AT_ONCE:
                self.says(words)
        if dice.random() < 0.04:
            self.says(dice.choice(SMALL_TALK))

    def _choose(self, message: Message, dice: random.Random) -> str | None:
        wished = next((w for words, w in WISHES.items() if words in message.text), ())
        codes = {data.split(":", 2)[2]: data for data in message.buttons.values()}
        there = [codes[code] for code in wished if code in codes]
        return dice.choice(there) if there else choose(message)


def _content(message: Message) -> tuple[str, str]:
    return message.html, json.dumps(message.markup, sort_keys=True)
