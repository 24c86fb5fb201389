"""A person in front of the pure talk: taps what is on the screen, writes, lets time pass.

Every step turns the snapshot into JSON and back, as the store does.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from html import unescape
from typing import Any

from content.load import Content
from flows import Conversation, Outcome, advance
from flows.effects import Button, Effect, Forget, Record, Say, Toast
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
from flows.words import draw

Answers = dict[str, Any]


@dataclass
class Walker:
    content: Content
    now: dt.datetime
    conversation: Conversation = field(default_factory=lambda: Conversation(details=True))
    """What comes unasked is said in full; with a plain Conversation it waits below covers."""
    screens: dict[int, Say] = field(default_factory=dict)
    """What stands on each logical screen."""
    last: list[Effect] = field(default_factory=list)
    fresh: list[Say] = field(default_factory=list)
    """Of the last event: those that are a new message in the chat, and no edit."""
    records: list[Record] = field(default_factory=list)
    outcome: Outcome | None = None
    """Of the last event."""

    def send(self, event: Event) -> list[Effect]:
        outcome = self.outcome = advance(self.conversation, event, self.content)
        self.conversation = Conversation.model_validate_json(outcome.conversation.model_dump_json())
        self.last = list(outcome.effects)
        self.fresh = []
        for effect in self.last:
            if isinstance(effect, Say):
                self._put(effect)
            if isinstance(effect, Record):
                self.records.append(effect)
            if isinstance(effect, Forget):
                kept = self.conversation
                self.conversation = kept if effect.keep_talk else Conversation()
                self.records.clear()
        return self.last

    def _put(self, say: Say) -> None:
        """A text cannot be edited into a picture, nor a picture into a text: it comes anew."""
        old = self.screens.get(say.screen) if say.screen is not None else None
        turns = old is not None and (old.picture is None) != (say.picture is None)
        if not say.edit_only and (old is None or turns):
            self.fresh.append(say)
        if say.screen is not None:
            stays = {"picture": old.picture} if old and say.edit_only else {}
            self.screens[say.screen] = say.model_copy(update=stays)

    # What a person does.

    def start(self) -> list[Effect]:
        return self.send(Started(at=self.now, language="en"))

    def command(self, line: str) -> list[Effect]:
        name, _, rest = line.removeprefix("/").partition(" ")
        return self.send(Commanded(at=self.now, name=name, argument=rest))

    def say(self, text: str) -> list[Effect]:
        return self.send(Said(at=self.now, text=text))

    def tap(self, label: str) -> list[Effect]:
        """The newest button that shows this label."""
        for say in reversed(self.offers()):
            for button in buttons(say):
                if self.text(button.label) == label:
                    return self.send(Chose(at=self.now, ask=say.ask, code=button.code))
        shown = [self.text(b.label) for s in self.offers() for b in buttons(s)]
        raise AssertionError(f"no button {label!r} among {shown}")

    def press(self, code: str) -> list[Effect]:
        """The newest button with this code."""
        for say in reversed(self.offers()):
            if any(button.code == code for button in buttons(say)):
                return self.send(Chose(at=self.now, ask=say.ask, code=code))
        raise AssertionError(f"no button with code {code!r}")

    def tap_forged(self, code: str) -> list[Effect]:
        """A code that the open question did not offer."""
        return self.send(Chose(at=self.now, ask=self.conversation.opens[-1].ask, code=code))

    def close_morning(self) -> None:
        """If the morning is still asked about: skipped."""
        if any(o.topic == "morning.pain" for o in self.conversation.opens):
            self.press("skip")

    def blocks(self) -> list[Effect]:
        return self.send(Blocked(at=self.now))

    def unblocks(self) -> list[Effect]:
        return self.send(Unblocked(at=self.now))

    def chose(self, ask: int, code: str) -> list[Effect]:
        """Any tap, of an old screen or a forged one too."""
        return self.send(Chose(at=self.now, ask=ask, code=code))

    def locate(self, zone: str | None) -> list[Effect]:
        return self.send(Located(at=self.now, zone=zone))

    def flies(self, zone: str) -> list[Effect]:
        """Shares where they are now, and says yes to its time."""
        effects = self.locate(zone)
        if self.open_topic() == "here":
            effects = [*effects, *self.press("yes")]
            self.last = effects
        return effects

    def sends(self, what: str) -> list[Effect]:
        return self.send(Sent(at=self.now, what=what))

    # Time.

    def wait(self) -> list[Effect]:
        """Until the next due moment."""
        due = self.conversation.due_at
        assert due is not None, "nothing is due"
        self.now = max(self.now, due)
        return self.send(MomentDue(at=self.now))

    def pass_until(self, moment: dt.datetime) -> list[Effect]:
        """Every due moment up to then, one by one."""
        effects: list[Effect] = []
        while (due := self.conversation.due_at) is not None and due <= moment:
            effects += self.wait()
        self.now = max(self.now, moment)
        return effects

    # What the person sees.

    def said_buttons(self) -> list[str]:
        """The labels below what the bot said last."""
        says = [e for e in self.last if isinstance(e, Say)]
        return [self.text(b.label) for say in says for b in buttons(say)]

    def text(self, text: Any) -> str:
        return unescape(re.sub(r"<[^>]+>", "", draw(text, self.content, "en")))

    def drawn(self, say: Say) -> str:
        return "\n".join(self.text(line) for line in say.lines)

    def said(self) -> str:
        """All that the bot said last."""
        return "\n---\n".join(self.drawn(e) for e in self.last if isinstance(e, Say))

    def toasts(self) -> list[str]:
        return [self.text(e.text) for e in self.last if isinstance(e, Toast)]

    def offers(self) -> list[Say]:
        """Messages whose buttons can be tapped, the newest last."""
        plain = [e for e in self.last if isinstance(e, Say) and e.screen is None]
        return [*self.screens.values(), *plain]

    def open_topic(self) -> str:
        return self.conversation.opens[-1].topic if self.conversation.opens else ""

    # A whole intake, by tapping.

    def intake(self, answers: Answers, zone: str = "Europe/Lisbon") -> None:
        """From /start to the plan, or to where a stop ends it."""
        self.start()
        self.press("agree")
        self.answer_all(answers)
        if self.open_topic() == "fork":
            self.press("now")
            self.answer_all(answers)
        if self.open_topic() == "review":
            self.press("go")
        if self.open_topic() == "result":
            self.press("set_up")
            self.answer_all(answers)
        if self.open_topic() == "zone":
            self.locate(zone)
        if self.open_topic() == "proposal":
            self.press("accept")

    def answer_all(self, answers: Answers) -> None:
        while self.open_topic().startswith("q."):
            self.answer(self.open_topic().removeprefix("q."), answers)

    def answer(self, question: str, answers: Answers) -> None:
        """One question, by tap where a tap can say it."""
        value = answers.get(question)
        kind = self.content.questions[question].type
        codes = {b.code for s in self.offers() for b in buttons(s)}
        match value:
            case None:
                self.press("skip")
            case []:
                self.press("none")
            case [int() as left, int() as right] if kind == "lr":
                self.press(f"n.{left}")
                self.press(f"r.{right}")
            case list():
                for option in value:
                    self.press(f"t.{option}")
                self.press("go")
            case int() | float() if f"n.{value}" in codes:
                self.press(f"n.{value}")
            case str() if kind == "single":
                self.press(f"o.{value}")
            case _:
                self.say(str(value))


def buttons(say: Say) -> list[Button]:
    return [button for row in say.buttons for button in row]
