"""A process that stores until it is killed: `python -m tests.bot.store.killed URL`.

It plays a bot whose updates come again whenever they were not confirmed: it goes on some updates
before the stored offset, as a server does whose confirmation got lost.
"""

from __future__ import annotations

import asyncio
import sys
from typing import Any

from bot.clock import VirtualClock
from bot.desk import Desk
from bot.model import ChatId, Incoming, Offset
from bot.store.sql import SqlStore
from flows import Conversation, Outcome
from flows.effects import Record
from flows.events import Event, Said
from tests.bot.store.kit import NOW, RING, record, say

CHATS = 5
AT_ONCE = 7
AGAIN = 10


def count(conversation: Conversation, event: Event, content: Any) -> Outcome:
    """Every event adds one, and says so twice."""
    number = int(str(conversation.answers.get("n", 0))) + 1
    assert isinstance(event, Said)
    told: Record = record(text=event.text)
    effects = (say(f"{number}"), say(f"{number}", lane="prompt"), told)
    return Outcome(
        conversation=conversation.model_copy(update={"answers": {"n": number}}), effects=effects
    )


def update(number: int) -> Incoming:
    event = Said(at=NOW, text=f"{number}")
    return Incoming(f"u:1:{number}", ChatId(number % CHATS), event)


async def main(url: str) -> None:
    store = await SqlStore.open(url, RING)
    desk = Desk(store, None, VirtualClock(NOW), advance=count)  # type: ignore[arg-type] # unread
    stored = await store.offset("1")
    number = max(0, stored[0].next_update - AGAIN) if stored else 0
    while True:
        print(number, flush=True)  # noqa: T201 - the test waits for it
        await desk.handle(
            [update(each) for each in range(number, number + AT_ONCE)],
            Offset("1", number + AT_ONCE),
        )
        number += AT_ONCE


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
