"""The last steps of a talk as text, as one would read them over a person's shoulder."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import unescape
from typing import NamedTuple
from zoneinfo import ZoneInfo

from content.load import Content
from flows.effects import Effect, Say, Text, Toast
from flows.events import Event
from flows.words import draw


class Step(NamedTuple):
    event: Event
    effects: tuple[Effect, ...]
    zone: str
    state: str
    """After it."""


def draw_talk(steps: Iterable[Step], content: Content) -> str:
    labels: dict[tuple[int, str], str] = {}
    lines: list[str] = []
    for step in steps:
        at = step.event.at.astimezone(ZoneInfo(step.zone))
        lines.append(f"{at:%a %Y-%m-%d %H:%M:%S}  {_event(step.event, labels)}  [{step.state}]")
        lines += [f"    {line}" for e in step.effects for line in _effect(e, labels, content)]
    return "\n".join(lines)


def _event(event: Event, labels: dict[tuple[int, str], str]) -> str:
    match event.kind:
        case "chose":
            label = labels.get((event.ask, event.code), "an older button")
            return f"> taps {label!r} ({event.ask}:{event.code})"
        case "said":
            return f"> writes {event.text!r}"
        case "commanded":
            return f"> writes '/{event.name}'"
        case "located":
            return f"> shares a place in {event.zone}"
        case "moment_due":
            return "a moment is due"
        case _:
            return f"> {event.kind}"


def _effect(effect: Effect, labels: dict[tuple[int, str], str], content: Content) -> Iterator[str]:
    match effect:
        case Say():
            tidied = " (tidied)" if effect.edit_only else ""
            mark = f"bot #{effect.screen}{tidied}: " if effect.screen else "bot: "
            yield mark + " / ".join(text for line in effect.lines if (text := plain(line, content)))
            for row in effect.buttons:
                for button in row:
                    labels[effect.ask, button.code] = plain(button.label, content)
            if effect.buttons:
                names = [plain(b.label, content) for row in effect.buttons for b in row]
                yield "     " + " ".join(f"[{name}]" for name in names)
        case Toast():
            yield f"toast: {plain(effect.text, content)}"
        case _:
            yield f"({effect.kind}{f': {effect.what}' if effect.kind == 'record' else ''})"


def plain(text: Text, content: Content) -> str:
    return unescape(re.sub(r"<[^>]+>", "", draw(text, content, "en"))).replace("\n", " / ")
