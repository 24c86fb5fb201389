"""Reads every text that a person may see, and finds what it must not say or cannot show.

The forbidden words stand in tone.yaml, with the reason for each (clinical spec 10).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import yaml
from pydantic import field_validator

from content.messages import Message, read_messages
from content.reading import read_model, shown_path
from content.schema import Frozen

_NOT_OURS = frozenset({"replies.yaml", "tone.yaml"})
"""What people say, and what nobody may."""
_UNSEEN = frozenset({"why"})
"""Keys whose texts are for clinicians only."""
_TAGS = frozenset({"b", "i", "u", "s", "code", "a", "blockquote"})
"""Telegram's tags that we use."""
Line = tuple[str, str]
"""`file:line: name`, and the text there."""


class Forbidden(Frozen):
    say: re.Pattern[str]
    because: str

    @field_validator("say", mode="before")
    @classmethod
    def _compile(cls, value: str) -> re.Pattern[str]:
        try:
            return re.compile(value, re.IGNORECASE)
        except re.error as error:
            raise ValueError(f"no regular expression: {error}") from error


class Tone(Frozen):
    forbidden: tuple[Forbidden, ...]


def tone_problems(folder: Path) -> list[str]:
    """Forbidden words, broken tags and references to messages that are not there."""
    tone = read_model(folder / "tone.yaml", Tone)
    yamls = sorted(path for path in folder.glob("*.yaml") if path.name not in _NOT_OURS)
    found = [what for path in yamls for line in _yaml_lines(path) for what in _unsaid(line, tone)]
    for place in sorted(path for path in folder.glob("locales/*") if path.is_dir()):
        messages = [(path, m) for path in sorted(place.glob("*.ftl")) for m in read_messages(path)]
        names = {message.name for _, message in messages}
        for path, message in messages:
            found += _message_problems(f"{shown_path(path)}:{message.line}", message, names, tone)
    return found


def _unsaid(line: Line, tone: Tone) -> Iterator[str]:
    where, text = line
    for item in tone.forbidden:
        if match := item.say.search(" ".join(text.split())):
            yield f"{where}: must not say {match[0]!r}: {item.because}"


def _message_problems(place: str, message: Message, names: set[str], tone: Tone) -> Iterator[str]:
    where = f"{place}: {message.name}"
    for missing in sorted(message.references - names):
        yield f"{where}: refers to {missing}, which is not there"
    for text in message.texts:
        yield from _unsaid((where, text), tone)
        if what := _bad_tags(text):
            yield f"{where}: {what}"


def _yaml_lines(path: Path) -> Iterator[Line]:
    """Each text value of a file that is not for clinicians only."""
    root = yaml.compose(path.read_bytes(), yaml.SafeLoader)
    todo: list[tuple[str, yaml.Node | None]] = [("", root)]
    while todo:
        name, node = todo.pop()
        if isinstance(node, yaml.ScalarNode):
            yield f"{shown_path(path)}:{node.start_mark.line + 1}: {name}", node.value
        elif isinstance(node, yaml.SequenceNode):
            todo += [(name, item) for item in reversed(node.value)]
        elif isinstance(node, yaml.MappingNode):
            pairs = [(key.value, value) for key, value in node.value if key.value not in _UNSEEN]
            todo += reversed(pairs)


def _bad_tags(text: str) -> str | None:
    """Why Telegram would refuse this HTML, if it would."""
    reader = _Tags()
    reader.feed(text)
    reader.close()
    if reader.open:
        reader.wrong.append(f"<{reader.open[-1]}> is not closed")
    return reader.wrong[0] if reader.wrong else None


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.open: list[str] = []
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        self.open.append(tag)
        if tag not in _TAGS:
            self.wrong.append(f"<{tag}> is no tag that we use")

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"</{tag}> closes nothing")

    def handle_data(self, data: str) -> None:
        if "<" in data or "&" in data:
            self.wrong.append("a bare < or & has to be written as &lt; or &amp;")
