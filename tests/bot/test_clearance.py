"""A letter waits for the one before it, whoever has that; and goes only if it is still wanted."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Mapping, Sequence

import pytest

from bot import clearance
from bot.clearance import Clearance
from bot.clock import VirtualClock
from bot.model import ChatId, Letter, LetterId
from bot.store import Clear
from tests.bot.store.kit import ANNA, NOW, say


class Outbox:
    """What the store says of letters."""

    is_shared = True

    def __init__(self, **said: Clear) -> None:
        self.said: dict[LetterId, Clear] = {LetterId(int(id_[1:])): of for id_, of in said.items()}
        self.asked: list[tuple[LetterId, ...]] = []

    async def clear_to_go(
        self, letters: Sequence[LetterId], now: dt.datetime
    ) -> Mapping[LetterId, Clear]:
        del now
        self.asked.append(tuple(letters))
        return {letter: self.said[letter] for letter in letters if letter in self.said}


def clearance_on(outbox: Outbox) -> Clearance:
    return Clearance(outbox, VirtualClock(NOW))  # type: ignore[arg-type] # half a store


def letter(id_: int, chat: ChatId = ANNA) -> Letter:
    return Letter(LetterId(id_), chat, say("hello"), "en", tries=1, created_at=NOW)


async def test_letters_that_are_about_to_go_are_asked_for_together() -> None:
    outbox = Outbox(l1="go", l2="go")
    clear = clearance_on(outbox)
    found = await asyncio.gather(*(clear.wait(letter(id_)) for id_ in (1, 2, 3)))
    assert found == [True, True, False], "the third is in another hand, or hushed"
    assert outbox.asked == [(1, 2, 3)]


async def test_it_waits_for_the_letter_before_it() -> None:
    outbox = Outbox(l2="behind")
    waiting = asyncio.create_task(clearance_on(outbox).wait(letter(2)))
    await asyncio.sleep(3 * clearance.LOOK_AGAIN_SECONDS)
    assert not waiting.done()
    outbox.said[LetterId(2)] = "go"
    assert await waiting
    assert len(outbox.asked) > 2


async def test_it_does_not_wait_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clearance, "LONGEST_SECONDS", 0.05)
    assert await clearance_on(Outbox(l2="behind")).wait(letter(2))
