"""The file that holds the key ring: read, made on the first run, and changed by a rotation.

Rule: whole or not at all, for its owner alone; no key is ever shown.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from bot.store import StoreError
from bot.store.crypto import KeyRing, entries_in, new_entry

_OTHERS = 0o077


def load_or_make_key_file(path: Path) -> KeyRing:
    """The ring in that file; on the first run a file with one new key, readable by its owner."""
    try:
        with contextlib.suppress(FileExistsError):
            _make(path)
    except OSError as error:
        raise StoreError(f"The key file {path} cannot be made: {error.strerror}.") from error
    return load_key_file(path)


def load_key_file(path: Path) -> KeyRing:
    """The ring in that file, which must be there."""
    try:
        return KeyRing.parse(_read(path))
    except ValueError as error:
        raise StoreError(f"The key file {path} is no key file: {error}.") from error


def add_key(path: Path, name: str) -> KeyRing:
    """A new key goes in front; the older ones stay behind it."""
    return _change(path, [new_entry(name), *entries_in(_read(path))])


def keep_first(path: Path) -> KeyRing:
    return _change(path, entries_in(_read(path))[:1])


def is_open_to_others(path: Path) -> bool:
    return bool(path.stat().st_mode & _OTHERS)


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except FileNotFoundError:
        raise StoreError(
            f"There is no key file {path}: put it back, or set DATA_KEY_FILE or DATA_KEY; the first"
            " `python -m bot run` makes one."
        ) from None
    except OSError as error:
        raise StoreError(f"The key file {path} cannot be used: {error.strerror}.") from error
    except UnicodeDecodeError:
        raise StoreError(f"The key file {path} is no key file: it is not text.") from None


def _change(path: Path, entries: list[str]) -> KeyRing:
    """What a link points to is changed, and stays its owner's, also when root does it."""
    target = path.resolve()
    try:
        owner = target.stat()
        for left in target.parent.glob(f"{target.name}.new-*"):  # by one that was killed
            left.unlink()
        with _draft(target, entries) as draft:
            if os.geteuid() == 0:
                os.chown(draft, owner.st_uid, owner.st_gid)
            draft.rename(target)
        _sync(target.parent)
    except OSError as error:
        raise StoreError(f"The key file {path} cannot be changed: {error.strerror}.") from error
    return load_key_file(path)


def _make(path: Path) -> None:
    """Also when two processes start at once."""
    if path.exists():
        raise FileExistsError
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _draft(path, [new_entry("k1")]) as draft:
        path.hardlink_to(draft)  # fails if another process was first
    _sync(path.parent)


@contextlib.contextmanager
def _draft(path: Path, entries: list[str]) -> Iterator[Path]:
    """On the disk already; gone afterwards unless it was renamed."""
    draft = path.with_name(f"{path.name}.new-{os.getpid()}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "w") as file:
            file.write("\n".join(entries) + "\n")
            file.flush()
            os.fsync(file.fileno())
        yield draft
    finally:
        draft.unlink(missing_ok=True)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
