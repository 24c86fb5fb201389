"""The contract of the process: what starts it, what ends it, and what it says then."""

from __future__ import annotations

import asyncio
import datetime as dt
import random
import signal
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.model import ChatId
from bot.store.crypto import load_or_make_key_file
from bot.store.sql import SqlStore
from content.load import load_content
from flows import Conversation, advance
from flows.events import Chose, Said, Started
from tests.bot.api_server import BotApiServer, Message, Person
from tests.bot.respondent import answer
from tests.bot.running import BotProcess

ANSWERS = ("18-39", "none", "none", "none", "left")
AT = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)


@pytest.fixture
async def server() -> AsyncIterator[BotApiServer]:
    async with BotApiServer() as server:
        yield server


@pytest.fixture
def bot(server: BotApiServer, tmp_path: Path) -> BotProcess:
    return BotProcess(server, tmp_path)


async def _stored(bot: BotProcess, people: list[Person]) -> dict[int, Conversation | None]:
    ring = load_or_make_key_file(Path(bot.settings["DATA_KEY_FILE"]))
    store = await SqlStore.open(bot.settings["DATABASE_URL"], ring)
    try:
        async with store.batch() as batch:
            loaded = await batch.load([ChatId(person.number) for person in people])
        return {int(chat): found.conversation for chat, found in loaded.items()}
    finally:
        await store.close()


async def test_it_polls_within_two_seconds_of_its_start(bot: BotProcess) -> None:
    loop = asyncio.get_running_loop()
    start = loop.time()
    async with bot.running():
        seconds = loop.time() - start
    assert seconds < 2


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_it_ends_cleanly_and_soon(bot: BotProcess, number: int) -> None:
    process = await bot.start()
    await bot.server.until(lambda: bot.server.called("getUpdates"))
    loop = asyncio.get_running_loop()
    start = loop.time()
    assert await bot.end(process, number) == 0
    assert loop.time() - start < 5
    assert "Traceback" not in bot.output


async def test_the_key_file_is_made_once_for_the_owner_alone_and_named(bot: BotProcess) -> None:
    key = Path(bot.settings["DATA_KEY_FILE"])
    async with bot.running():
        assert key.stat().st_mode & 0o777 == 0o600
    assert f"made the key file {key}" in bot.output
    first = key.read_text()
    async with bot.running():
        pass
    assert key.read_text() == first
    assert bot.output.count("made the key file") == 1


async def test_the_menu_of_commands_is_registered(bot: BotProcess) -> None:
    async with bot.running():
        await bot.server.until(lambda: bot.server.commands)
    names = [command["command"] for command in bot.server.commands]
    assert names == [
        "today", "plan", "correct", "why", "answers", "pause", "resume", "stop", "settings",
        "help", "privacy",
    ]  # fmt: skip
    assert all(command["description"] for command in bot.server.commands)


async def test_somebody_who_waited_for_the_start_is_welcomed(bot: BotProcess) -> None:
    ada = Person(bot.server, 1)
    ada.says("/start")
    async with bot.running():
        await ada.hears("I am Unhamstrung")
    assert "I agree" in ada.labels()


async def test_it_goes_on_after_a_restart_at_the_same_question(bot: BotProcess) -> None:
    ada = Person(bot.server, 1)
    ada.says("/start")
    async with bot.running():
        await ada.hears("I am Unhamstrung")
        ada.taps("I agree")
        question = await ada.hears("How old are you?")
    ada.says("18-39")
    async with bot.running():
        await ada.hears("Any of these now")
    assert question.edits
    assert bot.server.called("sendMessage")[0]["chat_id"] == 1


async def test_each_tap_is_answered(bot: BotProcess) -> None:
    ada = Person(bot.server, 1)
    async with bot.running():
        ada.taps_data("1:1:agree")
        ada.taps_data("nonsense")
        await bot.server.until(lambda: len(bot.server.taps) == 2)


async def test_whatever_is_sent_is_answered(bot: BotProcess) -> None:
    ada = Person(bot.server, 1)
    async with bot.running():
        for n, content in enumerate(({"sticker": {}}, {"voice": {}}, {"photo": []}, {"poll": {}})):
            ada.sends(**content)
            await bot.server.until(lambda n=n: len(ada.heard) > n)


async def test_no_log_at_any_level_shows_token_or_answers(bot: BotProcess) -> None:
    ada = Person(bot.server, 1)
    async with bot.running():
        ada.says("/start")
        await ada.hears("I am Unhamstrung")
        bot.server.fail("sendMessage", lose_answer=True)
        bot.server.fail("sendMessage", lose_answer=True)
        ada.says("my leg is numb since yesterday")
        ada.says("my bladder too")
        await bot.server.until(lambda: not bot.server.pending)
    assert "a letter failed: connection lost" in bot.output
    assert not any(
        word in bot.output for word in (bot.server.token, "not-a-real", "numb", "bladder")
    )


async def test_a_mistake_of_ours_does_not_print_what_people_said(bot: BotProcess) -> None:
    program = """
import sys, bot.app, bot.__main__
async def run(*_):
    raise ValueError("my pain is 7")
bot.app.run = run
sys.exit(bot.__main__.main(["run"]))
"""
    code, said = await bot.answer_to("-c", program)
    assert code == 1
    assert "ValueError" in said
    assert "pain" not in said


@pytest.mark.parametrize(
    ("name", "value"),
    [("PREVIEW_PORT", "many"), ("TELEGRAM_BOT_TOKEN", "oops"), ("DATABASE_URL", "file.db")],
)
async def test_a_wrong_setting_is_one_line_and_code_2(
    bot: BotProcess, name: str, value: str
) -> None:
    bot.settings[name] = value
    code, said = await bot.answer_to("run")
    assert code == 2
    assert said.startswith(f"{name}: ")
    assert said.count("\n") == 1


async def test_a_token_that_telegram_does_not_know_is_one_line_and_code_2(bot: BotProcess) -> None:
    bot.settings |= {"TELEGRAM_BOT_TOKEN": "1:unknown", "LOG_LEVEL": "WARNING"}
    code, said = await bot.answer_to("run")
    assert (code, said.count("\n")) == (2, 1)
    assert "TELEGRAM_BOT_TOKEN" in said
    assert "unknown" not in said


async def test_a_second_instance_on_the_same_file_refuses_to_start(bot: BotProcess) -> None:
    async with bot.running():
        code, said = await bot.answer_to("run")
    assert code == 1
    assert "Traceback" not in said


async def test_check_reads_the_content(bot: BotProcess) -> None:
    code, said = await bot.answer_to("check")
    assert (code, "questions" in said) == (0, True)


async def test_killed_at_any_moment_it_takes_each_update_exactly_once(bot: BotProcess) -> None:
    """R1: what waits at Telegram is stored as if nothing had happened."""
    people = [Person(bot.server, n) for n in range(1, 41)]
    for person in people:
        person.says("/start")
    async with bot.running():
        await bot.server.until(lambda: all("I agree" in person.labels() for person in people))
    for person in people:
        person.taps("I agree")
        for words in ANSWERS:
            person.says(words)
    bot.server.fail("sendMessage", times=500, seconds=0.02)
    kills = 0
    while bot.server.pending or kills < 4:
        process = await bot.start()
        polls = len(bot.server.called("getUpdates"))
        await bot.server.until(lambda polls=polls: len(bot.server.called("getUpdates")) > polls)
        await asyncio.sleep(random.uniform(0, 0.3))
        await bot.end(process, signal.SIGKILL)
        kills += 1
        assert kills < 30
    async with bot.running():
        await asyncio.sleep(0.5)
    expected = advance(Conversation(), Started(at=AT, language="en"), load_content()).conversation
    agree = Chose(at=AT, ask=expected.opens[0].ask, code="agree")
    for event in (agree, *(Said(at=AT, text=text) for text in ANSWERS)):
        expected = advance(expected, event, load_content()).conversation
    assert expected.answers["q_side"] == "left"
    for conversation in (await _stored(bot, people)).values():
        assert conversation
        assert _told(conversation) == _told(expected)


def _told(conversation: Conversation) -> dict[str, object]:
    """Everything but moments; showings are counted from the first one."""
    assert conversation.last_tap
    first = conversation.last_tap[0]
    told = conversation.model_dump(exclude={"consent": {"at"}, "last_tap": True, "opens": True})
    opens = [(o.topic, o.ask - first, o.screen - first) for o in conversation.opens]
    counted = (conversation.next_ask - first, conversation.next_screen - first)
    return told | {"next_ask": counted[0], "next_screen": counted[1], "opens": opens}


async def test_people_in_the_middle_of_their_talk_notice_no_kill(bot: BotProcess) -> None:
    """All of them come to their first session, with the plan of an unbroken talk."""
    people = {n: Person(bot.server, n) for n in range(1, 13)}
    done: dict[int, str] = {}

    def react(message: Message) -> None:
        if "moves for today are ready" in message.text:
            done[message.chat] = message.text
        elif message.chat not in done:
            asyncio.get_running_loop().call_soon(answer, people[message.chat], message)

    bot.server.on_message = react
    for person in people.values():
        person.says("/start")
    kills = 0
    while len(done) < len(people):
        process = await bot.start()
        polls = len(bot.server.called("getUpdates"))
        await bot.server.until(lambda polls=polls: len(bot.server.called("getUpdates")) > polls)
        await asyncio.sleep(random.uniform(0, 0.4))
        await bot.end(process, signal.SIGKILL)
        kills += 1
        assert kills < 60, f"only {len(done)} of {len(people)} came through"
    assert kills > 1
    assert len(set(done.values())) == 1
