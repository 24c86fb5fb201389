"""Sealing: a key ring wraps one key per person, and that key seals all of the person's blobs.

Rule: nothing here knows what is sealed. AES-256-GCM, bound to the chat and the column, so that a
blob copied to another row does not open. A seal costs 2 us and a wrap as much: nothing is cached.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import os
import re

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_FORMAT = b"\x01"
_NONCE_BYTES = 12
_KEY_BYTES = 32
_ENTRY = re.compile(r"([a-z0-9_-]{1,16}):(\S+)")
_CHECK = b"unhamstrung"
_ALIAS_DIGITS = 8


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
        self.names = tuple(keys)
        self.first = self.names[0]
        self._keys = {name: AESGCM(key) for name, key in keys.items()}
        self._tagging = {name: _subkey(key, b"erasure list") for name, key in keys.items()}
        self._naming = _subkey(keys[self.first], b"names in logs")
        self._texts = tuple(base64.b64encode(key).decode() for key in keys.values())

    @classmethod
    def parse(cls, text: str) -> KeyRing:
        """Entries are parted by commas, blanks or new lines."""
        entries = [_entry(part) for part in entries_in(text)]
        keys = dict(entries)
        if len(keys) < len(entries):
            raise ValueError("two keys have the same name")
        return cls(keys)

    def new_person_key(self, chat: int) -> tuple[PersonKey, bytes]:
        """A fresh key, and its wrapped form to store."""
        raw = os.urandom(_KEY_BYTES)
        return PersonKey(chat, raw), self._wrap(raw, f"key:{chat}")

    def person_key(self, chat: int, wrapped: bytes) -> PersonKey:
        return PersonKey(chat, self._unwrap(wrapped, f"key:{chat}"))

    def rewrapped(self, chat: int, wrapped: bytes) -> bytes:
        """The same person's key under the first key; as it is when that has wrapped it."""
        raw = self._unwrap(wrapped, f"key:{chat}")
        return wrapped if wrapper(wrapped) == self.first else self._wrap(raw, f"key:{chat}")

    def tags(self, chat: int) -> dict[str, str]:
        """Under each key, by its name: who has none of them cannot tell whose tag it is."""
        return {name: _hash(key, chat).hex() for name, key in self._tagging.items()}

    def secrets(self) -> tuple[str, ...]:
        """What no line of a log may show."""
        return self._texts

    def alias(self, chat: int) -> str:
        """Stands for the chat in logs, until the first key is another."""
        return _hash(self._naming, chat).hex()[:_ALIAS_DIGITS]

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
        sealed = self._keys[self.first].encrypt(nonce, raw, bound.encode())
        return self.first.encode() + b":" + nonce + sealed

    def _unwrap(self, token: bytes, bound: str) -> bytes:
        _, _, sealed = token.partition(b":")
        key = self._keys.get(wrapper(token))
        if key is None:
            raise SealError("wrapped with a key that is not in the key ring")
        return _decrypt(key, sealed, bound.encode())


def wrapper(token: bytes) -> str:
    """The name of the key that has wrapped it."""
    return token.partition(b":")[0].decode(errors="replace")


def new_entry(name: str) -> str:
    return f"{name}:{base64.b64encode(os.urandom(_KEY_BYTES)).decode()}"


def entries_in(text: str) -> list[str]:
    return re.split(r"[\s,]+", text.strip())


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


def _subkey(key: bytes, purpose: bytes) -> bytes:
    """What leaks of one purpose tells nothing of another."""
    return hmac.digest(key, b"unhamstrung " + purpose, hashlib.sha256)


def _hash(key: bytes, chat: int) -> bytes:
    return hmac.digest(key, str(chat).encode(), hashlib.sha256)


def _decrypt(gcm: AESGCM, sealed: bytes, bound: bytes) -> bytes:
    try:
        return gcm.decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], bound)
    except (InvalidTag, ValueError) as error:
        raise SealError("the key does not open it") from error
