"""Recorded talks: what a person does, and what the bot says to it, as a chat to read.

A file has `about`, `starts` (a moment in UTC), `zone` (in which times are shown) and `talk`, a list
of steps. A step is one thing that a person does, or a wait:

    tap: I agree              the newest button with this label
    say: 18:00 Lisbon         words
    command: /plan            a command, /start too
    locate: Europe/Lisbon     a place is shared
    send: sticker             something that is not read
    wait: next                until the next due moment
    until: 2026-01-08 20:00   local time; every due moment before it comes, one by one

`bot` is what comes of it: "»" begins a new message, "~" an edit of one already there, a line in
(...) a note of ours or a picture, [labels] are buttons.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml

from flows import Conversation
from flows.effects import Effect, Figure, Hush, Record, Say, Toast
from flows.events import MomentDue
from tests.flows.people import CONTENT
from tests.flows.promises import keep, sessions_suit
from tests.flows.walker import Walker

FOLDER = Path(__file__).parents[1] / "talks"
DOINGS = ("tap", "say", "command", "locate", "send", "wait", "until")
Step = dict[str, Any]


class Recorder(Walker):
    """A walker whose every step is checked against the promises too."""

    def send(self, event: Any) -> list[Effect]:
        before = self.conversation
        effects = super().send(event)
        assert self.outcome
        keep(before, event, self.outcome, CONTENT)
        sessions_suit(self.outcome.conversation, CONTENT)
        return effects


class Talk:
    """A file, and the talk that it leads."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.data: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
        self.zone = ZoneInfo(self.data["zone"])
        starts = dt.datetime.fromisoformat(self.data["starts"]).replace(tzinfo=dt.UTC)
        self.walker = Recorder(CONTENT, starts, Conversation())

    def replay(self) -> list[Step]:
        """The steps as they are, with what the bot says now."""
        return [self._with_answer(step) for step in self.data["talk"]]

    def _with_answer(self, step: Step) -> Step:
        name, value = next((n, step[n]) for n in DOINGS if n in step)
        match name:
            case "tap":
                lines = self._shown(self.walker.tap(value))
            case "say":
                lines = self._shown(self.walker.say(value))
            case "command":
                start = value == "/start"
                did = self.walker.start() if start else self.walker.command(value)
                lines = self._shown(did)
            case "locate":
                lines = self._shown(self.walker.locate(value))
            case "send":
                lines = self._shown(self.walker.sends(value))
            case "wait":
                lines = self._due()
            case _:
                lines = self._until(value)
        return {name: value, "bot": "\n".join(lines)}

    def _until(self, value: str) -> list[str]:
        end = dt.datetime.fromisoformat(value).replace(tzinfo=self.zone).astimezone(dt.UTC)
        assert end > self.walker.now, f"{value} is over"
        lines: list[str] = []
        while (due := self.walker.conversation.due_at) is not None and due <= end:
            lines += self._due()
        self.walker.now = end
        return lines or ["(silence)"]

    def _due(self) -> list[str]:
        due = self.walker.conversation.due_at
        assert due is not None, "nothing is due"
        self.walker.now = max(self.walker.now, due)
        effects = self.walker.send(MomentDue(at=self.walker.now))
        time = f"({self.walker.now.astimezone(self.zone):%a %-d %b %H:%M})"
        return [time, *(self._shown(effects) or ["(nothing)"])]

    def _shown(self, effects: list[Effect]) -> list[str]:
        lines: list[str] = []
        for effect in effects:
            match effect:
                case Say():
                    lines += self._message(effect)
                case Toast():
                    lines.append(f"(toast: {self.walker.text(effect.text)})")
                case Record():
                    lines.append(f"(noted: {effect.what})")
                case Hush():
                    pass  # of the outbox; nobody reads it
                case _:
                    lines.append(f"({effect.kind})")
        return lines

    def _message(self, say: Say) -> list[str]:
        is_new = any(say is each for each in self.walker.fresh)
        mark = "» (silent)" if is_new and say.silent else "»" if is_new else "~"
        drawn = [*pictures(say), *(line.rstrip() for line in self.walker.drawn(say).split("\n"))]
        rows = [" ".join(f"[{self.walker.text(b.label)}]" for b in row) for row in say.buttons]
        first, *rest = [*drawn, *rows]
        return [f"{mark} {first}".rstrip(), *(f"  {line}".rstrip() for line in rest)]


def pictures(say: Say) -> list[str]:
    """What stands above the lines."""
    if say.album:
        return [f"(pictures: {', '.join(say.album)})"]
    if say.picture is None:
        return []
    shown = say.picture.id if isinstance(say.picture, Figure) else say.picture.kind
    return [f"(picture: {shown})"]


def write(talk: Talk, steps: list[Step]) -> None:
    """The file anew; what the person does stays as it was."""
    head = {name: talk.data[name] for name in ("about", "starts", "zone")}
    parts = [yaml.safe_dump(head, sort_keys=False, allow_unicode=True, width=1000), "talk:\n"]
    for step in steps:
        name, value = next(iter(step.items()))
        done = yaml.safe_dump({name: value}, allow_unicode=True, width=1000).strip()
        said = "\n".join(f"    {line}".rstrip() for line in step["bot"].split("\n"))
        parts.append(f"\n- {done}\n  bot: |-\n{said}\n")
    talk.path.write_text("".join(parts), "utf-8")
