"""No token and no answer of a person gets into a log line."""

from __future__ import annotations

import logging

import pytest

from bot.logs import QUIET, CarefulFormatter

TOKEN = "123456789:AAEexampleexampleexampleexampleexam"


def _line(message: str, *args: object, **kwargs: object) -> str:
    record = logging.makeLogRecord(
        {"msg": message, "args": args, "name": "bot.x", "levelname": "INFO", **kwargs}
    )
    return CarefulFormatter(TOKEN).format(record)


@pytest.mark.parametrize(
    "text",
    [
        f"GET https://api.telegram.org/bot{TOKEN}/getMe",
        f"path {TOKEN.replace(':', '%3A')} not found",
        f"the secret half {TOKEN.partition(':')[2]} alone",
        "somebody else's 987654321:BBFexampleexampleexampleexampleexam",
    ],
)
def test_a_token_never_shows(text: str) -> None:
    for line in (_line(text), _line("%s", text), _line("x", chat=text)):
        assert "example" not in line
        assert "(token)" in line


def test_a_password_of_a_database_never_shows() -> None:
    line = _line("cannot reach %s", "postgresql://bot:k33p-0ut@db.example/bot")
    assert line.endswith("cannot reach postgresql://bot:(password)@db.example/bot")


def _break() -> None:
    try:
        int("my pain is 7")
    except ValueError as cause:
        raise KeyError(f"{TOKEN} numb") from cause


def test_an_exception_shows_its_kind_and_place_but_not_its_text() -> None:
    try:
        _break()
    except KeyError as error:
        line = _line("it broke", exc_info=(type(error), error, error.__traceback__))
    assert "ValueError" in line
    assert "KeyError" in line
    assert "test_logs.py" in line
    assert not any(secret in line for secret in ("pain", "numb", TOKEN))


def test_the_system_may_say_why() -> None:
    error = OSError(28, "No space left on device", "/somewhere")
    assert "No space left on device" in _line("it broke", exc_info=(OSError, error, None))


def test_a_line_carries_the_chat() -> None:
    assert _line("a letter failed", chat=42).endswith("a letter failed chat=42")


def test_libraries_that_write_addresses_are_quiet() -> None:
    assert QUIET["httpx"] >= logging.WARNING
    assert QUIET["aiohttp"] >= logging.WARNING
    assert QUIET["telegram"] == logging.CRITICAL
