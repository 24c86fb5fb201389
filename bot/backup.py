"""The commands `backup`, `restore` and `restored`: from what the operator set to what they read.

Rule: how it is done is in bot/store; here are the words.
"""

from __future__ import annotations

import asyncio
from pathlib import Path

from bot.clock import Clock
from bot.keys import kept_in, ring_of
from bot.settings import Settings
from bot.store import StoreError
from bot.store.backup import back_up
from bot.store.catch_up import catch_up
from bot.store.engines import engine_for
from bot.store.erase_again import erase_again
from bot.store.erased import ErasureList
from bot.store.restore import restore
from bot.store.sql import SqlStore
from bot.store.sqlite import SqliteEngine
from bot.store.unpack import Inventory

ELSEWHERE = (
    "The database is PostgreSQL: back it up with `pg_dump --format=custom` and keep a copy of the"
    " key file apart; restore it with `pg_restore`, then call `python -m bot restored`, then start"
    " the bot."
)
NOT_AGAIN = "What was on its way when the backup was made is not sent again."
NOBODY = (
    "There is nobody in the database. Check DATABASE_URL; restore the dump into a new, empty"
    " database, then call this again."
)
OPEN_SECONDS = 10.0
"""PostgreSQL would have us wait for the end of a bot that runs."""
_MEGABYTE = 1_000_000


def backup_command(settings: Settings, target: Path, *, force: bool) -> str:
    database, ring = _database(settings), ring_of(settings)
    found = asyncio.run(back_up(database, ring, target, force=force))
    return (
        f"{target}: {_contents(found)}, {target.stat().st_size / _MEGABYTE:.1f} MB; restored and"
        f" checked. {kept_in(settings)} is not in it: keep a copy of it apart."
    )


def restore_command(settings: Settings, backup: Path, clock: Clock, *, force: bool) -> str:
    database, ring = _database(settings), ring_of(settings)
    erasures = ErasureList(settings.erasures, ring)
    done = asyncio.run(restore(backup, database, ring, clock.now(), force=force, erasures=erasures))
    before = f"; the one before is kept as {done.aside}" if done.aside else ""
    return (
        f"{database} is restored: {_contents(done.found)}{before}. {NOT_AGAIN}"
        f" {_deleted_again(done.erased, settings.erasures)} Whoever stopped since then is back as"
        " they were."
    )


def restored_command(settings: Settings, clock: Clock) -> str:
    count, erased = asyncio.run(_restored(settings, clock))
    if not count + erased:
        raise StoreError(NOBODY)
    return (
        f"The database is ready for the bot: {_number(count, 'person', 'people')}. {NOT_AGAIN}"
        f" {_deleted_again(erased, settings.erasures)}"
    )


def _deleted_again(count: int, file: Path) -> str:
    """A list that nobody was ever put on is not there; nor is one that was lost."""
    if not file.exists():
        return (
            f"There is no list of erasures {file}: if it is lost, whoever deleted everything since"
            " then is back; put a copy of it there, and restore again."
        )
    if not count:
        return "Nobody in it had deleted everything or taken back their yes since then."
    who = _number(count, "person", "people")
    return f"{who} had deleted everything or taken back their yes since then: deleted again."


async def _restored(settings: Settings, clock: Clock) -> tuple[int, int]:
    """People who are there, and those who were erased again."""
    ring = ring_of(settings)
    listed = ErasureList(settings.erasures, ring).read()
    engine_for(settings.database_url).find()
    try:
        async with asyncio.timeout(OPEN_SECONDS):
            store = await SqlStore.open(settings.database_url, ring, alone=True)
    except TimeoutError:
        raise StoreError("A bot works with this database; stop it first.") from None
    try:
        erased = await erase_again(store, listed, clock.now())
        return await catch_up(store, clock.now()), erased
    finally:
        await store.close()


def _database(settings: Settings) -> Path:
    engine = engine_for(settings.database_url)
    if not isinstance(engine, SqliteEngine):
        raise StoreError(ELSEWHERE)
    return engine.path


def _contents(found: Inventory) -> str:
    said = ", ".join(
        (
            _number(found.rows["people"], "person", "people"),
            _number(found.rows["letters"], "letter", "letters"),
            _number(found.rows["history"], "record of history", "records of history"),
            _number(found.rows["quarantine"], "event set aside", "events set aside"),
        )
    )
    if not found.unreadable:
        return said
    unread = _number(len(found.unreadable), "person", "people")
    return f"{said} ({unread} cannot be read with this key, here as before)"


def _number(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"
