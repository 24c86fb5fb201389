"""The list of who was erased and when, which lies apart from the database and its backups.

Rule: it names nobody. A line holds a moment, the name of a key and a hash of the chat's number
under that key, so that only who has the key can ask it about a chat.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import fcntl
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.model import ChatId
from bot.store import StoreError
from bot.store.crypto import KeyRing
from bot.store.unit import finish

_LINE = re.compile(r"(\S+) ([a-z0-9_-]{1,16}) ([0-9a-f]{16,128})")
_LONGEST_LINE = 256
"""In bytes; what a crash leaves of one is shorter."""


@dataclass(frozen=True, slots=True)
class Listed:
    """What stands in the list, as far as the key ring tells."""

    ring: KeyRing
    tags: Mapping[tuple[str, str], dt.datetime]
    """The last erasure by key name and hash."""
    closed: Mapping[str, dt.datetime]
    """The last erasure under each key that is not in the ring: whose it was cannot be told."""

    def erased_at(self, chat: ChatId) -> dt.datetime | None:
        """The last time."""
        found = (self.tags.get(tag) for tag in self.ring.tags(chat).items())
        return max((at for at in found if at is not None), default=None)


class ErasureList:
    """It is made with the first erasure, for its owner alone."""

    def __init__(self, path: Path, ring: KeyRing) -> None:
        self._path = path
        self._ring = ring

    def check(self) -> None:
        """StoreError when nobody could be erased, as it could not be written down.

        Also when a restore could not read it, be it damaged or another file.
        """
        folder = next(each for each in self._path.absolute().parents if each.exists())
        place = self._path if self._path.exists() else folder
        if self._path.is_dir() or not folder.is_dir() or not os.access(place, os.W_OK):
            raise StoreError(
                f"The list of erasures {self._path} cannot be written; set ERASED_FILE to a place"
                " that can, apart from the database and its backups."
            )
        self.read()

    async def add(self, erased: Mapping[ChatId, dt.datetime]) -> None:
        """On the disk when this returns; StoreError when it cannot be."""
        lines = "".join(f"{self._line(chat, at)}\n" for chat, at in erased.items())
        await finish(asyncio.to_thread(self._append, lines))

    def _line(self, chat: ChatId, at: dt.datetime) -> str:
        return f"{at.astimezone(dt.UTC).isoformat()} {self._ring.first} {self._tag(chat)}"

    def _tag(self, chat: ChatId) -> str:
        return self._ring.tags(chat)[self._ring.first]

    def _append(self, lines: str) -> None:
        try:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            is_new = not self._path.exists()
            with open(self._path, "ab", opener=_for_the_owner) as file:
                fcntl.flock(file, fcntl.LOCK_EX)  # of several workers, one at a time
                whole = self._whole_bytes()
                self._check_kind(self._path.read_bytes(), whole)
                try:
                    file.truncate(whole)
                    file.write(lines.encode())
                    file.flush()
                    os.fsync(file.fileno())
                except OSError:
                    file.truncate(whole)
                    raise
            if is_new:
                _sync_folder(self._path.parent)
        except OSError as error:
            raise StoreError(f"The list of erasures {self._path}: {error.strerror}.") from error

    def _whole_bytes(self) -> int:
        """Without the beginning of a line that a crash cut off: its erasure was not stored."""
        return self._path.read_bytes().rfind(b"\n") + 1

    def _check_kind(self, content: bytes, whole: int) -> None:
        """Before anything of it is cut off: by mistake it may be the database, or the key file."""
        last = content[:whole].splitlines()[-1:]
        is_list = all(_LINE.fullmatch(line.decode(errors="replace").strip()) for line in last)
        if not is_list or len(content) - whole > _LONGEST_LINE:
            raise StoreError(f"The list of erasures {self._path} is another file; see ERASED_FILE.")

    def read(self) -> Listed:
        """StoreError when a line cannot be understood, as it may be anybody's."""
        tags: dict[tuple[str, str], dt.datetime] = {}
        closed: dict[str, dt.datetime] = {}
        for at, name, tag in self._entries():
            if name in self._ring.names:
                tags[name, tag] = max(at, tags.get((name, tag), at))
            else:
                closed[name] = max(at, closed.get(name, at))
        return Listed(self._ring, tags, closed)

    def _entries(self) -> Iterator[tuple[dt.datetime, str, str]]:
        try:
            text = self._path.read_bytes()[: self._whole_bytes()].decode(errors="replace")
        except FileNotFoundError:
            return
        except OSError as error:
            raise StoreError(f"The list of erasures {self._path}: {error.strerror}.") from error
        for number, line in enumerate(text.splitlines(), 1):
            found = _LINE.fullmatch(line.strip())
            at = found and _moment(found[1])
            if not found or at is None:
                raise StoreError(
                    f"The list of erasures {self._path}: line {number} cannot be understood; put"
                    " back a copy of the list."
                )
            yield at, found[2], found[3]


def _moment(text: str) -> dt.datetime | None:
    try:
        at = dt.datetime.fromisoformat(text)
    except ValueError:
        return None
    return at if at.tzinfo else None


def _for_the_owner(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
