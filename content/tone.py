"""Reads every text that a person may see, and finds what it must not say or cannot show.

The forbidden words stand in tone.yaml, with the reason for each (clinical spec 10).
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pydantic
from pydantic import field_validator

from content.messages import Message, read_messages
from content.reading import read_model, shown_path
from content.schema import Frozen
from content.texts import yaml_texts, yamls_in
from content.words import SOURCE_LANGUAGE

_TAGS = frozenset({"b", "i", "u", "s", "code", "a", "blockquote", "tg-time"})
"""Telegram's tags that we use."""
_TAG = re.compile(r"</?[a-z]", re.IGNORECASE)


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
    """The most of each, and the least ease."""

    grade: float | None = None
    """US school grade; for English."""
    ease: float | None = None
    """For other languages, each by its own formula."""
    graded_from_words: int
    """Shorter texts are labels, of which a reading grade says nothing."""
    sentence_words: int
    emoji: int


class Allowed(Frozen):
    """A sentence or a whole text, word for word, that may be longer or harder."""

    text: str
    because: str


class Rules(Frozen):
    """For the texts of one language."""

    forbidden: tuple[Forbidden, ...]
    limits: Limits
    allowed: tuple[Allowed, ...]


class Tone(Rules):
    """Those of English, and of each other language."""

    languages: dict[str, Rules] = pydantic.Field(default_factory=dict)

    def of(self, language: str) -> Rules:
        """A language without rules of its own is only looked through for English sayings."""
        limits = Limits(graded_from_words=1, sentence_words=sys.maxsize, emoji=self.limits.emoji)
        bare = Rules(forbidden=(), limits=limits, allowed=())
        rules = self.languages.get(language, bare)
        forbidden = (*self.forbidden, *rules.forbidden)
        is_source = language == SOURCE_LANGUAGE
        return self if is_source else rules.model_copy(update={"forbidden": forbidden})


def read_tone(folder: Path) -> Tone:
    return read_model(folder / "tone.yaml", Tone)


def tone_problems(folder: Path, tone: Tone, language: str) -> list[str]:
    """Forbidden words, broken tags and references to messages that are not there."""
    rules = tone.of(language)
    texts = [text for path in yamls_in(folder, language) for text in yaml_texts(path)]
    found = [what for text in texts for what in _unsaid(text.where, text.text, rules)]
    found += [f"{t.where}: tags are shown as they are" for t in texts if _TAG.search(t.text)]
    paths = sorted((folder / "locales" / language).glob("*.ftl"))
    messages = [(path, message) for path in paths for message in read_messages(path)]
    names = {message.name for _, message in messages}
    for path, message in messages:
        found += _message_problems(f"{shown_path(path)}:{message.line}", message, names, rules)
    return found


def _unsaid(where: str, text: str, rules: Rules) -> Iterator[str]:
    flat = " ".join(text.split())
    for item in rules.forbidden:
        if match := item.say.search(flat):
            yield f"{where}: must not say {match[0]!r}: {item.because}"


def _message_problems(place: str, message: Message, names: set[str], rules: Rules) -> Iterator[str]:
    where = f"{place}: {message.name}"
    for missing in sorted(message.references - names):
        yield f"{where}: refers to {missing}, which is not there"
    for text in message.texts:
        yield from _unsaid(where, text, rules)
        if what := bad_tags(text):
            yield f"{where}: {what}"


def bad_tags(text: str) -> str | None:
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
