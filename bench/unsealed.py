"""The bot without its sealing, to measure what that costs; never for people: `bench.sealing`.

Rule: a store that this has written is thrown away.
"""

from __future__ import annotations

import sys

from bot.__main__ import main
from bot.store.crypto import KeyRing, PersonKey


class OpenKey(PersonKey):
    """Changes nothing."""

    def __init__(self) -> None:
        """It has no key."""

    def seal(self, column: str, plain: bytes) -> bytes:
        del column
        return plain

    def open(self, column: str, blob: bytes) -> bytes:
        del column
        return blob


def _new_key(ring: KeyRing, chat: int) -> tuple[PersonKey, bytes]:
    del ring, chat
    return OpenKey(), b"none"


def _key(ring: KeyRing, chat: int, wrapped: bytes) -> PersonKey:
    del ring, chat, wrapped
    return OpenKey()


if __name__ == "__main__":
    KeyRing.new_person_key = _new_key  # type: ignore[method-assign] # what is to be measured
    KeyRing.person_key = _key  # type: ignore[method-assign] # the same
    sys.exit(main(sys.argv[1:]))
