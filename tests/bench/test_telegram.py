"""The Bot API server of the benches: what clients of all kinds send is read, and what they ask."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator

import aiohttp
import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.request import HTTPXRequest

from bench.forms import form_of, request_in
from bench.telegram import MARKUP, LeanTelegram, Shown
from bot.model import Upload
from bot.telegram.api import TelegramApi

DATA = ("a:1:o.x", "b & c=%+")
KEYBOARD = InlineKeyboardMarkup([[InlineKeyboardButton("A", callback_data=d)] for d in DATA])
POSTED = b"POST /bot1:a/sendMessage HTTP/1.1\r\nHost: here\r\nContent-Length: 9\r\n\r\nchat_id=7"
CHUNKED = (
    b"POST /x HTTP/1.1\r\nTransfer-Encoding: Chunked\r\n\r\n"
    b"4\r\nchat\r\n5;more=1\r\n_id=7\r\n0\r\n\r\n"
)


@pytest.fixture
async def server() -> AsyncIterator[LeanTelegram]:
    async with LeanTelegram() as server:
        yield server


@pytest.fixture
def seen(server: LeanTelegram) -> list[Shown]:
    shown: list[Shown] = []
    server.on_message = shown.append
    return shown


@pytest.mark.parametrize("whole", [POSTED, CHUNKED], ids=["length", "chunked"])
def test_a_request_is_read_once_its_last_byte_is_there(whole: bytes) -> None:
    assert not any(request_in(whole[:size]) for size in range(len(whole)))
    request = request_in(whole + POSTED)
    assert request
    assert (request.body, request.size) == (b"chat_id=7", len(whole))


def test_a_request_without_a_body_has_an_empty_one() -> None:
    request = request_in(b"POST /botT/getMe HTTP/1.1\r\nHost: here\r\n\r\n")
    assert request
    assert (request.path, request.body) == (b"/botT/getMe", b"")


def test_json_is_read_with_markup_as_it_is_or_as_a_string() -> None:
    markup = KEYBOARD.to_dict()
    for given in (markup, json.dumps(markup)):
        body = json.dumps({"chat_id": 7, "caption": "Hi", "reply_markup": given}).encode()
        form = form_of(b"POST / HTTP/1.1\r\ncontent-type: application/json\r\n", body)
        assert (form.number("chat_id"), form.number("message_id")) == (7, 0)
        assert (form.text(), form.data()) == ("Hi", DATA)


async def test_the_library_of_a_peer_is_understood(server: LeanTelegram, seen: list[Shown]) -> None:
    base, file = f"{server.url}/bot", f"{server.url}/file/bot"
    bot = Bot(server.token, base, file, request=HTTPXRequest(), get_updates_request=HTTPXRequest())
    async with bot:
        assert bot.username == "bench_bot"
        sent = await bot.send_message(7, "Wörds & more", reply_markup=KEYBOARD)
        assert (sent.chat.id, seen[-1].text, seen[-1].data) == (7, "Wörds & more", DATA)
        assert sent.reply_markup
        await bot.edit_message_text("No buttons", 7, sent.message_id)
        assert (seen[-1].id, seen[-1].text, seen[-1].data) == (sent.message_id, "No buttons", ())
        server.say(7, "/start now")
        server.tap(7, sent.message_id, DATA[0])
        said, tapped = await bot.get_updates(timeout=1)
    assert isinstance(said, Update)
    assert said.message
    assert said.message.parse_entities() != {}
    assert tapped.callback_query
    assert tapped.callback_query.data == DATA[0]
    assert tapped.callback_query.message
    assert tapped.callback_query.message.is_accessible


async def test_our_client_is_understood_with_files_and_without(
    server: LeanTelegram, seen: list[Shown]
) -> None:
    markup = json.loads(MARKUP)
    async with TelegramApi(server.url, server.token) as api:
        await api.call("sendMessage", {"chat_id": 7, "text": "Hi", "reply_markup": markup})
        picture = Upload("a.png", b"\x89PNG\r\n\r\n--")
        params = {"chat_id": 7, "photo": picture, "caption": "Hi", "reply_markup": markup}
        sent = await api.call("sendPhoto", params)
    assert sent["photo"][-1]["file_id"]
    assert [(each.text, len(each.data)) for each in seen] == [("Hi", 4), ("Hi", 4)]
    assert server.counts == {"sendMessage": 1, "sendPhoto": 1}


async def test_updates_stay_until_a_higher_offset_confirms_them(server: LeanTelegram) -> None:
    numbers = [server.push({"message": {}}) for _ in range(3)]
    async with TelegramApi(server.url, server.token) as api:
        first = await api.call("getUpdates", {"limit": 2})
        again = await api.call("getUpdates", {"offset": numbers[0] + 1})
    assert [each["update_id"] for each in first] == numbers[:2]
    assert [each["update_id"] for each in again] == numbers[1:]


async def test_a_poll_waits_for_an_update_and_a_second_one_ends_it(server: LeanTelegram) -> None:
    async with (
        TelegramApi(server.url, server.token) as api,
        TelegramApi(server.url, server.token) as other,
        asyncio.timeout(5),
    ):
        earlier = asyncio.create_task(api.call("getUpdates", {"timeout": 60}))
        await server.until(lambda: server.counts["getUpdates"] == 1)
        later = asyncio.create_task(other.call("getUpdates", {"timeout": 60}))
        assert await earlier == []
        server.say(7, "Hi")
        assert len(await later) == 1
        assert len(await api.call("getUpdates", {"timeout": 0})) == 1


async def test_a_poll_ends_with_nothing_after_its_time(server: LeanTelegram) -> None:
    async with TelegramApi(server.url, server.token) as api, asyncio.timeout(5):
        assert await api.call("getUpdates", {"timeout": 1}) == []


async def test_a_slow_telegram_shows_a_message_when_it_answers(
    server: LeanTelegram, seen: list[Shown]
) -> None:
    server.delay_seconds = 0.2
    async with TelegramApi(server.url, server.token) as api:
        call = asyncio.create_task(api.call("sendMessage", {"chat_id": 7, "text": "Hi"}))
        await asyncio.sleep(0.1)
        assert (server.counts["sendMessage"], seen, call.done()) == (1, [], False)
        await call
    assert len(seen) == 1


async def test_what_it_does_not_know_is_not_found(server: LeanTelegram) -> None:
    async with aiohttp.ClientSession() as session:
        async with session.post(f"{server.url}/bot{server.token}/makeCoffee") as response:
            assert response.status == 404
        async with session.post(f"{server.url}/bot1:other/getMe") as response:
            assert response.status == 404
