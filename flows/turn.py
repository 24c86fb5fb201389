"""Turn: one snapshot, one event, what comes of them; made for an event and thrown away.

Rule: a Turn keeps screens and the snapshot in step, and knows nothing of what is talked about.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel, ConfigDict

from flows.conversation import Conversation, Open
from flows.effects import Button, Effect, Hush, Lane, Picture, Record, Say, Text, Toast

if TYPE_CHECKING:
    from content.load import Content
    from flows.events import Event

Found = TypeVar("Found")
Rows = tuple[tuple[Button, ...], ...]


class Outcome(BaseModel):
    """The next snapshot, and what should happen, in order."""

    model_config = ConfigDict(frozen=True)
    conversation: Conversation
    effects: tuple[Effect, ...] = ()


class Screen(BaseModel):
    """What an open topic looks like."""

    model_config = ConfigDict(frozen=True)
    lines: tuple[Text, ...]
    rows: Rows = ()
    picture: Picture | None = None


Drawer = Callable[["Turn", Open], Screen]
"""Draws an open topic from the snapshot alone, so that it can be shown again at any time."""


class Turn:
    """The model that the state machine moves; `state` is what it reads and writes."""

    def __init__(
        self, conversation: Conversation, event: Event, content: Content, draw: Drawer
    ) -> None:
        self.state = conversation.state
        self._drawer = draw
        self.conversation = conversation
        self.event = event
        self.content = content
        self.effects: list[Effect] = []
        self.opened: Open | None = None
        """The open topic that the event speaks to."""
        self.value: Any = None
        """What the event says to it, once understood."""
        self.was_held = False
        """This event is the first word after words of self-harm."""
        self.zone: str | None = None
        """A zone that was named along with a time."""
        self.lead: list[Text] = []
        """Lines that stand first on the next screen."""
        self.under: dict[int, tuple[Text, ...]] = {}
        """Those of the screens that this event has drawn, by their ask."""
        self._asked_of: tuple[Conversation, Any] | None = None
        self._found: dict[Callable[[Turn], Any], Any] = {}

    @property
    def at(self) -> dt.datetime:
        return self.event.at

    @property
    def tapped(self) -> bool:
        return self.event.kind == "chose"

    def once(self, work: Callable[[Turn], Found]) -> Found:
        """What several guards ask of the same snapshot and value, worked out for the first."""
        asked = self._asked_of
        if asked is None or asked[0] is not self.conversation or asked[1] is not self.value:
            self._asked_of, self._found = (self.conversation, self.value), {}
        if work not in self._found:
            self._found[work] = work(self)
        found: Found = self._found[work]
        return found

    def put(self, **changes: Any) -> None:
        self.conversation = self.conversation.model_copy(update=changes)

    def answer(self, question: str, value: Any) -> None:
        self.put(answers={**self.conversation.answers, question: value})

    def say(self, *lines: Text, rows: Rows = (), lane: Lane = "reply", **say: Any) -> None:
        """A plain message, never edited."""
        lines = (*self.lead, *lines)
        self.lead = []
        self.effects.append(Say(lines=lines, buttons=rows, lane=lane, **say))

    def toast(self, key: str, **values: Any) -> None:
        self.effects.append(Toast(text=Text(key=key, values=values)))

    def hush(self) -> None:
        """What waits in the outbox unasked is not sent any more."""
        self.effects.append(Hush())

    def record(self, record: Record) -> None:
        self.effects.append(record)

    def show(
        self,
        topic: str,
        picks: Sequence[str] = (),
        **say: Any,
    ) -> None:
        """Open a topic: on the screen that was tapped, else as a new message."""
        old = self.opened
        edit = old is not None and self.tapped
        new = Open(
            ask=self.conversation.next_ask,
            screen=old.screen if old and edit else self.conversation.next_screen,
            topic=topic,
            picks=tuple(picks),
        )
        self._replace(old, new, new_screen=not edit)
        self._draw(new, **say)
        self.opened = None

    def redraw(self, picks: Sequence[str]) -> None:
        """The same showing with other ticks or another view; its buttons stay valid."""
        old = self.opened
        assert old is not None
        self.keep_under(old)
        new = old.model_copy(update={"picks": tuple(picks), "under": None})
        self.put(opens=tuple(new if o.ask == old.ask else o for o in self.conversation.opens))
        self._draw(new)

    def keep_under(self, *topics: Open) -> None:
        """What a cover has hidden so far stands first on the next screen."""
        unseen = (line for topic in topics for line in topic.under or ())
        self.lead[:0] = [line for line in unseen if line not in self.lead]

    def collapse(self, *lines: Text) -> None:
        """Leave only these lines of the screen that was answered by typing."""
        if self.opened and not self.tapped:
            self.effects.append(Say(lines=lines, screen=self.opened.screen, edit_only=True))

    def finish(self, *lines: Text, rows: Rows = (), picture: Picture | None = None) -> None:
        """Close the topic; its screen keeps these lines (a new message when it was typed)."""
        old = self.opened
        if old is None or not self.tapped:
            if old is not None:
                self.close(old)
            self.say(*lines, rows=rows, picture=picture)
            return
        self._replace(old, None)
        lines = (*self.lead, *lines)
        self.lead = []
        self.effects.append(Say(lines=lines, screen=old.screen, buttons=rows, picture=picture))
        self.opened = None

    def close(self, topic: Open) -> None:
        """Nobody can answer it any more."""
        self.put(opens=tuple(o for o in self.conversation.opens if o.ask != topic.ask))

    def close_all(self, prefixes: tuple[str, ...], line: Text) -> None:
        """Other open topics of these kinds end; their screens keep this line and no buttons."""
        for topic in self.conversation.opens:
            if topic != self.opened and topic.topic.startswith(prefixes):
                self.close(topic)
                self.effects.append(
                    Say(lines=(line,), screen=topic.screen, lane="bulk", edit_only=True)
                )

    def _replace(self, old: Open | None, new: Open | None, *, new_screen: bool = False) -> None:
        rest = tuple(
            o
            for o in self.conversation.opens
            if not (old and o.ask == old.ask) and not (new and o.topic == new.topic)
        )
        self.put(
            opens=(*rest, new) if new else rest,
            next_ask=self.conversation.next_ask + (1 if new else 0),
            next_screen=self.conversation.next_screen + (1 if new_screen else 0),
        )

    def drawn(self, topic: Open) -> Screen:
        """What it looks like now."""
        return self._drawer(self, topic)

    def _draw(self, topic: Open, **say: Any) -> None:
        """Unasked without its picture, which a locked screen would show (trust spec P11)."""
        screen = self.drawn(topic)
        is_asked_for = say.get("lane", "reply") == "reply"
        lines = (*self.lead, *screen.lines)
        self.under[topic.ask] = tuple(self.lead)
        self.lead = []
        how = {"picture": screen.picture if is_asked_for else None, **say}
        self.effects.append(
            Say(lines=lines, buttons=screen.rows, screen=topic.screen, ask=topic.ask, **how)
        )
