"""A copy of a SQLite database, made beside a running bot, that is known to be whole.

Rule: a backup gets its name only after it was restored and opened as a store (trust spec R24).
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from bot.store import StoreError, parcel
from bot.store.crypto import KeyRing
from bot.store.sql import SqlStore
from bot.store.sqlite import SqliteEngine
from bot.store.unpack import Inventory, opened, unpack, url_of, workshop

_OF_THE_TARGET = ("SQLITE_FULL", "SQLITE_IOERR")
"""What fails while copying is most likely the disk that is written to."""


async def back_up(database: Path, ring: KeyRing, target: Path, *, force: bool) -> Inventory:
    """With `force` an older backup of that name is replaced, at the very end."""
    SqliteEngine(database).find()
    with SqliteEngine(target).readable_errors():
        _check_free(target, force=force)
        with _draft(target) as draft:
            _copy(database, draft)
            parcel.seal(draft)
            with workshop(target) as folder:
                found = await unpack(
                    draft, folder / "restored.db", ring, name=f"The copy of {database}"
                )
            await _compare(found, database, ring)
            draft.replace(target)
        sync(target.parent)
    return found


def _check_free(target: Path, *, force: bool) -> None:
    if not target.parent.is_dir():
        raise StoreError(f"There is no folder {target.parent}; make it first.")
    if not target.exists():
        return
    if not target.is_file() or not parcel.is_sealed(target):
        raise StoreError(f"{target} exists and is no backup; choose another name.")
    if not force:
        raise StoreError(f"{target} exists; choose another name, or replace it with --force.")


@contextlib.contextmanager
def _draft(target: Path) -> Iterator[Path]:
    """An empty file beside the target, for its owner alone; gone unless it was renamed."""
    draft = target.with_name(f"{target.name}.partial")
    with open(draft, "ab", opener=_for_the_owner) as file:
        _claim(file.fileno(), draft)
        file.truncate(0)
        draft.chmod(0o600)
        try:
            yield draft
        finally:
            draft.unlink(missing_ok=True)


def _for_the_owner(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _claim(handle: int, draft: Path) -> None:
    """One that was killed leaves a draft, one that is at work holds it."""
    with contextlib.suppress(BlockingIOError, FileNotFoundError):
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if os.path.samestat(os.fstat(handle), draft.stat()):
            return
    raise StoreError(f"Another backup writes {draft} just now; wait for its end.")


def _copy(database: Path, draft: Path) -> None:
    """One moment of the database, without remains of what was deleted; the bot writes on."""
    with SqliteEngine(database).readable_errors(), opened(database) as connection:
        try:
            connection.execute("VACUUM INTO ?", (str(draft.absolute()),))
        except sqlite3.Error as error:
            if not error.sqlite_errorname.startswith(_OF_THE_TARGET):
                raise
            with SqliteEngine(draft).readable_errors():
                raise


async def _compare(found: Inventory, database: Path, ring: KeyRing) -> None:
    """Who cannot be read in the backup cannot be read in the database either."""
    if not found.unreadable:
        return
    store = await SqlStore.beside(url_of(database), ring)
    try:
        async with store.batch() as batch:
            loaded = await batch.load(list(found.unreadable))
    finally:
        await store.close()
    if not all(one.fault for one in loaded.values()):
        raise StoreError(f"The copy of {database} differs from it; check the disk, and try again.")


def sync(path: Path) -> None:
    """What was written to the file, or renamed in the folder, outlives a power cut."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
