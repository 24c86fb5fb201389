"""Answers and updates that no server should send: the bot reads past them, and nobody notices.

S3, R7, R13: over HTTP, with the real process.
"""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest
from telegram.error import TelegramError

from bot.telegram.api import TelegramApi
from bot.telegram.http import ANSWER_BYTES
from tests.bot.api_server import BotApiServer, Person
from tests.bot.crash.stored import Stored
from tests.bot.databases import on_sqlite_alone
from tests.bot.running import BotProcess

SECONDS = 60.0
ADA = 6_180_339_887
DEEP = 100_000
MEMORY_MB = 600
"""Far less than what an answer without an end would take."""
ANSWERS = {
    "too deep": '{"ok": true, "result": ' + "[" * DEEP + "]" * DEEP + "}",
    "too deep within an update": '{"ok": true, "result": [{"update_id": 9, "message": '
    + '{"a": ' * DEEP + "1" + "}" * DEEP + "}]}",
    "too long": '{"ok": true, "result": ["' + "x" * (20 * 2**20) + '"]}',
    "a number without an end": '{"ok": true, "result": [{"update_id": ' + "9" * 50_000 + "}]}",
    "no number": '{"ok": true, "result": [{"update_id": NaN}, {"update_id": -Infinity}]}',
    "a number beyond all": '{"ok": true, "result": [{"update_id": 1e400}]}',
    "lists as updates": '{"ok": true, "result": [[], [[]], 7, null, "x", true]}',
    "an object of updates": '{"ok": true, "result": {"update_id": 9}}',
    "twice the same name": '{"ok": true, "ok": true, "result": [], "result": [{}, {}]}',
    "half a character": '{"ok": true, "result": [{"\\ud800": "\\udfff"}]}',
    "no text": "\x00\xff\x00",
    "nothing": "",
}  # fmt: skip


def _in(chat: dict[str, Any], **fields: Any) -> dict[str, Any]:
    return {"message": {"message_id": 1, "date": 0, "chat": chat, **fields}}


def _nested(depth: int) -> Any:
    value: Any = 7
    for _ in range(depth):
        value = {"entities": [value]}
    return value


PRIVATE = {"id": ADA, "type": "private"}
TAP = {"id": "q", "from": {"id": ADA}, "chat_instance": "1"}
UPDATES: tuple[dict[str, Any], ...] = (
    *({kind: value} for kind in ("message", "callback_query", "my_chat_member", "edited_message")
      for value in ([], [[]], 7, None, "x", True, {}, {"chat": []}, {"chat": {"id": "7"}})),
    _in({"id": 2**70, "type": "private"}, text="x"),
    _in({"id": True, "type": "private"}, text="x"),
    _in({"id": ADA, "type": ["private"]}, text="x"),
    _in({"id": -5, "type": "group"}, text="x"),
    _in({"id": -6, "type": "supergroup"}, text="/start"),
    {"channel_post": {"message_id": 1, "chat": {"id": -7, "type": "channel"}, "text": "x"}},
    {"callback_query": {**TAP, "inline_message_id": "7", "data": "1:1:agree"}},
    {"callback_query": {**TAP, "id": 7, "message": {"chat": PRIVATE}, "data": "1:1:agree"}},
    {"callback_query": {**TAP, "id": "\ud800", "message": {"chat": PRIVATE}, "data": "1:1:agree"}},
    {"inline_query": {"id": "1", "query": "x"}},
)  # fmt: skip
"""That no private chat waits for an answer to."""
ODD = (
    {"text": "\ud83d\ude00 \ud800 \udfff"},
    {"text": "x" * 100_000},
    {"text": "\x00\x1b[2J\u202e"},
    {"text": 7},
    {"text": ["/start"]},
    {"caption": {"deep": _nested(200)}},
    {"location": {"longitude": float("nan"), "latitude": 1e308}},
    {"location": {"longitude": "east", "latitude": None}},
    {"location": {"longitude": 10**300, "latitude": 1}},
    {"sticker": _nested(300)},
    {"from": [], "text": "/start \x00"},
    {"from": {"language_code": "x" * 10_000}, "text": "/help"},
    {"forward_origin": 7, "text": "x"},
)
FORGED = (
    "", "1", "1:1", "1:999999999:agree", "1:1:agree;DROP TABLE people", "2:1:agree", "0:1:agree",
    "1:-1:agree", "1:1:!erase", "1:9999999999:y", "1:1:../../etc", "\ud83d\ude00",
    "1:1:" + "y" * 60, "erase", "1:0:!new",
)  # fmt: skip


async def _is_served(person: Person) -> None:
    """Somebody who asks for help has it."""
    before = len(person.heard)
    person.says("/help")
    await person.server.until(lambda: len(person.heard) > before, SECONDS)


def _stored(bot: BotProcess) -> Stored:
    return Stored(bot.settings["DATABASE_URL"], Path(bot.settings["DATA_KEY_FILE"]))


def _sound(bot: BotProcess) -> list[str]:
    """Each line is one of ours, and none is a stack trace."""
    lines = [json.loads(line) for line in bot.output.splitlines()]
    return [line["message"] for line in lines if "error" in line or line["level"] == "ERROR"]


@on_sqlite_alone
async def test_the_bot_reads_past_any_answer(server: BotApiServer, bot: BotProcess) -> None:
    """R2: what people wrote meanwhile is answered, and memory has a bound.

    On SQLite alone: no such answer comes to the database.
    """
    ada = Person(server, ADA)
    async with bot.running() as process:
        await _is_served(ada)
        for answer in ANSWERS.values():
            server.fail("getUpdates", words=answer)
            await _is_served(ada)
        peak = _peak_mb(process.pid)
    assert peak < MEMORY_MB
    assert _sound(bot) == []


def _peak_mb(pid: int) -> int:
    status = Path(f"/proc/{pid}/status").read_text("utf-8")
    (line,) = [line for line in status.splitlines() if line.startswith("VmHWM")]
    return int(line.split()[1]) // 1024


READABLE = {"no number", "a number beyond all", "lists as updates", "an object of updates",
            "twice the same name", "half a character"}  # fmt: skip


@pytest.mark.parametrize("case", ANSWERS)
async def test_such_an_answer_is_odd_updates_or_an_error_of_the_library(
    server: BotApiServer, case: str
) -> None:
    """And nothing else, such as a recursion that is too deep."""
    server.fail("getUpdates", words=ANSWERS[case])
    Person(server, ADA).says("x")
    async with TelegramApi(server.url, server.token) as api:
        if case in READABLE:
            assert isinstance(await api.call("getUpdates", {}), list | dict)
        else:
            with pytest.raises(TelegramError, match=r"^an answer that "):
                await api.call("getUpdates", {})


async def test_an_answer_is_not_read_beyond_its_bound(server: BotApiServer) -> None:
    longest = '{"ok": true, "result": "' + "x" * (ANSWER_BYTES - 26) + '"}'
    async with TelegramApi(server.url, server.token) as api:
        server.fail("getMyName", words=longest)
        assert len(await api.call("getMyName", {})) == ANSWER_BYTES - 26
        server.fail("getMyName", words=longest + "   ")
        with pytest.raises(TelegramError, match="too long"):
            await api.call("getMyName", {})


async def test_updates_that_make_no_sense_lead_to_nothing(
    server: BotApiServer, bot: BotProcess
) -> None:
    """R13, S3."""
    ada = Person(server, 7)
    async with bot.running():
        for update in UPDATES:
            server.push(update)
        await _is_served(ada)
        assert {call["chat_id"] for call in server.called("sendMessage")} == {ada.number}
        await server.until(lambda: not server.pending, SECONDS)
    stored = _stored(bot)
    assert stored.count("people") == 1
    stored.close()
    assert _sound(bot) == []


async def test_odd_messages_are_answered_like_any_other(
    server: BotApiServer, bot: BotProcess
) -> None:
    """R25."""
    ada = Person(server, ADA)
    async with bot.running():
        for content in ODD:
            before = len(ada.heard)
            ada.sends(**content)
            await server.until(lambda before=before: len(ada.heard) > before, SECONDS)
    assert _sound(bot) == []


async def test_forged_taps_change_nothing_and_stop_spinning(
    server: BotApiServer, bot: BotProcess
) -> None:
    """S3: whatever the number and the code, and though another chat was asked the same."""
    ada, bob = Person(server, ADA), Person(server, 7)
    async with bot.running():
        for person in (ada, bob):
            person.says("/start")
            await person.hears("I am Unhamstrung", SECONDS)
        stored = _stored(bot)
        for data in FORGED:
            bob.taps_data(data)
        await server.until(lambda: len(server.taps) == len(FORGED), SECONDS)
        assert stored.count("people WHERE chat_id = 7") == 1
        stored.close()
        ada.taps("I agree")
        await ada.hears("How old are you?", SECONDS)
    assert not any("How old are you?" in message.text for message in bob.heard)
    assert _sound(bot) == []


async def test_a_replay_changes_nothing(server: BotApiServer, bot: BotProcess) -> None:
    """R7: the same updates again, from a server that has forgotten what was confirmed."""
    ada = Person(server, ADA)
    async with bot.running():
        ada.says("/start")
        await ada.hears("I am Unhamstrung", SECONDS)
        ada.taps("I agree")
        await ada.hears("How old are you?", SECONDS)
        calls = len(server.called("sendMessage"))
        seen = {"update_id": 1000, "message": {"message_id": 1, "date": 0, "chat": ada.chat,
                                               "text": "/start"}}  # fmt: skip
        again = json.dumps({"ok": True, "result": [seen] * 100})
        server.fail("getUpdates", words=again)
        bob = Person(server, 7)
        await _is_served(bob)
        await asyncio.sleep(0.2)
    assert len(server.called("sendMessage")) == calls + 1
    assert _sound(bot) == []
