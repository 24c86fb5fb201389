"""Reads every text that a person may see, and finds what it must not say or cannot show.

The forbidden words stand in tone.yaml, with the reason for each (clinical spec 10).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from pydantic import field_validator

from content.messages import Message, read_messages
from content.reading import read_model, shown_path
from content.schema import Frozen
from content.texts import our_yamls, yaml_texts

_TAGS = frozenset({"b", "i", "u", "s", "code", "a", "blockquote"})
"""Telegram's tags that we use."""


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


class Limits(Frozen):
    """The most of each."""

    grade: float
    graded_from_words: int
    """Shorter texts are labels, of which a reading grade says nothing."""
    sentence_words: int
    emoji: int


class Allowed(Frozen):
    """A sentence or a whole text, word for word, that may be longer or harder."""

    text: str
    because: str


class Tone(Frozen):
    forbidden: tuple[Forbidden, ...]
    limits: Limits
    allowed: tuple[Allowed, ...]


def read_tone(folder: Path) -> Tone:
    return read_model(folder / "tone.yaml", Tone)


def tone_problems(folder: Path, tone: Tone) -> list[str]:
    """Forbidden words, broken tags and references to messages that are not there."""
    texts = [text for path in our_yamls(folder) for text in yaml_texts(path)]
    found = [what for text in texts for what in _unsaid(text.where, text.text, tone)]
    for place in sorted(path for path in folder.glob("locales/*") if path.is_dir()):
        messages = [(path, m) for path in sorted(place.glob("*.ftl")) for m in read_messages(path)]
        names = {message.name for _, message in messages}
        for path, message in messages:
            found += _message_problems(f"{shown_path(path)}:{message.line}", message, names, tone)
    return found


def _unsaid(where: str, text: str, tone: Tone) -> Iterator[str]:
    for item in tone.forbidden:
        if match := item.say.search(" ".join(text.split())):
            yield f"{where}: must not say {match[0]!r}: {item.because}"


def _message_problems(place: str, message: Message, names: set[str], tone: Tone) -> Iterator[str]:
    where = f"{place}: {message.name}"
    for missing in sorted(message.references - names):
        yield f"{where}: refers to {missing}, which is not there"
    for text in message.texts:
        yield from _unsaid(where, text, tone)
        if what := _bad_tags(text):
            yield f"{where}: {what}"


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
