"""People that nobody thought of: random taps, words, commands and waits, for weeks."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from flows import advance
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
from tests.flows.people import CONTENT, PERSONAS, SCORED
from tests.flows.promises import keep, sessions_suit
from tests.flows.situations import at_start, greeted
from tests.flows.walker import Walker, buttons

ZONES = ("Europe/Lisbon", "America/New_York", "Asia/Kolkata", "Pacific/Auckland", None)
JUNK = st.text(max_size=40) | st.sampled_from(("<b>", "{x}", "&amp;", "🙂", "٣", "²", "1" * 300))
NUMBERS = st.integers(-2, 20).map(str) | st.sampled_from(("3.5", "left 3 right 5", "1, 2", "4/10"))
TIMES = st.sampled_from(("18:00", "6", "7pm Lisbon", "UTC+2", "Springfield", "09:00-17:00", "noon"))
REPORTS = st.sampled_from(
    ("done", "done 2", "done 5", "done 9", "did half, hurt 6/10", "skipped", "did 3", "no", "yes",
     "yesterday, 2", "fertig 3, Kribbeln schlimmer", "hecho 4", "сделал 1", "later", "no pain")
)  # fmt: skip
DANGER = st.sampled_from(
    ("numb between my legs", "I felt a pop", "my foot drags", "chest pain", "I want to die")
)
WORDS = st.one_of(JUNK, NUMBERS, NUMBERS, TIMES, REPORTS, REPORTS, REPORTS, DANGER)
ANSWERS = PERSONAS["p4_shared"]["answers"]


class Person(RuleBasedStateMachine):
    """Does anything that a phone lets a person do."""

    walker: Walker

    @initialize(start=st.sampled_from((None, None, *SCORED)))
    def begin(self, start: str | None) -> None:
        """Half of them are through the intake already, so that the days are walked too."""
        self.walker = greeted() if start is None else at_start()
        if start is not None:
            self.walker.intake(PERSONAS[start]["answers"])

    def do(self, event: Event) -> None:
        before = self.walker.conversation
        keep(before, event, advance(before, event, CONTENT), CONTENT)
        self.walker.send(event)

    @rule(data=st.data())
    def tap(self, data: st.DataObject) -> None:
        """Mostly the newest screen; now and then an old one, that nobody should tap any more."""
        offers = self.walker.offers()[-3:]
        codes = [(say.ask, button.code) for say in offers for button in buttons(say)]
        if codes:
            ask, code = data.draw(st.sampled_from(codes[::-1]))
            self.do(Chose(at=self.walker.now, ask=ask, code=code))

    @rule(data=st.data())
    def tap_what_is_open(self, data: st.DataObject) -> None:
        asks = {topic.ask for topic in self.walker.conversation.opens}
        offers = [say for say in self.walker.offers() if say.ask in asks]
        codes = [(say.ask, button.code) for say in offers for button in buttons(say)]
        if codes:
            ask, code = data.draw(st.sampled_from(codes[::-1]))
            self.do(Chose(at=self.walker.now, ask=ask, code=code))

    @precondition(lambda self: self.walker.open_topic().startswith("q."))
    @rule(questions=st.integers(1, 12))
    def answer(self, questions: int) -> None:
        """As a persona would, so that the walk gets on."""
        for _ in range(questions):
            topic = self.walker.open_topic()
            question = CONTENT.questions.get(topic.removeprefix("q."))
            if question is None or self.walker.conversation.opens[-1].picks:
                return
            if question.id in ANSWERS or question.skippable:
                self.walker.answer(question.id, ANSWERS)

    @rule(text=WORDS)
    def write(self, text: str) -> None:
        self.do(Said(at=self.walker.now, text=text))

    @rule(name=st.sampled_from((*COMMANDS, "start", "nothing")))
    def command(self, name: str) -> None:
        now = self.walker.now
        self.do(Started(at=now) if name == "start" else Commanded(at=now, name=name))

    @rule(zone=st.sampled_from(ZONES))
    def share_place(self, zone: str | None) -> None:
        self.do(Located(at=self.walker.now, zone=zone))

    @rule(what=st.sampled_from(("sticker", "voice", "edited")))
    def send_what_is_not_read(self, what: str) -> None:
        self.do(Sent(at=self.walker.now, what=what))

    @rule(blocks=st.booleans())
    def block(self, *, blocks: bool) -> None:
        now = self.walker.now
        self.do(Blocked(at=now) if blocks else Unblocked(at=now))

    @precondition(lambda self: self.walker.conversation.due_at)
    @rule(days=st.integers(1, 4))
    def wait(self, days: int) -> None:
        """Moment by moment, as the clock does; a circle would never end."""
        end = self.walker.now + dt.timedelta(days=days)
        for _ in range(days * 8):
            due = self.walker.conversation.due_at
            if due is None or due > end:
                break
            self.walker.now = max(self.walker.now, due)
            self.do(MomentDue(at=self.walker.now))
        else:
            raise AssertionError(f"too many due moments: {self.walker.conversation.agenda}")
        self.walker.now = end

    @rule(hours=st.integers(1, 40))
    def sleep(self, hours: int) -> None:
        """The machine was off: what came due meanwhile comes late, as one event."""
        self.walker.now += dt.timedelta(hours=hours)
        due = self.walker.conversation.due_at
        if due is not None and due <= self.walker.now:
            self.do(MomentDue(at=self.walker.now))

    @invariant()
    def moves_suit_the_person(self) -> None:
        sessions_suit(self.walker.conversation, CONTENT)

    @invariant()
    def there_is_a_way_on(self) -> None:
        """A question on the screen, a prompt to come, or a rest with a way back."""
        talk = self.walker.conversation
        match talk.state:
            case "welcome" | "stopped" | "not_offered" | "program.paused":
                return  # /start or /resume leads on, and the last message says so
            case "program.active":
                assert talk.blocked or talk.due_at or talk.opens, "nothing will ever come"
            case _:
                assert talk.opens, f"nothing to answer in {talk.state}"


SHORT = settings(
    max_examples=150, stateful_step_count=60, deadline=None, derandomize=True,
    suppress_health_check=list(HealthCheck), phases=[Phase.explicit, Phase.generate],
)  # fmt: skip
"""Always the same walks, within half a minute; without shrinking, which takes minutes."""
LONG = settings(SHORT, max_examples=1000, stateful_step_count=120, derandomize=False)


def test_a_random_walk_keeps_every_promise() -> None:
    run_state_machine_as_test(Person, settings=SHORT)


@pytest.mark.slow
def test_a_long_random_walk_keeps_every_promise() -> None:
    run_state_machine_as_test(Person, settings=LONG)
