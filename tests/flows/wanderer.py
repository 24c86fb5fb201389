"""Somebody nobody thought of: taps, words, commands and waits, for weeks, drawn from one number.

Rule: the same number is the same walk, and every step of it keeps every promise.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from flows import Conversation
from flows.conversation import Open
from flows.effects import Effect
from flows.events import (
    Blocked,
    Chose,
    Commanded,
    Event,
    Located,
    MomentDue,
    Said,
    Sent,
    Started,
    Unblocked,
)
from flows.understand import COMMANDS
from tests.flows.people import CONTENT
from tests.flows.promises import keep, sessions_suit
from tests.flows.sensible import answer, question
from tests.flows.starts import STARTS, begin
from tests.flows.walker import Walker, buttons

ZONES = ("Europe/Lisbon", "America/New_York", "Asia/Kolkata", "Pacific/Auckland", None)
WORDS: tuple[tuple[str, ...], ...] = (
    ("<b>", "{x}", "&amp;", "🙂", "٣", "²", "1" * 300, "", " ", "\n", "{$x}", "%s", "None", "a.b"),
    tuple(str(n) for n in range(-2, 21)),
    ("3.5", "left 3 right 5", "1, 2", "4/10", "1 3"),
    ("18:00", "6", "7pm Lisbon", "UTC+2", "Springfield", "09:00-17:00", "noon"),
    *[(
        "done", "done 2", "done 5", "done 9", "did half, hurt 6/10", "skipped", "did 3", "no",
        "yes", "yesterday, 2", "fertig 3, Kribbeln schlimmer", "hecho 4", "сделал 1", "later",
        "no pain", "not sure", "skip", "back", "none",
    )] * 3,
    ("I forgot", "no time", "it hurt", "boring", "something else"),
    ("what time?", "why these?", "how many?", "show me the bridge", "help", "hola", "stop"),
    ("change time to 19:00", "remind me at 7", "I moved to Tokyo", "I mistyped", "pause a week"),
    ("numb between my legs", "I felt a pop", "my foot drags", "chest pain", "I want to die"),
)  # fmt: skip
"""One kind is chosen, then one of it."""
LETTERS = "aeinosrtäßñйёж٣²①{}<>&'\"\\/.,:;-+% \n\t\u200b🙂👩‍👧"
LONGEST_COURSE = 160
"""Taps from the first question to the plan, each leg and each tick by itself, with room."""
AT_REST = (
    "welcome", "stopped", "withdrawn", "not_offered", "referred", "program.active",
    "program.paused",
)  # fmt: skip
"""States where nothing has to be answered: the last message says what comes, or what to write."""


class BrokenPromiseError(AssertionError):
    """Of one walk: its number, its beginning, and what was done last."""


@dataclass
class Watched(Walker):
    """A walker whose every step is looked at: promises, the way on, and JSON there and back."""

    done: list[Event] = field(default_factory=list)
    states: Counter[str] = field(default_factory=Counter)
    topics: Counter[str] = field(default_factory=Counter)
    """By the first word."""

    def send(self, event: Event) -> list[Effect]:
        before = self.conversation
        self.done.append(event)
        effects = super().send(event)
        assert self.outcome
        keep(before, event, self.outcome, CONTENT)
        is_forgotten = any(e.kind == "forget" and not e.keep_talk for e in effects)
        assert self.conversation == (Conversation() if is_forgotten else self.outcome.conversation)
        self.look()
        return effects

    def look(self) -> None:
        talk = self.conversation
        self.states[talk.state] += 1
        self.topics.update(o.topic.partition(".")[0] for o in talk.opens)
        sessions_suit(talk, CONTENT)
        there_is_a_way_on(talk)


def there_is_a_way_on(talk: Conversation) -> None:
    """A question on the screen, a prompt to come, or a rest with a way back."""
    if talk.state == "program.active":
        assert talk.blocked or talk.agenda or talk.opens, "nothing will ever come"
    elif talk.state not in AT_REST or talk.state == "referred":
        assert talk.opens, f"nothing to answer in {talk.state}"


def watched(walker: Walker) -> Watched:
    """The same talk, to be led another way."""
    return Watched(
        walker.content, walker.now, walker.conversation, dict(walker.screens), list(walker.last)
    )


class Wanderer:
    def __init__(self, number: int) -> None:
        self.number = number
        self.random = Random(number)
        self.start = STARTS[number % len(STARTS)]
        self.walker = watched(begin(self.start))
        wants_details = number % 4 == 0
        talk = self.walker.conversation.model_copy(update={"details": wants_details})
        self.walker.conversation = talk

    def wander(self, steps: int) -> Watched:
        """Raises BrokenPromiseError."""
        try:
            self.walker.look()
            for doing in self.random.choices(DOINGS, WEIGHTS, k=steps):
                doing(self)
            self.come_to_rest()
        except Exception as error:
            told = [event.model_dump_json()[:200] for event in self.walker.done[-12:]]
            step = len(self.walker.done)
            head = f"walk {self.number}, begun at {self.start!r}, event {step}; the last ones:"
            raise BrokenPromiseError("\n".join([head, *told, repr(error)])) from error
        return self.walker

    def come_to_rest(self) -> None:
        """Who just answers comes to a plan, a referral or a rest, and is not asked on and on."""
        if self.walker.conversation.held:
            self.walker.say("I am here again")
        for _ in range(LONGEST_COURSE):
            asked = question(self.walker)
            if asked is None:
                break
            answer(self.walker, asked)
        talk = self.walker.conversation
        assert question(self.walker) is None, f"asked on and on: {talk.opens}"
        assert talk.state in AT_REST, f"left alone in {talk.state}"

    # What a phone lets a person do.

    def tap(self, says: list[tuple[int, str]]) -> None:
        if says:
            ask, code = self.random.choice(says)
            self.walker.send(Chose(at=self.walker.now, ask=ask, code=code))

    def tap_what_came_last(self) -> None:
        """Mostly the newest screen; now and then an old one, that nobody should tap any more."""
        offers = self.walker.offers()
        self.tap([(say.ask, b.code) for say in offers[-3:] for b in buttons(say)])

    def tap_what_is_open(self) -> None:
        asks = {topic.ask for topic in self.walker.conversation.opens}
        offers = [say for say in self.walker.offers() if say.ask in asks]
        if offers:
            say = self.random.choice(offers)
            self.tap([(say.ask, b.code) for b in buttons(say)])

    def answer(self) -> None:
        """As a persona would, so that the walk gets on."""
        for _ in range(self.random.randint(1, 8)):
            asked = question(self.walker)
            if asked is None:
                return
            answer(self.walker, asked, self.tingling(asked))

    def tingling(self, asked: Open) -> str | None:
        """Now and then it is ticked before the pain, or changed, or taken off again."""
        if asked.topic != "checkin.pain" or self.random.random() < 0.6:
            return None
        return self.random.choice(("g.better", "g.same", "g.worse", "g.none"))

    def go_through_the_moves(self) -> None:
        """From Start on, mostly done; every button of a card now and then."""
        for _ in range(self.random.randint(1, 12)):
            codes = self.on_prompt()
            steps = [c for c in codes if c.startswith(("did.", "card.", "h."))]
            if not steps:
                return
            others = [c for c in codes if c.startswith(("ease.", "hard.", "hurt.", "skip."))]
            often = self.random.random() < 0.75
            code = self.random.choice(steps if often or not others else others)
            asked = next(o for o in self.walker.conversation.opens if o.topic == "prompt")
            self.walker.send(Chose(at=self.walker.now, ask=asked.ask, code=code))

    def on_prompt(self) -> list[str]:
        asked = next((o for o in self.walker.conversation.opens if o.topic == "prompt"), None)
        say = asked and self.walker.screens.get(asked.screen)
        return [b.code for b in buttons(say)] if say else []

    def write(self) -> None:
        text = self.random.choice(self.random.choice(WORDS))
        if self.random.random() < 0.1:
            text = "".join(self.random.choices(LETTERS, k=self.random.randint(1, 40)))
        self.walker.send(Said(at=self.walker.now, text=text))

    def command(self) -> None:
        now, name = self.walker.now, self.random.choice((*COMMANDS, "start", "nothing"))
        self.walker.send(Started(at=now) if name == "start" else Commanded(at=now, name=name))

    def share_place(self) -> None:
        self.walker.send(Located(at=self.walker.now, zone=self.random.choice(ZONES)))

    def send_what_is_not_read(self) -> None:
        what = self.random.choice(("sticker", "voice", "edited", "forwarded"))
        self.walker.send(Sent(at=self.walker.now, what=what))

    def block(self) -> None:
        now = self.walker.now
        self.walker.send(Blocked(at=now))
        self.walker.now += dt.timedelta(hours=self.random.randint(0, 90))
        if self.random.random() < 0.7:
            self.walker.send(Unblocked(at=self.walker.now))

    def wait(self) -> None:
        """Moment by moment, as the clock does; a circle would never end."""
        days = self.random.randint(1, 4)
        end = self.walker.now + dt.timedelta(days=days)
        for _ in range((days + 1) * 8):
            due = self.walker.conversation.due_at
            if due is None or due > end:
                break
            self.walker.now = max(self.walker.now, due)
            self.walker.send(MomentDue(at=self.walker.now))
        else:
            raise AssertionError(f"too many due moments: {self.walker.conversation.agenda}")
        self.walker.now = end

    def wait_for_one(self) -> None:
        if self.walker.conversation.due_at:
            self.walker.now = max(self.walker.now, self.walker.conversation.due_at)
            self.walker.send(MomentDue(at=self.walker.now))

    def sleep(self) -> None:
        """The machine was off: what came due meanwhile comes late, as one event."""
        self.walker.now += dt.timedelta(hours=self.random.randint(1, 40))
        due = self.walker.conversation.due_at
        if due is not None and due <= self.walker.now:
            self.walker.send(MomentDue(at=self.walker.now))


Doing = Callable[[Wanderer], None]
HOW_OFTEN: dict[Doing, int] = {
    Wanderer.tap_what_came_last: 4,
    Wanderer.tap_what_is_open: 6,
    Wanderer.answer: 3,
    Wanderer.go_through_the_moves: 2,
    Wanderer.write: 5,
    Wanderer.command: 3,
    Wanderer.share_place: 1,
    Wanderer.send_what_is_not_read: 1,
    Wanderer.block: 1,
    Wanderer.wait: 2,
    Wanderer.wait_for_one: 4,
    Wanderer.sleep: 2,
}
DOINGS, WEIGHTS = tuple(HOW_OFTEN), tuple(HOW_OFTEN.values())
