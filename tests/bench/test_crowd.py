"""The people of the benches: what counts as an answer, and how waits are told."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest

from bench.crowd import FIRST_LIVE, STEPS, ClosedLoop, Crowd, OpenLoop, percentile
from bench.telegram import BUTTONS, LeanTelegram
from bot.telegram.api import TelegramApi

QUESTION = {"text": "?", "reply_markup": {"inline_keyboard": BUTTONS}}
ONLY_TELLS = {"text": "And by the way"}
Reply = Callable[[int], list[dict[str, Any]]]


@pytest.fixture
async def server() -> AsyncIterator[LeanTelegram]:
    async with LeanTelegram() as server:
        yield server


async def _serve(server: LeanTelegram, reply: Reply) -> None:
    """A bot that answers each update with these messages; the number is the person's step."""
    steps: dict[int, itertools.count[int]] = {}
    asked: dict[str, Any] = {"timeout": 5}
    async with TelegramApi(server.url, server.token) as api:
        while True:
            for update in await api.call("getUpdates", asked):
                asked["offset"] = update["update_id"] + 1
                chat = (update.get("callback_query") or update)["message"]["chat"]["id"]
                step = next(steps.setdefault(chat, itertools.count(1)))
                for each in reply(step):
                    await api.call("sendMessage", {"chat_id": chat, **each})


async def _until(server: LeanTelegram, reply: Reply, done: Callable[[], object]) -> None:
    bot = asyncio.create_task(_serve(server, reply))
    try:
        await server.until(done, 5)
    finally:
        bot.cancel()


def _asks_until_the_end(step: int) -> list[dict[str, Any]]:
    return [ONLY_TELLS, QUESTION] if step < STEPS else [ONLY_TELLS]


async def test_somebody_new_comes_for_each_who_is_done(server: LeanTelegram) -> None:
    crowd = ClosedLoop(server)
    crowd.begin(2)
    await _until(server, _asks_until_the_end, lambda: crowd.left == 3)
    assert crowd.unanswered == 2
    assert 3 * STEPS <= len(crowd.waits) <= 5 * STEPS
    assert all(wait.seconds > 0 for wait in crowd.waits)
    assert max(wait.seconds for wait in crowd.waits) < 5


async def test_what_only_tells_is_no_answer(server: LeanTelegram) -> None:
    crowd = ClosedLoop(server)
    crowd.begin(1)
    await _until(server, lambda _: [ONLY_TELLS], lambda: server.counts["sendMessage"])
    assert (crowd.waits, crowd.unanswered) == ([], 1)


async def test_without_a_number_of_steps_they_leave_when_nothing_fits(
    server: LeanTelegram,
) -> None:
    data = ["1:1:go", "1:2:go", "1:3:later"]

    def reply(step: int) -> list[dict[str, Any]]:
        row = [{"text": "A", "callback_data": data[step - 1]}]
        return [{"text": "?", "reply_markup": {"inline_keyboard": [row]}}]

    crowd = ClosedLoop(server, steps=None)
    crowd.begin(1)
    await _until(server, reply, lambda: crowd.left)
    assert len(crowd.waits) == 3


async def test_an_open_loop_does_not_wait_for_the_bot(server: LeanTelegram) -> None:
    crowd = OpenLoop(server, 200)
    arrivals = asyncio.create_task(crowd.run())
    await asyncio.sleep(0.3)  # nobody answers
    behind = len(server.pending)
    assert 30 <= behind <= 60
    await _until(server, _asks_until_the_end, lambda: len(crowd.waits) > behind + 5)
    arrivals.cancel()
    assert max(wait.seconds for wait in crowd.waits) > 0.2
    assert [wait.at for wait in crowd.waits[:behind]] == crowd.came[:behind]


async def test_other_chats_are_not_the_crowds(server: LeanTelegram) -> None:
    crowd, others = Crowd(server), list[int]()
    crowd.others = lambda shown: others.append(shown.chat)
    async with TelegramApi(server.url, server.token) as api:
        for chat in (5, FIRST_LIVE):
            await api.call("sendMessage", {"chat_id": chat, **QUESTION})
    assert others == [5]


@pytest.mark.parametrize(
    ("values", "share", "expected"),
    [
        ([], 0.99, 0.0),
        ([3.0], 0.5, 3.0),
        ([2.0, 1.0], 0.5, 1.0),
        ([float(n) for n in range(100, 0, -1)], 0.99, 99.0),
        ([float(n) for n in range(1, 201)], 0.99, 198.0),
        ([1.0, 2.0, 3.0], 1.0, 3.0),
    ],
)
def test_a_percentile_is_a_value_that_was_measured(
    values: list[float], share: float, expected: float
) -> None:
    assert percentile(values, share) == expected
