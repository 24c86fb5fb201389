"""Telegram's own words go on as far as they are known; what it repeats of a person's does not."""

from __future__ import annotations

import pytest

from bot.telegram import verdicts
from bot.telegram.descriptions import KNOWN, LEFT_OUT, known_words


@pytest.mark.parametrize(
    ("description", "told"),
    [
        ("Bad Request: chat not found", "Bad Request: chat not found"),
        ("Forbidden: bot was blocked by the user", "Forbidden: bot was blocked by the user"),
        ("Bad Gateway", "Bad Gateway"),
        ("Conflict: terminated by other getUpdates request; make sure that only one runs",
         "Conflict: terminated by other getupdates"),
        ("Too Many Requests: retry after 31", "Too Many Requests: retry after"),
        ("Bad Request: message can’t be edited", "Bad Request: message can't be edited"),
        ('Bad Request: can\'t parse entities: Unsupported start tag "numb" at byte offset 3',
         "Bad Request: can't parse entities, unsupported start tag"),
        ("Bad Request: my leg is numb", f"Bad Request: {LEFT_OUT}"),
        ("my leg is numb", LEFT_OUT),
        ("my leg is numb, and chat not found", "chat not found"),
        ("", LEFT_OUT),
    ],
)  # fmt: skip
def test_only_known_words_go_on(description: str, told: str) -> None:
    """S1."""
    assert known_words(description) == told


@pytest.mark.parametrize(
    "phrases",
    [
        verdicts.CHAT_IS_GONE,
        verdicts.MESSAGE_IS_GONE,
        verdicts.PICTURE_IS_REFUSED,
        ("message is not modified", "too large", "style", "tg-time", "effect"),
    ],
)
def test_whatever_a_verdict_asks_for_is_known(phrases: tuple[str, ...]) -> None:
    assert [phrase for phrase in phrases if not any(phrase in known for known in KNOWN)] == []
    assert all(phrase in known_words(f"Bad Request: {phrase}").lower() for phrase in phrases)
