"""Plain words -> what is wanted or asked, beside a report: the words of `wishes` in replies.yaml.

Rule: reads words and nothing else; what a wish means here and now is `wanted`'s matter.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from content.reply_words import ReplyWords, Spoken, Wish
from flows.fold import TOKEN, fold
from flows.lexicon import Index, Span, index_of

BESIDE = "beside"


class Asked(NamedTuple):
    wish: Wish
    before: str = ""
    """Of the text, in its plain spelling, what stands before the words of the wish."""
    after: str = ""


class Table(NamedTuple):
    alone: Index
    anywhere: Index
    this: Index
    not_every_day: Index
    around_a_place: Index


@lru_cache(maxsize=4)
def compile_wishes(words: ReplyWords) -> Table:
    wishes = words.wishes
    whole: dict[str, tuple[str, ...]] = {n: _all(spoken) for n, spoken in wishes.alone.items()}
    return Table(
        alone=index_of({**whole, BESIDE: _all(wishes.beside)}),
        anywhere=index_of({name: _all(spoken) for name, spoken in wishes.anywhere.items()}),
        this=index_of({BESIDE: (*_all(wishes.this), *_all(wishes.beside))}),
        not_every_day=index_of({BESIDE: _all(wishes.not_every_day)}),
        around_a_place=index_of({BESIDE: _all(wishes.around_a_place)}),
    )


def _all(spoken: Spoken) -> tuple[str, ...]:
    """Of all languages, as people mix them."""
    return tuple(phrase for phrases in spoken.values() for phrase in phrases)


def wishes(text: str, words: ReplyWords) -> Iterator[Asked]:
    """All that the text may mean, the likeliest first."""
    if wish := alone(text, words):
        yield Asked(wish)
    said = fold(text)
    found = [match.span() for match in TOKEN.finditer(said)]
    spans = list(_spans(TOKEN.findall(said), compile_wishes(words).anywhere))
    for name in words.wishes.anywhere:
        if span := next((s for s in spans if name in s.kinds), None):
            start, end = found[span.start][0], found[span.end - 1][1]
            yield Asked(name, said[:start].strip(), said[end:].strip())


def _spans(text: Sequence[str], index: Index) -> list[Span]:
    """The longer of two that begin together first, as it takes more of the text with it."""
    return [span for i in range(len(text)) for span in index.at(text, i)]


def alone(text: str, words: ReplyWords) -> Wish | None:
    """The one wish that is all the text says, but for kind words and signs beside it."""
    said, i, found = TOKEN.findall(fold(text)), 0, list[frozenset[str]]()
    index = compile_wishes(words).alone
    while i < len(said):
        span = max(index.at(said, i), key=lambda s: s.end, default=None)
        if span:
            found.append(span.kinds)
        elif said[i].isalnum():
            return None
        i = span.end if span else i + 1
    return _first(found, words)


def _first(found: list[frozenset[str]], words: ReplyWords) -> Wish | None:
    """Words that may only stand beside it count when nothing else is there."""
    sure = frozenset[str]().union(*(kinds for kinds in found if BESIDE not in kinds))
    maybe = frozenset[str]().union(*found) - {BESIDE}
    order = words.wishes.alone
    return next((wish for kinds in (sure, maybe) for wish in order if wish in kinds), None)


def without(text: str, index: Index) -> str:
    """The text without these words and without signs."""
    said = TOKEN.findall(fold(text))
    gone = {i for span in _spans(said, index) for i in range(span.start, span.end)}
    return " ".join(w for i, w in enumerate(said) if i not in gone and w[0].isalnum())


def names_one_day(text: str, words: ReplyWords) -> bool:
    return bool(_spans(TOKEN.findall(fold(text)), compile_wishes(words).not_every_day))


def place_in(text: str, words: ReplyWords) -> str:
    """The first clause, without "now" and the like: a region may follow after a comma."""
    clause = fold(text).replace("!", ".").replace("?", ".").partition(".")[0]
    parts = (without(part, compile_wishes(words).around_a_place) for part in clause.split(","))
    return ", ".join(part for part in parts if part)
