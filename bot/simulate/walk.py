"""One virtual person before the pure talk, on a virtual clock.

Rule: jumps to the next due moment or the person's next act, whichever is first; no step waits.
"""

from __future__ import annotations

import datetime as dt
import traceback
from collections import Counter, deque
from collections.abc import Callable
from typing import NamedTuple

from bot.simulate.acts import Act, Show, Sight, Tap
from bot.simulate.answers import answer
from bot.simulate.invariants import LARGEST_SNAPSHOT, BreachError, Watch
from bot.simulate.own import View, own_act
from bot.simulate.people import DAY, Person, draw_person
from bot.simulate.talk import Step, draw_talk
from bot.simulate.tally import Tally
from content.load import Content
from flows import Conversation, advance
from flows.conversation import Open
from flows.effects import Forget, Say
from flows.events import Chose, Event, Located, MomentDue, Said, Started
from flows.parts import SHOW
from flows.turn import Outcome

TOLD_STEPS = 30
MOST_SHOWINGS = 40
"""Of one topic a day, before a person puts the phone away."""
WEEK = dt.timedelta(days=7)
SCREENS_KEPT = 8


Advance = Callable[[Conversation, Event, Content], Outcome]


class Failure(NamedTuple):
    number: int
    rule: str
    sentence: str
    talk: str


class Answering(NamedTuple):
    """What a person has seen and will answer."""

    at: dt.datetime
    ask: int


class Walk:
    def __init__(
        self,
        person: Person,
        content: Content,
        *,
        weeks: int,
        tell_all: bool = False,
        step: Advance = advance,
    ) -> None:
        self.person = person
        self.step = step
        self.content = content
        self.end = person.starts_at + WEEK * weeks
        self.now = person.starts_at
        self.conversation = Conversation()
        self.tally = Tally(person, weeks)
        self.watch = Watch(content)
        self.steps: deque[Step] = deque(maxlen=None if tell_all else TOLD_STEPS)
        self.screens: dict[int, Say] = {}
        """What stands on the last logical screens."""
        self.answering: Answering | None = None
        self.own_at = self.now + DAY
        self.stored_at = self.now
        self.shown: Counter[tuple[dt.date, str]] = Counter()
        self.is_over = False

    # The clock.

    def run(self) -> Failure | None:
        try:
            self._live()
        except BreachError as breach:
            return Failure(self.person.number, breach.rule, str(breach), self.talk())
        except Exception as error:  # noqa: BLE001 - whatever the talk raises is what we look for
            told = "".join(traceback.format_exception(error)[-6:])
            talk = f"{self.talk()}\n{told}"
            return Failure(self.person.number, "raised", f"{type(error).__name__}: {error}", talk)
        return None

    def talk(self) -> str:
        return draw_talk(self.steps, self.content)

    def _live(self) -> None:
        self.send(Started(at=self.now, language="en"))
        while not self.is_over and (coming := self._next_at()) < self.end:
            self.now = max(self.now, coming)
            self.person.live_until(self.now)
            self._happen()
        self.tally.close(self.conversation, self.end)

    def _next_at(self) -> dt.datetime:
        due = self.conversation.due_at or self.end
        at = min(due, self.own_at, self.answering.at if self.answering else self.end)
        off, on_again = self.person.outage
        return on_again if off <= at < on_again else at

    def _happen(self) -> None:
        if self.conversation.due_at and self.conversation.due_at <= self.now:
            self.send(MomentDue(at=self.now))
        elif self.answering and self.answering.at <= self.now:
            self._answer(self.answering.ask)
        else:
            self._take_up_phone()

    # What the person does.

    def _answer(self, ask: int) -> None:
        self.answering = None
        note = self.conversation.note
        if note and note.ask == ask:
            self.send(Chose(at=self.now, ask=ask, code=SHOW))
            return
        topic = next((o for o in self.conversation.opens if o.ask == ask), None)
        say = self.screens.get(topic.screen) if topic else None
        if topic is None or say is None:
            return
        act = answer(self.person, Sight(say, topic, self.content))
        event = self._event(act, say)
        self.send(event)
        if self.person.chance(0.003) and not self.is_over:  # a double tap, a message sent twice
            self.send(event)

    def _event(self, act: Act, say: Say) -> Event:
        if isinstance(act, Tap):
            return Chose(at=self.now, ask=say.ask, code=act.code)
        if isinstance(act, Show):
            return Located(at=self.now, zone=act.zone)
        return Said(at=self.now, text=act.text)

    def _take_up_phone(self) -> None:
        """Once a day, at another time each day."""
        self.own_at = self.now.replace(minute=0) + DAY * self.person.dice.uniform(0.6, 1.4)
        view = View(self.now, self.conversation, tuple(self.screens.values()))
        event = own_act(self.person, view)
        if event:
            self.send(event)

    # What comes of it.

    def send(self, event: Event) -> None:
        before = self.conversation
        zone = before.zone or "UTC"
        self.steps.append(Step(event, (), zone, before.state))
        outcome = self.step(before, event, self.content)
        self.steps[-1] = Step(event, outcome.effects, zone, outcome.conversation.state)
        self.conversation = outcome.conversation
        self.tally.note(before, event, outcome, self.watch.screens)
        self.watch.look(before, event, outcome)
        if any(isinstance(effect, Forget) for effect in outcome.effects):
            self.is_over = True
        self._see([e for e in outcome.effects if isinstance(e, Say)], event)
        if self.now - self.stored_at >= WEEK:
            self._store()

    def _store(self) -> None:
        """Through JSON and back, as after every event of the real bot."""
        self.stored_at = self.now
        stored = self.conversation.model_dump_json()
        again = Conversation.model_validate_json(stored)
        if again != self.conversation:
            raise BreachError("stored", "the snapshot is not the same after it was stored")
        if len(stored) > LARGEST_SNAPSHOT:
            raise BreachError("stored", f"the snapshot has {len(stored)} bytes")
        self.conversation = again

    def _see(self, says: list[Say], event: Event) -> None:
        for say in says:
            if say.screen is not None:
                self.screens.pop(say.screen, None)
                self.screens[say.screen] = say
        while len(self.screens) > SCREENS_KEPT:
            del self.screens[next(iter(self.screens))]
        asks = {say.ask for say in says if say.ask and not say.edit_only}
        asked = [o for o in self.conversation.opens if o.ask in asks]
        note = self.conversation.note
        if asked:
            self.answering = self._will_answer(asked[-1], unasked=event.kind == "moment_due")
        elif note and note.ask in asks and self.answering is None:
            self.answering = self._will_look(note.ask)

    def _will_answer(self, topic: Open, *, unasked: bool) -> Answering | None:
        """Within the talk after seconds; a message out of the blue after minutes or hours."""
        person, dice = self.person, self.person.dice
        if self.now < person.silent_until or self._is_tired_of(topic):
            return None
        if unasked:
            return Answering(self._later(), topic.ask) if self._reports(topic) else None
        if topic.topic == "stopped" and not self._was_seen() and not person.chance(0.2):
            return None
        delay = dt.timedelta(seconds=dice.uniform(4, 40))
        if person.chance(0.01):
            delay = dt.timedelta(hours=dice.uniform(1, 40))
        return Answering(self.now + delay, topic.ask)

    def _will_look(self, ask: int) -> Answering | None:
        """At what asks nothing: a break, or the week in short."""
        is_there = self.now >= self.person.silent_until
        looks = is_there and self.person.chance(self.person.habits.reports)
        return Answering(self._later(), ask) if looks else None

    def _later(self) -> dt.datetime:
        delay = dt.timedelta(seconds=60 + self.person.dice.expovariate(1 / 6000))
        return self.now + delay

    def _reports(self, topic: Open) -> bool:
        chance = self.person.habits.reports
        return self.person.chance(chance if topic.topic != "stopped" else 0.6)

    def _was_seen(self) -> bool:
        return self.person.seen_on is not None and self.person.today >= self.person.seen_on

    def _is_tired_of(self, topic: Open) -> bool:
        key = (self.now.date(), topic.topic)
        self.shown[key] += 1
        return self.shown[key] > MOST_SHOWINGS


def walk(seed: int, number: int, content: Content, *, weeks: int, tell_all: bool = False) -> Walk:
    return Walk(draw_person(seed, number), content, weeks=weeks, tell_all=tell_all)
