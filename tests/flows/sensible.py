"""What a person taps who has nothing to complain of, whatever the bot asks.

Rule: knows buttons and not what they do; a question nobody thought of gets the first of them.
"""

from __future__ import annotations

from flows.asides import ASKED, MENUS
from flows.conversation import Open
from flows.morning import told_of
from flows.parts import SHOW
from flows.reminders import local_day
from flows.stops import SCREENING
from tests.flows.people import PERSONAS
from tests.flows.walker import Answers, Walker, buttons

PREFERRED: dict[str, tuple[str, ...]] = {
    "welcome": ("agree",),
    "renew": ("agree",),
    "fork": ("now",),
    "review": ("go",),
    "answers": ("close",),
    "result": ("set_up",),
    "proposal": ("accept",),
    "new": ("go", "none"),
    "clear": ("yes", "gone"),
    "weekly": ("no",),
    "again": ("later", "now", "no", "go", "none"),
    "barrier": ("skip", "no"),
    "morning": ("skip", "no"),
    "learn": ("close",),
    "checkin": ("o.done", "n.1", "o.today", "o.pain", "o.none", "o.unsure"),
}
"""By the first word of the topic; "no" is the answer to all that is asked by yes or no."""
OWN = PERSONAS["p4_shared"]["answers"]
"""For who has not answered yet."""


def newest(walker: Walker, topics: tuple[str, ...]) -> Open | None:
    """What all else waits for comes before the rest."""
    asked = [o for o in walker.conversation.opens if o.topic.startswith(topics)]
    screening = [o for o in asked if o.topic.startswith(SCREENING)]
    return next(reversed(screening or asked), None)


def question(walker: Walker) -> Open | None:
    """The one that a sensible person answers next; menus can wait, and so can the way to be seen.

    A menu is a question in the intake, where the talk cannot go on without it.
    """
    waits = () if walker.conversation.state in ASKED else MENUS
    if walker.conversation.state == "referred":
        waits = (*MENUS, "stopped")
    if walker.conversation.state == "withdrawn":
        return newest(walker, ("welcome",))
    opens = [o for o in walker.conversation.opens if not o.topic.startswith(waits)]
    if any(o.topic == "renew" for o in opens):
        return newest(walker, ("renew",))
    asked = tuple(o.topic for o in opens if not _is_over(walker, o))
    return newest(walker, asked) if asked else None


def _is_over(walker: Walker, asked: Open) -> bool:
    """The morning question of another day: it stands there, and a tap says that it is closed."""
    talk = walker.conversation
    if not asked.topic.startswith("morning.") or talk.zone is None:
        return False
    return told_of(talk, local_day(walker.now, talk.zone)) is None


def answer(walker: Walker, asked: Open, first: str | None = None) -> None:
    codes = [b.code for b in buttons(walker.screens[asked.screen])]
    if SHOW in codes:
        walker.chose(asked.ask, SHOW)
        return
    likes = PREFERRED.get(asked.topic.partition(".")[0], ("no",))
    code = next((c for c in (first, *likes, *_own(walker, asked)) if c in codes), None)
    if code:
        walker.chose(asked.ask, code)
    elif asked.topic == "zone":
        walker.say("Lisbon")
    elif _takes_words(walker, asked) and (value := _value(walker, asked)) is not None:
        walker.say(str(value))
    else:
        walker.chose(asked.ask, "skip" if "skip" in codes else codes[0])


def _takes_words(walker: Walker, asked: Open) -> bool:
    """Words go to what was opened last, a menu too."""
    return walker.conversation.opens[-1] == asked


def _value(walker: Walker, asked: Open) -> object:
    """As it was answered before, or as this persona would."""
    answers: Answers = OWN | {k: v for k, v in walker.conversation.answers.items() if v is not None}
    name = asked.topic.rpartition(".")[2]
    if name == "q_pain_worst":
        return max(answers.get(name, 0), answers.get("q_pain_now", 0))
    return answers.get(name)


def _own(walker: Walker, asked: Open) -> tuple[str, ...]:
    """The taps that say it: the next tick, the next leg, or the one answer."""
    match _value(walker, asked):
        case [int() as left, int() as right]:
            return (f"r.{right}", f"n.{left}")
        case list() as options:
            left = [f"t.{option}" for option in options if option not in asked.picks]
            return (*left, "go", "none")
        case value:
            return (f"o.{value}", f"n.{value}")
