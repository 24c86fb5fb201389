"""Answers, taps and oddities sent to the real process: what people see of how they are taken."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from tests.bot.api_server import Message, Person, RefusalError
from tests.bot.respondent import answer, choose
from tests.bot.running import BotProcess

SLOW_SECONDS = 3.0


async def _agreed(person: Person) -> None:
    person.says("/start")
    await person.hears("I am Unhamstrung")
    person.taps("I agree")
    await person.hears("How old are you?")


FORWARDED = (
    "18-39", "none", "none", "none", "both", "3", "3", "5", "2", "tie my shoes", "6", "8", "3",
    "2", "2", "1", "1", "1", "1", "1",
)  # fmt: skip
"""To the first twenty questions."""


async def test_twenty_answers_forwarded_at_once_are_taken_as_if_typed_one_by_one(
    bot: BotProcess,
) -> None:
    """R4: one answer to one question, in the order in which they were sent."""
    ada, bob = Person(bot.server, 1), Person(bot.server, 2)
    async with bot.running():
        for person in (ada, bob):
            await _agreed(person)
        for text in FORWARDED:
            ada.says(text)
        for number, text in enumerate(FORWARDED, 2):
            bob.says(text)
            await bob.hears(f"{number} of about")
        await ada.hears("21 of about")
    assert _read(ada) == _read(bob)
    assert len(FORWARDED) == 20


def _read(person: Person) -> list[str]:
    return [message.text for message in person.heard]


async def test_a_chat_that_telegram_serves_slowly_holds_up_nobody(bot: BotProcess) -> None:
    """R4."""
    ada, bob = Person(bot.server, 1), Person(bot.server, 2)
    bot.server.fail("sendMessage", chat=1, seconds=SLOW_SECONDS)
    async with bot.running():
        ada.says("/start")
        await _agreed(bob)
        assert ada.heard == []
        await ada.hears("I am Unhamstrung")


async def test_who_taps_everything_twice_sees_what_others_see(bot: BotProcess) -> None:
    """R7: from consent to the first session, and never a word about it."""
    ada, bob = Person(bot.server, 1), Person(bot.server, 2)
    taps = {1: 2, 2: 1}

    def react(message: Message) -> None:
        person = ada if message.chat == 1 else bob
        if _is_in_programme(person):
            return
        for _ in range(taps[message.chat] if choose(message) else 1):
            asyncio.get_running_loop().call_soon(answer, person, message)

    bot.server.on_message = react
    async with bot.running():
        for person in (ada, bob):
            person.says("/start")
        await bot.server.until(lambda: all(map(_is_in_programme, (ada, bob))), seconds=30)
        await bot.server.until(lambda: not bot.server.open_taps)
    assert _read(ada) == _read(bob)
    toasts = [said for said in bot.server.taps.values() if said]
    assert toasts == []
    assert _new_messages(bot, chat=1) == _new_messages(bot, chat=2)


def _new_messages(bot: BotProcess, chat: int) -> list[str]:
    """By their methods, in order; those that another one has replaced since are among them."""
    calls = bot.server.calls
    return [name for name, sent in calls if name.startswith("send") and sent["chat_id"] == chat]


def _is_in_programme(person: Person) -> bool:
    return any("moves for today are ready" in message.text for message in person.heard)


REFUSED = RefusalError(400, "Bad Request: query is too old and response timeout expired")


@pytest.mark.parametrize(
    ("engine_name", "fault"),
    [
        pytest.param("sqlite", {"refusal": REFUSED}, id="too old"),
        pytest.param("sqlite", {"seconds": SLOW_SECONDS}, id="slow"),
        pytest.param("sqlite", {"lose_answer": True}, id="answer lost"),
        pytest.param("sqlite", {"lose_call": True}, id="call lost"),
        pytest.param("postgresql", {"lose_answer": True}, id="answer lost, postgresql"),
    ],
)
async def test_a_tap_counts_though_its_spinner_could_not_be_stopped(
    bot: BotProcess, fault: dict[str, Any]
) -> None:
    """R8: the next question comes at once, and so does the answer to the next tap."""
    ada = Person(bot.server, 1)
    bot.server.fail("answerCallbackQuery", **fault)
    async with bot.running():
        loop = asyncio.get_running_loop()
        ada.says("/start")
        await ada.hears("I am Unhamstrung")
        began = loop.time()
        ada.taps("I agree")
        await ada.hears("How old are you?")
        ada.taps("18-39")
        await ada.hears("Any of these now")
        assert loop.time() - began < SLOW_SECONDS
        await bot.server.until(lambda: bot.server.taps)


KINDS: tuple[dict[str, Any], ...] = (
    {"text": "hello"}, {"text": "/nothing"}, {"text": "   "}, {"sticker": {}}, {"voice": {}},
    {"video_note": {}}, {"photo": [], "caption": "my back"}, {"audio": {}}, {"document": {}},
    {"contact": {"phone_number": "1"}}, {"poll": {}}, {"dice": {}}, {"story": {}},
    {"location": {"latitude": 52.5, "longitude": 13.4}}, {"a kind of tomorrow": {}},
)  # fmt: skip


@pytest.mark.parametrize("agrees", [False, True], ids=["before consent", "in the intake"])
async def test_whatever_is_sent_gets_an_answer(bot: BotProcess, *, agrees: bool) -> None:
    """R25: a message of any kind, and an edited one."""
    ada = Person(bot.server, 1)
    async with bot.running():
        ada.says("/start")
        await ada.hears("I am Unhamstrung")
        if agrees:
            ada.taps("I agree")
            await ada.hears("How old are you?")
        for content in KINDS:
            heard = len(ada.heard)
            ada.sends(**content)
            await bot.server.until(lambda heard=heard: len(ada.heard) > heard)
        heard = len(ada.heard)
        bot.server.push({"edited_message": {"chat": ada.chat, "text": "18-39", "message_id": 1}})
        await bot.server.until(lambda: len(ada.heard) > heard)


async def test_every_tap_gets_an_answer(bot: BotProcess) -> None:
    """R25, R7: on a button that is open, closed, forged or unknown, and a repeated one."""
    ada = Person(bot.server, 1)
    async with bot.running():
        await _agreed(ada)
        for data in ("1:1:agree", "nonsense", "1:999999999:o.a18_39", "2:1:x", "", "1:1:agree"):
            ada.taps_data(data)
        ada.taps("18-39")
        await bot.server.until(lambda: not bot.server.open_taps)
        await ada.hears("Any of these now")


async def test_what_waited_at_telegram_is_answered_after_the_start(bot: BotProcess) -> None:
    """R3: of several people, in the order in which it was sent."""
    people = [Person(bot.server, n) for n in (1, 2, 3)]
    for person in people:
        person.says("/start")
        person.says("/help")
    async with bot.running():
        for person in people:
            await person.hears("/privacy")
            await bot.server.until(lambda person=person: len(person.heard) >= 3)
    assert bot.server.called("deleteWebhook") == [{"drop_pending_updates": False}]
    assert len({tuple(_read(person)) for person in people}) == 1


@pytest.mark.parametrize(
    ("engine_name", "command"),
    [
        ("sqlite", "/help"),
        ("sqlite", "/privacy"),
        ("sqlite", "/settings"),
        ("postgresql", "/help"),
    ],
)
async def test_an_aside_answers_and_brings_the_question_back_once(
    bot: BotProcess, command: str
) -> None:
    """R23: over a restart too."""
    ada = Person(bot.server, 1)
    async with bot.running():
        await _agreed(ada)
    before = len(ada.heard)
    async with bot.running():
        ada.says(command)
        await bot.server.until(lambda: len(ada.heard) == before + 2)
        aside, question = ada.heard[before:]
        assert "How old" in question.text
        assert [message.text for message in ada.heard if "How old" in message.text] == [
            question.text
        ]
        ada.taps("18-39")
        await bot.server.until(lambda: "Any of these now" in question.text)
    assert "How old" not in aside.text
    assert len(ada.heard) == before + 2
