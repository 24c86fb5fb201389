"""S5, P14: every phrase is found wherever it stands, and no text takes long to look through."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest

from flows import lexicon
from flows.lexicon import Index, Phrase, Span, compile_words
from tests.flows.people import CONTENT

TABLE = compile_words(CONTENT.reply_words)
PHRASES = {
    Phrase(("no",), (False,)): frozenset({"deny"}),
    Phrase(("no", "pain"), (False, False)): frozenset({"no_pain"}),
    Phrase(("no", "pa"), (False, True)): frozenset({"stem"}),
    Phrase(("no", "pain", "at", "all"), (False,) * 4): frozenset({"no_pain"}),
    Phrase(("numb",), (True,)): frozenset({"tingling"}),
    Phrase(("numb", "toe"), (True, True)): frozenset({"toe"}),
}


def plainly(phrases: dict[Phrase, frozenset[str]], text: Sequence[str], i: int) -> set[Span]:
    """Without any index."""
    found = ((phrase, kinds) for phrase, kinds in phrases.items() if phrase.at(text, i))
    return {Span(i, i + len(phrase.words), kinds) for phrase, kinds in found}


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        (("no",), ["deny"]),
        (("no", "no"), ["deny"]),
        (("no", "pain"), ["no_pain", "stem", "deny"]),
        (("no", "pair"), ["stem", "deny"]),
        (("no", "pain", "at", "all"), ["no_pain", "no_pain", "stem", "deny"]),
        (("numbness",), ["tingling"]),
        (("numb", "toes"), ["toe", "tingling"]),
        (("nor",), []),
    ],
)
def test_all_that_begins_at_a_word_is_found_longest_first(
    text: tuple[str, ...], kinds: list[str]
) -> None:
    found = list(Index(PHRASES).at(text, 0))
    assert [kind for span in found for kind in span.kinds] == kinds
    assert set(found) == plainly(PHRASES, text, 0)


@pytest.mark.parametrize("seed", range(20))
def test_an_index_finds_what_a_search_of_all_phrases_finds(seed: int) -> None:
    rng = random.Random(seed)
    words = [word for phrase in PHRASES for word in phrase.words]
    text = [rng.choice(words) + rng.choice(["", "", "s"]) for _ in range(40)]
    index = Index(PHRASES)
    for i in range(len(text)):
        assert set(index.at(text, i)) == plainly(PHRASES, text, i)


def test_a_word_that_many_phrases_begin_with_costs_no_more_than_another(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Or who writes "no" a thousand times holds up everybody."""
    looked = 0
    is_at = Phrase.at

    def counted(self: Phrase, text: Sequence[str], i: int) -> bool:
        nonlocal looked
        looked += 1
        return is_at(self, text, i)

    monkeypatch.setattr(Phrase, "at", counted)
    said = ["no"] * 500
    lexicon.label(said, TABLE)
    lexicon.safety_items(said, (), TABLE)
    assert looked < 20 * len(said)
