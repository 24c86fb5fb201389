"""The contract of the process: what starts it, what ends it, and what it says then.

On SQLite alone run those that end before they come to the database, and what is about its file.
"""

from __future__ import annotations

import asyncio
import signal
from pathlib import Path

import pytest

from tests.bot.api_server import Person
from tests.bot.databases import on_sqlite_alone
from tests.bot.running import BotProcess

LIBRARIES = "aiohttp, aiosqlite, cryptography, pydantic, sqlalchemy.ext.asyncio, telegram.ext"


async def test_it_polls_within_two_seconds_of_its_start(bot: BotProcess) -> None:
    """On a slow or busy machine in four times what Python needs for the libraries alone."""
    loop = asyncio.get_running_loop()
    start = loop.time()
    assert await bot.answer_to("-c", f"import {LIBRARIES}") == (0, "")
    imported = loop.time()
    async with bot.running():
        seconds = loop.time() - imported
    assert seconds < max(2, 4 * (imported - start))


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
        "today", "plan", "progress", "learn", "correct", "why", "answers", "report", "pause",
        "resume", "stop", "settings", "help", "privacy", "export", "withdraw",
        "language",
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


@on_sqlite_alone
async def test_the_collector_works_again_once_all_is_read(bot: BotProcess) -> None:
    """It rests while the start reads, as nothing of that is let go."""
    program = """
import gc, sys, bot.app, bot.__main__
async def run(*_, **__):
    print("collects", gc.isenabled(), gc.get_freeze_count() > 100_000)
bot.app.run = run
sys.exit(bot.__main__.main(["run"]))
"""
    assert await bot.answer_to("-c", program) == (0, "collects True True\n")


@on_sqlite_alone
async def test_a_mistake_of_ours_does_not_print_what_people_said(bot: BotProcess) -> None:
    program = """
import sys, bot.app, bot.__main__
async def run(*_, **__):
    raise ValueError("my pain is 7")
bot.app.run = run
sys.exit(bot.__main__.main(["run"]))
"""
    code, said = await bot.answer_to("-c", program)
    assert code == 1
    assert "ValueError" in said
    assert "pain" not in said


@on_sqlite_alone
async def test_nor_does_one_in_another_command(bot: BotProcess) -> None:
    program = """
import sys, bot.quarantine, bot.__main__
def quarantine(*_):
    raise ValueError("my pain is 7")
bot.quarantine.quarantine = quarantine
sys.exit(bot.__main__.main(["quarantine", "list"]))
"""
    code, said = await bot.answer_to("-c", program)
    assert code == 1
    assert "quarantine met a mistake of its own" in said
    assert "ValueError" in said
    assert "pain" not in said


@on_sqlite_alone
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


@on_sqlite_alone
async def test_a_supervisor_gets_no_preview_when_the_token_is_missing(bot: BotProcess) -> None:
    bot.settings |= {"TELEGRAM_BOT_TOKEN": "", "NOTIFY_SOCKET": str(bot.folder / "nobody")}
    code, said = await bot.answer_to("run")
    assert (code, said.count("\n")) == (2, 1)
    assert said.startswith("TELEGRAM_BOT_TOKEN: is not set")


async def test_a_token_that_telegram_does_not_know_is_one_line_and_code_2(bot: BotProcess) -> None:
    bot.settings |= {"TELEGRAM_BOT_TOKEN": "1:unknown", "LOG_LEVEL": "WARNING"}
    code, said = await bot.answer_to("run")
    assert (code, said.count("\n")) == (2, 1)
    assert "TELEGRAM_BOT_TOKEN" in said
    assert "unknown" not in said


@on_sqlite_alone
async def test_a_second_instance_on_the_same_file_refuses_to_start(bot: BotProcess) -> None:
    async with bot.running():
        code, said = await bot.answer_to("run")
    assert code == 1
    assert "Traceback" not in said


@on_sqlite_alone
async def test_check_reads_the_content(bot: BotProcess) -> None:
    code, said = await bot.answer_to("check")
    assert (code, "questions" in said) == (0, True)
