"""The key, the list of erasures, the disk, and who else can read what lies there.

Rule: looks, and makes or changes nothing; no key is shown, only names of keys.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from bot.doctor.lines import Line, mend, note, of_bytes, ok
from bot.doctor.seen import Seen
from bot.keys import kept_in, lies_with_database, ring_of
from bot.settings import Settings, SettingsError
from bot.store import StoreError
from bot.store.crypto import KeyRing, wrapper
from bot.store.erased import ErasureList
from bot.store.key_file import is_open_to_others
from bot.store.sqlite import SqliteEngine

NOTE_BYTES = 500 * 10**6
MEND_BYTES = 100 * 10**6
COPIES = 2
"""A backup is restored beside itself before it counts."""


def key_lines(settings: Settings, seen: Seen | None) -> Iterator[Line]:
    """`seen`: the database, where it could be reached."""
    file = settings.data_key_file
    has_file = settings.data_key is None
    if has_file and not file.exists() and seen is not None and seen.ring is None:
        yield _no_key_yet(file)
        return
    try:
        ring = ring_of(settings)
    except (StoreError, SettingsError) as error:
        yield mend("key", str(error))
        return
    yield _fits(settings, ring, seen)
    if has_file:
        yield from _key_file_lines(file, settings.database_url)
    yield from _erasure_lines(settings, ring)


def _no_key_yet(file: Path) -> Line:
    folder = next(each for each in file.absolute().parents if each.exists())
    if not folder.is_dir() or not os.access(folder, os.W_OK):
        return mend("key", f"{file} cannot be made, as {folder} is not writable by this user")
    return note("key", f"there is no {file} yet; the first start makes it. Then copy it elsewhere")


def _fits(settings: Settings, ring: KeyRing, seen: Seen | None) -> Line:
    kept = kept_in(settings)
    if seen is None:
        return ok("key", f"{kept} can be read; whether it fits is not known without the database")
    if seen.ring is None:
        return ok("key", f"{kept} can be read; the database is not made yet")
    if not ring.fits(seen.ring):
        said = f"{kept} does not fit the database; put back the one it was made with"
        return mend("key", f"{said}. Nothing can be read with another")
    if (used := wrapper(seen.ring)) != ring.first:
        said = f"{kept} fits; {ring.first} stands first, and people are under {used} still"
        return note("key", f"{said}: `rotate-key` brings them under it")
    return ok("key", f"{kept} fits the database, all under {ring.first}")


def _key_file_lines(file: Path, database_url: str) -> Iterator[Line]:
    if is_open_to_others(file):
        yield mend("key", f"{file} can be read by others; `chmod 600 {file}`")
    if lies_with_database(file, database_url):
        yield note("key", f"{file} lies with the database: a copy of one is a copy of both")


def _erasure_lines(settings: Settings, ring: KeyRing) -> Iterator[Line]:
    path = settings.erasures
    erasures = ErasureList(path, ring)
    try:
        erasures.check()
        listed = erasures.read()
    except StoreError as error:
        yield mend("erasures", str(error))
        return
    if not path.exists():
        yield ok("erasures", f"nobody was deleted yet; {path} can be made")
        return
    yield ok("erasures", f"{path} can be read and written; copy it as you copy the key")
    if listed.closed:
        names = ", ".join(sorted(listed.closed))
        said = f"written with {names} too, which is not in the key ring: a restore may need it"
        yield note("erasures", said)
    if is_open_to_others(path):
        yield note("erasures", f"{path} can be read by others; `chmod 600 {path}`")
    if lies_with_database(path, settings.database_url):
        yield note("erasures", f"{path} lies with the database: a lost disk takes both")


def disk_lines(database_url: str) -> Iterator[Line]:
    """Of PostgreSQL's server we see no disk."""
    if not database_url.startswith("sqlite"):
        return
    path = SqliteEngine.at(database_url).path.absolute()
    folder = next(each for each in path.parents if each.is_dir())
    yield _room(shutil.disk_usage(folder).free, path)
    files = [each for each in (path, path.with_name(f"{path.name}-wal")) if each.exists()]
    if is_open_to_others(folder) and any(map(is_open_to_others, files)):
        said = f"{path} can be read by others; `chmod 700 {folder}`, or `chmod 600` the file"
        yield note("disk", said)


def _room(free: int, path: Path) -> Line:
    said = f"{of_bytes(free)} free beside {path.name}"
    if free < MEND_BYTES:
        return mend("disk", f"only {said}; make room before it is full")
    if free < NOTE_BYTES:
        return note("disk", f"only {said}")
    if path.exists() and free < COPIES * path.stat().st_size:
        return note(
            "disk", f"{said}, too little for a backup there, which needs room for two copies"
        )
    return ok("disk", said)
