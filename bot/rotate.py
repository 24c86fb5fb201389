"""The command `rotate-key`: a new key for everybody, and what becomes of the older ones.

Rule: no key is said, only names. Each step may be the last before a kill, and is safe to repeat.
"""

from __future__ import annotations

import asyncio
import contextlib
import re
from collections.abc import AsyncIterator, Collection

from bot.keys import ring_of
from bot.settings import Settings, SettingsError
from bot.store import StoreError
from bot.store.crypto import KeyRing
from bot.store.engines import engine_for
from bot.store.key_file import add_key, keep_first
from bot.store.rewrap import Rewrapped
from bot.store.sql import SqlStore

BUSY = "A bot works with this database, and would not know the new key; stop it first."
BY_HAND = (
    "DATA_KEY: --forget-old changes a key file only; `rotate-key` says which entries you can take"
    " out of DATA_KEY"
)
HOW = (
    "For a new key put one in front, as k2:BASE64 with what `openssl rand -base64 32` prints, and"
    " call this again."
)


def rotate_command(settings: Settings, *, forget_old: bool) -> str:
    return asyncio.run(_forget_old(settings) if forget_old else _rotate(settings))


async def _rotate(settings: Settings) -> str:
    """In a file that was changed before a kill, the new key is there already."""
    ring = ring_of(settings)
    async with _alone(settings, ring) as store:
        was_done = await store.is_under(ring.first)
        if was_done and settings.data_key is None:
            ring = add_key(settings.data_key_file, _next(ring.names))
        told = await store.rewrap(ring)
    done = f"{_people(told.people)} and all they said are under the key {ring.first} now."
    if settings.data_key is None:
        return " ".join([done, *_unread(told), _kept(settings, ring)])
    if was_done and len(ring.names) == 1:
        return " ".join([f"Everything is under {ring.first}, the only key in DATA_KEY.", HOW])
    return " ".join([done, *_unread(told), *_not_needed(ring, told.names)])


async def _forget_old(settings: Settings) -> str:
    if settings.data_key is not None:
        raise SettingsError(BY_HAND)
    ring = ring_of(settings)
    old = ring.names[1:]
    if not old:
        raise StoreError(f"There is no older key in {settings.data_key_file}.")
    async with _alone(settings, ring) as store:
        told = await store.rewrap(ring)
        if used := told.names.intersection(old):
            raise StoreError(
                f"Nothing is forgotten: {_people(told.unreadable)} cannot be read, and may need"
                f" {_named(used)}."
            )
        keep_first(settings.data_key_file)
    return (
        f"{settings.data_key_file} holds {ring.first} alone. Forgotten: {_named(old)}. Once all"
        " copies of that are gone too, nobody can read the older backups."
    )


@contextlib.asynccontextmanager
async def _alone(settings: Settings, ring: KeyRing) -> AsyncIterator[SqlStore]:
    engine_for(settings.database_url).find()
    store = await SqlStore.open(settings.database_url, ring, _refuse, alone=True)
    try:
        yield store
    finally:
        await store.close()


def _refuse() -> None:
    """Rather than stand by for the end of a bot that runs."""
    raise StoreError(BUSY)


def _next(names: Collection[str]) -> str:
    numbers = [int(name[1:]) for name in names if re.fullmatch(r"k[0-9]{1,14}", name)]
    return f"k{max(numbers, default=0) + 1}"


def _kept(settings: Settings, ring: KeyRing) -> str:
    file, old = settings.data_key_file, _named(ring.names[1:])
    return (
        f"{file} holds it first: copy that file to where its copy is. Kept behind it for older"
        f" backups: {old}. Once these are gone, call `rotate-key --forget-old`."
    )


def _not_needed(ring: KeyRing, used: Collection[str]) -> list[str]:
    free = [name for name in ring.names[1:] if name not in used]
    if not free:
        return []
    told = f"Nothing here needs {_named(free)} in DATA_KEY any more; older backups do, so keep a"
    return [f"{told} copy until these are gone."]


def _unread(told: Rewrapped) -> list[str]:
    if not told.unreadable:
        return []
    return [f"{_people(told.unreadable)} cannot be read with any key, as before."]


def _people(count: int) -> str:
    return "1 person" if count == 1 else f"{count} people"


def _named(names: Collection[str]) -> str:
    return ", ".join(sorted(names))
