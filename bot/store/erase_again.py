"""Whoever was erased after a backup was made is erased again once it is restored.

So is whoever took back their yes since: the backup would have them talked to again.

Rule: done before anything else is written to that database, as it goes by when people were met.
"""

from __future__ import annotations

import datetime as dt

from bot.store import Loaded, Saved, StoreError
from bot.store.catch_up import CHATS_AT_ONCE
from bot.store.erased import Listed
from bot.store.sql import SqlStore


async def erase_again(
    store: SqlStore, listed: Listed, now: dt.datetime, at_once: int = CHATS_AT_ONCE
) -> int:
    """How many. Who came back after that, and said yes again, stays.

    So does who is known to have taken back their yes, until the end that is planned for them.
    StoreError when it cannot be told whose some erasures were that this database does not know of.
    """
    await _check_all_open(store, listed)
    count = 0
    changes = await store.changes(None, at_once)
    while changes:
        async with store.batch() as batch:
            loaded = await batch.load(list(changes))
            gone = [
                Saved(chat, None, found.version, "", forget=True)
                for chat, found in loaded.items()
                if _is_gone(listed.erased_at(chat), _begun_at(found, changes[chat]))
            ]
            if gone:
                await batch.save(gone, keys=(), now=now)
        count += len(gone)
        changes = await store.changes(max(changes), at_once)
    return count


async def _check_all_open(store: SqlStore, listed: Listed) -> None:
    """An erasure that is older than the newest row was stored before the backup was made."""
    newest = await store.newest_change()
    names = sorted(name for name, at in listed.closed.items() if newest and at > newest)
    if names:
        raise StoreError(
            f"The list of erasures was written with the key {', '.join(names)}, which is not in the"
            " key ring, so nobody can say who has to be deleted again; put the key back."
        )


def _begun_at(found: Loaded, changed_at: dt.datetime) -> dt.datetime:
    """Since their yes, or since they took it back; without either, since the last word."""
    talk = found.conversation
    if talk is None or talk.consent is None:
        return changed_at
    return talk.withdrawn_at or talk.consent.at


def _is_gone(erased_at: dt.datetime | None, begun_at: dt.datetime) -> bool:
    return erased_at is not None and begun_at < erased_at
