"""A database that comes from a backup, of either engine, before a bot works with it again.

Rule: what was sent and asked since the backup is not known, so none of it may come twice (T4).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import AsyncIterator

from bot.model import ChatId
from bot.store import Saved
from bot.store.sql import SqlStore
from flows.restored import restored

CHATS_AT_ONCE = 500


async def catch_up(store: SqlStore, now: dt.datetime, at_once: int = CHATS_AT_ONCE) -> int:
    """How many people there are. Doing it twice does no harm."""
    await store.leave_unsettled(now)
    count = 0
    async for chats in everybody(store, at_once):
        count += len(chats)
        async with store.batch() as batch:
            loaded = await batch.load(chats)
            saved = [
                Saved(chat, restored(talk, now), found.version, talk.language)
                for chat, found in loaded.items()
                if (talk := found.conversation) is not None
            ]
            await batch.save(saved, keys=(), now=now)
    await store.rewrap()  # a backup from before a rotation is under an older key
    return count


async def everybody(store: SqlStore, at_once: int = CHATS_AT_ONCE) -> AsyncIterator[list[ChatId]]:
    """Some at a time; those who are forgotten but not yet gone too."""
    chats = await store.chats(None, at_once)
    while chats:
        yield chats
        chats = await store.chats(chats[-1], at_once)
