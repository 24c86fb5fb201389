"""A move that is named in words, in the person's language or in English: "the bridge", "move 2".

Rule: finds the move; whether it may be shown is the caller's to ask.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from content.words import SOURCE_LANGUAGE
from flows.fold import tokens
from flows.parts import t
from flows.report import waiting_session
from flows.turn import Turn
from flows.wishes import compile_wishes, without
from flows.words import draw

LEAST_LETTERS = 4
"""From so many on a word may be the beginning of another: "bridges"."""


def todays(turn: Turn) -> tuple[str, ...]:
    """Moves of the session that waits, in their order."""
    session = waiting_session(turn.conversation)
    return tuple(item.exercise for item in session.items) if session else ()


def names_none(text: str, turn: Turn) -> bool:
    """Nothing but "this" and "it": whichever is to be done is meant."""
    return not without(text, compile_wishes(turn.content.reply_words).this)


def named(text: str, turn: Turn) -> str | None:
    """The move whose name has most of these words; one of today before all others."""
    said = without(text, compile_wishes(turn.content.reply_words).this).split()
    numbered = [int(word) for word in said if word.isdecimal()]
    today = todays(turn)
    if numbered and len(said) == 1:
        return today[numbered[0] - 1] if 0 < numbered[0] <= len(today) else None
    names = dict.fromkeys((*today, *turn.content.exercises))
    scores = {name: _score(said, name, turn) for name in names}
    best = max(scores, key=lambda name: scores[name])  # the first of equals
    return best if scores[best] * 2 >= len(said) > 0 else None


def _score(said: Sequence[str], exercise: str, turn: Turn) -> int:
    """Most words of the text that one of its names has."""
    return max(
        sum(any(_is_same(word, other) for other in name) for word in said)
        for name in _names(exercise, turn)
    )


def _names(exercise: str, turn: Turn) -> Iterator[tuple[str, ...]]:
    for language in dict.fromkeys((turn.conversation.language, SOURCE_LANGUAGE)):
        yield tokens(draw(t(f"exercise.{exercise}.name"), turn.content, language))


def _is_same(word: str, other: str) -> bool:
    short, long = sorted((word, other), key=len)
    return short == long or (len(short) >= LEAST_LETTERS and long.startswith(short))
