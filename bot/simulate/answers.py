"""What a virtual person does about the question on the screen: a tap, or words.

Rule: known topics get sensible answers; any other, of today or of years to come, gets one of its
buttons. Reads what a person can see, and the name of the topic.
"""

from __future__ import annotations

from collections.abc import Callable

from bot.simulate import told
from bot.simulate.acts import Act, Sight, Tap, any_button, choose
from bot.simulate.people import Person
from bot.simulate.questions import answer_question
from content.load import Content
from flows.parts import SHOW

BLIND = 0.1
"""Chance to answer what a cover hides without a look."""
ODD, ODD_OF_SIGNS = 0.012, 0.001
"""Chance to tap anything at all; few tick a red flag by mistake."""
CHOICES: dict[str, dict[str, float]] = {
    "welcome": {"agree": 0.96, "privacy": 0.02, "decline": 0.02},
    "fork": {"now": 0.7, "in2": 0.1, "in24": 0.1, "never": 0.1},
    "review": {"go": 0.93, "s.talk": 0.05, "s.move": 0.02},
    "settings": {
        "close": 0.5,
        "set.q_time": 0.1,
        "set.q_days": 0.1,
        "set.q_minutes": 0.1,
        "set.q_style": 0.1,
        "set.zone": 0.1,
        "set.summary": 0.05,
        "set.q_breaks": 0.05,
    },
    "pause": {"d.3": 0.3, "d.7": 0.3, "d.14": 0.1, "d.0": 0.2, "close": 0.1},
    "erase": {"yes": 0.2, "sweep": 0.1, "no": 0.7},
    "home": {"on": 0.8, "answers": 0.2},
    "over": {"yes": 0.3, "no": 0.7},
    "snooze": {"in.30": 0.3, "in.120": 0.3, "tonight": 0.3, "other": 0.1},
    "better": {"yes": 0.5, "other": 0.2, "no": 0.3},
    "proposal": {"accept": 0.95, "back": 0.05},
    "checkin.completion": {"o.done": 0.75, "o.partial": 0.15, "o.skipped": 0.1},
    "checkin.which": {"o.moves": 0.5, "o.pain": 0.5},
    "checkin.which_day": {"o.today": 0.7, "o.yesterday": 0.3},
}
"""Buttons that matter and how likely each is, by topic."""
KNOWN: dict[str, Callable[[Person, Sight], Act]] = {
    "prompt": told.prompt,
    "checkin.pain": told.pain,
    "checkin.effort": told.effort,
    "checkin.tingling": told.say_tingling,
    "morning.pain": told.morning_pain,
    "morning.tingling": told.mostly("no", 0.8, "yes"),
    "morning.doms": told.mostly("yes", 0.6, "no"),
    "item": told.sign,
    "single": told.sign,
    "weekly": told.sign,
    "stopped": told.stopped,
    "zone": told.place,
}
CLEARING = {
    "examined": told.mostly("yes", 0.93, "no"),
    "fine": told.mostly("yes", 0.93, "no"),
    "now": told.now,
}


def answer(person: Person, sight: Sight) -> Act:
    name = sight.topic.topic
    if sight.codes and person.chance(ODD_OF_SIGNS if _is_sign(name, sight.content) else ODD):
        return Tap(person.dice.choice(sight.codes))
    if SHOW in sight.codes and not person.chance(BLIND):
        return Tap(SHOW)
    if name in CHOICES:
        return choose(person, sight, CHOICES[name])
    known = _known(name)
    if known:
        return known(person, sight)
    question = sight.content.questions.get(name.rpartition(".")[2])
    if question:
        return answer_question(person, sight, question)
    return any_button(person, sight)


def _is_sign(name: str, content: Content) -> bool:
    """A safety card, one of its lines, or whether anything is new."""
    question = content.questions.get(name.rpartition(".")[2])
    if question and question.options_from:
        return True
    return name.partition(".")[0] in ("item", "single", "weekly", "stopped", "clear")


def _known(name: str) -> Callable[[Person, Sight], Act] | None:
    head, _, rest = name.partition(".")
    if head == "clear":
        return CLEARING.get(rest.rpartition(".")[2])
    return KNOWN.get(name) or KNOWN.get(head)
