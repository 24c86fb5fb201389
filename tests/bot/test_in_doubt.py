"""What may be in doubt when the process is killed: one new message of a chat, and in its order."""

from __future__ import annotations

import asyncio
import datetime as dt
from typing import Any

import pytest

from bot.model import Handled, Letter, RetryAt, Sent
from tests.bot.memory_store import MemoryStore
from tests.bot.test_outbox import NOW, Bench, running


class SlowStart(MemoryStore):
    """Something else is written first when the process starts."""

    def __init__(self) -> None:
        super().__init__()
        self.is_asked, self.may_answer = asyncio.Event(), asyncio.Event()

    async def recover(self, now: dt.datetime) -> tuple[Letter, ...]:
        self.is_asked.set()
        await self.may_answer.wait()
        return await super().recover(now)


@pytest.fixture
def bench() -> Bench:
    return Bench()


async def test_a_message_is_written_down_as_sent_before_the_next_one_of_its_chat_goes(
    bench: Bench,
) -> None:
    """T4: a kill leaves one of them in doubt, however many were stored at once."""
    first, second = bench.letter("first"), bench.letter("second")
    marked: list[bool] = []

    def look(_method: str, params: dict[str, Any]) -> None:
        if params["text"] == "second":
            marked.append(isinstance(bench.store.verdicts.get(first.id), Sent))

    bench.api.script = look
    await bench.send(first, second)
    assert marked == [True]


async def test_an_edit_waits_for_the_message_that_it_edits_whatever_its_lane(bench: Bench) -> None:
    """6-screens: who is quick taps a prompt before Telegram has told us its number."""
    bench.store.waiting = [bench.letter("prompt", lane="prompt", screen=5)]
    gate = bench.api.gates[1] = asyncio.Event()
    async with running(bench.pump):
        async with asyncio.timeout(5):
            while not bench.api.calls:  # noqa: ASYNC110 - the fake tells nobody
                await asyncio.sleep(0)
        bench.pump.deliver(Handled((bench.letter("answered", screen=5),), ()))
        gate.set()
        await bench.pump.quiet()
    assert [method for method, _ in bench.api.calls] == ["sendMessage", "editMessageText"]


async def test_a_letter_that_comes_again_is_not_given_back_meanwhile(bench: Bench) -> None:
    """T4: it went back in a commit of unknown outcome; written once more, it would go out twice."""
    letter = bench.letter("prompt", lane="prompt")
    bench.store.waiting = [letter]
    bench.pump._settling.note(letter.id, RetryAt(NOW))
    gate = bench.api.gates[1] = asyncio.Event()
    async with running(bench.pump):
        async with asyncio.timeout(5):
            while not bench.api.calls:  # noqa: ASYNC110 - the fake tells nobody
                await asyncio.sleep(0)
        await bench.pump._settling.flush()
        assert letter.id not in bench.store.verdicts
        gate.set()
        await bench.pump.quiet()
    assert bench.store.sent() == [letter.id]


async def test_what_is_in_doubt_goes_before_what_a_new_event_leads_to() -> None:
    """T4: else the old one would be left as overtaken, though nobody has ever seen it."""
    store = SlowStart()
    bench = Bench(store)
    store.doubtful = [bench.letter("in doubt")]
    async with running(bench.pump):
        await store.is_asked.wait()
        bench.pump.deliver(Handled((bench.letter("new"),), ()))
        store.may_answer.set()
        await bench.pump.quiet()
    assert bench.api.texts() == ["in doubt", "new"]
