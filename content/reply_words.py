"""The words people use for done, pain, tingling and danger: the model of replies.yaml.

Says only how an entry is written; how words are folded and found is the reader's matter.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from content.schema import Frozen

Language = Literal["en", "es", "de", "ru"]


def _split(value: object) -> object:
    """One line of text is a list at its commas, so that `yes` and `no` stay words in YAML."""
    if not isinstance(value, str):
        return value
    return tuple(part.strip() for part in value.split(",")) if value.strip() else ()


def _split_entries(value: object) -> object:
    parts = _split(value)
    return tuple({"parts": _parts(part)} for part in parts) if isinstance(parts, tuple) else parts


def _parts(entry: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(each.strip() for each in part.split("/")) for part in entry.split("+"))


Phrase = Annotated[str, Field(pattern=r"^[^,+\s-][^,+]*$")]
"""Words in a row; a word that ends in `-` stands for all that start like it."""
Phrases = Annotated[tuple[Phrase, ...], BeforeValidator(_split)]
"""Written as one line with commas."""


class Entry(Frozen):
    """`a/b + c-`: each part by one of its phrases, all in one clause, in any order."""

    parts: tuple[tuple[Phrase, ...], ...]


Entries = Annotated[tuple[Entry, ...], BeforeValidator(_split_entries), Field(min_length=1)]


class SafetyRow(Frozen):
    """One row of the safety words: any entry of any language means this item is asked."""

    item: str
    """A red flag of the cards, or `crisis`."""
    en: Entries
    es: Entries
    de: Entries
    ru: Entries

    @property
    def entries(self) -> tuple[Entry, ...]:
        return self.en + self.es + self.de + self.ru


class Lexicon(Frozen):
    """One language's words for everything but danger."""

    done: Phrases
    alone: Phrases = ()
    """Done, when nothing but a number stands beside it."""
    partial: Phrases
    later: Phrases
    skip: Phrases
    did: Phrases
    """A bare number right after it is moves or pain: ask which."""
    which_day: Phrases
    no_pain: Phrases
    pain: Phrases
    tingling: Phrases
    worse: Phrases
    better: Phrases
    same: Phrases
    deny: Phrases
    """Says that the tingling named next is not there; or, before a done word, not done."""
    absent: Phrases
    """The same, after the tingling word."""
    nor: Phrases
    """Carries a denial on to the next word."""
    filler: Phrases
    """May stand between a word and what belongs to it."""
    unit: Phrases
    """After a number: a number of something, not of pain."""
    counted: Phrases
    """Before a number: the same."""
    clock: Phrases
    """The same, unless a pain word claims the number."""
    of: Phrases
    """Between two numbers: n of m."""
    to: Phrases
    """Between two numbers: a range."""
    both_ends: Phrases
    """Before `a and b`: a range."""
    also: Annotated[Phrases, Field(alias="and")]
    side: Phrases
    harmless: Phrases = ()
    """Taken out before safety words are looked up."""
    numbers: Phrases = ()
    """Zero to ten, in order."""
    shy_numbers: Phrases = ()
    """Of these, those that seldom are a number: "the last one"."""


Wish = Literal[
    "about", "answers", "ask_time", "back", "bye", "correct", "doses", "erase", "export", "fine",
    "go_on", "hello", "help", "how", "ill", "is_in", "language", "learn", "moved", "page", "pause",
    "plan", "privacy", "progress", "results", "set_time", "settings", "skip", "sore", "stop",
    "thanks", "today", "when", "why", "withdraw",
]  # fmt: skip
"""What somebody may want or ask in plain words, beside a report."""
Spoken = dict[Language, Annotated[Phrases, Field(min_length=1)]]


class Wishes(Frozen):
    """Words of wishes and questions; those that stand first are looked up first."""

    beside: Spoken
    """May stand beside a wish that counts alone."""
    alone: dict[Wish, Spoken]
    """Of a whole text."""
    anywhere: dict[Wish, Spoken]
    """In any text."""
    this: Spoken
    """Names no move of its own: the first of today is meant."""
    not_every_day: Spoken
    """Of one day only: such a time is no new time for every day."""
    around_a_place: Spoken
    """May stand beside the name of a place."""


class ReplyWords(Frozen):
    """All languages are read at once, as people mix them."""

    safety: tuple[SafetyRow, ...]
    """In order of urgency: the first row that matches is asked."""
    words: dict[Language, Lexicon]
    what_is_wrong: dict[Language, Phrases]
    """Questions that only an examination can answer."""
    wishes: Wishes

    def __hash__(self) -> int:
        """By identity, as tables are compiled once for each."""
        return id(self)
