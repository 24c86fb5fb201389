"""Secrets are found in each form that a program may write, and harmless words stay whole."""

from __future__ import annotations

import base64
from urllib.parse import quote

import pytest

from bot.discretion import Discretion

RAW = bytes(range(190, 222))
KEY = base64.b64encode(RAW).decode()
TOKEN = "123456:TEST-not-a-real-token-000000000000000"
PASSWORD = "k33p/0ut @ll"
DISCREET = Discretion([TOKEN, KEY, PASSWORD])


@pytest.mark.parametrize(
    "written",
    [
        KEY,
        KEY.rstrip("="),
        quote(KEY, safe=""),
        base64.urlsafe_b64encode(RAW).decode(),
        RAW.hex(),
        RAW.hex().upper(),
        repr(RAW),
        f"k1:{KEY}",
        RAW.decode("latin-1"),
        TOKEN,
        quote(TOKEN, safe=""),
        TOKEN.partition(":")[2],
        PASSWORD,
        quote(PASSWORD, safe=""),
    ],
)
def test_a_known_secret_is_hidden_in_each_form(written: str) -> None:
    """S1."""
    said = DISCREET.redact(f"before {written} after")
    assert written not in said
    assert said.startswith("before ")
    assert said.endswith(" after")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("987654321:BBFexampleexampleexampleexampleexam", "(token)"),
        ("987654321%3ABBFexampleexampleexampleexampleexam", "(token)"),
        (base64.b64encode(b"7" * 32).decode(), "(key)"),
        ("k9:" + base64.b64encode(b"8" * 32).decode(), "k9:(key)"),
        ((b"9" * 32).hex(), "(key)"),
        ("X-Telegram-Bot-Api-Secret-Token: hook-me", "X-Telegram-Bot-Api-Secret-Token: (secret)"),
        (
            "/setWebhook?url=x&secret_token=hook-me&y=1",
            "/setWebhook?url=x&secret_token=(secret)&y=1",
        ),
        ("postgresql://bot:k33p@db/bot", "postgresql://bot:(password)@db/bot"),
    ],
)
def test_what_looks_like_a_secret_is_hidden_too(text: str, said: str) -> None:
    """S1: whoever it belongs to."""
    assert Discretion().redact(text) == said


@pytest.mark.parametrize(
    "text",
    [
        "polling for bot 123456 at https://api.telegram.org",
        "the database works again",
        "health at http://127.0.0.1:8766/healthz and /readyz",
        "bot/store/sql.py:138 _look_first",
        "x" * 43,
        "",
    ],
)
def test_harmless_words_stay_as_they_are(text: str) -> None:
    assert DISCREET.redact(text) == text


def test_a_short_secret_tears_no_words_apart() -> None:
    assert Discretion(["1:x", "bot"]).redact("the bot at x") == "the bot at x"


def test_a_secret_within_another_leaves_nothing_of_it() -> None:
    assert Discretion(["password", "password-and-more"]).redact("password-and-more") == "(secret)"


def test_a_person_has_a_pseudonym_once_it_is_known() -> None:
    discretion = Discretion()
    assert discretion.person(7) == ""
    discretion.call_people_by(lambda chat: f"p{chat}")
    assert (discretion.person(7), discretion.person(None)) == ("p7", "")
