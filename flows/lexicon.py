"""Finds the words of replies.yaml in tokens: labels for the reader, rows for safety.

Rule: looks words up and knows what none of them means. Compiled once per set of words.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from content.reply_words import Lexicon, ReplyWords
from flows.fold import ENDERS, tokens

_LABELS = [
    kind for kind in Lexicon.model_fields if kind not in {"harmless", "numbers", "shy_numbers"}
]


class Phrase(NamedTuple):
    words: tuple[str, ...]
    stems: tuple[bool, ...]
    """Which of the words are only beginnings."""

    def at(self, text: Sequence[str], i: int) -> bool:
        if i + len(self.words) > len(text):
            return False
        pairs = zip(self.words, self.stems, text[i : i + len(self.words)], strict=True)
        return all(seen.startswith(word) if stem else seen == word for word, stem, seen in pairs)


class Span(NamedTuple):
    """A phrase found: from token `start` up to `end`, with all that it may mean."""

    start: int
    end: int
    kinds: frozenset[str]


Known = list[tuple[Phrase, frozenset[str]]]


class Beginning(NamedTuple):
    """All phrases with one first word, by their second: of "no" alone there are two hundred."""

    by_second: dict[str, Known]
    others: Known
    """Those that may go on with any other word, or do not go on."""

    @classmethod
    def of(cls, known: Known) -> Beginning:
        seconds = {phrase.words[1] for phrase, _ in known if len(phrase.words) > 1}
        by_second = {word: [k for k in known if _may_go_on(k[0], word)] for word in seconds}
        return cls(by_second, [k for k in known if _may_go_on(k[0], None)])

    def before(self, word: str | None) -> Known:
        return self.others if word is None else self.by_second.get(word, self.others)


def _may_go_on(phrase: Phrase, word: str | None) -> bool:
    """With this word; with None, with one that no phrase has as it is."""
    if len(phrase.words) == 1 or (word is None and phrase.stems[1]):
        return True
    return word is not None and Phrase(phrase.words[1:2], phrase.stems[1:2]).at((word,), 0)


class Index:
    """Phrases by their first words, so that a text is read in one pass."""

    def __init__(self, phrases: dict[Phrase, frozenset[str]]) -> None:
        whole, stems = dict[str, Known](), dict[str, Known]()
        for phrase in sorted(phrases, key=lambda p: (-len(p.words), -len("".join(p.words)))):
            table = stems if phrase.stems[0] else whole
            table.setdefault(phrase.words[0], []).append((phrase, phrases[phrase]))
        self._whole = {word: Beginning.of(known) for word, known in whole.items()}
        self._stems = {word: Beginning.of(known) for word, known in stems.items()}
        self._lengths = sorted({len(stem) for stem in stems}, reverse=True)

    def at(self, text: Sequence[str], i: int) -> Iterator[Span]:
        """Everything that begins at this token; whole words first, longer ones first."""
        following = text[i + 1] if i + 1 < len(text) else None
        for beginning in self._beginnings(text[i]):
            for phrase, kinds in beginning.before(following):
                if phrase.at(text, i):
                    yield Span(i, i + len(phrase.words), kinds)

    def _beginnings(self, token: str) -> Iterator[Beginning]:
        if token in self._whole:
            yield self._whole[token]
        for length in self._lengths:
            if length <= len(token) and token[:length] in self._stems:
                yield self._stems[token[:length]]


class Table(NamedTuple):
    """The words of replies.yaml, ready to be looked up."""

    labels: Index
    harmless: Index
    numbers: dict[str, int]
    shy: frozenset[str]
    safety: Index
    """Its kinds are `entry.part`."""
    needs: dict[str, tuple[str, frozenset[str]]]
    """Entry -> its item, and all parts that must be in one clause."""
    items: tuple[str, ...]
    """In order of urgency."""
    what_is_wrong: Index


@lru_cache(maxsize=4)
def compile_words(words: ReplyWords) -> Table:
    lexicons = tuple(words.words.values())
    parts, needs = _safety(words)
    return Table(
        labels=index_of({kind: _of_all(lexicons, kind) for kind in _LABELS}),
        harmless=index_of({"harmless": _of_all(lexicons, "harmless")}),
        numbers={w: n for x in lexicons for n, p in enumerate(x.numbers) for w in tokens(p)},
        shy=frozenset(w for x in lexicons for p in x.shy_numbers for w in tokens(p)),
        safety=index_of(parts),
        needs=needs,
        items=tuple(row.item for row in words.safety),
        what_is_wrong=index_of({"asked": chain(*words.what_is_wrong.values())}),
    )


def index_of(groups: Mapping[str, Iterable[str]]) -> Index:
    """Phrases of each kind, as they are written in replies.yaml."""
    found = dict[Phrase, frozenset[str]]()
    for kind, phrases in groups.items():
        for phrase in map(_phrase, phrases):
            found[phrase] = found.get(phrase, frozenset()) | {kind}
    return Index(found)


def _of_all(lexicons: Sequence[Lexicon], kind: str) -> Iterator[str]:
    return chain.from_iterable(getattr(lexicon, kind) for lexicon in lexicons)


def _safety(
    words: ReplyWords,
) -> tuple[dict[str, Iterable[str]], dict[str, tuple[str, frozenset[str]]]]:
    parts, needs = dict[str, Iterable[str]](), dict[str, tuple[str, frozenset[str]]]()
    entries = [(row.item, entry) for row in words.safety for entry in row.entries]
    for number, (item, entry) in enumerate(entries):
        own = {f"{number}.{part}": choices for part, choices in enumerate(entry.parts)}
        needs[str(number)] = (item, frozenset(own))
        parts |= own
    return parts, needs


def _phrase(written: str) -> Phrase:
    """`foot is slap-`: three words, of which the last is a beginning."""
    words, stems = list[str](), list[bool]()
    for word in written.split():
        parts = tokens(word)
        words += parts
        stems += [False] * (len(parts) - 1) + [word.endswith("-")]
    return Phrase(tuple(words), tuple(stems))


def label(text: Sequence[str], table: Table) -> tuple[Span, ...]:
    """The first and longest phrases, none over another."""
    spans, i = list[Span](), 0
    while i < len(text):
        span = max(table.labels.at(text, i), key=lambda s: s.end, default=None)
        if span:
            spans.append(span)
        i = span.end if span else i + 1
    return tuple(spans)


def safety_items(text: Sequence[str], denied: Collection[int], table: Table) -> tuple[str, ...]:
    """Items whose words are there, most urgent first; `denied` tokens are not looked at."""
    gone = set(denied)
    for i in range(len(text)):
        gone.update(*(range(span.start, span.end) for span in table.harmless.at(text, i)))
    left = [" " if i in gone else token for i, token in enumerate(text)]
    found, clause = set[str](), set[str]()
    for i, token in enumerate([*left, "."]):
        if token in ENDERS:
            found |= _entries(clause, table)
            clause = set()
        else:
            clause.update(*(span.kinds for span in table.safety.at(left, i)))
    return tuple(item for item in table.items if item in found)


def _entries(parts: set[str], table: Table) -> set[str]:
    """Items of the entries that have all their parts."""
    needs = (table.needs[part.partition(".")[0]] for part in parts)
    return {item for item, all_parts in needs if all_parts <= parts}
