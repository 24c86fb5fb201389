"""Which files Telegram has already, so that each is uploaded once.

Rule: knows content keys and Telegram's ids; only files that are the same for all come here. One
letter uploads, and all others that want the same file wait for it without a call of their own.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Iterator, Mapping, Sequence

from bot.clock import Clock
from bot.store import Store, StoreError

log = logging.getLogger(__name__)


class Uploads:
    """`bot` is whose ids these are: another one cannot use them."""

    def __init__(self, store: Store, bot: str, clock: Clock) -> None:
        self._store = store
        self._bot = bot
        self._clock = clock
        self._ids: dict[str, str] = {}
        self._asked: set[str] = set()
        """What the store was asked about."""
        self._under_way: dict[str, asyncio.Event] = {}

    async def settled(self, keys: Sequence[str]) -> None:
        """Comes back when each of them is known, or may be uploaded now."""
        await self._look_up([key for key in keys if key not in self._asked])
        while uploading := self._busy(keys):
            await uploading.wait()

    def is_free(self, keys: Sequence[str]) -> bool:
        return self._busy(keys) is None

    def id_of(self, key: str) -> str | None:
        return self._ids.get(key)

    def known(self, keys: Sequence[str]) -> dict[str, str]:
        return {key: self._ids[key] for key in keys if key in self._ids}

    @contextlib.contextmanager
    def uploading(self, keys: Sequence[str]) -> Iterator[None]:
        """Those that are not known yet are this caller's until the end of the block."""
        mine = {key: asyncio.Event() for key in keys if key not in self._ids}
        self._under_way |= mine
        try:
            yield
        finally:
            for key, done in mine.items():
                del self._under_way[key]
                done.set()

    async def keep(self, ids: Mapping[str, str]) -> None:
        """A store that fails only means that a later process uploads once more."""
        fresh = {key: id_ for key, id_ in ids.items() if self._ids.get(key) != id_}
        if not fresh:
            return
        self._ids |= fresh
        with self._best_effort():
            await self._store.keep_files(self._bot, fresh, self._clock.now())

    async def forget(self, ids: Mapping[str, str]) -> None:
        """Telegram has refused these; what was uploaded meanwhile stays."""
        keys = [key for key, id_ in ids.items() if self._ids.get(key) == id_]
        for key in keys:
            del self._ids[key]
        with self._best_effort():
            await self._store.forget_files(self._bot, keys)

    def _busy(self, keys: Sequence[str]) -> asyncio.Event | None:
        return next((self._under_way[key] for key in keys if key in self._under_way), None)

    async def _look_up(self, keys: Sequence[str]) -> None:
        if not keys:
            return
        with self._best_effort():
            found = await self._store.file_ids(self._bot, keys)
            self._ids = found | self._ids  # what was uploaded meanwhile is newer
            self._asked |= set(keys)

    @contextlib.contextmanager
    def _best_effort(self) -> Iterator[None]:
        try:
            yield
        except StoreError as error:
            log.debug("ids of files are not stored: %s", error)
