"""R10, R12: what each error of the Bot API means for a letter."""

from __future__ import annotations

import datetime as dt

import pytest
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.model import Blocked, Failed, RetryAt, Uncertain, Verdict
from bot.telegram.answers import UnreadableError
from bot.telegram.http import ConnectionLostError, NotConnectedError
from bot.telegram.verdicts import (
    is_about_effects,
    is_about_style,
    is_about_times,
    is_message_gone,
    is_unchanged,
    judge,
    pause_seconds,
)

NOW = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)


def _in(seconds: float, *, whole_bot: bool = False) -> RetryAt:
    return RetryAt(NOW + dt.timedelta(seconds=seconds), whole_bot=whole_bot)


@pytest.mark.parametrize(
    ("error", "verdict"),
    [
        (RetryAfter(7), RetryAt(NOW + dt.timedelta(seconds=7), refused=True)),
        (RetryAfter(dt.timedelta(seconds=7)), RetryAt(NOW + dt.timedelta(seconds=7), refused=True)),
        (Forbidden("Forbidden: bot was blocked by the user"), Blocked()),
        (Forbidden("Forbidden: user is deactivated"), Blocked()),
        (BadRequest("Bad Request: chat not found"), Blocked()),
        (BadRequest("Bad Request: CHAT NOT FOUND"), Blocked()),
        (BadRequest("Bad Request: PEER_ID_INVALID"), Blocked()),
        (BadRequest("Bad Request: message is too long"), Failed("Message is too long")),
        (TimedOut(), Uncertain("Timed out")),
        (ConnectionLostError("connection lost"), Uncertain("connection lost")),
        (TelegramError("an error of a later library"), Uncertain("an error of a later library")),
        (UnreadableError("an answer"), Uncertain("an answer")),
        (NotConnectedError("no connection"), _in(0.5, whole_bot=True)),
        (NetworkError("Bad Gateway"), _in(0.5, whole_bot=True)),
        (InvalidToken("Unauthorized"), _in(0.5, whole_bot=True)),
        (ChatMigrated(5), Failed("Group migrated to supergroup. New chat id: 5")),
        (Conflict("Conflict"), Failed("Conflict")),
    ],
    ids=lambda value: f"{value!r}"[:50],
)
def test_an_error_becomes_a_verdict(error: TelegramError, verdict: Verdict) -> None:
    assert judge(error, NOW) == verdict


def test_pauses_double_up_to_half_a_minute() -> None:
    assert [pause_seconds(n) for n in (0, 1, 2, 3, 5, 6, 99)] == [0.5, 1, 2, 4, 16, 30, 30]


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("Bad Request: message is not modified: specified new ...", {"unchanged"}),
        ("Bad Request: message to edit not found", {"gone"}),
        ("Bad Request: message can't be edited", {"gone"}),
        ("Bad Request: message can’t be edited", {"gone"}),
        ("Bad Request: MESSAGE_ID_INVALID", {"gone"}),
        ("Bad Request: can't parse button style", {"style"}),
        ('Bad Request: can\'t parse entities: unsupported start tag "tg-time"', {"times"}),
        ("Bad Request: EFFECT_ID_INVALID", {"effects"}),
        ("Bad Request: message is too long", set()),
    ],
)
def test_texts_of_bad_requests_tell_what_to_do(text: str, means: set[str]) -> None:
    asked = {
        "unchanged": is_unchanged,
        "gone": is_message_gone,
        "style": is_about_style,
        "times": is_about_times,
        "effects": is_about_effects,
    }
    assert {name for name, claim in asked.items() if claim(BadRequest(text))} == means


def test_the_same_words_from_another_error_mean_nothing() -> None:
    assert not is_unchanged(NetworkError("message is not modified"))
