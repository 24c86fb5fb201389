"""Writes what a program leaves behind, as SQL: `python tests/bot/store/remember.py FILE.sql`.

It leads three people through the program that is on PYTHONPATH, by its own desk and store, so that
a dump shows what that program really wrote. Rule: nothing of the tests is imported here, and of the
program only what every program since the first has.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import re
import sqlite3
import sys
import tempfile
from pathlib import Path

from bot.clock import VirtualClock
from bot.desk import Desk
from bot.model import (
    Blocked,
    ChatId,
    Dropped,
    Failed,
    Handled,
    Incoming,
    LetterId,
    Offset,
    RetryAt,
    Sent,
    Verdict,
)
from bot.store.crypto import KeyRing
from bot.store.sql import SqlStore
from content.load import Content, load_content
from flows import Conversation, Outcome, advance
from flows.effects import Forget, Say, Text
from flows.events import Chose, Commanded, Event, MomentDue, Said, Started

RING = "k1:MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="
START = dt.datetime(2026, 3, 2, 8, 0, tzinfo=dt.UTC)
LONG_AGO = START - dt.timedelta(days=3)
"""Letters settled then are purged, which keeps a dump small."""
ANNA, BERT, CARLA = ChatId(1001), ChatId(1002), ChatId(1003)
"""Anna has a plan and a prompt of the next day, Bert is asked something, Carla was forgotten."""
RAISES, FORGET = "raise", "forget"
CODES = ("agree", "done", "go", "set_up", "accept", "now", "n.1", "none", "n.7")


def stumble(conversation: Conversation, event: Event, content: Content) -> Outcome:
    """The talk, with a mistake in it, and a short way out of it."""
    if isinstance(event, Said) and event.text == RAISES:
        raise ValueError(event.text)
    if isinstance(event, Said) and event.text == FORGET:
        goodbye = Say(lines=(Text(key="privacy"),))
        return Outcome(conversation=Conversation(), effects=(Forget(), goodbye))
    return advance(conversation, event, content)


class Town:
    def __init__(self, store: SqlStore) -> None:
        self._store = store
        self._clock = VirtualClock(START)
        self._desk = Desk(store, load_content(), self._clock, advance=stumble)
        self._updates = 0
        self._messages = 0

    async def live(self) -> None:
        await self._talk(ANNA, turns=80)
        await self._talk(BERT, turns=8)
        await self._hear(BERT, Said(at=START, text=RAISES))
        await self._hear(CARLA, Said(at=START, text=RAISES))
        await self._talk(CARLA, turns=3)
        await self._hear(CARLA, Said(at=START, text=FORGET))
        await self._every_state()

    async def _talk(self, chat: ChatId, turns: int) -> None:
        """Until nothing is asked any more, or for so many turns."""
        handled = await self._hear(chat, Started(at=START, language="en"))
        for _ in range(turns):
            event = _answer([letter.say for letter in handled.letters])
            if event is None:
                return
            await self._sent(handled, LONG_AGO)
            handled = await self._hear(chat, event)

    async def _hear(self, chat: ChatId, event: Event) -> Handled:
        self._updates += 1
        one = Incoming(f"u:1:{self._updates}", chat, event)
        return await self._desk.handle([one], Offset("1", self._updates + 1))

    async def _sent(self, handled: Handled, at: dt.datetime = START) -> None:
        verdicts: dict[LetterId, Verdict] = {}
        for letter in handled.letters:
            self._messages += 1
            verdicts[letter.id] = Sent(self._messages)
        await self._store.settle(verdicts, at)

    async def _every_state(self) -> None:
        """Bert's letters end in each of the ways, Anna's next prompt waits."""
        judged: tuple[Verdict, ...] = (Failed("why"), Dropped(), Blocked(), RetryAt(START))
        for verdict in judged:
            handled = await self._hear(BERT, Commanded(at=START, name="help"))
            await self._store.settle({letter.id: verdict for letter in handled.letters}, START)
        await self._hear(BERT, Commanded(at=START, name="help"))
        await self._sent(await self._hear(BERT, Commanded(at=START, name="privacy")))
        await self._store.purge(START)  # what a later letter has overtaken is left as uncertain
        await self._hear(BERT, Commanded(at=START, name="settings"))
        due_at = await self._store.next_due()
        assert due_at is not None
        self._clock.set(due_at)
        await self._desk.handle([Incoming("", ANNA, MomentDue(at=due_at))])


def _answer(said: list[Say]) -> Event | None:
    """What somebody healthy would tap or write; nothing when nothing is asked."""
    for say in reversed(said):
        codes = [button.code for row in say.buttons for button in row]
        if "locate" in codes:
            return Said(at=START, text="London")
        wanted = [*CODES, *(code for code in codes if re.match(r"[a-z]\.", code))]
        code = next((one for one in wanted if one in codes and one != "o.u18"), None)
        if code is not None:
            return Chose(at=START, ask=say.ask, code=code)
    return None


async def _live(database: Path) -> None:
    store = await SqlStore.open(f"sqlite:///{database}", KeyRing.parse(RING))
    try:
        await Town(store).live()
    finally:
        await store.close()


def main(target: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "bot.db"
        asyncio.run(_live(database))
        connection = sqlite3.connect(database)
        target.write_text("\n".join(connection.iterdump()) + "\n")
        connection.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
