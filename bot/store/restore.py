"""A backup takes the place of the SQLite database.

Rule: it is there whole or not at all, nothing that was there before is lost, and nothing is said
to people as if no time had passed since.
"""

from __future__ import annotations

import datetime as dt
import itertools
import os
import sqlite3
from pathlib import Path
from typing import NamedTuple

from bot.store import StoreError, parcel
from bot.store.backup import sync
from bot.store.catch_up import catch_up
from bot.store.crypto import KeyRing
from bot.store.erase_again import erase_again
from bot.store.erased import ErasureList, Listed
from bot.store.sql import SqlStore
from bot.store.sqlite import SqliteEngine
from bot.store.unpack import Inventory, opened, unpack, url_of, workshop

_LOGS = ("-wal", "-shm")


class Restored(NamedTuple):
    found: Inventory
    """In the backup."""
    aside: Path | None
    """Where the database that was there is kept."""
    erased: int
    """People of the backup who are on the list of erasures, and so are not in the database."""


async def restore(  # noqa: PLR0913 - what a restore is made of
    backup: Path,
    database: Path,
    ring: KeyRing,
    now: dt.datetime,
    *,
    force: bool,
    erasures: ErasureList | None = None,
) -> Restored:
    listed = erasures.read() if erasures else None
    with SqliteEngine(backup).readable_errors():
        parcel.check_sealed(backup)
    engine = SqliteEngine(database)
    with engine.readable_errors():
        engine.claim()
        try:
            return await _restore(backup, database, ring, now, listed, force=force)
        finally:
            engine.release()


async def _restore(  # noqa: PLR0913 - the same
    backup: Path,
    database: Path,
    ring: KeyRing,
    now: dt.datetime,
    listed: Listed | None,
    *,
    force: bool,
) -> Restored:
    _check_free(database, force=force)
    with workshop(database) as folder:
        fresh = folder / database.name
        found = await unpack(backup, fresh, ring, name=str(backup))
        erased = await _catch_up(fresh, ring, now, listed)
        if erased:
            _rewrite(fresh)
        _fold(fresh)
        _hand_over(fresh, database)
        sync(fresh)
        aside = _put_aside(database)
        fresh.replace(database)
        sync(database.parent)
    return Restored(found, aside, erased)


def _check_free(database: Path, *, force: bool) -> None:
    if database.exists() and not force:
        raise StoreError(
            f"There is a database {database} already; with --force it is put aside and kept."
        )


async def _catch_up(database: Path, ring: KeyRing, now: dt.datetime, listed: Listed | None) -> int:
    """How many people are erased again."""
    store = await SqlStore.open(url_of(database), ring)
    try:
        erased = await erase_again(store, listed, now) if listed else 0
        await catch_up(store, now)
    finally:
        await store.close()
    return erased


def _rewrite(database: Path) -> None:
    """Without any byte of rows that are gone."""
    with opened(database) as connection:
        connection.execute("VACUUM")


def _fold(database: Path) -> None:
    """The log goes into the file; fails while any other program has it open."""
    with opened(database) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")


def _hand_over(fresh: Path, database: Path) -> None:
    """Whoever runs the bot can open it, also when root restores."""
    like = database if database.exists() else database.parent
    fresh.chmod(like.stat().st_mode & 0o666 if like == database else 0o600)
    if os.geteuid() == 0:
        for path in (fresh, database.with_name(f"{database.name}.lock")):
            os.chown(path, like.stat().st_uid, like.stat().st_gid)


def _put_aside(database: Path) -> Path | None:
    """By a second name, so that a database is there at any moment; a log never meets another."""
    if database.exists():
        _fold_if_sound(database)
    names = [name for name in ("", *_LOGS) if _named(database, name).exists()]
    if not names:
        return None
    aside = next(
        free
        for number in itertools.count(1)
        if not (free := _named(database, f".before-restore-{number}")).exists()
    )
    for name in names:
        if name in _LOGS:
            _named(database, name).rename(_named(aside, name))
        else:
            aside.hardlink_to(database)
    return aside


def _fold_if_sound(database: Path) -> None:
    """A broken one goes aside with its log; SQLite would throw that away."""
    try:
        with opened(database, mode="ro") as connection:
            connection.execute("SELECT 1 FROM sqlite_master")
    except sqlite3.DatabaseError:
        return
    _fold(database)


def _named(database: Path, suffix: str) -> Path:
    return database.with_name(database.name + suffix)
