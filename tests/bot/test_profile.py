"""What Telegram shows of the bot: told once, in each language, and only where it differs."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from telegram.error import BadRequest, InvalidToken, NetworkError, RetryAfter, TelegramError

from bot.telegram import profile
from bot.telegram.api import TelegramApi
from bot.telegram.letters import plain
from bot.telegram.profile import COMMANDS, TRIES, register, wishes
from content.load import load_content
from flows.effects import Text
from flows.words import draw as draw_content
from tests.bot.api_server import TOKEN, BotApiServer

LANGUAGES = load_content().words.languages
LONGEST = {"description": 512, "short_description": 120, "name": 64}
"""Letters that Telegram takes."""


def draw(text: Text, language: str) -> str:
    return f"<b>{text.key}</b> &amp; {language}"


def draw_ours(text: Text, language: str) -> str:
    return draw_content(text, load_content(), language)


class Kept:
    """A server that answers with what it is told, and may raise."""

    def __init__(self, *errors: TelegramError) -> None:
        self.calls: list[str] = []
        self.errors = list(errors)
        self.kept: dict[str, Any] = {}

    async def call(self, method: str, params: Any) -> Any:
        self.calls.append(method)
        if self.errors:
            raise self.errors.pop(0)
        where = f"{method[3:]} {params.get('scope', '')} {params.get('language_code', '')}"
        what = {k: v for k, v in params.items() if k not in {"scope", "language_code"}}
        if method.startswith("set"):
            self.kept[where] = what.get("commands", what)
        return self.kept.get(where, [] if method == "getMyCommands" else {})

    @property
    def told(self) -> list[str]:
        return [method for method in self.calls if not method.startswith("get")]


@pytest.fixture(autouse=True)
def slept(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Pauses take no time."""
    found: list[float] = []

    async def sleep(seconds: float) -> None:
        found.append(seconds)

    monkeypatch.setattr(profile.asyncio, "sleep", sleep)
    return found


async def test_it_is_told_over_http_in_each_language_and_in_private_chats_only() -> None:
    async with BotApiServer() as server, TelegramApi(server.url, TOKEN) as api:
        server.menus["default", ""] = [{"command": "old", "description": "Left behind"}]
        await register(api, draw, ("en", "es"))
        places = {("all_private_chats", ""), ("all_private_chats", "es")}
        assert set(server.menus) == places
        assert [c["command"] for c in server.commands] == list(COMMANDS)
        assert server.profile == {
            ("description", ""): "bot-description & en",
            ("description", "es"): "bot-description & es",
            ("short_description", ""): "bot-about & en",
            ("short_description", "es"): "bot-about & es",
        }


async def test_a_second_start_tells_nothing() -> None:
    async with BotApiServer() as server, TelegramApi(server.url, TOKEN) as api:
        await register(api, draw, ("en", "es"), "Unhamstrung")
        server.calls.clear()
        await register(api, draw, ("en", "es"), "Unhamstrung")
        assert not [method for method, _ in server.calls if not method.startswith("get")]


async def test_only_what_has_changed_is_told() -> None:
    async with BotApiServer() as server, TelegramApi(server.url, TOKEN) as api:
        await register(api, draw, ("en",))
        server.profile["short_description", ""] = "Something else"
        server.calls.clear()
        await register(api, draw, ("en",))
        told = [method for method, _ in server.calls if method.startswith("set")]
        assert told == ["setMyShortDescription"]


@pytest.mark.parametrize(("name", "told"), [(None, []), ("Ada", ["setMyName"])])
async def test_the_name_is_the_operators_own(name: str | None, told: list[str]) -> None:
    server = Kept()
    await register(server, draw, (), name)
    assert server.told == told
    assert ("getMyName" in server.calls) == bool(name)


def test_a_language_that_telegram_cannot_name_is_left_out() -> None:
    assert {w.ask for w in wishes(draw, ("en-XA", "x"))} == {"getMyCommands"}


async def test_a_failure_is_tried_again_and_then_costs_a_line(
    caplog: pytest.LogCaptureFixture, slept: list[float]
) -> None:
    """And what comes after it is told all the same."""
    server = Kept(*[NetworkError("Bad Gateway")] * TRIES)
    with caplog.at_level(logging.WARNING):
        await register(server, draw, ("en",))
    assert slept == [0.5, 1, 2, 4, 8]
    assert [r.message for r in caplog.records] == [
        "setMyCommands failed (Bad Gateway); the next start tries again"
    ]
    assert server.told == ["setMyDescription", "setMyShortDescription"]


async def test_a_refusal_is_tried_again_too() -> None:
    server = Kept(BadRequest("Bad Request: too long"))
    await register(server, draw, ("en",))
    assert server.told[0] == "setMyCommands"


async def test_a_wait_is_kept_unless_it_is_for_most_of_a_day(
    caplog: pytest.LogCaptureFixture, slept: list[float]
) -> None:
    await register(Kept(RetryAfter(7)), draw, ("en",))
    assert slept == [7]
    await register(Kept(RetryAfter(80_000)), draw, ("en",))
    assert slept == [7]
    assert "the next start tries again" in caplog.text
    await register(Kept(*[RetryAfter(1)] * TRIES), draw, ("en",))
    assert slept == [7, 1, 1, 1, 1, 1]


async def test_an_unknown_token_is_the_pollers_matter(caplog: pytest.LogCaptureFixture) -> None:
    server = Kept(InvalidToken("Unauthorized"))
    await register(server, draw, ("en",))
    assert len(server.calls) == 1
    assert not caplog.records


@pytest.mark.parametrize("language", LANGUAGES)
def test_our_words_fit(language: str) -> None:
    found = {
        name: value
        for wish in wishes(draw_ours, (language,), "Unhamstrung")
        for name, value in wish.wanted.items()
    }
    for name, longest in LONGEST.items():
        assert 0 < len(found[name]) <= longest
    for entry in found["commands"]:
        assert 0 < len(entry["description"]) <= 256
        assert entry["description"] == plain(entry["description"])
