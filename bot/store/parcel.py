"""A file that proves itself whole: whatever it holds, and a last line with its checksum.

Rule: what the file holds is not known here. SQLite reads only the pages that the head of a database
counts, so that a sealed database still opens with its tools.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from bot.store import StoreError

_SEAL = re.compile(rb"\n-- unhamstrung backup 1, sha256 ([0-9a-f]{64})\n")
_SEAL_BYTES = len("\n-- unhamstrung backup 1, sha256 \n") + 64
_CHUNK = 1 << 20


def is_sealed(path: Path) -> bool:
    """Whether it ends as a backup does; not whether it is whole."""
    with path.open("rb") as file:
        return _seal_of(file) is not None


def check_sealed(path: Path) -> None:
    if not is_sealed(path):
        raise StoreError(
            f"{path} is no backup, or only a part of one; take a file that"
            " `python -m bot backup` has written."
        )


def seal(path: Path) -> None:
    """Add the last line; the file is on the disk when this returns."""
    with path.open("r+b") as file:
        digest = hashlib.sha256()
        for chunk in _chunks(file, path.stat().st_size):
            digest.update(chunk)
        file.write(f"\n-- unhamstrung backup 1, sha256 {digest.hexdigest()}\n".encode())
        file.flush()
        os.fsync(file.fileno())


def unseal(path: Path, target: Path) -> None:
    """A copy without the last line; StoreError when one bit is not as it was sealed."""
    check_sealed(path)
    with path.open("rb") as file, target.open("xb") as copy:
        expected = _seal_of(file)
        digest = hashlib.sha256()
        file.seek(0)
        for chunk in _chunks(file, path.stat().st_size - _SEAL_BYTES):
            digest.update(chunk)
            copy.write(chunk)
    if digest.hexdigest().encode() != expected:
        raise StoreError(f"{path} is damaged since it was written; take another backup.")


def _seal_of(file: BinaryIO) -> bytes | None:
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - _SEAL_BYTES))
    found = _SEAL.fullmatch(file.read())
    return found and found[1]


def _chunks(file: BinaryIO, count: int) -> Iterator[bytes]:
    while count > 0:
        chunk = file.read(min(count, _CHUNK))
        if not chunk:
            raise StoreError("the file became shorter while it was read")
        count -= len(chunk)
        yield chunk
