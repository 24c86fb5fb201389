"""Sealing: a key ring wraps one key per person, and that key seals all of the person's blobs.

Rule: nothing here knows what is sealed. AES-256-GCM, bound to the chat and the column, so that a
blob copied to another row does not open. A seal costs 2 us and a wrap as much: nothing is cached.
"""

from __future__ import annotations

import base64
import binascii
import contextlib
import os
import re
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bot.store import StoreError

_FORMAT = b"\x01"
_NONCE_BYTES = 12
_KEY_BYTES = 32
_ENTRY = re.compile(r"([a-z0-9_-]{1,16}):(\S+)")
_CHECK = b"unhamstrung"


class SealError(Exception):
    """This blob was sealed with another key, for another place, or is damaged."""


class PersonKey:
    """Seals and opens the blobs of one person."""

    def __init__(self, chat: int, raw: bytes) -> None:
        self._chat = chat
        self._gcm = AESGCM(raw)

    def seal(self, column: str, plain: bytes) -> bytes:
        nonce = os.urandom(_NONCE_BYTES)
        return _FORMAT + nonce + self._gcm.encrypt(nonce, plain, self._bound(column))

    def open(self, column: str, blob: bytes) -> bytes:
        if blob[:1] != _FORMAT:
            raise SealError(f"unknown format of {column}")
        return _decrypt(self._gcm, blob[1:], self._bound(column))

    def _bound(self, column: str) -> bytes:
        return f"{self._chat}:{column}".encode()


class KeyRing:
    """Named keys, as `k2:BASE64` entries: the first wraps, all unwrap."""

    def __init__(self, keys: dict[str, bytes]) -> None:
        self._keys = {name: AESGCM(key) for name, key in keys.items()}
        self._first = next(iter(keys))

    @classmethod
    def parse(cls, text: str) -> KeyRing:
        """Entries are parted by commas, blanks or new lines."""
        keys = dict(_entry(part) for part in re.split(r"[\s,]+", text.strip()))
        return cls(keys)

    def new_person_key(self, chat: int) -> tuple[PersonKey, bytes]:
        """A fresh key, and its wrapped form to store."""
        raw = os.urandom(_KEY_BYTES)
        return PersonKey(chat, raw), self._wrap(raw, f"key:{chat}")

    def person_key(self, chat: int, wrapped: bytes) -> PersonKey:
        return PersonKey(chat, self._unwrap(wrapped, f"key:{chat}"))

    def check_value(self) -> bytes:
        """Stored once in a database; `fits` later tells whether this is still the ring for it."""
        return self._wrap(_CHECK, "check")

    def fits(self, check_value: bytes) -> bool:
        try:
            return self._unwrap(check_value, "check") == _CHECK
        except SealError:
            return False

    def _wrap(self, raw: bytes, bound: str) -> bytes:
        nonce = os.urandom(_NONCE_BYTES)
        sealed = self._keys[self._first].encrypt(nonce, raw, bound.encode())
        return self._first.encode() + b":" + nonce + sealed

    def _unwrap(self, token: bytes, bound: str) -> bytes:
        name, _, sealed = token.partition(b":")
        key = self._keys.get(name.decode(errors="replace"))
        if key is None:
            raise SealError("wrapped with a key that is not in the key ring")
        return _decrypt(key, sealed, bound.encode())


def load_or_make_key_file(path: Path) -> KeyRing:
    """The ring in that file; on the first run a file with one new key, readable by its owner."""
    try:
        with contextlib.suppress(FileExistsError):
            _make_key_file(path)
    except OSError as error:
        raise StoreError(f"The key file {path} cannot be made: {error.strerror}.") from error
    return load_key_file(path)


def load_key_file(path: Path) -> KeyRing:
    """The ring in that file, which must be there."""
    try:
        return KeyRing.parse(path.read_text())
    except OSError as error:
        raise StoreError(f"The key file {path} cannot be used: {error.strerror}.") from error
    except ValueError as error:
        raise StoreError(f"The key file {path} is no key file: {error}.") from error


def _make_key_file(path: Path) -> None:
    """Whole or not at all, even when two processes start at once."""
    if path.exists():
        raise FileExistsError
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(b"k1:" + base64.b64encode(os.urandom(_KEY_BYTES)) + b"\n")
            file.flush()
            os.fsync(file.fileno())
        path.hardlink_to(draft)  # fails if another process was first
    finally:
        draft.unlink()


def _entry(text: str) -> tuple[str, bytes]:
    found = _ENTRY.fullmatch(text)
    if found is None:
        raise ValueError("an entry looks like k1:BASE64")
    try:
        key = base64.b64decode(found[2], validate=True)
    except binascii.Error:
        key = b""
    if len(key) != _KEY_BYTES:
        raise ValueError(f"the key {found[1]} is not {_KEY_BYTES} bytes in base64")
    return found[1], key


def _decrypt(gcm: AESGCM, sealed: bytes, bound: bytes) -> bytes:
    try:
        return gcm.decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], bound)
    except (InvalidTag, ValueError) as error:
        raise SealError("the key does not open it") from error
